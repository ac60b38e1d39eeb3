from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.wiring import Archive
from ingest import pipeline
from ingest.receiving import receive
from tests.builders import an_archive
from tests.ingest.makings import run_here


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = an_archive(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def no_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks run in the test's own process: for tests that ask about something else than children."""
    monkeypatch.setattr(pipeline, "run_all", run_here)
    monkeypatch.setattr(receive, "run_all", run_here)
