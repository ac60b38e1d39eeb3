"""Records as they stand. Reading them is here; saving, removing and restoring are in modules of their own, named here too."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from archive.catalogue.arks import Fate, fate
from archive.catalogue.connection import Reading
from archive.catalogue.removing import purge, withdraw
from archive.catalogue.restoring import restore
from archive.catalogue.saving import save, save_many
from archive.catalogue.stored import Deposit, Stored
from archive.model.record import Record

__all__ = [
    "Deposit", "Fate", "Stored", "ancestors", "arks", "by_checksum", "by_source_identifier", "children", "count_by",
    "count_children", "fate", "file_label", "label_of", "latest", "load", "load_many", "of_batch", "purge", "restore",
    "save", "save_many", "visible", "withdraw",
]  # fmt: skip

Column = Literal["kind", "label", "parent", "batch"]


def load(c: Reading, ark: str) -> Stored | None:
    raise NotImplementedError


def load_many(c: Reading, arks: Iterable[str]) -> dict[str, Stored]:
    """The records that stand at these ARKs, in the order asked."""
    raise NotImplementedError


def label_of(c: Reading, ark: str) -> str | None:
    raise NotImplementedError


def file_label(c: Reading, ark: str, file_id: str) -> tuple[str, str] | None:
    """The labels of a record and of a file of it: both must be open to whoever asks for the file."""
    raise NotImplementedError


def visible(c: Reading, arks: Iterable[str], labels: Collection[str]) -> set[str]:
    """Which of these records stand, under one of these labels."""
    raise NotImplementedError


def children(c: Reading, ark: str, labels: Collection[str], start: int = 0, size: int = 100) -> list[Record]:
    """The records under one of these labels that stand in a collection, by their position, then by title."""
    raise NotImplementedError


def count_children(c: Reading, ark: str, labels: Collection[str]) -> int:
    raise NotImplementedError


def ancestors(c: Reading, ark: str) -> list[Record]:
    """The collections a record stands in, the widest first. Whether each may be seen is the caller's to ask."""
    raise NotImplementedError


def by_source_identifier(c: Reading, identifiers: Iterable[str]) -> dict[str, str]:
    """The ARK of the record that has each of these source identifiers; those of none are not named."""
    raise NotImplementedError


def by_checksum(c: Reading, sha512s: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Where files of these checksums are already kept: (ARK, file id); those kept nowhere are not named."""
    raise NotImplementedError


def of_batch(c: Reading, batch: str) -> list[str]:
    """ARKs of the records that came in with a batch."""
    raise NotImplementedError


def arks(c: Reading, after: str = "", size: int = 1000) -> list[str]:
    """ARKs in their own order, from the one that follows `after`: asked again with the last one, all come by."""
    raise NotImplementedError


def latest(c: Reading, labels: Collection[str], kinds: Collection[str] = (), size: int = 12) -> list[Record]:
    """The records last added, of these kinds or of any, under one of these labels."""
    raise NotImplementedError


def count_by(c: Reading, labels: Collection[str], column: Column) -> dict[str, int]:
    """How many records under these labels there are by kind, label, parent or batch; those without one are not counted."""
    raise NotImplementedError
