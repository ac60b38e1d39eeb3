"""The outbox: changes that preservation or the index has not heard of yet, written with them in one transaction.

Rows are numbered in the order of their commits. A row says that its subject changed, not how: whoever carries it reads
the subject as it stands now. So a row carried both ways is deleted, and with it older ones of its subject that were set
aside. What changed when, for harvesters, is history's to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, delete, exists, func, insert, select, update

from archive.catalogue.connection import Reading, Writing
from archive.catalogue.parts import parts
from archive.catalogue.tables import outbox


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


@dataclass(frozen=True)
class News:
    """A row to be written."""

    subject: str
    at: str
    ark: str | None = None
    narrows: bool = False


def tell(c: Writing, news: Sequence[News]) -> None:
    """Let the carrier know, once this transaction is committed; what narrows will raise the stamp then."""
    if news:
        c.execute(insert(outbox), [{**vars(each), "preserved": False, "indexed": False} for each in news])
    if any(each.narrows for each in news):
        c.narrowed = True


def pending(c: Reading, limit: int = 200, *, to_preservation: bool = False) -> list[Row]:
    """The oldest rows still to be carried, in order, without those set aside; or only those not yet preserved."""
    wanted = _in_order().where(outbox.c.set_aside.is_(None))
    return _rows(c, (wanted.where(outbox.c.preserved.is_(False)) if to_preservation else wanted).limit(limit))


def narrowing(c: Reading) -> frozenset[str]:
    """ARKs of records of which something became less visible without the index knowing it, set aside ones included."""
    wanted = select(outbox.c.ark).where(outbox.c.narrows.is_(True), outbox.c.indexed.is_(False))
    return frozenset(row.ark for row in c.execute(wanted.where(outbox.c.ark.is_not(None))))


def tick(c: Writing, ids: Sequence[int], *, preserved: bool = False, indexed: bool = False) -> None:
    """Note that these rows were carried, durably, to preservation or to the index or to both."""
    carried = {name: True for name, value in (("preserved", preserved), ("indexed", indexed)) if value}
    for part in parts(ids):
        if carried:
            c.execute(update(outbox).where(outbox.c.id.in_(part)).values(carried))
        _forget_carried(c, part)


def _forget_carried(c: Writing, ids: Sequence[int]) -> None:
    newer = outbox.alias("newer")
    overtaken = and_(
        newer.c.subject == outbox.c.subject, newer.c.id > outbox.c.id, newer.c.id.in_(ids),
        newer.c.preserved.is_(True), newer.c.indexed.is_(True),
    )  # fmt: skip
    c.execute(delete(outbox).where(outbox.c.set_aside.is_not(None), exists().where(overtaken)))
    c.execute(delete(outbox).where(outbox.c.id.in_(ids), outbox.c.preserved.is_(True), outbox.c.indexed.is_(True)))


def lag(c: Reading) -> tuple[int, str | None]:
    """How many rows wait to be carried, and since when the oldest does; those set aside wait for a person."""
    waiting = select(func.count(), func.min(outbox.c.at)).where(outbox.c.set_aside.is_(None))
    count, oldest = c.execute(waiting).one()
    return count, oldest


def set_aside(c: Writing, row_id: int, why: str) -> None:
    """Let the others pass a row that cannot be carried; an archivist sees it and why."""
    c.execute(update(outbox).where(outbox.c.id == row_id).values(set_aside=why))


def refuse(c: Writing, row: Row, why: str) -> None:
    """Set aside what the index refuses, in place of other refusals of the same subject."""
    others = (
        (outbox.c.subject == row.subject) & (outbox.c.id != row.id) & outbox.c.set_aside.is_not(None)
        & outbox.c.preserved.is_(True) & outbox.c.indexed.is_(False)
    )  # fmt: skip
    narrowed = c.execute(select(outbox.c.id).where(others, outbox.c.narrows.is_(True))).first() is not None
    c.execute(delete(outbox).where(others))
    changed = {"set_aside": why, "narrows": row.narrows or narrowed}
    c.execute(update(outbox).where(outbox.c.id == row.id).values(changed))


def refused_by_index(c: Writing, reasons: Mapping[str, str], at: str) -> None:
    """Note, set aside, records that the index refused when it was made again; `reasons` by ARK."""
    rows = [
        {
            "subject": f"record:{ark}", "ark": ark, "at": at, "narrows": False, "preserved": True, "indexed": False,
            "set_aside": why,
        }
        for ark, why in reasons.items()
    ]  # fmt: skip
    if rows:
        c.execute(insert(outbox), rows)


def aside(c: Reading) -> list[Row]:
    """The rows set aside, oldest first."""
    return _rows(c, _in_order().where(outbox.c.set_aside.is_not(None)))


def try_again(c: Writing) -> int:
    """Take back every row set aside; gives how many."""
    return c.execute(update(outbox).where(outbox.c.set_aside.is_not(None)).values(set_aside=None)).rowcount


def _in_order() -> Select[Any]:
    return select(outbox).order_by(outbox.c.id)


def _rows(c: Reading, wanted: Select[Any]) -> list[Row]:
    return [Row(**row) for row in c.execute(wanted).mappings()]
