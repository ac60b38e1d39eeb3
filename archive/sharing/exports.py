"""Records as the rows of a sheet that any spreadsheet opens, and that comes in again as the same records.

A record has a row, and one more for each file after its first. Columns are named by Dublin Core, languages and roles
("dcterms:title@fr", "creator:pht", "place:born@fr"); what a column cannot say stands in the one beside it
("dcterms:creator#authority", "dcterms:created#edtf"). A column comes twice where values of one term alternate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from itertools import groupby, pairwise

from archive.model.cells import cell
from archive.model.dates import WORDS_ALONE, ArchiveDate, read_date
from archive.model.record import File, Record, Value

_NAMES = ("creator", "contributor", "publisher")
#: Terms whose words may mean somebody, somewhere or a subject the archive knows.
_MEANT = frozenset({*_NAMES, "subject", "spatial", "coverage"})
_OBJECT = ("source_identifier", "ark", "kind", "level", "parent", "position", "label", "access_until", "rights")
_FILE = ("files", "file_id", "file_name", "file_label", "file_language", "transcript_of", "page_label")
_ALTERNATIVES = "alternative_text"
#: What people look for first; all other columns follow by their names.
_ORDER = (
    "cote", "accession", "title", "alternative", "description", "abstract", *_NAMES,
    "created", "date", "temporal", "spatial", "subject",
)  # fmt: skip

Run = tuple[str, list[str], list[str]]  # a column, its values, and what stands beside each


@dataclass(frozen=True)
class Leaving:
    """A record that goes out: the source identifier of its collection, the day it opens, where its files lie by their ids."""

    record: Record
    parent: str = ""
    opens_on: str = ""
    paths: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Looking:
    """What records need of a sheet, found by looking at each once before the first is written."""

    orders: dict[str, dict[tuple[str, ...], None]] = field(default_factory=dict)  # group → in what orders columns are filled
    beside: dict[str, str] = field(default_factory=dict)  # group → what stands beside its columns

    def look_at(self, record: Record) -> None:
        for group, runs in _runs(record).items():
            self._note(group, runs)
            if group in _MEANT:
                self.beside[group] = "#authority"
            elif any(any(run[2]) for run in runs):
                self.beside[group] = "#edtf"
        for file in record.files:
            self._note(_ALTERNATIVES, _alternatives(file))

    def columns(self) -> Columns:
        return Columns({group: _laid_out(orders) for group, orders in self.orders.items()}, self.beside)

    def _note(self, group: str, runs: Sequence[Run]) -> None:
        self.orders.setdefault(group, {})[tuple(column for column, _, _ in runs)] = None


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet, by term or key, and what stands beside those of each."""

    groups: Mapping[str, Sequence[str]]
    beside: Mapping[str, str]

    def header(self) -> list[str]:
        described = [name for group in self._described() for name in self._named(group)]
        return [*_OBJECT, *described, *_FILE, *self.groups.get(_ALTERNATIVES, ())]

    def rows(self, leaving: Leaving) -> Iterator[list[str]]:
        """The rows of a record that was looked at."""
        runs = _runs(leaving.record)
        described = [text for group in self._described() for text in self._cells(group, runs.get(group, []))]
        first = [*_object(leaving), *described]
        later = [first[0], *[""] * (len(first) - 1)]
        for file in leaving.record.files:
            yield [*first, *_file(leaving, file), *self._cells(_ALTERNATIVES, _alternatives(file))]
            first = later
        if not leaving.record.files:
            yield [*first, *[""] * (len(_FILE) + len(self.groups.get(_ALTERNATIVES, ())))]

    def _described(self) -> list[str]:
        ranks = {name: rank for rank, name in enumerate(_ORDER)}
        described = self.groups.keys() - {_ALTERNATIVES}
        return sorted(described, key=lambda group: (ranks.get(group, len(ranks)), group))

    def _named(self, group: str) -> Iterator[str]:
        for column in self.groups[group]:
            yield column
            if group in self.beside:
                yield column + self.beside[group]

    def _cells(self, group: str, runs: Sequence[Run]) -> Iterator[str]:
        columns = self.groups.get(group, ())
        filled = dict(zip(_places(columns, [run[0] for run in runs]), runs, strict=True))
        for place in range(len(columns)):
            _, values, beside = filled.get(place, ("", [], []))
            yield cell(values)
            if group in self.beside:
                yield cell(beside) if any(beside) else ""


def _laid_out(orders: Iterable[Sequence[str]]) -> list[str]:
    """Columns in which each of these orders is found from left to right: each column once, if they agree at all."""
    sorter = TopologicalSorter[str]()
    for order in orders:
        for column in order:
            sorter.add(column)
        for before, after in pairwise(order):
            sorter.add(after, before)
    try:
        return list(sorter.static_order())
    except CycleError:
        columns: list[str] = []
        for order in orders:
            for column, place in zip(order, _places(columns, order), strict=True):
                if place == len(columns):
                    columns.append(column)
        return columns


def _places(columns: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Where each is found from left to right; where it would be appended, if none is left."""
    found: list[int] = []
    held = list(columns)
    for column in wanted:
        start = found[-1] + 1 if found else 0
        place = next((place for place in range(start, len(held)) if held[place] == column), len(held))
        if place == len(held):
            held.append(column)
        found.append(place)
    return found


def _runs(record: Record) -> dict[str, list[Run]]:
    """What is described, by term or key, in runs of values that one column can hold."""
    terms = {term: _of_values(term, values) for term, values in record.terms.items() if values}
    keys: dict[str, list[Run]] = {
        key: [(key, [text], [""])] for key, text in record.keys.items() if key != "source_identifier" and text
    }
    dates: dict[str, list[Run]] = {
        term: [(f"dcterms:{term}", [each.written for each in dates], [_unsaid(each) for each in dates])]
        for term, dates in record.dates.items()
        if dates
    }
    return {**keys, **terms, **dates}


def _of_values(term: str, values: Iterable[Value]) -> list[Run]:
    runs = groupby(values, key=lambda value: _column(term, value))
    listed = [(column, list(held)) for column, held in runs]
    return [(column, [each.text for each in held], [each.authority or "" for each in held]) for column, held in listed]


def _column(term: str, value: Value) -> str:
    name = f"dcterms:{term}"
    if value.role and term in _NAMES:
        name = f"{term}:{value.role}"
    elif value.role and term == "spatial":
        name = f"place:{value.role}"
    return _in(name, value.language)


def _in(column: str, language: str | None) -> str:
    return f"{column}@{language}" if language else column


def _unsaid(date: ArchiveDate) -> str:
    """The expression of a date whose words do not say it by themselves, or that they mean no days."""
    return "" if read_date(date.written) == date else date.edtf or WORDS_ALONE


def _object(leaving: Leaving) -> list[str]:
    record = leaving.record
    told = (
        _identifier(record), record.ark, record.kind, record.level or "", leaving.parent, str(record.position),
        record.label, leaving.opens_on, record.rights or "",
    )  # fmt: skip
    return [cell([text]) for text in told]


def _identifier(record: Record) -> str:
    return record.keys.get("source_identifier") or record.ark


def _file(leaving: Leaving, file: File) -> list[str]:
    told = (
        leaving.paths[file.id], file.id, file.name, file.label, file.language or "",
        leaving.paths.get(file.of or "", ""), file.page_label or "",
    )  # fmt: skip
    return [cell([text]) for text in told]


def _alternatives(file: File) -> list[Run]:
    return [(_in(_ALTERNATIVES, each.language), [each.text], [""]) for each in file.alternatives]
