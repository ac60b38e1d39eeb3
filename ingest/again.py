"""Coming in again: what the archive holds of an item already, and whether the source says anything new. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from archive.model.coming_again import beside
from archive.model.record import File, Record
from ingest.item import IncomingFile, Item


def recognised(item: Item, held: Record) -> Item:
    """The item with the ids its files have in the record, and its place in the archive. A file is known by its bytes, else by
    its name; an id is never used again for another, not even that of a file gone."""
    ids: dict[str, str] = {}
    matched = _matched(item.files, held.files)
    highest = max(item.highest_file, *(int(each.id[1:]) for each in held.files if each.id[1:].isdigit()), 0)
    for file in item.files:
        known = matched.get(file.id)
        if known is None:
            highest += 1
        ids[file.id] = known.id if known else f"f{highest}"
    files = tuple(_as_known(file, matched.get(file.id), ids) for file in item.files)
    record = replace(item.record, parent=item.within) if item.record else None
    return described_again(item.but(files=files, record=record))


def _matched(files: Iterable[IncomingFile], held: Iterable[File]) -> dict[str, File]:
    """Each incoming file's own in the record, by incoming id."""
    free = list(held)
    matched: dict[str, File] = {}
    for same in (_same_bytes, _same_name):
        for file in files:
            known = next((each for each in free if file.id not in matched and same(file, each)), None)
            if known is not None:
                matched[file.id] = known
                free.remove(known)
    return matched


def _same_bytes(file: IncomingFile, held: File) -> bool:
    return file.sha512 == held.sha512


def _same_name(file: IncomingFile, held: File) -> bool:
    return file.name == held.name


def _as_known(file: IncomingFile, known: File | None, ids: dict[str, str]) -> IncomingFile:
    file = replace(file, id=ids[file.id], of=ids.get(file.of or ""))
    if known is None or known.sha512 != file.sha512:
        return file
    # What was found in the same bytes stays as it was found, whatever today's readers would say.
    return replace(
        file, media_type=known.media_type, format=known.format, role=known.role, technical=known.technical,
        segments=known.segments, label=known.label, held=known.role != "transcript",
    )  # fmt: skip


def described_again(item: Item) -> Item:
    """The item with its record's files as they are known now."""
    if item.record is None:
        return item
    return item.but(record=replace(item.record, files=tuple(file.described() for file in item.files)))


def says_nothing_new(item: Item, held: Record) -> bool:
    """Whether the source says what the record says, the archive's own decisions apart. A collection that is not in yet may
    be one to move to."""
    if item.record is None or (item.parent and item.within is None):
        return False
    return told_beside(item.record, held).to_json() == held.to_json()


def told_beside(told: Record, held: Record) -> Record:
    """What the source says, under what the archive decided for itself."""
    files = tuple(replace(each, label=_label(held, each)) for each in told.files)
    return beside(replace(told, files=files), held)


def _label(held: Record, file: File) -> str:
    before = held.file(file.id)
    return before.label if before else file.label
