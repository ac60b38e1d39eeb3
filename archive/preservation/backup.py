"""Copies what a store gained into another, and back: both are whole OCFL stores, laid out alike.

Only what is not there yet is copied; each copy is read again against its SHA-512, and synced before it shows. A backup
follows purges only where it is told so: an object that vanished by accident must not vanish from the backup too.
"""

from __future__ import annotations

import hashlib
import itertools
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from archive.failpoints import failpoint
from archive.model.errors import ArchiveError
from archive.preservation import durable, layout
from archive.preservation.errors import ChecksumDiffers, HistoriesDiffer, NotPreserved, StoreUnusable
from archive.preservation.inventory import FILE, SIDECAR, Inventory, from_json, sidecar_of
from archive.preservation.store import OBJECTS_PER_SYNC, Preservation


@dataclass(frozen=True)
class Counts:
    """What a copy did. `problems` are objects left as they were, each with what stopped it."""

    objects: int = 0  # new or with new versions
    files: int = 0
    bytes: int = 0
    staged: int = 0  # masters waiting for their object
    purged: int = 0
    problems: tuple[tuple[str, ArchiveError], ...] = ()


def copy_gained(root: Path, target: Path, purged: Collection[str] = ()) -> Counts:
    """Bring the backup at `target` (a storage root, made if absent) up to the store at `root`.

    Take the catalogue's snapshot first: what it names is then staged or in its object. `purged` are the identifiers
    that the catalogue knows as purged or withdrawn: they leave the backup, or give way to what stands in their place.
    """
    source, backup = Preservation.to_read(root), Preservation.open(target)
    copying = _Copying(source, backup, frozenset(purged))
    counts = copying.run()
    backup.sweep(frozenset(source.staging.sums()), older_than_seconds=0)
    return counts


def restore(target: Path, root: Path) -> Counts:
    """Bring back to `root` (made if absent) all that the backup at `target` holds and it lacks. May be run again."""
    return _Copying(Preservation.to_read(target), Preservation.open(root), frozenset()).run()


class _Copying:
    """One run from one store to another."""

    def __init__(self, source: Preservation, target: Preservation, purged: frozenset[str]) -> None:
        self._source = source
        self._target = target
        self._purged = purged
        self._files = self._bytes = 0
        self._problems: list[tuple[str, ArchiveError]] = []

    def run(self) -> Counts:
        """Staged masters first: one that is carried meanwhile is then found in its object."""
        staged = sum(self._copy_staged(sha512) for sha512 in list(self._source.staging.sums()))
        gone = [self._purge(object_id) for object_id in sorted(self._purged)]
        objects = sum(self._copy_objects(batch) for batch in _batches(self._source.ids()))
        return Counts(objects, self._files, self._bytes, staged, sum(gone), tuple(self._problems))

    def _copy_staged(self, sha512: str) -> bool:
        path = self._source.staging.path(sha512)
        if path is None or self._target.staging.path(sha512) is not None:
            return False
        try:
            self._target.stage(path, sha512)
        except FileNotFoundError:  # carried and swept meanwhile
            return False
        except ChecksumDiffers as problem:
            self._problems.append((f"staging/{sha512}", problem))
            return False
        return True

    def _purge(self, object_id: str) -> bool:
        """Take out of the target what was purged: absent from the source, or standing there with another past."""
        try:
            ours, theirs = self._source.inventory(object_id), self._target.inventory(object_id)
        except StoreUnusable as problem:
            self._problems.append((object_id, problem))
            return False
        if theirs is None or (ours is not None and ours.continues(theirs)):
            return False
        self._target.purge(object_id)
        return True

    def _copy_objects(self, object_ids: Iterable[str]) -> int:
        return self._target.write_built(
            [(layout.place_of(object_id), partial(self._build, object_id)) for object_id in object_ids]
        )

    def _build(self, object_id: str, entry: Path) -> bool:
        """Copy what the target lacks of an object into a work folder; False where it lacks nothing, or on a problem."""
        if _same_sidecar(self._source.folder(object_id), self._target.folder(object_id)):
            return False
        try:
            return self._copy_versions(entry, object_id)
        except FileNotFoundError as problem:
            if self._source.folder(object_id).is_dir():  # not purged meanwhile: a file is really missing
                self._problems.append((object_id, NotPreserved(object_id, str(problem.filename))))
        except ArchiveError as problem:
            self._problems.append((object_id, problem))
        shutil.rmtree(entry, ignore_errors=True)
        return False

    def _copy_versions(self, entry: Path, object_id: str) -> bool:
        folder = self._source.folder(object_id)
        content = (folder / FILE).read_bytes()
        ours, theirs = from_json(content, str(folder)), self._target.inventory(object_id) or Inventory(object_id)
        if theirs.continues(ours):
            return False
        if not ours.continues(theirs):
            raise HistoriesDiffer(object_id)
        entry.mkdir()
        if not theirs.head:
            durable.write(entry / layout.OBJECT_DECLARATION[0], layout.OBJECT_DECLARATION[1], "backup declaration")
        for number in range(theirs.head + 1, ours.head + 1):
            self._copy_version(folder, entry, f"v{number}", ours)
        durable.write(entry / FILE, content, "backup inventory")
        durable.write(entry / SIDECAR, sidecar_of(content), "backup sidecar")
        return True

    def _copy_version(self, folder: Path, entry: Path, version: str, inventory: Inventory) -> None:
        recorded = (folder / version / SIDECAR).read_text().partition(" ")[0]
        sums = {f"{version}/{FILE}": recorded}
        sums |= {path: sha512 for sha512, path in inventory.manifest.items() if path.startswith(f"{version}/")}
        for path, sha512 in sums.items():
            self._copy_file(folder / path, entry / path, sha512)
        durable.write(entry / version / SIDECAR, (folder / version / SIDECAR).read_bytes(), "backup version sidecar")

    def _copy_file(self, source: Path, target: Path, sha512: str) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        failpoint("backup content: before write")
        shutil.copyfile(source, target)
        failpoint("backup content: after write")
        with target.open("rb") as copy:
            found = hashlib.file_digest(copy, "sha512").hexdigest()
        if found != sha512:
            raise ChecksumDiffers(str(source), expected=sha512, found=found)
        self._files += 1
        self._bytes += target.stat().st_size


def _same_sidecar(ours: Path, theirs: Path) -> bool:
    """Two objects with the same inventory's checksum hold the same: nothing more is read of them."""
    try:
        return (ours / SIDECAR).read_bytes() == (theirs / SIDECAR).read_bytes()
    except FileNotFoundError:
        return False


def _batches(object_ids: Iterable[str]) -> Iterable[list[str]]:
    remaining = iter(object_ids)
    while batch := list(itertools.islice(remaining, OBJECTS_PER_SYNC)):
        yield batch
