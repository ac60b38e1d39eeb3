"""Columns as they are written: rows are added in memory, and published with the commit of the engine they belong to."""

import json
from array import array
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pyroaring import BitMap

from search.column_files import DAYS_AND_ADDED, Extent, Published, Row, file_of, published, write_at

MOST_SETS_KEPT = 100_000  # of one column: beyond it the same set of values may get a second number, which counts as well


class ColumnsWriter:
    """Adds rows to what is published in a folder. Only for the process that writes."""

    def __init__(self, folder: Path, held: Published | None = None) -> None:
        self._folder = folder
        self._published = published(folder) if held is None else held
        self._dead = BitMap.deserialize(self._published.dead)
        self._begin()

    @property
    def published(self) -> Published:
        return self._published

    @property
    def rows(self) -> int:
        """How many rows there are, published or not: the number of the next one."""
        return self._published.rows + len(self._id_ends)

    def add(self, row: Row) -> int:
        """Add a row; its number."""
        number = self.rows
        self._ids += row.id.encode()
        self._id_ends.append(self._published.id_bytes + len(self._ids))
        for name in DAYS_AND_ADDED:
            self._numbers[name].append(row.numbers[name])
        for name, values in row.values.items():
            if name not in self._columns:
                self._columns[name] = _SetsWriter(self._folder / self._published.folder, name, Extent())
            self._columns[name].add(number - self._published.rows, values)
        return number

    def take_back(self, numbers: Iterable[int]) -> None:
        self._dead.update(numbers)

    def write(self) -> None:
        """Put what was added on the disk, where no reader looks yet. `publish` follows once the engine has committed."""
        folder, before = self._folder / self._published.folder, self._published
        folder.mkdir(exist_ok=True)
        if self._id_ends:
            write_at(folder / "ids", before.id_bytes, bytes(self._ids))
            write_at(folder / "id-ends", before.rows * 8, self._id_ends.tobytes())
            for name, added in self._numbers.items():
                write_at(folder / name, before.rows * 8, added.tobytes())
        for column in self._columns.values():
            column.write(before.rows, self.rows - before.rows)

    def publish(self, opstamp: int) -> None:
        extents = {name: column.coming for name, column in self._columns.items()}
        id_bytes = self._published.id_bytes + len(self._ids)
        whole = replace(self._published, opstamp=opstamp, rows=self.rows, id_bytes=id_bytes, extents=extents)
        whole = replace(whole, dead=self._dead.serialize())
        whole.save(self._folder)
        self._published = whole
        self._begin(self._columns)

    def _begin(self, columns: "dict[str, _SetsWriter] | None" = None) -> None:
        self._ids, self._id_ends = bytearray(), array("Q")
        self._numbers = {name: array("q") for name in DAYS_AND_ADDED}
        folder = self._folder / self._published.folder
        held = self._published.extents
        self._columns = {name: _SetsWriter(folder, name, held[name]) for name in held} if columns is None else columns
        for name, column in self._columns.items():
            column.begin(held[name])


class _SetsWriter:
    """One column of values: each row has the number of a set of them, each distinct set its values once."""

    def __init__(self, folder: Path, name: str, extent: Extent) -> None:
        self._folder, self._name = folder, name
        self._values: dict[str, int] = {}
        if extent.value_bytes:
            with file_of(folder, name, "values").open("rb") as file:
                lines = file.read(extent.value_bytes).splitlines()
            self._values = {json.loads(line): number for number, line in enumerate(lines)}
        self._sets: dict[tuple[int, ...], int] = {}
        self.begin(extent)

    def begin(self, extent: Extent) -> None:
        self.coming = self._written = extent
        self._codes, self._ends, self._members, self._lines = array("I"), array("I"), array("I"), bytearray()

    def add(self, place: int, values: Iterable[str]) -> None:
        """Give the row added in this place its values; the rows before it that were given none have none."""
        self._codes.extend([0] * (place - len(self._codes)))
        self._codes.append(self._set_of(tuple(sorted({self._value(value) for value in values}))))

    def _value(self, text: str) -> int:
        number = self._values.get(text)
        if number is None:
            number = self._values[text] = self.coming.values
            line = json.dumps(text).encode("ascii") + b"\n"
            self._lines += line
            after = self.coming.value_bytes + len(line)
            self.coming = replace(self.coming, values=number + 1, value_bytes=after)
        return number

    def _set_of(self, members: tuple[int, ...]) -> int:
        number = self._sets.get(members) if members else 0
        if number is None:
            number = self.coming.sets
            if len(self._sets) >= MOST_SETS_KEPT:
                self._sets.clear()
            self._sets[members] = number
            self._members.extend(members)
            through = self.coming.members + len(members)
            self._ends.append(through)
            self.coming = replace(self.coming, sets=number + 1, members=through)
        return number

    def write(self, first: int, rows: int) -> None:
        before = self._written
        self._codes.extend([0] * (rows - len(self._codes)))
        if self._codes:
            write_at(self._file("codes"), first * 4, self._codes.tobytes())
        if self._ends:
            write_at(self._file("ends"), before.sets * 4, self._ends.tobytes())
            write_at(self._file("members"), before.members * 4, self._members.tobytes())
        if self._lines:
            write_at(self._file("values"), before.value_bytes, bytes(self._lines))

    def _file(self, part: str) -> Path:
        return file_of(self._folder, self._name, part)
