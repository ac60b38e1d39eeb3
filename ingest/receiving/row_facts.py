"""What a row says of its own cells: the language it is written in, and of each of its events the kind and the days.

AtoM writes translations as rows of one identifier, and events as columns side by side, their values in the same order.
Source: AtoM 2.9, CSV import, columns culture, eventTypes, eventDates, eventStartDates, eventEndDates, eventActors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.describing.crosswalk import Column
from ingest.describing.words import folded
from ingest.item import Cell

#: What AtoM writes where an event has no date or no actor.
_NOTHING = "NULL"
#: Names, codes and places are in no language of the row's.
_OF_NO_LANGUAGE = frozenset(
    {"language", "identifier", "type", "format", "creator", "contributor", "publisher", "spatial", "coverage"}
)
#: The date and the maker that an event gives, where it is not the making itself.
_EVENTS = {
    "publication": ("issued", "publisher"),
    "broadcasting": ("issued", "publisher"),
    "contribution": ("date", "contributor"),
}


@dataclass(frozen=True)
class _Facts:
    """The parts of each column that speaks of its row: language, events, earliest, latest."""

    parts: Mapping[str, Sequence[str]]

    def of(self, name: str, place: int) -> str:
        parts = self.parts.get(name, ())
        return parts[place] if place < len(parts) and parts[place] != _NOTHING else ""

    def normal(self, place: int) -> str:
        """The days of an event in EDTF; a day or month "00" is not known."""
        days = [self.of(name, place).removesuffix("-00").removesuffix("-00") for name in ("earliest", "latest")]
        return days[0] if days[0] == days[1] else "/".join(days)

    @property
    def has_events(self) -> bool:
        return any(name in self.parts for name in ("events", "earliest", "latest"))

    @property
    def dated(self) -> int:
        return max(len(self.parts.get(name, ())) for name in ("earliest", "latest"))


def told_by_row(cells: Sequence[Cell], said: Sequence[tuple[Column, str]]) -> list[Cell]:
    """The cells of a row, with what the row says of them; the columns that say it are none of the object's."""
    of_the_row = {column.name: _parts(column, text) for column, text in said if column.meaning == "row"}
    if not of_the_row:
        return list(cells)
    facts, columns = _Facts(of_the_row), {column.header: column for column, _ in said}
    told = [each for cell in cells for each in _told(cell, columns[cell.column], facts)]
    if facts.dated and not any(columns[cell.column].meaning == "date" for cell in cells):
        first = next(iter(cells))
        told += [Cell("created", normal, first.row) for place in range(facts.dated) if (normal := facts.normal(place)).strip("/")]
    return told


def _told(cell: Cell, column: Column, facts: _Facts) -> Iterator[Cell]:
    if column.meaning == "row":
        return
    if facts.has_events and (column.meaning == "date" or column.name == "creator"):
        yield from _of_events(cell, column, facts)
    elif column.meaning == "term" and column.language is None and column.name not in _OF_NO_LANGUAGE:
        language = facts.of("language", 0)
        yield replace(cell, column=f"{cell.column}@{language}") if language else cell
    else:
        yield cell


def _of_events(cell: Cell, column: Column, facts: _Facts) -> Iterator[Cell]:
    for place, text in enumerate(_parts(column, cell.text)):
        date_term, maker = _EVENTS.get(folded(facts.of("events", place)), (cell.column, cell.column))
        words = "" if text == _NOTHING else text
        if column.meaning == "date":
            normal = facts.normal(place)
            if words or normal.strip("/"):
                yield replace(cell, column=date_term, text=words or normal, normal=normal if normal.strip("/") else None)
        elif words:
            yield replace(cell, column=maker, text=words)


def _parts(column: Column, text: str) -> list[str]:
    return [part.strip() for part in text.split(column.separator)] if column.separator else [text]
