"""A store in a folder of its own, and a second opinion on its validity."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.preservation.store import Preservation
from tests.archive.preservation.second_opinion import ocfl_complaints


@pytest.fixture
def store(tmp_path: Path) -> Preservation:
    return Preservation.open(tmp_path / "home" / "preservation")


@pytest.fixture
def assert_valid(store: Preservation) -> Callable[[], None]:
    def check() -> None:
        assert ocfl_complaints(store.root) == []

    return check
