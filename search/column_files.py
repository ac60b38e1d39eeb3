"""How columns lie on the disk: files that only ever grow, and one small file that says how much of each is published.

A row is one version of a record, its number the place where it stands. `columns.json` is replaced whole, in one rename, after
what it speaks of is on the disk; what lies beyond is the next commit's, or was left by one that never ended. So readers map the
files and see a whole commit, while the next is being written.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

Numbers = NDArray[Any]
SMALLEST, LARGEST = -(1 << 63), (1 << 63) - 1  # of a signed integer of 64 bits
DAYS_AND_ADDED: Final = ("earliest", "latest", "day", "added")
PUBLISHED: Final = "columns.json"


@dataclass(frozen=True)
class Row:
    """What is counted, filtered and sorted by of one version of a record, in the layout's terms.

    Raises OverflowError for a number that no column holds.
    """

    id: str
    numbers: Mapping[str, int]
    values: Mapping[str, Iterable[str]]

    def __post_init__(self) -> None:
        for name, number in self.numbers.items():
            if not SMALLEST <= number <= LARGEST:
                raise OverflowError(f"{name}: {number} is beyond what a column holds")

    def to_json(self) -> str:
        return json.dumps([self.id, self.numbers, {name: list(values) for name, values in self.values.items()}])


def read_row(stored: bytes) -> Row:
    return Row(*json.loads(stored))


@dataclass(frozen=True)
class Extent:
    """How much is published of a column of values: how many distinct sets of them, members of sets, and values (and bytes)."""

    sets: int = 1  # the empty one, of every row that has none
    members: int = 0
    values: int = 0
    value_bytes: int = 0


@dataclass(frozen=True)
class Published:
    """The columns of one commit. `opstamp` is the engine's own number of it; `dead`: rows taken back, as a roaring bitmap."""

    folder: str = "columns"
    opstamp: int = -1
    rows: int = 0
    id_bytes: int = 0
    extents: Mapping[str, Extent] = field(default_factory=dict)
    dead: bytes = BitMap().serialize()

    def save(self, folder: Path) -> None:
        """Replace what was published before, durably and at once."""
        coming = folder / f"{PUBLISHED}.new"
        with coming.open("w", encoding="ascii") as file:
            json.dump(asdict(self) | {"dead": b64encode(self.dead).decode("ascii")}, file)
            file.flush()
            os.fsync(file.fileno())
        coming.replace(folder / PUBLISHED)


def published(folder: Path) -> Published:
    """What is published there; nothing where the file is missing or no longer whole."""
    try:
        held = json.loads((folder / PUBLISHED).read_text(encoding="ascii"))
        extents = {name: Extent(**extent) for name, extent in held["extents"].items()}
        return Published(**held | {"extents": extents, "dead": b64decode(held["dead"])})
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return Published()


def file_of(folder: Path, name: str, part: str) -> Path:
    return folder / f"{quote(name, safe='')}.{part}"


def mapped(path: Path, kind: Any, count: int) -> Numbers:
    """The first `count` numbers of a file, mapped: every process that reads them shares one copy."""
    if count == 0:
        return np.empty(0, kind)
    return np.memmap(path, dtype=kind, mode="r", shape=(count,)).view(np.ndarray)  # a plain array is read faster


def write_at(path: Path, offset: int, content: bytes) -> None:
    """Write from a place on, over what an unended commit left there; on the disk when it returns. A gap reads as noughts."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b") as file:
        file.seek(offset)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
