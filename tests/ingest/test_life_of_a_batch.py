"""What an archivist can rely on from the trial of a batch to its taking back: trial, run, stop, retry, papers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from archive.actions import accession, curate, desk, rebuild
from archive.actions.clock import SYSTEM
from archive.actions.curate import Correction
from archive.actions.undo import take_back
from archive.model.batch import Batch
from archive.model.errors import Refused
from archive.model.record import Value
from archive.wiring import Archive
from ingest import batch as batches
from ingest.batch import Asked, Ended
from ingest.item import IncomingFile, Item
from ingest.loads import in_loads
from ingest.papers import report_of
from ingest.stages import Orders
from ingest.telling.progress import Unwatched
from ingest.telling.report import Line
from ingest.telling.report_files import rows
from tests.builders import an_archive, carried
from tests.ingest.makings import CROSSWALKS, a_guide, a_jpeg, a_sheet, a_vtt, a_wav

pytestmark = pytest.mark.usefixtures("no_children")
HEADER = ["source_identifier", "title@fr", "parent", "files", "dcterms:created", "label"]


def take_in(archive: Archive, path: Path, update: bool = False) -> Ended:
    return batches.start(archive, Asked(str(path), update=update), "Anne", Unwatched())


def a_mixed_batch(folder: Path, later: bool = False) -> Path:
    """New, changed, corrected meanwhile, the same, refused for a file and for a cell, twins, withdrawn once, and what nobody
    knows."""
    for number, name in enumerate(("same", "changed", "twin", "new" if later else "twin")):
        a_jpeg(folder / f"{name}.jpg", 60 + 20 * number)
    a_jpeg(folder / "twin-again.jpg", 100)
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a picture")
    a_wav(folder / "voice.wav")
    a_vtt(folder / "voice.fr.vtt", "Je suis partie en mai." if later else "Je suis arrivée.")
    title = "redit" if later else "dit"
    every = [
        ["fonds", "Fonds", "", "", "", ""],
        ["same", "La même", "fonds", "same.jpg", "1962", ""],
        ["changed", f"Un mot {title}", "fonds", "changed.jpg", "vers 1962" if later else "1962", ""],
        ["corrected", f"Une phrase {title}", "fonds", "", "1970", ""],
        ["voice", "Une voix", "fonds", "voice.wav", "", ""],
    ]
    if later:
        every += [
            ["new", "La nouvelle", "nulle part", "new.jpg", "jamais", ""],
            ["twin", "L’une", "fonds", "twin.jpg", "", ""], ["twin-again", "L’autre", "fonds", "twin-again.jpg", "", ""],
            ["one-file", "Encore l’une", "", "twin.jpg", "", ""], ["broken", "Abîmée", "", "broken.jpg", "", ""],
            ["lost", "Perdue", "", "nowhere.jpg", "", ""], ["gone", "Revenue", "", "", "", ""],
            ["secret", "Secrète", "", "", "", "secret défense"],
        ]  # fmt: skip
    return a_sheet(folder / "records.csv", HEADER, *every)


def a_correction(archive: Archive, identifier: str) -> None:
    known = accession.known(archive, [identifier])[identifier]
    correction = Correction(terms={"description": (Value("Dit par Anne", "fr"),)})
    curate.correct(archive, SYSTEM, known.ark, correction, expected_version=known.version, why="")


@pytest.mark.parametrize("update", [True, False])
@pytest.mark.parametrize("group", [200, 2])
def test_the_run_does_exactly_what_the_trial_said(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update: bool, group: int
) -> None:
    take_in(archive, a_mixed_batch(tmp_path / "in"))
    a_correction(archive, "corrected")
    withdrawn = take_in(archive, a_sheet(tmp_path / "gone.csv", HEADER, ["gone", "Retirée", "", "", "", "open"]))
    assert withdrawn.batch is not None
    take_back(archive, SYSTEM, withdrawn.batch.id)
    sheet = a_mixed_batch(tmp_path / "in", later=True)
    asked = Asked(str(sheet), update=update)
    tried = batches.attempt(archive, archive.settings, asked, Unwatched())
    monkeypatch.setattr("ingest.pipeline.GROUP", group)
    really = batches.start(archive, asked, "Anne", Unwatched())

    def unnamed(line: Line) -> Line:
        """What is new has an ARK only once it is in."""
        return replace(line, ark="") if line.what == "added" else line

    assert {line.what for line in tried.report.lines} == {"added", "refused", "updated" if update else "proposed"}
    assert [unnamed(line) for line in tried.report.lines] == [unnamed(line) for line in really.report.lines]
    assert list(tried.report.general) == list(really.report.general)
    assert tried.report.counts == really.report.counts
    assert len([row for row in rows(tried.report) if row[3] == "erreur"]) == 4


def test_what_was_refused_is_tried_again_in_the_same_batch_and_nothing_else(archive: Archive, tmp_path: Path) -> None:
    sheet = a_mixed_batch(tmp_path / "in", later=True)
    first = take_in(archive, sheet)
    assert first.batch is not None
    a_jpeg(tmp_path / "in" / "broken.jpg", 7)
    (tmp_path / "in" / "voice.fr.vtt").write_bytes(b"not looked at any more")
    again = batches.retry(archive, first.batch, Unwatched())
    assert again.batch is not None
    assert (again.batch.id, again.batch.state) == (first.batch.id, "done")
    assert again.batch.counts == {**first.batch.counts, "added": 11, "refused": 2}
    assert accession.known(archive, ["broken"])["broken"].record.batch == first.batch.id
    what = {line.source_identifier: line.what for line in report_of(archive, again.batch).lines}
    assert (what["broken"], what["lost"], what["voice"]) == ("added", "refused", "added")
    take_back(archive, SYSTEM, first.batch.id)
    assert accession.known(archive, ["broken", "voice"]) == {}


def test_without_its_report_a_batch_is_not_tried_again_in_part(archive: Archive) -> None:
    with pytest.raises(Refused, match="introuvable"):
        batches.retry(archive, accession.begin(archive, "Anne", "sheet", "s.csv", {"path": "s.csv"}), Unwatched())


class Enough(Unwatched):
    """Wants to stop once so many pieces are in hand."""

    def __init__(self, pieces: int) -> None:
        self.left = pieces

    def enough(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_a_batch_is_stopped_after_what_is_in_hand_and_tells_it_all(archive: Archive, tmp_path: Path) -> None:
    sheet = a_mixed_batch(tmp_path / "in")
    ended = batches.start(archive, Asked(str(sheet)), "Anne", Enough(3))
    assert (ended.state, dict(ended.report.counts)) == ("stopped", {"added": 3})
    assert ended.batch is not None
    assert "ingest resume" in list(ended.report.problems())[-1].remedy
    again = batches.resume(archive, accession.load_batch(archive, ended.batch.id), Unwatched())
    assert again.batch is not None
    assert (again.state, again.batch.counts) == ("done", {"added": 5})


def test_how_far_a_batch_is_can_be_seen_from_elsewhere(archive: Archive, tmp_path: Path) -> None:
    told: list[Batch] = []

    class Looking(Unwatched):
        def went_in(self, pieces: int, size_bytes: int) -> None:
            told.extend(desk.status(archive, SYSTEM).batches)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("ingest.pipeline.GROUP", 2)
        batches.start(archive, Asked(str(a_mixed_batch(tmp_path / "in"))), "Anne", Looking())
    assert [(each.state, each.counts.get("added"), each.pace["pieces"], each.pace["of_pieces"]) for each in told] == [
        ("running", None, 0, 6), ("running", 2, 2, 6), ("running", 4, 5, 6),
    ]  # fmt: skip


def papers(archive: Archive, batch: Batch) -> dict[str, bytes]:
    store, name = archive.preservation, f"batch:{batch.id}"
    return {path: store.read(name, path) for path in store.state(name)}


def test_a_batch_keeps_its_sheet_crosswalk_options_and_report_for_good(archive: Archive, tmp_path: Path) -> None:
    sheet = a_mixed_batch(tmp_path / "in", later=True)
    ended = take_in(archive, sheet)
    assert ended.batch is not None
    carried(archive)
    kept = papers(archive, ended.batch)
    assert kept["source/records.csv"] == sheet.read_bytes()
    assert kept["crosswalks/dublin-core.toml"] == (CROSSWALKS / "dublin-core.toml").read_bytes()
    assert json.loads(kept["batch.json"])["options"]["path"] == str(sheet)
    assert json.loads(kept["report.json"])["counts"] == dict(ended.report.counts)
    assert ended.written is not None
    assert kept["report.csv"] == ended.written.read_bytes()


def test_a_batch_made_again_from_preservation_has_its_papers(archive: Archive, tmp_path: Path) -> None:
    ended = take_in(archive, a_mixed_batch(tmp_path / "in", later=True))
    assert ended.batch is not None
    carried(archive)
    for path in (archive.settings.home / "reports").iterdir():
        path.unlink()
    anew = an_archive(tmp_path / "anew")
    again = replace(anew, preservation=archive.preservation)
    rebuild.rebuild(again)
    batch = accession.load_batch(again, ended.batch.id)
    assert batch == ended.batch
    assert report_of(again, batch).counts == ended.report.counts
    anew.close()


def test_what_is_held_is_known_by_its_bytes_alone(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = a_mixed_batch(tmp_path / "in")
    take_in(archive, sheet)
    monkeypatch.setattr("ingest.stages.identify", lambda *_: pytest.fail("identified again"))
    assert dict(take_in(archive, sheet).report.counts) == {"skipped": 5}


def test_items_that_came_in_before_are_read_again_together(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, a_mixed_batch(tmp_path / "in"))
    known = accession.known(archive, ["same"])["same"].record
    new, old = Item("new", "s.csv", files=(IncomingFile("f1", tmp_path, "a"),)), Item("old", "s.csv", known=known)
    old = old.but(files=(IncomingFile("f1", tmp_path, "a", size_bytes=9_000_000),))
    loads = list(in_loads([new, new, *[old] * 4, Item("row", "s.csv")], Orders(a_guide())))
    assert [[item.source_identifier for item in load.items] for load in loads] == [
        ["new"], ["new"], ["old"] * 3, ["row"], ["old"],
    ]  # fmt: skip
