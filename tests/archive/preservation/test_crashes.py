"""A process is killed at every place where the store writes, links, renames, syncs or removes; then another goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.preservation import fixity
from archive.preservation.derivatives import Derivatives
from archive.preservation.store import Preservation
from tests.archive.preservation.builders import a_tombstone, sha512
from tests.archive.preservation.crashing import FILM, KEPT, NEVER, PHOTOGRAPH, PURGED, WITHDRAWN, live
from tests.archive.preservation.second_opinion import ocfl_complaints

# Kind → what it is done to. Each is tried before and after; the first of each kind always, the others in the long run.
PLACES = {
    "write": [
        "ocfl version inventory",
        "ocfl layout configuration",
        "ocfl layout",
        "ocfl root declaration",
        "staged master",
        "ocfl object declaration",
        "ocfl content",
        "ocfl version inventory sidecar",
        "ocfl root inventory",
        "ocfl root inventory sidecar",
        "backup declaration",
        "backup content",
        "backup version sidecar",
        "backup inventory",
        "backup sidecar",
    ],
    "link": ["ocfl master"],
    "rename": [
        "ocfl version folder",
        "staged master",
        "ocfl root declaration",
        "ocfl new object in its parents",
        "ocfl new object",
        "ocfl root inventory",
        "ocfl root inventory sidecar",
        "ocfl purged object",
        "new derivatives",
        "old derivatives",
    ],
    "sync": [
        "ocfl published batch",
        "ocfl root",
        "ocfl root declaration",
        "staged master",
        "staging folder",
        "ocfl batch",
        "ocfl purge",
        "ocfl purged",
        "prepared derivatives",
        "placed derivatives",
    ],
    "removal": [
        "ocfl purged object",
        "ocfl work folder",
        "staged master",
        "staged left-over",
        "old derivatives",
        "left-over derivatives",
        "derivatives of a file",
    ],
}
FAILPOINTS = [
    f"{place}: {when} {kind}" for kind, places in PLACES.items() for place in places for when in ("before", "after")
]
ONE_OF_EACH_KIND = {f"{places[0]}: {when} {kind}" for kind, places in PLACES.items() for when in ("before", "after")}
RECOVERY = [
    f"ocfl recovered inventory: {when} {kind}" for kind in ("write", "sync", "rename") for when in ("before", "after")
]
PASSINGS = [
    pytest.param(name, passing, marks=() if passing == 1 and name in ONE_OF_EACH_KIND else pytest.mark.long)
    for name in FAILPOINTS
    for passing in (1, 2, 3)
]

_STATES = {
    KEPT: [
        {"record.json": sha512(b"1"), "f1/film.mp4": sha512(FILM)},
        {"record.json": sha512(b"2"), "f1/film.mp4": sha512(FILM), "f2/photograph.jpg": sha512(PHOTOGRAPH)},
        {"record.json": sha512(b"3"), "f1/film.mp4": sha512(FILM)},
    ],
    WITHDRAWN: [
        {"record.json": sha512(b"1"), "f1/photograph.jpg": sha512(PHOTOGRAPH)},
        {"record.json": sha512(b"2")},
    ],
    PURGED: [{"record.json": sha512(b"1")}],
}
_TOMBSTONES = {object_id: [a_tombstone(object_id).sums()] for object_id in (WITHDRAWN, NEVER)}
_AT_THE_END = {KEPT: _STATES[KEPT], **_TOMBSTONES}


def run(home: Path, **orders: str | Path) -> int:
    environment = {**os.environ, **{name: str(value) for name, value in orders.items()}}
    command = [sys.executable, "-m", "tests.archive.preservation.crashing", str(home)]
    return subprocess.run(command, env=environment, check=False).returncode


def kill_at(home: Path, order: str) -> bool:
    """Live until killed there; whether it was, proved by the word it left and by how it ended."""
    fired = home / "fired"
    fired.unlink(missing_ok=True)
    ended = run(home, ARCHIVE_FAILPOINT=order, ARCHIVE_FAILPOINT_LOG=fired)
    assert ended == (-signal.SIGKILL if fired.exists() else 0)
    return fired.exists()


def assert_only_whole_states_are_seen(home: Path) -> None:
    """What a reader finds right after the crash, before anybody mended anything."""
    root = home / "preservation"
    if not (root / "0=ocfl_1.1").is_file():
        return  # killed while the very first store was being made
    store = Preservation.to_read(root)
    for object_id in store.ids():
        seen = [dict(version.state) for version in store.versions(object_id)]
        whole = _STATES.get(object_id, [])
        assert seen in [*(whole[:number] for number in range(1, len(whole) + 1)), _TOMBSTONES.get(object_id)]
        for path, sum_ in seen[-1].items():
            assert sha512(store.read(object_id, path)) == sum_


def assert_nothing_is_lost_or_doubled(home: Path) -> None:
    for root in (home / "preservation", home / "backup" / "preservation"):
        store = Preservation.open(root)
        held = {object_id: [dict(version.state) for version in store.versions(object_id)] for object_id in store.ids()}
        assert held == _AT_THE_END
        assert ocfl_complaints(root) == []
        assert list(fixity.check(store)) == []
        assert list(store.staging.sums()) == []
        assert [path for path in (root.parent / "work").rglob("*") if path.is_file() and path.name != ".lock"] == []
    derived = Derivatives(home / "derivatives").derived(KEPT, "f1")
    assert derived is not None
    assert derived.width == 2


def test_every_failpoint_of_the_room_is_known(tmp_path: Path) -> None:
    assert run(tmp_path, ARCHIVE_FAILPOINT_LIST=tmp_path / "passed") == 0
    assert set((tmp_path / "passed").read_text().splitlines()) == set(FAILPOINTS)
    assert_nothing_is_lost_or_doubled(tmp_path)


@pytest.mark.parametrize(("name", "passing"), PASSINGS)
def test_a_kill_anywhere_loses_and_doubles_nothing(tmp_path: Path, name: str, passing: int) -> None:
    fired = kill_at(tmp_path, f"{name}:{passing}")
    assert fired or passing > 1  # some places are passed once in that short life
    assert_only_whole_states_are_seen(tmp_path)
    live(tmp_path)
    assert_nothing_is_lost_or_doubled(tmp_path)


@pytest.mark.parametrize(
    "name", [RECOVERY[-1], *(pytest.param(name, marks=pytest.mark.long) for name in RECOVERY[:-1])]
)
@pytest.mark.parametrize("passing", [1, 2])
def test_a_kill_while_mending_the_first_crash_is_mended_too(tmp_path: Path, name: str, passing: int) -> None:
    assert kill_at(tmp_path, "ocfl version folder: after rename")
    assert kill_at(tmp_path, f"{name}:{passing}")
    assert_only_whole_states_are_seen(tmp_path)
    live(tmp_path)
    assert_nothing_is_lost_or_doubled(tmp_path)
