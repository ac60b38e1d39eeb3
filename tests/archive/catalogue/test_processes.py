"""Several processes at once, and processes that die: nothing is lost, doubled or half there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from archive.catalogue import history, jobs, outbox, passages, records
from archive.catalogue.connection import Catalogue
from archive.catalogue.stamp import Stamp
from tests.archive.catalogue.builders import AT, a_record, an_ark, saved

ROOT = Path(__file__).parents[3]
Process = subprocess.Popen[str]


def _start(url: str, stamp: Path, action: str, arks: Sequence[str] = (), **environment: str) -> Process:
    command = [sys.executable, "-m", "tests.archive.catalogue.writer", url, str(stamp), action, *arks]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def _ended(process: Process) -> list[str]:
    """The lines of a process that ended well."""
    told, complaint = process.communicate(timeout=100)
    assert process.returncode == 0, complaint
    return told.split()


def _killed(process: Process, log: Path, failpoint: str) -> None:
    told, complaint = process.communicate(timeout=100)
    assert process.returncode == -signal.SIGKILL, complaint
    assert "done" not in told
    assert log.read_text().split("\n")[0] == failpoint, "it died elsewhere"


def _die_at(failpoint: str, log: Path) -> dict[str, str]:
    return {"ARCHIVE_FAILPOINT": failpoint, "ARCHIVE_FAILPOINT_LOG": str(log)}


def test_two_processes_that_count_in_one_record_lose_no_count(catalogue: Catalogue, url: str, tmp_path: Path) -> None:
    record = a_record()
    with catalogue.writing() as c:
        saved(c, record)
    for process in [_start(url, tmp_path / "stamp", "count", [record.ark] * 50) for _ in range(2)]:
        _ended(process)
    with catalogue.reading() as c:
        stored = records.load(c, record.ark)
        assert stored is not None
        assert (stored.record.position, stored.version) == (100, 101)
        assert [change.number for change in history.of(c, record.ark)] == list(range(1, 102))
        assert len(outbox.pending(c)) == 101


def test_processes_that_open_a_new_catalogue_at_once_make_one(url: str, tmp_path: Path) -> None:
    arks = [an_ark() for _ in range(3)]
    for process in [_start(url, tmp_path / "stamp", "save", [ark]) for ark in arks]:
        _ended(process)
    catalogue = Catalogue.open(url)
    with catalogue.reading() as c:
        assert records.arks(c) == sorted(arks)
    catalogue.close()


def test_no_job_is_taken_by_two_workers(catalogue: Catalogue, url: str, tmp_path: Path) -> None:
    with catalogue.writing() as c:
        asked = [jobs.add(c, "derive", str(number), {}, AT) for number in range(40)]
    workers = [_start(url, tmp_path / "stamp", "take") for _ in range(2)]
    taken = [int(line) for worker in workers for line in _ended(worker) if line.isdigit()]
    assert sorted(taken) == asked


def test_a_writer_killed_before_its_commit_leaves_nothing(catalogue: Catalogue, url: str, tmp_path: Path) -> None:
    ark, log = an_ark(), tmp_path / "log"
    process = _start(url, tmp_path / "stamp", "save", [ark], **_die_at("catalogue: before commit", log))
    _killed(process, log, "catalogue: before commit")
    with catalogue.writing() as c:
        assert records.load(c, ark) is None
        assert passages.of(c, ark) == []
        assert outbox.lag(c) == (0, None)
        saved(c, a_record(ark=ark))


def test_a_writer_killed_after_its_commit_leaves_all(catalogue: Catalogue, url: str, tmp_path: Path) -> None:
    ark, log = an_ark(), tmp_path / "log"
    process = _start(url, tmp_path / "stamp", "save", [ark], **_die_at("catalogue: after commit", log))
    _killed(process, log, "catalogue: after commit")
    with catalogue.reading() as c:
        assert records.load(c, ark)
        assert len(passages.of(c, ark)) == 2
        assert len(history.of(c, ark)) == 1
        assert [row.ark for row in outbox.pending(c)] == [ark]


@pytest.mark.parametrize("failpoint", ["catalogue: after commit", "stamp: before raise:2"])
def test_a_closing_whose_process_died_before_raising_the_stamp_is_known_at_the_next_opening(
    catalogue: Catalogue, stamp: Stamp, url: str, tmp_path: Path, failpoint: str
) -> None:
    record, log = a_record(), tmp_path / "log"
    with catalogue.writing() as c:
        saved(c, record)
    process = _start(url, tmp_path / "stamp", "close", [record.ark], **_die_at(failpoint, log))
    _killed(process, log, failpoint.removesuffix(":2"))
    with catalogue.reading() as c:
        assert records.label_of(c, record.ark) == "closed"
        assert outbox.narrowing(c) == {record.ark}
    before = stamp.read()
    Catalogue.open(url, stamp).close()
    assert stamp.read() > before


def test_a_closing_acknowledged_by_another_process_has_raised_our_stamp(
    catalogue: Catalogue, stamp: Stamp, url: str, tmp_path: Path
) -> None:
    record = a_record()
    with catalogue.writing() as c:
        saved(c, record)
    before = stamp.read()
    _ended(_start(url, tmp_path / "stamp", "close", [record.ark]))
    assert stamp.read() == before + 2  # once for its opening, once for the closing
