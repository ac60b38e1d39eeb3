"""What is kept between questions: the rows that a part of a question finds, and the counts over all a viewer may see.

Rows never change once they are published: what was found stays found, a later commit is only asked for its new rows, and those
that are no longer live are taken off by whoever asks.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from search.column_files import Numbers
from search.columns import Columns, numbers_of

MOST_BYTES = 128_000_000
MOST_TOTALS = 1_000


class _Found(NamedTuple):
    rows: BitMap
    through: int
    opstamp: int


class KeptRows:
    """Rows by what they were asked for; what was asked longest ago goes first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes, self._bytes = most_bytes, 0
        self._found: OrderedDict[Hashable, _Found] = OrderedDict()
        self._changing = Lock()

    def rows(self, key: Hashable, columns: Columns, ask: Callable[[int], BitMap]) -> BitMap:
        """What `ask` finds among the rows of these columns; it is given the first row it has to look at."""
        opstamp, through = columns.published.opstamp, columns.rows
        with self._changing:
            held = self._found.get(key)
            if held is not None:
                self._found.move_to_end(key)
        if held is None or held.opstamp > opstamp:  # found by who sees a later commit, where fewer may be live
            rows = ask(0)
        elif held.through < through:
            rows = held.rows | ask(held.through)
        else:
            return held.rows
        self._keep(key, _Found(rows, through, opstamp))
        return rows

    def _keep(self, key: Hashable, found: _Found) -> None:
        with self._changing:
            before = self._found.pop(key, None)
            if before is not None and before.opstamp > found.opstamp:
                found = before
            else:
                self._bytes += _weight(found) - (_weight(before) if before else 0)
            self._found[key] = found
            while self._bytes > self._most_bytes and len(self._found) > 1:
                self._bytes -= _weight(self._found.popitem(last=False)[1])


def _weight(found: _Found) -> int:
    """About how many bytes they take: two for each, or a bit for each row there is."""
    return 500 + min(2 * len(found.rows), found.through // 8)


class KeptTotals:
    """Counts over the whole of what some labels open, brought up to each commit by what came and went."""

    def __init__(self) -> None:
        self._totals: dict[Hashable, tuple[BitMap, Numbers]] = {}

    def counts(self, columns: Columns, labels: frozenset[str], universe: BitMap, hits: BitMap, name: str) -> Numbers:
        """How many of the hits have each value of a column. `universe`: all that these labels open."""
        column = columns.values(name)
        if column is None:
            return np.zeros(0, np.int64)
        if len(hits) * 2 < len(universe):
            return column.counts(numbers_of(hits))
        others = universe - hits
        totals = self._of(columns, labels, universe, name)
        return totals - column.counts(numbers_of(others)) if others else totals

    def _of(self, columns: Columns, labels: frozenset[str], universe: BitMap, name: str) -> Numbers:
        column, key = columns.values(name), (columns.published.folder, labels, name)
        assert column is not None
        held = self._totals.get(key)
        if held is None:
            counts = column.counts(numbers_of(universe))
        elif held[0] is universe:
            return held[1]
        else:
            came, went = universe - held[0], held[0] - universe
            counts = column.counts(numbers_of(came)) - column.counts(numbers_of(went))
            counts[: len(held[1])] += held[1][: len(counts)]
        if len(self._totals) >= MOST_TOTALS:
            self._totals.clear()
        self._totals[key] = (universe, counts)
        return counts
