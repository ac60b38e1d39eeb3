"""Tiles out of a pyramid as they lie there: no pixel is decoded.

A JPEG tile in a TIFF is an abbreviated stream: its tables stand once in the JPEGTables tag of its level and are put back
in. Source: TIFF Technical Note 2 (JPEG in TIFF, 1995); TIFF 6.0; BigTIFF; ITU-T T.81, annex B.
"""

from __future__ import annotations

import json
import os
import struct
from array import array
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from archive.images.pyramid import EDGE_TABLE, EDGES, PYRAMID, TILE_PIXELS, Level, levels

_OFFSETS, _COUNTS, _TABLES = 324, 325, 347
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 13: 4, 16: 8}
#: A JFIF header: decoders take three components without it for RGB in rare cases.
_JFIF = bytes.fromhex("ffe000104a46494600010100000100010000")
_SOI = b"\xff\xd8"


class PyramidDamaged(Exception):
    """A pyramid that is missing, truncated or not as we write it: to be made again from the master."""


@dataclass(frozen=True)
class StoredLevel:
    level: Level
    offsets: array[int]
    counts: array[int]
    head: bytes


class Pyramid:
    """One pyramid, open, with its offset tables in memory."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self.width, self.height = width, height
        try:
            self._file = os.open(folder / PYRAMID, os.O_RDONLY | os.O_CLOEXEC)
            self._edge_file = os.open(folder / EDGES, os.O_RDONLY | os.O_CLOEXEC)
            self._edges = _read_edges(folder / EDGE_TABLE, width, height)
            self.levels = _read_levels(self._file, width, height)
        except (OSError, ValueError, TypeError, struct.error, KeyError, OverflowError) as problem:
            raise PyramidDamaged(repr(problem)) from problem

    def __del__(self) -> None:
        for name in ("_file", "_edge_file"):
            if hasattr(self, name):
                os.close(getattr(self, name))

    def tile(self, scale: int, column: int, row: int) -> bytes | None:
        """A tile as a JPEG file; None where the pyramid has no such tile."""
        number = scale.bit_length() - 1
        if scale < 1 or scale != 1 << number or number >= len(self.levels):
            return None
        stored = self.levels[number]
        if not (0 <= column < stored.level.columns and 0 <= row < stored.level.rows):
            return None
        if stored.level.is_edge(column, row):
            offset, length = self._edges[f"{number}/{column}/{row}"]
            return _a_jpeg(_exactly(self._edge_file, length, offset))
        across = -(-stored.level.stored_width // TILE_PIXELS)
        place = row * across + column
        body = _a_jpeg(_exactly(self._file, stored.counts[place], stored.offsets[place]))
        return stored.head + body[len(_SOI) :]


class Pyramids:
    """The pyramids used last, kept open: at most `most`."""

    def __init__(self, most: int = 500) -> None:
        self._most = most
        self._open: OrderedDict[Path, tuple[int, Pyramid]] = OrderedDict()
        self._lock = Lock()

    def at(self, folder: Path, width: int, height: int) -> Pyramid:
        """The pyramid in a folder; opened anew where the folder was replaced. Raises PyramidDamaged."""
        try:
            replaced = (folder / PYRAMID).stat().st_ino
        except OSError as problem:
            raise PyramidDamaged(str(problem)) from problem
        with self._lock:
            held = self._open.get(folder)
            if held is not None and held[0] == replaced:
                self._open.move_to_end(folder)
                return held[1]
        made = Pyramid(folder, width, height)
        with self._lock:
            self._open[folder] = (replaced, made)
            while len(self._open) > self._most:
                self._open.popitem(last=False)
        return made


def _exactly(file: int, length: int, offset: int) -> bytes:
    """Raises PyramidDamaged where the file ends before; no room is made for more than it holds."""
    if not 0 <= offset <= offset + length <= os.fstat(file).st_size:
        raise PyramidDamaged("shorter than its table says")
    found = os.pread(file, length, offset)
    if len(found) != length:
        raise PyramidDamaged("shorter than its table says")
    return found


def _a_jpeg(found: bytes) -> bytes:
    if not found.startswith(_SOI):
        raise PyramidDamaged("a tile is no JPEG stream")
    return found


def _read_edges(table: Path, width: int, height: int) -> dict[str, tuple[int, int]]:
    """Where every edge tile of the pyramid stands. Raises KeyError for one that the table lacks."""
    read = json.loads(table.read_bytes())
    found = {}
    for number, level in enumerate(levels(width, height)):
        for column, row in level.edges():
            offset, length = read[f"{number}/{column}/{row}"]
            found[f"{number}/{column}/{row}"] = int(offset), int(length)
    return found


def _read_levels(file: int, width: int, height: int) -> tuple[StoredLevel, ...]:
    wanted = levels(width, height)
    directories = list(_directories(file, len(wanted)))
    if len(directories) != len(wanted):
        raise ValueError(f"{len(directories)} levels where {len(wanted)} should be")
    found = []
    for level, tags in zip(wanted, directories, strict=True):
        tables = bytes(tags.get(_TABLES, b""))
        head = _SOI + _JFIF + tables[2:-2]
        tiles = -(-level.stored_width // TILE_PIXELS) * -(-level.stored_height // TILE_PIXELS)
        offsets, counts = array("Q", list(tags[_OFFSETS])), array("Q", list(tags[_COUNTS]))
        if len(offsets) != tiles or len(counts) != tiles:
            raise ValueError("not as many tiles as the level should have")
        found.append(StoredLevel(level, offsets, counts, head))
    return tuple(found)


def _directories(file: int, most: int) -> Iterator[dict[int, tuple[int, ...] | bytes]]:
    """The tags that we need of every directory, from a classic or a big TIFF. Raises ValueError for more than `most`."""
    header = _exactly(file, 8, 0)
    order = {b"II": "<", b"MM": ">"}[header[:2]]
    big = struct.unpack(order + "H", header[2:4])[0] == 43
    if big:
        (place,) = struct.unpack(order + "Q", _exactly(file, 8, 8))
    else:
        (place,) = struct.unpack(order + "I", header[4:8])
    found = 0
    while place:
        if found == most:  # one too many, or a chain that comes back to its beginning
            raise ValueError(f"more than {most} levels")
        tags, place = _directory(file, place, order, big)
        found += 1
        yield tags


def _directory(file: int, place: int, order: str, big: bool) -> tuple[dict[int, tuple[int, ...] | bytes], int]:
    count_form, entry_size, value_size = ("Q", 20, 8) if big else ("H", 12, 4)
    count_size = struct.calcsize(count_form)
    (count,) = struct.unpack(order + count_form, _exactly(file, count_size, place))
    block = _exactly(file, count * entry_size + value_size, place + count_size)
    tags: dict[int, tuple[int, ...] | bytes] = {}
    for start in range(0, count * entry_size, entry_size):
        tag, kind = struct.unpack_from(order + "HH", block, start)
        if tag in (_OFFSETS, _COUNTS, _TABLES):
            tags[tag] = _values(file, block[start + 4 : start + entry_size], kind, order, big)
    (following,) = struct.unpack_from(order + ("Q" if big else "I"), block, count * entry_size)
    return tags, following


def _values(file: int, entry: bytes, kind: int, order: str, big: bool) -> tuple[int, ...] | bytes:
    form = "Q" if big else "I"
    (count,) = struct.unpack_from(order + form, entry, 0)
    value_at = struct.calcsize(form)
    length = _SIZES[kind] * count
    if length <= len(entry) - value_at:
        raw = entry[value_at : value_at + length]
    else:
        raw = _exactly(file, length, struct.unpack_from(order + form, entry, value_at)[0])
    if kind in (1, 2, 6, 7):
        return raw
    sign = {3: "H", 4: "I", 13: "I", 16: "Q"}[kind]
    return struct.unpack(f"{order}{count}{sign}", raw)
