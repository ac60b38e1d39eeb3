"""Reading records by their ARKs."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from archive.catalogue.connection import Reading
from archive.catalogue.parts import parts
from archive.catalogue.stored import Stored
from archive.catalogue.tables import records
from archive.model.record import Record

_STORED = (records.c.body, records.c.version, records.c.added_at, records.c.changed_at)


def load(c: Reading, ark: str) -> Stored | None:
    return load_many(c, [ark]).get(ark)


def load_many(c: Reading, arks: Iterable[str]) -> dict[str, Stored]:
    """The records that stand at these ARKs, in the order asked."""
    asked = list(arks)
    found = {
        row.ark: Stored(Record.from_json(row.body), row.version, row.added_at, row.changed_at)
        for part in parts(asked)
        for row in c.execute(select(records.c.ark, *_STORED).where(records.c.ark.in_(part)))
    }
    return {ark: found[ark] for ark in asked if ark in found}
