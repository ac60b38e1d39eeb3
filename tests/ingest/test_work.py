from __future__ import annotations

from pathlib import Path

import pytest

from archive.actions import accession, desk, making
from archive.actions.clock import SYSTEM
from archive.wiring import Archive
from ingest import batch as batches
from ingest import work
from ingest.batch import Asked
from ingest.telling.progress import Unwatched
from tests.ingest.makings import a_jpeg, a_sheet, run_here


@pytest.fixture
def held(archive: Archive, tmp_path: Path, no_children: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """A photograph in the archive, by its ARK."""
    monkeypatch.setattr(work, "run_all", run_here)
    a_jpeg(tmp_path / "in" / "a.jpg")
    batches.start(archive, Asked(str(tmp_path / "in")), "Anne", Unwatched())
    return accession.known(archive, ["a.jpg"])["a.jpg"].ark


def jobs(archive: Archive) -> dict[tuple[str, str], int]:
    return dict(desk.status(archive, SYSTEM).jobs)


def test_what_is_missing_is_made_again(archive: Archive, held: str) -> None:
    archive.derivatives.remove(held)
    making.ask_for_missing(archive)
    assert work.work_once(archive) == 1
    assert archive.derivatives.ready(held, "f1")
    assert jobs(archive) == {}
    assert list((archive.settings.home / "ingesting").iterdir()) == []


def test_nothing_to_do_is_done_at_once(archive: Archive, held: str) -> None:
    assert work.work_once(archive) == 0


def test_a_file_that_cannot_be_made_is_left_to_the_archivist(
    archive: Archive, held: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "prepare", lambda _task: "abîmé")
    making.ask(archive, held, "f1")
    assert work.work_once(archive) == 1
    assert jobs(archive) == {("derive", "failed"): 1}
    assert [job.why for job in desk.status(archive, SYSTEM).failed] == ["abîmé"]


def test_a_full_disk_leaves_the_job_for_later(archive: Archive, held: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(work, "run_all", full)
    making.ask(archive, held, "f1")
    work.work_once(archive)
    assert jobs(archive) == {("derive", "waiting"): 1}


def test_a_job_of_a_file_that_is_gone_is_let_go(archive: Archive, held: str) -> None:
    making.ask(archive, held, "f9")
    making.ask(archive, "ark:99999/x1gone", "f1")
    assert work.work_once(archive) == 0
    assert jobs(archive) == {}


def test_what_was_made_of_another_file_is_put_nowhere(archive: Archive, held: str, tmp_path: Path) -> None:
    making.ask(archive, held, "f1")
    taken = making.take(archive, "me")
    assert taken is not None
    gone = making.Making(taken.job, "ark:99999/x1gone", taken.file, taken.master)
    prepared = tmp_path / "prepared"
    prepared.mkdir()
    making.made(archive, gone, prepared)
    assert prepared.is_dir()
    assert jobs(archive) == {}


def test_a_batch_that_waits_in_the_inbox_is_taken_in(archive: Archive, held: str, tmp_path: Path) -> None:
    sheet = a_sheet(tmp_path / "s.csv", ["source_identifier", "title"], ["r1", "Rue"])
    waiting = accession.begin(archive, "Anne", "upload", "s.csv", {"path": str(sheet)})
    accession.finish(archive, waiting, {}, "waiting")
    assert work.work_once(archive) == 1
    assert accession.load_batch(archive, waiting.id).state == "done"
    assert "r1" in accession.known(archive, ["r1"])


def test_a_batch_that_cannot_begin_says_why(archive: Archive, held: str, tmp_path: Path) -> None:
    waiting = accession.begin(archive, "Anne", "upload", "s.csv", {"path": str(tmp_path / "gone.csv")})
    accession.finish(archive, waiting, {}, "waiting")
    work.work_once(archive)
    shown = desk.batch(archive, SYSTEM, waiting.id)
    assert shown is not None
    assert (shown.batch.state, [each.level for each in shown.problems]) == ("stopped", ["error"])
    assert work.work_once(archive) == 0
