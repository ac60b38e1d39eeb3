"""The pipeline: what was received passes the stages in child processes and is deposited here, in groups.

    receive → identify → describe → recognise → derive → deposit
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Protocol

from ingest import stages
from ingest.grouping import in_groups
from ingest.item import Item, ItemProblem
from ingest.loads import Load, after_parents, in_loads, seconds_for
from ingest.stages import Orders
from ingest.telling import messages
from ingest.telling.disk_words import why
from ingest.telling.report import Line
from ingest.workers import Lost, run_all

GROUP, SECONDS = 200, 2.0


@dataclass(frozen=True)
class Stage:
    name: str
    run: Callable[[Item, Orders], Item]


STAGES = (
    Stage("identify", stages.identify_files),
    Stage("describe", stages.describe_item),
    Stage("recognise", stages.recognise),
    Stage("derive", stages.derive_files),
)


class Hands(Protocol):
    """Who knows the archive and takes in for it, or only says what would be taken in."""

    def acquaint(self, items: Sequence[Item]) -> list[Item]:
        """The items, each with the record that came in before under its identifier."""

    def deposit(self, items: Sequence[Item]) -> list[Line]:
        """Take in what has passed the stages; says what became of each."""


def take_in(
    received: Iterable[list[Item]], parents: Set[str], hands: Hands, orders: Orders, workers: int = 0,
    enough: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[list[Item], list[Line]]]:  # fmt: skip
    """Take in what was received, group by group: one transaction each, at most 200 items or two seconds old. Once `enough`,
    what is in hand is still taken in, and no more begun."""
    acquainted = (item for group in received for item in hands.acquaint(group))
    begun = takewhile(lambda _item: not enough(), acquainted)
    prepared = prepare_all(in_loads(begun, orders), orders, workers)
    with ThreadPoolExecutor(1) as clerk:  # so that children have work while a group is written and synced
        waiting: tuple[list[Item], Future[list[Line]]] | None = None
        try:
            for group in in_groups(after_parents(prepared, parents, enough), GROUP, SECONDS):
                if waiting is not None:
                    yield waiting[0], waiting[1].result()
                waiting = group, clerk.submit(hands.deposit, group)
        except KeyboardInterrupt:  # the group in hand goes in, and is counted
            if waiting is not None:
                yield waiting[0], waiting[1].result()
            raise
        if waiting is not None:
            yield waiting[0], waiting[1].result()


def prepare_all(loads: Iterable[Load], orders: Orders, workers: int) -> Iterator[Item]:
    """Every item of the loads, prepared. A child that dies of a load of several has each tried alone."""
    alone: list[Load] = []
    for load, result in run_all(prepare_load, loads, orders.limits, workers, seconds_for):
        if not isinstance(result, Lost):
            yield from result
        elif len(load.items) > 1:
            alone += [replace(load, items=(item,)) for item in load.items]
        else:
            item = load.items[0]
            file = item.files[0].name if item.files else item.origin
            yield item.stopped("derive", messages.LOST.about(file, item.row, text=result.text, remedy=result.remedy))
    if alone:
        yield from prepare_all(alone, orders, workers)


def prepare_load(load: Load) -> list[Item]:
    """In a child: take each item of a load through every stage."""
    return [prepare(item, load.orders) for item in load.items]


def prepare(item: Item, orders: Orders, through: Sequence[Stage] = STAGES) -> Item:
    """Take one item through every stage; if one stops it, say which and why."""
    for stage in through:
        if item.stopped_at is not None:
            break
        try:
            item = stage.run(item, orders)
        except ItemProblem as problem:
            return item.stopped(stage.name, problem.problem)
        except MemoryError:
            raise  # the child is at its limit: whoever watches it says so
        except OSError as problem:
            if problem.errno in (errno.ENOSPC, errno.EDQUOT):
                raise
            return item.stopped(stage.name, messages.GONE_WHILE_READ.about(_file(item), item.row, why=why(problem)))
        except Exception as problem:  # noqa: BLE001 - one file that breaks its reader costs itself and no other
            return item.stopped(stage.name, messages.READER_FAILED.about(_file(item), item.row, why=repr(problem)[:200]))
    return item


def _file(item: Item) -> str:
    return item.files[0].name if item.files else item.origin
