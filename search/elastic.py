"""Elasticsearch, 8 or 9: the engine for an archive of millions of records. The only importer of its client.

An archive's index is an alias; behind it stand generations, each a whole index with its number and what made it in its
name. A rebuild fills a new one and moves the alias in one step; the old one stays until the next rebuild, for searches
that are under way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, streaming_bulk

from search.counts import chosen_values, most_frequent
from search.document import Document
from search.elastic_query import MADE_BY, Asking, engine_document, mappings
from search.index import SearchUnavailable
from search.query import Query, Results

CHUNK, CHUNK_BYTES = 500, 20_000_000
WINDOW = 10_000  # hits the server pages through by their number
_BUSY = (429, 502, 503, 504)


def open_elastic(url: str, name: str, settings: Mapping[str, Any], api_key: str | None = None) -> "ElasticIndex":
    """The archive's index on the servers at `url`, which need not be up yet. `settings`: of each generation."""
    client = Elasticsearch(
        url.split(","), api_key=api_key, request_timeout=30, max_retries=5, retry_on_timeout=True, retry_on_status=_BUSY
    )
    return ElasticIndex(client, name, settings)


@contextmanager
def engine_trouble() -> Iterator[None]:
    """Give the engine's errors our name."""
    try:
        yield
    except (ApiError, TransportError, BulkIndexError) as problem:
        raise SearchUnavailable(str(problem)[:2000]) from problem


class ElasticGeneration:
    """A `search.index.Generation`: one index of the server. What was put is seen after `commit`."""

    def __init__(self, client: Elasticsearch, name: str) -> None:
        self._client = client
        self.name = name

    def put(self, documents: Iterable[Document]) -> None:
        # Of several versions of one record the last counts; the server takes them in this order.
        self._bulk(
            {"_op_type": "index", "_index": self.name, "_id": document.id, "_source": engine_document(document)}
            for document in documents
        )

    def delete(self, ids: Iterable[str]) -> None:
        self._bulk(({"_op_type": "delete", "_index": self.name, "_id": gone} for gone in ids), unknown_is_fine=True)

    def commit(self) -> None:
        with engine_trouble():  # what was put is in the server's own log already, on the disk
            self._client.indices.refresh(index=self.name)

    def reload(self) -> None:
        """Nothing to do: a search sees the latest commit."""

    def find(self, query: Query) -> Results:
        if query.after is None and max(query.start, 0) + query.size > WINDOW:
            return self._find_far(query)
        asking = Asking(query)
        with engine_trouble():
            return asking.results(self._client.search(index=self.name, body=asking.body()).body)

    def _find_far(self, query: Query) -> Results:
        """The server counts its way to no hit beyond `WINDOW`: go there from one page's end to the next."""
        here = replace(query, start=0, size=0, passages_each=0)
        total = self.find(here).total
        if query.start >= total:
            return self.find(replace(query, start=0, size=0))
        here = replace(here, facets=())
        while (left := query.start - here.start) > 0:
            step = min(left, WINDOW)
            after = self.find(replace(here, start=0, size=step)).following
            here = replace(here, start=here.start + step, after=after)
        return self.find(replace(query, after=here.after, size=min(query.size, WINDOW)))

    def count(self) -> int:
        with engine_trouble():
            return int(self._client.count(index=self.name)["count"])

    def versions(self, ids: Iterable[str]) -> Mapping[str, int]:
        held: dict[str, int] = {}
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), 5000):
            some = wanted[start : start + 5000]
            asked = {"query": {"terms": {"id": some}}, "size": len(some), "docvalue_fields": ["id", "version"]}
            with engine_trouble():
                hits = self._client.search(index=self.name, body=asked)["hits"]["hits"]
            held |= {hit["fields"]["id"][0]: int(hit["fields"]["version"][0]) for hit in hits}
        return held

    def _bulk(self, actions: Iterable[dict[str, Any]], unknown_is_fine: bool = False) -> None:
        with engine_trouble():
            for done, result in streaming_bulk(
                self._client, actions, chunk_size=CHUNK, max_chunk_bytes=CHUNK_BYTES, max_retries=5, initial_backoff=1,
                raise_on_error=not unknown_is_fine,
            ):  # fmt: skip
                if not done and result["delete"]["status"] != 404:
                    raise SearchUnavailable(str(result)[:2000])


