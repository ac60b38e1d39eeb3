"""Served forms of a record's files: images, sound and film for the web. Made again from the master, never preserved.

`<home>/derivatives/<last two signs of the name>/<name>/<file id>/` holds what was made of one file and `derived.json`;
a page of a document stands below, in `pages/0001/`, laid out as an image is. (The last two signs of an ARK's name, for
its first ones may be the same in all of them.)

A prepared folder comes in by a rename. Where an older one stands, that one is first renamed to `.<file id>.leaving`:
between the two renames, and after a crash there, it is still the one read.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.model.derived import DERIVED, Derived
from archive.preservation import durable


@dataclass(frozen=True)
class Placement:
    """A folder prepared for one file of a record, on the derivatives' own file system."""

    ark: str
    file: str
    prepared: Path


class Derivatives:
    """The folder of all derivatives."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, ark: str, file: str, page: int | None = None) -> Path:
        """Where what was made of a file, or of one of its pages (from 1), stands or would stand."""
        current = self._record(ark) / file
        if not current.is_dir() and self._leaving(current).is_dir():
            current = self._leaving(current)
        return current if page is None else current / "pages" / f"{page:04d}"

    def derived(self, ark: str, file: str, page: int | None = None) -> Derived | None:
        """What was made; None where nothing is ready (or what says so is damaged)."""
        try:
            return Derived.from_json((self.folder(ark, file, page) / DERIVED).read_bytes())
        except (OSError, ValueError, TypeError, AttributeError):
            return None

    def ready(self, ark: str, file: str, page: int | None = None) -> bool:
        """Whether the file's served forms are there."""
        return self.derived(ark, file, page) is not None

    def place(self, ark: str, file: str, prepared: Path) -> None:
        """Put a prepared folder in place, durably; the one before it goes."""
        self.place_all([Placement(ark, file, prepared)])

    def place_all(self, placements: Iterable[Placement]) -> None:
        """Put many prepared folders in place, with one sync for all."""
        these = list(placements)
        if not these:
            return
        durable.sync_everything(*(placement.prepared for placement in these), what="prepared derivatives")
        for placement in these:
            self._swap_in(placement.prepared, self._record(placement.ark) / placement.file)
        records = {self._record(placement.ark) for placement in these}
        durable.sync_everything(*sorted(records), what="placed derivatives")

    def remove(self, ark: str, file: str | None = None) -> None:
        """Remove what was made of a record's files, or of one of them; absent is well."""
        record = self._record(ark)
        if file is None:
            durable.remove_tree(record, "derivatives of a record")
        else:
            for folder in (self._leaving(record / file), record / file):
                durable.remove_tree(folder, "derivatives of a file")
        for empty in (record, record.parent):
            with contextlib.suppress(OSError):
                empty.rmdir()

    def sweep(self, ark: str, kept: Collection[str], older_than_seconds: float) -> None:
        """Remove what was made of other files than those the record has; what came in lately stays: its record may be
        on its way."""
        limit = time.time() - older_than_seconds
        with contextlib.suppress(FileNotFoundError):  # most records have nothing but words
            for folder in self._record(ark).iterdir():
                file = folder.name.removeprefix(".").removesuffix(".leaving")
                if file not in kept and folder.stat().st_ctime < limit:  # a rename changes it, as it does no other date
                    self.remove(ark, file)

    def _swap_in(self, prepared: Path, target: Path) -> None:
        leaving = self._leaving(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            durable.remove_tree(leaving, "left-over derivatives")
            durable.rename(target, leaving, "old derivatives")
        durable.rename(prepared, target, "new derivatives")
        durable.remove_tree(leaving, "old derivatives")

    @staticmethod
    def _leaving(current: Path) -> Path:
        return current.with_name(f".{current.name}.leaving")

    def _record(self, ark: str) -> Path:
        name = ark.rpartition("/")[2]
        return self.root / name[-2:] / name
