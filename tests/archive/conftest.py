from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.wiring import Archive
from tests.builders import an_archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = an_archive(tmp_path / "home")
    yield made
    made.close()
