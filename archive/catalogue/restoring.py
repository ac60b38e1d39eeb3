"""Putting back a record from what preservation keeps of it."""

from __future__ import annotations

from collections.abc import Sequence

from archive.catalogue.connection import Writing
from archive.model.history import Change
from archive.model.record import Record
from archive.model.transcript import Passage


def restore(c: Writing, record: Record, changes: Sequence[Change], passages: Sequence[Passage]) -> None:
    """Put back a record with its whole history and all its passages, in place of what stands at its ARK; nobody is told."""
    raise NotImplementedError
