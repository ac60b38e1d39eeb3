"""Three nodes of Elasticsearch, of which one is killed while the archive is being filled and searched."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest

from search.elastic import ElasticIndex, open_elastic
from search.index import SearchUnavailable
from search.query import Query
from tests.search.conftest import elastic_settings
from tests.search.documents import EVERYBODY, a_document
from tests.tooling.search_server import Node, cluster

pytestmark = [pytest.mark.elasticsearch, pytest.mark.long, pytest.mark.timeout(600)]
READERS, BATCH, LOAD_SECONDS, KILLED_AFTER_SECONDS, TRIED_AGAIN_FOR_SECONDS = 3, 20, 40.0, 10.0, 60.0


@pytest.fixture(scope="module", params=["9.2.0", "8.19.3"])
def nodes(request: pytest.FixtureRequest) -> Iterator[list[Node]]:
    with cluster(3, request.param) as nodes:
        yield nodes


def test_one_of_three_nodes_is_killed_and_no_search_fails_and_no_update_is_lost(nodes: list[Node]) -> None:
    load = Load(",".join(node.url for node in nodes))
    load.begin()
    time.sleep(KILLED_AFTER_SECONDS)
    nodes[0].kill()
    time.sleep(LOAD_SECONDS - KILLED_AFTER_SECONDS)
    load.end()
    assert load.troubles == []
    assert load.searches > 100
    assert len(load.acknowledged) > 100
    reader = load.open()
    every = sorted(load.acknowledged)
    assert reader.versions(every) == load.acknowledged
    assert reader.find(Query("bateau", labels=EVERYBODY)).total == reader.count() == len(every)


class Load:
    """One who writes, as the carrier does, and several who search. `acknowledged`: the version of each record committed;
    `troubles`: searches that failed, or that did not find all that was committed before they began."""

    def __init__(self, urls: str) -> None:
        self.urls, self.name = urls, f"failover-{uuid4().hex}"
        self.acknowledged: dict[str, int] = {}
        self.troubles: list[str] = []
        self.searches = 0
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._write), *(threading.Thread(target=self._search) for _ in range(READERS))]

    def open(self) -> ElasticIndex:
        return open_elastic(self.urls, self.name, elastic_settings(number_of_shards=3))

    def begin(self) -> None:
        with self.open().rebuild():
            pass
        for each in self._threads:
            each.start()

    def end(self) -> None:
        self._ended.set()
        for each in self._threads:
            each.join()

    def _write(self) -> None:
        """Records in small batches, each batch an update of some of the one before; what fails is carried again."""
        index, first = self.open(), 0
        while not self._ended.is_set():
            batch = {f"r{number}": 1 for number in range(first, first + BATCH)}
            batch |= {f"r{number}": 2 for number in range(max(first - BATCH // 2, 0), first)}
            self._carry(index, batch)
            self.acknowledged |= batch
            first += BATCH

    def _carry(self, index: ElasticIndex, batch: dict[str, int]) -> None:
        until = time.monotonic() + TRIED_AGAIN_FOR_SECONDS
        while True:
            try:
                index.put(a_document(ark, "bateau", version=version) for ark, version in batch.items())
                index.commit()
            except SearchUnavailable as trouble:
                if time.monotonic() > until:
                    self.troubles.append(f"not written: {trouble.reason}")
                    return
                time.sleep(0.5)
            else:
                return

    def _search(self) -> None:
        index = self.open()
        while not self._ended.is_set():
            committed = len(self.acknowledged)
            try:
                total = index.find(Query("bateau", labels=EVERYBODY, facets=("kind",))).total
            except SearchUnavailable as trouble:
                self.troubles.append(f"not found: {trouble.reason}")
                continue
            if total < committed:
                self.troubles.append(f"of {committed} records {total} are left")
            self.searches += 1
