"""What every test of the archive has: skipped browser tests fail where all tests were asked for, and a search server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.tooling.search_server import search_server

pytest_plugins = ["tests.tooling.completeness"]


@pytest.fixture(scope="session")
def elastic_url() -> Iterator[str]:
    """A genuine Elasticsearch, started once for all tests of a worker."""
    with search_server() as url:
        yield url
