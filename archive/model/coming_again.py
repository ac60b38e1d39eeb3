"""A source that comes again: what it told last, what it changes now, and which file ids are spent. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from archive.model.history import Change, applied, as_last_told, difference
from archive.model.record import File, Record

#: What the archive decides for itself, and no second coming changes.
OURS = ("ark", "label", "opened", "batch")


def as_told(held: Record, changes: Sequence[Change], undone: Set[str]) -> Record:
    """The record as its source last told it, without what people corrected since; the archive's decisions stay."""
    return beside(Record.from_json(as_last_told(held.to_json(), changes, undone)), held)


def beside(told: Record, held: Record) -> Record:
    """What a source tells, under what the archive decided for itself."""
    return replace(told, **{name: getattr(held, name) for name in OURS})


def merged(held: Record, before: Record, told: Record) -> Record:
    """The record with what its source changed since it last told it (`before`). The archive's own decisions and what people
    corrected stay; a file that is held keeps its label."""
    by_id = {file.id: file for file in held.files}
    told = replace(told, files=tuple(_labelled(by_id.get(file.id), file) for file in told.files))
    _, news = difference(before.to_json(), beside(told, before).to_json())
    return Record.from_json(applied(held.to_json(), news))


def highest_file(held: Record, changes: Iterable[Change]) -> int:
    """The highest number that a file of the record ever had: an id is never used again, not even that of a file gone."""
    told = [part.get("files") or () for change in changes for part in (change.before, change.after)]
    ids = [file.id for file in held.files] + [file["id"] for files in told for file in files]
    return max((int(id_[1:]) for id_ in ids if id_[1:].isdigit()), default=0)


def _labelled(held: File | None, told: File) -> File:
    return replace(told, label=held.label) if held else told
