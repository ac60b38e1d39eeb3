"""Accession: what ingest brings becomes records; what came before is known again."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive.actions.arrivals import (
    PROPOSAL,
    Arrival,
    Known,
    Outcome,
    arks_for,
    identifier_of,
    known_among,
    outcome_of,
    planned,
    settle,
    write_all,
)
from archive.actions.clock import now
from archive.catalogue import arks, batches, jobs, records
from archive.model.batch import Batch, BatchState, Problem
from archive.model.errors import BatchNotFound
from archive.model.tombstone import Tombstone
from archive.preservation.derivatives import Placement
from archive.wiring import Archive


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
        return known_among(c, identifiers)


def standing(archive: Archive, identifiers: Iterable[str]) -> dict[str, str]:
    """The ARKs of the records that have these source identifiers."""
    with archive.catalogue.reading() as c:
        return records.by_source_identifier(c, identifiers)


def withdrawn(archive: Archive, identifiers: Iterable[str]) -> dict[str, Tombstone]:
    """The tombstones of records withdrawn that had these source identifiers."""
    with archive.catalogue.reading() as c:
        sources = arks.withdrawn_sources(c, identifiers)
        fates = arks.fates(c, sources.values())
    found = {identifier: fates.get(ark) for identifier, ark in sources.items()}
    return {identifier: fate for identifier, fate in found.items() if isinstance(fate, Tombstone)}


def counts_within(archive: Archive, collections: Collection[str]) -> dict[str, int]:
    """How many records stand in each of these collections (ARKs)."""
    with archive.catalogue.reading() as c:
        return records.count_within(c, collections)


def up_to_date(archive: Archive, unchanged: Collection[str]) -> None:
    """Forget what was proposed of records (ARKs) whose source says again what it said before."""
    with archive.catalogue.reading() as c:
        stale = bool(jobs.of_subjects(c, PROPOSAL, unchanged))
    if stale:
        with archive.catalogue.writing() as c:
            settle(c, unchanged)


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
    new = arks_for(archive, arrivals)
    with archive.catalogue.reading() as c:
        plans = planned(c, arrivals, new)
    taken = [plan for plan in plans if plan.known is None or (update and plan.changed)]
    archive.derivatives.place_all(
        Placement(plan.ark, file_id, folder) for plan in taken for file_id, folder in plan.prepared.items()
    )
    with archive.catalogue.writing() as c:
        outcomes = [outcome_of(plan, update) for plan in plans]
        write_all(c, batch, taken, open_, at)
        settle(c, [plan.ark for plan in plans if plan.known and (update or not plan.changed)])
        for plan, outcome in zip(plans, outcomes, strict=True):
            if outcome.what == "proposed":
                details = {"before": outcome.before, "after": outcome.after, "batch": batch.id}
                jobs.add(c, PROPOSAL, plan.ark, details, at)
    for plan in taken:
        for gone in plan.dropped:
            archive.derivatives.remove(plan.ark, gone)
    return outcomes


def rehearse(
    archive: Archive, arrivals: Sequence[Arrival], *, update: bool = False, expected: Iterable[str] = ()
) -> list[Outcome]:
    """What `deposit` would make of them; nothing is written. Collections that are new, in these or `expected` to be in
    by then (source identifiers), are named by their source identifier."""
    expected = [*expected, *(identifier_of(each.record) for each in arrivals)]
    with archive.catalogue.reading() as c:
        return [outcome_of(plan, update) for plan in planned(c, arrivals, [""] * len(arrivals), expected)]


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
