from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archive.preservation import fixity
from archive.preservation.backup import Counts, copy_gained, restore
from archive.preservation.errors import ChecksumDiffers, HistoriesDiffer, StoreUnusable
from archive.preservation.store import Preservation
from tests.archive.preservation.builders import ARK, a_tombstone, a_version, staged
from tests.archive.preservation.second_opinion import ocfl_complaints


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backup" / "preservation"


def whole(root: Path) -> dict[str, bytes]:
    """Every file of the storage root."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_backup_is_a_whole_valid_store(store: Preservation, target: Path) -> None:
    store.write_versions([a_version("ark:1/a", {"film.mp4": staged(store, b"film")}), a_version("ark:1/b")])
    store.write_versions([a_version("ark:1/b", {"record.json": b"2"})])
    counts = copy_gained(store.root, target)
    assert (counts.objects, counts.problems) == (2, ())
    assert whole(target) == whole(store.root)
    assert ocfl_complaints(target) == []


def test_a_second_backup_takes_only_what_was_gained(store: Preservation, target: Path) -> None:
    store.write_versions([a_version("ark:1/a"), a_version("ark:1/b", {"f.txt": b"letter"})])
    copy_gained(store.root, target)
    assert copy_gained(store.root, target) == Counts()
    for number in (2, 3):
        store.write_versions([a_version("ark:1/b", {"f.txt": b"letter", "record.json": str(number).encode()})])
    assert copy_gained(store.root, target) == Counts(objects=1, files=4, bytes=_inventories(store, "ark:1/b") + 2)
    assert whole(target) == whole(store.root)


def _inventories(store: Preservation, object_id: str) -> int:
    return sum((store.folder(object_id) / f"v{number}" / "inventory.json").stat().st_size for number in (2, 3))


def test_masters_not_yet_in_their_object_are_backed_up_too(store: Preservation, target: Path) -> None:
    film = staged(store, b"film")
    assert copy_gained(store.root, target).staged == 1
    assert Preservation.open(target).master(ARK, film.sha512).read_bytes() == b"film"
    store.write_versions([a_version(state={"film.mp4": film})])
    store.sweep((), older_than_seconds=-1)
    copy_gained(store.root, target)
    assert list(Preservation.open(target).staging.sums()) == []
    assert Preservation.open(target).read(ARK, "film.mp4") == b"film"


def test_what_rotted_does_not_reach_the_backup_and_the_rest_does(store: Preservation, target: Path) -> None:
    store.write_versions([a_version("ark:1/a", {"f.txt": b"letter"}), a_version("ark:1/b")])
    (store.folder("ark:1/a") / "v1" / "content" / "f.txt").write_bytes(b"rotten")
    counts = copy_gained(store.root, target)
    ((object_id, problem),) = counts.problems
    assert (object_id, type(problem), counts.objects) == ("ark:1/a", ChecksumDiffers, 1)
    assert list(Preservation.open(target).ids()) == ["ark:1/b"]
    assert ocfl_complaints(target) == []


@pytest.mark.parametrize("name", ["inventory.json", "v1/content/record.json"])
def test_an_object_that_lost_a_file_is_told_and_passed_over(store: Preservation, target: Path, name: str) -> None:
    store.write_versions([a_version("ark:1/a"), a_version("ark:1/b")])
    (store.folder("ark:1/a") / name).unlink()
    counts = copy_gained(store.root, target)
    assert counts.objects == 1
    assert list(Preservation.open(target).ids()) == ["ark:1/b"]
    assert [object_id for object_id, _ in counts.problems] == ["ark:1/a"]


def test_a_purge_reaches_the_backup_when_it_is_told(store: Preservation, target: Path) -> None:
    store.write_versions([a_version("ark:1/a"), a_version("ark:1/b"), a_version("ark:1/c")])
    copy_gained(store.root, target)
    store.purge("ark:1/a")
    store.purge("ark:1/b", a_tombstone("ark:1/b"))
    counts = copy_gained(store.root, target, purged=["ark:1/a", "ark:1/b"])
    assert (counts.purged, counts.problems) == (2, ())
    assert whole(target) == whole(store.root)
    assert copy_gained(store.root, target, purged=["ark:1/a", "ark:1/b"]) == Counts()


def test_what_vanished_without_a_purge_stays_in_the_backup(store: Preservation, target: Path) -> None:
    store.write_versions([a_version("ark:1/a"), a_version("ark:1/b")])
    copy_gained(store.root, target)
    shutil.rmtree(store.folder("ark:1/a"))
    store.purge("ark:1/b", a_tombstone("ark:1/b"))
    counts = copy_gained(store.root, target)
    assert [(object_id, type(problem)) for object_id, problem in counts.problems] == [("ark:1/b", HistoriesDiffer)]
    assert set(Preservation.open(target).ids()) == {"ark:1/a", "ark:1/b"}


def test_a_lost_store_comes_back_from_its_backup(store: Preservation, target: Path) -> None:
    film = staged(store, b"film")
    store.write_versions([a_version("ark:1/a", {"film.mp4": film}), a_version("ark:1/b")])
    staged(store, b"waiting")
    before = whole(store.root)
    copy_gained(store.root, target)
    shutil.rmtree(store.root.parent)
    for _ in range(2):
        restore(target, store.root)
    assert whole(store.root) == before
    assert list(fixity.check(Preservation.open(store.root))) == []
    assert Preservation.open(store.root).staging.path(film.sha512)


def test_a_restore_leaves_what_is_later_than_the_backup(store: Preservation, target: Path) -> None:
    store.write_versions([a_version(state={"record.json": b"1"})])
    copy_gained(store.root, target)
    store.write_versions([a_version(state={"record.json": b"2"})])
    assert restore(target, store.root).problems == ()
    assert store.head(ARK) == 2


def test_a_folder_that_is_no_backup_is_not_restored_from(store: Preservation, tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable):
        restore(tmp_path, store.root)
