"""What an index counts, filters and sorts by, in columns beside the engine, as of one commit. Exact, at any number of values.

Rows are versions of records; hits are roaring bitmaps of their numbers. A column of values gives each row the number of a
set of them: a record with two quarters of one town counts once for the town, however its values are counted.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from heapq import nsmallest
from pathlib import Path
from threading import Lock

import numpy as np
from pyroaring import BitMap

from search.column_files import DAYS_AND_ADDED, Extent, Numbers, Published, file_of, mapped
from search.counts import most_frequent
from search.document import FacetPath
from search.layout import OPEN_END, facet_path
from search.query import Box, DateRange, FacetCount

LITTLE_TOUCHED = 8  # of so many sets one that was hit: the others are passed over


def numbers_of(rows: BitMap) -> Numbers:
    return np.frombuffer(rows.to_array(), np.uint32) if rows else np.empty(0, np.uint32)


def bitmap_of(rows: Numbers) -> BitMap:
    return BitMap(np.ascontiguousarray(rows, np.uint32))


class KnownValues:
    """The values of one column, as far as they were read: shared by all commits, each of which knows how many are its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_bytes = 0
        self._reading = Lock()
        self.paths: list[FacetPath] = []
        self.number_of: dict[FacetPath, int] = {}

    def read(self, through_byte: int) -> None:
        with self._reading:
            if through_byte <= self._read_bytes:
                return
            with self._path.open("rb") as file:
                file.seek(self._read_bytes)
                lines = file.read(through_byte - self._read_bytes).splitlines()
            for line in lines:
                path = facet_path(json.loads(line))
                self.number_of[path] = len(self.paths)
                self.paths.append(path)
            self._read_bytes = through_byte


class ValueColumn:
    """The values of every row, as of one commit."""

    def __init__(self, folder: Path, name: str, rows: int, extent: Extent, known: KnownValues) -> None:
        known.read(extent.value_bytes)
        self.paths, self._number_of, self._count = known.paths, known.number_of, extent.values
        self._codes = mapped(file_of(folder, name, "codes"), np.uint32, rows)
        any_set = extent.sets > 1
        self._ends = mapped(file_of(folder, name, "ends"), np.uint32, extent.sets) if any_set else np.zeros(1, np.uint32)
        self._members = mapped(file_of(folder, name, "members"), np.uint32, extent.members)

    @cached_property
    def _lengths(self) -> Numbers:
        return np.diff(self._ends, prepend=np.uint32(0))

    @cached_property
    def _set_of_member(self) -> Numbers:
        return np.repeat(np.arange(len(self._ends), dtype=np.uint32), self._lengths)

    def counts(self, rows: Numbers) -> Numbers:
        """How many of these rows have each value, by the value's number."""
        in_sets = np.bincount(self._codes[rows], minlength=len(self._ends))
        if len(rows) * LITTLE_TOUCHED > len(self._ends):
            return np.bincount(self._members, np.repeat(in_sets, self._lengths), self._count).astype(np.int64)
        touched = np.flatnonzero(in_sets)
        lengths = self._lengths[touched].astype(np.int64)
        starts = self._ends[touched] - lengths
        places = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        weights = np.repeat(in_sets[touched], lengths)
        return np.bincount(self._members[places], weights, self._count).astype(np.int64)

    def holding(self, paths: Iterable[FacetPath], first: int = 0) -> BitMap:
        """The rows, from `first` on, that have any of these values."""
        wanted = [number for path in paths if (number := self._number(path)) is not None]
        if not wanted:
            return BitMap()
        holds = np.zeros(len(self._ends), bool)
        holds[self._set_of_member[np.isin(self._members, wanted)]] = True
        return bitmap_of(np.flatnonzero(holds[self._codes[first:]]) + first)

    def known_paths(self) -> list[FacetPath]:
        return self.paths[: self._count]

    def most_frequent(self, counts: Numbers, chosen: Collection[FacetPath], most: int) -> tuple[FacetCount, ...]:
        """As `search.counts.most_frequent`; the many other values are never looked at."""
        worth = self._highest(counts, most)
        worth += [number for path in chosen if (number := self._number(path)) is not None]
        return most_frequent({self.paths[number]: int(counts[number]) for number in worth if counts[number]}, chosen, most)

    def _highest(self, counts: Numbers, most: int) -> list[int]:
        """The values with the `most` highest counts; of equal ones the first in order; none that no row has."""
        held = np.flatnonzero(counts)
        if most <= 0 or len(held) <= most:
            return list(map(int, held)) if most > 0 else []
        of_held = counts[held]
        least = np.partition(of_held, -most)[-most]
        above = list(map(int, held[of_held > least]))
        return above + nsmallest(most - len(above), map(int, held[of_held == least]), key=self.paths.__getitem__)

    def _number(self, path: FacetPath) -> int | None:
        number = self._number_of.get(path)
        return number if number is not None and number < self._count else None


