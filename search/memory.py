"""The plainest index: every record looked at for every query. For tests, and to say what engines must agree on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from search.analysis import Term, sort_key, terms
from search.asking import clauses, marks, sought
from search.counts import chosen_values, most_frequent, without_its_own_filters
from search.document import Document, FacetPath
from search.patterns import Clause
from search.query import DateRange, Hit, PassageHit, Query, Results, Sort

END_OF_TIME = float("inf")


@dataclass(frozen=True)
class Text:
    """An analysed text of a record; `field` None: a passage."""

    label: str
    field: str | None
    terms: list[Term]


@dataclass(frozen=True)
class Entry:
    document: Document
    texts: tuple[Text, ...]

    def heard(self, labels: frozenset[str]) -> list[Text]:
        return [text for text in self.texts if text.label in labels]


class MemoryIndex:
    """A `SearchIndex` that forgets everything when it ends. Readers and writer are one object."""

    def __init__(self) -> None:
        self._coming: dict[str, Entry] = {}
        self._committed: dict[str, Entry] = {}
        self._seen: dict[str, Entry] = {}

    def put(self, documents: Iterable[Document]) -> None:
        for document in documents:
            words = (Text(one.label, one.field, terms(one.text, one.language, one.names)) for one in document.words)
            passages = (Text(one.label, None, terms(one.text, one.language)) for one in document.passages)
            self._coming[document.id] = Entry(document, (*words, *passages))

    def delete(self, ids: Iterable[str]) -> None:
        for gone in ids:
            self._coming.pop(gone, None)

    def commit(self) -> None:
        self._committed = dict(self._coming)

    def reload(self) -> None:
        self._seen = self._committed

    def find(self, query: Query) -> Results:
        found = sorted(self._matching(query), key=lambda entry: _place(entry, query))
        start = max(query.start, 0) if query.after is None else int(query.after[0])
        end = start + max(query.size, 0)
        counts = {}
        for facet in query.facets:
            counted = self._matching(without_its_own_filters(query, facet))
            paths = Counter(path for entry in counted for path in _values(entry.document, facet))
            counts[facet] = most_frequent(paths, chosen_values(query, facet), query.values_each)
        hits = tuple(_hit(entry, query) for entry in found[start:end])
        return Results(len(found), hits, counts, following=(end,) if hits and end < len(found) else None)

    def _matching(self, query: Query) -> list[Entry]:
        return [entry for entry in self._seen.values() if _answers(entry, query)]

    def count(self) -> int:
        return len(self._seen)

    def versions(self, ids: Iterable[str]) -> Mapping[str, int]:
        return {held: self._seen[held].document.version for held in ids if held in self._seen}

    def needs_rebuild(self) -> bool:
        return False

    @contextmanager
    def rebuild(self, resume: bool = False) -> Iterator["MemoryIndex"]:  # noqa: ARG002 (what broke off is forgotten)
        fresh = MemoryIndex()
        yield fresh
        self._coming = fresh._coming
        self.commit()

    def close(self) -> None:
        self._coming = dict(self._committed)


def _answers(entry: Entry, query: Query) -> bool:
    document = entry.document
    return (
        document.label in query.labels
        and document.id not in query.without
        and all(_has_any(document, chosen.facet, chosen.values) for chosen in query.filters)
        and (not query.alike or _likeness(document, query) > 0)
        and (query.dates is None or _in_time(document, query.dates))
        and (query.box is None or any(query.box.holds(*point) for point in document.points))
        and _says(entry.heard(query.labels), query)
    )


def _says(texts: list[Text], query: Query) -> bool:
    """Whether all that is asked stands in some of these texts, and nothing excluded in any."""
    if query.spoken:
        of_the_record = all(_said(clause, texts) for clause in clauses(query) if clause.field)
        return of_the_record and any(text.field is None and _says_whole(text, query) for text in texts)
    return all(_said(clause, texts) for clause in clauses(query) if clause.decides)


def _says_whole(passage: Text, query: Query) -> bool:
    """Whether one passage says all of it."""
    return all(_said(clause, [passage]) for clause in clauses(query) if clause.decides and not clause.field)


def _said(clause: Clause, texts: list[Text]) -> bool:
    answered = any(clause.answered_by(text.terms) for text in texts if clause.field in (None, text.field))
    return answered != clause.excluded


def _values(document: Document, facet: str) -> set[FacetPath]:
    """A record's values of a facet, and all the wider ones above them."""
    return {path[:depth] for path in document.facets.get(facet, ()) for depth in range(1, len(path) + 1)}


def _has_any(document: Document, facet: str, values: frozenset[FacetPath]) -> bool:
    return not values.isdisjoint(_values(document, facet))


def _in_time(document: Document, dates: DateRange) -> bool:
    earliest, latest = document.earliest, document.latest
    if earliest is None and latest is None:
        return dates.undated
    if dates.certainly:
        starts_in_time = dates.earliest is None or (earliest is not None and earliest >= dates.earliest)
        ends_in_time = dates.latest is None or (latest is not None and latest <= dates.latest)
    else:
        starts_in_time = dates.latest is None or earliest is None or earliest <= dates.latest
        ends_in_time = dates.earliest is None or latest is None or latest >= dates.earliest
    return starts_in_time and ends_in_time


def _likeness(document: Document, query: Query) -> int:
    return sum(not each.values.isdisjoint(_values(document, each.facet)) for each in query.alike)


def _score(texts: Iterable[Text], query: Query) -> int:
    return sum(_said(clause, [text]) for text in texts for clause in sought(query))


def _weight(entry: Entry, query: Query) -> int:
    """How much a record says of what is sought: once for each text, twice more for its title."""
    heard = entry.heard(query.labels)
    words = _score(heard, query) + 2 * _score((text for text in heard if text.field == "title"), query)
    return words + _likeness(entry.document, query)


def _place(entry: Entry, query: Query) -> tuple[float | str, ...]:
    """What a record is sorted by, lowest first."""
    document, newest = entry.document, -entry.document.added
    if query.sort is Sort.TITLE:
        return (sort_key(document.sort_title), newest, document.id)
    if query.sort is Sort.DATE:
        day = document.earliest if document.earliest is not None else document.latest
        return (END_OF_TIME if day is None else day, newest, document.id)
    if query.sort is Sort.NEWEST:
        return (newest, document.id)
    return (-_weight(entry, query), newest, document.id)


def _hit(entry: Entry, query: Query) -> Hit:
    """A record with its best passages, in the order of the recording."""
    scored = []
    for passage in entry.document.passages:
        text = Text(passage.label, None, terms(passage.text, passage.language))
        if passage.label not in query.labels or (query.spoken and not _says_whole(text, query)):
            continue
        if score := _score([text], query):
            scored.append((-score, passage.file, passage.number, passage))
    best = sorted(scored, key=lambda row: row[:3])[: query.passages_each]
    quoted = sorted((row[3] for row in best), key=lambda passage: (passage.file, passage.number))
    hits = tuple(PassageHit(passage, marks(passage.text, passage.language, query)) for passage in quoted)
    return Hit(entry.document.id, float(_weight(entry, query)), hits)
