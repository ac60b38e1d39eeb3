"""A query in the embedded engine's terms, and its answer in ours. Queries are built term by term, never parsed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import tantivy
from tantivy import Occur, Order
from tantivy import Query as Asked

from search.asking import Clause, Pattern, clauses, marks, sought
from search.counts import chosen_values, least_kept, most_frequent, without_its_own_filters
from search.document import OPEN, FacetPath
from search.embedded_schema import OPEN_END, facet_field, facet_path, facet_value, label_prefix, read_passage
from search.query import DateRange, FacetCount, Filter, Hit, PassageHit, Query, Results, Sort

TITLE_WEIGHT = 3.0
LITTLE_WEIGHT = 0.2
FEW_VALUES = 16  # a set of terms is read whole before it is used; one by one, only where the rest of a query may match
MOST_VALUES = 65_000  # of one facet: the engine's own limit. Below it its counts are exact, whatever the segments.

SORTED_BY = {
    Sort.DATE: ("day", Order.Asc),
    Sort.TITLE: ("sort_title", Order.Asc),
    Sort.NEWEST: ("added", Order.Desc),
}


class Asking:
    """One query put to one state of the index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, query: Query) -> None:
        self.schema = schema
        self.searcher = searcher
        self.query = query
        labelled = (("labelled", label_prefix(label), 1.0) for label in sorted(query.labels - {OPEN}))
        in_the_open = (("title", "", TITLE_WEIGHT), ("words", "", 1.0)) if OPEN in query.labels else ()
        self.record_fields = (*in_the_open, *labelled)

    def answer(self) -> Results:
        everything = self._all_of(self.query)
        total = self.searcher.search(everything, limit=1).count  # type: ignore[attr-defined]  # its stubs forget it
        return Results(total, tuple(self._page(everything, total)), self._counts(everything))

    def _all_of(self, query: Query) -> Asked:
        """What finds the records of a query: access first, then filters and dates, which weigh nothing, then words."""
        kept = [self._any_value("label", query.labels), *(self._chosen(chosen) for chosen in query.filters)]
        if query.dates is not None:
            kept.append(self._in_range(query.dates))
        parts = [(Occur.Must, Asked.const_score_query(one, 0.0)) for one in kept]
        if query.without:
            parts.append((Occur.MustNot, self._any_value("id", query.without)))
        parts.extend(self._part(clause) for clause in clauses(query.text))
        return Asked.boolean_query(parts)

    def _any_value(self, field: str, values: Iterable[str]) -> Asked:
        wanted = sorted(values)
        if len(wanted) > FEW_VALUES:
            return Asked.term_set_query(self.schema, field, wanted)
        each = [(Occur.Should, Asked.term_query(self.schema, field, value)) for value in wanted]
        return Asked.boolean_query(each)

    def _chosen(self, chosen: Filter) -> Asked:
        return self._any_value(f"facets.{facet_field(chosen.facet)}", map(facet_value, chosen.values))

    def _in_range(self, dates: DateRange) -> Asked:
        """Records whose days overlap the range; open ends lie beyond all days."""
        starts = self._days("earliest", -OPEN_END, OPEN_END if dates.latest is None else dates.latest)
        ends = self._days("latest", -OPEN_END if dates.earliest is None else dates.earliest, OPEN_END)
        undated = Asked.term_query(self.schema, "dated", "no")
        if dates.undated:
            overlap = Asked.boolean_query([(Occur.Must, starts), (Occur.Must, ends)])
            return Asked.boolean_query([(Occur.Should, overlap), (Occur.Should, undated)])
        return Asked.boolean_query([(Occur.Must, starts), (Occur.Must, ends), (Occur.MustNot, undated)])

    def _days(self, field: str, first: int, last: int) -> Asked:
        first, last = (max(-OPEN_END, min(OPEN_END, day)) for day in (first, last))
        return Asked.range_query(self.schema, field, tantivy.FieldType.Integer, first, last)

    def _part(self, clause: Clause) -> tuple[Occur, Asked]:
        asked = self._said(clause, self.record_fields)
        if clause.excluded:
            return Occur.MustNot, asked
        return (Occur.Should, Asked.boost_query(asked, LITTLE_WEIGHT)) if clause.little else (Occur.Must, asked)

    def _said(self, clause: Clause, fields: Iterable[tuple[str, str, float]]) -> Asked:
        ways = [
            (Occur.Should, Asked.boost_query(self._way(way, f"{kind}_{way.stream}", before), weight))
            for kind, before, weight in fields
            for way in clause.ways
        ]
        return Asked.boolean_query(ways)

    def _way(self, way: Pattern, field: str, before: str) -> Asked:
        terms = [before + term for term in way.terms]
        if way.prefix:
            return Asked.regex_query(self.schema, field, re.escape(terms[0]) + ".*")
        if len(terms) == 1:
            return Asked.term_query(self.schema, field, terms[0])
        return Asked.phrase_query(self.schema, field, list(terms))

    def _page(self, everything: Asked, total: int) -> Iterator[Hit]:
        start = max(self.query.start, 0)
        size = min(self.query.size, total - start)
        if size <= 0:
            return
        sort = self.query.sort if sought(self.query.text) or self.query.sort is not Sort.RELEVANCE else Sort.NEWEST
        field, order = SORTED_BY.get(sort, (None, Order.Desc))
        found = self.searcher.search(
            everything, limit=size, offset=start, count=False, order_by_field=field, order=order
        )
        for key, address in found.hits:
            record = str(self.searcher.doc(address)["id"][0])
            yield Hit(record, float(key) if field is None else 0.0, tuple(self._quoted(record)))

    def _quoted(self, record: str) -> list[PassageHit]:
        """The best passages of a record that may be heard, in the order of the recording."""
        if self.query.passages_each <= 0 or not sought(self.query.text):
            return []
        of_the_record = Asked.const_score_query(Asked.term_query(self.schema, "passage_of", record), 0.0)
        asked = Asked.boolean_query([(Occur.Must, of_the_record), *self._quotable])
        best = self.searcher.search(asked, limit=self.query.passages_each, count=False).hits
        passages = [read_passage(str(self.searcher.doc(address)["passage"][0])) for _, address in best]
        passages.sort(key=lambda passage: (passage.file, passage.number))
        return [PassageHit(one, marks(one.text, one.language, self.query.text)) for one in passages]

    @cached_property
    def _quotable(self) -> list[tuple[Occur, Asked]]:
        """What finds passages that may be heard and say something of what is sought."""
        heard = Asked.const_score_query(self._any_value("passage_label", self.query.labels), 0.0)
        held = (replace(one, ways=tuple(filter(self._is_spoken, one.ways))) for one in sought(self.query.text))
        said = [(Occur.Should, self._said(one, (("passage", "", 1.0),))) for one in held]
        return [(Occur.Must, heard), (Occur.Must, Asked.boolean_query(said))]

    def _is_spoken(self, way: Pattern) -> bool:
        """Whether any passage may have it: most languages' stems are in none, and each would be looked up for each hit."""
        single = len(way.terms) == 1 and not way.prefix
        return not single or self.searcher.doc_freq(f"passage_{way.stream}", way.terms[0]) > 0

    def _counts(self, everything: Asked) -> dict[str, tuple[FacetCount, ...]]:
        """Facets without filters of their own are counted together over the hits, each other one over its own."""
        narrowed = {chosen.facet for chosen in self.query.filters}
        counts = self._counted(everything, [facet for facet in self.query.facets if facet not in narrowed])
        for facet in narrowed.intersection(self.query.facets):
            counts |= self._counted(self._all_of(without_its_own_filters(self.query, facet)), [facet])
        return {
            facet: most_frequent(counts[facet], chosen_values(self.query, facet), self.query.values_each)
            for facet in self.query.facets
        }

    def _counted(self, asked: Asked, facets: list[str]) -> dict[str, dict[FacetPath, int]]:
        if not facets:
            return {}
        sizes = {"size": MOST_VALUES, "segment_size": MOST_VALUES}
        wanted = {facet: {"terms": {"field": f"facets.{facet_field(facet)}", **sizes}} for facet in facets}
        counted = self.searcher.aggregate(asked, wanted)
        return {facet: self._worth_showing(facet, counted[facet]["buckets"]) for facet in facets}

    def _worth_showing(self, facet: str, buckets: list[dict[str, Any]]) -> dict[FacetPath, int]:
        """The counts that may be among those asked for; the many others are never looked at."""
        counts = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
        least = least_kept(counts.values(), self.query.values_each)
        chosen = {facet_value(path) for path in chosen_values(self.query, facet)}
        return {facet_path(value): count for value, count in counts.items() if count >= least or value in chosen}
