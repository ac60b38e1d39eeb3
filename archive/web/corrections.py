"""The correction form: which fields it holds, and what was written in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.actions.curate import Correction
from archive.model.dates import ArchiveDate, Customs, read_date
from archive.model.periods import periods_by_name
from archive.model.record import Record, Value
from archive.web.visitor import the_archive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.datastructures import MultiDict

_EMPTY_ROWS = 1


@dataclass(frozen=True)
class Field:
    """One term on the form: `rows` are its values and empty ones to add to; `holds` is words, names, dates or languages."""

    term: str
    holds: str
    long: bool
    rows: tuple[Value, ...]


def sheet(record: Record, given: MultiDict[str, str] | None = None) -> tuple[Field, ...]:
    """The form's fields, filled from the record, or from what was given where that could not be taken."""
    fields = []
    for term in the_archive().vocabularies["terms"]:
        held = _held(record, term.code)
        if not (held or term.facts.get("form")):
            continue
        rows = _given(given, term.code, record) if given is not None else held
        empty = (Value(""),) * _EMPTY_ROWS
        fields.append(Field(term.code, term.facts["holds"], term.facts.get("form") == "long", (*rows, *empty)))
    return tuple(fields)


def read_correction(given: MultiDict[str, str], held: Record) -> Correction:
    """What the form changes: only the fields it showed. A date nobody can read keeps its words and no day."""
    terms: dict[str, tuple[Value, ...]] = {}
    dates: dict[str, tuple[ArchiveDate, ...]] = {}
    for term in the_archive().vocabularies["terms"]:
        if f"{term.code}.text" not in given:
            continue
        values = _given(given, term.code, held)
        if term.facts["holds"] == "dates":
            if tuple(value.text for value in values) != tuple(date.written for date in held.dates.get(term.code, ())):
                dates[term.code] = _dates(held, term.code, values)
        elif values != held.values(term.code):
            terms[term.code] = values
    known_keys = [term.code for term in the_archive().vocabularies["keys"]]
    keys = {code: given[f"key.{code}"].strip() for code in known_keys if f"key.{code}" in given}
    return Correction(
        terms=terms, dates=dates, keys={code: text for code, text in keys.items() if text != held.keys.get(code, "")},
        kind=given.get("kind") or None, rights=given.get("rights"), alternatives=_alternatives(given, held),
    )  # fmt: skip


def _held(record: Record, term: str) -> tuple[Value, ...]:
    return record.values(term) or tuple(Value(date.written) for date in record.dates.get(term, ()))


def _given(given: Mapping[str, str] | MultiDict[str, str], term: str, held: Record) -> tuple[Value, ...]:
    """The values written for a term; one that keeps its words keeps its role, its direction and the name it stands for."""
    texts, languages = given.getlist(f"{term}.text"), given.getlist(f"{term}.language")  # type: ignore[union-attr]
    before = {(value.text, value.language): value for value in held.values(term)}
    by_row = list(held.values(term))
    values = []
    for row, (text, language) in enumerate(zip(texts, languages or [""] * len(texts), strict=False)):
        text, code = text.strip().replace("\r\n", "\n"), language.strip() or None
        if not text:
            continue
        same = before.get((text, code))
        role = by_row[row].role if row < len(by_row) else None
        values.append(same or Value(text, code, role=role))
    return tuple(values)


def _dates(held: Record, term: str, values: tuple[Value, ...]) -> tuple[ArchiveDate, ...]:
    before = {date.written: date for date in held.dates.get(term, ())}
    periods = the_archive().vocabularies.get("periods")
    customs = Customs(periods=periods_by_name(periods) if periods else {})
    return tuple(before.get(value.text) or read_date(value.text, customs) or ArchiveDate(value.text) for value in values)


def _alternatives(given: MultiDict[str, str], held: Record) -> dict[str, tuple[Value, ...]]:
    changed = {}
    for file in held.files:
        name = f"alternative.{file.id}"
        if f"{name}.text" not in given:
            continue
        rows = zip(given.getlist(f"{name}.text"), given.getlist(f"{name}.language"), strict=False)
        values = tuple(Value(text.strip(), language.strip() or None) for text, language in rows if text.strip())
        if values != file.alternatives:
            changed[file.id] = values
    return changed
