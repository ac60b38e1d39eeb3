"""Whether a file is all there: what its own structure announces, against the bytes that came.

Copies break off, and many readers show or play what came without a word.

Sources: TIFF 6.0 and BigTIFF (strips and tiles), RIFF and RF64 (EBU Tech 3306), ISO/IEC 14496-12 (boxes), RFC 8794 and RFC 9559
(EBML and the Segment of Matroska), the Xing header of MP3 as LAME writes it, ISO 32000-1, 7.5.5 (the end of a PDF).
Other formats say it themselves when their last picture or sound is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from struct import error, unpack, unpack_from
from typing import BinaryIO

from ingest.identifying.whole_recordings import aiff_bytes, asf_bytes, avi_bytes, ogg_bytes
from ingest.reading.read_tiff import last_byte

#: A recorder that writes to a stream, or was switched off, cannot know how long it will run, and says so.
_UNKNOWN_LENGTHS = (0, 0xFFFFFFFF)
#: Writers pad and round; less than this is no loss anybody hears.
_TOLERATED_BYTES = 1024
_XING_FRAMES, _XING_BYTES = 1, 2
_PDF_END_BYTES = 4096


def missing_bytes(path: Path, media_type: str) -> int:
    """How many bytes a file lacks at its end; 0 where it is whole, or does not say how long it is."""
    reader = _READERS.get(media_type)
    if reader is None:
        return 0
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        try:
            missing = reader(file, size) - size
        except (ValueError, IndexError, KeyError, TypeError, SyntaxError, OverflowError, error):
            return 0  # it says nonsense: whoever reads it will tell
    return missing if missing > (0 if media_type in _TO_THE_BYTE else _TOLERATED_BYTES) else 0


def _riff(file: BinaryIO, _size: int) -> int:
    """Up to the end of the sound itself: what should follow it may be missing without harm."""
    start = file.read(12)
    place, long_form = 12, 0
    while len(head := file.read(8)) == 8:
        name, length = head[:4], unpack("<I", head[4:])[0]
        if name == b"ds64":
            long_form = unpack("<QQ", file.read(16))[1]
        if name == b"data":
            if start[:4] == b"RF64" and length == 0xFFFFFFFF:
                length = long_form
            return 0 if length in _UNKNOWN_LENGTHS else place + 8 + int(length)
        place += 8 + length + length % 2
        file.seek(place)
    return 0


def _boxes(file: BinaryIO, size: int) -> int:
    place = 0
    while place < size:
        file.seek(place)
        head = file.read(16)
        if len(head) < 8:
            return place + 8
        length = unpack_from(">I", head)[0]
        if length == 0:  # up to the end of the file
            return size
        if length == 1:
            length = unpack_from(">Q", head, 8)[0] if len(head) == 16 else 16
        if length < 8:
            return 0
        place += length
    return place


def _matroska(file: BinaryIO, _size: int) -> int:
    start = file.read(4096)
    length, place = _ebml_number(start, 4)
    place += length
    if start[place : place + 4] != b"\x18\x53\x80\x67":
        return 0
    length, place = _ebml_number(start, place + 4)
    return place + length


def _ebml_number(content: bytes, place: int) -> tuple[int, int]:
    """The length written there, and where it ends. Raises ValueError for one that says it is unknown."""
    wide = 9 - content[place].bit_length()
    number = int.from_bytes(content[place : place + wide], "big") & ((1 << 7 * wide) - 1)
    if wide > 8 or number == (1 << 7 * wide) - 1:
        raise ValueError("of unknown length")
    return number, place + wide


def _mpeg_sound(file: BinaryIO, _size: int) -> int:
    """From the Xing header that stands in the first frame, where there is one."""
    head = file.read(10)
    begin = 0
    if head[:3] == b"ID3":
        begin = 10 + sum((byte & 0x7F) << 7 * (3 - number) for number, byte in enumerate(head[6:10]))
    file.seek(begin)
    frame = file.read(200)
    at = max(frame.find(b"Xing"), frame.find(b"Info"))
    if at < 0 or frame[:1] != b"\xff":
        return 0
    flags = unpack_from(">I", frame, at + 4)[0]
    if not flags & _XING_BYTES:
        return 0
    return begin + int(unpack_from(">I", frame, at + 8 + (4 if flags & _XING_FRAMES else 0))[0])


def _pdf(file: BinaryIO, size: int) -> int:
    """One byte more than it has, where its end is missing: a PDF says that it ends, not how long it is."""
    file.seek(max(0, size - _PDF_END_BYTES))
    return size if b"%%EOF" in file.read().rstrip(b"\x00") else size + 1


_READERS: dict[str, Callable[[BinaryIO, int], int]] = {
    "image/tiff": last_byte, "audio/x-wav": _riff, "audio/mpeg": _mpeg_sound, "audio/mp4": _boxes, "video/mp4": _boxes,
    "video/quicktime": _boxes, "video/x-matroska": _matroska, "video/webm": _matroska, "application/pdf": _pdf,
    "audio/x-aiff": aiff_bytes, "video/x-msvideo": avi_bytes, "video/x-ms-wmv": asf_bytes, "audio/ogg": ogg_bytes,
}  # fmt: skip
_TO_THE_BYTE = ("image/tiff", "application/pdf", "audio/mp4", "video/mp4", "video/quicktime", "audio/ogg")
