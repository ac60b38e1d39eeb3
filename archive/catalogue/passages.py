"""Passages: the words of recordings and pages, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from archive.catalogue.connection import Reading
from archive.catalogue.parts import parts
from archive.catalogue.tables import files, passages
from archive.model.transcript import Passage

_OF_PASSAGE = tuple(each for each in passages.c if each.name not in ("ark", "position"))


def of(c: Reading, ark: str, file_id: str | None = None, labels: Collection[str] | None = None) -> list[Passage]:
    """The passages of a record or of one file of it, in order; with `labels`, only those under one of them.

    The labels of the record and of the file are the caller's to ask.
    """
    wanted = [passages.c.ark == ark]
    if file_id is not None:
        wanted.append(passages.c.file == file_id)
    if labels is not None:
        wanted.append(passages.c.label.in_(labels))
    return [passage for _, passage in _asked(c, *wanted)]


def of_many(c: Reading, arks: Iterable[str]) -> dict[str, list[Passage]]:
    """All the passages of several records; records without any are not named."""
    found: dict[str, list[Passage]] = {}
    for part in parts(arks):
        for ark, passage in _asked(c, passages.c.ark.in_(part)):
            found.setdefault(ark, []).append(passage)
    return found


def _asked(c: Reading, *wanted: ColumnElement[bool]) -> Iterable[tuple[str, Passage]]:
    for row in c.execute(_in_order().where(*wanted)).mappings():
        yield row["ark"], Passage(**{each.name: row[each.name] for each in _OF_PASSAGE})


def _in_order() -> Select[Any]:
    """By the order of the files in the record, then of the passages in the file."""
    file = (passages.c.ark == files.c.ark) & (passages.c.file == files.c.id)
    return (
        select(passages.c.ark, *_OF_PASSAGE)
        .outerjoin(files, file)
        .order_by(passages.c.ark, files.c.position, passages.c.file, passages.c.position)
    )
