"""Builders: each gives a valid thing, and a test states only what matters to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha512
from pathlib import Path
from typing import Any

from archive.actions import accession, keep
from archive.actions.arrivals import Arrival
from archive.actions.clock import CURATE
from archive.carrying import the_carrier
from archive.model.access import Viewer
from archive.model.dates import ArchiveDate, read_date
from archive.model.record import File, Record, Value
from archive.model.transcript import Passage
from archive.settings import Settings, read_settings
from archive.wiring import Archive, open_archive

ARCHIVIST = Viewer("Anne", frozenset({"closed", "embargoed"}), frozenset({CURATE}))


def some_settings(home: Path, **given: str | int | float | bool) -> Settings:
    return read_settings({}, archive_home=str(home), **given)


def an_archive(home: Path, **given: str | int | float | bool) -> Archive:
    """An empty archive that knows the places and subjects of `config/`."""
    archive = open_archive(some_settings(home, **given))
    keep.learn(archive)
    return archive


def a_record(identifier: str = "r1", title: str = "La rue des Pins", **parts: Any) -> Record:
    terms = {"title": (Value(title, "fr"),), **parts.pop("terms", {})}
    dates = {term: (a_date(written),) for term, written in parts.pop("dates", {}).items()}
    keys = {"source_identifier": identifier, **parts.pop("keys", {})}
    return Record(ark="", kind=parts.pop("kind", "photograph"), terms=terms, dates=dates, keys=keys, **parts)


def a_date(written: str) -> ArchiveDate:
    return read_date(written) or ArchiveDate(written)


def a_file(content: bytes = b"master", **parts: Any) -> File:
    given = {"id": "f1", "name": "a.jpg", "media_type": "image/jpeg", "role": "image", **parts}
    return File(size_bytes=len(content), sha512=sha512(content).hexdigest(), **given)


def said(*sentences: str, file: str = "f1", label: str = "open", language: str = "fr") -> tuple[Passage, ...]:
    """Passages of three seconds each."""
    return tuple(
        Passage(file, number, text, language, label, start_seconds=3.0 * number, end_seconds=3.0 * number + 3)
        for number, text in enumerate(sentences, start=1)
    )


def deposited(
    archive: Archive,
    *records: Record,
    open_: bool = True,
    masters: Sequence[bytes] = (),
    passages: Mapping[str, Sequence[Passage]] | None = None,
    parent: str | None = None,
    carry: bool = True,
) -> list[str]:
    """Records taken in as one batch and carried; gives their ARKs."""
    for content in masters:
        path = archive.settings.home / "master"
        path.write_bytes(content)
        accession.stage(archive, path, sha512(content).hexdigest())
    batch = accession.begin(archive, "Anne", "sheet", "test.csv", {})
    words = {file_id: tuple(each) for file_id, each in (passages or {}).items()}
    arrivals = [Arrival(record, words, parent=parent) for record in records]
    outcomes = accession.deposit(archive, batch, arrivals, open_=open_)
    accession.finish(archive, batch, {"added": len(outcomes)})
    if carry:
        carried(archive)
    return [outcome.ark for outcome in outcomes]


def carried(archive: Archive) -> int:
    """Everything that waits, brought to preservation and index."""
    carrier = the_carrier(archive)
    try:
        done = 0
        while moved := carrier.carry():
            done += moved
    finally:
        carrier.index.close()
    archive.index.reload()
    return done


def under(record: Record, label: str) -> Record:
    return replace(record, label=label)
