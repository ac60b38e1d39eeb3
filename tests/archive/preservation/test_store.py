from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.preservation.errors import ChecksumDiffers, MasterMissing, NotPreserved, PathRefused, StoreUnusable
from archive.preservation.store import Held, Preservation
from tests.archive.preservation.builders import ARK, a_tombstone, a_version, sha512, staged
from tests.archive.preservation.second_opinion import ocfl_complaints

Valid = Callable[[], None]


def test_a_record_and_its_master_are_read_back_as_they_were_given(store: Preservation, assert_valid: Valid) -> None:
    film = staged(store, b"film")
    store.write_versions([a_version(state={"record.json": b"{}", "files/f1/film.mp4": film})])
    assert store.read(ARK, "record.json") == b"{}"
    assert store.read(ARK, "files/f1/film.mp4") == b"film"
    assert store.master(ARK, film.sha512).read_bytes() == b"film"
    assert_valid()


def test_the_storage_root_tells_its_layout_to_strangers(store: Preservation) -> None:
    store.write_versions([a_version("ark:99999/x1abc")])
    assert json.loads((store.root / "ocfl_layout.json").read_text())["extension"].startswith("0003-")
    folder = store.folder("ark:99999/x1abc").relative_to(store.root)
    assert (len(folder.parts), folder.name) == (3, "ark%3a99999%2fx1abc")


def test_an_identifier_of_any_length_and_script_has_its_place(store: Preservation, assert_valid: Valid) -> None:
    ids = ["place:" + "é" * 90, "person:محمد", "batch:2026 mars/3", "a:" + "x" * 98, "a:" + "x" * 200]
    store.write_versions(a_version(object_id) for object_id in ids)
    assert sorted(store.ids()) == sorted(ids)
    assert_valid()


def test_each_new_state_is_a_version_and_the_older_ones_stay(store: Preservation, assert_valid: Valid) -> None:
    store.write_versions([a_version(state={"record.json": b"1", "a.txt": b"a"}, message="Versement")])
    store.write_versions([a_version(state={"record.json": b"2"}, message="Correction")])
    assert store.head(ARK) == 2
    assert [version.message for version in store.versions(ARK)] == ["Versement", "Correction"]
    assert store.read(ARK, "a.txt", version=1) == b"a"
    with pytest.raises(NotPreserved):
        store.read(ARK, "a.txt")
    assert_valid()


def test_who_and_when_stand_in_the_version(store: Preservation) -> None:
    store.write_versions([a_version()])
    (version,) = store.versions(ARK)
    assert (version.user_name, version.user_address) == ("Amina Diallo", "mailto:amina@example.org")
    assert version.created == "2026-03-01T12:00:00Z"


def test_the_same_state_again_makes_no_version(store: Preservation) -> None:
    assert store.write_versions([a_version(message="Versement")]) == 1
    assert store.write_versions([a_version(message="Encore")]) == 0
    assert store.head(ARK) == 1


def test_one_object_twice_in_a_call_gets_both_versions_in_order(store: Preservation, assert_valid: Valid) -> None:
    states = [{"record.json": number.to_bytes()} for number in (1, 2, 3)]
    assert store.write_versions(a_version(state=state) for state in states) == 3
    assert [store.read(ARK, "record.json", version=number) for number in (1, 2, 3)] == [b"\1", b"\2", b"\3"]
    assert_valid()


def test_the_same_content_stands_once_in_an_object(store: Preservation, assert_valid: Valid) -> None:
    store.write_versions([a_version(state={"a.txt": b"same", "copies/b.txt": b"same"})])
    store.write_versions([a_version(state={"c.txt": b"same"})])
    contents = [path for path in store.folder(ARK).rglob("*") if path.is_file() and path.read_bytes() == b"same"]
    assert len(contents) == 1
    assert store.read(ARK, "c.txt") == b"same"
    assert_valid()


