"""Accession: what ingest brings becomes records; what came before is known again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from archive.actions.clock import now
from archive.catalogue import arks, authorities, batches, history, jobs, passages, records
from archive.catalogue.connection import Reading, Writing
from archive.catalogue.stored import Deposit, Stored
from archive.model.access import OPEN
from archive.model.authorities import Authority
from archive.model.batch import Batch, BatchState, Problem
from archive.model.errors import BatchNotFound
from archive.model.history import Change, applied, as_last_told, difference
from archive.model.record import File, Record
from archive.model.transcript import Passage
from archive.preservation.derivatives import Placement
from archive.wiring import Archive

#: Job kinds: a proposed change that waits for an archivist; a label that changes on a day.
PROPOSAL, RELABEL = "proposal", "relabel"
_EVERY_PROPOSAL = 1_000_000
Outcomes = Literal["added", "skipped", "proposed", "updated"]
#: What a second coming may not change: the archive's own decisions.
_OURS = ("ark", "label", "opened", "batch", "parent", "position")


@dataclass(frozen=True)
class Known:
    """A record that has come in before, as its source last told it: without what people corrected since."""

    ark: str
    record: Record
    version: int


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


def begin(
    archive: Archive, who: str, kind: str, source: str, options: Mapping[str, Any], papers: Mapping[str, Path] | None = None
) -> Batch:
    """Start a batch; its id sorts by time ("20261125-0311-x7k"). `papers` are files that tell of it, by the path under
    which preservation keeps them."""
    at, kept = now(), _kept(archive, papers or {})
    batch_id = f"{at[:10].replace('-', '')}-{at[11:16].replace(':', '')}-{secrets.token_hex(2)}"
    batch = Batch(batch_id, kind, source, who, at, options=dict(options), kept=kept)
    with archive.catalogue.writing() as c:
        batches.save(c, batch, at=at)
    return batch


def go_on(archive: Archive, batch: Batch, options: Mapping[str, Any], papers: Mapping[str, Path]) -> Batch:
    """Let a batch that had ended or was stopped run again; its papers as they are now stand beside those it had."""
    kept = {**batch.kept, **_kept(archive, papers)}
    running = replace(batch, state="running", ended=None, options=dict(options), kept=kept)
    with archive.catalogue.writing() as c:
        batches.save(c, running, at=now())
    return running


def _kept(archive: Archive, papers: Mapping[str, Path]) -> dict[str, str]:
    return {path: archive.preservation.stage(paper).sha512 for path, paper in papers.items()}


def paper(archive: Archive, batch: Batch, path: str) -> Path | None:
    """Where one of the papers of a batch stands (to be read only); None where it has none such."""
    sha512 = batch.kept.get(path)
    return archive.preservation.master(f"batch:{batch.id}", sha512) if sha512 else None


def known(archive: Archive, identifiers: Iterable[str]) -> dict[str, Known]:
    """The records that came in before under these source identifiers."""
    with archive.catalogue.reading() as c:
        return _known(c, identifiers)


def holders(archive: Archive, sha512s: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Who already holds files of these checksums: (ARK, file id)."""
    with archive.catalogue.reading() as c:
        return records.by_checksum(c, sha512s)


def stage(archive: Archive, path: Path, sha512: str) -> None:
    """Copy a master in, durably, before the deposit that names it. Raises ChecksumDiffers if it changed meanwhile."""
    archive.preservation.stage(path, sha512)


