"""A query in the embedded engine's terms, and its answer in ours. Queries are built term by term, never parsed.

The engine finds words, ranks and quotes; what is filtered, counted and sorted is read from the columns beside it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

import tantivy
from pyroaring import BitMap
from tantivy import Occur, Order
from tantivy import Query as Asked

from search.asking import clauses, marks, sought
from search.columns import rows_in_range, rows_inside
from search.counts import chosen_values, most_frequent
from search.embedded_columns import Seen
from search.embedded_schema import read_passage
from search.embedded_words import IN_PASSAGES, any_value, said
from search.fields import LITTLE_WEIGHT, fields_of
from search.kept import KeptRows, KeptTotals
from search.layout import facet_field, facet_value
from search.order import KeptOrder
from search.patterns import Clause, Pattern
from search.query import FacetCount, Filter, Hit, PassageHit, Query, Results, Sort


@dataclass(frozen=True)
class Kept:
    """What is kept between the questions to one index."""

    rows: KeptRows = field(default_factory=KeptRows)
    totals: KeptTotals = field(default_factory=KeptTotals)
    order: KeptOrder = field(default_factory=KeptOrder)


class Asking:
    """One query put to one state of the index."""

    def __init__(self, schema: tantivy.Schema, seen: Seen, kept: Kept, query: Query) -> None:
        self.schema = schema
        self.searcher = seen.searcher
        self.columns = seen.columns
        self.kept = kept
        self.query = query
        self.universe = seen.universe(query.labels)

    def answer(self) -> Results:
        hits = self._narrowed(self.query.filters)
        page = tuple(self._page(hits))
        end = self._start + len(page)
        following = (end,) if page and end < len(hits) else None
        return Results(len(hits), page, {facet: self._counts(facet, hits) for facet in self.query.facets}, following)

    @property
    def _start(self) -> int:
        return max(self.query.start, 0) if self.query.after is None else int(self.query.after[0])

    def _narrowed(self, filters: Iterable[Filter]) -> BitMap:
        hits = self._unfiltered
        for chosen in filters:
            hits = hits & self._chosen_rows(chosen)
        return hits

    @cached_property
    def _unfiltered(self) -> BitMap:
        """All that the query finds for this viewer, whatever its filters."""
        query, hits = self.query, self.universe
        for clause in clauses(query):
            if clause.decides and (clause.field or not query.spoken):
                rows = self._rows_that_say(clause)
                hits = hits - rows if clause.excluded else hits & rows
        if query.spoken:
            hits = hits & self._spoken_rows
        if query.dates is not None:
            dates = query.dates
            hits = hits & self._kept_rows(dates, lambda first: rows_in_range(self.columns, dates, first))
        if query.box is not None:
            box = query.box
            hits = hits & self._kept_rows(box, lambda first: rows_inside(self.columns, box, first))
        if query.alike:
            hits = hits & BitMap.union(*map(self._chosen_rows, query.alike))
        if query.without:
            hits = hits - self._kept_rows(query.without, self._rows_of_ids)
        return hits

    def _kept_rows(self, key: object, ask: Callable[[int], BitMap]) -> BitMap:
        return self.kept.rows.rows(key, self.columns, ask)

    def _chosen_rows(self, chosen: Filter) -> BitMap:
        column = self.columns.values(f"facets.{facet_field(chosen.facet)}")
        if column is None:
            return BitMap()
        return self._kept_rows(chosen, lambda first: column.holding(chosen.values, first))

    def _rows_of_ids(self, first: int) -> BitMap:
        return self._rows(any_value(self.schema, "id", self.query.without), "number", first)

    def _rows_that_say(self, clause: Clause) -> BitMap:
        """Found once for each label, whoever holds it with whatever others."""
        found = BitMap()
        for label in self.query.labels:
            asked = said(self.schema, clause, fields_of(clause, label))
            key = clause.ways, clause.field, label
            found |= self._kept_rows(key, lambda first: self._rows(asked, "number", first))  # noqa: B023
        return found

    @cached_property
    def _spoken_rows(self) -> BitMap:
        """The records of which one passage says all that is sought, and nothing excluded."""
        key = self._to_be_spoken, self.query.labels
        return self._kept_rows(key, lambda first: self._rows(self._spoken_whole, "spoken_in", first))

    def _rows(self, asked: Asked, field: str, first: int) -> BitMap:
        """All that the engine finds, by the number of their rows, from the first one on."""
        asked = Asked.const_score_query(asked, 0.0)
        if first:
            later = Asked.range_query(self.schema, field, tantivy.FieldType.Integer, first, None)
            asked = Asked.boolean_query([(Occur.Must, later), (Occur.Must, asked)])
        count = int(self.searcher.search(asked, limit=1).count)  # type: ignore[attr-defined]  # its stubs forget it
        found = self.searcher.search(asked, limit=max(count, 1), count=False, order_by_field=field)
        return BitMap([number for number, _ in found.hits])

    @property
    def _to_be_spoken(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in clauses(self.query) if clause.decides and not clause.field)

    @cached_property
    def _spoken_whole(self) -> Asked:
        heard = Asked.const_score_query(any_value(self.schema, "passage_label", self.query.labels), 0.0)
        whole = [
            (Occur.MustNot if one.excluded else Occur.Must, said(self.schema, one, IN_PASSAGES))
            for one in self._to_be_spoken
        ]
        return Asked.boolean_query([(Occur.Must, heard), *whole])

    def _chosen(self, chosen: Filter) -> Asked:
        return any_value(self.schema, f"facets.{facet_field(chosen.facet)}", map(facet_value, chosen.values))

    def _part(self, clause: Clause) -> tuple[Occur, Asked]:
        fields = chain.from_iterable(fields_of(clause, label) for label in sorted(self.query.labels))
        asked = said(self.schema, clause, fields)
        if clause.excluded:
            return Occur.MustNot, asked
        return (Occur.Should, Asked.boost_query(asked, LITTLE_WEIGHT)) if clause.little else (Occur.Must, asked)

    def _page(self, hits: BitMap) -> Iterator[Hit]:
        weighed = sought(self.query) or self.query.alike
        sort = self.query.sort if weighed or self.query.sort is not Sort.RELEVANCE else Sort.NEWEST
        size = min(self.query.size, len(hits) - self._start)
        if size <= 0:
            return
        if sort in (Sort.DATE, Sort.NEWEST):
            by, falling = ("day", False) if sort is Sort.DATE else ("added", True)
            rows = [(0.0, row) for row in self.kept.order.page(self.columns, hits, by, falling, self._start, size)]
        else:
            rows = self._ranked(hits, self._start, size, by_title=sort is Sort.TITLE)
        for (score, _), record in zip(rows, self.columns.ids([row for _, row in rows]), strict=True):
            yield Hit(record, score, tuple(self._quoted(record)))

    def _ranked(self, hits: BitMap, start: int, size: int, by_title: bool) -> list[tuple[float, int]]:
        """Hits as the engine ranks them. It knows neither dates, boxes nor ids taken off: it is asked for more, and what is
        no hit is dropped; where many would be, it filters by what it knows."""
        words = [self._part(one) for one in clauses(self.query) if one.field or not (self.query.spoken and one.excluded)]
        if self.query.alike:
            each = [(Occur.Should, Asked.const_score_query(self._chosen(one), 1.0)) for one in self.query.alike]
            words.append((Occur.Must, Asked.boolean_query(each)))
        asked = Asked.boolean_query([*words, *self._known_filters()])
        field, order = ("sort_title", Order.Asc) if by_title else (None, Order.Desc)
        limit = 2 * (start + size) + len(self.query.without)
        while True:
            found = self.searcher.search(asked, limit=limit, count=False, order_by_field=field, order=order).hits
            rows = map(int, self.searcher.fast_field_values("number", [address for _, address in found]))  # type: ignore[arg-type]
            ranked = [(key, row) for (key, _), row in zip(found, rows, strict=True) if row in hits]
            if len(ranked) >= start + size or len(found) < limit:
                return [(0.0 if by_title else float(key), row) for key, row in ranked[start : start + size]]
            limit *= 8

    def _known_filters(self) -> list[tuple[Occur, Asked]]:
        known = [self._chosen(chosen) for chosen in self.query.filters]
        if not clauses(self.query) or len(self.universe) * 2 < self.columns.rows:  # else few are under other labels
            known.append(any_value(self.schema, "label", self.query.labels))
        return [(Occur.Must, Asked.const_score_query(one, 0.0)) for one in known]

    def _quoted(self, record: str) -> list[PassageHit]:
        """The best passages of a record that may be heard, in the order of the recording."""
        if self.query.passages_each <= 0 or not any(one.field is None for one in sought(self.query)):
            return []
        of_the_record = Asked.const_score_query(Asked.term_query(self.schema, "passage_of", record), 0.0)
        asked = Asked.boolean_query([(Occur.Must, of_the_record), *self._quotable])
        best = self.searcher.search(asked, limit=self.query.passages_each, count=False).hits
        passages = [read_passage(self.searcher.doc(address)["passage"][0]) for _, address in best]
        passages.sort(key=lambda passage: (passage.file, passage.number))
        return [PassageHit(one, marks(one.text, one.language, self.query)) for one in passages]

    @cached_property
    def _quotable(self) -> list[tuple[Occur, Asked]]:
        """What finds passages that may be heard and say something of what is sought, or all of it where spoken."""
        if self.query.spoken:
            return [(Occur.Must, self._spoken_whole)]
        heard = Asked.const_score_query(any_value(self.schema, "passage_label", self.query.labels), 0.0)
        words = (one for one in sought(self.query) if not one.field)
        held = (replace(one, ways=tuple(filter(self._is_spoken, one.ways))) for one in words)
        any_of_them = [(Occur.Should, said(self.schema, one, IN_PASSAGES)) for one in held]
        return [(Occur.Must, heard), (Occur.Must, Asked.boolean_query(any_of_them))]

    def _is_spoken(self, way: Pattern) -> bool:
        """Whether any passage may have it: most languages' stems are in none, and each would be looked up for each hit."""
        single = len(way.terms) == 1 and not way.prefix and not way.typo
        return not single or self.searcher.doc_freq(f"passage_{way.stream}", way.terms[0]) > 0

    def _counts(self, facet: str, hits: BitMap) -> tuple[FacetCount, ...]:
        """Over the hits without the facet's own filters: choosing another of its values widens, so its own do not narrow."""
        others = [chosen for chosen in self.query.filters if chosen.facet != facet]
        counted = hits if len(others) == len(self.query.filters) else self._narrowed(others)
        chosen, name = chosen_values(self.query, facet), f"facets.{facet_field(facet)}"
        column = self.columns.values(name)
        if column is None:
            return most_frequent({}, chosen, self.query.values_each)
        counts = self.kept.totals.counts(self.columns, self.query.labels, self.universe, counted, name)
        return column.most_frequent(counts, chosen, self.query.values_each)
