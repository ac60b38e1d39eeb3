from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from archive.model.batch import Problem
from ingest.item import Item
from ingest.receiving.companions import transcript
from ingest.receiving.receive_folder import items_of
from ingest.receiving.walk_folder import walk
from tests.ingest.makings import a_jpeg, a_vtt, a_wav


def found(folder: Path) -> tuple[list[Item], list[Problem]]:
    items: list[Item] = []
    problems: list[Problem] = []
    for files in walk(folder):
        if isinstance(files, Problem):
            problems.append(files)
        else:
            items += items_of(files, folder.name, len(items) + 1)
    return items, problems


def names(items: list[Item]) -> list[tuple[str, list[str]]]:
    return [(item.source_identifier, [file.name for file in item.files]) for item in items]


def test_each_file_is_an_item_known_by_its_path(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "b.jpg"), a_jpeg(tmp_path / "1962" / unicodedata.normalize("NFD", "été.jpg"))
    items, problems = found(tmp_path)
    assert names(items) == [("b.jpg", ["b.jpg"]), ("1962/été.jpg", ["1962/été.jpg"])]
    assert [item.position for item in items] == [1, 2]
    assert problems == []


def test_a_recording_takes_the_transcripts_of_its_name(tmp_path: Path) -> None:
    a_wav(tmp_path / "x.wav")
    for name in ("x.fr", "x.ar", "y"):
        a_vtt(tmp_path / f"{name}.vtt", "Bonjour")
    items = found(tmp_path)[0]
    assert names(items) == [("x.wav", ["x.wav", "x.ar.vtt", "x.fr.vtt"]), ("y.vtt", ["y.vtt"])]
    assert [(file.id, file.of, file.language) for file in items[0].files] == [
        ("f1", None, None), ("f2", "f1", "ar"), ("f3", "f1", "fr"),
    ]  # fmt: skip
    assert [problem.level for problem in items[1].problems] == ["warning"]


def test_numbered_pages_are_one_object(tmp_path: Path) -> None:
    for name in ("cahier_002", "cahier_001", "cahier_003", "autre-p01", "autre-p02", "seul_001"):
        a_jpeg(tmp_path / f"{name}.jpg")
    assert names(found(tmp_path)[0]) == [
        ("autre-p01.jpg", ["autre-p01.jpg", "autre-p02.jpg"]),
        ("cahier_001.jpg", ["cahier_001.jpg", "cahier_002.jpg", "cahier_003.jpg"]),
        ("seul_001.jpg", ["seul_001.jpg"]),
    ]


@pytest.mark.parametrize("stem", ["IMG_00{}1", "DSC_0{}41", "photo 0{}", "x_1{}0"])
def test_what_a_camera_numbered_is_not_one_object(tmp_path: Path, stem: str) -> None:
    a_jpeg(tmp_path / f"{stem.format(1)}.jpg"), a_jpeg(tmp_path / f"{stem.format(3)}.jpg")
    assert len(found(tmp_path)[0]) == 2


def test_what_systems_leave_behind_is_passed_over_and_said_once(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "a.jpg")
    a_jpeg(tmp_path / "b" / "b.jpg")
    for name in ("Thumbs.db", "b/Thumbs.db", "._a.jpg", "b/._b.jpg", ".DS_Store", "~$notes.docx", "desktop.ini"):
        (tmp_path / name).write_bytes(b"x")
    items, [problem] = found(tmp_path)
    assert len(items) == 2
    assert problem.level == "note"
    assert all(each in problem.text for each in (" 7 ", "Thumbs.db", "._…", "~$…", ".DS_Store", "desktop.ini"))


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "elsewhere" / "secret.jpg")
    folder = tmp_path / "in"
    a_jpeg(folder / "a.jpg")
    (folder / "b.jpg").symlink_to(tmp_path / "elsewhere" / "secret.jpg")
    (folder / "c").symlink_to(tmp_path / "elsewhere")
    items, problems = found(folder)
    assert names(items) == [("a.jpg", ["a.jpg"])]
    assert [problem.file for problem in problems] == ["b.jpg", "c"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every folder")
def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    problems = found(tmp_path)[1]
    (tmp_path / "shut").chmod(0o700)
    assert [(problem.level, problem.file) for problem in problems] == [("error", "shut")]


@pytest.mark.parametrize(
    ("name", "stem", "language"),
    [("x.fr.vtt", "x", "fr"), ("d/x.pt-BR.SRT", "d/x", "pt-BR"), ("x.vtt", "x", None), ("M. Roy.vtt", "M. Roy", None)],
)
def test_a_transcripts_name_says_its_recording_and_language(name: str, stem: str, language: str | None) -> None:
    said = transcript(name)
    assert said is not None
    assert (said.stem, said.language) == (stem, language)
