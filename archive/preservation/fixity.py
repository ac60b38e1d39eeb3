"""Recomputes every checksum of the store and compares it with what the inventories say (`archive check`)."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.preservation import layout
from archive.preservation.errors import StoreUnusable
from archive.preservation.inventory import FILE, SIDECAR, Inventory, from_json, sidecar_of
from archive.preservation.layout import Place
from archive.preservation.store import Preservation


class Finding(StrEnum):
    """What can be wrong; the words for it are in `WORDS`."""

    CONTENT_CHANGED = "content_changed"
    CONTENT_MISSING = "content_missing"
    UNKNOWN_FILE = "unknown_file"
    EMPTY_FOLDER = "empty_folder"
    DECLARATION = "declaration"
    INVENTORY_UNREADABLE = "inventory_unreadable"
    SIDECAR = "sidecar"
    INVENTORIES_DIFFER = "inventories_differ"
    MISPLACED = "misplaced"
    STAGED_CHANGED = "staged_changed"


# In French, as every sentence shown: what is the matter, and what to do about it. Translated where they are shown.
_FROM_BACKUP = "Reprendre ce fichier dans la dernière sauvegarde, puis relancer la vérification."
WORDS: dict[Finding, tuple[str, str]] = {
    Finding.CONTENT_CHANGED: ("Le contenu ne correspond plus à son empreinte.", _FROM_BACKUP),
    Finding.CONTENT_MISSING: ("Un fichier de l’inventaire manque.", _FROM_BACKUP),
    Finding.UNKNOWN_FILE: (
        "Un fichier ne figure dans aucun inventaire.",
        "Si personne ne l’a déposé à dessein, le déplacer hors du dépôt.",
    ),
    Finding.EMPTY_FOLDER: ("Un dossier est vide.", "Supprimer ce dossier."),
    Finding.DECLARATION: ("La déclaration OCFL de l’objet manque ou est altérée.", _FROM_BACKUP),
    Finding.INVENTORY_UNREADABLE: ("L’inventaire est illisible.", _FROM_BACKUP),
    Finding.SIDECAR: ("L’inventaire ne correspond pas à son empreinte.", _FROM_BACKUP),
    Finding.INVENTORIES_DIFFER: ("L’inventaire d’une version contredit celui de l’objet.", _FROM_BACKUP),
    Finding.MISPLACED: (
        "L’objet n’est pas dans le dossier que donne son identifiant.",
        "Remettre le dossier à sa place, ou reprendre l’objet dans la dernière sauvegarde.",
    ),
    Finding.STAGED_CHANGED: (
        "Un original en attente ne correspond plus à son empreinte.",
        "Le verser de nouveau depuis sa source.",
    ),
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong, and where: `path` starts at the object's folder, or at the store where no object is named."""

    object_id: str
    version: str  # "v2"; empty where the object as a whole is concerned
    path: str
    finding: Finding

    @property
    def sentence(self) -> str:
        return WORDS[self.finding][0]

    @property
    def remedy(self) -> str:
        return WORDS[self.finding][1]


def check(store: Preservation) -> Iterator[Problem]:
    """Every problem of the store, object by object. Reads every byte.

    The store may be written to meanwhile: an object found wrong is looked at again while every writer waits.
    """
    for place in layout.places(store.root):
        if list(_problems(store.root, place)):
            with store.writing():
                confirmed = list(_problems(store.root, place))
            yield from confirmed
    yield from _stray(store.root)
    for sha512 in store.staging.sums():
        path = store.staging.path(sha512)
        if path is not None and _sha512(path) not in (sha512, None):
            yield Problem("", "", f"staging/{sha512}", Finding.STAGED_CHANGED)


def _problems(root: Path, place: Place) -> Iterator[Problem]:
    folder = place.under(root)
    if not folder.is_dir():  # purged meanwhile
        return
    object_id = layout.id_at_or_name(root, place)
    for path, finding in _findings(folder, place):
        version = re.match(r"v[0-9]+(?=/)", path)
        yield Problem(object_id, version[0] if version else "", path, finding)


def _findings(folder: Path, place: Place) -> Iterator[tuple[str, Finding]]:
    name, declaration = layout.OBJECT_DECLARATION
    if _read(folder / name) != declaration:
        yield name, Finding.DECLARATION
    current = _inventory(folder)
    if current is None:
        yield FILE, Finding.INVENTORY_UNREADABLE
        return
    if layout.place_of(current.object_id) != place:
        yield FILE, Finding.MISPLACED
    yield from _inventory_findings(folder, current)
    expected = {name, FILE, SIDECAR} | {f"v{n}/{file}" for n in range(1, current.head + 1) for file in (FILE, SIDECAR)}
    for sha512, path in current.manifest.items():
        found = _sha512(folder / path)
        if found != sha512:
            yield path, Finding.CONTENT_CHANGED if found else Finding.CONTENT_MISSING
    for path in _files(folder):
        if path not in expected and path not in current.manifest.values():
            yield path, Finding.UNKNOWN_FILE


def _inventory_findings(folder: Path, current: Inventory) -> Iterator[tuple[str, Finding]]:
    """The root's inventory and each version's: whole, and telling one history."""
    if not _agrees(folder):
        yield SIDECAR, Finding.SIDECAR
    if any(sha512 not in current.manifest for version in current.versions for sha512 in version.state.values()):
        yield FILE, Finding.INVENTORIES_DIFFER
    for number in range(1, current.head + 1):
        earlier = _inventory(folder / f"v{number}")
        if earlier is None:
            yield f"v{number}/{FILE}", Finding.INVENTORY_UNREADABLE
            continue
        if not _agrees(folder / f"v{number}"):
            yield f"v{number}/{SIDECAR}", Finding.SIDECAR
        same_bytes = number < current.head or _read(folder / f"v{number}" / FILE) == _read(folder / FILE)
        if earlier.head != number or not same_bytes or not current.continues(earlier):
            yield f"v{number}/{FILE}", Finding.INVENTORIES_DIFFER


def _stray(root: Path) -> Iterator[Problem]:
    """Files between the storage root and its objects, and empty folders there."""
    for first in sorted(path for path in root.iterdir() if path.is_dir() and path.name != "extensions"):
        for folder in (first, *sorted(path for path in first.iterdir() if path.is_dir())):
            inside = list(folder.iterdir())
            if not inside:
                yield Problem("", "", str(folder.relative_to(root)), Finding.EMPTY_FOLDER)
            for path in sorted(path for path in inside if not path.is_dir()):
                yield Problem("", "", str(path.relative_to(root)), Finding.UNKNOWN_FILE)


def _inventory(folder: Path) -> Inventory | None:
    content = _read(folder / FILE)
    try:
        return from_json(content, str(folder)) if content is not None else None
    except StoreUnusable:
        return None


def _agrees(folder: Path) -> bool:
    content = _read(folder / FILE)
    return content is not None and _read(folder / SIDECAR) == sidecar_of(content)


def _files(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name).relative_to(folder).as_posix() for name in names)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _sha512(path: Path) -> str | None:
    """The file's SHA-512; None where it cannot be read at all."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha512").hexdigest()
    except OSError:
        return None
