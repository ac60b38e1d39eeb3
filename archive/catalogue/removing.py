"""Taking records out: without trace but a spent ARK, or leaving a tombstone."""

from __future__ import annotations

from sqlalchemy import delete, insert

from archive.catalogue import outbox
from archive.catalogue.connection import Writing
from archive.catalogue.loading import load
from archive.catalogue.tables import fates, jobs, records
from archive.model.errors import NotAllowed, RecordNotFound
from archive.model.record import Record
from archive.model.tombstone import Tombstone


def purge(c: Writing, ark: str, *, who: str, why: str, at: str, batch: str | None = None) -> None:  # noqa: ARG001
    """Remove a record never opened, history and all; its ARK is spent, by taking back `batch` where one is named.

    Of who did it and why nothing stays, as nobody ever saw it. Save the batch after it, which names the spent ARK too.
    Raises RecordNotFound, or NotAllowed if the record was ever open.
    """
    record = _standing(c, ark)
    if record.opened:
        raise NotAllowed("purge")
    _remove(c, ark, at)
    c.execute(insert(fates), [{"ark": ark, "batch": batch}])


def withdraw(c: Writing, ark: str, *, who: str, reason: str, why: str, at: str) -> Tombstone:
    """Remove a record, history and all, leaving a tombstone. Raises RecordNotFound."""
    record = _standing(c, ark)
    tombstone = Tombstone(ark, reason, at, who, why, record.keys.get("source_identifier"))
    _remove(c, ark, at)
    columns = {"source_identifier": tombstone.source_identifier, "tombstone": tombstone.to_json()}
    c.execute(insert(fates), [{"ark": ark, **columns}])
    return tombstone


def _standing(c: Writing, ark: str) -> Record:
    stored = load(c, ark)
    if stored is None:
        raise RecordNotFound(ark)
    return stored.record


def _remove(c: Writing, ark: str, at: str) -> None:
    """Files, links, passages and history go with their record, and so do jobs, which may quote it."""
    c.execute(delete(records).where(records.c.ark == ark))
    c.execute(delete(jobs).where(jobs.c.subject == ark))
    outbox.tell(c, [outbox.News(f"record:{ark}", at, ark, narrows=True)])
