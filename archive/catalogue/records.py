"""Records as they stand: reading them. Saving, removing and restoring have modules of their own, named here too."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, literal, select

from archive.catalogue.arks import Fate, fate
from archive.catalogue.connection import Reading
from archive.catalogue.loading import load, load_many
from archive.catalogue.parts import parts
from archive.catalogue.removing import purge, withdraw
from archive.catalogue.restoring import restore
from archive.catalogue.saving import save, save_many
from archive.catalogue.stored import Deposit, Stored
from archive.catalogue.tables import files, records
from archive.model.record import Record

__all__ = [
    "Deposit", "Fate", "Stored", "ancestors", "arks", "by_checksum", "by_source_identifier", "children", "count", "count_by",
    "count_children", "count_within", "fate", "file_label", "label_of", "latest", "load", "load_many", "of_batch", "purge",
    "restore", "save", "save_many", "versions", "visible", "withdraw",
]  # fmt: skip

Column = Literal["kind", "label", "parent", "batch"]
#: Deeper than any collection; a collection that stands in itself ends here.
_DEEPEST = 32


def label_of(c: Reading, ark: str) -> str | None:
    return next((row.label for row in c.execute(select(records.c.label).where(records.c.ark == ark))), None)


def file_label(c: Reading, ark: str, file_id: str) -> tuple[str, str] | None:
    """The labels of a record and of a file of it: both must be open to whoever asks for the file."""
    both = select(records.c.label, files.c.label).join(files, files.c.ark == records.c.ark)
    found = c.execute(both.where(records.c.ark == ark, files.c.id == file_id)).first()
    return (found[0], found[1]) if found else None


def visible(c: Reading, arks: Iterable[str], labels: Collection[str]) -> set[str]:
    """Which of these records stand, under one of these labels."""
    open_ones = select(records.c.ark).where(records.c.label.in_(labels))
    return {row.ark for part in parts(arks) for row in c.execute(open_ones.where(records.c.ark.in_(part)))}


def children(c: Reading, ark: str, labels: Collection[str], start: int = 0, size: int = 100) -> list[Record]:
    """The records under one of these labels that stand in a collection, by their position, then by title."""
    order = (records.c.position, records.c.sort_title, records.c.ark)
    return _records(c, select(records.c.body).where(_in(ark, labels)).order_by(*order).offset(start).limit(size))


def count_children(c: Reading, ark: str, labels: Collection[str]) -> int:
    count: int = c.execute(select(func.count()).select_from(records).where(_in(ark, labels))).scalar_one()
    return count


def count_within(c: Reading, collections: Iterable[str]) -> dict[str, int]:
    """How many records, whatever their label, stand in each of these collections; those with none are not named."""
    wanted = select(records.c.parent, func.count()).group_by(records.c.parent)
    asked = (c.execute(wanted.where(records.c.parent.in_(part))) for part in parts(collections))
    return {ark: count for found in asked for ark, count in found}


def ancestors(c: Reading, ark: str) -> list[Record]:
    """The collections a record stands in, the widest first. Whether each may be seen is the caller's to ask."""
    start = select(records.c.ark, records.c.parent, literal(0).label("height")).where(records.c.ark == ark)
    way_up = start.cte("way_up", recursive=True)
    step = select(records.c.ark, records.c.parent, way_up.c.height + 1)
    way_up = way_up.union_all(step.where(records.c.ark == way_up.c.parent, way_up.c.height < _DEEPEST))
    wanted = select(records.c.body).join(way_up, way_up.c.ark == records.c.ark).where(records.c.ark != ark)
    found = {record.ark: record for record in _records(c, wanted.order_by(way_up.c.height))}
    return list(reversed(found.values()))


def by_source_identifier(c: Reading, identifiers: Iterable[str]) -> dict[str, str]:
    """The ARK of the record that has each of these source identifiers; those of none are not named."""
    column = records.c.source_identifier
    asked = (c.execute(select(column, records.c.ark).where(column.in_(part))) for part in parts(identifiers))
    return {identifier: ark for found in asked for identifier, ark in found}


def by_checksum(c: Reading, sha512s: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Where files of these checksums are already kept: (ARK, file id); those kept nowhere are not named."""
    found: dict[str, list[tuple[str, str]]] = {}
    wanted = select(files.c.sha512, files.c.ark, files.c.id).order_by(files.c.ark, files.c.position)
    for part in parts(sha512s):
        for sha512, ark, file_id in c.execute(wanted.where(files.c.sha512.in_(part))):
            found.setdefault(sha512, []).append((ark, file_id))
    return found


def of_batch(c: Reading, batch: str) -> list[str]:
    """ARKs of the records that came in with a batch."""
    return [row.ark for row in c.execute(select(records.c.ark).where(records.c.batch == batch).order_by(records.c.ark))]


def arks(c: Reading, after: str = "", size: int = 1000) -> list[str]:
    """ARKs in their own order, from the one that follows `after`: asked again with the last one, all come by."""
    wanted = select(records.c.ark).where(records.c.ark > after).order_by(records.c.ark).limit(size)
    return [row.ark for row in c.execute(wanted)]


def versions(c: Reading, after: str = "", size: int = 1000) -> dict[str, int]:
    """How often each record was saved, by ARK, from the one that follows `after` in their own order."""
    wanted = select(records.c.ark, records.c.version).where(records.c.ark > after).order_by(records.c.ark).limit(size)
    return {ark: version for ark, version in c.execute(wanted)}  # noqa: C416 (rows, not pairs)


def count(c: Reading) -> int:
    """How many records there are, whatever their label."""
    return int(c.execute(select(func.count()).select_from(records)).scalar_one())


def latest(c: Reading, labels: Collection[str], kinds: Collection[str] = (), size: int = 12) -> list[Record]:
    """The records last added, of these kinds or of any, under one of these labels."""
    wanted = select(records.c.body).where(records.c.label.in_(labels))
    if kinds:
        wanted = wanted.where(records.c.kind.in_(kinds))
    return _records(c, wanted.order_by(records.c.added_at.desc(), records.c.ark).limit(size))


def count_by(c: Reading, labels: Collection[str], column: Column) -> dict[str, int]:
    """How many records under these labels there are by kind, label, parent or batch; those without are not counted."""
    by = records.c[column]
    wanted = select(by, func.count()).where(records.c.label.in_(labels), by.is_not(None)).group_by(by).order_by(by)
    return {value: count for value, count in c.execute(wanted)}  # noqa: C416 (rows, not pairs)


def _in(ark: str, labels: Collection[str]) -> ColumnElement[bool]:
    return (records.c.parent == ark) & records.c.label.in_(labels)


def _records(c: Reading, wanted: Select[Any]) -> list[Record]:
    return [Record.from_json(row.body) for row in c.execute(wanted)]
