"""Cases: what readers report about a record or a page, and ask for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, insert, select, update

from archive.catalogue.connection import Reading, Writing
from archive.catalogue.tables import cases


@dataclass(frozen=True)
class Case:
    """`kind` is signal, withdrawal or correction; `reply` an address to answer to, if its writer left one."""

    id: int
    at: str
    kind: str
    words: str
    ark: str | None = None
    page: str | None = None
    reply: str | None = None
    closed_at: str | None = None
    closed_by: str | None = None
    outcome: str | None = None


def add(
    c: Writing, *, at: str, kind: str, words: str, ark: str | None = None, page: str | None = None,
    reply: str | None = None,
) -> int:  # fmt: skip
    """Take a report; gives the number of its case."""
    row = {"at": at, "kind": kind, "words": words, "ark": ark, "page": page, "reply": reply}
    return int(c.execute(insert(cases).values(row).returning(cases.c.id)).scalar_one())


def load(c: Reading, case_id: int) -> Case | None:
    row = c.execute(select(cases).where(cases.c.id == case_id)).mappings().first()
    return Case(**row) if row else None


def all(c: Reading, *, closed: bool = False, start: int = 0, size: int = 100) -> list[Case]:  # noqa: A001
    """The open cases, oldest first, or the closed ones, latest first."""
    order = (cases.c.closed_at.desc(), cases.c.id.desc()) if closed else (cases.c.id,)
    which = cases.c.closed_at.is_not(None) if closed else cases.c.closed_at.is_(None)
    wanted = select(cases).where(which).order_by(*order).offset(start).limit(size)
    return [Case(**row) for row in c.execute(wanted).mappings()]


def count_open(c: Reading) -> int:
    wanted = select(func.count()).select_from(cases).where(cases.c.closed_at.is_(None))
    return int(c.execute(wanted).scalar_one())


def close(c: Writing, case_id: int, *, who: str, at: str, outcome: str) -> None:
    """Close a case that is open; one already closed stays as it is."""
    still_open = update(cases).where(cases.c.id == case_id, cases.c.closed_at.is_(None))
    c.execute(still_open.values(closed_at=at, closed_by=who, outcome=outcome))
