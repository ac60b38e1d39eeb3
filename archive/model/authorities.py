"""Authorities: people, families, organisations, places and concepts, with every name they are known by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

AuthorityKind = Literal["person", "family", "organisation", "place", "concept"]
KINDS: tuple[str, ...] = get_args(AuthorityKind)


@dataclass(frozen=True)
class Name:
    """One form of a name: its language (BCP 47), what form it is, and the years it was used ("1832/1962", EDTF)."""

    text: str
    language: str | None = None
    form: str = "preferred"  # preferred, variant, married, birth, transliteration, historic
    period: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Authority:
    """Somebody, somewhere or something that records speak of.

    `parents` are ids of wider authorities, nearest first (a quartier's commune, a concept's broader one).
    `latitude` and `longitude` are WGS 84 degrees of a representative point. `identifiers` maps a scheme (insee,
    geonames, wikidata) to its code there.
    """

    id: str
    kind: AuthorityKind
    names: tuple[Name, ...]
    parents: tuple[str, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    place_kind: str | None = None  # country, region, commune, quartier, …
    note: str | None = None

    def name_in(self, language: str) -> Name:
        """The preferred name in a language, else the first preferred, else the first there is."""
        preferred = [name for name in self.names if name.form == "preferred"] or list(self.names)
        return next((name for name in preferred if name.language == language), preferred[0])

    def to_json(self) -> dict[str, Any]:
        kept = {name: value for name, value in vars(self).items() if value is not None}
        return {
            **kept,
            "names": [name.to_json() for name in self.names],
            "parents": list(self.parents),
            "identifiers": dict(self.identifiers),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Authority:
        return cls(
            **{
                **stored,
                "names": tuple(Name(**name) for name in stored["names"]),
                "parents": tuple(stored.get("parents", ())),
            }
        )
