from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from archive.wiring import Archive
from tests.builders import an_archive

#: What a test asks for, by `indirect=True`, that must hold whichever engine the archive has.
ENGINES = ("embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch))


@pytest.fixture
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """An empty archive, on the embedded engine unless the test asks for another."""
    given = {}
    if getattr(request, "param", "embedded") == "elastic":
        given = {"search_url": request.getfixturevalue("elastic_url"), "search_name": f"test-{uuid4().hex}"}
    made = an_archive(tmp_path / "home", **given)
    yield made
    made.close()
