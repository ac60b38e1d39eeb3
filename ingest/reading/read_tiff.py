"""The pictures in a TIFF: scanners put a whole letter into one file, programs a smaller copy beside its picture.

Source: TIFF 6.0, section 2 (image file directories), section 8 (NewSubfileType); BigTIFF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import calcsize, error, iter_unpack, unpack
from typing import BinaryIO

from ingest.identifying.refused import FileRefused

_WIDTH, _HEIGHT, _KIND, _OLD_KIND = 256, 257, 254, 255
_STRIPS, _STRIP_BYTES, _TILES, _TILE_BYTES = 273, 279, 324, 325
_TAGS = frozenset({_WIDTH, _HEIGHT, _KIND, _OLD_KIND, _STRIPS, _STRIP_BYTES, _TILES, _TILE_BYTES})
_NUMBERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}  # field type → struct's letter
#: Bits of NewSubfileType: a copy of less resolution, a mask of what is clear.
_REDUCED, _MASK = 1, 4
_OLD_REDUCED = 2
_THUMBNAIL_PIXELS = 512
_MOST_PICTURES = 65_536
#: Strips of one picture: a gigapixel in strips of one row has fewer.
_MOST_VALUES = 4_000_000


@dataclass(frozen=True)
class Picture:
    """One picture: its place in the file's list (from 0), its size in pixels, the byte its pixels end at (0: unknown)."""

    number: int
    width: int
    height: int
    copy_or_mask: bool
    ends: int


def leaves(path: Path) -> tuple[int, ...]:
    """The numbers of the pictures to be shown one after another; the first alone where others are its smaller copies.

    Raises FileRefused for a list of pictures that has no end.
    """
    with path.open("rb") as file:
        found = list(pictures(file))
    return tuple(each.number for each in found if each is found[0] or not _is_copy(found[0], each)) or (0,)


def last_byte(file: BinaryIO, _size: int) -> int:
    """Where the pixels of the last picture end. Raises FileRefused as `leaves`."""
    return max((each.ends for each in pictures(file)), default=0)


def pictures(file: BinaryIO) -> Iterator[Picture]:
    """The pictures of an open TIFF, in order, as far as its list can be read. Raises FileRefused where it goes round."""
    head = file.read(16)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None or len(head) < 16:
        return
    big = unpack(f"{order}H", head[2:4])[0] == 43
    place = unpack(f"{order}Q", head[8:])[0] if big else unpack(f"{order}I", head[4:8])[0]
    seen: set[int] = set()
    while place:
        if place in seen or len(seen) >= _MOST_PICTURES:
            raise FileRefused("Ce TIFF tourne en rond : une de ses images renvoie à une précédente.")
        seen.add(place)
        try:
            tags, place = _directory(file, place, order, big)
            yield _picture(len(seen) - 1, tags)
        except (error, ValueError, OverflowError, OSError):
            return  # whoever reads its pixels will tell


def _directory(file: BinaryIO, place: int, order: str, big: bool) -> tuple[dict[int, tuple[int, ...]], int]:
    """The tags of one directory that matter here, and where the next stands. Raises struct.error where it breaks off."""
    counted, entry, offset = ("Q", f"{order}HHQ", f"{order}Q") if big else ("H", f"{order}HHI", f"{order}I")
    file.seek(place)
    (count,) = unpack(order + counted, file.read(calcsize(counted)))
    held = calcsize(offset)
    each_bytes = calcsize(entry) + held
    if count > 65_535:
        raise ValueError("more tags than there are")
    entries = file.read(count * each_bytes + held)
    tags = {}
    for at in range(0, count * each_bytes, each_bytes):
        tag, kind, values = unpack(entry, entries[at : at + calcsize(entry)])
        if tag in _TAGS and kind in _NUMBERS:
            tags[tag] = _values(file, entries[at + calcsize(entry) : at + each_bytes], order + _NUMBERS[kind], values, offset)
    return tags, int(unpack(offset, entries[-held:])[0])


def _values(file: BinaryIO, within: bytes, letter: str, count: int, offset: str) -> tuple[int, ...]:
    """The values of a tag, which stand in its entry where they fit."""
    size = calcsize(letter) * count
    if count > _MOST_VALUES:
        raise ValueError("more strips than any picture has")
    if size > len(within):
        file.seek(unpack(offset, within)[0])
        within = file.read(size)
        if len(within) < size:
            raise ValueError("its values are cut off")
    return tuple(value for (value,) in iter_unpack(letter, within[:size]))


def _picture(number: int, tags: dict[int, tuple[int, ...]]) -> Picture:
    width, height, kind, old = ((tags.get(tag) or (0,))[0] for tag in (_WIDTH, _HEIGHT, _KIND, _OLD_KIND))
    ends = 0
    for places, lengths in ((_STRIPS, _STRIP_BYTES), (_TILES, _TILE_BYTES)):
        pairs = zip(tags.get(places, ()), tags.get(lengths, ()), strict=False)
        ends = max(ends, max((at + long for at, long in pairs), default=0))
    return Picture(number, width, height, bool(kind & (_REDUCED | _MASK)) or old == _OLD_REDUCED, ends)


def _is_copy(first: Picture, other: Picture) -> bool:
    """Whether a picture says so, or is the first at a size that only copies have: half again and again, or a thumbnail's."""
    if other.copy_or_mask:
        return True
    if not (other.width and other.height) or other.width * 2 > first.width + 2:
        return False
    alike = abs(other.width * first.height - other.height * first.width) <= max(first.width, first.height)
    times = round(first.width / other.width)
    halved = times & (times - 1) == 0 and abs(other.width * times - first.width) < times
    return alike and (halved or max(other.width, other.height) <= _THUMBNAIL_PIXELS)
