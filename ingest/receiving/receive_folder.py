"""Receives a folder without a sheet: each file is a record; a recording takes its transcripts, numbered pages are one object,
and so is what bears one cote, where a crosswalk says how names have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from archive.model.batch import Problem
from ingest.item import Cell, IncomingFile, Item
from ingest.receiving.companions import is_recording, is_sure, numbered, page, transcript
from ingest.receiving.name_pattern import Named, NamePattern
from ingest.receiving.scan_companions import is_page_text, page_text, scan_of, scans_of
from ingest.receiving.tapes import Tape, tape, together
from ingest.receiving.walk_folder import Found
from ingest.telling import folder_messages, messages


def items_of(
    files: Sequence[Found], origin: str, start: int = 1, pattern: NamePattern | None = None
) -> list[Item]:
    """The items of one folder's files; `start` is the position of the first. With a pattern, the files of one cote are one
    item; those whose names do not follow it are as without."""
    groups: dict[tuple[bool, str], list[Found]] = {}
    said_of: dict[str, Named] = {}
    paged = _paged(files)
    recordings = {str(PurePosixPath(each.name).with_suffix("")): each.name for each in files if is_recording(each.name)}
    tapes = together(recordings.values())
    scans = scans_of(each.name for each in files)
    for each in files:
        said = transcript(each.name)
        belongs = (recordings.get(said.stem) if said else None) or _scan_of(each, scans) or each.name
        named = pattern.read(belongs) if pattern else None
        if named is not None:
            said_of[each.name] = named
        key = named.cote if named else paged.get(belongs) or tapes.get(belongs) or belongs
        groups.setdefault((named is not None, key), []).append(each)
    items = [_item(group, origin, position, said_of) for position, group in enumerate(groups.values(), start=start)]
    return [_not_by_pattern(item) if pattern and item.files[0].name not in said_of else item for item in items]


def _not_by_pattern(item: Item) -> Item:
    return item.noting(folder_messages.NAME_NOT_BY_PATTERN.about(item.files[0].name))


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


def _item(group: Sequence[Found], origin: str, position: int, said_of: Mapping[str, Named]) -> Item:
    """One item; it is known by its cote, else by its first master, so that a transcript or a page added later makes no other
    of it."""
    tapes = {each.name: tape(each.name) for each in group if len(group) > 1 and is_recording(each.name)}
    in_order = sorted(
        group,
        key=lambda each: (_is_beside(each.name), _page_place(said_of.get(each.name)), _place(tapes.get(each.name)), each.name),
    )
    first = in_order[0]
    files = numbered([
        IncomingFile(
            "", each.path, each.name, size_bytes=each.size_bytes,
            page_label=_called(tapes.get(each.name), None if _is_beside(each.name) else said_of.get(each.name)),
            beside=each is not first and transcript(each.name) is not None and not is_sure(each.name),
        )
        for each in in_order
    ])  # fmt: skip
    named = said_of.get(first.name)
    problems = tuple(_said_of_group(first.name, files, len(tapes), named))
    return Item(
        named.cote if named else first.name, origin, position=position, files=files, problems=problems,
        cells=_cells(named) if named else (),
    )  # fmt: skip


def _said_of_group(first: str, files: Sequence[IncomingFile], tapes: int, named: Named | None) -> Iterable[Problem]:
    masters = [each for each in files if each.of is None and not _is_beside(each.name)]
    if tapes > 1 and named is None:
        yield folder_messages.TAPES_TOGETHER.about(first, count=tapes)
    elif is_sure(first):
        yield messages.LONE_TRANSCRIPT.about(first)
    elif named is None and len(masters) > 1:
        yield folder_messages.PAGES_TOGETHER.about(first, count=len(masters))
    if named is not None:
        for label, count in Counter(each.page_label for each in masters).items():
            if count > 1:
                yield folder_messages.PAGE_TWICE.about(first, count=count, page=label or "—", cote=named.cote)


def _cells(named: Named) -> tuple[Cell, ...]:
    """What a name says, as the cells of a sheet would: it stands in no row, so the first is told."""
    return tuple(Cell(column, text, 1) for column, text in {"cote": named.cote, **named.others}.items())


def _is_beside(name: str) -> bool:
    return transcript(name) is not None or page_text(name) is not None


def _place(said: Tape | None) -> tuple[int, ...]:
    return said.place if said else ()


def _page_place(named: Named | None) -> tuple[tuple[int, str], ...]:
    return named.place if named else ()


def _called(said: Tape | None, named: Named | None) -> str | None:
    return (named.page_label if named else None) or (said.called if said else None)
