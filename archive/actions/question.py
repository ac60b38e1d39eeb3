"""A question as a reader puts it → the query an index is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from archive.catalogue import authorities, records
from archive.model.access import Viewer, labels_open_to
from archive.model.authorities import Authority
from archive.wiring import Archive
from search.index import FacetPath
from search.known_names import KnownNames
from search.query import Box, Cursor, DateRange, Filter, Query, Sort, Spelling

PASSAGES_QUOTED, PASSAGES_LISTED = 3, 10
_LONGEST_NAME, _MOST_WORDS = 5, 16
_FIELD = re.compile(r"(?<![^\W_])(\w+)\s?:(?=\S)")


@dataclass(frozen=True)
class Question:
    """What a reader asks. `chosen` maps a facet to the codes ticked in it (of a hierarchy: the last code of the path);
    years are both included, None open; `order` is relevance, date, title or newest; `page` counts from 1, or `after` is
    where the page before ended. `values_each` is how many values of each of the `facets` are counted, the most frequent
    first; () counts none, None all there are.

    `exact`: words as they are written. `certainly`: only what cannot be of other years. `spoken`: what is said in one
    passage, by the passages that say it. `box`: the part of the map it has to do with.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None
    certainly: bool = False
    exact: bool = False
    spoken: bool = False
    box: Box | None = None
    order: str = "relevance"
    page: int = 1
    after: Cursor | None = None
    size: int | None = None
    facets: tuple[str, ...] | None = None
    values_each: int = 60


def size_of(archive: Archive, question: Question) -> int:
    return question.size or archive.settings.number("results_per_page")


def query(archive: Archive, viewer: Viewer, question: Question, without: frozenset[str], typos: bool = False) -> Query:
    """What the index is asked. `without`: records closed since it last heard; `typos`: one letter may be wrong."""
    size = size_of(archive, question)
    codes = [facet.code for facet in archive.facets]
    paths = _paths(archive, question.chosen)
    dates = None
    if question.first_year is not None or question.last_year is not None:
        dates = DateRange(_first_day(question.first_year), _last_day(question.last_year), certainly=question.certainly)
    quoted = PASSAGES_LISTED if question.spoken else PASSAGES_QUOTED
    return Query(
        text=_with_field_names(archive, question.text), labels=labels_open_to(viewer), without=without, dates=dates,
        filters=tuple(Filter(facet, frozenset(paths[facet])) for facet in codes if question.chosen.get(facet)),
        fields=frozenset(_field_names(archive).values()), exact=question.exact, typos=typos,
        spellings=() if question.exact else spellings(archive, question.text), spoken=question.spoken, box=question.box,
        sort=Sort(question.order), start=(max(question.page, 1) - 1) * size, after=question.after, size=size,
        facets=tuple(codes) if question.facets is None else question.facets, values_each=question.values_each,
        passages_each=quoted if question.text.strip() else 0,
    )  # fmt: skip


def spellings(archive: Archive, text: str) -> tuple[Spelling, ...]:
    """What else the people, places and subjects named in a text are called: by the authorities, then by the table of
    names that families spell in many ways."""
    written = {_name: run for run in _runs(text) for _name in _orders(run)}
    with archive.catalogue.reading() as c:
        bearers = authorities.by_name(c, written)
        known = authorities.load_many(c, {bearer for ids in bearers.values() for bearer in ids})
    of_authorities = (
        Spelling(written[name], tuple(other for bearer in ids for other in _called(known[bearer])))
        for name, ids in bearers.items()
    )
    table = KnownNames(term.facts["spellings"].split("|") for term in archive.vocabularies["spellings"])
    return tuple(dict.fromkeys((*of_authorities, *table.in_text(text))))


def _runs(text: str) -> Iterator[str]:
    """The words of a text, alone and with those after them, as a name may be written."""
    words = re.findall(r"[^\s\"«»“”,;()]+", text)[:_MOST_WORDS]
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1):
            yield " ".join(words[start:end])


def _orders(name: str) -> Iterator[str]:
    """A name as it is said, and as lists have it: "Inês Rocha", "Rocha, Inês"."""
    yield name
    words = name.split()
    for cut in range(1, len(words)):
        yield f"{' '.join(words[cut:])}, {' '.join(words[:cut])}"
        yield f"{' '.join(words[:cut])}, {' '.join(words[cut:])}"


def _called(authority: Authority) -> Iterator[str]:
    """Every name of an authority, those of lists turned round too; of a subject those it is indexed under alone, for what
    else leads to it are narrower words: a bakery and a café are both shops, and neither is the other."""
    for name in authority.names:
        if authority.kind == "concept" and name.form != "preferred":
            continue
        yield name.text
        family, comma, given = name.text.partition(", ")
        if comma:
            yield f"{given} {family}"


def _with_field_names(archive: Archive, text: str) -> str:
    """The fields that an archivist names in any of the interface's languages, as the index has them: titre: → title:."""
    names = _field_names(archive)
    return _FIELD.sub(lambda m: f"{names[m[1].casefold()]}:" if m[1].casefold() in names else m[0], text)


def _field_names(archive: Archive) -> dict[str, str]:
    """What a field may be called in a question → the field: by its code, its name, or the first word of that."""
    terms = [term for table in ("terms", "keys") for term in archive.vocabularies[table]]
    called = [(name.casefold(), term.code) for term in terms for name in term.names.values()]
    shortened = {name.split()[0]: code for name, code in reversed(called)}
    return shortened | dict(called) | {term.code.casefold(): term.code for term in terms} | {"speaker": "speaker"}


def _paths(archive: Archive, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, list[FacetPath]]:
    """The whole paths of ticked codes: an address names a place by its own code alone."""
    paths: dict[str, list[FacetPath]] = {facet: [(code,) for code in codes] for facet, codes in chosen.items()}
    with archive.catalogue.reading() as c:
        for facet in archive.facets:
            if not facet.counts.isdisjoint(("place", "concept", "person", "family", "organisation")):
                known = authorities.load_many(c, chosen.get(facet.code, ()))
                paths[facet.code] = [
                    _path(known[code]) if code in known else (code,) for code in chosen.get(facet.code, ())
                ]
        paths["collection"] = [
            (*(each.ark for each in records.ancestors(c, ark)), ark) for ark in chosen.get("collection", ())
        ]
    return paths


def _path(authority: Authority) -> FacetPath:
    return (*reversed(authority.parents), authority.id)


def _first_day(year: int | None) -> int | None:
    return date(min(max(year, 1), 9999), 1, 1).toordinal() if year is not None else None


def _last_day(year: int | None) -> int | None:
    return date(min(max(year, 1), 9999), 12, 31).toordinal() if year is not None else None
