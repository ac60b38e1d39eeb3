"""Walks a folder as people have it: its files by name, and a word on all that is left aside, refused or ambiguous.

No file is opened here, but for the first bytes of what may be the words of a scan; links are followed nowhere.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import not_
from pathlib import Path

from archive.model.batch import Problem
from ingest.receiving.file_names import is_utf_8, readable
from ingest.receiving.scan_companions import is_folder_of_texts, may_stand_in_folder_of_texts, scan_of, scans_of
from ingest.telling import folder_messages, messages
from ingest.telling.disk_words import why

_JUNK = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin", ".ds_store"})
_JUNK_STARTS = ("._", "~$")
#: Kinds of what systems leave behind that are named; the others are counted.
_MOST_NAMED = 6
#: No archive has folders in folders so deep; a copy gone wrong has, and a trap.
_DEEPEST = 100


@dataclass(frozen=True)
class Found:
    """A file of a folder: its name relative to the folder, NFC, with forward slashes."""

    name: str
    path: Path
    size_bytes: int


def walk(folder: Path) -> Iterator[list[Found] | Problem]:
    """The files of one folder after another, by name, with a word on what is left aside."""
    walking = _Walking(folder)
    yield from walking.through(folder, [])
    if walking.junk:
        yield walking.said_of_junk()


def is_junk(name: str) -> bool:
    """What systems and programs leave behind: hidden files, previews, locks."""
    return name.lower() in _JUNK or name.startswith((".", "~$"))


@dataclass
class _Walking:
    root: Path
    junk: Counter[str] = field(default_factory=Counter)

    def through(
        self, folder: Path, texts: list[Found], depth: int = 0
    ) -> Generator[list[Found] | Problem, None, list[Found]]:
        """Gives back what was left of `texts`, page texts from a folder beside: those of its scans go with them."""
        try:
            entries = _listed(folder)
        except OSError as problem:
            yield folder_messages.UNREADABLE_FOLDER.about(self._name(folder), why=why(problem))
            return texts
        kept = yield from self._kept(entries)
        folders = [Path(each.path) for each in kept if each.is_dir(follow_symlinks=False)]
        files = yield from self._files(kept)
        of_texts = {each for each in folders if _is_of_texts(each)}
        own: list[Found] = []
        for each in sorted(of_texts):
            own += yield from self._texts(each)
        taken, left = _shared_out(files, [*own, *texts])
        yield [*files, *taken]
        for each in folders:
            if each in of_texts:
                continue
            if depth < _DEEPEST:
                left = yield from self.through(each, left, depth + 1)
            else:
                yield folder_messages.FOLDER_TOO_DEEP.about(self._name(each), most=_DEEPEST)
        here = frozenset(own)
        alone = [each for each in left if each in here]
        if alone:
            yield alone
        return [each for each in left if each not in here]

    def said_of_junk(self) -> Problem:
        """One sentence for all that was passed over, by its kinds."""
        kinds = [kind for kind, _ in self.junk.most_common(_MOST_NAMED)]
        named = ", ".join(kinds) + ("…" if len(self.junk) > len(kinds) else "")
        return folder_messages.JUNK.about(self.root.name, count=self.junk.total(), names=named)

    def _texts(self, folder: Path) -> Generator[Problem, None, list[Found]]:
        try:
            entries = _listed(folder)
        except OSError as problem:
            yield folder_messages.UNREADABLE_FOLDER.about(self._name(folder), why=why(problem))
            return []
        kept = yield from self._kept(entries)
        return (yield from self._files(kept))

    def _kept(self, entries: Iterable[os.DirEntry[str]]) -> Generator[Problem, None, list[os.DirEntry[str]]]:
        """Without what systems leave behind; of two that bear one name, the first; a word on names that are nearly one."""
        by_name: dict[str, os.DirEntry[str]] = {}
        alike: dict[str, str] = {}
        for entry in entries:
            name = readable(entry.name)
            if is_junk(name):
                self.junk[next((f"{start}…" for start in _JUNK_STARTS if name.startswith(start)), name)] += 1
            elif not is_utf_8(entry.name):
                yield folder_messages.NAME_NOT_UTF_8.about(self._name(Path(entry.path)))
            elif name in by_name:
                yield folder_messages.SAME_NAME.about(self._name(Path(entry.path)))
            else:
                by_name[name] = entry
                if (other := alike.setdefault(name.casefold(), name)) != name:
                    yield folder_messages.NAMES_ALIKE.about(self._name(Path(entry.path)), other=other)
        return sorted(by_name.values(), key=lambda entry: entry.name)

    def _files(self, entries: Iterable[os.DirEntry[str]]) -> Generator[Problem, None, list[Found]]:
        files: list[Found] = []
        for entry in entries:
            name = self._name(Path(entry.path))
            try:
                if entry.is_symlink():
                    yield folder_messages.LINK.about(name)
                elif entry.is_file():
                    files.append(Found(name, Path(entry.path), entry.stat().st_size))
                elif not entry.is_dir():
                    yield folder_messages.NO_PLAIN_FILE.about(name)
            except OSError as problem:
                yield messages.GONE_WHILE_READ.about(name, why=why(problem))
        return files

    def _name(self, path: Path) -> str:
        return readable(path.relative_to(self.root).as_posix())


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    """What a folder has, by name; names that are not written as they read come last."""
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: (readable(entry.name) != entry.name, entry.name))


def _is_of_texts(folder: Path) -> bool:
    """Whether a folder is called as one of page texts, and has nothing else."""
    if not is_folder_of_texts(folder.name):
        return False
    try:
        return all(may_stand_in_folder_of_texts(each.name) or is_junk(each.name) for each in os.scandir(folder))
    except OSError:
        return False


def _shared_out(files: Sequence[Found], texts: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """The page texts of the scans of a folder, and the others."""
    scans = scans_of(each.name for each in files) if texts else {}
    of_these = [scan_of(each.name, scans) is not None for each in texts]
    return list(compress(texts, of_these)), list(compress(texts, map(not_, of_these)))
