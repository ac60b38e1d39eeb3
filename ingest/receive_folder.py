"""Receives a folder without a sheet: each file is a record; a recording takes its transcripts, numbered pages are one object."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import not_
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from archive.model.batch import Problem
from ingest import messages
from ingest.companions import is_recording, is_sure, numbered, page, transcript
from ingest.item import IncomingFile, Item
from ingest.scan_companions import (
    is_folder_of_texts,
    is_page_text,
    may_stand_in_folder_of_texts,
    page_text,
    scan_of,
    scans_of,
)  # fmt: skip
from ingest.tapes import Tape, tape, together

_JUNK = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin", ".ds_store"})


@dataclass(frozen=True)
class Found:
    """A file of a folder: its name relative to the folder, NFC, with forward slashes."""

    name: str
    path: Path
    size_bytes: int


def walk(folder: Path) -> Iterator[list[Found] | Problem]:
    """The files of one folder after another, by name, with a word on what is left aside."""
    yield from _walk(folder, folder, [])


def _walk(folder: Path, root: Path, texts: list[Found]) -> Generator[list[Found] | Problem, None, list[Found]]:
    """Gives back what was left of `texts`, page texts from a folder beside: those of its scans go with them."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as problem:
        yield messages.UNREADABLE_FOLDER.about(_name(folder, root), why=problem.strerror or "")
        return texts
    files = yield from _files(entries, root)
    folders = [Path(each.path) for each in entries if each.is_dir(follow_symlinks=False) and not is_junk(each.name)]
    of_texts = {each for each in folders if _is_of_texts(each)}
    own: list[Found] = []
    for each in sorted(of_texts):
        own += yield from _files(sorted(os.scandir(each), key=lambda entry: entry.name), root)
    taken, left = _shared_out(files, [*own, *texts])
    yield [*files, *taken]
    for each in folders:
        if each not in of_texts:
            left = yield from _walk(each, root, left)
    here = frozenset(own)
    alone = [each for each in left if each in here]
    if alone:
        yield alone
    return [each for each in left if each not in here]


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


def _files(entries: Iterable[os.DirEntry[str]], root: Path) -> Generator[Problem, None, list[Found]]:
    files: list[Found] = []
    for entry in entries:
        if is_junk(entry.name):
            yield messages.JUNK.about(_name(Path(entry.path), root))
        elif entry.is_symlink():
            yield messages.LINK.about(_name(Path(entry.path), root))
        elif entry.is_file():
            files.append(Found(_name(Path(entry.path), root), Path(entry.path), entry.stat().st_size))
    return files


def is_junk(name: str) -> bool:
    """What systems and programs leave behind: hidden files, previews, locks."""
    return name.lower() in _JUNK or name.startswith((".", "~$"))


def items_of(files: Sequence[Found], origin: str, start: int = 1) -> list[Item]:
    """The items of one folder's files; `start` is the position of the first."""
    groups: dict[str, list[Found]] = {}
    paged = _paged(files)
    recordings = {str(PurePosixPath(each.name).with_suffix("")): each.name for each in files if is_recording(each.name)}
    tapes = together(recordings.values())
    scans = scans_of(each.name for each in files)
    for each in files:
        said = transcript(each.name)
        belongs = (recordings.get(said.stem) if said else None) or _scan_of(each, scans) or each.name
        groups.setdefault(paged.get(belongs) or tapes.get(belongs) or belongs, []).append(each)
    return [_item(group, origin, position) for position, group in enumerate(groups.values(), start=start)]


def _scan_of(file: Found, scans: Mapping[str, str]) -> str | None:
    """The scan whose words a file has; a file that is only called as a scan is none of its own."""
    scan = scan_of(file.name, scans)
    return scan if scan and is_page_text(file.name, file.path) else None


def _paged(files: Sequence[Found]) -> dict[str, str]:
    """Each page's object: two or more files with one stem and suffix, numbered on from 0 or 1."""
    runs: dict[str, dict[int, str]] = {}
    for each in files:
        if (found := page(each.name)) is not None:
            runs.setdefault(found[0], {})[found[1]] = each.name
    return {
        name: stem
        for stem, names in runs.items()
        if len(names) > 1 and min(names) in (0, 1) and max(names) - min(names) == len(names) - 1
        for name in names.values()
    }


def _item(group: Sequence[Found], origin: str, position: int) -> Item:
    """One item; it is known by its first master, so that a transcript or a page added later makes no other of it."""
    tapes = {each.name: tape(each.name) for each in group if len(group) > 1 and is_recording(each.name)}
    in_order = sorted(
        group, key=lambda each: (_is_beside(each.name), _place(tapes.get(each.name)), each.name)
    )
    first = in_order[0]
    files = numbered([
        IncomingFile(
            "", each.path, each.name, size_bytes=each.size_bytes, page_label=_called(tapes.get(each.name)),
            beside=each is not first and transcript(each.name) is not None and not is_sure(each.name),
        )
        for each in in_order
    ])  # fmt: skip
    problems = (messages.LONE_TRANSCRIPT.about(first.name),) if is_sure(first.name) else ()
    if len(tapes) > 1:
        problems = (messages.TAPES_TOGETHER.about(first.name, count=len(tapes)),)
    return Item(first.name, origin, position=position, files=files, problems=problems)


def _is_beside(name: str) -> bool:
    return transcript(name) is not None or page_text(name) is not None


def _place(said: Tape | None) -> tuple[int, ...]:
    return said.place if said else ()


def _called(said: Tape | None) -> str | None:
    return said.called if said else None


def _name(path: Path, root: Path) -> str:
    return normalize("NFC", path.relative_to(root).as_posix())
