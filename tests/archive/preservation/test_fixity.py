from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.preservation import fixity
from archive.preservation.fixity import Finding
from archive.preservation.store import Preservation
from tests.archive.preservation.builders import ARK, a_version, sha512, staged
from tests.archive.preservation.second_opinion import ocfl_complaints


@pytest.fixture
def folder(store: Preservation) -> Path:
    """The folder of an object with two versions."""
    store.write_versions([a_version(state={"record.json": b"1", "f1/été.txt": b"letter"})])
    store.write_versions([a_version(state={"record.json": b"2"})])
    return store.folder(ARK)


def test_a_sound_store_has_no_problem(store: Preservation, folder: Path) -> None:
    staged(store, b"waiting")
    assert list(fixity.check(store)) == []


def _flip(path: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).write_bytes((folder / path).read_bytes()[:-1] + b"?")


def _remove(path: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).unlink()


def _add(path: str) -> Callable[[Path], object]:
    return lambda folder: (folder / path).write_text("stray")


@pytest.mark.parametrize(
    ("harm", "finding", "path"),
    [
        (_flip("v1/content/f1/ete.txt"), Finding.CONTENT_CHANGED, "v1/content/f1/ete.txt"),
        (_remove("v2/content/record.json"), Finding.CONTENT_MISSING, "v2/content/record.json"),
        (_add("v1/content/stray.txt"), Finding.UNKNOWN_FILE, "v1/content/stray.txt"),
        (_add("stray.txt"), Finding.UNKNOWN_FILE, "stray.txt"),
        (_remove("0=ocfl_object_1.1"), Finding.DECLARATION, "0=ocfl_object_1.1"),
        (_flip("inventory.json"), Finding.INVENTORY_UNREADABLE, "inventory.json"),
        (_remove("inventory.json"), Finding.INVENTORY_UNREADABLE, "inventory.json"),
        (_flip("inventory.json.sha512"), Finding.SIDECAR, "inventory.json.sha512"),
        (_remove("v1/inventory.json.sha512"), Finding.SIDECAR, "v1/inventory.json.sha512"),
        (_remove("v1/inventory.json"), Finding.INVENTORY_UNREADABLE, "v1/inventory.json"),
    ],
)
def test_each_harm_is_found_with_its_place_and_a_remedy(
    store: Preservation, folder: Path, harm: Callable[[Path], object], finding: Finding, path: str
) -> None:
    harm(folder)
    problems = {problem.path: problem for problem in fixity.check(store)}
    assert problems[path].finding is finding
    assert problems[path].object_id == ARK
    assert problems[path].version == (path[:2] if path.startswith("v") else "")
    assert problems[path].sentence
    assert problems[path].remedy
    assert ocfl_complaints(store.root) != []


def test_a_version_that_tells_another_history_is_found(store: Preservation, folder: Path) -> None:
    other = Preservation.open(store.root.parent / "other" / "preservation")
    other.write_versions([a_version(state={"record.json": b"other"})])
    for name in ("inventory.json", "inventory.json.sha512"):
        (folder / "v1" / name).write_bytes((other.folder(ARK) / "v1" / name).read_bytes())
    found = [(problem.path, problem.finding) for problem in fixity.check(store)]
    assert found == [("v1/inventory.json", Finding.INVENTORIES_DIFFER)]


def test_an_object_in_the_wrong_folder_is_found(store: Preservation, folder: Path) -> None:
    folder.rename(folder.with_name("ark%3a99999%2fx1xyz"))
    assert [problem.finding for problem in fixity.check(store)] == [Finding.MISPLACED]


def test_strays_between_the_objects_are_found(store: Preservation, folder: Path) -> None:
    (store.root / "00" / "11").mkdir(parents=True)
    (folder.parent / "note.txt").write_text("stray")
    assert {problem.finding for problem in fixity.check(store)} == {Finding.EMPTY_FOLDER, Finding.UNKNOWN_FILE}


def test_a_staged_master_that_rotted_is_found(store: Preservation) -> None:
    held = staged(store, b"waiting")
    (store.staging.folder / held.sha512).write_bytes(b"rotten")
    (problem,) = fixity.check(store)
    assert (problem.finding, problem.path) == (Finding.STAGED_CHANGED, f"staging/{sha512(b'waiting')}")


def test_every_finding_has_its_words() -> None:
    assert fixity.WORDS.keys() == set(Finding)
