"""Taking records out: without trace but a spent ARK, or leaving a tombstone."""

from __future__ import annotations

from archive.catalogue.connection import Writing
from archive.model.tombstone import Tombstone


def purge(c: Writing, ark: str, *, who: str, why: str, at: str, batch: str | None = None) -> None:
    """Remove a record never opened, history and all; its ARK is spent, by taking back `batch` (or its own).

    Raises RecordNotFound, or NotAllowed if the record was ever open.
    """
    raise NotImplementedError


def withdraw(c: Writing, ark: str, *, who: str, reason: str, why: str, at: str) -> Tombstone:
    """Remove a record, history and all, leaving a tombstone. Raises RecordNotFound."""
    raise NotImplementedError