def test_logical_paths_keep_accents_and_spaces_while_the_disk_sees_plain_names(
    store: Preservation, assert_valid: Valid
) -> None:
    paths = {
        "files/f1/Été 1974 à Nantes.jpg": b"1",
        "files/f1/ete-1974-a-nantes.jpg": b"2",
        "أم كلثوم.mp3": b"3",
        "…": b"4",
    }
    store.write_versions([a_version(state=paths)])
    assert dict(store.state(ARK)) == {path: sha512(content) for path, content in paths.items()}
    assert all(store.read(ARK, path) == content for path, content in paths.items())
    assert all(str(path.relative_to(store.folder(ARK))).isascii() for path in store.folder(ARK).rglob("*"))
    assert_valid()


@pytest.mark.parametrize("path", ["", "/a", "a/", "a//b", "../a", "a/./b", "a\0b", "\udce9.jpg", "record.json/b"])
def test_a_path_that_ocfl_forbids_is_refused_and_nothing_is_written(store: Preservation, path: str) -> None:
    with pytest.raises(PathRefused) as refused:
        store.write_versions([a_version("ark:1/a"), a_version("ark:1/b", {"record.json": b"", path: b""})])
    assert refused.value.object_id == "ark:1/b"
    assert list(store.ids()) == []


def test_a_master_nobody_staged_stops_its_batch_and_is_named(store: Preservation, assert_valid: Valid) -> None:
    unknown = Held(sha512(b"never came"))
    with pytest.raises(MasterMissing) as missing:
        store.write_versions([a_version("ark:1/a"), a_version("ark:1/b", {"f.tif": unknown})])
    assert (missing.value.object_id, missing.value.path) == ("ark:1/b", "f.tif")
    assert store.write_versions([a_version("ark:1/a")]) == 1
    assert_valid()


