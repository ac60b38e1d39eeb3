"""Words that a query does not take for what they are elsewhere. All are folded."""

BORN = frozenset("nee ne epouse epoux ep veuve vve born geb nacida nascida".split())  # noqa: SIM905
"""Between a married name and a maiden name."""

LITTLE = frozenset(
    """
    a au aux avec ce ces dans de des du elle en est et il la le les leur ou par pas pour que qui sa se ses son sont sur
    un une the of and in to for on at by an is was with from as or el los las lo y con por del al una uno unos unas o os
    da das do dos em no na nos nas e com um uma para gli i il di che della dei delle con per der die das und den dem ein
    eine im von zu mit ve bir bu ile icin في من و الي عن مع ان او هذا هذه التي الذي
    m mr mme mmes mlle mlles mrs ms dr sr sra monsieur madame mademoiselle السيد السيده
    """.split()  # noqa: SIM905
)  # fmt: skip
"""Folded words without weight of their own, of the languages that have stems here; and what people are addressed by."""

ORDINARY = frozenset({("علي",)})
"""Names that are ordinary words too, in their words: Ali is "on"."""

DECADES = frozenset({("annees",), ("decennie",), ("anos",), ("anni",), ("سنوات",)})
"""What stands before a decade: "années 70"."""
