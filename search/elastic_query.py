"""A query in Elasticsearch's terms, and its answer in ours: plain dictionaries, no connection."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from search.analysis import VERSION, terms
from search.asking import clauses, marks, sought
from search.counts import chosen_values, most_frequent
from search.document import Document, FacetPath, Passage
from search.fields import LITTLE_WEIGHT, Field, fields_of
from search.layout import (
    KINDS,
    OPEN_END,
    STREAMS,
    facet_field,
    facet_path,
    facet_value,
    sortable,
    spoken,
    streams,
)  # fmt: skip
from search.patterns import Clause, Pattern, one_letter_off
from search.query import DateRange, FacetCount, Filter, Hit, PassageHit, Query, Results, Sort

LAYOUT = 1
MADE_BY = f"{LAYOUT}.{VERSION}"

MOST_VALUES = 65_000
"""Of one facet: what each shard counts, so that the sum of the shards is exact."""

_SORTED_BY = {
    Sort.RELEVANCE: ({"_score": "desc"}, {"added": "desc"}),
    Sort.DATE: ({"day": "asc"}, {"added": "desc"}),
    Sort.TITLE: ({"sort_title": "asc"}, {"added": "desc"}),
    Sort.NEWEST: ({"added": "desc"},),
}
_RESERVED = re.compile(r'[.?+*|{}\[\]()"\\#@&<>~^$-]')

Body = dict[str, Any]


def mappings() -> Body:
    """How a record's fields are kept: ready terms, numbers to sort by, and passages as parts of their record."""
    ready: Body = {"type": "text", "analyzer": "whitespace"}
    keyword, number = {"type": "keyword"}, {"type": "long"}
    passage: Body = {"label": keyword, "stored": {"type": "text", "index": False, "store": True}}
    return {
        "_source": {"enabled": False},  # the catalogue can make every document again
        "dynamic": "strict",
        "dynamic_templates": [{"facets": {"path_match": "facets.*", "mapping": keyword}}],
        "properties": {
            **{f"{kind}_{stream}": ready for kind in KINDS for stream in STREAMS},
            **dict.fromkeys(("id", "label", "dated", "sort_title"), keyword),
            **dict.fromkeys(("version", "earliest", "latest", "day", "added"), number),
            "points": {"type": "geo_point"},
            "facets": {"type": "object", "dynamic": True},
            "passages": {"type": "nested", "properties": passage | {f"passage_{stream}": ready for stream in STREAMS}},
        },
    }


def engine_document(document: Document) -> Body:
    """What the engine is given for a record."""
    passages = [(passage, terms(passage.text, passage.language)) for passage in document.passages]
    words = [(text, terms(text.text, text.language, text.names)) for text in document.words]
    return {
        "id": document.id,
        **sortable(document),
        **streams([*words, *passages]),
        "points": [{"lat": latitude, "lon": longitude} for latitude, longitude in document.points],
        "passages": [_passage(passage, list(found)) for passage, found in passages],
    }


def _passage(passage: Passage, found: list[Any]) -> Body:
    return {"label": passage.label, "stored": json.dumps(passage.__dict__), **spoken(found)}


