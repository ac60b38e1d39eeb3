from __future__ import annotations

from pathlib import Path

import pytest

from archive.model.derived import DERIVED, Derived
from archive.preservation.derivatives import Derivatives, Placement

ARK = "ark:99999/x1abc"


@pytest.fixture
def derivatives(tmp_path: Path) -> Derivatives:
    return Derivatives(tmp_path / "derivatives")


def prepared(tmp_path: Path, derived: Derived, name: str = "prepared") -> Path:
    folder = tmp_path / name
    folder.mkdir()
    (folder / DERIVED).write_bytes(derived.to_json())
    return folder


def test_what_was_placed_is_ready_and_told_as_it_was_written(derivatives: Derivatives, tmp_path: Path) -> None:
    derived = Derived("pages", pages=2, page_sizes=((800, 1200), (1200, 800)), made=("pages",), checksums={"a": "b"})
    assert not derivatives.ready(ARK, "f1")
    derivatives.place(ARK, "f1", prepared(tmp_path, derived))
    assert derivatives.ready(ARK, "f1")
    assert derivatives.derived(ARK, "f1") == derived
    assert derivatives.folder(ARK, "f1") == derivatives.root / "bc" / "x1abc" / "f1"


def test_a_page_has_a_folder_and_a_word_of_its_own(derivatives: Derivatives, tmp_path: Path) -> None:
    folder = prepared(tmp_path, Derived("pages", pages=3))
    (folder / "pages" / "0003").mkdir(parents=True)
    (folder / "pages" / "0003" / DERIVED).write_bytes(Derived("image", width=10, height=20).to_json())
    derivatives.place(ARK, "f2", folder)
    assert derivatives.derived(ARK, "f2", page=3) == Derived("image", width=10, height=20)
    assert not derivatives.ready(ARK, "f2", page=4)


def test_a_newer_folder_replaces_the_older_whole(derivatives: Derivatives, tmp_path: Path) -> None:
    older = prepared(tmp_path, Derived("image", width=1), "older")
    (older / "thumb-400.jpg").write_bytes(b"old")
    derivatives.place(ARK, "f1", older)
    derivatives.place(ARK, "f1", prepared(tmp_path, Derived("image", width=2), "newer"))
    assert [path.name for path in derivatives.folder(ARK, "f1").parent.iterdir()] == ["f1"]
    assert [path.name for path in derivatives.folder(ARK, "f1").iterdir()] == [DERIVED]


def test_between_the_two_renames_the_older_is_still_served(derivatives: Derivatives, tmp_path: Path) -> None:
    derivatives.place(ARK, "f1", prepared(tmp_path, Derived("image", width=1), "older"))
    current = derivatives.folder(ARK, "f1")
    current.rename(current.with_name(".f1.leaving"))
    assert derivatives.derived(ARK, "f1") == Derived("image", width=1)
    derivatives.place(ARK, "f1", prepared(tmp_path, Derived("image", width=2), "newer"))
    assert derivatives.derived(ARK, "f1") == Derived("image", width=2)
    assert [path.name for path in current.parent.iterdir()] == ["f1"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"kind": "image", "page_sizes": 3}'])
def test_a_damaged_word_means_not_ready(derivatives: Derivatives, tmp_path: Path, content: bytes) -> None:
    folder = prepared(tmp_path, Derived("image"))
    (folder / DERIVED).write_bytes(content)
    derivatives.place(ARK, "f1", folder)
    assert not derivatives.ready(ARK, "f1")


def test_one_file_or_all_of_a_record_can_be_removed_twice(derivatives: Derivatives, tmp_path: Path) -> None:
    derivatives.place_all(
        Placement(ARK, file, prepared(tmp_path, Derived("image"), f"prepared-{file}")) for file in ("f1", "f2", "f3")
    )
    for _ in range(2):
        derivatives.remove(ARK, "f1")
    assert [derivatives.ready(ARK, file) for file in ("f1", "f2", "f3")] == [False, True, True]
    for _ in range(2):
        derivatives.remove(ARK)
    assert list(derivatives.root.iterdir()) == []


def test_forms_of_files_that_went_are_swept_but_not_those_placed_lately(derivatives: Derivatives, tmp_path: Path) -> None:
    for file in ("f1", "f2"):
        derivatives.place(ARK, file, prepared(tmp_path, Derived("image", width=1), file))
    derivatives.sweep(ARK, {"f1"}, older_than_seconds=3600)
    assert (derivatives.ready(ARK, "f1"), derivatives.ready(ARK, "f2")) == (True, True)
    derivatives.sweep(ARK, {"f1"}, older_than_seconds=-1)
    assert (derivatives.ready(ARK, "f1"), derivatives.ready(ARK, "f2")) == (True, False)
    derivatives.sweep(ARK, (), older_than_seconds=-1)
    assert list(derivatives.root.rglob("*")) == []
