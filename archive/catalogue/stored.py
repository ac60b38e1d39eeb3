"""What the catalogue gives for a record: the record, and where its history stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.model.record import Record
from archive.model.transcript import Passage


@dataclass(frozen=True)
class Stored:
    """`version` counts the saved changes from 1; `added_at` and `changed_at` are the first and the last one's."""

    record: Record
    version: int
    added_at: str
    changed_at: str


@dataclass(frozen=True)
class Deposit:
    """A record to be saved, with what history should say of it.

    `passages` holds, by file id, all passages that file has from now on; a file not named keeps its own; None: all do.
    `expected_version`: what the record's version must be, 0 if it must be new; None: whatever it is.
    """

    record: Record
    who: str
    action: str
    why: str
    at: str
    batch: str | None = None
    expected_version: int | None = None
    passages: Mapping[str, Sequence[Passage]] | None = None
