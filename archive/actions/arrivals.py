"""What becomes of each arrival, beside what the archive holds: planned first, then written in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from archive.catalogue import arks, authorities, batches, history, jobs, passages, records
from archive.catalogue.connection import Reading, Writing
from archive.catalogue.stored import Deposit, Stored
from archive.model.access import OPEN
from archive.model.authorities import Authority
from archive.model.batch import Batch
from archive.model.coming_again import as_told, highest_file, merged
from archive.model.history import difference
from archive.model.record import File, Record
from archive.model.transcript import Passage
from archive.wiring import Archive

#: Job kinds: a proposed change that waits for an archivist; a label that changes on a day.
PROPOSAL, RELABEL = "proposal", "relabel"
Outcomes = Literal["added", "skipped", "proposed", "updated"]


@dataclass(frozen=True)
class Known:
    """A record that has come in before, as its source last told it: without what people corrected since.

    `highest_file` is the highest number a file of it ever had.
    """

    ark: str
    record: Record
    version: int
    highest_file: int = 0


@dataclass(frozen=True)
class Arrival:
    """One record as ingest brings it. `record.ark` is "" (it is found by its source identifier, or given one here).

    `parent` is the source identifier of its collection. `prepared` are folders of derivatives by file id, on the
    home's own file system. Masters must have been staged.
    """

    record: Record
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    prepared: Mapping[str, Path] = field(default_factory=dict)
    authorities: tuple[Authority, ...] = ()
    parent: str | None = None
    access_until: date | None = None


@dataclass(frozen=True)
class Outcome:
    ark: str
    what: Outcomes
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Plan:
    """What is to become of one arrival."""

    arrival: Arrival
    record: Record
    known: Stored | None
    changed: bool
    ark: str = ""
    prepared: Mapping[str, Path] = field(default_factory=dict)

    @property
    def dropped(self) -> list[str]:
        """Ids of the files that the record no longer has."""
        return [file.id for file in self.known.record.files if not self.record.file(file.id)] if self.known else []


def arks_for(archive: Archive, arrivals: Sequence[Arrival]) -> list[str]:
    """New ARKs for those that never came before; "" for the others."""
    identifiers = [identifier_of(each.record) for each in arrivals]
    with archive.catalogue.reading() as c:
        held = records.by_source_identifier(c, identifiers)
    fresh = [each not in held for each in identifiers]
    if not any(fresh):
        return [""] * len(arrivals)
    with archive.catalogue.writing() as c:
        given = iter(arks.mint_many(c, archive.settings.text("naan"), sum(fresh)))
    return [next(given) if new else "" for new in fresh]


def planned(c: Reading, arrivals: Sequence[Arrival], new: Sequence[str], expected: Iterable[str] = ()) -> list[Plan]:
    """What is to become of each; `new` are the ARKs of those that are, in the order of the arrivals."""
    found = _known_stored(c, (identifier_of(each.record) for each in arrivals))
    arks_found = [stored.record.ark for stored in found.values()]
    words, changes, undone = passages.of_many(c, arks_found), history.of_many(c, arks_found), batches.undone(c)
    above = {each: each for each in expected}
    above |= {identifier_of(each.record): ark for each, ark in zip(arrivals, new, strict=True) if ark}
    above |= records.by_source_identifier(c, {each.parent for each in arrivals if each.parent})
    plans = []
    for arrival, ark in zip(arrivals, new, strict=True):
        stored, parent = found.get(identifier_of(arrival.record)), above.get(arrival.parent or "")
        if stored is None:
            told = replace(arrival.record, ark=ark, parent=parent or arrival.record.parent)
            plans.append(Plan(arrival, told, None, True, ark, arrival.prepared))
            continue
        before = as_told(stored.record, changes[stored.record.ark], undone)
        # A collection nobody knows is none to move to.
        told = replace(arrival.record, parent=parent or (before.parent if arrival.parent else arrival.record.parent))
        record = merged(stored.record, before, told)
        words_told = tuple(each for words_of in arrival.passages.values() for each in words_of)
        same_words = sorted(map(_said, words_told)) == sorted(map(_said, words.get(stored.record.ark, ())))
        changed = record.to_json() != stored.record.to_json() or not same_words
        prepared = {id_: folder for id_, folder in arrival.prepared.items() if _is_new(stored.record, record, id_)}
        plans.append(Plan(arrival, record, stored, changed, stored.record.ark, prepared))
    return plans


def _is_new(held: Record, merged: Record, file_id: str) -> bool:
    """Whether a file's served forms are made of other bytes than those it has: its own, or of the words beside it."""
    before, after = held.file(file_id), merged.file(file_id)
    return before is None or after is None or before.sha512 != after.sha512 or _beside(held, before) != _beside(merged, after)


