"""What is drawn from a record, so that it can be asked for: the rows of each table, pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archive.catalogue.folding import fold
from archive.catalogue.stored import Stored
from archive.model.history import Change
from archive.model.record import Record
from archive.model.transcript import Passage

Row = dict[str, Any]


def record_row(stored: Stored, body: Mapping[str, Any]) -> Row:
    """`body` is the record's `to_json`, which its caller has made already."""
    record = stored.record
    earliest, latest = _days(record)
    return {
        "ark": record.ark, "kind": record.kind, "label": record.label, "parent": record.parent,
        "position": record.position, "source_identifier": record.keys.get("source_identifier"),
        "cote": record.keys.get("cote"), "batch": record.batch, "sort_title": fold(record.title_in().text),
        "opened": record.opened, "earliest": earliest, "latest": latest, "version": stored.version,
        "added_at": stored.added_at, "changed_at": stored.changed_at, "body": body,
    }  # fmt: skip


def _days(record: Record) -> tuple[str | None, str | None]:
    """The first and last day of its making, or of all its dates; an end that one date leaves open is open."""
    every = [date for dates in record.dates.values() for date in dates]
    dates = [date for date in record.dates.get("created") or every if not date.undated]
    first = [date.earliest.isoformat() if date.earliest else None for date in dates]
    last = [date.latest.isoformat() if date.latest else None for date in dates]
    earliest = None if None in first else min((day for day in first if day), default=None)
    latest = None if None in last else max((day for day in last if day), default=None)
    return earliest, latest


def file_rows(record: Record) -> list[Row]:
    return [
        {"ark": record.ark, "id": file.id, "position": position, "label": file.label, "role": file.role,
         "sha512": file.sha512, "size_bytes": file.size_bytes}
        for position, file in enumerate(record.files, start=1)
    ]  # fmt: skip


def link_rows(record: Record) -> list[Row]:
    return [
        {"ark": record.ark, "term": term, "position": position, "authority": value.authority, "role": value.role}
        for term, values in record.terms.items()
        for position, value in enumerate(values, start=1)
        if value.authority
    ]


def passage_rows(ark: str, file_id: str, passages: Sequence[Passage]) -> list[Row]:
    return [
        {"ark": ark, "position": position, **vars(passage), "file": file_id}
        for position, passage in enumerate(passages, start=1)
    ]


def change_row(ark: str, change: Change) -> Row:
    return {"ark": ark, **vars(change)}
