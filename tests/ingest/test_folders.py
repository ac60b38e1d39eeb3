"""Folders as people have them: names that carry a cote and a page, series in series, names that are nearly one."""

from __future__ import annotations

import os
import socket
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from archive.actions import accession
from archive.model.batch import Problem
from archive.model.errors import Refused
from archive.model.record import Record
from archive.wiring import Archive
from ingest import batch as batches
from ingest import cli
from ingest.batch import Asked, Ended
from ingest.describing.crosswalk import read_crosswalk
from ingest.item import Item, ItemProblem
from ingest.receiving.file_names import on_one_line, readable
from ingest.receiving.find_files import FileFinder
from ingest.receiving.name_pattern import NamePattern
from ingest.receiving.receive_folder import items_of
from ingest.receiving.walk_folder import walk
from ingest.telling.progress import Unwatched
from tests.ingest.makings import CROSSWALKS, a_jpeg, a_vtt, a_wav

COTE_PAGE = NamePattern.of(r"(?P<cote>[^/]+)_(?P<page>\d{1,4}[rv]?)")


def found(folder: Path, pattern: NamePattern | None = None) -> tuple[list[Item], list[Problem]]:
    told = list(walk(folder))
    items = [item for files in told if isinstance(files, list) for item in items_of(files, folder.name, 1, pattern)]
    return items, [each for each in told if isinstance(each, Problem)]


def take_in(archive: Archive, path: Path, crosswalk: str = "dublin-core", collections: bool = False) -> Ended:
    return batches.start(archive, Asked(str(path), crosswalk=crosswalk, collections=collections), "Anne", Unwatched())


def record(archive: Archive, identifier: str) -> Record:
    return accession.known(archive, [identifier])[identifier].record


def test_files_of_one_cote_are_one_record_in_the_order_of_their_pages(tmp_path: Path) -> None:
    for name in ("1Fi245_10", "1Fi245_2", "1Fi245_01", "2J12_002v", "2J12_002r", "2J12_010r"):
        a_jpeg(tmp_path / f"{name}.jpg")
    items, _ = found(tmp_path, COTE_PAGE)
    assert [(item.source_identifier, [file.page_label for file in item.files]) for item in items] == [
        ("1Fi245", ["1", "2", "10"]), ("2J12", ["2r", "2v", "10r"]),
    ]  # fmt: skip


def test_without_a_pattern_nothing_is_read_in_names(tmp_path: Path) -> None:
    for name in ("1Fi245_03", "1Fi245_07", "FRAD044_2J12_0001", "FRAD044_2J12_0002"):
        a_jpeg(tmp_path / f"{name}.jpg")
    items, _ = found(tmp_path)
    assert [len(item.files) for item in items] == [1, 1, 1, 1]
    assert not any(item.cells for item in items)


def test_a_pattern_may_read_the_folder_a_file_lies_in(tmp_path: Path) -> None:
    for name in ("série 1/1Fi245/001", "série 1/1Fi245/002", "série 1/1Fi246/001"):
        a_jpeg(tmp_path / f"{name}.jpg")
    items, _ = found(tmp_path, NamePattern.of(r"(?P<cote>[^/]+)/(?P<page>\d+)"))
    assert [(item.source_identifier, len(item.files)) for item in items] == [("1Fi245", 2), ("1Fi246", 1)]


def test_a_transcript_and_the_words_of_a_page_go_with_their_cote(tmp_path: Path) -> None:
    a_wav(tmp_path / "1AV45_1.wav"), a_wav(tmp_path / "1AV45_2.wav")
    a_vtt(tmp_path / "1AV45_2.fr.vtt", "Bonjour")
    a_jpeg(tmp_path / "1Fi2_1.jpg")
    (tmp_path / "1Fi2_1.alto.xml").write_text("<alto/>")
    items, _ = found(tmp_path, COTE_PAGE)
    names = {item.source_identifier: [(file.name, file.of, file.page_label) for file in item.files] for item in items}
    assert names == {
        "1AV45": [("1AV45_1.wav", None, "1"), ("1AV45_2.wav", None, "2"), ("1AV45_2.fr.vtt", "f2", None)],
        "1Fi2": [("1Fi2_1.jpg", None, "1"), ("1Fi2_1.alto.xml", "f1", None)],
    }


def test_a_name_beside_the_pattern_is_taken_alone_and_told(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "1Fi245_1.jpg"), a_jpeg(tmp_path / "vacances.jpg")
    items, _ = found(tmp_path, COTE_PAGE)
    assert [(item.source_identifier, [problem.level for problem in item.problems]) for item in items] == [
        ("1Fi245", []), ("vacances.jpg", ["warning"]),
    ]  # fmt: skip


def test_two_files_of_one_page_are_told(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "1Fi245_1.jpg"), a_jpeg(tmp_path / "1Fi245_01.tif")
    [item] = found(tmp_path, COTE_PAGE)[0]
    assert [problem.text for problem in item.problems if "page 1 " in problem.text]


