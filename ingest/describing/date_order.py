"""Whether a sheet writes 12/03/1968 day first or month first: each column as a whole says it, else its archivist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archive.model.batch import Problem
from archive.model.date_spelling import plain
from archive.model.reading_dates import Order
from ingest.describing.crosswalk import Column, Crosswalk
from ingest.reading.read_sheet import Row
from ingest.telling import date_messages

#: How dates are read where nothing says otherwise, as in French sheets.
DAY_FIRST: Order = "dmy"
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2\d{4}(?!\d)")
_MONTHS = 12
#: Headers no English sheet has, and some that no French one has; both are written without accents.
_FRENCH = frozenset((
    "titre", "auteur", "createur", "createurs", "contributeur", "editeur", "sujet", "sujets", "resume", "lieu", "lieux", "langue",
    "droits", "cote", "fichier", "fichiers", "identifiant", "inventaire", "donateur", "deposant", "contrat", "niveau", "fonds",
    "acces", "ordre", "etendue", "periode", "genre",
))  # fmt: skip
_ENGLISH = frozenset((
    "title", "creator", "contributor", "publisher", "subject", "created", "issued", "spatial", "language", "rights", "coverage",
    "identifier",
))  # fmt: skip


@dataclass
class _Evidence:
    """The first date of a column, with its row, that can only be day first, only month first, or either."""

    day_first: tuple[str, int] | None = None
    month_first: tuple[str, int] | None = None
    either: tuple[str, int] | None = None

    def weigh(self, text: str, row: int) -> None:
        for match in _FIGURES.finditer(plain(text)):
            first, second = int(match[1]), int(match[3])
            if first > _MONTHS >= second:
                self.day_first = self.day_first or (match[0], row)
            elif second > _MONTHS >= first:
                self.month_first = self.month_first or (match[0], row)
            elif first != second:
                self.either = self.either or (match[0], row)


@dataclass
class DateOrders:
    """The order of each date column of a sheet by its header, None where it is unknown; and what is to be said of it."""

    of: dict[str, Order | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def date_orders(sheet: str, columns: Sequence[Column | None], rows: Sequence[Row], crosswalk: Crosswalk) -> DateOrders:
    """How each date column writes its days: as the crosswalk says, else as its own dates show."""
    found = DateOrders()
    english = _is_english([column.header for column in columns if column])
    for place, column in enumerate(columns):
        if column and _holds_dates(column):
            if crosswalk.date_order:
                found.of[column.header] = crosswalk.date_order
            else:
                evidence = _Evidence()
                for text, row in _cells(place, rows):
                    evidence.weigh(text, row)
                found.of[column.header], said = _judged(evidence, sheet, column.header, english)
                found.problems += said
    return found


def _holds_dates(column: Column) -> bool:
    return column.meaning == "date" or (column.meaning, column.name) == ("field", "access_until")


def _cells(place: int, rows: Sequence[Row]) -> Iterator[tuple[str, int]]:
    return ((row.cells[place], row.number) for row in rows if place < len(row.cells))


def _judged(evidence: _Evidence, sheet: str, header: str, english: bool) -> tuple[Order | None, list[Problem]]:
    """One date that can only be month first makes the whole column so; dates of both kinds, or of neither under English
    headers, are the archivist's to tell."""
    day, month, either = evidence.day_first, evidence.month_first, evidence.either
    if day and month:
        facts = {"day": day[0], "day_row": day[1], "month": month[0], "month_row": month[1]}
        return None, [date_messages.BOTH_DATE_ORDERS.about(sheet, month[1], header, header=header, **facts)]
    if month:
        return "mdy", [date_messages.MONTH_FIRST.about(sheet, month[1], header, header=header, text=month[0])]
    if either and english and not day:
        return None, [date_messages.DAY_OR_MONTH_FIRST.about(sheet, either[1], header, header=header, text=either[0])]
    return DAY_FIRST, []


def _is_english(headers: Sequence[str]) -> bool:
    """Whether the headers are English words. "dcterms:title" is no language's, and a sheet with one French header is French."""
    tags = {header.rpartition("@")[2].strip().lower()[:2] for header in headers if "@" in header}
    words = {plain(header.partition("@")[0]) for header in headers}
    french = "fr" in tags or any(set(re.split(r"[ _']", word)) & _FRENCH for word in words)
    return not french and ("en" in tags or bool(words & _ENGLISH))
