"""Where an object stands under the storage root.

OCFL 1.1 with the registered extension 0003 (hash-and-id n-tuples): `ab/cd/ark%3a99999%2fx1abc`, two pairs of the
SHA-256 of the identifier and the identifier itself, percent-encoded, so that a person finds an object without our code.
Two pairs give 65,536 folders: some 15 objects in each for a million.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from archive.preservation import durable
from archive.preservation.errors import StoreUnusable

EXTENSION = "0003-hash-and-id-n-tuple-storage-layout"
CONFIGURATION = {"digestAlgorithm": "sha256", "extensionName": EXTENSION, "numberOfTuples": 2, "tupleSize": 2}
DECLARATION = ("0=ocfl_1.1", b"ocfl_1.1\n")
OBJECT_DECLARATION = ("0=ocfl_object_1.1", b"ocfl_object_1.1\n")
_LONGEST_NAME = 100  # characters; extension 0003 cuts a longer one and adds the hash
_DESCRIPTION = "Two pairs of the identifier's SHA-256, then the identifier, percent-encoded"


@dataclass(frozen=True)
class Place:
    """An object's folder, in the three steps from the storage root; `key` names it in the work folder."""

    first: str
    second: str
    name: str

    @property
    def key(self) -> str:
        return f"{self.first}.{self.second}.{self.name}"

    @classmethod
    def from_key(cls, key: str) -> Place:
        return cls(*key.split(".", 2))

    def under(self, root: Path) -> Path:
        return root / self.first / self.second / self.name


def place_of(object_id: str) -> Place:
    """The place extension 0003 gives this identifier."""
    digest = hashlib.sha256(object_id.encode()).hexdigest()
    name = re.sub(r"[^A-Za-z0-9_-]", lambda found: "".join(f"%{byte:02x}" for byte in found[0].encode()), object_id)
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}-{digest}"
    return Place(digest[:2], digest[2:4], name)


def places(root: Path) -> Iterator[Place]:
    """Every object's place, in the order of their hashes; a folder gone while we walk is passed over."""
    for first in _folders(root):
        if first != "extensions":
            for second in _folders(root / first):
                yield from (Place(first, second, name) for name in _folders(root / first / second))


def id_at(root: Path, place: Place) -> str:
    """The identifier of the object at a place: read off its name, or from its inventory where the name is cut."""
    if len(place.name) <= _LONGEST_NAME:
        return unquote(place.name)
    return str(json.loads((place.under(root) / "inventory.json").read_bytes())["id"])


def id_at_or_name(root: Path, place: Place) -> str:
    """The same for an object that may be damaged: the name of its folder where nothing better is to be had."""
    try:
        return id_at(root, place)
    except (OSError, ValueError, KeyError, TypeError):
        return place.name


def make_root(root: Path, work: Path) -> None:
    """Make the storage root where there is none; refuse a folder holding something else. The declaration comes last."""
    if (root / DECLARATION[0]).is_file():
        return
    declared_later = {"ocfl_layout.json", "extensions"}
    if root.is_dir() and not {path.name for path in root.iterdir()} <= declared_later:
        raise StoreUnusable(str(root), "the folder is not empty and is no OCFL 1.1 storage root")
    extension = root / "extensions" / EXTENSION
    extension.mkdir(parents=True, exist_ok=True)
    durable.write(extension / "config.json", _json(CONFIGURATION), "ocfl layout configuration")
    layout = {"description": _DESCRIPTION, "extension": EXTENSION}
    durable.write(root / "ocfl_layout.json", _json(layout), "ocfl layout")
    durable.write(work / DECLARATION[0], DECLARATION[1], "ocfl root declaration")
    durable.sync_everything(root, work, what="ocfl root")
    durable.rename(work / DECLARATION[0], root / DECLARATION[0], "ocfl root declaration")
    durable.sync_folder(root, "ocfl root declaration")


def check_root(root: Path) -> None:
    """Refuse a root whose declaration or layout is not the one this code writes."""
    if not (root / DECLARATION[0]).is_file():
        raise StoreUnusable(str(root), "no OCFL 1.1 declaration stands in it")
    found = json.loads((root / "extensions" / EXTENSION / "config.json").read_bytes())
    if found != CONFIGURATION:
        raise StoreUnusable(str(root), "its layout has other parameters than ours")


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2, sort_keys=True).encode() + b"\n"


def _folders(path: Path) -> list[str]:
    try:
        with os.scandir(path) as entries:
            return sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except (FileNotFoundError, NotADirectoryError):
        return []
