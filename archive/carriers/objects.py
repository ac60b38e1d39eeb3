"""Records, authorities, batches and tombstones as preservation keeps them, and back. Pure.

A record's object holds `record.json` (with its history), `passages.json` where it has words, and its masters under
`files/<file id>/<name>`. A batch's holds `batch.json`, its sheet, its crosswalk and its report; an authority's and a
tombstone's one JSON file named after what it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.model.authorities import Authority
from archive.model.batch import Batch
from archive.model.history import Change
from archive.model.json_lines import in_lines
from archive.model.record import Record
from archive.model.tombstone import Tombstone
from archive.model.transcript import Passage
from archive.preservation.store import Content, Held, ObjectVersion

RECORD, PASSAGES, AUTHORITY, BATCH, TOMBSTONE, SPENT = (
    f"{name}.json" for name in ("record", "passages", "authority", "batch", "tombstone", "spent")
)
#: Who is said to have written what no person did.
ARCHIVE = ("archive", "")


@dataclass(frozen=True)
class WholeRecord:
    """All the catalogue knows of a record."""

    record: Record
    changes: tuple[Change, ...]
    passages: tuple[Passage, ...] = ()


def of_record(whole: WholeRecord) -> ObjectVersion:
    last = whole.changes[-1]
    history = [change.to_json() for change in whole.changes]
    state: dict[str, Content] = {RECORD: as_json({**whole.record.to_json(), "history": history})}
    if whole.passages:
        state[PASSAGES] = as_json([passage.to_json() for passage in whole.passages])
    state |= {f"files/{file.id}/{file.name}": Held(file.sha512) for file in whole.record.files}
    return ObjectVersion(
        id=whole.record.ark, state=state, message=": ".join(part for part in (last.action, last.why) if part),
        user=(last.who, ""), created=datetime.fromisoformat(last.at),
    )  # fmt: skip


def of_authority(authority: Authority, at: str) -> ObjectVersion:
    return _one_file(f"authority:{authority.id}", AUTHORITY, authority.to_json(), "authority", at)


def of_batch(batch: Batch, at: str) -> ObjectVersion:
    state: dict[str, Content] = {BATCH: as_json(batch.to_json())}
    state |= {path: Held(sha512) for path, sha512 in batch.kept.items()}
    return ObjectVersion(f"batch:{batch.id}", state, "batch", ARCHIVE, datetime.fromisoformat(at))


def of_tombstone(tombstone: Tombstone) -> ObjectVersion:
    return _one_file(tombstone.ark, TOMBSTONE, tombstone.to_json(), "withdrawal", tombstone.withdrawn_at)


def of_spent(ark: str, at: str) -> ObjectVersion:
    """What stands for a record that was taken back unseen: that its ARK is never to be given again."""
    return _one_file(ark, SPENT, {"ark": ark}, "purged before it was ever open", at)


def whole_record(files: Mapping[str, bytes]) -> WholeRecord:
    """A record as `of_record` wrote it, from the bytes of its JSON files by logical path."""
    stored: dict[str, Any] = json.loads(files[RECORD])
    changes = tuple(Change.from_json(change) for change in stored.pop("history"))
    passages = json.loads(files.get(PASSAGES, b"[]"))
    return WholeRecord(Record.from_json(stored), changes, tuple(Passage.from_json(each) for each in passages))


def described(content: bytes) -> Any:
    return json.loads(content)


def as_json(content: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """JSON as people read it, the same bytes for the same content."""
    return in_lines(content)


def masters(records: Iterable[Record]) -> set[str]:
    return {file.sha512 for record in records for file in record.files}


def _one_file(object_id: str, name: str, content: Mapping[str, Any], message: str, at: str) -> ObjectVersion:
    return ObjectVersion(object_id, {name: as_json(content)}, message, ARCHIVE, datetime.fromisoformat(at))
