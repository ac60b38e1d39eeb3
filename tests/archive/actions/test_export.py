from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import cli
from archive.actions.arrivals import RELABEL
from archive.actions.clock import SYSTEM
from archive.actions.export import archivist, export
from archive.catalogue import jobs, records
from archive.catalogue.within import within
from archive.model.access import PUBLIC, Viewer
from archive.model.errors import NotAllowed, RecordNotFound, Refused
from archive.model.record import Record
from archive.sharing.export_readme import Contents
from archive.wiring import Archive
from tests.builders import a_file, a_record, an_archive, deposited, under

ALL = "open", "closed", "embargoed"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = an_archive(tmp_path / "home")
    yield made
    made.close()


def a_collection(archive: Archive) -> str:
    [ark] = deposited(archive, a_record("c1", "Fonds", kind="collection"))
    deposited(archive, a_record("p1", files=(a_file(b"one"),), position=1), masters=[b"one"], parent="c1")
    deposited(archive, a_record("p2", files=(a_file(b"two"),), position=2), masters=[b"two"], parent="c1", open_=False)
    return ark


def let_out(archive: Archive, ark: str, folder: Path, viewer: Viewer = SYSTEM) -> Contents:
    return export(archive, archivist(archive, viewer), ark, folder)


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "notices.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_a_collection_goes_out_with_its_closed_records_and_their_originals(archive: Archive, tmp_path: Path) -> None:
    made = let_out(archive, a_collection(archive), tmp_path / "out")
    assert (made.records, made.not_open, made.files, made.size_bytes) == (3, 1, 2, 6)
    rows = rows_of(tmp_path / "out")
    assert [(row["source_identifier"], row["parent"], row["label"]) for row in rows] == [
        ("c1", "", "open"), ("p1", "c1", "open"), ("p2", "c1", "closed"),
    ]  # fmt: skip
    assert [(tmp_path / "out" / row["files"]).read_bytes() for row in rows if row["files"]] == [b"one", b"two"]


def test_whoever_may_not_curate_gets_nothing(archive: Archive, tmp_path: Path) -> None:
    ark = a_collection(archive)
    with pytest.raises(NotAllowed):
        let_out(archive, ark, tmp_path / "out", PUBLIC)
    assert not (tmp_path / "out").exists()


def test_what_a_label_hides_from_the_viewer_stays_in(archive: Archive, tmp_path: Path) -> None:
    ark = a_collection(archive)
    made = export(archive, SYSTEM, ark, tmp_path / "out")  # may curate, and holds no label
    assert (made.records, made.not_open) == (2, 0)
    assert b"two" not in {each.read_bytes() for each in (tmp_path / "out").rglob("*") if each.is_file()}


def test_a_file_under_a_label_stays_in_with_it(archive: Archive, tmp_path: Path) -> None:
    hidden = a_record("p1", files=(a_file(b"one", label="closed"), a_file(b"two", id="f2", name="b.jpg")))
    [ark] = deposited(archive, hidden, masters=[b"one", b"two"])
    assert export(archive, SYSTEM, ark, tmp_path / "out").files == 1
    assert [row["file_id"] for row in rows_of(tmp_path / "out")] == ["f2"]


def test_a_folder_that_stands_is_never_written_over(archive: Archive, tmp_path: Path) -> None:
    ark = a_collection(archive)
    (tmp_path / "out").mkdir()
    with pytest.raises(Refused):
        let_out(archive, ark, tmp_path / "out")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Refused):
        let_out(archive, ark, tmp_path / "link")


def test_an_original_that_is_damaged_stops_it_and_nothing_is_left(archive: Archive, tmp_path: Path) -> None:
    ark = a_collection(archive)
    with archive.catalogue.reading() as c:
        [record] = [each for each, _ in within(c, ark, ALL) if each.keys["source_identifier"] == "p2"]
    archive.preservation.master(record.ark, record.files[0].sha512).write_bytes(b"2wo")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Refused):
        let_out(archive, ark, tmp_path / "out")
    archive.preservation.master(record.ark, record.files[0].sha512).unlink()
    with pytest.raises(Refused):
        let_out(archive, ark, tmp_path / "out")
    assert sorted(tmp_path.iterdir()) == before