def test_a_full_disk_leaves_nothing_half_written(store: Preservation, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write_versions([a_version(state={"record.json": b"1"})])
    with monkeypatch.context() as patched:
        patched.setattr("archive.preservation.durable.os.link", _no_space)
        with pytest.raises(OSError, match="No space left"):
            store.write_versions([a_version(state={"record.json": b"2", "f.tif": staged(store, b"tif")})])
    assert store.read(ARK, "record.json") == b"1"
    assert [path for path in (store.root.parent / "work").rglob("*") if path.is_file() and path.name != ".lock"] == []


def _no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_version_without_its_time_zone_is_refused(store: Preservation) -> None:
    version = a_version()
    naive = type(version)(version.id, version.state, "", ("", ""), version.created.replace(tzinfo=None))
    with pytest.raises(ValueError, match="time zone"):
        store.write_versions([naive])


def test_a_master_is_taken_from_an_earlier_version_when_it_is_no_longer_staged(store: Preservation) -> None:
    film = staged(store, b"film")
    store.write_versions([a_version(state={"f.mp4": film})])
    assert store.sweep(wanted=(), older_than_seconds=-1) == 1
    store.write_versions([a_version(state={"renamed.mp4": film})])
    assert store.read(ARK, "renamed.mp4") == b"film"


def test_two_records_may_share_one_master(store: Preservation, assert_valid: Valid) -> None:
    photograph = staged(store, b"photograph")
    store.write_versions([a_version("ark:1/a", {"p.jpg": photograph}), a_version("ark:1/b", {"p.jpg": photograph})])
    store.purge("ark:1/a")
    assert store.read("ark:1/b", "p.jpg") == b"photograph"
    assert_valid()


def test_staging_twice_keeps_one_copy(store: Preservation, tmp_path: Path) -> None:
    source = tmp_path / "a.tif"
    source.write_bytes(b"tif")
    assert store.stage(source) == store.stage(source, sha512(b"tif")) == store.stage(io.BytesIO(b"tif"))
    assert list(store.staging.sums()) == [sha512(b"tif")]
    assert store.master(ARK, sha512(b"tif")).read_bytes() == b"tif"


def test_a_file_that_changed_since_it_was_identified_is_not_staged(store: Preservation, tmp_path: Path) -> None:
    source = tmp_path / "a.tif"
    source.write_bytes(b"after")
    with pytest.raises(ChecksumDiffers) as differs:
        store.stage(source, sha512(b"before"))
    assert differs.value.found == sha512(b"after")
    assert [entry.name for entry in store.staging.folder.iterdir() if entry.name != ".lock"] == []


def test_the_sweep_keeps_what_is_wanted_and_what_came_in_lately(store: Preservation) -> None:
    wanted, old, fresh = (staged(store, content) for content in (b"wanted", b"old", b"fresh"))
    for held in (wanted, old):
        os.utime(store.staging.folder / held.sha512, (0, 0))
    (store.staging.folder / ".incoming-crashed").write_bytes(b"half")
    os.utime(store.staging.folder / ".incoming-crashed", (0, 0))
    assert store.sweep({wanted.sha512}) == 2
    assert set(store.staging.sums()) == {wanted.sha512, fresh.sha512}


def test_a_purged_object_is_gone_with_its_masters_and_folders(store: Preservation, assert_valid: Valid) -> None:
    film = staged(store, b"film")
    store.write_versions([a_version(state={"film.mp4": film})])
    store.write_versions([a_version(state={"record.json": b"{}"})])
    store.purge(ARK, forget=[film.sha512])
    assert store.head(ARK) is None
    with pytest.raises(NotPreserved):
        store.master(ARK, film.sha512)
    home = store.root.parent
    assert not [path for path in home.rglob("*") if path.is_file() and path.read_bytes() in (b"film", b"{}")]
    assert_valid()


def test_a_tombstone_stands_alone_where_an_object_was_purged(store: Preservation, assert_valid: Valid) -> None:
    store.write_versions([a_version(state={"record.json": b"secret"})])
    for _ in range(2):
        store.purge(ARK, a_tombstone())
    assert [dict(version.state).keys() for version in store.versions(ARK)] == [{"tombstone.json"}]
    assert b"secret" not in [path.read_bytes() for path in store.root.rglob("*") if path.is_file()]
    assert_valid()


def test_purging_what_was_never_there_changes_nothing(store: Preservation, assert_valid: Valid) -> None:
    store.purge(ARK)
    assert list(store.ids()) == []
    store.purge(ARK, a_tombstone())
    assert store.head(ARK) == 1
    assert_valid()


def test_a_damaged_object_can_still_be_purged(store: Preservation) -> None:
    store.write_versions([a_version()])
    (store.folder(ARK) / "inventory.json").write_bytes(b"{")
    store.purge(ARK, a_tombstone())
    assert dict(store.state(ARK)).keys() == {"tombstone.json"}


def test_a_folder_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "preservation").mkdir()
    (tmp_path / "preservation" / "letter.txt").write_text("keep me")
    with pytest.raises(StoreUnusable):
        Preservation.open(tmp_path / "preservation")


def test_a_store_laid_out_otherwise_is_refused(store: Preservation) -> None:
    (configuration,) = store.root.glob("extensions/*/config.json")
    configuration.write_text(configuration.read_text().replace('"tupleSize": 2', '"tupleSize": 3'))
    with pytest.raises(StoreUnusable):
        Preservation.open(store.root)


def test_a_reader_never_meets_a_half_written_version(store: Preservation) -> None:
    store.write_versions([a_version(state={"a": b"0", "b": b"0"})])
    stop, seen, torn = threading.Event(), set(), []

    def read() -> None:
        while not stop.is_set():
            inventory = store.inventory(ARK)
            assert inventory is not None
            contents = {
                (store.folder(ARK) / inventory.manifest[sum_]).read_bytes() for sum_ in inventory.state.values()
            }
            seen.update(contents)
            if len(contents) != 1:
                torn.append(contents)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 30):
        content = str(number).encode()
        store.write_versions([a_version(state={"a": content, "b": content})])
    stop.set()
    reader.join()
    assert torn == []
    assert len(seen) > 1


def test_two_writers_take_turns(store: Preservation) -> None:
    def write(name: str) -> None:
        for number in range(10):
            Preservation.open(store.root).write_versions([a_version(state={name: str(number).encode()})])

    writers = [threading.Thread(target=write, args=(name,)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert store.head(ARK) == 20
    assert ocfl_complaints(store.root) == []
