"""Which fields of a record hold what is looked for, and what they weigh: the same for every engine that keeps the layout."""

from search.document import OPEN
from search.layout import field_prefix, label_prefix
from search.patterns import Clause

TITLE_WEIGHT = 3.0
LITTLE_WEIGHT = 0.2
Field = tuple[str, str, float]
"""A kind of field, what stands before each of its terms, and what it weighs."""


def fields_of(clause: Clause, label: str) -> tuple[Field, ...]:
    """The fields of a record that hold what stands under a label."""
    before = "" if label == OPEN else label_prefix(label)
    if clause.field is not None:
        return (("fielded", before + field_prefix(clause.field), 1.0),)
    return (("title", "", TITLE_WEIGHT), ("words", "", 1.0)) if label == OPEN else (("labelled", before, 1.0),)
