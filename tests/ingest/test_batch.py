from __future__ import annotations

import errno
import os
import socket
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha512
from pathlib import Path
from typing import Any

import pytest

from archive.actions import accession, curate, desk, making, read
from archive.actions.clock import SYSTEM
from archive.actions.undo import take_back
from archive.model.access import PUBLIC
from archive.model.errors import CatalogueUnavailable, RecordNotFound, RecordWithdrawn, Refused
from archive.model.record import Record
from archive.wiring import Archive
from ingest import batch as batches
from ingest import deposit
from ingest.batch import Asked, Ended, together
from ingest.item import Item, ItemProblem
from ingest.telling.progress import Unwatched
from ingest.workplace import workplace
from tests.builders import carried
from tests.ingest.makings import a_jpeg, a_sheet, a_vtt, a_wav

pytestmark = pytest.mark.usefixtures("no_children")
HEADER = ["source_identifier", "title@fr", "parent", "files"]


def take_in(archive: Archive, path: Path, **asked: Any) -> Ended:
    return batches.start(archive, Asked(str(path), **asked), "Anne", Unwatched())


def attempt(archive: Archive, path: Path, **asked: Any) -> Ended:
    return batches.attempt(archive, archive.settings, Asked(str(path), **asked), Unwatched())


def held(archive: Archive, *identifiers: str) -> list[Record]:
    known = accession.known(archive, identifiers)
    return [known[each].record for each in identifiers if each in known]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def a_collection(folder: Path, title: str = "La rue des Pins") -> Path:
    a_jpeg(folder / "rue.jpg", 90)
    a_wav(folder / "nadia.wav")
    a_vtt(folder / "nadia.fr.vtt", "Je suis arrivée en avril.", "Il pleuvait sur le quai.")
    rows = ["p1", title, "c1", "rue.jpg"], ["i1", "Nadia", "c1", "nadia.wav"], ["c1", "Fonds des Pins", "", ""]
    return a_sheet(folder / "records.csv", HEADER, *rows)


def test_a_sheet_becomes_records_with_files_words_and_a_collection(archive: Archive, tmp_path: Path) -> None:
    ended = take_in(archive, a_collection(tmp_path / "in"), open_=True)
    assert (ended.state, dict(ended.report.counts)) == ("done", {"added": 3})
    collection, photograph, interview = held(archive, "c1", "p1", "i1")
    assert photograph.parent == interview.parent == collection.ark
    assert (photograph.kind, interview.kind, photograph.label) == ("photograph", "interview", "open")
    assert archive.derivatives.ready(photograph.ark, "f1")
    assert archive.derivatives.ready(interview.ark, "f1")
    assert [each.text for each in read.words(archive, PUBLIC, interview.ark, "f1")] == [
        "Je suis arrivée en avril.", "Il pleuvait sur le quai.",
    ]  # fmt: skip
    carried(archive)
    master = archive.preservation.master(photograph.ark, photograph.files[0].sha512)
    assert master.read_bytes() == (tmp_path / "in" / "rue.jpg").read_bytes()


def test_a_batch_leaves_nothing_behind_but_what_it_brought(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, a_collection(tmp_path / "in"))
    assert list((archive.settings.home / "ingesting").iterdir()) == []