class Columns:
    """All columns of one commit, mapped at once: their folder may go while they are read. Any thread may read them."""

    def __init__(self, folder: Path, published: Published, before: "Columns | None" = None) -> None:
        self.published = published
        self.rows = published.rows
        self.live = BitMap(range(self.rows)) - BitMap.deserialize(published.dead)
        held = folder / published.folder
        same = before is not None and before.published.folder == published.folder
        self._known: dict[str, KnownValues] = before._known if before and same else {}
        self._values: dict[str, ValueColumn] = {}
        for name, extent in published.extents.items():
            known = self._known.setdefault(name, KnownValues(file_of(held, name, "values")))
            self._values[name] = ValueColumn(held, name, self.rows, extent, known)
        self._numbers = {name: mapped(held / name, np.int64, self.rows) for name in DAYS_AND_ADDED}
        self._ids = mapped(held / "ids", np.uint8, published.id_bytes)
        self._id_ends = mapped(held / "id-ends", np.uint64, self.rows)

    def values(self, name: str) -> ValueColumn | None:
        """A column of values; None where no row ever had one."""
        return self._values.get(name)

    def numbers(self, name: str) -> Numbers:
        """A number of every row: one of `DAYS_AND_ADDED`."""
        return self._numbers[name]

    def ids(self, rows: Sequence[int]) -> list[str]:
        ends = self._id_ends
        return [self._ids[int(ends[row - 1]) if row else 0 : int(ends[row])].tobytes().decode() for row in rows]

    @cached_property
    def points(self) -> tuple[list[FacetPath], Numbers]:
        """Each distinct point there is, as a value and in degrees, shape (points, 2)."""
        column = self.values("points")
        paths = column.known_paths() if column else []
        return paths, np.array([path[0].split() for path in paths], np.float64).reshape(-1, 2)


def rows_inside(columns: Columns, box: Box, first: int) -> BitMap:
    """The rows, from `first` on, that have a point in a box; what `Box.holds` says, for all at once."""
    column, (paths, degrees) = columns.values("points"), columns.points
    if column is None:
        return BitMap()
    latitude, longitude = degrees.T
    across = (longitude >= box.west, longitude <= box.east)
    inside = (across[0] & across[1]) if box.west <= box.east else (across[0] | across[1])
    inside &= (latitude >= box.south) & (latitude <= box.north)
    return column.holding((paths[number] for number in np.flatnonzero(inside)), first)


def rows_in_range(columns: Columns, dates: DateRange, first: int) -> BitMap:
    """The rows, from `first` on, whose days overlap the range, or lie in it; open ends lie beyond all days."""
    starts, ends = columns.numbers("earliest")[first:], columns.numbers("latest")[first:]
    since = -OPEN_END if dates.earliest is None else max(-OPEN_END, min(dates.earliest, OPEN_END))
    until = OPEN_END if dates.latest is None else max(-OPEN_END, min(dates.latest, OPEN_END))
    inside = (starts >= since) & (ends <= until) if dates.certainly else (starts <= until) & (ends >= since)
    undated = (starts == -OPEN_END) & (ends == OPEN_END)
    return bitmap_of(np.flatnonzero(inside | undated if dates.undated else inside & ~undated) + first)
