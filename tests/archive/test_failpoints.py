from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.failpoints import failpoint

PASS_THREE = """
from archive.failpoints import failpoint
for name in ("room: before write", "room: after write", "room: before write"):
    failpoint(name)
print("survived")
"""


def passing(**orders: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **{name: str(value) for name, value in orders.items()}}
    return subprocess.run(
        [sys.executable, "-c", PASS_THREE], env=environment, capture_output=True, text=True, check=False
    )


def test_without_orders_every_failpoint_is_passed() -> None:
    failpoint("room: before write")
    assert passing().stdout == "survived\n"


@pytest.mark.parametrize("order", ["room: before write", "room: after write:1", "room: before write:2"])
def test_the_process_dies_at_the_named_passing_and_leaves_word_of_it(tmp_path: Path, order: str) -> None:
    log = tmp_path / "fired"
    ended = passing(ARCHIVE_FAILPOINT=order, ARCHIVE_FAILPOINT_LOG=log)
    assert ended.returncode == -signal.SIGKILL
    assert log.read_text() == order.removesuffix(":1").removesuffix(":2") + "\n"


def test_a_passing_that_never_comes_kills_nobody(tmp_path: Path) -> None:
    ended = passing(ARCHIVE_FAILPOINT="room: before write:3", ARCHIVE_FAILPOINT_LOG=tmp_path / "fired")
    assert ended.stdout == "survived\n"
    assert not (tmp_path / "fired").exists()


def test_each_name_passed_is_listed_once(tmp_path: Path) -> None:
    passing(ARCHIVE_FAILPOINT_LIST=tmp_path / "names")
    assert (tmp_path / "names").read_text() == "room: before write\nroom: after write\n"
