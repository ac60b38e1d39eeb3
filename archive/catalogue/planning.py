"""What saving a record will write, decided before anything is written: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.catalogue.narrowing import passages_narrow, record_narrows
from archive.catalogue.stored import Deposit, Stored
from archive.model.access import OPEN
from archive.model.errors import ChangedMeanwhile
from archive.model.history import Change, difference
from archive.model.record import Record
from archive.model.transcript import Passage

Said = Mapping[str, Sequence[Passage]]


@dataclass(frozen=True)
class Plan:
    """`passages` are those of every file whose passages change, none for a file that is gone. Without `change` nothing
    is written."""

    stored: Stored
    before: Stored | None
    body: Mapping[str, Any]
    passages: Said
    change: Change | None
    narrows: bool

    @property
    def ark(self) -> str:
        return self.stored.record.ark


def plan(deposit: Deposit, before: Stored | None, said: Said) -> Plan:
    """What a deposit changes of what stands, `said` being the passages that stand. Raises ChangedMeanwhile."""
    if deposit.expected_version not in (None, before.version if before else 0):
        raise ChangedMeanwhile(deposit.record.ark)
    record = _marked_opened(deposit.record, before)
    body = record.to_json()
    passages = _passages_that_change(deposit, record, said)
    old, new = _differences(before, body, said, passages)
    if before and not old and not new:
        return Plan(before, before, body, {}, None, narrows=False)
    version = before.version + 1 if before else 1
    change = Change(version, deposit.at, deposit.who, deposit.action, deposit.why, old, new, deposit.batch)
    stored = Stored(record, version, before.added_at if before else deposit.at, deposit.at)
    narrows = before is not None and _narrows(before.record, record, said, passages)
    return Plan(stored, before, body, passages, change, narrows)


def _marked_opened(record: Record, before: Stored | None) -> Record:
    """What was open once was: no caller can forget it, as a purge of what was seen depends on it."""
    opened = record.opened or record.label == OPEN or (before is not None and before.record.opened)
    return record if opened == record.opened else replace(record, opened=opened)


def _passages_that_change(deposit: Deposit, record: Record, said: Said) -> dict[str, Sequence[Passage]]:
    given = deposit.passages or {}
    kept = {file.id for file in record.files}
    if not kept.issuperset(given):
        raise ValueError(f"{record.ark}: passages of a file that is not in the record: {sorted(set(given) - kept)}")
    gone: dict[str, Sequence[Passage]] = {file_id: () for file_id in said if file_id not in kept}
    return gone | {file_id: new for file_id, new in given.items() if list(said.get(file_id, ())) != list(new)}


def _differences(
    before: Stored | None, body: Mapping[str, Any], said: Said, passages: Said
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Before and after, as history keeps them. Passages stand as "passages.f1": those that differ; or, where a file had
    none before, how many there are now, so that a long text is not kept twice."""
    old, new = difference(before.record.to_json() if before else {}, body)
    if before is None:
        old = {}  # nothing stood before
    for file_id, after in passages.items():
        was = said.get(file_id, ())
        if was:
            stood, stand = set(was), set(after)
            old[f"passages.{file_id}"] = [each.to_json() for each in was if each not in stand]
            new[f"passages.{file_id}"] = [each.to_json() for each in after if each not in stood]
        else:
            new[f"passages.{file_id}"] = len(after)
    return old, new


def _narrows(before: Record, after: Record, said: Said, passages: Said) -> bool:
    return record_narrows(before, after) or any(
        passages_narrow(said.get(file_id, ()), new) for file_id, new in passages.items()
    )
