"""The catalogue made again from preservation alone: what `design` calls its rebuilt tables, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archive.carriers import objects
from archive.catalogue import arks, authorities, batches, records
from archive.catalogue.connection import Writing
from archive.model.authorities import Authority
from archive.model.batch import Batch
from archive.model.tombstone import Tombstone
from archive.preservation.store import Preservation
from archive.wiring import Archive

OBJECTS_AT_ONCE = 200
#: Authorities before the records that name them, spent ARKs before the batches whose taking back spent them.
_KINDS = (objects.AUTHORITY, objects.RECORD, objects.TOMBSTONE, objects.SPENT, objects.BATCH)


def rebuild(archive: Archive, tell: Callable[[int], None] = lambda _done: None) -> int:
    """Put back every record, authority, batch, tombstone and spent ARK that preservation holds; says how many objects.

    Accounts, cases, jobs and the outbox are not there: they come back from a backup. Run on an empty catalogue.
    """
    by_kind: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for object_id in archive.preservation.ids():
        held = archive.preservation.state(object_id)
        kind = next((each for each in _KINDS if each in held), None)
        if kind is not None:
            by_kind[kind].append(object_id)
    done = 0
    for kind in _KINDS:
        for some in _parts(by_kind[kind]):
            with archive.catalogue.writing() as c:
                for object_id in some:
                    _restore(c, archive.preservation, kind, object_id)
            done += len(some)
            tell(done)
    return done


def _restore(c: Writing, preservation: Preservation, kind: str, object_id: str) -> None:
    content = preservation.read(object_id, kind)
    if kind == objects.RECORD:
        files = {kind: content}
        if objects.PASSAGES in preservation.state(object_id):
            files[objects.PASSAGES] = preservation.read(object_id, objects.PASSAGES)
        whole = objects.whole_record(files)
        records.restore(c, whole.record, whole.changes, whole.passages)
    elif kind == objects.AUTHORITY:
        authorities.restore(c, Authority.from_json(objects.described(content)))
    elif kind == objects.BATCH:
        batches.restore(c, Batch.from_json(objects.described(content)))
    elif kind == objects.TOMBSTONE:
        arks.restore_tombstone(c, Tombstone.from_json(objects.described(content)))
    else:
        arks.restore_spent(c, objects.described(content)["ark"])


def _parts(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), OBJECTS_AT_ONCE):
        yield ids[start : start + OBJECTS_AT_ONCE]
