"""Loads for child processes: one item with its files, or many rows without any; and the order in which items are let out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import count

from ingest.companions import is_recording
from ingest.item import IncomingFile, Item
from ingest.limits import Limits
from ingest.stages import Orders

#: Rows without files in one load: describing one costs less than sending it.
_ROWS = 200
#: A recording may take a second for each so many of its bytes, beside what any file may take.
_BYTES_A_SECOND = 100_000


@dataclass(frozen=True)
class Load:
    """What one task of a child process is given."""

    items: tuple[Item, ...]
    orders: Orders


def in_loads(items: Iterable[Item], orders: Orders) -> Iterator[Load]:
    """Items as loads: those with files alone, each with a workspace of its own; those without together."""
    rows: list[Item] = []
    numbers = count(1)
    for item in items:
        if item.files:
            place = item.workspace / f"{next(numbers):06d}" if item.workspace else None
            yield Load((item.but(workspace=place),), orders)
        else:
            rows.append(item)
        if len(rows) == _ROWS:
            yield Load(tuple(rows), orders)
            rows = []
    if rows:
        yield Load(tuple(rows), orders)


def seconds_for(load: Load) -> float:
    return max(seconds_of(item.files, load.orders.limits) for item in load.items)


def seconds_of(files: Sequence[IncomingFile], limits: Limits) -> float:
    """How long some files may take together: each as the limit says, a recording as its length needs beside."""
    recorded = sum(file.size_bytes for file in files if is_recording(file.name))
    return limits.seconds * max(1, len(files)) + recorded / _BYTES_A_SECOND


def after_parents(
    items: Iterable[Item], parents: Set[str], broken_off: Callable[[], bool] = lambda: False
) -> Iterator[Item]:
    """Items as they come, but none before the collection it stands in, where that is among `parents`, still to come; one whose
    collection never comes is let out at the end, unless that was broken off."""
    to_come = set(parents)
    waiting: dict[str, list[Item]] = {}
    for item in items:
        if item.parent in to_come:
            waiting.setdefault(str(item.parent), []).append(item)
        else:
            yield from _with_those_waiting(item, to_come, waiting)
    for left in () if broken_off() else waiting.values():
        yield from left


def _with_those_waiting(item: Item, to_come: set[str], waiting: dict[str, list[Item]]) -> Iterator[Item]:
    yield item
    to_come.discard(item.source_identifier)
    for each in waiting.pop(item.source_identifier, []):
        yield from _with_those_waiting(each, to_come, waiting)
