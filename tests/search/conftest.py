"""Every engine, empty, for the tests that all engines must pass."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.embedded import open_embedded
from search.index import SearchIndex
from search.memory import MemoryIndex

ENGINES = ("memory", "embedded")


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    held: SearchIndex = MemoryIndex() if request.param == "memory" else open_embedded(tmp_path / "index", writing=True)
    yield held
    held.close()
