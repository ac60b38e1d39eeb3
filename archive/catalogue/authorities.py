"""Authorities: the people, families, organisations, places and concepts that records speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from archive.catalogue.connection import Reading, Writing
from archive.model.authorities import Authority


@dataclass(frozen=True)
class Heading:
    """A line of an A–Z: the name to read, and of how many records that may be seen it is a name."""

    authority: str
    kind: str
    text: str
    language: str | None
    letter: str
    records: int


def save(c: Writing, authority: Authority, *, at: str) -> bool:
    """Save an authority and tell the carrier of it; False if it was so already."""
    return save_many(c, [authority], at=at) == 1


def save_many(c: Writing, authorities: Sequence[Authority], *, at: str) -> int:
    """Save authorities and tell the carrier of those that changed; gives how many did."""
    raise NotImplementedError


def load(c: Reading, authority_id: str) -> Authority | None:
    raise NotImplementedError


def load_many(c: Reading, ids: Iterable[str]) -> dict[str, Authority]:
    raise NotImplementedError


def all(c: Reading, *, kinds: Collection[str] = (), after: str = "", size: int = 1000) -> list[Authority]:
    """Authorities in the order of their ids, from the one that follows `after`."""
    raise NotImplementedError


def by_name(c: Reading, names: Iterable[str]) -> dict[str, list[str]]:
    """Ids of the authorities known by each of these names in any form, whatever the case and accents; others are not named."""
    raise NotImplementedError


def headings(
    c: Reading, kinds: Collection[str], language: str, labels: Collection[str], *,
    letter: str | None = None, start: int = 0, size: int = 500,
) -> list[Heading]:  # fmt: skip
    """The A–Z of the authorities named by a record under one of these labels, each by its name in the language."""
    raise NotImplementedError


def letters(c: Reading, kinds: Collection[str], language: str, labels: Collection[str]) -> dict[str, int]:
    """How many headings each letter has, in the order of the letters."""
    raise NotImplementedError


def arks_of(c: Reading, authority_id: str, labels: Collection[str], *, start: int = 0, size: int = 100) -> list[str]:
    """The records under one of these labels that name an authority, by title."""
    raise NotImplementedError


def restore(c: Writing, authority: Authority) -> None:
    """Put back an authority as preservation keeps it."""
    raise NotImplementedError
