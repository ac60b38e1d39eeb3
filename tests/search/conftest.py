"""Every engine, empty, for the tests that all engines must pass."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from search.elastic import open_elastic
from search.embedded import open_embedded
from search.index import SearchIndex
from search.memory import MemoryIndex
from tests.tooling.search_server import cluster

ENGINES = (
    "memory", "embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch),
    pytest.param("elastic 8.19.3", marks=[pytest.mark.elasticsearch, pytest.mark.long]),
)  # fmt: skip


@pytest.fixture(scope="session")
def older_elastic_url() -> Iterator[str]:
    """The same of the series before, which the client speaks to as well."""
    with cluster(1, "8.19.3", heap_megabytes=512) as nodes:
        yield nodes[0].url


def elastic_settings(**changed: object) -> dict[str, object]:
    """The settings the archive comes with, some changed."""
    read: dict[str, object] = json.loads(Path("config/elasticsearch/index.json").read_text())["settings"]
    return read | changed


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    held: SearchIndex
    if request.param == "memory":
        held = MemoryIndex()
    elif request.param == "embedded":
        held = open_embedded(tmp_path / "index", writing=True)
    else:
        url = request.getfixturevalue("elastic_url" if request.param == "elastic" else "older_elastic_url")
        held = open_elastic(url, f"test-{uuid4().hex}", elastic_settings(number_of_shards=3))
    yield held
    held.close()
