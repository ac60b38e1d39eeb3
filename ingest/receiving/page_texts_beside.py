"""Finds, for the scans a sheet names, the texts that stand beside them: each folder is looked through once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from ingest.receiving.scan_companions import is_folder_of_texts, is_page_text, is_scan, scan_of, scans_of, stems_asked


@dataclass
class PageTextsBeside:
    """The page texts under one folder, by the stems of the scans they may belong to."""

    folder: Path
    _near: dict[PurePosixPath, dict[str, list[str]]] = field(default_factory=dict)

    def added(self, names: list[str]) -> list[str]:
        """The names with, after each scan, the texts beside it that are not named already."""
        given = {normalize("NFC", name) for name in names}
        result: list[str] = []
        for name in names:
            result.append(name)
            if is_scan(name):
                result += [each for each in self._of(name) if normalize("NFC", each) not in given]
        return list(dict.fromkeys(result))

    def _of(self, scan: str) -> list[str]:
        folder = PurePosixPath(scan).parent
        if folder not in self._near:
            self._near[folder] = self._looked_through(folder)
        scans = scans_of([normalize("NFC", scan)])
        found = {each for stem in scans for each in self._near[folder].get(stem, ())}
        named = (each for each in found if scan_of(normalize("NFC", each), scans))
        return sorted(each for each in named if is_page_text(each, self.folder / each))

    def _looked_through(self, folder: PurePosixPath) -> dict[str, list[str]]:
        by_stem: dict[str, list[str]] = {}
        for place in self._places(folder):
            for name in self._listed(place, files=True):
                for stem in stems_asked(normalize("NFC", name)):
                    by_stem.setdefault(stem, []).append(name)
        return by_stem

    def _places(self, folder: PurePosixPath) -> Iterable[PurePosixPath]:
        around = dict.fromkeys([folder, folder.parent])
        texts = [PurePosixPath(each) for place in around for each in self._listed(place, files=False)]
        return dict.fromkeys([folder, *(each for each in texts if is_folder_of_texts(each.name))])

    def _listed(self, place: PurePosixPath, files: bool) -> Iterator[str]:
        """The files of a folder, or its folders; links lead nowhere."""
        with os.scandir(self.folder / place) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False) if files else entry.is_dir(follow_symlinks=False):
                    yield str(place / entry.name)
