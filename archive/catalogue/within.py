"""A collection with all that stands in it, however deep, one record at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select

from archive.catalogue.connection import Reading
from archive.catalogue.tables import records
from archive.model.record import Record

_FETCHED = 500


def within(c: Reading, ark: str, labels: Collection[str]) -> Iterator[tuple[Record, str]]:
    """The collection first, then what stands in it by collection and position: each record under one of these labels,
    once, with the source identifier of what it stands in ("" where there is none), its ARK for want of one."""
    down = select(records.c.ark).where(records.c.ark == ark).cte("down", recursive=True)
    # UNION, not UNION ALL: collections that stand in each other end here.
    down = down.union(select(records.c.ark).join(down, records.c.parent == down.c.ark))
    above = records.alias("above")
    wanted = (
        select(records.c.body, above.c.ark.label("above"), above.c.source_identifier)
        .join(down, down.c.ark == records.c.ark)
        .outerjoin(above, above.c.ark == records.c.parent)
        .where(records.c.label.in_(labels))
        .order_by(records.c.ark != ark, records.c.parent, records.c.position, records.c.sort_title, records.c.ark)
        .execution_options(yield_per=_FETCHED)
    )
    for row in c.execute(wanted):
        yield Record.from_json(row.body), row.source_identifier or row.above or ""
