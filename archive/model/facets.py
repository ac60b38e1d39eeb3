"""Facets: by what a search is narrowed, as `config/vocabularies/facets.csv` says."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model.vocabulary import Vocabulary


@dataclass(frozen=True)
class Facet:
    """`counts` names what its values are: "kind", "decade", "language"…, or kinds of authority. Of authorities, only
    those with one of these `roles` and under one of these `terms`, where any are said."""

    code: str
    counts: frozenset[str]
    roles: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()

    def counts_authority(self, kind: str, term: str, role: str | None) -> bool:
        return kind in self.counts and (not self.roles or role in self.roles) and (not self.terms or term in self.terms)


def facets_of(vocabulary: Vocabulary) -> tuple[Facet, ...]:
    """The facets of a vocabulary, in its order."""
    return tuple(
        Facet(
            term.code,
            _several(term.facts.get("counts")),
            _several(term.facts.get("roles")),
            _several(term.facts.get("terms")),
        )
        for term in vocabulary
    )


def _several(written: str | None) -> frozenset[str]:
    return frozenset(part for part in (written or "").split("|") if part)
