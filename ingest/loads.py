"""Loads for child processes: one item with its files, many rows without any, or some items that came in before, most often
unchanged; and the order in which items are let out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import count

from ingest.item import IncomingFile, Item
from ingest.limits import Limits
from ingest.receiving.companions import is_recording
from ingest.stages import Orders

#: Rows without files in one load: describing one costs less than sending it.
_ROWS = 200
#: Items that came in before in one load, and their bytes together: reading one again costs little more than sending it.
_KNOWN, _KNOWN_BYTES = 50, 20_000_000
#: A recording may take a second for each so many of its bytes, beside what any file may take.
_BYTES_A_SECOND = 100_000


@dataclass(frozen=True)
class Load:
    """What one task of a child process is given."""

    items: tuple[Item, ...]
    orders: Orders


def in_loads(items: Iterable[Item], orders: Orders) -> Iterator[Load]:
    """Items as loads: new ones with files alone, each with a workspace of its own; those without, and those known, together."""
    rows: list[Item] = []
    known: list[Item] = []
    numbers = count(1)
    for item in items:
        if item.files:
            item = item.but(workspace=item.workspace / f"{next(numbers):06d}" if item.workspace else None)
        if not item.files:
            rows.append(item)
        elif item.known is None:
            yield Load((item,), orders)
        else:
            known.append(item)
        for some, full in ((rows, len(rows) == _ROWS), (known, _is_full(known))):
            if full:
                yield Load(tuple(some), orders)
                some.clear()
    yield from (Load(tuple(some), orders) for some in (rows, known) if some)


def _is_full(known: Sequence[Item]) -> bool:
    return len(known) == _KNOWN or sum(item.size_bytes for item in known) > _KNOWN_BYTES


def seconds_for(load: Load) -> float:
    """What they may take together; rows without files take next to nothing."""
    return max(load.orders.limits.seconds, sum(seconds_of(item.files, load.orders.limits) for item in load.items if item.files))


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
