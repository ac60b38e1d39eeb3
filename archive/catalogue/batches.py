"""Batches: what came in together, what became of it, and what its owner should know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.catalogue.connection import Reading, Writing
from archive.model.batch import Batch, BatchState, Problem


def save(c: Writing, batch: Batch, *, at: str) -> None:
    """Save a batch and tell the carrier of it. Its spent ARKs are kept apart, by `records.purge`; here they are not written."""
    raise NotImplementedError


def progress(c: Writing, batch_id: str, counts: Mapping[str, int]) -> None:
    """Note how far a running batch is, for whoever watches; the carrier hears of it when the batch is next saved.

    Raises BatchNotFound.
    """
    raise NotImplementedError


def finish(c: Writing, batch_id: str, *, at: str, state: BatchState = "done", counts: Mapping[str, int] | None = None) -> Batch:
    """End a batch. Raises BatchNotFound."""
    raise NotImplementedError


def load(c: Reading, batch_id: str) -> Batch | None:
    raise NotImplementedError


def all(c: Reading, *, states: Sequence[str] = (), size: int = 100) -> list[Batch]:
    """The batches in these states, or in any, the latest first."""
    raise NotImplementedError


def add_problems(c: Writing, batch_id: str, problems: Sequence[Problem]) -> None:
    """Note what the owner of the batch should know, after what was noted before."""
    raise NotImplementedError


def problems(c: Reading, batch_id: str, *, start: int = 0, size: int = 1000) -> list[Problem]:
    raise NotImplementedError


def count_problems(c: Reading, level: str = "error") -> dict[str, int]:
    """How many problems of a level each batch has, by its id; batches with none are not named."""
    raise NotImplementedError


def restore(c: Writing, batch: Batch) -> None:
    """Put back a batch as preservation keeps it, its spent ARKs included."""
    raise NotImplementedError
