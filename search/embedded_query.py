"""A query in the embedded engine's terms, and its answer in ours. Queries are built term by term, never parsed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import tantivy
from tantivy import Occur, Order
from tantivy import Query as Asked

from search.asking import clauses, marks, sought
from search.counts import chosen_values, least_kept, most_frequent, without_its_own_filters
from search.document import OPEN, FacetPath
from search.embedded_schema import read_passage
from search.layout import OPEN_END, facet_field, facet_path, facet_value, field_prefix, label_prefix
from search.patterns import Clause, Pattern, one_letter_off
from search.query import Box, DateRange, FacetCount, Filter, Hit, PassageHit, Query, Results, Sort

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
        self.before_fields = tuple("" if label == OPEN else label_prefix(label) for label in sorted(query.labels))

    def answer(self) -> Results:
        everything = self._all_of(self.query)
        total = self.searcher.search(everything, limit=1).count  # type: ignore[attr-defined]  # its stubs forget it
        hits = tuple(self._page(everything, total))
        end = self._start + len(hits)
        return Results(total, hits, self._counts(everything), following=(end,) if hits and end < total else None)

    @property
    def _start(self) -> int:
        return max(self.query.start, 0) if self.query.after is None else int(self.query.after[0])

    def _all_of(self, query: Query) -> Asked:
        """What finds the records of a query: access first, then filters and dates, which weigh nothing, then words."""
        kept = [self._any_value("label", query.labels), *(self._chosen(chosen) for chosen in query.filters)]
        if query.dates is not None:
            kept.append(self._in_range(query.dates))
        if query.box is not None:
            kept.append(self._any_value("points", self._points_inside(query.box)))
        if query.spoken:
            kept.append(self._any_value("id", self._speaking))
        parts = [(Occur.Must, Asked.const_score_query(one, 0.0)) for one in kept]
        if query.without:
            parts.append((Occur.MustNot, self._any_value("id", query.without)))
        if query.alike:
            each = [(Occur.Should, Asked.const_score_query(self._chosen(one), 1.0)) for one in query.alike]
            parts.append((Occur.Must, Asked.boolean_query(each)))
        parts.extend(self._part(clause) for clause in clauses(query) if clause.field or not query.spoken)
        return Asked.boolean_query(parts)

    def _points_inside(self, box: Box) -> Iterator[str]:
        """The places there are in a box: few beside the records that name them."""
        every = {"points": {"terms": {"field": "points", "size": MOST_VALUES, "segment_size": MOST_VALUES}}}
        buckets = self.searcher.aggregate(Asked.all_query(), every)["points"]["buckets"]
        return (point for bucket in buckets if box.holds(*map(float, (point := bucket["key"]).split())))

    @cached_property
    def _speaking(self) -> list[str]:
        """The records of which one passage says all that is sought, and nothing excluded."""
        owners = {"owners": {"terms": {"field": "passage_of", "size": MOST_VALUES, "segment_size": MOST_VALUES}}}
        buckets = self.searcher.aggregate(self._spoken_whole, owners)["owners"]["buckets"]
        return [bucket["key"] for bucket in buckets]

    @cached_property
    def _spoken_whole(self) -> Asked:
        heard = Asked.const_score_query(self._any_value("passage_label", self.query.labels), 0.0)
        said = (clause for clause in clauses(self.query) if clause.decides and not clause.field)
        spoken = [
            (Occur.MustNot if one.excluded else Occur.Must, self._said(one, (("passage", "", 1.0),))) for one in said
        ]
        return Asked.boolean_query([(Occur.Must, heard), *spoken])

    def _any_value(self, field: str, values: Iterable[str]) -> Asked:
        wanted = sorted(values)
        if len(wanted) > FEW_VALUES:
            return Asked.term_set_query(self.schema, field, wanted)
        each = [(Occur.Should, Asked.term_query(self.schema, field, value)) for value in wanted]
        return Asked.boolean_query(each)

    def _chosen(self, chosen: Filter) -> Asked:
        return self._any_value(f"facets.{facet_field(chosen.facet)}", map(facet_value, chosen.values))

    def _in_range(self, dates: DateRange) -> Asked:
        """Records whose days overlap the range, or lie in it; open ends lie beyond all days."""
        first = -OPEN_END if dates.earliest is None else dates.earliest
        last = OPEN_END if dates.latest is None else dates.latest
        if dates.certainly:
            starts, ends = self._days("earliest", first, OPEN_END), self._days("latest", -OPEN_END, last)
        else:
            starts, ends = self._days("earliest", -OPEN_END, last), self._days("latest", first, OPEN_END)
        undated = Asked.term_query(self.schema, "dated", "no")
        if dates.undated:
            overlap = Asked.boolean_query([(Occur.Must, starts), (Occur.Must, ends)])
            return Asked.boolean_query([(Occur.Should, overlap), (Occur.Should, undated)])
        return Asked.boolean_query([(Occur.Must, starts), (Occur.Must, ends), (Occur.MustNot, undated)])

    def _days(self, field: str, first: int, last: int) -> Asked:
        first, last = (max(-OPEN_END, min(OPEN_END, day)) for day in (first, last))
        return Asked.range_query(self.schema, field, tantivy.FieldType.Integer, first, last)

    def _part(self, clause: Clause) -> tuple[Occur, Asked]:
        asked = self._said(clause, self._fields_of(clause))
        if clause.excluded:
            return Occur.MustNot, asked
        return (Occur.Should, Asked.boost_query(asked, LITTLE_WEIGHT)) if clause.little else (Occur.Must, asked)

    def _fields_of(self, clause: Clause) -> Iterable[tuple[str, str, float]]:
        """Kinds of field, what stands before their terms, and what they weigh."""
        if clause.field is None:
            return self.record_fields
        return [("fielded", before + field_prefix(clause.field), 1.0) for before in self.before_fields]

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
        if way.typo:
            mistyped = re.escape(before) + one_letter_off(way.terms[0], re.escape)
            return Asked.boost_query(Asked.regex_query(self.schema, field, mistyped), LITTLE_WEIGHT)
        if len(terms) == 1:
            return Asked.term_query(self.schema, field, terms[0])
        return Asked.phrase_query(self.schema, field, list(terms))

    def _page(self, everything: Asked, total: int) -> Iterator[Hit]:
        start = self._start
        size = min(self.query.size, total - start)
        if size <= 0:
            return
        weighed = sought(self.query) or self.query.alike
        sort = self.query.sort if weighed or self.query.sort is not Sort.RELEVANCE else Sort.NEWEST
        field, order = SORTED_BY.get(sort, (None, Order.Desc))
        found = self.searcher.search(
            everything, limit=size, offset=start, count=False, order_by_field=field, order=order
        )
        for key, address in found.hits:
            record = str(self.searcher.doc(address)["id"][0])
            yield Hit(record, float(key) if field is None else 0.0, tuple(self._quoted(record)))

    def _quoted(self, record: str) -> list[PassageHit]:
        """The best passages of a record that may be heard, in the order of the recording."""
        if self.query.passages_each <= 0 or not any(one.field is None for one in sought(self.query)):
            return []
        of_the_record = Asked.const_score_query(Asked.term_query(self.schema, "passage_of", record), 0.0)
        asked = Asked.boolean_query([(Occur.Must, of_the_record), *self._quotable])
        best = self.searcher.search(asked, limit=self.query.passages_each, count=False).hits
        passages = [read_passage(str(self.searcher.doc(address)["passage"][0])) for _, address in best]
        passages.sort(key=lambda passage: (passage.file, passage.number))
        return [PassageHit(one, marks(one.text, one.language, self.query)) for one in passages]

    @cached_property
    def _quotable(self) -> list[tuple[Occur, Asked]]:
        """What finds passages that may be heard and say something of what is sought, or all of it where spoken."""
        if self.query.spoken:
            return [(Occur.Must, self._spoken_whole)]
        heard = Asked.const_score_query(self._any_value("passage_label", self.query.labels), 0.0)
        words = (one for one in sought(self.query) if not one.field)
        held = (replace(one, ways=tuple(filter(self._is_spoken, one.ways))) for one in words)
        said = [(Occur.Should, self._said(one, (("passage", "", 1.0),))) for one in held]
        return [(Occur.Must, heard), (Occur.Must, Asked.boolean_query(said))]

    def _is_spoken(self, way: Pattern) -> bool:
        """Whether any passage may have it: most languages' stems are in none, and each would be looked up for each hit."""
        single = len(way.terms) == 1 and not way.prefix and not way.typo
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
