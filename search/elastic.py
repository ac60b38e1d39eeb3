"""Elasticsearch, 8 or 9: the engine for an archive of millions of records. Only it and its generation import the client.

An archive's index is an alias; behind it stand generations, each a whole index with its number and what made it in its
name. A rebuild fills a new one and moves the alias in one step; the old one stays until the next rebuild, for searches
that are under way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search.counts import chosen_values, most_frequent
from search.document import Document
from search.elastic_generation import ElasticGeneration, engine_trouble
from search.elastic_query import MADE_BY, mappings
from search.index import SearchUnavailable
from search.query import Query, Results

_BUSY = (429, 502, 503, 504)


def open_elastic(
    url: str, name: str, settings: Mapping[str, Any], api_key: str | None = None, timeout_seconds: float = 30
) -> "ElasticIndex":
    """The archive's index on the servers at `url`, which need not be up yet. `settings`: of each generation."""
    client = Elasticsearch(
        url.split(","), api_key=api_key, request_timeout=timeout_seconds, max_retries=5, retry_on_timeout=True,
        retry_on_status=_BUSY,
    )  # fmt: skip
    return ElasticIndex(client, name, settings)


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
    def rebuild(self, resume: bool = False) -> Iterator[ElasticGeneration]:
        current = self._current()
        number = max(self._number(current) if current else 0, 0) + 1
        begun = self._broken_off(number) if resume else None
        if begun is None:
            self._remove(lambda held: held >= number)
        fresh = begun or self._begin(number)
        yield fresh
        fresh.commit()
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

    def _broken_off(self, number: int) -> ElasticGeneration | None:
        """What a rebuild that failed or was killed had put, if today's analysis made it."""
        half = ElasticGeneration(self._client, self._name(number))
        with engine_trouble():
            if not self._client.indices.exists(index=half.name):
                return None
        half.commit()
        return half

    def _name(self, number: int) -> str:
        return f"{self._alias}-{number:06}-{MADE_BY}"

    def _begin(self, number: int) -> ElasticGeneration:
        name = self._name(number)
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
