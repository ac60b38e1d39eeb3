"""Curating: correct a record, open it, close it; a proposal taken or left; changes that fall due on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.actions.arrivals import RELABEL
from archive.actions.clock import CURATE, SYSTEM, now, require
from archive.catalogue import jobs, records
from archive.catalogue.connection import Writing
from archive.catalogue.stored import Deposit, Stored
from archive.model.access import CLOSED, OPEN, Viewer
from archive.model.ark import parse
from archive.model.dates import ArchiveDate
from archive.model.errors import BatchNotFound, FileNotFound, RecordNotFound, Refused
from archive.model.record import Record, Value
from archive.wiring import Archive


@dataclass(frozen=True)
class Correction:
    """What a form changes: only the terms, dates and keys named in it; a term named with no values is emptied."""

    terms: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    dates: Mapping[str, tuple[ArchiveDate, ...]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None
    rights: str | None = None
    alternatives: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)  # by file id


def correct(
    archive: Archive, viewer: Viewer, ark: str, correction: Correction, *, expected_version: int, why: str
) -> Stored:
    """Save a correction. Raises RecordNotFound, NotAllowed, Refused, and ChangedMeanwhile if somebody else was faster."""
    require(viewer, CURATE)
    if correction.kind is not None and correction.kind not in archive.vocabularies["kinds"]:
        raise Refused("kind", correction.kind)
    with archive.catalogue.writing() as c:
        record = _corrected(_load(c, ark).record, correction)
        if not record.values("title"):
            raise Refused("title", "")
        return records.save(
            c, record, who=viewer.name, action="correction", why=why, at=now(), expected_version=expected_version
        )


def set_label(archive: Archive, viewer: Viewer, ark: str, label: str, why: str = "") -> Stored:
    """Put a record under another access label. When this returns, no later request shows what it hid.

    Raises RecordNotFound, NotAllowed, Refused.
    """
    require(viewer, CURATE)
    if label not in archive.vocabularies["labels"]:
        raise Refused("label", label)
    with archive.catalogue.writing() as c:
        return _relabel(c, viewer, ark, label, why, now())


def set_file_label(archive: Archive, viewer: Viewer, ark: str, file_id: str, label: str, why: str = "") -> Stored:
    """Put one file of a record under another access label: a transcript takes its words with it.

    Raises RecordNotFound, FileNotFound, NotAllowed, Refused.
    """
    require(viewer, CURATE)
    if label not in archive.vocabularies["labels"]:
        raise Refused("label", label)
    with archive.catalogue.writing() as c:
        record = _load(c, ark).record
        if record.file(file_id) is None:
            raise FileNotFound(ark, file_id)
        files = tuple(replace(each, label=label) if each.id == file_id else each for each in record.files)
        action = "opening" if label == OPEN else "closing"
        return records.save(c, replace(record, files=files), who=viewer.name, action=action, why=why, at=now())


def open_record(archive: Archive, viewer: Viewer, ark: str, why: str = "") -> Stored:
    return set_label(archive, viewer, ark, OPEN, why)


def close_record(archive: Archive, viewer: Viewer, ark: str, why: str = "") -> Stored:
    return set_label(archive, viewer, ark, CLOSED, why)


def open_batch(archive: Archive, viewer: Viewer, batch_id: str, why: str = "") -> int:
    """Open every record of a batch that is plainly closed (one under a reserve stays so); says how many."""
    require(viewer, CURATE)
    with archive.catalogue.writing() as c:
        made = records.load_many(c, records.of_batch(c, batch_id))
        if not made:
            raise BatchNotFound(batch_id)
        at, closed = now(), [stored.record for stored in made.values() if stored.record.label == CLOSED]
        records.save_many(c, [Deposit(each.under(OPEN), viewer.name, "opening", why, at) for each in closed])
    return len(closed)


def open_these(archive: Archive, viewer: Viewer, what: str, why: str = "") -> Sequence[str]:
    """Open a record by its ARK, or the records of a batch by its number: what `archive open` is given."""
    ark = parse(what)
    if ark is not None:
        open_record(archive, viewer, ark, why)
        return [ark]
    with archive.catalogue.reading() as c:
        made = records.of_batch(c, what)
    open_batch(archive, viewer, what, why)
    return made


def fall_due(archive: Archive) -> int:
    """Run the dated changes whose day has come; says how many."""
    done = 0
    while True:
        with archive.catalogue.writing() as c:
            job = jobs.take(c, now(), [RELABEL], "carrier")
            if job is None:
                return done
            stored = records.load(c, job.subject)
            # Who closed it meanwhile meant it: only what still waits is opened.
            if stored is not None and stored.record.label not in (OPEN, CLOSED):
                _relabel(c, SYSTEM, job.subject, job.details["label"], job.details["why"], now())
            jobs.done(c, job)
            done += 1


def _relabel(c: Writing, viewer: Viewer, ark: str, label: str, why: str, at: str) -> Stored:
    record = _load(c, ark).record
    action = "opening" if label == OPEN else "closing"
    return records.save(c, record.under(label), who=viewer.name, action=action, why=why, at=at)


def _load(c: Writing, ark: str) -> Stored:
    stored = records.load(c, ark)
    if stored is None:
        raise RecordNotFound(ark)
    return stored


def _corrected(record: Record, correction: Correction) -> Record:
    terms = {**record.terms, **correction.terms}
    dates = {**record.dates, **correction.dates}
    keys = {**record.keys, **correction.keys}
    return replace(
        record,
        terms={term: values for term, values in terms.items() if values},
        dates={term: values for term, values in dates.items() if values},
        keys={key: text for key, text in keys.items() if text},
        kind=correction.kind or record.kind,
        rights=record.rights if correction.rights is None else correction.rights or None,
        files=tuple(
            replace(file, alternatives=correction.alternatives.get(file.id, file.alternatives)) for file in record.files
        ),
    )
