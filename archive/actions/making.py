"""Served forms that are missing: asked for as jobs, taken by an ingest worker, put in place when made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archive.actions.clock import later, now
from archive.catalogue import jobs, records
from archive.catalogue.jobs import Job
from archive.model.record import File
from archive.wiring import Archive

DERIVE = "derive"
#: What has served forms; a transcript's words are passages, in the catalogue.
SERVED = frozenset({"image", "sound", "video", "pages"})
_MOST_ATTEMPTS = 3
_LEASE_SECONDS = 7200


@dataclass(frozen=True)
class Making:
    """A file whose served forms are to be made, and where its master stands (to be read only); the transcripts that stand
    beside it likewise, for a page's has its lines among the served forms."""

    job: Job
    ark: str
    file: File
    master: Path
    beside: tuple[tuple[File, Path], ...] = ()


def ask(archive: Archive, ark: str, file_id: str) -> None:
    """Ask for the served forms of a file to be made (again)."""
    with archive.catalogue.writing() as c:
        jobs.add(c, DERIVE, f"{ark} {file_id}", {}, now())


def ask_for_missing(archive: Archive) -> int:
    """Ask for every served form that is not there; says how many files that are."""
    asked, after = 0, ""
    while True:
        with archive.catalogue.reading() as c:
            some = records.arks(c, after)
            held = records.load_many(c, some)
        if not some:
            return asked
        for ark, stored in held.items():
            for file in stored.record.files:
                if file.role in SERVED and not archive.derivatives.ready(ark, file.id):
                    ask(archive, ark, file.id)
                    asked += 1
        after = some[-1]


def take(archive: Archive, worker: str) -> Making | None:
    """The next file to make served forms of; None: nothing waits. What went meanwhile, or failed too often, is let go."""
    while True:
        with archive.catalogue.writing() as c:
            job = jobs.take(c, now(), (DERIVE,), worker, _LEASE_SECONDS)
            if job is None:
                return None
            ark, _, file_id = job.subject.partition(" ")
            stored = records.load(c, ark)
            file = stored.record.file(file_id) if stored else None
            if stored is None or file is None:
                jobs.done(c, job)
            elif job.attempts > _MOST_ATTEMPTS:
                jobs.failed(c, job, "its worker died of it")
            else:
                master = archive.preservation.master
                beside = tuple((each, master(ark, each.sha512)) for each in stored.record.transcripts_of(file.id))
                return Making(job, ark, file, master(ark, file.sha512), beside)


def made(archive: Archive, making: Making, prepared: Path) -> None:
    """Put what was made in place. The file may have gone or changed meanwhile: then nothing is put anywhere."""
    with archive.catalogue.reading() as c:
        stored = records.load(c, making.ark)
    file = stored.record.file(making.file.id) if stored else None
    if file is not None and file.sha512 == making.file.sha512:
        archive.derivatives.place(making.ark, making.file.id, prepared)
    with archive.catalogue.writing() as c:
        jobs.done(c, making.job)


def not_made(archive: Archive, making: Making, why: str, again_in_seconds: float | None = None) -> None:
    """Note why nothing could be made, for the desk; it is tried again where a time is given."""
    with archive.catalogue.writing() as c:
        again = later(now(), again_in_seconds) if again_in_seconds is not None else None
        jobs.failed(c, making.job, why, again)
