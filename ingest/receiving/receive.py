"""Receive: what there is to take in, from a folder or a sheet, as groups of items; the sheet is read in a child process."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from archive.model.batch import Problem
from ingest.describing.crosswalk import BASE, read_crosswalk
from ingest.grouping import in_groups
from ingest.item import Item, ItemProblem
from ingest.limits import Limits
from ingest.receiving.file_names import is_utf_8, readable
from ingest.receiving.folder_collections import FolderCollections
from ingest.receiving.name_pattern import NamePattern
from ingest.receiving.receive_dublin_core import receive_dublin_core
from ingest.receiving.receive_ead import receive_ead
from ingest.receiving.receive_folder import items_of
from ingest.receiving.receive_sheet import GROUP, SheetAsked, SheetReceived, read_spool, receive_sheet
from ingest.receiving.walk_folder import Found, walk
from ingest.telling import folder_messages, messages
from ingest.workers import Lost, run_all

_SHEETS = (".csv", ".tsv", ".xlsx", ".ods")
_READERS = {"table": receive_sheet, "ead": receive_ead, "dublin-core": receive_dublin_core}


@dataclass(frozen=True)
class Source:
    """What the archivist points to. `files` is the folder the names in a sheet are relative to; None: the sheet's own.
    `collections`: each folder in a folder is one."""

    path: Path
    crosswalks: Path
    files: Path | None = None
    crosswalk: str = BASE
    encoding: str | None = None
    collections: bool = False


@dataclass(frozen=True)
class Received:
    """What there is: how many files and rows without any, their bytes, the identifiers of items others stand in, what is
    to be said, the sheets it was read from, and the items in groups."""

    groups: Iterator[list[Item]]
    pieces: int
    size_bytes: int
    parents: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    sheets: tuple[Path, ...] = ()


@dataclass
class _Lying:
    """What lies in a folder, looked over once before anything is done with it: its files wait in a spool, so that each is
    taken in or refused though the folder go away meanwhile."""

    spool: Path
    pieces: int = 0
    size_bytes: int = 0
    parents: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    sheets: list[Found] = field(default_factory=list)


def receive(source: Source, workspace: Path, limits: Limits) -> Received:
    """What stands in a folder or a sheet. Raises ItemProblem and Refused where nothing of it can be taken."""
    read_crosswalk(source.crosswalks, source.crosswalk)  # a wrong name is told before anything begins
    if not is_utf_8(str(source.path)):
        raise ItemProblem(folder_messages.NAME_NOT_UTF_8.about(readable(str(source.path))))
    if not source.path.exists():
        raise ItemProblem(folder_messages.NO_SUCH_SOURCE.about(source.path.name, path=source.path))
    return _folder(source, workspace, limits) if source.path.is_dir() else _sheet(source, workspace, limits)


def _sheet(source: Source, workspace: Path, limits: Limits) -> Received:
    spool = workspace / "sheet"
    found = _read(source, source.path, spool, limits)
    groups = (_in_workspace(group, workspace) for group in read_spool(spool))
    return Received(groups, found.pieces, found.size_bytes, found.parents, found.problems, (source.path,))


def _folder(source: Source, workspace: Path, limits: Limits) -> Received:
    """A folder by the sheets that stand in it and name its files; else each file for itself."""
    lying = _look_over(source, workspace / "folder")
    if not lying.pieces and not any(each.level == "error" for each in lying.problems):
        raise ItemProblem(folder_messages.NOTHING_THERE.about(source.path.name))
    read: dict[Path, SheetReceived] = {}
    sheets: list[Path] = []
    for number, sheet in enumerate(lying.sheets):
        spool = workspace / f"sheet-{number}"
        try:
            found = _read(replace(source, files=source.path), sheet.path, spool, limits)
        except ItemProblem as problem:  # it may be a table of another kind: a file like any other
            lying.problems.append(replace(problem.problem, level="warning"))
            continue
        if found.names_files:
            read[spool] = found
            sheets.append(sheet.path)
    if read:
        return replace(_by_sheets(read, lying, workspace), sheets=tuple(sheets))
    groups = (_in_workspace(group, workspace) for group in read_spool(lying.spool))
    return Received(groups, lying.pieces, lying.size_bytes, lying.parents, tuple(lying.problems))


def _by_sheets(read: dict[Path, SheetReceived], lying: _Lying, workspace: Path) -> Received:
    named = frozenset[str]().union(*(found.named for found in read.values()))
    used = {sheet.name for sheet in lying.sheets}
    left = [
        folder_messages.LEFT_OUT_BY_SHEET.about(file.name)
        for group in read_spool(lying.spool)
        for item in group
        for file in item.files
        if file.name not in named and file.name not in used
    ]
    return Received(
        groups=(_in_workspace(group, workspace) for group in chain.from_iterable(map(read_spool, read))),
        pieces=sum(found.pieces for found in read.values()),
        size_bytes=sum(found.size_bytes for found in read.values()),
        parents=frozenset[str]().union(*(found.parents for found in read.values())),
        problems=(*lying.problems, *(each for found in read.values() for each in found.problems), *left),
    )


def _look_over(source: Source, spool: Path) -> _Lying:
    lying = _Lying(spool)
    items = _items(source.path, read_crosswalk(source.crosswalks, source.crosswalk).pattern, lying)
    collections = FolderCollections(source.path.name)
    placed = collections.around(items) if source.collections else items
    with spool.open("wb") as file:
        for group in in_groups(placed, GROUP):
            pickle.dump(group, file)
            lying.pieces += sum(max(1, len(item.files)) for item in group)
            lying.size_bytes += sum(item.size_bytes for item in group)
    lying.parents = collections.identifiers
    return lying


def _items(folder: Path, pattern: NamePattern | None, lying: _Lying) -> Iterator[Item]:
    """The items of a folder; what else is to be told of it is left in `lying`."""
    position, cotes = 1, dict[str, str]()
    for files in walk(folder):
        if isinstance(files, Problem):
            lying.problems.append(files)
            continue
        lying.sheets += [each for each in files if "/" not in each.name and each.path.suffix.lower() in _SHEETS]
        items = items_of(files, folder.name, position, pattern)
        position += len(items)
        for item in items:
            yield _once(item, cotes) if pattern else item


def _once(item: Item, cotes: dict[str, str]) -> Item:
    """The item, refused where its cote is that of another folder's files."""
    name = item.files[0].name
    first = cotes.setdefault(item.source_identifier, name)
    if first == name:
        return item
    problem = folder_messages.COTE_ELSEWHERE.about(name, cote=item.source_identifier, first=first)
    return item.but(source_identifier=name).stopped("receive", problem)


def _read(source: Source, sheet: Path, spool: Path, limits: Limits) -> SheetReceived:
    files = source.files or sheet.parent
    asked = SheetAsked(sheet, files, source.crosswalks, source.crosswalk, source.encoding, spool)
    reader = _READERS[read_crosswalk(source.crosswalks, source.crosswalk).reads]
    [(_, result)] = run_all(reader, [asked], limits, workers=1)
    if isinstance(result, Lost):
        raise ItemProblem(messages.LOST.about(sheet.name, text=result.text, remedy=result.remedy))
    return result


def _in_workspace(group: list[Item], workspace: Path) -> list[Item]:
    return [item.but(workspace=workspace) for item in group]