@pytest.mark.usefixtures("no_children")
def test_a_record_is_known_by_the_cote_its_names_carry(archive: Archive, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[folder]\npattern = '(?P<cote>.+)_(?P<created>\\d{4})_(?P<page>\\d+)'\n", "utf-8")
    for number in (2, 1):
        a_jpeg(tmp_path / "in" / f"1Fi245_1962_{number:02d}.jpg", 20 * number)
    assert take_in(archive, tmp_path / "in", str(own)).report.counts == {"added": 1}
    known = record(archive, "1Fi245")
    assert (known.keys["cote"], known.values("title")[0].text, known.dates["created"][0].written) == ("1Fi245", "1Fi245", "1962")
    assert [file.page_label for file in known.files] == ["1", "2"]
    a_jpeg(tmp_path / "in" / "1Fi245_1962_03.jpg", 90)
    assert take_in(archive, tmp_path / "in", str(own)).report.counts == {"proposed": 1}


@pytest.mark.usefixtures("no_children")
def test_one_cote_in_two_folders_is_refused_the_second_time(archive: Archive, tmp_path: Path) -> None:
    a_jpeg(tmp_path / "in" / "jpeg" / "1Fi245_1.jpg", 10), a_jpeg(tmp_path / "in" / "tiff" / "1Fi245_1.jpg", 20)
    ended = take_in(archive, tmp_path / "in", "cote-page")
    assert ended.report.counts == {"added": 1, "refused": 1}
    [problem] = [each for each in ended.report.problems() if each.level == "error"]
    assert (problem.file, "jpeg/1Fi245_1.jpg" in problem.text) == ("tiff/1Fi245_1.jpg", True)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(?P<cote>", "ne se lit pas"), (r"(?P<page>\d+)", "cote"), ("(?P<cote>.+)_(?P<colour>.+)", "colour"),
        ("(?P<cote>a)(?P<cote>b)", "ne se lit pas"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_pattern_is_said_before_anything_begins(tmp_path: Path, pattern: str, said: str) -> None:
    (tmp_path / "own.toml").write_text(f"[folder]\npattern = '{pattern}'\n", "utf-8")
    with pytest.raises(Refused) as refused:
        read_crosswalk(CROSSWALKS, str(tmp_path / "own.toml"))
    assert said in refused.value.problem


@given(st.text(st.sampled_from("a1_/.rv ()é\n"), min_size=1, max_size=30))
def test_no_name_breaks_a_pattern_and_no_cote_is_empty(name: str) -> None:
    said = COTE_PAGE.read(name)
    assert said is None or (said.cote.strip() and said.place)


@pytest.mark.usefixtures("no_children")
def test_nested_series_are_collections_when_asked(archive: Archive, tmp_path: Path) -> None:
    fonds = tmp_path / "Fonds Dupont"
    a_jpeg(fonds / "Série 1" / "lettres" / "a.jpg", 10), a_jpeg(fonds / "Série 2" / "b.jpg", 20), a_jpeg(fonds / "c.jpg", 30)
    assert take_in(archive, fonds, collections=True).report.counts == {"added": 7}
    letters, first, whole = (record(archive, f"Fonds Dupont/{each}") for each in ("Série 1/lettres/", "Série 1/", ""))
    assert (letters.kind, letters.values("title")[0].text) == ("collection", "lettres")
    assert (letters.parent, first.parent, whole.parent) == (first.ark, whole.ark, None)
    assert record(archive, "Série 1/lettres/a.jpg").parent == letters.ark
    assert take_in(archive, fonds, collections=True).report.counts == {"skipped": 7}


@pytest.mark.usefixtures("no_children")
def test_another_photograph_of_the_same_name_replaces_none_unasked_and_is_told(archive: Archive, tmp_path: Path) -> None:
    for phone, shade in (("anne", 10), ("omar", 90)):
        a_jpeg(tmp_path / phone / "DCIM" / "IMG_0001.jpg", shade)
    take_in(archive, tmp_path / "anne" / "DCIM")
    ended = take_in(archive, tmp_path / "omar" / "DCIM")
    assert ended.report.counts == {"proposed": 1}
    assert record(archive, "IMG_0001.jpg").ark in next(each.text for each in ended.report.problems() if each.level == "warning")
    assert take_in(archive, tmp_path / "omar").report.counts == {"added": 1}


def test_a_name_is_the_same_however_its_accents_are_written(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "mac" / unicodedata.normalize("NFD", "été à Rezé.jpg"))
    a_jpeg(tmp_path / "linux" / unicodedata.normalize("NFC", "été à Rezé.jpg"))
    assert [found(tmp_path / system)[0][0].source_identifier for system in ("mac", "linux")] == ["été à Rezé.jpg"] * 2


@pytest.mark.parametrize("name", ["été.jpg", "été/a.jpg"])
def test_of_two_that_bear_one_name_the_second_is_refused(tmp_path: Path, name: str) -> None:
    for form in ("NFD", "NFC"):
        a_jpeg(tmp_path / unicodedata.normalize(form, name))
    items, [problem] = found(tmp_path)
    assert [item.source_identifier for item in items] == [unicodedata.normalize("NFC", name)]
    assert (problem.level, problem.file) == ("error", "été.jpg" if "/" not in name else "été")


def test_names_that_differ_by_capitals_are_both_taken_and_told(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "A.JPG"), a_jpeg(tmp_path / "a.jpg")
    items, [problem] = found(tmp_path)
    assert len(items) == 2
    assert (problem.level, problem.file, "A.JPG" in problem.text) == ("warning", "a.jpg", True)


def test_a_path_of_300_characters_with_spaces_is_taken(tmp_path: Path) -> None:
    name = "/".join(["un dossier  dont le nom est assez long pour une boîte"] * 6) + "/photo de famille.jpg"
    a_jpeg(tmp_path / name)
    assert len(name) > 300
    assert [item.source_identifier for item in found(tmp_path)[0]] == [name]


def test_a_name_of_an_old_disk_is_refused_in_words_that_show_it(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xe9t\xe9.jpg", "wb") as file:
        file.write(b"x")
    items, [problem] = found(tmp_path)
    assert items == []
    assert (problem.level, problem.file) == ("error", "été.jpg")


def test_a_name_has_no_say_in_what_stands_around_it() -> None:
    assert on_one_line("a\x1b[2Jb\nc\u202ed") == "a\ufffd[2Jb\ufffdc\ufffdd"


@given(st.binary(min_size=1, max_size=40))
def test_any_name_can_be_written_down(name: bytes) -> None:
    assert readable(os.fsdecode(name)).encode("utf-8")


def test_folders_in_folders_without_end_are_left_with_a_word(tmp_path: Path) -> None:
    (tmp_path / "/".join("d" * 300)).mkdir(parents=True)
    a_jpeg(tmp_path / "a.jpg")
    items, [problem] = found(tmp_path)
    assert (len(items), problem.level) == (1, "error")


def test_what_is_no_plain_file_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    a_jpeg(folder / "a.jpg")
    for name in ("tube.jpg", "page.xml"):
        os.mkfifo(folder / name)
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("prise.jpg")
        items, problems = found(folder)
    assert [item.source_identifier for item in items] == ["a.jpg"]
    assert {problem.file for problem in problems} == {"tube.jpg", "page.xml", "prise.jpg"}
    assert {problem.level for problem in problems} == {"warning"}


@pytest.mark.parametrize("written", ["tube.jpg", "TUBE.JPG", "lien.jpg", "x" * 300 + ".jpg"])
def test_a_sheet_leads_to_no_pipe_no_link_outside_and_no_name_too_long(tmp_path: Path, written: str) -> None:
    a_jpeg(tmp_path / "elsewhere" / "secret.jpg")
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "tube.jpg")
    (folder / "lien.jpg").symlink_to(tmp_path / "elsewhere" / "secret.jpg")
    name, [problem] = FileFinder(folder).find(written, "s.csv", 2, "files")
    assert (name, problem.level) == (None, "error")


def test_a_transcript_that_is_a_link_is_not_taken_with_its_recording(tmp_path: Path) -> None:
    a_vtt(tmp_path / "elsewhere.vtt", "secret")
    a_wav(tmp_path / "in" / "x.wav")
    (tmp_path / "in" / "x.fr.vtt").symlink_to(tmp_path / "elsewhere.vtt")
    assert FileFinder(tmp_path / "in").with_transcripts(["x.wav"]) == ["x.wav"]


@pytest.mark.usefixtures("no_children")
def test_a_folder_of_nothing_but_what_systems_leave_cannot_begin(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "Thumbs.db").write_bytes(b"x")
    with pytest.raises(ItemProblem, match="aucun fichier"):
        take_in(archive, tmp_path / "in")


@pytest.mark.usefixtures("no_children")
def test_two_copies_of_one_file_are_both_taken_and_told(archive: Archive, tmp_path: Path) -> None:
    a_jpeg(tmp_path / "in" / "a.jpg"), a_jpeg(tmp_path / "in" / "copie" / "b.jpg")
    ended = take_in(archive, tmp_path / "in")
    assert ended.report.counts == {"added": 2}
    assert [(each.level, each.file) for each in ended.report.problems()] == [("note", "copie/b.jpg")]


def test_the_trial_of_a_folder_says_what_the_run_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    for name in ("1Fi2_1.jpg", "1Fi2_2.jpg", "A.JPG", "a.jpg", "s/b.jpg"):
        a_jpeg(folder / name, 7 * len(name))
    (folder / "x.zip").write_bytes(b"PK\x03\x04" + bytes(60))
    (folder / "lien.jpg").symlink_to(folder / "a.jpg")
    monkeypatch.setenv("ARCHIVE_HOME", str(tmp_path / "home"))
    told = [
        CliRunner().invoke(cli.main, ["folder", str(folder), "--crosswalk", "cote-page", "--collections", *also])
        for also in (["--dry-run"], [])
    ]
    assert [each.exit_code for each in told] == [1, 1]
    tried, done = ([line for line in each.output.splitlines() if ": " in line and "Rapport" not in line] for each in told)
    assert [line for line in tried if not line.startswith("Essai")] == [line for line in done if not line.startswith("Lot")]
    assert "6 à faire entrer, 1 refusée" in told[0].output
    assert "6 entrées, 1 refusée" in told[1].output
