"""What a record's page says in brief, and its whole notice: which values, under which words, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.web.visitor import the_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.actions.read import Shown
    from archive.model.dates import ArchiveDate
    from archive.model.record import Record, Value

_MOST_TIES = 2
_TIES = {"place": "place", "person": "name", "family": "name", "organisation": "name"}
#: Wider than this a place says too little to tie two records: a country, a region.
_NARROW_PLACES = ("quartier", "place", "commune")


def notice(record: Record) -> Iterator[tuple[str, tuple[Value, ...], tuple[ArchiveDate, ...]]]:
    """Every Dublin Core term the record has, in the order of the vocabulary: its name, its values, its dates."""
    order = [term.code for term in the_archive().vocabularies["terms"]]
    for term in (*order, *(each for each in (*record.terms, *record.dates) if each not in order)):
        values, dates = record.values(term), record.dates.get(term, ())
        if values or dates:
            yield term, values, dates


def by_role(record: Record, *terms: str) -> dict[str | None, tuple[Value, ...]]:
    """The values of some terms, together by their role, in the order they come."""
    found: dict[str | None, tuple[Value, ...]] = {}
    for term in terms:
        for value in record.values(term):
            found[value.role] = (*found.get(value.role, ()), value)
    return found


def ties(shown: Shown) -> list[tuple[str, str]]:
    """The facets and codes by which other records are near this one: its narrowest places first, then its people."""
    known = shown.authorities or {}
    ids = [value.authority or "" for values in shown.record.terms.values() for value in values]
    named = [known[each] for each in ids if each in known]
    places = [each for each in named if each.kind == "place" and each.place_kind in _NARROW_PLACES]
    places.sort(key=lambda each: -len(each.parents))
    people = [each for each in named if each.kind in ("person", "family", "organisation")]
    chosen = dict.fromkeys((_TIES[each.kind], each.id) for each in (*places[:1], *people[:1], *places[1:]))
    return list(chosen)[:_MOST_TIES]


def keys_for(shown_to_archivist: bool) -> tuple[str, ...]:
    """The archivist's own keys that this reader is shown."""
    return tuple(term.code for term in the_archive().vocabularies["keys"] if shown_to_archivist or term.facts.get("public"))
