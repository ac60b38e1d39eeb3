"""Putting back a record from what preservation keeps of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import delete, insert

from archive.catalogue import arks
from archive.catalogue.columns import change_row, file_rows, link_rows, passage_rows, record_row
from archive.catalogue.connection import Writing
from archive.catalogue.stored import Stored
from archive.catalogue.tables import files, history, links, records
from archive.catalogue.tables import passages as passages_table
from archive.model.history import Change
from archive.model.record import Record
from archive.model.transcript import Passage


def restore(c: Writing, record: Record, changes: Sequence[Change], passages: Sequence[Passage]) -> None:
    """Put back a record with its whole history, the first change first, and all its passages, in the order in which
    `passages.of` gave them. It takes the place of what stands at its ARK; nobody is told."""
    stored = Stored(record, changes[-1].number, changes[0].at, changes[-1].at)
    arks.remember(c, [record.ark])
    c.execute(delete(records).where(records.c.ark == record.ark))
    c.execute(insert(records), [record_row(stored, record.to_json())])
    by_file = groupby(sorted(passages, key=lambda passage: passage.file), key=lambda passage: passage.file)
    said = [row for file_id, every in by_file for row in passage_rows(record.ark, file_id, list(every))]
    changed = [change_row(record.ark, change) for change in changes]
    drawn = ((files, file_rows(record)), (links, link_rows(record)), (passages_table, said), (history, changed))
    for table, rows in drawn:
        if rows:
            c.execute(insert(table), rows)
