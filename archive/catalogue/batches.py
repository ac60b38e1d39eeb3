"""Batches: what came in together, what became of it, and what its owner should know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, insert, select, update

from archive.catalogue import arks, outbox
from archive.catalogue.connection import Reading, Writing
from archive.catalogue.tables import batches
from archive.catalogue.tables import problems as problems_table
from archive.model.batch import Batch, BatchState, Problem
from archive.model.errors import BatchNotFound


def save(c: Writing, batch: Batch, *, at: str) -> None:
    """Save a batch, new or known, and tell the carrier of it.

    Its spent ARKs are not written here but by `records.purge`; they are read with it.
    """
    _put(c, batch)
    outbox.tell(c, [outbox.News(f"batch:{batch.id}", at)])


def progress(c: Writing, batch_id: str, counts: Mapping[str, int], pace: Mapping[str, float] | None = None) -> None:
    """Note how far a running batch is, for whoever watches; the carrier hears of it when the batch is next saved.

    Raises BatchNotFound.
    """
    _put(c, replace(_known(c, batch_id), counts=dict(counts), pace=dict(pace or {})))


def finish(
    c: Writing, batch_id: str, *, at: str, state: BatchState = "done", counts: Mapping[str, int] | None = None,
    kept: Mapping[str, str] | None = None,
) -> Batch:  # fmt: skip
    """End a batch; `kept` are files that tell of it, beside those it has. Raises BatchNotFound."""
    batch = _known(c, batch_id)
    counts = batch.counts if counts is None else dict(counts)
    ended = replace(batch, state=state, ended=at, counts=counts, kept={**batch.kept, **(kept or {})}, pace={})
    save(c, ended, at=at)
    return ended


def load(c: Reading, batch_id: str) -> Batch | None:
    return next(iter(_batches(c, select(batches).where(batches.c.id == batch_id))), None)


def all(c: Reading, *, states: Sequence[str] = (), size: int = 100) -> list[Batch]:  # noqa: A001
    """The batches in these states, or in any, the latest first."""
    wanted = select(batches).order_by(batches.c.began.desc(), batches.c.id.desc()).limit(size)
    return _batches(c, wanted.where(batches.c.state.in_(states)) if states else wanted)


def undone(c: Reading) -> frozenset[str]:
    """The ids of the batches that were taken back, or are being so."""
    wanted = select(batches.c.id).where(batches.c.state.in_(("undoing", "undone")))
    return frozenset(c.execute(wanted).scalars())


def ids(c: Reading) -> list[str]:
    """The ids of all batches, in their own order."""
    return [row.id for row in c.execute(select(batches.c.id).order_by(batches.c.id))]


def add_problems(c: Writing, batch_id: str, problems: Sequence[Problem]) -> None:
    """Note what the owner of the batch should know, after what was noted before."""
    last = select(func.coalesce(func.max(problems_table.c.number), 0)).where(problems_table.c.batch == batch_id)
    start = c.execute(last).scalar_one() + 1
    rows = [
        {"batch": batch_id, "number": number, "level": problem.level, "body": problem.to_json()}
        for number, problem in enumerate(problems, start)
    ]
    if rows:
        c.execute(insert(problems_table), rows)


def problems(c: Reading, batch_id: str, *, start: int = 0, size: int = 1000) -> list[Problem]:
    """What was noted of a batch, in order."""
    wanted = select(problems_table.c.body).where(problems_table.c.batch == batch_id)
    in_order = wanted.order_by(problems_table.c.number).offset(start).limit(size)
    return [Problem(**row.body) for row in c.execute(in_order)]


def count_problems(c: Reading, level: str = "error") -> dict[str, int]:
    """How many problems of a level each batch has, by its id; batches with none are not named."""
    column = problems_table.c.batch
    wanted = select(column, func.count()).where(problems_table.c.level == level).group_by(column)
    return {batch: count for batch, count in c.execute(wanted)}  # noqa: C416 (rows, not pairs)


def restore(c: Writing, batch: Batch) -> None:
    """Put back a batch as preservation keeps it, its spent ARKs included."""
    _put(c, batch)
    for ark in batch.spent:
        arks.restore_spent(c, ark, batch.id)


def _known(c: Reading, batch_id: str) -> Batch:
    batch = load(c, batch_id)
    if batch is None:
        raise BatchNotFound(batch_id)
    return batch


def _put(c: Writing, batch: Batch) -> None:
    """In place where it is known, so that its problems stay."""
    body = replace(batch, spent=()).to_json()
    columns = {"state": batch.state, "began": batch.began, "body": body}
    if not c.execute(update(batches).where(batches.c.id == batch.id).values(columns)).rowcount:
        c.execute(insert(batches), [{"id": batch.id, **columns}])


def _batches(c: Reading, wanted: Select[Any]) -> list[Batch]:
    found = [Batch.from_json(row.body) for row in c.execute(wanted)]
    spent = arks.spent_in(c, [batch.id for batch in found])
    return [replace(batch, spent=spent.get(batch.id, ())) for batch in found]
