"""For random records, labels and queries, in many segments and shards and after deletions, all engines answer alike."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.document import Document, Passage, Words
from search.elastic import open_elastic
from search.embedded import open_embedded
from search.index import SearchIndex
from search.memory import MemoryIndex
from search.query import Box, DateRange, Filter, Query, Results, Spelling
from tests.search.conftest import elastic_settings

LABELS = ("open", "family", "closed")
HELD = tuple(frozenset(held) for held in ((), ("open",), ("family",), ("open", "family"), LABELS))
SPOKEN = "bateau bateaux l'École ecole immigrées immigration Saint-Denis week-end la المدرسة مدرسة N'Diaye".split()  # noqa: SIM905
LANGUAGES = ("fr", "fr", "ar", None)

texts = st.lists(st.sampled_from(SPOKEN), min_size=1, max_size=5).map(" ".join)
labels = st.sampled_from(("open", *LABELS))
days = st.none() | st.integers(-3, 12)
paths = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple)
degrees = st.integers(0, 4).map(float)
ids = st.integers(0, 7).map(str)
words = st.builds(Words, st.sampled_from(["title", "description"]), texts, st.sampled_from(LANGUAGES), labels)
passages = st.builds(Passage, st.integers(1, 3), texts, st.sampled_from(LANGUAGES), labels)
documents = st.builds(
    Document,
    id=ids,
    version=st.integers(1, 9),
    label=labels,
    words=st.lists(words, max_size=3).map(tuple),
    facets=st.dictionaries(st.sampled_from(["kind", "place"]), st.lists(paths, max_size=3).map(tuple)),
    earliest=days,
    latest=days,
    points=st.lists(st.tuples(degrees, degrees), max_size=2).map(tuple),
    passages=st.lists(passages, min_size=1, max_size=3).map(tuple),
)
asked_words = st.one_of(
    st.sampled_from(SPOKEN),
    st.sampled_from(SPOKEN),
    st.sampled_from(SPOKEN).map(lambda word: f"-{word}"),
    st.sampled_from(SPOKEN).map(lambda word: word[:3] + "*"),
    texts.map(lambda text: f'"{text}"'),
    texts.map(lambda text: f'-"{text}"'),
)
in_a_field = st.builds("{}:{}".format, st.sampled_from(["title", "description", "rien"]), asked_words)
queries = st.builds(
    Query,
    text=st.lists(asked_words | in_a_field, max_size=2).map(" ".join),
    fields=st.just(frozenset({"title", "description"})),
    exact=st.sampled_from([False, False, True]),
    typos=st.sampled_from([False, False, True]),
    spoken=st.sampled_from([False, False, True]),
    spellings=st.just(()) | st.just((Spelling("bateau immigration", ("l'École", "Saint-Denis week-end")),)),
    box=st.none() | st.none() | st.builds(Box, st.just(0.0), degrees, st.just(2.0), degrees),
    alike=st.just(())
    | st.just((Filter("kind", frozenset({("a",)})), Filter("place", frozenset({("b", "a"), ("c",)})))),
    filters=st.just(())
    | st.lists(
        st.builds(Filter, st.sampled_from(["kind", "place"]), st.frozensets(paths, min_size=1, max_size=2)), max_size=2
    ).map(tuple),
    dates=st.none() | st.none() | st.builds(DateRange, days, days, st.booleans(), st.booleans()),
    without=st.frozensets(ids, max_size=2),
    facets=st.just(("kind", "place")),
    size=st.just(50),
    passages_each=st.just(50),
)
History = list[tuple[list[Document], list[str]]]
commits = st.lists(
    st.tuples(st.lists(documents, min_size=2, max_size=6), st.lists(ids, max_size=2)), min_size=1, max_size=6
)


def comparable(results: Results) -> tuple[object, ...]:
    hits = {hit.id: frozenset((one.passage, one.marks) for one in hit.passages) for hit in results.hits}
    return results.total, hits, results.facets


def agree(engines: Sequence[SearchIndex], history: History, asked: list[Query]) -> None:
    for put, deleted in history:
        for engine in engines:
            engine.put(put)
            engine.delete(deleted)
            engine.commit()
            engine.reload()
    plainest, *others = engines
    for query in (replace(one, labels=held) for one in asked for held in HELD):
        for engine in others:
            assert comparable(engine.find(query)) == comparable(plainest.find(query))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(commits, st.lists(queries, min_size=4, max_size=12))
def test_the_embedded_engine_gives_the_records_totals_counts_and_passages_of_the_plainest(
    history: History, asked: list[Query]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        embedded = open_embedded(Path(folder), writing=True)
        agree([MemoryIndex(), embedded], history, asked)
        embedded.close()


@pytest.mark.elasticsearch
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=commits, asked=st.lists(queries, min_size=4, max_size=12))
def test_elasticsearch_in_three_shards_gives_the_records_totals_counts_and_passages_of_the_plainest(
    elastic_url: str, history: History, asked: list[Query]
) -> None:
    elastic = open_elastic(elastic_url, f"agree-{uuid4().hex}", elastic_settings(number_of_shards=3))
    agree([MemoryIndex(), elastic], history, asked)
    elastic.close()
