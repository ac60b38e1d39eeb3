"""Taking a batch back: what it made goes, what it changed is as it was, what people changed since stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from archive.actions.arrivals import PROPOSAL
from archive.actions.clock import CURATE, now, require
from archive.actions.making import DERIVE, SERVED
from archive.catalogue import batches, history, jobs, passages, records
from archive.catalogue.connection import Writing
from archive.catalogue.stored import Stored
from archive.model.access import Viewer
from archive.model.batch import Batch, Problem
from archive.model.errors import ArchiveError, BatchNotFound
from archive.model.history import Change
from archive.model.record import File, Record
from archive.model.taking_back import UNDO, TakenBack, without_batch
from archive.model.transcript import Passage
from archive.wiring import Archive

_AT_ONCE = 100


@dataclass(frozen=True)
class Kept:
    """A part of a record that stays as it stands, since it was changed again after the batch had changed it: by whom, and how
    ("correction", "update")."""

    ark: str
    title: str
    part: str
    who: str
    action: str


@dataclass(frozen=True)
class Undone:
    """What became of a batch: how many records were purged, withdrawn, restored; and what was kept."""

    batch: Batch
    kept: tuple[Kept, ...] = ()


def take_back(archive: Archive, viewer: Viewer, batch_id: str) -> Undone:
    """Take a batch back. Records it made and nobody ever opened are purged (their ARK is spent), those once open leave a
    tombstone; records it changed get their values, words and files back, one by one, but for what was changed since.

    Broken off, it is gone on with by asking again; asked again once done, it changes nothing. Raises BatchNotFound,
    NotAllowed.
    """
    require(viewer, CURATE)
    batch = _begin(archive, batch_id)
    if batch.state == "undone":
        return Undone(batch)
    counts, kept = Counter(batch.counts), list[Kept]()
    with archive.catalogue.reading() as c:
        changed, made = history.updated_by(c, batch_id), records.of_batch(c, batch_id)
    for ark in sorted(set(changed) - set(made)):
        kept += _restore(archive, viewer, batch, ark, counts)
    for some in _parts(list(reversed(made))):
        _remove(archive, viewer, batch, some, counts)
    with archive.catalogue.writing() as c:
        for job in jobs.all(c, kinds=(PROPOSAL,), size=1_000_000):
            if job.details.get("batch") == batch_id:
                jobs.drop(c, job.id)
        batches.add_problems(c, batch_id, [_problem(batch, each) for each in kept])
        ended = batches.finish(c, batch_id, at=now(), state="undone", counts=counts)
    return Undone(ended, tuple(kept))


def _begin(archive: Archive, batch_id: str) -> Batch:
    """The batch, from now on being taken back; its counts are those of that."""
    with archive.catalogue.writing() as c:
        batch = batches.load(c, batch_id)
        if batch is None:
            raise BatchNotFound(batch_id)
        if batch.state not in ("undoing", "undone"):
            batch = replace(batch, state="undoing", counts={})
            batches.save(c, batch, at=now())
        return batch


def _remove(archive: Archive, viewer: Viewer, batch: Batch, arks: Sequence[str], counts: Counter[str]) -> None:
    at, why = now(), f"batch {batch.id} taken back"
    with archive.catalogue.writing() as c:
        for ark, stored in records.load_many(c, arks).items():
            if stored.record.opened:
                records.withdraw(c, ark, who=viewer.name, reason="batch", why=why, at=at)
            else:
                records.purge(c, ark, who=viewer.name, why=why, at=at, batch=batch.id)
            counts["withdrawn" if stored.record.opened else "purged"] += 1
        batches.progress(c, batch.id, counts)
    for ark in arks:
        archive.derivatives.remove(ark)


def _restore(archive: Archive, viewer: Viewer, batch: Batch, ark: str, counts: Counter[str]) -> Iterator[Kept]:
    """One record without what the batch changed of it, in one transaction; gives what was kept."""
    with archive.catalogue.writing() as c:
        stored = records.load(c, ark)
        if stored is None:
            return
        changes, words = history.of(c, ark), passages.of(c, ark)
        back = _taken_back(archive, batch, stored, changes, words, batches.undone(c))
        if not any(each.action == UNDO and each.batch == batch.id for each in changes):
            _save(archive, c, viewer, batch, stored, back)
            counts["restored"] += 1
            batches.progress(c, batch.id, counts)
    for file in stored.record.files:
        if all(file.id != each["id"] for each in back.record["files"]):
            archive.derivatives.remove(ark, file.id)
    title = stored.record.title_in().text
    for part in back.kept:
        last = next(each for each in reversed(changes) if part in each.after and each.action != UNDO)
        yield Kept(ark, title, part, last.who, last.action)


def _taken_back(
    archive: Archive, batch: Batch, stored: Stored, changes: Sequence[Change], words: Iterable[Passage], undone: frozenset[str]
) -> TakenBack:
    by_file = groupby(words, key=lambda passage: passage.file)
    spoken = {file: [each.to_json() for each in every] for file, every in by_file}
    body = stored.record.to_json()
    back = without_batch(body, spoken, changes, batch.id, undone)
    if all(_is_kept(archive, stored.record.ark, file) for file in _returning(stored.record, Record.from_json(back.record))):
        return back
    # A master that was replaced before it was ever preserved cannot come back.
    here = {file.id for file in stored.record.files}
    return TakenBack(
        {**back.record, "files": body["files"]}, {file: each for file, each in back.words.items() if file in here},
        tuple(dict.fromkeys((*back.kept, "files"))),
    )  # fmt: skip


def _save(archive: Archive, c: Writing, viewer: Viewer, batch: Batch, stored: Stored, back: TakenBack) -> None:
    record, at = Record.from_json(back.record), now()
    for file in _returning(stored.record, record):
        if file.role in SERVED:
            # What is served of other bytes goes before the record says that these are its own.
            archive.derivatives.remove(record.ark, file.id)
            jobs.add(c, DERIVE, f"{record.ark} {file.id}", {}, at)
    words = {file: [Passage.from_json(each) for each in every] for file, every in back.words.items()}
    records.save(c, record, who=viewer.name, action=UNDO, why=batch.source, at=at, batch=batch.id, passages=words)


def _returning(before: Record, after: Record) -> list[File]:
    """The files whose bytes come back."""
    held = {file.id: file.sha512 for file in before.files}
    return [file for file in after.files if held.get(file.id) != file.sha512]


def _is_kept(archive: Archive, ark: str, file: File) -> bool:
    try:
        archive.preservation.master(ark, file.sha512)
    except ArchiveError:
        return False
    return True


def _problem(batch: Batch, kept: Kept) -> Problem:
    text = f"« {kept.title} » ({kept.ark}) : {kept.part} a été modifié depuis par {kept.who} et reste ainsi."
    return Problem("warning", batch.source, text, "Vérifiez cette notice.", column=kept.part)


def _parts(arks: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(arks), _AT_ONCE):
        yield arks[start : start + _AT_ONCE]
