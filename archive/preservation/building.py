"""Builds an object, or its next version, in a folder of the work folder where nobody looks; unsynced."""

from __future__ import annotations

from pathlib import Path

from archive.preservation import durable, layout
from archive.preservation.errors import MasterMissing
from archive.preservation.inventory import FILE, SIDECAR, Inventory, sidecar_of
from archive.preservation.staging import Staging
from archive.preservation.versions import ObjectVersion


def build_object(folder: Path, version: ObjectVersion, staging: Staging) -> None:
    """Build a new object, whole, as the folder given."""
    folder.mkdir()
    durable.write(folder / layout.OBJECT_DECLARATION[0], layout.OBJECT_DECLARATION[1], "ocfl object declaration")
    _build(folder, version, Inventory(version.id), staging)


def build_version(entry: Path, version: ObjectVersion, before: Inventory, staging: Staging) -> None:
    """Build an object's next version at `entry/vN`, and beside it the root inventory that will make it the head."""
    entry.mkdir()
    _build(entry, version, before, staging)


def _build(folder: Path, version: ObjectVersion, before: Inventory, staging: Staging) -> None:
    sums = version.sums()
    after = before.with_version(version.as_inventory_version(sums))
    version_folder = folder / f"v{after.head}"
    version_folder.mkdir()
    for sha512, content_path in after.manifest.items():
        if sha512 not in before.manifest:
            _put_content(folder / content_path, sha512, version, sums, staging)
    content = after.to_json()
    for parent, what in ((version_folder, "ocfl version inventory"), (folder, "ocfl root inventory")):
        durable.write(parent / FILE, content, what)
        durable.write(parent / SIDECAR, sidecar_of(content), f"{what} sidecar")


def _put_content(target: Path, sha512: str, version: ObjectVersion, sums: dict[str, str], staging: Staging) -> None:
    """Write the bytes given, or link the staged master: no byte of a long film is copied twice on one disk."""
    paths = [path for path, sum_ in sums.items() if sum_ == sha512]
    target.parent.mkdir(parents=True, exist_ok=True)
    for path in paths:
        content = version.state[path]
        if isinstance(content, bytes):
            durable.write(target, content, "ocfl content")
            return
    staged = staging.path(sha512)
    if staged is None:
        raise MasterMissing(version.id, paths[0], sha512)
    durable.link_or_copy(staged, target, "ocfl master")
