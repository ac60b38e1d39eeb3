"""Hits in the order of one of their numbers: by day, or the newest first."""

import heapq
from collections.abc import Iterator
from itertools import islice

import numpy as np
from pyroaring import BitMap

from search.column_files import Numbers
from search.columns import Columns, numbers_of

FEW = 5_000  # hits that are sorted each time
SPARSE = 50  # of so many rows one is a hit: the order of all rows is too long a way
NEW_ROWS = 50  # of so many rows one is newer than the kept order: it is made again


class KeptOrder:
    """The rows in order, kept for those questions that find many of them; rows that came since are put in by the way."""

    def __init__(self) -> None:
        self._orders: dict[tuple[str, str, bool], Numbers] = {}

    def page(self, columns: Columns, hits: BitMap, by: str, falling: bool, start: int, size: int) -> list[int]:
        """Rows of a page, by a number that rises or falls, of equal ones in the order they were put."""
        if size <= 0 or start >= len(hits):
            return []
        if len(hits) < FEW or len(hits) * SPARSE < columns.rows or start > FEW:
            return _sorted(columns, numbers_of(hits), by, falling, start + size)[start:]
        order = self._order(columns, by, falling)
        numbers, sign = columns.numbers(by), -1 if falling else 1
        since = hits - BitMap(range(len(order)))
        coming = _sorted(columns, numbers_of(since), by, falling, start + size)
        kept = (int(row) for row in _walk(order) if row in hits)
        merged = heapq.merge(kept, coming, key=lambda row: (sign * int(numbers[row]), row))
        return list(islice(merged, start, start + size))

    def _order(self, columns: Columns, by: str, falling: bool) -> Numbers:
        key = (columns.published.folder, by, falling)
        order = self._orders.get(key)
        if order is None or len(order) > columns.rows or (columns.rows - len(order)) * NEW_ROWS > columns.rows:
            numbers = np.array(columns.numbers(by))
            order = np.argsort(-numbers if falling else numbers, kind="stable").astype(np.uint32)
            self._orders[key] = order
        return order


def _walk(order: Numbers) -> Iterator[int]:
    for begin in range(0, len(order), 1_000):
        yield from order[begin : begin + 1_000].tolist()


def _sorted(columns: Columns, rows: Numbers, by: str, falling: bool, most: int) -> list[int]:
    """The first `most` of these rows, which come in rising order."""
    numbers = columns.numbers(by)[rows]
    numbers = -numbers if falling else numbers
    if most < len(rows):
        worth = np.flatnonzero(numbers <= np.partition(numbers, most - 1)[most - 1])
        rows, numbers = rows[worth], numbers[worth]
    order = np.argsort(numbers, kind="stable")[:most]
    return [int(row) for row in rows[order]]
