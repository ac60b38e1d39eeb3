"""Saving records: the record, what is asked of it, its history and the outbox, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.catalogue.connection import Writing
from archive.catalogue.stored import Deposit, Stored
from archive.model.record import Record
from archive.model.transcript import Passage


def save(
    c: Writing, record: Record, *, who: str, action: str, why: str, at: str, batch: str | None = None,
    expected_version: int | None = None, passages: Mapping[str, Sequence[Passage]] | None = None,
) -> Stored:  # fmt: skip
    """Save one record: see `save_many`."""
    return save_many(c, [Deposit(record, who, action, why, at, batch, expected_version, passages)])[0]


def save_many(c: Writing, deposits: Sequence[Deposit]) -> list[Stored]:
    """Save records, each at most once; one that is as it was writes nothing.

    A record that is open, or was, is marked as opened. Raises ChangedMeanwhile where a record's version is not the one
    expected, or its ARK was withdrawn or spent; IdentifierTaken where another record has its source identifier.
    """
    raise NotImplementedError
