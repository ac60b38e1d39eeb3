"""Makes versions visible, and takes objects away, so that a crash leaves the state before or the state after.

Only one process writes at a time: all happens under the lock of the work folder, and whoever takes the lock first
finishes what a dead process left. Work is kept in one folder an object, named by the object's place, until it is
done and synced:

  work/writing/<key>/                          a new object, whole, or
  work/writing/<key>/{vN, inventory.json, …}   the next version of an object, and its next root inventory
  work/purging/<key>/object                    what is to stand in a purged object's place, if anything
  work/purging/<key>/purged                    the purged object
  work/moving/                                 a new object with its missing parent folders, on its way into the root

A batch is built there and synced once. Then, object by object:
  new      one rename brings the object in, with its parent folders where these are missing: no folder is ever empty.
           (Its work folder itself moves, for file systems make new files slowly where they have just removed some.)
  changed  vN comes in by one rename: readers follow the root inventory and do not see it yet. The rename of the root
           inventory is the commit; its sidecar follows. Readers never need the sidecar; `fixity.check` takes the lock
           before it complains of one.
A second sync follows, and only then is the work folder emptied and the caller told.

Recovery looks at each object named in the work folder. A vN that its root inventory does not know was whole and synced
before it came in, so it is committed (rolled forward) from its own inventory; one that does not agree with its own
sidecar is taken out. A purge whose object has already left is finished; one whose object still stands never happened.
Asking again for the same state changes nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from archive.preservation import durable
from archive.preservation.building import build_object, build_version
from archive.preservation.errors import StoreUnusable
from archive.preservation.inventory import FILE, SIDECAR, Inventory, check_paths, from_json, sidecar_of
from archive.preservation.layout import OBJECT_DECLARATION, Place, place_of
from archive.preservation.staging import Staging
from archive.preservation.versions import ObjectVersion

Build = Callable[[Path], bool]  # builds in the work folder it is given; False: there is nothing to write
_PURGED = "purged"
_REPLACEMENT = "object"


class Publisher:
    """The writing side of one storage root."""

    def __init__(self, root: Path, work: Path, staging: Staging) -> None:
        self.root = root
        self._staging = staging
        self._lock = work / ".lock"
        self._writing = work / "writing"
        self._purging = work / "purging"
        self._moving = work / "moving"

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store for writing: alone, nothing half done in it. If the block fails, what it left is cleared."""
        with durable.locked(self._lock):
            self._recover()
            try:
                yield
            except Exception:
                with contextlib.suppress(OSError):  # what stopped the block (a full disk) is the one to tell
                    self._recover()
                raise

    def write(self, versions: Sequence[ObjectVersion]) -> int:
        """Write one batch, each object at most once in it; says how many versions it made."""
        return self.write_built([(place_of(version.id), partial(self._build, version)) for version in versions])

    def write_built(self, builds: Sequence[tuple[Place, Build]]) -> int:
        """Let each build in its work folder, sync once, then make visible what they built; says how many did."""
        with self.writing():
            built = [place for place, build in builds if build(self._writing / place.key)]
            if built:
                durable.sync_everything(self._writing, what="ocfl batch")
                for place in built:
                    self._publish(place)
                durable.sync_everything(*self._parents(built), what="ocfl published batch")
                for place in built:
                    durable.remove_tree(self._writing / place.key, "ocfl work folder")
            return len(built)

    def purge(self, object_id: str, replacement: ObjectVersion | None) -> None:
        """Take every version of an object away, and put a new object in its place if one is given."""
        with self.writing():
            place = place_of(object_id)
            if self._is_purged(place, replacement):
                return
            entry = self._purging / place.key
            entry.mkdir()
            if replacement is not None:
                check_paths(replacement.id, replacement.state)
                build_object(entry / _REPLACEMENT, replacement, self._staging)
            durable.sync_everything(entry, what="ocfl purge")
            if place.under(self.root).is_dir():
                durable.rename(place.under(self.root), entry / _PURGED, "ocfl purged object")
            elif replacement is not None:
                self._move_in(entry / _REPLACEMENT, place)
            self._finish_purge(entry, place)

    def settle(self, place: Place, entry: Path) -> None:
        """Complete a version that came in without its root inventory, or take it out if not whole; mend the sidecar."""
        folder = place.under(self.root)
        if not (folder / FILE).is_file():
            return
        try:
            head = from_json((folder / FILE).read_bytes(), str(folder)).head
        except StoreUnusable:  # no crash of ours: left to `fixity.check`, for it must not stop every other object
            return
        while _is_whole(waiting := folder / f"v{head + 1}"):
            self._replace_root(folder, (waiting / FILE).read_bytes(), entry)
            head += 1
        if waiting.is_dir():
            durable.rename(waiting, entry / "broken", "ocfl broken version")
        elif not _is_whole(folder) and _is_whole(folder / f"v{head}"):
            self._replace_root(folder, (folder / f"v{head}" / FILE).read_bytes(), entry)

    def _build(self, version: ObjectVersion, entry: Path) -> bool:
        """Build what is new in the work folder; False if the object is in this state already."""
        check_paths(version.id, version.state)
        before = self._current(place_of(version.id), version.id, entry)
        if before is None:
            build_object(entry, version, self._staging)
        elif before.state != version.sums():
            build_version(entry, version, before, self._staging)
        else:
            return False
        return True

    def _current(self, place: Place, object_id: str, entry: Path) -> Inventory | None:
        folder = place.under(self.root)
        if not folder.is_dir():
            return None
        current = _root_inventory(folder, object_id)
        if (folder / f"v{current.head + 1}").exists():  # left by somebody who emptied the work folder
            entry.mkdir()
            self.settle(place, entry)
            durable.remove_tree(entry, "ocfl work folder")
            current = _root_inventory(folder, object_id)
        return current

    def _publish(self, place: Place) -> None:
        entry, folder = self._writing / place.key, place.under(self.root)
        if (entry / OBJECT_DECLARATION[0]).is_file():
            self._move_in(entry, place)
            return
        versions = [path for path in entry.iterdir() if path.is_dir()]
        for version in sorted(versions, key=lambda path: int(path.name[1:])):
            durable.rename(version, folder / version.name, "ocfl version folder")
        durable.rename(entry / FILE, folder / FILE, "ocfl root inventory")
        durable.rename(entry / SIDECAR, folder / SIDECAR, "ocfl root inventory sidecar")

    def _move_in(self, built: Path, place: Place) -> None:
        """Bring a new object in by one rename of its topmost folder that is missing: OCFL allows no empty folder."""
        steps = (place.first, place.second, place.name)
        depth = next(depth for depth in range(3) if not self.root.joinpath(*steps[: depth + 1]).exists())
        if depth < 2:
            inner = self._moving.joinpath(*steps[depth:])
            inner.parent.mkdir(parents=True)
            durable.rename(built, inner, "ocfl new object in its parents")
            built = self._moving / steps[depth]
        durable.rename(built, self.root.joinpath(*steps[: depth + 1]), "ocfl new object")

    def _replace_root(self, folder: Path, content: bytes, entry: Path) -> None:
        for name, file_content in ((FILE, content), (SIDECAR, sidecar_of(content))):
            durable.write(entry / name, file_content, "ocfl recovered inventory")
            with (entry / name).open("rb") as file:
                durable.sync_file(file, "ocfl recovered inventory")
            durable.rename(entry / name, folder / name, "ocfl recovered inventory")

    def _is_purged(self, place: Place, replacement: ObjectVersion | None) -> bool:
        folder = place.under(self.root)
        if replacement is None or not folder.is_dir():
            return replacement is None and not folder.exists()
        try:
            found = _root_inventory(folder, replacement.id)
        except StoreUnusable:  # even a damaged object can be purged
            return False
        return found.head == 1 and found.state == replacement.sums()

    def _finish_purge(self, entry: Path, place: Place) -> None:
        """After the object left: bring its replacement in, drop parent folders now empty, and only then delete."""
        replacement = entry / _REPLACEMENT
        if replacement.is_dir() and (entry / _PURGED).is_dir() and not place.under(self.root).exists():
            self._move_in(replacement, place)
        for parent in (self.root / place.first / place.second, self.root / place.first):
            with contextlib.suppress(OSError):  # not empty, or gone
                parent.rmdir()
        durable.sync_everything(self.root, what="ocfl purged")
        durable.remove_tree(entry, "ocfl purged object")

    def _recover(self) -> None:
        written, purged = sorted(self._writing.iterdir()), sorted(self._purging.iterdir())
        for entry in written:
            self.settle(Place.from_key(entry.name), entry)
        if written:
            durable.sync_everything(self.root, what="ocfl recovery")
        for entry in (*written, *self._moving.iterdir()):
            durable.remove_tree(entry, "ocfl work folder")
        for entry in purged:
            self._finish_purge(entry, Place.from_key(entry.name))

    def _parents(self, built: Iterable[Place]) -> list[Path]:
        return sorted({place.under(self.root).parent for place in built})


def _root_inventory(folder: Path, object_id: str) -> Inventory:
    try:
        found = from_json((folder / FILE).read_bytes(), str(folder))
    except OSError as problem:
        raise StoreUnusable(str(folder), "the object has no readable inventory") from problem
    if found.object_id != object_id:
        raise StoreUnusable(str(folder), f"the folder of {object_id} holds {found.object_id}")
    return found


def _is_whole(folder: Path) -> bool:
    """Whether an inventory stands there and agrees with its sidecar."""
    try:
        return (folder / SIDECAR).read_bytes() == sidecar_of((folder / FILE).read_bytes())
    except FileNotFoundError:
        return False
