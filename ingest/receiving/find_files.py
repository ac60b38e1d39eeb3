"""Finds the files a sheet names, however their names were written: accents composed or not, capitals, folders left out."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path, PurePosixPath, PureWindowsPath

from archive.model.batch import Problem
from ingest.receiving.companions import with_transcripts
from ingest.receiving.file_names import is_utf_8
from ingest.receiving.page_texts_beside import PageTextsBeside
from ingest.telling import messages


@dataclass
class FileFinder:
    """The files under one folder, by the names people give them. The folder is walked only if a name is not exact."""

    folder: Path
    _by_name: dict[str, list[str]] = field(default_factory=dict)
    _listings: dict[Path, list[str]] = field(default_factory=dict)
    _page_texts: PageTextsBeside = field(init=False)

    def __post_init__(self) -> None:
        self._page_texts = PageTextsBeside(self.folder)

    def find(self, written: str, sheet: str, row: int, column: str) -> tuple[str | None, list[Problem]]:
        """The file's name relative to the folder, and what is to be said about it."""
        name = _relative(written) or self._from_its_root(written)
        if name is None or not self._inside(name):
            return None, [messages.OUTSIDE.about(sheet, row, column, name=written)]
        if _is_file(self.folder / name):
            return name, []
        found = self._alike(name)
        if len(found) == 1:
            return found[0], [messages.FILE_ELSEWHERE.about(sheet, row, column, name=written, found=found[0])]
        if found:
            known = ", ".join(found[:5])
            return None, [messages.SEVERAL_FILES_ALIKE.about(sheet, row, column, name=written, known=known)]
        if "://" in written:
            return None, [messages.FILE_AT_ADDRESS.about(sheet, row, column, address=written)]
        return None, [self._missing(written, sheet, row, column)]

    def with_transcripts(self, names: list[str]) -> list[str]:
        """The names with the transcripts that stand beside their recordings, and the words beside their scans."""
        folders = dict.fromkeys(PurePosixPath(name).parent for name in names)
        beside = [str(folder / each) for folder in folders for each in self._listing(self.folder / folder)]
        return self._page_texts.added(with_transcripts(names, beside))

    def _from_its_root(self, written: str) -> str | None:
        """A name as a web site writes it, from its own root ("/objects/1.jpg"), where it lies so in the folder."""
        bare = _relative(written.lstrip("/")) if written.startswith("/") else None
        return bare if bare and self._inside(bare) and _is_file(self.folder / bare) else None

    def _inside(self, name: str) -> bool:
        """No way out, neither by ".." nor by a link."""
        root = self.folder.resolve()
        try:
            return (self.folder / name).resolve().is_relative_to(root)
        except (OSError, ValueError):  # a loop of links, a name no file can have
            return False

    def _alike(self, name: str) -> list[str]:
        if not self._by_name:
            for each in _walk(self.folder):
                for key in {_key(each), _key(PurePosixPath(each).name)}:
                    self._by_name.setdefault(key, []).append(each)
        found = self._by_name.get(_key(name)) or self._by_name.get(_key(PurePosixPath(name).name)) or []
        return [each for each in found if self._inside(each)]

    def _missing(self, written: str, sheet: str, row: int, column: str) -> Problem:
        near = get_close_matches(_key(PurePosixPath(_relative(written) or written).name), self._by_name, n=1, cutoff=0.75)
        if near:
            nearest = self._by_name[near[0]][0]
            return messages.MISSING_FILE.about(sheet, row, column, name=written, nearest=nearest)
        return messages.MISSING_FILE_NOTHING_NEAR.about(sheet, row, column, name=written, folder=self.folder)

    def _listing(self, folder: Path) -> list[str]:
        if folder not in self._listings:
            self._listings[folder] = sorted(entry.name for entry in os.scandir(folder) if _is_plain(entry))
        return self._listings[folder]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # longer than any name can be
        return False


def _relative(written: str) -> str | None:
    """A name with forward slashes; None if it is absolute or no file could be called so."""
    name = PureWindowsPath(written) if "\\" in written else PurePosixPath(written)
    if name.is_absolute() or name.drive or "\0" in written or len(written) > 4000:
        return None
    return str(PurePosixPath(*name.parts)) if name.parts else None


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _is_plain(entry: os.DirEntry[str]) -> bool:
    """Whether this is a file, neither a link nor anything else that must not be opened, and can be told."""
    return entry.is_file(follow_symlinks=False) and not entry.name.startswith(".") and is_utf_8(entry.name)


def _walk(folder: Path) -> Iterator[str]:
    waiting = [folder]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
            yield from (Path(entry.path).relative_to(folder).as_posix() for entry in entries if _is_plain(entry))
            folders = (entry for entry in reversed(entries) if entry.is_dir(follow_symlinks=False))
            waiting += [Path(entry.path) for entry in folders if is_utf_8(entry.name)]
