"""The preservation store: masters and descriptions as OCFL 1.1 objects, every version kept, each checked by SHA-512.

`<home>/preservation` is the storage root; `<home>/staging` and `<home>/work` stand beside it on the same file system,
for a version becomes visible by a rename. `publishing.py` says what a crash can leave and how it is mended. Any process
may read and stage at any time; writing and purging wait for each other (one carrier does both).
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from archive.preservation import durable, layout
from archive.preservation.errors import NotPreserved, StoreUnusable
from archive.preservation.inventory import FILE, Inventory, Version, from_json
from archive.preservation.publishing import Build, Publisher
from archive.preservation.staging import A_DAY_SECONDS, StagedFile, Staging
from archive.preservation.versions import Content, Held, ObjectVersion

__all__ = ["Content", "Held", "ObjectVersion", "Preservation", "StagedFile"]

OBJECTS_PER_SYNC = 200


class Preservation:
    """One storage root, with its staged masters."""

    def __init__(self, root: Path, staging: Staging, publisher: Publisher) -> None:
        self.root = root
        self.staging = staging
        self._publisher = publisher

    @classmethod
    def open(cls, root: Path) -> Preservation:
        """Open the store at `root`, making it where nothing stands. Refuses a folder that is no store of ours."""
        root = root.absolute()
        staging, work = root.parent / "staging", root.parent / "work"
        for folder in (staging, work / "writing", work / "purging", work / "moving"):
            folder.mkdir(parents=True, exist_ok=True)
        if not (root / layout.DECLARATION[0]).exists():
            with durable.locked(work / ".lock"):
                layout.make_root(root, work)
        layout.check_root(root)
        if len({folder.stat().st_dev for folder in (root, staging, work)}) > 1:
            raise StoreUnusable(str(root), "staging and work, beside it, must be on the same file system")
        kept = Staging(staging)
        return cls(root, kept, Publisher(root, work, kept))

    @classmethod
    def to_read(cls, root: Path) -> Preservation:
        """Open a store that may stand on a disk one cannot write to. Refuses a folder that is no store of ours."""
        root = root.absolute()
        layout.check_root(root)
        staging = Staging(root.parent / "staging")
        return cls(root, staging, Publisher(root, root.parent / "work", staging))

    def stage(self, source: Path | BinaryIO, sha512: str | None = None) -> StagedFile:
        """Copy a master in, synced, checked against its announced SHA-512; staged before: nothing happens."""
        return self.staging.stage(source, sha512)

    def write_versions(self, versions: Iterable[ObjectVersion]) -> int:
        """Write new states of many objects, durably; says how many versions that made: none for a state already held.

        On an error (`MasterMissing` and `PathRefused` name the object) its batch of 200 is not written.
        """
        return sum(self._publisher.write(batch) for batch in _batches(versions))

    def write_built(self, builds: Sequence[tuple[layout.Place, Build]]) -> int:
        """Write one batch that others build, as `write_versions` does; says how many versions were made."""
        return self._publisher.write_built(builds)

    def purge(self, object_id: str, replacement: ObjectVersion | None = None, forget: Collection[str] = ()) -> None:
        """Remove an object, every version and master of it; `replacement` (a tombstone) then stands in its place.

        `forget` names staged masters to remove too: those no other record wants. Purging again changes nothing.
        """
        if replacement is not None and replacement.id != object_id:
            raise ValueError("what replaces an object keeps its identifier")
        self._publisher.purge(object_id, replacement)
        self.staging.forget(forget)

    def sweep(self, wanted: Collection[str], older_than_seconds: float = A_DAY_SECONDS) -> int:
        """Remove staged masters that no uncarried record wants; says how many."""
        return self.staging.sweep(wanted, older_than_seconds)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Keep writers out while the block runs, once what a crash left is finished. Write nothing in the block."""
        with self._publisher.writing():
            yield

    def ids(self) -> Iterator[str]:
        """The identifier of every object, in the order of their hashes."""
        for place in layout.places(self.root):
            with contextlib.suppress(FileNotFoundError):
                yield layout.id_at(self.root, place)

    def inventory(self, object_id: str) -> Inventory | None:
        """The object's inventory; None where there is no such object."""
        path = self.folder(object_id) / FILE
        try:
            return from_json(path.read_bytes(), str(path))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def head(self, object_id: str) -> int | None:
        """The number of the newest version; None where there is no such object."""
        found = self.inventory(object_id)
        return found.head if found else None

    def versions(self, object_id: str) -> tuple[Version, ...]:
        """Every version, oldest first; none where there is no such object."""
        found = self.inventory(object_id)
        return found.versions if found else ()

    def state(self, object_id: str, version: int | None = None) -> Mapping[str, str]:
        """Logical path → SHA-512 in a version (the newest where none is given)."""
        found = self._inventory_with(object_id, version)
        return found.versions[(version or found.head) - 1].state

    def read(self, object_id: str, path: str, version: int | None = None) -> bytes:
        """The bytes at a logical path."""
        try:
            return self.path_of(object_id, path, version).read_bytes()
        except FileNotFoundError as problem:  # purged meanwhile
            raise NotPreserved(object_id, path) from problem

    def path_of(self, object_id: str, path: str, version: int | None = None) -> Path:
        """Where the content of a logical path stands on the disk; to be read only."""
        found = self._inventory_with(object_id, version)
        sha512 = found.versions[(version or found.head) - 1].state.get(path)
        if sha512 is None:
            raise NotPreserved(object_id, path)
        return self.folder(object_id) / found.manifest[sha512]

    def master(self, object_id: str, sha512: str) -> Path:
        """Where a master of this object stands, by checksum: in the object, or still staged."""
        found = self.inventory(object_id)
        if found is not None and sha512 in found.manifest:
            return self.folder(object_id) / found.manifest[sha512]
        staged = self.staging.path(sha512)
        if staged is None:
            raise NotPreserved(object_id, sha512)
        return staged

    def folder(self, object_id: str) -> Path:
        """Where the object's folder stands, or would."""
        return layout.place_of(object_id).under(self.root)

    def _inventory_with(self, object_id: str, version: int | None) -> Inventory:
        found = self.inventory(object_id)
        if found is None or not 1 <= (version or found.head) <= found.head:
            raise NotPreserved(object_id)
        return found


def _batches(versions: Iterable[ObjectVersion]) -> Iterator[list[ObjectVersion]]:
    """Batches of at most 200, and no object twice in one."""
    batch: dict[str, ObjectVersion] = {}
    for version in versions:
        if version.id in batch or len(batch) == OBJECTS_PER_SYNC:
            yield list(batch.values())
            batch = {}
        batch[version.id] = version
    if batch:
        yield list(batch.values())
