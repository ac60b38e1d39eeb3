"""`ingest` as it really runs, in several processes: what it costs when one of them is killed, and what goes on after."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.actions import desk
from ingest import batch as batches
from ingest.batch import Asked
from ingest.telling.progress import Unwatched
from tests.crashing.checks import assert_the_stores_agree, every_record
from tests.crashing.life import ARCHIVIST, carry, in_one_process, opened
from tests.crashing.source import CLOSED, FIRST, lay_out

ALL_IN, SOME_REFUSED, COULD_NOT_START = 0, 1, 2
EVERYTHING = sorted(row.partition(";")[0] for row in FIRST)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    lay_out(tmp_path)
    return tmp_path / "home"


def ingest(home: Path, *words: str | Path, killed_at: str = "") -> int:
    """How the command ended. Every process it starts is killed where it passes the place named."""
    fired = home.parent / "fired"
    orders = {"ARCHIVE_FAILPOINT": killed_at, "ARCHIVE_FAILPOINT_LOG": str(fired)} if killed_at else {}
    environment = {**os.environ, "ARCHIVE_HOME": str(home), "INGEST_WORKERS": "1", **orders}
    command = [sys.executable, "-m", "ingest.cli", *map(str, words)]
    ended = subprocess.run(command, env=environment, capture_output=True, timeout=100, check=False)
    assert fired.exists() == bool(killed_at)
    fired.unlink(missing_ok=True)
    return ended.returncode


def sheet_beside(home: Path) -> Path:
    return home.parent / "first" / "first.csv"


def came_in(home: Path) -> list[str]:
    with opened(home) as archive:
        return sorted(each.keys["source_identifier"] for each in every_record(archive))


def processes_of(home: Path) -> list[str]:
    """The command lines of those processes that have this archive in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"ARCHIVE_HOME={home}\0".encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text())
        except OSError:
            continue
    return found


def come_again(home: Path) -> None:
    """Another run over the same sheet, here."""
    with in_one_process(), opened(home) as archive:
        batches.start(archive, Asked(str(sheet_beside(home)), open_=True), "Anne", Unwatched())


def assert_all_came_in(home: Path) -> None:
    with in_one_process():
        carry(home)
    assert came_in(home) == EVERYTHING
    assert_the_stores_agree(home)


def test_a_reader_that_is_killed_costs_its_file_alone_which_comes_in_at_the_next_run(home: Path) -> None:
    assert ingest(home, "sheet", sheet_beside(home), "--open", killed_at="pyramid: before write:2") == SOME_REFUSED
    assert came_in(home) == [each for each in EVERYTHING if each != CLOSED]
    come_again(home)
    assert_all_came_in(home)


@pytest.mark.parametrize(
    "place", ["staged master: after rename:4", pytest.param("report: after write", marks=pytest.mark.long)]
)
@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which processes are left")
def test_an_ingest_that_is_killed_leaves_no_process_and_is_gone_on_with(home: Path, place: str) -> None:
    assert ingest(home, "sheet", sheet_beside(home), "--open", killed_at=place) == -signal.SIGKILL
    limit = time.monotonic() + 20
    while processes_of(home) and time.monotonic() < limit:
        time.sleep(0.1)
    assert processes_of(home) == []
    with opened(home) as archive:
        (batch,) = desk.status(archive, ARCHIVIST).batches
    assert batch.state == "running"
    assert ingest(home, "resume", batch.id) == ALL_IN
    assert_all_came_in(home)


def test_a_carrier_that_is_killed_is_not_waited_for_and_the_next_one_goes_on(home: Path) -> None:
    assert ingest(home, "sheet", sheet_beside(home), "--open", killed_at="ocfl batch: after sync") == ALL_IN
    assert_all_came_in(home)


@pytest.mark.long
def test_a_sheet_whose_reader_is_killed_cannot_start_and_can_the_next_time(home: Path) -> None:
    assert ingest(home, "sheet", sheet_beside(home), "--open", killed_at="spool: after write") == COULD_NOT_START
    assert came_in(home) == []
    come_again(home)
    assert_all_came_in(home)
