"""Rows of a sheet put together: those that share an identifier are one object, and collections come before what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.model.batch import Problem
from archive.model.reading_dates import Order
from ingest.describing.crosswalk import Column
from ingest.describing.date_order import DAY_FIRST
from ingest.item import Cell
from ingest.reading.read_sheet import Row
from ingest.receiving.row_facts import told_by_row
from ingest.telling import messages

#: Fields that belong to the files of a row, not to the object.
OF_FILES = frozenset(
    {"files", "order", "page_label", "alternative_text", "file_id", "file_name", "file_label", "file_language", "transcript_of"}
)


#: No archive has collections in collections so deep; a sheet gone wrong has.
_DEEPEST = 100


@dataclass
class ObjectRows:
    """The rows of one object, as they come; `problems` of level error refuse it."""

    identifier: str
    rows: list[Row]
    problems: list[Problem] = field(default_factory=list)
    parent: str | None = None


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet by what they mean, None where nobody knows; and in which order each date column writes days."""

    sheet: str
    columns: tuple[Column | None, ...]
    date_orders: Mapping[str, Order | None] = field(default_factory=dict)

    def said(self, row: Row) -> Iterator[tuple[Column, str]]:
        """Every filled cell of a row whose column means something."""
        for column, text in zip(self.columns, row.cells, strict=False):
            if text and column is not None and column.meaning != "ignored":
                yield column, text

    def first(self, row: Row, meaning: str, name: str) -> str | None:
        found = self.said(row)
        return next((column.whole(text) for column, text in found if (column.meaning, column.name) == (meaning, name)), None)

    def has(self, meaning: str, name: str) -> bool:
        return any(column and (column.meaning, column.name) == (meaning, name) for column in self.columns)

    def titles(self, row: Row) -> tuple[str, ...]:
        return tuple(text for column, text in self.said(row) if (column.meaning, column.name) == ("term", "title"))

    def described(self, row: Row) -> list[Cell]:
        """The cells that speak of the object."""
        cells = list(zip(self.columns, row.cells, strict=False))
        return [
            _with_beside(self._cell(column, text, row), *following)
            for (column, text), following in zip(cells, [*cells[1:], (None, "")], strict=True)
            if text and column and column.meaning != "ignored" and not _is_of_files(column)
        ]

    def _cell(self, column: Column, text: str, row: Row) -> Cell:
        return Cell(column.header, text, row.number, date_order=self.date_orders.get(column.header, DAY_FIRST))

    @property
    def identifier_is_a_term(self) -> bool:
        """Whether, for want of a column of its own, dcterms:identifier says which object a row is."""
        return not any(column and column.name == "source_identifier" for column in self.columns)


def _with_beside(cell: Cell, column: Column | None, text: str) -> Cell:
    """The cell with what the column to its right tells of it."""
    if column and column.beside == "authority":
        return replace(cell, authority=text)
    return replace(cell, normal=text) if column and column.beside == "edtf" else cell


def _is_of_files(column: Column) -> bool:
    return column.meaning == "field" and column.name in OF_FILES


def put_together(columns: Columns, rows: Sequence[Row]) -> list[ObjectRows]:
    """The objects of a sheet, in the order of their first rows; a row that takes another's identifier is refused alone."""
    objects: dict[str, ObjectRows] = {}
    for row in rows:
        identifier, said = identify(columns, row)
        held = objects.get(identifier)
        if held is None:
            parent = columns.first(row, "field", "parent")
            objects[identifier] = ObjectRows(identifier, [row], said, parent)
        elif _is_another(columns, held.rows[0], row):
            problem = messages.DOUBLED_IDENTIFIER.about(
                columns.sheet, row.number, "source_identifier", identifier=identifier, first=held.rows[0].number
            )
            apart = f"{identifier} ({row.number})"
            objects[apart] = ObjectRows(apart, [row], [problem])
        else:
            _join(columns, held, row)
    return list(objects.values())


def identify(columns: Columns, row: Row) -> tuple[str, list[Problem]]:
    """The identifier of a row's object: its own, else one that will be the same the next time."""
    if columns.identifier_is_a_term:
        own = columns.first(row, "term", "identifier")
        own = own.split("|")[0].strip() if own else None
    else:
        own = columns.first(row, "key", "source_identifier")
    if own:
        return own, []
    instead = columns.first(row, "field", "files") or columns.first(row, "key", "cote") or next(iter(columns.titles(row)), None)
    if instead is None:
        return f"{columns.sheet} {row.number}", [messages.NOTHING_SAID.about(columns.sheet, row.number)]
    given = f"{columns.sheet.rpartition('.')[0]}/{instead.split('|')[0].strip()}"
    return given, [messages.NO_IDENTIFIER.about(columns.sheet, row.number, identifier=given)]


def _is_another(columns: Columns, first: Row, row: Row) -> bool:
    """Whether two rows under one identifier are two objects: they have different titles, and neither translates the other."""
    titles = columns.titles(row)
    languages = {columns.first(each, "row", "language") for each in (first, row)}
    return bool(titles) and titles != columns.titles(first) and len(languages) == 1


def _join(columns: Columns, held: ObjectRows, row: Row) -> None:
    """Add a part to its object, unless it only says again what another row says."""
    twice = next((other.number for other in held.rows if other.cells == row.cells), None)
    if twice is not None:
        held.problems.append(messages.ROW_TWICE.about(columns.sheet, row.number, first=twice))
        return
    held.rows.append(row)
    held.parent = held.parent or columns.first(row, "field", "parent")


def cells_of(columns: Columns, rows: Sequence[Row]) -> tuple[Cell, ...]:
    """What the rows of one object say of it; what a later row only repeats is said once."""
    told: dict[tuple[str, str], Cell] = {}
    for row in rows:
        before = frozenset(told)
        for cell in told_by_row(columns.described(row), list(columns.said(row))):
            if (cell.column, cell.text) not in before:
                told[cell.column, cell.text] = cell
    return tuple(told.values())


def parents_first(sheet: str, objects: Sequence[ObjectRows]) -> list[ObjectRows]:
    """Every collection before what it holds; those that hold each other get an error."""
    by_identifier = {each.identifier: each for each in objects}
    depths = {each.identifier: _depth(each, by_identifier) for each in objects}
    for each in objects:
        depth = depths[each.identifier]
        if depth == _DEEPEST:
            each.problems.append(messages.TOO_DEEP.about(sheet, each.rows[0].number, "parent", most=_DEEPEST))
        if depth is None:
            each.problems.append(messages.CIRCLE.about(sheet, each.rows[0].number, "parent", identifier=each.identifier))
    return sorted(objects, key=lambda each: depths[each.identifier] or 0)


def _depth(held: ObjectRows, by_identifier: Mapping[str, ObjectRows]) -> int | None:
    """How many of the sheet's collections it stands in, counted as far as anyone goes; None if it stands in itself."""
    above, seen = held.parent, {held.identifier}
    while above is not None and above in by_identifier and len(seen) <= _DEEPEST:
        if above in seen:
            return None
        seen.add(above)
        above = by_identifier[above].parent
    return len(seen) - 1
