"""The desk: what waits, what runs, what failed, on one page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice

from archive.actions import accession, health
from archive.actions.arrivals import PROPOSAL
from archive.actions.clock import CURATE, require
from archive.catalogue import batches, cases, history, jobs, outbox, records
from archive.catalogue.history import Line
from archive.catalogue.jobs import Job
from archive.catalogue.outbox import Row
from archive.model.access import Viewer
from archive.model.batch import Batch, Problem
from archive.model.record import Record, Value
from archive.wiring import Archive

_MOST_SHOWN = 500


@dataclass(frozen=True)
class Status:
    """`lag` is how many changes wait to be carried, `lag_since` the instant of the oldest; `aside` those that cannot be."""

    labels: Mapping[str, int]
    lag: int
    lag_since: str | None
    aside: tuple[Row, ...]
    jobs: Mapping[tuple[str, str], int]
    failed: tuple[Job, ...]
    proposals: tuple[Job, ...]
    batches: tuple[Batch, ...]
    errors: Mapping[str, int]
    cases: int
    latest: tuple[Line, ...]
    searchable: bool


def status(archive: Archive, viewer: Viewer) -> Status:
    """Raises NotAllowed."""
    require(viewer, CURATE)
    searchable = health.searchable(archive)
    with archive.catalogue.reading() as c:
        lag, since = outbox.lag(c)
        every_label = {term.code for term in archive.vocabularies["labels"]}
        return Status(
            labels=records.count_by(c, every_label, "label"), lag=lag, lag_since=since, aside=tuple(outbox.aside(c)),
            jobs=jobs.counts(c), failed=tuple(jobs.all(c, states=("failed",))),
            proposals=tuple(jobs.all(c, kinds=(PROPOSAL,))), batches=tuple(batches.all(c, size=30)),
            errors=batches.count_problems(c), cases=cases.count_open(c), latest=tuple(history.latest(c, 20)),
            searchable=searchable,
        )  # fmt: skip


@dataclass(frozen=True)
class Proposed:
    """A value found in a file or its name, confirmed by nobody yet; `source` says where ("EXIF DateTimeOriginal")."""

    ark: str
    identifier: str
    term: str
    value: Value
    source: str


@dataclass(frozen=True)
class BatchShown:
    batch: Batch
    problems: tuple[Problem, ...]
    records: tuple[Record, ...]
    proposed: tuple[Proposed, ...] = ()


def batch(archive: Archive, viewer: Viewer, batch_id: str) -> BatchShown | None:
    require(viewer, CURATE)
    with archive.catalogue.reading() as c:
        found = batches.load(c, batch_id)
        if found is None:
            return None
        made = records.load_many(c, records.of_batch(c, batch_id)[:_MOST_SHOWN])
        problems, shown = tuple(batches.problems(c, batch_id)), tuple(each.record for each in made.values())
    return BatchShown(found, problems, shown, tuple(islice(_proposed(archive, found), _MOST_SHOWN)))


def _proposed(archive: Archive, batch: Batch) -> Iterator[Proposed]:
    """What a batch's report proposes: one item of it stands on each line, so a long one is never read whole."""
    path = accession.paper(archive, batch, "report.json")
    with path.open(encoding="utf-8") if path else nullcontext(()) as lines:
        for line in lines:
            if not line.startswith("  {") or '"proposals"' not in line:
                continue
            told = json.loads(line.strip().removesuffix(","))
            for each in told.get("proposals", ()):
                value = Value(**each["value"])
                yield Proposed(told.get("ark", ""), told["source_identifier"], each["term"], value, each["source"])


def try_again(archive: Archive, viewer: Viewer) -> int:
    """Let what was set aside be carried again; gives how many changes that are. Raises NotAllowed."""
    require(viewer, CURATE)
    with archive.catalogue.writing() as c:
        return outbox.try_again(c)


def lag(archive: Archive) -> tuple[int, str | None]:
    """How many changes wait to be carried, and since when."""
    with archive.catalogue.reading() as c:
        return outbox.lag(c)
