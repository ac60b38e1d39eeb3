"""Jobs: work that a request or a date asks for and a worker does later, such as a derivative to be made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update

from archive.catalogue.connection import Reading, Writing
from archive.catalogue.instants import later
from archive.catalogue.parts import parts
from archive.catalogue.tables import jobs

WAITING, TAKEN, FAILED = "waiting", "taken", "failed"


@dataclass(frozen=True)
class Job:
    """`state` is waiting, taken or failed; one that is done is gone. `lease_until` is when a taken one falls back.

    `attempts` counts how often it was taken: one that kills its worker each time shows by it.
    """

    id: int
    kind: str
    subject: str
    details: Mapping[str, Any]
    due_at: str
    state: str = WAITING
    attempts: int = 0
    worker: str | None = None
    lease_until: str | None = None
    why: str | None = None


def add(c: Writing, kind: str, subject: str, details: Mapping[str, Any], due_at: str) -> int:
    """Ask for a job; gives its number.

    Where one waits for the same kind and subject, that one is kept, with the new details and at the earlier date.
    """
    same = (jobs.c.kind == kind, jobs.c.subject == subject, jobs.c.state == WAITING)
    waiting = c.execute(select(jobs.c.id, jobs.c.due_at).where(*same).order_by(jobs.c.id)).first()
    if waiting is None:
        row = {"kind": kind, "subject": subject, "details": details, "due_at": due_at, "state": WAITING, "attempts": 0}
        return int(c.execute(insert(jobs).values(row).returning(jobs.c.id)).scalar_one())
    changed = {"details": details, "due_at": min(due_at, waiting.due_at)}
    c.execute(update(jobs).where(jobs.c.id == waiting.id).values(changed))
    return int(waiting.id)


def take(c: Writing, now: str, kinds: Sequence[str], worker: str, lease_seconds: float = 600) -> Job | None:
    """The job due longest, for this worker alone until its lease ends; one whose worker let its lease end is due again."""
    due = or_(
        and_(jobs.c.state == WAITING, jobs.c.due_at <= now), and_(jobs.c.state == TAKEN, jobs.c.lease_until <= now)
    )
    wanted = select(jobs.c.id).where(jobs.c.kind.in_(kinds), due).order_by(jobs.c.due_at, jobs.c.id).limit(1)
    first = c.execute(wanted).first()
    if first is None:
        return None
    c.execute(
        update(jobs)
        .where(jobs.c.id == first.id)
        .values(state=TAKEN, worker=worker, attempts=jobs.c.attempts + 1, lease_until=later(now, lease_seconds))
    )
    return _jobs(c, jobs.c.id == first.id)[0]


def keep(c: Writing, job: Job, now: str, lease_seconds: float = 600) -> bool:
    """Make the lease of a job longer; False if it fell to somebody else."""
    longer = update(jobs).where(_still_ours(job)).values(lease_until=later(now, lease_seconds))
    return c.execute(longer).rowcount == 1


def done(c: Writing, job: Job) -> None:
    """Forget a job that is done; one that fell to somebody else meanwhile stays theirs."""
    c.execute(delete(jobs).where(_still_ours(job)))


def drop(c: Writing, job_id: int) -> bool:
    """Forget a job without doing it, whatever its state; False if there is no such job."""
    return c.execute(delete(jobs).where(jobs.c.id == job_id)).rowcount == 1


def failed(c: Writing, job: Job, why: str, again_at: str | None = None) -> None:
    """Note that a job failed; it waits again until `again_at` where one is given."""
    state = FAILED if again_at is None else WAITING
    changed = {"state": state, "why": why, "worker": None, "lease_until": None, "due_at": again_at or job.due_at}
    c.execute(update(jobs).where(_still_ours(job)).values(changed))


def load(c: Reading, job_id: int) -> Job | None:
    return next(iter(_jobs(c, jobs.c.id == job_id)), None)


def all(c: Reading, *, kinds: Sequence[str] = (), states: Sequence[str] = (), size: int = 100) -> list[Job]:  # noqa: A001
    """Jobs of these kinds and states, or of any, the first due first."""
    wanted = [column.in_(given) for column, given in ((jobs.c.kind, kinds), (jobs.c.state, states)) if given]
    return _jobs(c, *wanted, size=size)


def of_subjects(c: Reading, kind: str, subjects: Iterable[str]) -> list[Job]:
    """The jobs of one kind for these subjects."""
    found = (_jobs(c, jobs.c.kind == kind, jobs.c.subject.in_(part), size=None) for part in parts(subjects))
    return [job for some in found for job in some]


def counts(c: Reading) -> dict[tuple[str, str], int]:
    """How many jobs there are by (kind, state)."""
    wanted = select(jobs.c.kind, jobs.c.state, func.count()).group_by(jobs.c.kind, jobs.c.state)
    return {(kind, state): count for kind, state, count in c.execute(wanted)}


def try_again(c: Writing, now: str, kinds: Sequence[str] = ()) -> int:
    """Let every failed job of these kinds, or of any, wait anew; gives how many."""
    again = update(jobs).where(jobs.c.state == FAILED).values(state=WAITING, due_at=now, attempts=0)
    return c.execute(again.where(jobs.c.kind.in_(kinds)) if kinds else again).rowcount


def _still_ours(job: Job) -> ColumnElement[bool]:
    """The job as this worker took it: every taking counts one attempt more."""
    return and_(jobs.c.id == job.id, jobs.c.attempts == job.attempts, jobs.c.state == job.state)


def _jobs(c: Reading, *wanted: ColumnElement[bool], size: int | None = 1) -> list[Job]:
    in_order = select(jobs).where(*wanted).order_by(jobs.c.due_at, jobs.c.id).limit(size)
    return [Job(**row) for row in c.execute(in_order).mappings()]
