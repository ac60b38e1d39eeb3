"""Receives a folder without a sheet: each file is a record; a recording takes its transcripts, numbered pages are one object."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from archive.model.batch import Problem
from ingest import messages
from ingest.companions import is_recording, is_sure, numbered, page, transcript
from ingest.item import IncomingFile, Item
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
    yield from _walk(folder, folder)


def _walk(folder: Path, root: Path) -> Iterator[list[Found] | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as problem:
        yield messages.UNREADABLE_FOLDER.about(_name(folder, root), why=problem.strerror or "")
        return
    files: list[Found] = []
    for entry in entries:
        if is_junk(entry.name):
            yield messages.JUNK.about(_name(Path(entry.path), root))
        elif entry.is_symlink():
            yield messages.LINK.about(_name(Path(entry.path), root))
        elif entry.is_file():
            files.append(Found(_name(Path(entry.path), root), Path(entry.path), entry.stat().st_size))
    yield files
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and not is_junk(entry.name):
            yield from _walk(Path(entry.path), root)


def is_junk(name: str) -> bool:
    """What systems and programs leave behind: hidden files, previews, locks."""
    return name.lower() in _JUNK or name.startswith((".", "~$"))


def items_of(files: Sequence[Found], origin: str, start: int = 1) -> list[Item]:
    """The items of one folder's files; `start` is the position of the first."""
    groups: dict[str, list[Found]] = {}
    paged = _paged(files)
    recordings = {str(PurePosixPath(each.name).with_suffix("")): each.name for each in files if is_recording(each.name)}
    tapes = together(recordings.values())
    for each in files:
        said = transcript(each.name)
        belongs = (recordings.get(said.stem) if said else None) or each.name
        groups.setdefault(paged.get(belongs) or tapes.get(belongs) or belongs, []).append(each)
    return [_item(group, origin, position) for position, group in enumerate(groups.values(), start=start)]


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
        group, key=lambda each: (transcript(each.name) is not None, _place(tapes.get(each.name)), each.name)
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


def _place(said: Tape | None) -> tuple[int, ...]:
    return said.place if said else ()


def _called(said: Tape | None) -> str | None:
    return said.called if said else None


def _name(path: Path, root: Path) -> str:
    return normalize("NFC", path.relative_to(root).as_posix())