class Asking:
    """One query and what reads its answer."""

    def __init__(self, query: Query) -> None:
        self.query = query

    def body(self) -> Body:
        """The whole request. Filters on facets that are counted come after the counting, so that a count equals what a
        click gives."""
        query = self.query
        weighed = bool(sought(query)) or bool(query.alike)
        sort = query.sort if weighed or query.sort is not Sort.RELEVANCE else Sort.NEWEST
        request: Body = {
            "query": self._found(),
            "post_filter": _every(_chosen(one) for one in query.filters),
            "aggs": {f"{number}": self._counted(facet) for number, facet in enumerate(query.facets)},
            "size": max(query.size, 0),
            "sort": [*_SORTED_BY[sort], {"id": "asc"}],
            "track_total_hits": True,
            "_source": False,
            "docvalue_fields": ["id"],
        }
        return request | ({"search_after": list(query.after)} if query.after else {"from": max(query.start, 0)})

    def _found(self) -> Body:
        query = self.query
        kept = [_any("label", query.labels)]
        if query.dates is not None:
            kept.append(_in_range(query.dates))
        if query.box is not None:
            box = query.box
            corners = {
                "top_left": {"lat": box.north, "lon": box.west},
                "bottom_right": {"lat": box.south, "lon": box.east},
            }
            kept.append({"geo_bounding_box": {"points": corners}})
        if query.spoken:
            kept.append({"nested": {"path": "passages", "query": self._spoken_whole()}})
        asked = [clause for clause in clauses(query) if clause.field or not query.spoken]
        must = [self._said(one, self._fields_of(one)) for one in asked if one.decides and not one.excluded]
        should = [_weighing(self._said(one, self._fields_of(one)), LITTLE_WEIGHT) for one in asked if not one.decides]
        if query.alike:
            must.append({"bool": {"should": [_constant(_chosen(one)) for one in query.alike]}})
        if self._quotes:
            should.append({"nested": {
                "path": "passages", "query": self._quotable(), "score_mode": "none",
                "inner_hits": {"size": query.passages_each, "_source": False, "stored_fields": ["passages.stored"]},
            }})  # fmt: skip
        never = [self._said(one, self._fields_of(one)) for one in asked if one.excluded]
        never.append({"terms": {"id": sorted(query.without)}})
        return {
            "bool": {
                "filter": kept,
                "must": must or [{"match_all": {"boost": 0.0}}],
                "should": should,
                "must_not": never,
            }
        }

    @property
    def _quotes(self) -> bool:
        return self.query.passages_each > 0 and any(not clause.field for clause in sought(self.query))

    def _fields_of(self, clause: Clause) -> list[Field]:
        return [field for label in sorted(self.query.labels) for field in fields_of(clause, label)]

    def _said(self, clause: Clause, fields: Iterable[Field]) -> Body:
        ways = [
            _weighing(_way(way, f"{kind}_{way.stream}", before), weight)
            for kind, before, weight in fields
            for way in clause.ways
        ]
        return {"bool": {"should": ways, "minimum_should_match": 1}}

    def _heard(self, clause: Clause) -> Body:
        return self._said(clause, [("passages.passage", "", 1.0)])

    def _quotable(self) -> Body:
        if self.query.spoken:
            return self._spoken_whole()
        words = [self._heard(one) for one in sought(self.query) if not one.field]
        return {"bool": {
            "filter": [_any("passages.label", self.query.labels)], "should": words, "minimum_should_match": 1
        }}  # fmt: skip

    def _spoken_whole(self) -> Body:
        said = [one for one in clauses(self.query) if one.decides and not one.field]
        return {"bool": {
            "filter": [_any("passages.label", self.query.labels)],
            "must": [self._heard(one) for one in said if not one.excluded],
            "must_not": [self._heard(one) for one in said if one.excluded],
        }}  # fmt: skip

    def _counted(self, facet: str) -> Body:
        """The highest counts of a facet and those of its chosen values, without its own filters."""
        others = _every(_chosen(one) for one in self.query.filters if one.facet != facet)
        held = {"field": f"facets.{facet_field(facet)}", "shard_size": MOST_VALUES}
        order = [{"_count": "desc"}, {"_key": "asc"}]
        counted: Body = {"most": {"terms": {**held, "size": max(self.query.values_each, 1), "order": order}}}
        if chosen := sorted(facet_value(path) for path in chosen_values(self.query, facet)):
            counted["chosen"] = {"terms": {**held, "size": len(chosen), "include": chosen}}
        return {"filter": others, "aggs": counted}

    def results(self, answer: Mapping[str, Any]) -> Results:
        total = int(answer["hits"]["total"]["value"])
        found = answer["hits"]["hits"]
        counts = {
            facet: self._counts(facet, answer["aggregations"][f"{n}"]) for n, facet in enumerate(self.query.facets)
        }
        more = len(found) == self.query.size and (self.query.after is not None or self._end(found) < total)
        return Results(
            total, tuple(map(self._hit, found)), counts, tuple(found[-1]["sort"]) if found and more else None
        )

    def _end(self, found: list[Any]) -> int:
        return max(self.query.start, 0) + len(found)

    def _hit(self, found: Mapping[str, Any]) -> Hit:
        inner = found.get("inner_hits", {}).get("passages", {}).get("hits", {}).get("hits", [])
        passages = [Passage(**json.loads(one["fields"]["passages.stored"][0])) for one in inner]
        passages.sort(key=lambda passage: (passage.file, passage.number))
        quoted = (PassageHit(one, marks(one.text, one.language, self.query)) for one in passages)
        return Hit(found["fields"]["id"][0], float(found["_score"] or 0.0), tuple(quoted))

    def _counts(self, facet: str, counted: Mapping[str, Any]) -> tuple[FacetCount, ...]:
        buckets = [*counted["most"]["buckets"], *counted.get("chosen", {}).get("buckets", [])]
        counts: dict[FacetPath, int] = {facet_path(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
        return most_frequent(counts, chosen_values(self.query, facet), self.query.values_each)


def _any(field: str, values: Iterable[str]) -> Body:
    return {"terms": {field: sorted(values)}}


def _chosen(chosen: Filter) -> Body:
    return _any(f"facets.{facet_field(chosen.facet)}", map(facet_value, chosen.values))


def _every(filters: Iterable[Body]) -> Body:
    return {"bool": {"filter": list(filters)}}


def _constant(one: Body) -> Body:
    return {"constant_score": {"filter": one}}


def _weighing(one: Body, weight: float) -> Body:
    return one if weight == 1.0 else {"bool": {"must": [one], "boost": weight}}


def _way(way: Pattern, field: str, before: str) -> Body:
    terms = [before + term for term in way.terms]
    if way.prefix:
        return {"prefix": {field: {"value": terms[0]}}}
    if way.typo:
        mistyped = _escaped(before) + one_letter_off(way.terms[0], _escaped)
        return {"regexp": {field: {"value": mistyped, "flags": "NONE", "boost": LITTLE_WEIGHT}}}
    if len(terms) == 1:
        return {"term": {field: terms[0]}}
    return {"match_phrase": {field: " ".join(terms)}}


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\g<0>", text)


def _in_range(dates: DateRange) -> Body:
    """Records whose days overlap the range, or lie in it; open ends lie beyond all days."""
    first = -OPEN_END if dates.earliest is None else max(-OPEN_END, min(dates.earliest, OPEN_END))
    last = OPEN_END if dates.latest is None else max(-OPEN_END, min(dates.latest, OPEN_END))
    starts, ends = ({"gte": first}, {"lte": last}) if dates.certainly else ({"lte": last}, {"gte": first})
    in_time: list[Body] = [{"range": {"earliest": starts}}, {"range": {"latest": ends}}, {"term": {"dated": "yes"}}]
    either = [_every(in_time), *([{"term": {"dated": "no"}}] if dates.undated else [])]
    return {"bool": {"should": either, "minimum_should_match": 1}}
