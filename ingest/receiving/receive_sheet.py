"""Receives a sheet: its rows become items, collections first, each with the files it names.

Runs in a child process with limits and leaves the items in a spool, from which they come back in groups.
"""

from __future__ import annotations

import pickle
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.failpoints import failpoint
from archive.model.batch import Problem
from ingest.describing.crosswalk import Crosswalk, read_crosswalk
from ingest.describing.date_order import date_orders
from ingest.grouping import in_groups
from ingest.item import Item, ItemProblem
from ingest.reading.read_sheet import Row, Sheet, read_sheet
from ingest.receiving.find_files import FileFinder
from ingest.receiving.sheet_files import files_of
from ingest.receiving.sheet_rows import Columns, ObjectRows, cells_of, parents_first, put_together
from ingest.telling import messages

GROUP = 200
#: Unknown columns that are said one by one.
_MOST_SAID = 50
_POSITION = re.compile("[0-9]{1,9}")


@dataclass(frozen=True)
class SheetAsked:
    """A sheet to receive: `files` is the folder its file names are relative to, `crosswalks` the folder of crosswalks,
    `spool` the file to leave its items in."""

    sheet: Path
    files: Path
    crosswalks: Path
    crosswalk: str
    encoding: str | None
    spool: Path


@dataclass(frozen=True)
class SheetReceived:
    """What came of it: how many files and rows without any, their bytes together, the names of the files, the items others
    stand in, whether any row names a file, found or not, and what is to be said."""

    pieces: int
    size_bytes: int
    named: frozenset[str]
    parents: frozenset[str]
    names_files: bool
    problems: tuple[Problem, ...]


def receive_sheet(asked: SheetAsked) -> SheetReceived:
    """Leave the sheet's items in the spool, in groups of at most 200. Raises ItemProblem, Refused."""
    sheet = read_sheet(asked.sheet, asked.encoding)
    columns, problems = understood(sheet, read_crosswalk(asked.crosswalks, asked.crosswalk))
    finder = FileFinder(asked.files)
    objects = parents_first(sheet.name, put_together(columns, sheet.rows))
    parents = {each.parent for each in objects if each.parent} & {each.identifier for each in objects}
    places = _positions(objects)
    listed = Counter(each.parent for each in objects)
    items = (_item(columns, each, places[each.identifier], finder).but(listed=listed[each.parent]) for each in objects)
    pieces, size_bytes, named = write_spool(asked.spool, in_groups(items, GROUP))
    names_files = any(columns.first(row, "field", "files") for row in sheet.rows)
    return SheetReceived(pieces, size_bytes, named, frozenset(parents), names_files, (*sheet.problems, *problems))


def write_spool(spool: Path, groups: Iterable[list[Item]]) -> tuple[int, int, frozenset[str]]:
    """Leave the items: how many files and rows without any, their bytes together, the files' names."""
    pieces, size_bytes, named = 0, 0, set[str]()
    failpoint("spool: before write")
    with spool.open("wb") as file:
        for group in groups:
            pickle.dump(group, file)
            pieces += sum(max(1, len(item.files)) for item in group)
            size_bytes += sum(item.size_bytes for item in group)
            named.update(each.name for item in group for each in item.files)
    failpoint("spool: after write")
    return pieces, size_bytes, frozenset(named)


def read_spool(spool: Path) -> Iterator[list[Item]]:
    """The groups of items that `receive_sheet` left."""
    with spool.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)  # our own child's, in our own folder
            except EOFError:
                return


def understood(sheet: Sheet, crosswalk: Crosswalk) -> tuple[Columns, list[Problem]]:
    """What the sheet's columns mean, and a word on each that means nothing. Raises ItemProblem if none means anything."""
    columns = [crosswalk.column(header) if header else None for header in sheet.header]
    if not any(column and column.meaning != "ignored" for column in columns):
        raise ItemProblem(messages.NOTHING_KNOWN.about(sheet.name, 1))
    if not sheet.rows:
        raise ItemProblem(messages.NO_ROWS.about(sheet.name, 1))
    unknown = [header for header, column in zip(sheet.header, columns, strict=True) if header and column is None]
    orders = date_orders(sheet.name, columns, sheet.rows, crosswalk)
    said = [*_unknown_columns(sheet, crosswalk, unknown), *orders.problems]
    return Columns(sheet.name, tuple(columns), orders.of), said


def _unknown_columns(sheet: Sheet, crosswalk: Crosswalk, unknown: Sequence[str]) -> list[Problem]:
    """A word on each of the first, and one on all the others."""
    problems = [_unknown(sheet, crosswalk, header) for header in unknown[:_MOST_SAID]]
    if len(unknown) > _MOST_SAID:
        problems.append(messages.MORE_UNKNOWN_COLUMNS.about(sheet.name, 1, count=len(unknown) - _MOST_SAID))
    return problems


def _unknown(sheet: Sheet, crosswalk: Crosswalk, header: str) -> Problem:
    nearest = crosswalk.nearest(header)
    if nearest:
        return messages.NEAR_COLUMN.about(sheet.name, 1, header, header=header, nearest=nearest)
    return messages.UNKNOWN_COLUMN.about(sheet.name, 1, header, header=header)


def _positions(objects: Sequence[ObjectRows]) -> dict[str, int]:
    """The place of each among those of the same parent, counted from 1."""
    siblings = Counter[str | None]()
    places: dict[str, int] = {}
    for each in sorted(objects, key=lambda each: each.rows[0].number):
        siblings[each.parent] += 1
        places[each.identifier] = siblings[each.parent]
    return places


def _item(columns: Columns, held: ObjectRows, position: int, finder: FileFinder) -> Item:
    problems = list(held.problems)
    rows = _in_order(columns, held.rows, problems)
    files = files_of(columns, rows, finder, problems)
    told = columns.first(rows[0], "field", "position") or ""
    return Item(
        source_identifier=held.identifier, origin=columns.sheet, row=held.rows[0].number,
        position=int(told) if _POSITION.fullmatch(told) else position, placed=bool(told),
        cells=cells_of(columns, held.rows), files=files, parent=held.parent, problems=tuple(problems),
        stopped_at="receive" if any(problem.level == "error" for problem in problems) else None,
    )  # fmt: skip


def _in_order(columns: Columns, rows: Sequence[Row], problems: list[Problem]) -> list[Row]:
    """The parts of an object by their `order`, those without one where they stand."""
    ranks: dict[int, float] = {}
    for place, row in enumerate(rows, start=1):
        written = columns.first(row, "field", "order")
        try:
            ranks[row.number] = float((written or str(place)).replace(",", "."))
        except ValueError:
            ranks[row.number] = place
            problems.append(messages.BAD_ORDER.about(columns.sheet, row.number, "order", text=written))
    return sorted(rows, key=lambda row: ranks[row.number])