def test_an_export_interrupted_leaves_nothing(archive: Archive, tmp_path: Path) -> None:
    ark = a_collection(archive)
    before = sorted(tmp_path.iterdir())

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(archive, archivist(archive, SYSTEM), ark, tmp_path / "out", interrupted)
    assert sorted(tmp_path.iterdir()) == before


def test_a_disk_too_small_is_told_before_anything_is_copied(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ark = a_collection(archive)
    monkeypatch.setattr("archive.actions.export.shutil.disk_usage", lambda _: type("Usage", (), {"free": 5}))
    with pytest.raises(Refused):
        let_out(archive, ark, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_ark_that_nobody_has_is_told(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(RecordNotFound):
        let_out(archive, "ark:99999/x1nothing", tmp_path / "out")


def test_the_folder_says_what_is_in_it_in_french_and_english(archive: Archive, tmp_path: Path) -> None:
    let_out(archive, a_collection(archive), tmp_path / "out")
    words = (tmp_path / "out" / "README.txt").read_text("utf-8-sig")
    assert "3 notices et 2 fichiers" in words
    assert "3 records and 2 files" in words
    assert "ingest sheet notices.csv --crosswalk archive" in words


def test_no_cell_of_the_sheet_is_a_formula(archive: Archive, tmp_path: Path) -> None:
    [ark] = deposited(archive, a_record("=1+1", '=HYPERLINK("http://example.org")', keys={"cote": "@SUM(A1)"}))
    let_out(archive, ark, tmp_path / "out")
    [row] = rows_of(tmp_path / "out")
    assert (row["dcterms:title@fr"], row["cote"]) == ('\\=HYPERLINK("http://example.org")', "\\@SUM(A1)")
    assert not any(text.startswith(("=", "+", "-", "@")) for text in row.values())


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b/c.jpg", "C:\\x.jpg", "é" * 300 + ".jpg", ".", "con.jpg ", "a\x01b?.jpg", "🙂.jpg"]
)
def test_a_files_name_never_leads_out_of_the_folder_nor_breaks_a_disk(archive: Archive, tmp_path: Path, name: str) -> None:
    [ark] = deposited(archive, a_record("p1", files=(a_file(b"one", name=name),)), masters=[b"one"])
    let_out(archive, ark, tmp_path / "out")
    [row] = rows_of(tmp_path / "out")
    [copy] = [each for each in (tmp_path / "out" / "fichiers").rglob("*") if each.is_file()]
    assert copy == tmp_path / "out" / row["files"]
    assert len(copy.name.encode()) <= 200


def test_collections_that_stand_in_each_other_go_out_once(archive: Archive) -> None:
    first, second = deposited(archive, a_record("c1"), a_record("c2"))

    def moved(record: Record, parent: str) -> Record:
        return replace(record, parent=parent)

    with archive.catalogue.writing() as c:
        held = records.load_many(c, [first, second])
        for ark, other in ((first, second), (second, first)):
            records.save(c, moved(held[ark].record, other), who="Anne", action="correction", why="", at="2026-11-25T10:00:00Z")
        assert [record.ark for record, _ in within(c, first, ALL)] == [first, second]


def test_a_reserve_that_ends_goes_out_with_its_day(archive: Archive, tmp_path: Path) -> None:
    [ark] = deposited(archive, under(a_record("p1"), "embargoed"))
    with archive.catalogue.writing() as c:
        jobs.add(c, RELABEL, ark, {"label": "open", "why": ""}, "2031-01-01T00:00:00Z")
    let_out(archive, ark, tmp_path / "out")
    assert [(row["label"], row["access_until"]) for row in rows_of(tmp_path / "out")] == [("embargoed", "2031-01-01")]


def test_the_command_says_what_went_out_and_why_it_cannot(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ark = a_collection(archive)
    monkeypatch.setenv("ARCHIVE_HOME", str(archive.settings.home))
    monkeypatch.setattr("archive.logs.write_json_lines", lambda: None)
    done = CliRunner().invoke(cli.main, ["export", ark, str(tmp_path / "out")])
    assert done.exit_code == 0
    assert (tmp_path / "out" / "notices.csv").is_file()
    again = CliRunner().invoke(cli.main, ["export", ark, str(tmp_path / "out")])
    assert (again.exit_code, "existe déjà" in again.output, "Refused(" in again.output) == (1, True, False)
