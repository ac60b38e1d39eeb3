"""The A–Z of names: those of records that may be seen, and no others, so that a closed record leaves no trace in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, distinct, exists, func, or_, select

from archive.catalogue.connection import Reading
from archive.catalogue.folding import fold
from archive.catalogue.tables import authorities, links, names, records


@dataclass(frozen=True)
class Heading:
    """A line of an A–Z: the name to read, and how many records that may be seen name its bearer."""

    authority: str
    kind: str
    text: str
    language: str | None
    letter: str
    records: int


def headings(
    c: Reading, kinds: Collection[str], language: str, labels: Collection[str], *,
    letter: str | None = None, start: int = 0, size: int = 500,
) -> list[Heading]:  # fmt: skip
    """The A–Z of the authorities named by a record under one of these labels, each by its name in the language."""
    wanted = _headings(kinds, language, labels).order_by(names.c.sort, names.c.authority)
    if letter is not None:
        wanted = wanted.where(names.c.letter == letter)
    return [Heading(**row) for row in c.execute(wanted.offset(start).limit(size)).mappings()]


def letters(c: Reading, kinds: Collection[str], language: str, labels: Collection[str]) -> dict[str, int]:
    """How many headings each letter has, in the order of the letters."""
    every = _headings(kinds, language, labels).subquery()
    wanted = select(every.c.letter, func.count()).group_by(every.c.letter).order_by(every.c.letter)
    return {letter: count for letter, count in c.execute(wanted)}  # noqa: C416 (rows, not pairs)


def beginning(c: Reading, text: str, labels: Collection[str], size: int) -> list[tuple[str, str, str | None, str]]:
    """Names in any form that begin with a text, of authorities named by a record under one of these labels: id, name,
    language, kind; each authority once, by the first such name in the order of the alphabet."""
    begins = fold(text)
    named = exists().where(
        links.c.authority == names.c.authority, records.c.ark == links.c.ark, records.c.label.in_(labels)
    )
    wanted = (
        select(names.c.authority, names.c.text, names.c.language, authorities.c.kind)
        .join(authorities, authorities.c.id == names.c.authority)
        .where(names.c.sort >= begins, names.c.sort < begins + "\U0010ffff", named)
        .order_by(names.c.sort, names.c.number)
        .limit(size * 3)
    )
    first = {row.authority: tuple(row) for row in reversed(c.execute(wanted).all())}
    return list(reversed(first.values()))[:size]


def arks_of(c: Reading, authority_id: str, labels: Collection[str], *, start: int = 0, size: int = 100) -> list[str]:
    """The records under one of these labels that name an authority, by title."""
    naming = select(links.c.ark).where(links.c.authority == authority_id)
    wanted = select(records.c.ark).where(records.c.ark.in_(naming), records.c.label.in_(labels))
    in_order = wanted.order_by(records.c.sort_title, records.c.ark).offset(start).limit(size)
    return [row.ark for row in c.execute(in_order)]


def _headings(kinds: Collection[str], language: str, labels: Collection[str]) -> Select[Any]:
    counted = (
        select(links.c.authority, func.count(distinct(links.c.ark)).label("records"))
        .join(records, records.c.ark == links.c.ark)
        .where(records.c.label.in_(labels))
        .group_by(links.c.authority)
        .subquery()
    )
    own = names.alias("own")
    has_own = exists().where(own.c.authority == names.c.authority, own.c.heads == language)
    columns = (names.c.authority, authorities.c.kind, names.c.text, names.c.language, names.c.letter, counted.c.records)
    return (
        select(*columns)
        .join(authorities, authorities.c.id == names.c.authority)
        .join(counted, counted.c.authority == names.c.authority)
        .where(authorities.c.kind.in_(kinds), or_(names.c.heads == language, names.c.first.is_(True) & ~has_own))
    )
