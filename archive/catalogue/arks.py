"""ARKs: every one ever given, so that none is given twice; and what became of those whose record is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from archive.catalogue.connection import Reading, Writing
from archive.model.tombstone import Tombstone

Fate = Tombstone | Literal["spent"]


def mint(c: Writing, naan: str) -> str:
    """A new ARK, never given before."""
    return mint_many(c, naan, 1)[0]


def mint_many(c: Writing, naan: str, count: int) -> list[str]:
    raise NotImplementedError


def fate(c: Reading, ark: str) -> Fate | None:
    """Why no record stands at an ARK: its tombstone, "spent" if it was purged unseen; None if neither."""
    raise NotImplementedError


def fates(c: Reading, arks: Iterable[str]) -> Mapping[str, Fate]:
    raise NotImplementedError


def all_fates(c: Reading, *, after: str = "", size: int = 1000) -> list[tuple[str, Fate]]:
    """The ARKs whose record is gone, in their own order, from the one that follows `after`."""
    raise NotImplementedError


def restore_spent(c: Writing, ark: str, batch: str | None = None) -> None:
    """Put back that an ARK was spent, and by taking back which batch."""
    raise NotImplementedError


def restore_tombstone(c: Writing, tombstone: Tombstone) -> None:
    raise NotImplementedError