def deposit(
    archive: Archive, batch: Batch, arrivals: Sequence[Arrival], *, update: bool = False, open_: bool = False
) -> list[Outcome]:
    """Take in up to a few hundred records in one transaction, their derivatives placed before it.

    Unchanged ones are skipped; changed ones become proposals, or are updated with `update`. Nothing is doubled: a
    source identifier has one record.
    """
    at = now()
    with archive.catalogue.reading() as c:
        plans = _plan(c, arrivals)
    fresh = [plan for plan in plans if plan.known is None]
    if fresh:
        with archive.catalogue.writing() as c:
            given = arks.mint_many(c, archive.settings.text("naan"), len(fresh))
        for plan, ark in zip(fresh, given, strict=True):
            plan.ark = ark
    taken = [plan for plan in plans if plan.known is None or (update and plan.changed)]
    archive.derivatives.place_all(
        Placement(plan.ark, file_id, folder) for plan in taken for file_id, folder in plan.prepared.items()
    )
    with archive.catalogue.writing() as c:
        outcomes = [_outcome(plan, update) for plan in plans]
        _write(c, batch, plans, taken, open_, at)
        _settle(c, {plan.ark for plan in taken if plan.known is not None})
        for plan, outcome in zip(plans, outcomes, strict=True):
            if outcome.what == "proposed":
                details = {"before": outcome.before, "after": outcome.after, "batch": batch.id}
                jobs.add(c, PROPOSAL, plan.ark, details, at)
    for plan in taken:
        for gone in plan.dropped:
            archive.derivatives.remove(plan.ark, gone)
    return outcomes


def rehearse(archive: Archive, arrivals: Sequence[Arrival], *, update: bool = False) -> list[Outcome]:
    """What `deposit` would make of them, new ones without an ARK; nothing is written."""
    with archive.catalogue.reading() as c:
        return [_outcome(plan, update) for plan in _plan(c, arrivals)]


def note(
    archive: Archive, batch: Batch, counts: Mapping[str, int], problems: Sequence[Problem] = (),
    pace: Mapping[str, float] | None = None,
) -> None:  # fmt: skip
    """Say how far a running batch is, and what its owner should know."""
    with archive.catalogue.writing() as c:
        batches.progress(c, batch.id, counts, pace)
        if problems:
            batches.add_problems(c, batch.id, problems)


def finish(
    archive: Archive, batch: Batch, counts: Mapping[str, int], state: BatchState = "done",
    papers: Mapping[str, Path] | None = None,
) -> Batch:  # fmt: skip
    """End a batch; its papers (the report) stand beside those it has."""
    kept = _kept(archive, papers or {})
    with archive.catalogue.writing() as c:
        return batches.finish(c, batch.id, at=now(), state=state, counts=counts, kept=kept)


def load_batch(archive: Archive, batch_id: str) -> Batch:
    """Raises BatchNotFound."""
    with archive.catalogue.reading() as c:
        found = batches.load(c, batch_id)
    if found is None:
        raise BatchNotFound(batch_id)
    return found


@dataclass
class _Plan:
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


def _plan(c: Reading, arrivals: Sequence[Arrival]) -> list[_Plan]:
    found = _known_stored(c, (_identifier(each.record) for each in arrivals))
    arks_found = [stored.record.ark for stored in found.values()]
    words, changes, undone = passages.of_many(c, arks_found), history.of_many(c, arks_found), batches.undone(c)
    plans = []
    for arrival in arrivals:
        stored = found.get(_identifier(arrival.record))
        if stored is None:
            plans.append(_Plan(arrival, arrival.record, None, True, prepared=arrival.prepared))
            continue
        merged = _merged(stored.record, _as_told(stored.record, changes[stored.record.ark], undone), arrival.record)
        told = tuple(each for words_of in arrival.passages.values() for each in words_of)
        same_words = sorted(map(_said, told)) == sorted(map(_said, words.get(stored.record.ark, ())))
        changed = merged.to_json() != stored.record.to_json() or not same_words
        prepared = {id_: folder for id_, folder in arrival.prepared.items() if _is_new(stored.record, merged, id_)}
        plans.append(_Plan(arrival, merged, stored, changed, stored.record.ark, prepared))
    return plans


def _as_told(held: Record, changes: Sequence[Change], undone: Set[str]) -> Record:
    """The record as its source last told it, without what people corrected since; the archive's decisions stay."""
    told = Record.from_json(as_last_told(held.to_json(), changes, undone))
    return replace(told, **{name: getattr(held, name) for name in _OURS})


def _merged(held: Record, before: Record, told: Record) -> Record:
    """The record with what its source changed since it last told it. The archive's own decisions and what people corrected
    stay; files whose bytes are held keep their id and label."""
    by_id = {file.id: file for file in held.files}
    beside = replace(
        told, **{name: getattr(before, name) for name in _OURS},
        files=tuple(_as_held(by_id.get(file.id), file) for file in told.files),
    )  # fmt: skip
    _, news = difference(before.to_json(), beside.to_json())
    return Record.from_json(applied(held.to_json(), news))


