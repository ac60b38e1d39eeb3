"""For random records, labels and queries, in many segments and after deletions, two engines give the same answer."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.document import Document, Passage, Words
from search.embedded import open_embedded
from search.index import Generation
from search.memory import MemoryIndex
from search.query import DateRange, Filter, Query, Results

LABELS = ("open", "family", "closed")
HELD = tuple(frozenset(held) for held in ((), ("open",), ("family",), ("open", "family"), LABELS))
SPOKEN = "bateau bateaux l'École ecole immigrées immigration Saint-Denis week-end la المدرسة مدرسة N'Diaye".split()  # noqa: SIM905
LANGUAGES = ("fr", "fr", "ar", None)

texts = st.lists(st.sampled_from(SPOKEN), min_size=1, max_size=5).map(" ".join)
labels = st.sampled_from(("open", *LABELS))
days = st.none() | st.integers(-3, 12)
paths = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple)
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
queries = st.builds(
    Query,
    text=st.lists(asked_words, max_size=2).map(" ".join),
    filters=st.just(())
    | st.lists(
        st.builds(Filter, st.sampled_from(["kind", "place"]), st.frozensets(paths, min_size=1, max_size=2)), max_size=2
    ).map(tuple),
    dates=st.none() | st.none() | st.builds(DateRange, days, days, st.booleans()),
    without=st.frozensets(ids, max_size=2),
    facets=st.just(("kind", "place")),
    size=st.just(50),
    passages_each=st.just(50),
)
commits = st.lists(
    st.tuples(st.lists(documents, min_size=2, max_size=6), st.lists(ids, max_size=2)), min_size=1, max_size=6
)


@contextmanager
def both_engines() -> Iterator[tuple[MemoryIndex, Generation]]:
    with tempfile.TemporaryDirectory() as folder:
        embedded = open_embedded(Path(folder), writing=True)
        yield MemoryIndex(), embedded
        embedded.close()


def comparable(results: Results) -> tuple[object, ...]:
    hits = {hit.id: frozenset((one.passage, one.marks) for one in hit.passages) for hit in results.hits}
    return results.total, hits, results.facets


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(commits, st.lists(queries, min_size=4, max_size=12))
def test_both_engines_give_the_same_records_totals_counts_and_passages(
    history: list[tuple[list[Document], list[str]]], asked: list[Query]
) -> None:
    with both_engines() as engines:
        for put, deleted in history:
            for engine in engines:
                engine.put(put)
                engine.delete(deleted)
                engine.commit()
                engine.reload()
        memory, embedded = engines
        for query in (replace(one, labels=held) for one in asked for held in HELD):
            assert comparable(embedded.find(query)) == comparable(memory.find(query))
