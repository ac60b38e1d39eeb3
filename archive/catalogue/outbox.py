"""The outbox: changes that preservation or the index has not heard of yet, written with them in one transaction.

Rows are numbered in the order of their commits. A row says that its subject changed, not how: whoever carries it reads
the subject as it stands now. So a row carried both ways is deleted, and with it older ones of its subject that were set
aside. What changed when, for harvesters, is history's to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.catalogue.connection import Reading, Writing


@dataclass(frozen=True)
class Row:
    """`subject` is "record:ark:…", "authority:…" or "batch:…"; `ark` stands for a record alone."""

    id: int
    subject: str
    ark: str | None
    at: str
    narrows: bool
    preserved: bool
    indexed: bool
    set_aside: str | None = None


def pending(c: Reading, limit: int = 200) -> list[Row]:
    """The oldest rows still to be carried, in order, without those set aside."""
    raise NotImplementedError


def narrowing(c: Reading) -> frozenset[str]:
    """ARKs of records of which something became less visible without the index knowing it, set aside ones included."""
    raise NotImplementedError


def tick(c: Writing, ids: Sequence[int], *, preserved: bool = False, indexed: bool = False) -> None:
    """Note that these rows were carried, durably, to preservation or to the index or to both."""
    raise NotImplementedError


def lag(c: Reading) -> tuple[int, str | None]:
    """How many rows wait, and since when the oldest does."""
    raise NotImplementedError


def set_aside(c: Writing, row_id: int, why: str) -> None:
    """Let the others pass a row that cannot be carried; an archivist sees it and why."""
    raise NotImplementedError


def aside(c: Reading) -> list[Row]:
    """The rows set aside, oldest first."""
    raise NotImplementedError


def try_again(c: Writing) -> int:
    """Take back every row set aside; gives how many."""
    raise NotImplementedError
