"""History: every saved change of a record, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from archive.catalogue.connection import Reading
from archive.catalogue.parts import parts
from archive.catalogue.tables import history
from archive.model.history import Change


def of(c: Reading, ark: str) -> list[Change]:
    """All changes of a record, the accession first; empty if there is none, or it was withdrawn."""
    return of_many(c, [ark]).get(ark, [])


def of_many(c: Reading, arks: Iterable[str]) -> dict[str, list[Change]]:
    """All changes of several records; ARKs without any are not named."""
    found: dict[str, list[Change]] = {}
    for part in parts(arks):
        wanted = select(history).where(history.c.ark.in_(part)).order_by(history.c.ark, history.c.number)
        for row in c.execute(wanted).mappings():
            change = Change(**{name: value for name, value in row.items() if name != "ark"})
            found.setdefault(row["ark"], []).append(change)
    return found


def updated_by(c: Reading, batch: str) -> list[str]:
    """ARKs of the records that a batch updated, in their own order."""
    by = (history.c.batch == batch) & (history.c.action == "update")
    return list(c.execute(select(history.c.ark).where(by).distinct().order_by(history.c.ark)).scalars())


@dataclass(frozen=True)
class Line:
    """A change in the list of all: whose, which and when, without what."""

    ark: str
    number: int
    at: str
    who: str
    action: str
    why: str
    batch: str | None


_LINE = tuple(each for each in history.c if each.name not in ("before", "after"))


def latest(c: Reading, size: int = 50) -> list[Line]:
    """The latest changes of any record, latest first."""
    wanted = select(*_LINE).order_by(history.c.at.desc(), history.c.ark, history.c.number.desc()).limit(size)
    return [Line(**row) for row in c.execute(wanted).mappings()]
