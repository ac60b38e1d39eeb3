"""A rebuild that breaks off and is gone on with, and what those who search notice of it: nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest

from search.elastic import open_elastic
from search.embedded import open_embedded
from search.index import SearchIndex, SearchUnavailable
from search.query import Query
from tests.search.conftest import elastic_settings
from tests.search.documents import EVERYBODY, a_document, filled, found

Open = Callable[[], SearchIndex]


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)])
def another(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """What opens the same index once more, as another process would."""
    opened: list[SearchIndex] = []
    url = request.getfixturevalue("elastic_url") if request.param == "elastic" else ""
    name = f"test-{uuid4().hex}"

    def open_another() -> SearchIndex:
        opened.append(open_elastic(url, name, elastic_settings()) if url else open_embedded(tmp_path / "index"))
        return opened[-1]

    yield open_another
    for each in opened:
        each.close()


def break_off(index: SearchIndex, *ids: str) -> None:
    with suppress(ZeroDivisionError), index.rebuild() as fresh:
        filled(fresh, [a_document(each, "bateau") for each in ids])
        raise ZeroDivisionError


def test_a_rebuild_that_broke_off_is_gone_on_with(another: Open) -> None:
    index = another()
    filled(index, [a_document("old", "bateau")])
    break_off(index, "1", "2")
    with another().rebuild(resume=True) as fresh:
        assert fresh.versions(["1", "2", "3"]) == {"1": 1, "2": 1}
        fresh.put([a_document("3", "bateau")])
    index.reload()
    assert found(index, "bateau") == ["1", "2", "3"]
    assert not index.needs_rebuild()


def test_a_rebuild_begun_anew_holds_nothing_of_one_that_broke_off(another: Open) -> None:
    index = another()
    break_off(index, "1", "2")
    with another().rebuild() as fresh:
        assert fresh.count() == 0
        fresh.put([a_document("3", "bateau")])
    index.reload()
    assert found(index, "bateau") == ["3"]


def test_an_index_is_written_on_while_another_process_rebuilds_it(another: Open) -> None:
    index, reader = another(), another()
    filled(index, [a_document("1", "bateau")])
    with another().rebuild() as fresh:
        filled(index, [a_document("2", "bateau")])
        reader.reload()
        assert found(reader, "bateau") == ["1", "2"]
        fresh.put([a_document(each, "bateau") for each in ("1", "2", "3")])
        index.close()
    reader.reload()
    assert found(reader, "bateau") == ["1", "2", "3"]


def test_a_search_during_rebuilds_never_fails_and_never_sees_half(another: Open) -> None:
    index = another()
    everything = [a_document(f"{n}", "bateau") for n in range(40)]
    filled(index, everything)
    ended, seen = threading.Event(), Seen(another())
    readers = [threading.Thread(target=seen.search_until, args=(ended,)) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(4):
        with index.rebuild() as fresh:
            for document in everything:
                fresh.put([document])
            fresh.commit()
        filled(index, everything[:10])
    ended.set()
    for reader in readers:
        reader.join()
    assert (seen.troubles, seen.totals) == ([], {40})


class Seen:
    """All that was found, and all that went wrong, while somebody searched without a pause."""

    def __init__(self, index: SearchIndex) -> None:
        self.index = index
        self.totals: set[int] = set()
        self.troubles: list[Exception] = []

    def search_until(self, ended: threading.Event) -> None:
        while not ended.is_set():
            try:
                self.index.reload()
                self.totals.add(self.index.find(Query("bateau", labels=EVERYBODY)).total)
            except SearchUnavailable as trouble:
                self.troubles.append(trouble)
