"""Gathers what the cells of an item say: terms with languages, dates, keys, names, places, roles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from archive.model.authorities import Authority, AuthorityKind, Name
from archive.model.batch import Problem
from archive.model.dates import WORDS_ALONE, ArchiveDate, Customs, read_date, understand
from archive.model.reading_dates import Refusal
from archive.model.record import Value
from ingest.describing.crosswalk import Column, Crosswalk
from ingest.describing.lexicon import Lexicon, kind_of_name
from ingest.describing.words import name_in_order, slug
from ingest.item import Cell, Item, ItemProblem
from ingest.telling import date_messages, messages

_NAMES = frozenset({"creator", "contributor", "publisher"})
_PLACES = frozenset({"spatial", "coverage"})
_KINDS: tuple[AuthorityKind, ...] = ("person", "family", "organisation", "place", "concept")
_ID = re.compile("[a-z0-9-]{1,120}")
_REFUSED_DATES: dict[Refusal, messages.Sentence] = {
    "words": date_messages.BAD_DATE, "short year": date_messages.SHORT_YEAR, "no such day": date_messages.NO_SUCH_DAY,
    "backwards": date_messages.ENDS_BEFORE_IT_BEGINS, "order": date_messages.DAY_OR_MONTH,
    "disagree": date_messages.DATES_DISAGREE, "several": date_messages.SEVERAL_MEANINGS,
    "outside": date_messages.OUTSIDE_THE_YEARS,
}  # fmt: skip


@dataclass
class Said:
    """What the cells of one item say, sorted by what it is for; `origin` is the sheet that problems are told of."""

    origin: str
    terms: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    dates: dict[str, tuple[ArchiveDate, ...]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    kind: Cell | None = None
    label: Cell | None = None
    level: str | None = None
    rights: str | None = None
    access_until: date | None = None
    problems: list[Problem] = field(default_factory=list)

    def note(self, sentence: messages.Sentence, cell: Cell, **facts: str) -> None:
        problem = sentence.about(self.origin, cell.row, cell.column, **facts)
        if problem not in self.problems:
            self.problems.append(problem)

    def refusal(self, sentence: messages.Sentence, cell: Cell, **facts: str) -> ItemProblem:
        return ItemProblem(sentence.about(self.origin, cell.row, cell.column, **facts))

    def add(self, term: str, value: Value) -> None:
        """Add a value; one that only repeats another without its role is not said twice."""
        held = self.terms.get(term, ())
        if value in held or (value.role is None and any(replace(each, role=None) == value for each in held)):
            return
        bare = replace(value, role=None)
        self.terms[term] = (*(each for each in held if each != bare), value)


@dataclass(frozen=True)
class _Reader:
    """Reads cells into what is said, by one crosswalk and one lexicon."""

    said: Said
    crosswalk: Crosswalk
    lexicon: Lexicon

    def read(self, cell: Cell, column: Column) -> None:
        parts = column.parts(cell.text)
        normals, meant = column.told_of(len(parts), cell.normal), column.told_of(len(parts), cell.authority)
        for text, normal, authority in zip(parts, normals, meant, strict=True):
            if text:
                self._read_part(replace(cell, text=text, normal=normal, authority=authority), column)

    def _read_part(self, cell: Cell, column: Column) -> None:
        if column.meaning == "date":
            self._date(cell, column.name)
        elif column.meaning == "key":
            self._key(cell, column.name)
        elif column.meaning == "role":
            self._role(cell, column)
        elif column.meaning == "place":
            self._place(cell, "spatial", column.language, self._place_role(cell, column.name))
        elif column.meaning == "field":
            self._field(cell, column)
        else:
            self._term(cell, column.name, column.language)

    def _meant(self, cell: Cell, term: str, value: Value) -> bool:
        """Whether a sheet of ours says who or what the value means: then it is taken at its word, without looking any further."""
        told = cell.authority
        if told is None:
            return False
        kind = next((kind for kind in _KINDS if told.startswith(f"{kind}-")), None)
        if told and told not in self.lexicon.authorities:
            if kind is None or not _ID.fullmatch(told):
                return False
            self.said.authorities.setdefault(told, Authority(told, kind, (Name(value.text, value.language),)))
        self.said.add(term, replace(value, authority=told or None))
        return True

    def _term(self, cell: Cell, term: str, language: str | None) -> None:
        if term in _NAMES:
            self._name(cell, term, language, None)
        elif term in _PLACES:
            self._place(cell, term, language, None)
        elif term == "subject" and cell.kind in ("person", "family", "organisation"):
            self._name(cell, term, None, None)
        elif term == "subject":
            self._subject(cell, language)
        elif term == "language":
            self.said.add(term, Value(self.lexicon.language(cell.text)))
        else:
            self.said.add(term, Value(cell.text, language))

    def _subject(self, cell: Cell, language: str | None) -> None:
        if not self._meant(cell, "subject", Value(cell.text, language)):
            found = self.lexicon.concept(cell.text) or next(iter(self.lexicon.place(cell.text)), None)
            self.said.add("subject", Value(cell.text, language, authority=found or self._numbered(cell)))

    def _date(self, cell: Cell, term: str) -> None:
        held = self.said.dates.get(term, ())
        self.said.dates[term] = (*held, self._date_beside(cell) or self._date_in_words(cell))

    def _date_beside(self, cell: Cell) -> ArchiveDate | None:
        """The date as the source gives it in EDTF beside its words."""
        if cell.normal == WORDS_ALONE:
            return ArchiveDate(cell.text)
        normal = read_date(cell.normal) if cell.normal else None
        return replace(normal, written=cell.text) if normal else None

    def _date_in_words(self, cell: Cell) -> ArchiveDate:
        read = understand(cell.text, Customs(cell.date_order, self.lexicon.periods))
        if read.refused:
            self.said.note(_REFUSED_DATES[read.refused], cell, text=cell.text)
        if read.calendar == "hijri":
            self.said.note(date_messages.HIJRI_DATE, cell, text=cell.text)
        return read.date or ArchiveDate(cell.text)

    def _key(self, cell: Cell, key: str) -> None:
        if self.said.keys.setdefault(key, cell.text) != cell.text:
            self.said.note(messages.SEVERAL_VALUES, cell, header=cell.column)

    def _role(self, cell: Cell, column: Column) -> None:
        role = self.lexicon.code("roles", column.name)
        if role is None:
            self.said.note(messages.UNKNOWN_ROLE, cell, text=column.name)
        term = column.term or ("creator" if role in self.crosswalk.creators else "contributor")
        self._name(cell, term, column.language, role)

    def _name(self, cell: Cell, term: str, language: str | None, role: str | None) -> None:
        """A name and its authority: one id for one name, however its parts are ordered."""
        if self._meant(cell, term, Value(cell.text, language, role=role)):
            return
        kind = cell.kind or kind_of_name(cell.text, self.crosswalk)
        if term == "publisher" and kind == "person":
            kind = "organisation"
        self.said.add(term, Value(cell.text, language, authority=self._authority(cell, kind, language), role=role))

    def _authority(self, cell: Cell, kind: AuthorityKind, language: str | None = None) -> str:
        authority = f"{kind}-{slug(name_in_order(cell.text) if kind == 'person' else cell.text)}"
        numbers = {cell.scheme or "authfilenumber": cell.number} if cell.number else {}
        named = Authority(authority, kind, (Name(cell.text, language),), identifiers=numbers)
        self.said.authorities.setdefault(authority, named)
        return authority

    def _numbered(self, cell: Cell) -> str | None:
        """The authority of a subject or place that only the source's authority file knows, by its number there."""
        return self._authority(cell, cell.kind) if cell.number and cell.kind else None

    def _place_role(self, cell: Cell, written: str) -> str | None:
        role = self.lexicon.code("place_roles", written)
        if role is None:
            self.said.note(messages.UNKNOWN_PLACE_ROLE, cell, text=written, known=self.lexicon.known("place_roles"))
        return role

    def _place(self, cell: Cell, term: str, language: str | None, role: str | None) -> None:
        if self._meant(cell, term, Value(cell.text, language, role=role)):
            return
        found = self.lexicon.place(cell.text)
        if len(found) > 1:
            known = [self.lexicon.described(each) for each in found]
            self.said.note(messages.SEVERAL_PLACES, cell, text=cell.text, known=", ".join(known), example=known[0])
        authority = found[0] if len(found) == 1 else None if found else self._numbered(cell)
        self.said.add(term, Value(cell.text, language, authority=authority, role=role))

    def _field(self, cell: Cell, column: Column) -> None:
        if column.name == "kind":
            self.said.kind = self.said.kind or cell
        elif column.name == "label":
            self.said.label = self.said.label or cell
        elif column.name == "level":
            self.said.level = self.lexicon.code("levels", cell.text)
            if self.said.level is None:
                self.said.note(messages.UNKNOWN_LEVEL, cell, text=cell.text, known=self.lexicon.known("levels"))
        elif column.name == "rights":
            self._rights(cell, column.language)
        elif column.name == "access_until":
            self.said.access_until = self._day(cell)

    def _rights(self, cell: Cell, language: str | None) -> None:
        uri = self.lexicon.rights_statement(cell.text)
        if uri is None:
            self.said.add("rights", Value(cell.text, language))
            self.said.note(messages.UNSTATED_RIGHTS, cell, text=cell.text)
        elif self.said.rights not in (None, uri):
            self.said.note(messages.SEVERAL_VALUES, cell, header=cell.column)
        else:
            self.said.rights = uri

    def _day(self, cell: Cell) -> date:
        """A whole day, 2031-01-31 or 31/01/2031. Raises ItemProblem: a guess might open too early."""
        told = read_date(cell.text, Customs(cell.date_order))
        if told is None or told.earliest is None or told.earliest != told.latest or told.approximate or told.uncertain:
            raise self.said.refusal(messages.BAD_ACCESS_DATE, cell, text=cell.text)
        return told.earliest


def gathered(item: Item, crosswalk: Crosswalk, lexicon: Lexicon) -> Said:
    """What the item's cells say."""
    reader = _Reader(Said(item.origin), crosswalk, lexicon)
    for cell in item.cells:
        column = crosswalk.column(cell.column)
        if column is not None and column.meaning != "ignored":
            reader.read(cell, column)
    return reader.said
