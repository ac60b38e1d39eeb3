"""The OCFL inventory: what an object holds, in each of its versions (OCFL 1.1, section 3.5). Bytes in, bytes out."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from archive.model.json_lines import in_lines
from archive.preservation.errors import PathRefused, StoreUnusable

FILE = "inventory.json"
SIDECAR = "inventory.json.sha512"
_TYPE = "https://ocfl.io/1.1/spec/#inventory"
_LONGEST_SEGMENT = 80  # characters of a content path's step, below every file system's limit


@dataclass(frozen=True)
class Version:
    """One version: when, why and by whom, and the SHA-512 of what stands at each logical path."""

    created: str  # RFC 3339, with its offset
    message: str
    user_name: str
    user_address: str  # a URI, or empty
    state: Mapping[str, str]  # logical path → SHA-512


@dataclass(frozen=True)
class Inventory:
    """An object's versions, oldest first, and where in it each content stands (SHA-512 → content path)."""

    object_id: str
    versions: tuple[Version, ...] = ()
    manifest: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> int:
        return len(self.versions)

    @property
    def state(self) -> Mapping[str, str]:
        """What the newest version holds: logical path → SHA-512."""
        return self.versions[-1].state if self.versions else {}

    def continues(self, earlier: Inventory) -> bool:
        """Whether this is a later state (or the same) of the object that `earlier` tells of."""
        return (
            self.object_id == earlier.object_id
            and self.versions[: earlier.head] == earlier.versions
            and earlier.manifest.items() <= self.manifest.items()
        )

    def with_version(self, version: Version) -> Inventory:
        """The inventory after one more version; each content not held yet gets a content path of its own."""
        manifest = dict(self.manifest)
        choose = ContentPaths(self.head + 1)
        for path, sha512 in sorted(version.state.items()):
            if sha512 not in manifest:
                manifest[sha512] = choose.path_for(path, sha512)
        return Inventory(self.object_id, (*self.versions, version), manifest)

    def to_json(self) -> bytes:
        """The inventory file. Within an object every content stands once, so each digest lists one path."""
        versions = {f"v{number}": _version_block(version) for number, version in enumerate(self.versions, start=1)}
        whole = {
            "id": self.object_id,
            "type": _TYPE,
            "digestAlgorithm": "sha512",
            "head": f"v{self.head}",
            "manifest": {sha512: [path] for sha512, path in self.manifest.items()},
            "versions": versions,
        }
        return in_lines(whole)


def from_json(content: bytes, where: str) -> Inventory:
    """Read an inventory file; `where` goes into the error if it is damaged."""
    try:
        whole = json.loads(content)
        versions = [_read_version(whole["versions"][f"v{number + 1}"]) for number in range(len(whole["versions"]))]
        if whole["head"] != f"v{len(versions)}":
            raise ValueError("the head is not the last version")
        manifest = {str(sha512): str(paths[0]) for sha512, paths in whole["manifest"].items()}
        return Inventory(str(whole["id"]), tuple(versions), manifest)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as problem:
        raise StoreUnusable(where, f"the inventory cannot be read: {problem!r}") from problem


def sidecar_of(content: bytes) -> bytes:
    """The file beside an inventory: its SHA-512 and its name."""
    return f"{hashlib.sha512(content).hexdigest()} {FILE}\n".encode()


def moment(created: datetime) -> str:
    """A time as OCFL asks for it; one without a time zone is refused, for nobody could place it later."""
    if created.tzinfo is None:
        raise ValueError("a version's time needs its time zone")
    return created.isoformat(timespec="seconds").replace("+00:00", "Z")


def check_paths(object_id: str, paths: Iterable[str]) -> None:
    """Refuse logical paths that OCFL forbids (3.5.3.1): empty steps, `.`, `..`, a file where another has a folder."""
    known = set(paths)
    for path in known:
        steps = path.split("/")
        ancestors = itertools.accumulate(steps[:-1], lambda before, step: f"{before}/{step}")
        if any(step in ("", ".", "..") for step in steps) or known.intersection(ancestors) or not _is_text(path):
            raise PathRefused(object_id, path)


class ContentPaths:
    """Chooses content paths inside one version: plain ASCII, short, distinct even where case does not count."""

    def __init__(self, version: int) -> None:
        self._folder = f"v{version}/content"
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def path_for(self, logical_path: str, sha512: str) -> str:
        """`v2/content/files/f1/ete-1974.jpg` for "files/f1/été 1974.jpg"; the digest where that name is taken."""
        for candidate in self._candidates(logical_path, sha512):
            lower = candidate.lower()
            ancestors = {str(folder) for folder in PurePosixPath(lower).parents}
            if lower not in self._files | self._folders and not ancestors & self._files:
                self._files.add(lower)
                self._folders |= ancestors
                return f"{self._folder}/{candidate}"
        raise AssertionError("the candidates never end")

    @staticmethod
    def _candidates(logical_path: str, sha512: str) -> Iterator[str]:
        yield "/".join(_safe(step) for step in logical_path.split("/"))
        yield sha512
        yield from (f"{sha512}-{number}" for number in itertools.count(2))


def _safe(step: str) -> str:
    """A name any file system takes: accents dropped, all but ASCII letters, digits, dot and hyphens replaced."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", step) if not unicodedata.combining(sign))
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip(".-")[-_LONGEST_SEGMENT:].strip(".-")
    return name or "file"


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in path


def _version_block(version: Version) -> dict[str, object]:
    state: dict[str, list[str]] = {}
    for path, sha512 in sorted(version.state.items()):
        state.setdefault(sha512, []).append(path)
    user = {"name": version.user_name}
    if version.user_address:
        user["address"] = version.user_address
    return {"created": version.created, "message": version.message, "user": user, "state": state}


def _read_version(block: Mapping[str, object]) -> Version:
    state, user = block["state"], block.get("user", {})
    if not isinstance(state, dict) or not isinstance(user, dict):
        raise ValueError("a version's state or user is not an object")
    paths = {str(path): str(sha512) for sha512, held in state.items() for path in held}
    return Version(
        created=str(block["created"]),
        message=str(block.get("message", "")),
        user_name=str(user.get("name", "")),
        user_address=str(user.get("address", "")),
        state=paths,
    )