def test_what_comes_in_again_unchanged_is_skipped_and_derived_from_nothing(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = a_collection(tmp_path / "in")
    take_in(archive, sheet)
    monkeypatch.setattr("ingest.stages.derive", lambda *_: pytest.fail("derived again"))
    again = take_in(archive, sheet)
    assert dict(again.report.counts) == {"skipped": 3}
    assert len(desk.batch(archive, SYSTEM, again.batch.id).records) == 0  # type: ignore[union-attr]


def test_what_comes_in_changed_is_proposed_with_its_difference(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, a_collection(tmp_path / "in"))
    again = take_in(archive, a_collection(tmp_path / "in", title="La rue du Port"))
    assert dict(again.report.counts) == {"proposed": 1, "skipped": 2}
    [line] = again.report.lines
    assert (line.before["terms.title"][0]["text"], line.after["terms.title"][0]["text"]) == ("La rue des Pins", "La rue du Port")
    assert held(archive, "p1")[0].title_in("fr").text == "La rue des Pins"
    assert [job.subject for job in desk.status(archive, SYSTEM).proposals] == [held(archive, "p1")[0].ark]


def test_update_applies_what_changed_and_keeps_the_archives_decisions(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, a_collection(tmp_path / "in"))
    before = held(archive, "p1")[0]
    curate.open_these(archive, SYSTEM, before.ark, "")
    a_jpeg(tmp_path / "in" / "added.jpg", 10)
    sheet = a_collection(tmp_path / "in", title="La rue du Port")
    sheet.write_text(sheet.read_text("utf-8").replace("rue.jpg", "added.jpg|rue.jpg"), "utf-8")
    again = take_in(archive, sheet, update=True)
    after = held(archive, "p1")[0]
    assert dict(again.report.counts) == {"updated": 1, "skipped": 2}
    assert (after.ark, after.label, after.title_in("fr").text) == (before.ark, "open", "La rue du Port")
    assert [(file.id, file.name) for file in after.files] == [("f2", "added.jpg"), ("f1", "rue.jpg")]
    assert archive.derivatives.ready(after.ark, "f2")
    assert dict(take_in(archive, sheet, update=True).report.counts) == {"skipped": 3}


def test_a_proposal_that_was_applied_waits_no_longer(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, a_collection(tmp_path / "in"))
    sheet = a_collection(tmp_path / "in", title="La rue du Port")
    take_in(archive, sheet), take_in(archive, sheet)
    assert len(desk.status(archive, SYSTEM).proposals) == 1
    take_in(archive, sheet, update=True)
    assert desk.status(archive, SYSTEM).proposals == ()


def test_words_of_a_changed_transcript_replace_those_before(archive: Archive, tmp_path: Path) -> None:
    sheet = a_collection(tmp_path / "in")
    take_in(archive, sheet, open_=True)
    a_vtt(tmp_path / "in" / "nadia.fr.vtt", "Je suis partie en mai.")
    take_in(archive, sheet, open_=True, update=True)
    interview = held(archive, "i1")[0]
    assert [each.text for each in read.words(archive, PUBLIC, interview.ark, "f1")] == ["Je suis partie en mai."]
    assert archive.derivatives.ready(interview.ark, "f1")


def test_a_bad_file_costs_its_item_and_no_other(archive: Archive, tmp_path: Path) -> None:
    sheet = a_collection(tmp_path / "in")
    whole = (tmp_path / "in" / "rue.jpg").read_bytes()
    (tmp_path / "in" / "rue.jpg").write_bytes(whole[: len(whole) // 2])
    ended = take_in(archive, sheet)
    assert dict(ended.report.counts) == {"added": 2, "refused": 1}
    [problem] = [each for each in ended.report.problems() if each.level == "error"]
    assert (problem.file, problem.row) == ("rue.jpg", 2)
    assert problem.remedy
    assert held(archive, "p1") == []
    assert not list((archive.settings.home / "staging").rglob("*.jpg"))


def test_a_collection_refused_does_not_keep_out_what_it_holds(archive: Archive, tmp_path: Path) -> None:
    sheet = a_sheet(tmp_path / "s.csv", [*HEADER, "label"], ["c1", "Fonds", "", "", "?"], ["p1", "Photo", "c1", "", ""])
    ended = take_in(archive, sheet)
    assert dict(ended.report.counts) == {"added": 1, "refused": 1}
    assert [each.column for each in ended.report.problems() if each.level == "warning"] == ["parent"]
    assert held(archive, "p1")[0].parent is None


def test_what_stands_in_a_collection_of_the_archive_finds_it(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, a_sheet(tmp_path / "a.csv", HEADER, ["c1", "Fonds", "", ""]))
    ended = take_in(archive, a_sheet(tmp_path / "b.csv", HEADER, ["p1", "Photo", "c1", ""]))
    assert list(ended.report.problems()) == []
    assert held(archive, "p1")[0].parent == held(archive, "c1")[0].ark


def test_a_file_the_archive_has_already_is_told_with_its_record(archive: Archive, tmp_path: Path) -> None:
    a_jpeg(tmp_path / "in" / "a.jpg"), a_jpeg(tmp_path / "in" / "b.jpg")
    ended = take_in(archive, tmp_path / "in")
    assert [(each.level, each.file) for each in ended.report.problems()] == [("note", "b.jpg")]
    a_jpeg(tmp_path / "other" / "c.jpg")
    ended = take_in(archive, tmp_path / "other")
    assert any(each.ark in next(iter(ended.report.problems())).text for each in held(archive, "a.jpg", "b.jpg"))


def test_a_folder_without_a_sheet_is_taken_file_by_file(archive: Archive, tmp_path: Path) -> None:
    a_jpeg(tmp_path / "in" / "Vue_du_port.jpg"), a_jpeg(tmp_path / "in" / "b" / "autre.jpg", 7)
    ended = take_in(archive, tmp_path / "in")
    assert dict(ended.report.counts) == {"added": 2}
    assert held(archive, "Vue_du_port.jpg")[0].title_in("fr").text == "Vue du port"
    assert held(archive, "b/autre.jpg")[0].label == "closed"


def test_a_sheet_that_stands_in_a_folder_and_names_its_files_is_used(archive: Archive, tmp_path: Path) -> None:
    a_collection(tmp_path / "in")
    a_jpeg(tmp_path / "in" / "nobody.jpg", 3)
    ended = take_in(archive, tmp_path / "in")
    assert dict(ended.report.counts) == {"added": 3}
    assert [(each.level, each.file) for each in ended.report.problems()] == [("warning", "nobody.jpg")]


def test_an_empty_folder_cannot_begin(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(ItemProblem):
        take_in(archive, tmp_path / "in")
    with pytest.raises(Refused):
        take_in(archive, a_collection(tmp_path / "in"), crosswalk="nowhere")
    assert desk.status(archive, SYSTEM).batches == ()


def test_a_dry_run_says_all_and_writes_nothing(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, a_collection(tmp_path / "in"))
    carried(archive)
    sheet = a_collection(tmp_path / "in", title="La rue du Port")
    (tmp_path / "in" / "nadia.fr.vtt").write_bytes(b"")
    before = everything(archive.settings.home)
    tried = attempt(archive, sheet)
    after = everything(archive.settings.home)
    assert {name: after[name] for name in after if not name.startswith("reports/essai-")} == before
    assert sorted(Path(name).suffix for name in after.keys() - before.keys()) == [".csv", ".html", ".json"]
    really = take_in(archive, sheet)
    assert dict(tried.report.counts) == dict(really.report.counts) == {"proposed": 1, "refused": 1, "skipped": 1}
    assert list(tried.report.problems()) == list(really.report.problems())
    assert [(line.what, line.before, line.after) for line in tried.report.lines] == [
        (line.what, line.before, line.after) for line in really.report.lines
    ]


def test_a_dry_run_needs_no_archive(archive: Archive, tmp_path: Path) -> None:
    ended = batches.attempt(None, archive.settings, Asked(str(a_collection(tmp_path / "in"))), Unwatched())
    assert dict(ended.report.counts) == {"added": 3}


def test_a_full_disk_stops_clearly_with_nothing_half_in(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    sheet = a_collection(tmp_path / "in")
    with monkeypatch.context() as patched:
        patched.setattr(accession, "stage", full)
        ended = take_in(archive, sheet)
    assert (ended.state, dict(ended.report.counts)) == ("stopped", {})
    assert "disque est plein" in list(ended.report.problems())[-1].text
    assert held(archive, "p1", "i1", "c1") == []
    assert ended.batch is not None
    again = batches.resume(archive, accession.load_batch(archive, ended.batch.id), Unwatched())
    assert (again.state, dict(again.report.counts)) == ("done", {"added": 3})


def test_a_catalogue_that_goes_away_stops_the_batch_clearly(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise CatalogueUnavailable("database or disk is full")

    monkeypatch.setattr(accession, "deposit", away)
    ended = take_in(archive, a_collection(tmp_path / "in"))
    assert (ended.state, ended.report.counts["added"]) == ("stopped", 0)
    assert "ingest resume" in list(ended.report.problems())[-1].remedy


def test_one_record_the_archive_refuses_keeps_out_no_other(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = accession.deposit

    def refusing(archive: Archive, batch: Any, arrivals: Any, **options: Any) -> Any:
        if any(each.record.keys["source_identifier"] == "r1" for each in arrivals):
            raise Refused("title", "never")
        return real(archive, batch, arrivals, **options)

    monkeypatch.setattr(accession, "deposit", refusing)
    ended = take_in(archive, a_sheet(tmp_path / "s.csv", HEADER, ["r1", "Rue", "", ""], ["r2", "Quai", "", ""]))
    assert dict(ended.report.counts) == {"added": 1, "refused": 1}
    assert [each.keys["source_identifier"] for each in held(archive, "r1", "r2")] == ["r2"]


def test_room_is_asked_for_before_a_master_is_copied(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deposit, "_RESERVE_BYTES", 10**18)
    ended = take_in(archive, a_collection(tmp_path / "in"))
    assert ended.state == "stopped"
    staged = {each.name for each in (archive.settings.home / "staging").iterdir()}
    assert not {sha512(each.read_bytes()).hexdigest() for each in (tmp_path / "in").glob("*.[jw]*")} & staged


def test_a_batch_stopped_midway_goes_on_without_doubles(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = a_sheet(tmp_path / "s.csv", HEADER, *([f"r{n}", f"Photo {n}", "", ""] for n in range(6)))
    real, calls = deposit.Depositing.deposit, []

    def stopping(self: deposit.Depositing, items: Sequence[Item]) -> Any:
        calls.append(items)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(self, items)

    monkeypatch.setattr("ingest.pipeline.GROUP", 2)
    with monkeypatch.context() as patched:
        patched.setattr(deposit.Depositing, "deposit", stopping)
        ended = take_in(archive, sheet)
    assert ended.batch is not None
    assert (ended.state, ended.batch.counts["added"]) == ("stopped", 2)
    again = batches.resume(archive, accession.load_batch(archive, ended.batch.id), Unwatched())
    assert again.batch is not None
    assert (again.batch.state, dict(again.batch.counts)) == ("done", {"added": 6})
    assert len(held(archive, *(f"r{n}" for n in range(6)))) == 6


def test_a_batch_whose_process_died_is_marked_as_stopped_by_the_next(archive: Archive, tmp_path: Path) -> None:
    options = {"path": "s.csv", "process": f"{socket.gethostname()} 999999999"}
    dead = accession.begin(archive, "Anne", "sheet", "s.csv", options)
    elsewhere = accession.begin(archive, "Anne", "sheet", "s.csv", {**options, "process": "another-host 999999999"})
    take_in(archive, a_collection(tmp_path / "in"))
    assert [accession.load_batch(archive, each.id).state for each in (dead, elsewhere)] == ["stopped", "running"]


def test_a_batch_taken_back_is_gone_or_leaves_a_tombstone(archive: Archive, tmp_path: Path) -> None:
    ended = take_in(archive, a_collection(tmp_path / "in"))
    assert ended.batch is not None
    photograph, interview = held(archive, "p1", "i1")
    curate.open_these(archive, SYSTEM, photograph.ark, "")
    assert take_back(archive, replace(SYSTEM, name="Anne"), ended.batch.id).batch.counts == {"purged": 2, "withdrawn": 1}
    with pytest.raises(RecordWithdrawn):
        read.record(archive, PUBLIC, photograph.ark)
    with pytest.raises(RecordNotFound):
        read.record(archive, PUBLIC, interview.ark)
    again = take_in(archive, tmp_path / "in" / "records.csv")
    assert dict(again.report.counts) == {"added": 2, "refused": 1}  # what was seen and withdrawn does not come back by itself
    assert held(archive, "i1")[0].ark != interview.ark


def test_problems_stand_with_the_batch_for_the_desk(archive: Archive, tmp_path: Path) -> None:
    ended = take_in(archive, a_sheet(tmp_path / "s.csv", [*HEADER, "wether"], ["r1", "Rue", "", "none.jpg", "x"]))
    assert ended.batch is not None
    shown = desk.batch(archive, SYSTEM, ended.batch.id)
    assert shown is not None
    assert [(each.level, each.row, each.column) for each in shown.problems] == [("warning", 1, "wether"), ("error", 2, "files")]
    assert shown.batch.counts == {"refused": 1}
    assert shown.batch.options["path"] == str(tmp_path / "s.csv")


def test_what_a_dead_ingest_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "999999999-dead").mkdir()
    (tmp_path / f"{os.getpid()}-alive").mkdir()
    with workplace(tmp_path) as mine:
        assert {each.name for each in tmp_path.iterdir()} == {f"{os.getpid()}-alive", mine.name}
    assert [each.name for each in tmp_path.iterdir()] == [f"{os.getpid()}-alive"]


def test_counts_of_a_batch_gone_on_with_count_nothing_twice() -> None:
    before, now = {"added": 3, "refused": 2}, {"skipped": 5, "added": 1, "refused": 1}
    assert together(before, now) == {"added": 4, "skipped": 2, "refused": 1}


def test_served_forms_that_are_missing_are_asked_for(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, a_collection(tmp_path / "in"))
    [photograph] = held(archive, "p1")
    assert making.ask_for_missing(archive) == 0
    archive.derivatives.remove(photograph.ark)
    assert making.ask_for_missing(archive) == making.ask_for_missing(archive) == 1
    assert desk.status(archive, SYSTEM).jobs == {("derive", "waiting"): 1}
