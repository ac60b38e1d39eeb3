"""One whole index on Elasticsearch: what is put into it and asked of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import streaming_bulk

from search.document import Document
from search.elastic_query import Asking, engine_document
from search.index import DocumentsRefused, SearchUnavailable
from search.query import Query, Results

CHUNK, CHUNK_BYTES = 500, 20_000_000
WINDOW = 10_000  # hits the server pages through by their number
_NOT_TO_BE_TAKEN = (400, 413)  # what is wrong, or too large: no other try would help


@contextmanager
def engine_trouble() -> Iterator[None]:
    """Give the engine's errors our name."""
    try:
        yield
    except (ApiError, TransportError) as problem:
        raise SearchUnavailable(str(problem)[:2000]) from problem


class ElasticGeneration:
    """A `search.index.Generation`: one index of the server. What was put is seen after `commit`."""

    def __init__(self, client: Elasticsearch, name: str) -> None:
        self._client = client
        self.name = name

    def put(self, documents: Iterable[Document]) -> None:
        # Of several versions of one record the last counts; the server takes them in this order.
        refused = self._bulk(
            {"_op_type": "index", "_index": self.name, "_id": document.id, "_source": engine_document(document)}
            for document in documents
        )
        if refused:
            raise DocumentsRefused(refused)

    def delete(self, ids: Iterable[str]) -> None:
        self._bulk({"_op_type": "delete", "_index": self.name, "_id": gone} for gone in ids)

    def commit(self) -> None:
        with engine_trouble():  # what was put is in the server's own log already, on the disk
            _whole(self._client.indices.refresh(index=self.name).body)

    def reload(self) -> None:
        """Nothing to do: a search sees the latest commit."""

    def find(self, query: Query) -> Results:
        if query.after is None and max(query.start, 0) + query.size > WINDOW:
            return self._find_far(query)
        asking = Asking(query)
        with engine_trouble():
            found = self._client.search(index=self.name, body=asking.body(), allow_partial_search_results=False)
            return asking.results(found.body)

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
            return int(_whole(self._client.count(index=self.name).body)["count"])

    def versions(self, ids: Iterable[str]) -> Mapping[str, int]:
        held: dict[str, int] = {}
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), 5000):
            some = wanted[start : start + 5000]
            asked = {"query": {"terms": {"id": some}}, "size": len(some), "docvalue_fields": ["id", "version"]}
            with engine_trouble():
                found = self._client.search(index=self.name, body=asked, allow_partial_search_results=False)
            hits = found["hits"]["hits"]
            held |= {hit["fields"]["id"][0]: int(hit["fields"]["version"][0]) for hit in hits}
        return held

    def _bulk(self, actions: Iterable[dict[str, Any]], size: int = CHUNK) -> dict[str, str]:
        """Send them; gives why some were refused, by id. Where a whole chunk is, because of one in it, each goes alone."""
        refused: dict[str, str] = {}
        to_go_alone: list[dict[str, Any]] = []
        with engine_trouble():
            for done, result in streaming_bulk(
                self._client, actions, chunk_size=size, max_chunk_bytes=CHUNK_BYTES, max_retries=5, initial_backoff=1,
                raise_on_error=False, raise_on_exception=False,
            ):  # fmt: skip
                ((kind, answer),) = result.items()
                if done or (kind == "delete" and answer["status"] == 404):
                    continue
                if answer["status"] not in _NOT_TO_BE_TAKEN:
                    raise SearchUnavailable(_reason(answer))
                if "exception" in answer and size > 1:
                    alone = {"_op_type": kind, "_index": self.name, "_id": answer["_id"]}
                    to_go_alone.append(alone | ({"_source": answer["data"]} if "data" in answer else {}))
                else:
                    refused[answer["_id"]] = _reason(answer)
        return refused | self._bulk(to_go_alone, size=1) if to_go_alone else refused


def _reason(answer: Mapping[str, Any]) -> str:
    """Why a server did not take something, and what caused that, without the thing itself."""
    error = answer.get("error", answer)
    while isinstance(error, Mapping) and "caused_by" in error:
        error = error["caused_by"]
    return str(error["reason"] if isinstance(error, Mapping) and "reason" in error else error)[:500]


def _whole(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer to which every shard contributed."""
    if answer["_shards"]["failed"]:
        raise SearchUnavailable(str(answer["_shards"])[:2000])
    return answer
