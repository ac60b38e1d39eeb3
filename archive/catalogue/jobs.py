"""Jobs: work that a request or a date asks for and a worker does later, such as a derivative to be made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.catalogue.connection import Reading, Writing


@dataclass(frozen=True)
class Job:
    """`state` is waiting, taken or failed; one that is done is gone. `lease_until` is when a taken one falls back."""

    id: int
    kind: str
    subject: str
    details: Mapping[str, Any]
    due_at: str
    state: str = "waiting"
    attempts: int = 0
    worker: str | None = None
    lease_until: str | None = None
    why: str | None = None


def add(c: Writing, kind: str, subject: str, details: Mapping[str, Any], due_at: str) -> int:
    """Ask for a job; gives its number. One that waits for the same kind and subject is kept instead, at the earlier date."""
    raise NotImplementedError


def take(c: Writing, now: str, kinds: Sequence[str], worker: str, lease_seconds: int = 600) -> Job | None:
    """The job due longest, for this worker alone until its lease ends; one whose worker let its lease end is due again."""
    raise NotImplementedError


def keep(c: Writing, job: Job, now: str, lease_seconds: int = 600) -> bool:
    """Make the lease of a job longer; False if it fell to somebody else."""
    raise NotImplementedError


def done(c: Writing, job: Job) -> None:
    raise NotImplementedError


def failed(c: Writing, job: Job, why: str, again_at: str | None = None) -> None:
    """Note that a job failed; it waits again until `again_at` where one is given."""
    raise NotImplementedError


def all(c: Reading, *, kinds: Sequence[str] = (), states: Sequence[str] = (), size: int = 100) -> list[Job]:
    """Jobs, the first due first."""
    raise NotImplementedError


def counts(c: Reading) -> dict[tuple[str, str], int]:
    """How many jobs there are by (kind, state)."""
    raise NotImplementedError


def try_again(c: Writing, now: str, kinds: Sequence[str] = ()) -> int:
    """Let every failed job of these kinds, or of any, wait anew; gives how many."""
    raise NotImplementedError