class ElasticIndex:
    """A `SearchIndex` on a server. Any number of processes may search; the one elected to carry writes."""

    def __init__(self, client: Elasticsearch, name: str, settings: Mapping[str, Any]) -> None:
        self._client = client
        self._alias = name
        self._settings = settings

    def put(self, documents: Iterable[Document]) -> None:
        self._written().put(documents)

    def delete(self, ids: Iterable[str]) -> None:
        self._written().delete(ids)

    def commit(self) -> None:
        self._written().commit()

    def reload(self) -> None:
        """Nothing to do: a search sees the latest commit of the generation that the alias names."""

    def find(self, query: Query) -> Results:
        try:
            return ElasticGeneration(self._client, self._alias).find(query)
        except SearchUnavailable as problem:
            if isinstance(problem.__cause__, NotFoundError):  # nothing was put here yet
                counts = {
                    facet: most_frequent({}, chosen_values(query, facet), query.values_each) for facet in query.facets
                }
                return Results(0, (), counts)
            raise

    def count(self) -> int:
        return ElasticGeneration(self._client, self._alias).count() if self._current() else 0

    def versions(self, ids: Iterable[str]) -> Mapping[str, int]:
        return ElasticGeneration(self._client, self._alias).versions(ids) if self._current() else {}

    def needs_rebuild(self) -> bool:
        name = self._current()
        return name is None or self._number(name) == 0 or not self._made_as_now(name)

    @contextmanager
    def rebuild(self) -> Iterator[ElasticGeneration]:
        current = self._current()
        number = max(self._number(current) if current else 0, 0) + 1
        self._remove(lambda held: held >= number)  # left by a rebuild that was broken off
        fresh = self._begin(number)
        try:
            yield fresh
            fresh.commit()
        except BaseException:
            self._remove(lambda held: held == number)
            raise
        self._switch_to(fresh.name)
        self._remove(lambda held: held < number - 1)

    def close(self) -> None:
        self._client.close()

    def _current(self) -> str | None:
        """The name of the generation that the alias stands for; None where there is none."""
        with engine_trouble():
            try:
                return next(iter(self._client.indices.get_alias(name=self._alias)), None)
            except NotFoundError:
                return None

    def _written(self) -> ElasticGeneration:
        name = self._current()
        if name is None:
            self._remove(lambda held: held == 0)
            name = self._begin(0).name
            self._switch_to(name)
        if not self._made_as_now(name):
            raise SearchUnavailable(f"the index was made by {name}, this is {MADE_BY}: rebuild it")
        return ElasticGeneration(self._client, name)

    def _begin(self, number: int) -> ElasticGeneration:
        name = f"{self._alias}-{number:06}-{MADE_BY}"
        with engine_trouble():
            self._client.indices.create(index=name, settings=dict(self._settings), mappings=mappings())
        return ElasticGeneration(self._client, name)

    def _switch_to(self, name: str) -> None:
        """Let every search from now on find this generation: the alias moves in one step."""
        away = {"remove": {"index": f"{self._alias}-*", "alias": self._alias, "must_exist": False}}
        with engine_trouble():
            self._client.indices.update_aliases(actions=[away, {"add": {"index": name, "alias": self._alias}}])

    def _remove(self, which: Callable[[int], bool]) -> None:
        with engine_trouble():
            for name in self._client.indices.get(index=f"{self._alias}-*"):
                if which(self._number(name)):
                    self._client.indices.delete(index=name, ignore_unavailable=True)

    def _number(self, name: str) -> int:
        """Which generation a name is of; -1 for what is none."""
        number = name.removeprefix(f"{self._alias}-").split("-")[0]
        return int(number) if number.isdecimal() else -1

    def _made_as_now(self, name: str) -> bool:
        return name.removeprefix(f"{self._alias}-").partition("-")[2] == MADE_BY
