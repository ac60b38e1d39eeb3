"""The plainest index: every record looked at for every query. For tests, and to say what engines must agree on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from search.analysis import Term, sort_key, terms
from search.asking import clauses, marks, sought
from search.counts import chosen_values, most_frequent, without_its_own_filters
from search.document import Document, FacetPath, Passage, Words
from search.query import DateRange, Hit, PassageHit, Query, Results, Sort

END_OF_TIME = float("inf")


@dataclass(frozen=True)
class Entry:
    """A record with its analysed texts, each under its label."""

    document: Document
    texts: tuple[tuple[str, list[Term]], ...]

    def heard(self, labels: frozenset[str]) -> list[list[Term]]:
        return [text for label, text in self.texts if label in labels]


class MemoryIndex:
    """A `SearchIndex` that forgets everything when it ends. Readers and writer are one object."""

    def __init__(self) -> None:
        self._coming: dict[str, Entry] = {}
        self._committed: dict[str, Entry] = {}
        self._seen: dict[str, Entry] = {}

    def put(self, documents: Iterable[Document]) -> None:
        for document in documents:
            heard: tuple[Words | Passage, ...] = (*document.words, *document.passages)
            texts = tuple((text.label, terms(text.text, text.language)) for text in heard)
            self._coming[document.id] = Entry(document, texts)

    def delete(self, ids: Iterable[str]) -> None:
        for gone in ids:
            self._coming.pop(gone, None)

    def commit(self) -> None:
        self._committed = dict(self._coming)

    def reload(self) -> None:
        self._seen = self._committed

    def find(self, query: Query) -> Results:
        found = sorted(self._matching(query), key=lambda entry: _place(entry, query))
        page = found[max(query.start, 0) : max(query.start, 0) + max(query.size, 0)]
        counts = {}
        for facet in query.facets:
            counted = self._matching(without_its_own_filters(query, facet))
            paths = Counter(path for entry in counted for path in _values(entry.document, facet))
            counts[facet] = most_frequent(paths, chosen_values(query, facet), query.values_each)
        return Results(len(found), tuple(_hit(entry, query) for entry in page), counts)

    def _matching(self, query: Query) -> list[Entry]:
        return [entry for entry in self._seen.values() if _answers(entry, query)]

    def count(self) -> int:
        return len(self._seen)

    def versions(self, ids: Iterable[str]) -> Mapping[str, int]:
        return {held: self._seen[held].document.version for held in ids if held in self._seen}

    def needs_rebuild(self) -> bool:
        return False

    @contextmanager
    def rebuild(self) -> Iterator["MemoryIndex"]:
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
        and (query.dates is None or _overlaps(document, query.dates))
        and _says(entry.heard(query.labels), query.text)
    )


def _says(texts: list[list[Term]], query_text: str) -> bool:
    """Whether all that is asked stands in some of these texts, and nothing excluded in any."""
    return all(
        any(clause.answered_by(text) for text in texts) != clause.excluded
        for clause in clauses(query_text)
        if not clause.little or clause.excluded
    )


def _values(document: Document, facet: str) -> set[FacetPath]:
    """A record's values of a facet, and all the wider ones above them."""
    return {path[:depth] for path in document.facets.get(facet, ()) for depth in range(1, len(path) + 1)}


def _has_any(document: Document, facet: str, values: frozenset[FacetPath]) -> bool:
    return not values.isdisjoint(_values(document, facet))


def _overlaps(document: Document, dates: DateRange) -> bool:
    earliest, latest = document.earliest, document.latest
    if earliest is None and latest is None:
        return dates.undated
    starts_in_time = dates.latest is None or earliest is None or earliest <= dates.latest
    ends_in_time = dates.earliest is None or latest is None or latest >= dates.earliest
    return starts_in_time and ends_in_time


def _score(texts: Iterable[list[Term]], query_text: str) -> int:
    return sum(clause.answered_by(text) for text in texts for clause in sought(query_text))


def _weight(entry: Entry, query: Query) -> int:
    """How much a record says of what is sought: once for each text, twice more for its title."""
    heard = zip(entry.document.words, entry.texts, strict=False)
    titles = [text for words, (label, text) in heard if words.field == "title" and label in query.labels]
    return _score(entry.heard(query.labels), query.text) + 2 * _score(titles, query.text)


def _place(entry: Entry, query: Query) -> tuple[float | str, ...]:
    """What a record is sorted by, lowest first."""
    document, newest = entry.document, -entry.document.added
    if query.sort is Sort.TITLE:
        return (sort_key(document.sort_title), newest)
    if query.sort is Sort.DATE:
        day = document.earliest if document.earliest is not None else document.latest
        return (END_OF_TIME if day is None else day, newest)
    if query.sort is Sort.NEWEST:
        return (newest,)
    return (-_weight(entry, query), newest)


def _hit(entry: Entry, query: Query) -> Hit:
    """A record with its best passages, in the order of the recording."""
    scored = []
    for passage in entry.document.passages:
        score = _score([terms(passage.text, passage.language)], query.text) if passage.label in query.labels else 0
        if score:
            scored.append((-score, passage.file, passage.number, passage))
    best = sorted(scored, key=lambda row: row[:3])[: query.passages_each]
    quoted = sorted((row[3] for row in best), key=lambda passage: (passage.file, passage.number))
    hits = tuple(PassageHit(passage, marks(passage.text, passage.language, query.text)) for passage in quoted)
    return Hit(entry.document.id, float(_weight(entry, query)), hits)
