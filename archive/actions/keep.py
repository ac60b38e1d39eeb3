"""Keeping: fixity, backup and restore, and the places and subjects the archive starts with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from archive.actions.clock import now
from archive.catalogue import arks, authorities
from archive.preservation import backup as copying
from archive.preservation import fixity
from archive.preservation.backup import Counts
from archive.wiring import Archive, read_concepts, read_places

SNAPSHOT, STORE = "catalogue.snapshot", "preservation"
#: Files of the home that no store holds.
_SMALL = ("secret",)


def learn(archive: Archive) -> int:
    """Take in the places and subjects of `config/`; says how many were new or other than before."""
    config = archive.settings.config
    known = [*read_places(config / "places" / "places.csv"), *read_concepts(archive.vocabularies["subjects"])]
    with archive.catalogue.writing() as c:
        return authorities.save_many(c, known, at=now())


def check(archive: Archive) -> Iterator[fixity.Problem]:
    """Recompute every checksum of the preservation store; gives what is wrong."""
    return fixity.check(archive.preservation)


def backup(archive: Archive, folder: Path) -> Counts:
    """Copy what the archive holds and cannot make again to a folder: a snapshot of the catalogue, and what preservation
    gained since the last time. Derivatives and index are made again from these."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{SNAPSHOT}.new"
    archive.catalogue.snapshot(fresh)
    fresh.replace(folder / SNAPSHOT)
    for name in _SMALL:
        if (archive.settings.home / name).exists():
            shutil.copy2(archive.settings.home / name, folder / name)
    return copying.copy_gained(archive.preservation.root, folder / STORE, _gone(archive))


def restore(archive: Archive, folder: Path) -> Counts:
    """Give an empty home what a backup holds; index and derivatives are to be made again after it."""
    counts = copying.restore(folder / STORE, archive.preservation.root)
    archive.catalogue.give_back(folder / SNAPSHOT)
    for name in _SMALL:
        if (folder / name).exists():
            shutil.copy2(folder / name, archive.settings.home / name)
    return counts


def _gone(archive: Archive) -> set[str]:
    gone: set[str] = set()
    after = ""
    while True:
        with archive.catalogue.reading() as c:
            some = arks.all_fates(c, after=after)
        if not some:
            return gone
        gone.update(ark for ark, _ in some)
        after = some[-1][0]
