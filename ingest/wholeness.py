"""Whether a file is all there: what its own structure announces, against the bytes that came.

Pictures and PDFs are read to their end later; a cut sound or film plays on to the cut without a word, so it is measured here.
"""

from __future__ import annotations

import struct
from pathlib import Path

#: A recorder that writes to a stream cannot know how long it will run, and says so.
_UNKNOWN_SIZES = (0, 0xFFFFFFFF)
#: Writers pad and round; less than this is no loss anybody hears.
_TOLERATED_BYTES = 1024
_RIFF_HEAD = 8


def missing_bytes(path: Path, media_type: str) -> int:
    """How many bytes a sound or film lacks at its end; 0 where it is whole, or does not say how long it is."""
    size = path.stat().st_size
    if media_type == "audio/x-wav":
        announced = _riff_size(path)
    elif media_type in ("video/mp4", "audio/mp4", "video/quicktime"):
        announced = _boxes_size(path, size)
    else:
        return 0
    missing = announced - size
    return missing if missing > _TOLERATED_BYTES else 0


def _riff_size(path: Path) -> int:
    """Source: Multimedia Programming Interface and Data Specifications 1.0 (1991), "Resource Interchange File Format"."""
    with path.open("rb") as file:
        head = file.read(_RIFF_HEAD)
    if head[:4] != b"RIFF":  # RF64 keeps its size elsewhere
        return 0
    (size,) = struct.unpack("<I", head[4:])
    return 0 if size in _UNKNOWN_SIZES else int(size) + _RIFF_HEAD


def _boxes_size(path: Path, size: int) -> int:
    """Where the last box at the top would end. Source: ISO/IEC 14496-12, 4.2."""
    place = 0
    with path.open("rb") as file:
        while place < size:
            file.seek(place)
            head = file.read(16)
            if len(head) < 8:
                break
            (length,) = struct.unpack(">I", head[:4])
            if length == 1 and len(head) == 16:
                (length,) = struct.unpack(">Q", head[8:])
            if length < 8:  # 0: to the end of the file; else not a box
                return size
            place += length
    return place
