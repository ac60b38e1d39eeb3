"""A short life of a store, in steps ticked off as the carrier ticks its outbox; run in a process that may be killed.

`python -m tests.archive.preservation.crashing HOME` goes on from the first step not ticked.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from archive.model.derived import DERIVED, Derived
from archive.preservation.backup import copy_gained
from archive.preservation.derivatives import Derivatives
from archive.preservation.store import Held, Preservation
from tests.archive.preservation.builders import a_tombstone, a_version, sha512

FILM, PHOTOGRAPH = b"film" * 1000, b"photograph" * 1000
KEPT, WITHDRAWN, PURGED, NEVER = "ark:1/kept", "ark:1/withdrawn", "ark:1/purged", "ark:1/never"
ARK = "ark:1/kept"


def live(home: Path) -> None:
    """Take every step not yet ticked."""
    ticks = home / "ticks"
    done = ticks.read_text().split() if ticks.exists() else []
    for step in STEPS:
        if step.__name__ not in done:
            step(home)
            with ticks.open("a") as file:
                file.write(f"{step.__name__}\n")


def stage(home: Path) -> None:
    store = open_store(home)
    for content in (FILM, PHOTOGRAPH):
        store.stage(io.BytesIO(content), sha512(content))


def deposit(home: Path) -> None:
    film, photograph = Held(sha512(FILM)), Held(sha512(PHOTOGRAPH))
    versions = [
        a_version(KEPT, {"record.json": b"1", "f1/film.mp4": film}),
        a_version(WITHDRAWN, {"record.json": b"1", "f1/photograph.jpg": photograph}),
        a_version(PURGED, {"record.json": b"1"}),
    ]
    open_store(home).write_versions(versions)


def correct(home: Path) -> None:
    film, photograph = Held(sha512(FILM)), Held(sha512(PHOTOGRAPH))
    versions = [
        a_version(KEPT, {"record.json": b"2", "f1/film.mp4": film, "f2/photograph.jpg": photograph}),
        a_version(WITHDRAWN, {"record.json": b"2"}),
    ]
    open_store(home).write_versions(versions)


def back_up(home: Path) -> None:
    copy_gained(home / "preservation", home / "backup" / "preservation")


def purge(home: Path) -> None:
    store = open_store(home)
    store.purge(PURGED)
    store.purge(WITHDRAWN, a_tombstone(WITHDRAWN), forget=[sha512(PHOTOGRAPH)])
    store.purge(NEVER, a_tombstone(NEVER))


def sweep(home: Path) -> None:
    open_store(home).sweep(wanted=(), older_than_seconds=-1)


def back_up_again(home: Path) -> None:
    film = Held(sha512(FILM))
    open_store(home).write_versions([a_version(KEPT, {"record.json": b"3", "f1/film.mp4": film})])
    copy_gained(home / "preservation", home / "backup" / "preservation", purged=[PURGED, WITHDRAWN])


def derive(home: Path) -> None:
    for width in (1, 2):
        prepared = home / f"prepared-{width}"
        prepared.mkdir(exist_ok=True)
        (prepared / DERIVED).write_bytes(Derived("image", width=width).to_json())
        Derivatives(home / "derivatives").place(ARK, "f1", prepared)
    Derivatives(home / "derivatives").remove(ARK, "f2")


def open_store(home: Path) -> Preservation:
    return Preservation.open(home / "preservation")


STEPS: Sequence[Callable[[Path], None]] = (stage, deposit, correct, back_up, purge, sweep, back_up_again, derive)

if __name__ == "__main__":
    live(Path(sys.argv[1]))