def _beside(record: Record, file: File) -> set[str]:
    return {each.sha512 for each in record.transcripts_of(file.id)}


def _said(passage: Passage) -> tuple[Any, ...]:
    return (
        passage.file,
        passage.number,
        passage.text,
        passage.language or "",
        passage.start_seconds or 0,
        passage.speaker or "",
    )


def outcome_of(plan: Plan, update: bool) -> Outcome:
    if plan.known is None:
        return Outcome(plan.ark, "added")
    if not plan.changed:
        return Outcome(plan.ark, "skipped")
    before, after = difference(plan.known.record.to_json(), plan.record.to_json())
    return Outcome(plan.ark, "updated" if update else "proposed", before, after)


def write_all(c: Writing, batch: Batch, taken: Sequence[Plan], open_: bool, at: str) -> None:
    authorities.save_many(c, _unknown(c, [each for plan in taken for each in plan.arrival.authorities]), at=at)
    records.save_many(c, [_deposit(batch, plan, open_, at) for plan in taken])
    for plan in taken:
        if plan.known is None and plan.arrival.access_until is not None:
            due = f"{plan.arrival.access_until.isoformat()}T00:00:00Z"
            jobs.add(c, RELABEL, plan.ark, {"label": OPEN, "why": "end of the agreed reserve"}, due)


def settle(c: Writing, settled: Collection[str]) -> None:
    """Forget what was proposed of records that are as their source says."""
    for job in jobs.of_subjects(c, PROPOSAL, settled):
        jobs.drop(c, job.id)


def _deposit(batch: Batch, plan: Plan, open_: bool, at: str) -> Deposit:
    record = plan.record
    if plan.known is None:
        record = replace(record, batch=batch.id)
        # A reserve with a date is the source's own word: opening the batch does not lift it.
        if open_ and record.label == "closed" and plan.arrival.access_until is None:
            record = record.under(OPEN)
    return Deposit(
        record=record, who=batch.who, action="update" if plan.known else "accession", why=batch.source, at=at, batch=batch.id,
        expected_version=plan.known.version if plan.known else 0, passages=plan.arrival.passages or None,
    )  # fmt: skip


def _unknown(c: Reading, told: Sequence[Authority]) -> list[Authority]:
    """Those the archive does not know yet: what a sheet says of a name never overwrites what an archivist made of it."""
    held = authorities.load_many(c, {each.id for each in told})
    return list({each.id: each for each in told if each.id not in held}.values())


def identifier_of(record: Record) -> str:
    return record.keys.get("source_identifier", "")


def _known_stored(c: Reading, identifiers: Iterable[str]) -> dict[str, Stored]:
    found = records.by_source_identifier(c, [each for each in identifiers if each])
    stored = records.load_many(c, found.values())
    return {identifier: stored[ark] for identifier, ark in found.items() if ark in stored}


def known_among(c: Reading, identifiers: Iterable[str]) -> dict[str, Known]:
    stored = _known_stored(c, identifiers)
    changes, undone = history.of_many(c, [each.record.ark for each in stored.values()]), batches.undone(c)
    return {
        name: Known(
            each.record.ark, as_told(each.record, changes[each.record.ark], undone), each.version,
            highest_file(each.record, changes[each.record.ark]),
        )
        for name, each in stored.items()
    }