def _as_held(held: File | None, told: File) -> File:
    return replace(told, label=held.label) if held else told


def _is_new(held: Record, merged: Record, file_id: str) -> bool:
    before, after = held.file(file_id), merged.file(file_id)
    return before is None or after is None or before.sha512 != after.sha512


def _said(passage: Passage) -> tuple[Any, ...]:
    return (
        passage.file,
        passage.number,
        passage.text,
        passage.language or "",
        passage.start_seconds or 0,
        passage.speaker or "",
    )


def _outcome(plan: _Plan, update: bool) -> Outcome:
    if plan.known is None:
        return Outcome(plan.ark, "added")
    if not plan.changed:
        return Outcome(plan.ark, "skipped")
    before, after = difference(plan.known.record.to_json(), plan.record.to_json())
    return Outcome(plan.ark, "updated" if update else "proposed", before, after)


def _write(c: Writing, batch: Batch, plans: Sequence[_Plan], taken: Sequence[_Plan], open_: bool, at: str) -> None:
    authorities.save_many(c, _unknown(c, [each for plan in taken for each in plan.arrival.authorities]), at=at)
    here = {_identifier(plan.record): plan.ark for plan in plans}
    above = {plan.arrival.parent for plan in taken if plan.arrival.parent} - here.keys()
    parents = {**records.by_source_identifier(c, [each for each in above if each]), **here}
    deposits = [_deposit(batch, plan, parents, open_, at) for plan in taken]
    records.save_many(c, deposits)
    for plan in taken:
        if plan.known is None and plan.arrival.access_until is not None:
            due = f"{plan.arrival.access_until.isoformat()}T00:00:00Z"
            jobs.add(c, RELABEL, plan.ark, {"label": OPEN, "why": "end of the agreed reserve"}, due)


def _settle(c: Writing, updated: Set[str]) -> None:
    """Forget what was proposed of records that are up to date now."""
    waiting = jobs.all(c, kinds=(PROPOSAL,), size=_EVERY_PROPOSAL) if updated else []
    for job in waiting:
        if job.subject in updated:
            jobs.drop(c, job.id)


def _deposit(batch: Batch, plan: _Plan, parents: Mapping[str, str], open_: bool, at: str) -> Deposit:
    record = plan.record
    parent = parents.get(plan.arrival.parent or "") or record.parent
    if plan.known is None:
        record = replace(record, ark=plan.ark, batch=batch.id, parent=parent)
        # A reserve with a date is the source's own word: opening the batch does not lift it.
        if open_ and record.label == "closed" and plan.arrival.access_until is None:
            record = record.under(OPEN)
    else:
        record = replace(record, parent=parent)
    return Deposit(
        record=record, who=batch.who, action="update" if plan.known else "accession", why=batch.source, at=at, batch=batch.id,
        expected_version=plan.known.version if plan.known else 0, passages=plan.arrival.passages or None,
    )  # fmt: skip


def _unknown(c: Reading, told: Sequence[Authority]) -> list[Authority]:
    """Those the archive does not know yet: what a sheet says of a name never overwrites what an archivist made of it."""
    held = authorities.load_many(c, {each.id for each in told})
    return list({each.id: each for each in told if each.id not in held}.values())


def _identifier(record: Record) -> str:
    return record.keys.get("source_identifier", "")


def _known_stored(c: Reading, identifiers: Iterable[str]) -> dict[str, Stored]:
    found = records.by_source_identifier(c, [each for each in identifiers if each])
    stored = records.load_many(c, found.values())
    return {identifier: stored[ark] for identifier, ark in found.items() if ark in stored}


def _known(c: Reading, identifiers: Iterable[str]) -> dict[str, Known]:
    stored = _known_stored(c, identifiers)
    changes, undone = history.of_many(c, [each.record.ark for each in stored.values()]), batches.undone(c)
    return {
        name: Known(each.record.ark, _as_told(each.record, changes[each.record.ark], undone), each.version)
        for name, each in stored.items()
    }
