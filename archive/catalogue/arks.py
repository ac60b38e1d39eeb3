"""ARKs: every one ever given, so that none is given twice; and what became of those whose record is gone."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any, Literal

from sqlalchemy import Row, Select, delete, exists, insert, select

from archive.catalogue.connection import Reading, Writing
from archive.catalogue.parts import parts
from archive.catalogue.tables import arks, records
from archive.catalogue.tables import fates as fates_table
from archive.model import ark as model
from archive.model.tombstone import Tombstone

Fate = Tombstone | Literal["spent"]


def mint(c: Writing, naan: str) -> str:
    """A new ARK, never given before."""
    return mint_many(c, naan, 1)[0]


def mint_many(c: Writing, naan: str, count: int) -> list[str]:
    """`count` new ARKs, never given before."""
    new: list[str] = []
    while len(new) < count:
        drawn = list(dict.fromkeys(model.mint(naan, secrets.choice) for _ in range(count - len(new))))
        taken = _given(c, drawn)
        fresh = [ark for ark in drawn if ark not in taken]
        remember(c, fresh)
        new += fresh
    return new


def remember(c: Writing, given: Iterable[str]) -> None:
    """Note ARKs as given, those that are not noted yet."""
    every = list(given)
    noted = _given(c, every)
    if missing := [{"ark": ark} for ark in dict.fromkeys(every) if ark not in noted]:
        c.execute(insert(arks), missing)


def _given(c: Reading, asked: Iterable[str]) -> set[str]:
    return {row.ark for part in parts(asked) for row in c.execute(select(arks.c.ark).where(arks.c.ark.in_(part)))}


def fate(c: Reading, ark: str) -> Fate | None:
    """Why no record stands at an ARK: its tombstone, "spent" if it was purged unseen; None if neither."""
    return fates(c, [ark]).get(ark)


def fates(c: Reading, asked: Iterable[str]) -> dict[str, Fate]:
    """The fates of those ARKs whose record is gone."""
    found = (row for part in parts(asked) for row in c.execute(_fates().where(fates_table.c.ark.in_(part))))
    return {row.ark: _fate(row) for row in found}


def all_fates(c: Reading, *, after: str = "", size: int = 1000) -> list[tuple[str, Fate]]:
    """The ARKs whose record is gone, in their own order, from the one that follows `after`."""
    wanted = _fates().where(fates_table.c.ark > after).order_by(fates_table.c.ark).limit(size)
    return [(row.ark, _fate(row)) for row in c.execute(wanted)]


def unused(c: Reading) -> list[str]:
    """ARKs given to records that never came: whoever brought them died on the way."""
    came = exists().where(records.c.ark == arks.c.ark)
    left = exists().where(fates_table.c.ark == arks.c.ark)
    return [row.ark for row in c.execute(select(arks.c.ark).where(~came, ~left))]


def withdrawn_sources(c: Reading, identifiers: Iterable[str]) -> dict[str, str]:
    """The ARK of the withdrawn record that had each of these source identifiers: what was taken back should not come in
    anew by itself."""
    column = fates_table.c.source_identifier
    return {
        identifier: ark
        for part in parts(identifiers)
        for identifier, ark in c.execute(select(column, fates_table.c.ark).where(column.in_(part)))
    }


def spent_in(c: Reading, batches: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The ARKs spent by taking back each of these batches, in their own order."""
    found: dict[str, list[str]] = {}
    column = fates_table.c.batch
    for part in parts(batches):
        wanted = select(column, fates_table.c.ark).where(column.in_(part)).order_by(fates_table.c.ark)
        for batch, ark in c.execute(wanted):
            found.setdefault(batch, []).append(ark)
    return {batch: tuple(spent) for batch, spent in found.items()}


def restore_spent(c: Writing, ark: str, batch: str | None = None) -> None:
    """Put back that an ARK was spent, and by taking back which batch."""
    _settle(c, ark, batch=batch)


def restore_tombstone(c: Writing, tombstone: Tombstone) -> None:
    _settle(c, tombstone.ark, tombstone=tombstone.to_json(), source_identifier=tombstone.source_identifier)


def _settle(c: Writing, ark: str, **columns: Any) -> None:
    remember(c, [ark])
    c.execute(delete(fates_table).where(fates_table.c.ark == ark))
    c.execute(insert(fates_table), [{"ark": ark, **columns}])


def _fates() -> Select[Any]:
    return select(fates_table.c.ark, fates_table.c.tombstone)


def _fate(row: Row[*tuple[Any, ...]]) -> Fate:
    return Tombstone.from_json(row.tombstone) if row.tombstone else "spent"
