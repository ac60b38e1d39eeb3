"""How long a recording says it is, in bytes: the kinds whose players stop without a word where a copy broke off.

Sources: AIFF 1.3 (the FORM and its chunks), Microsoft's AVI RIFF file reference (RIFF lists one after another, OpenDML), ASF
01.20.03, 3.2 (File Properties), RFC 3533, 6 (pages).
"""

from __future__ import annotations

from struct import unpack, unpack_from
from typing import BinaryIO

_ASF_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_ASF_BROADCAST = 1
_OGG_TAIL = 70_000


def aiff_bytes(file: BinaryIO, _size: int) -> int:
    file.seek(4)
    return 8 + int(unpack(">I", file.read(4))[0])


def avi_bytes(file: BinaryIO, size: int) -> int:
    """The end of the last RIFF list that begins within the file: long films have several. A length of 0: never closed."""
    place = 0
    while place + 12 <= size:
        file.seek(place)
        name, length = unpack("<4sI", file.read(8))
        if name != b"RIFF" or not length:
            return place
        place += 8 + length + length % 2
    return place


def asf_bytes(file: BinaryIO, _size: int) -> int:
    """What the header says, unless it was written while recording."""
    head = file.read(65_536)
    at = head.index(_ASF_PROPERTIES)
    flags = unpack_from("<I", head, at + 88)[0]
    return 0 if flags & _ASF_BROADCAST else int(unpack_from("<Q", head, at + 40)[0])


def ogg_bytes(file: BinaryIO, size: int) -> int:
    """To the end of its last page. A recorder that was switched off marks none as the last, and is believed."""
    file.seek(max(0, size - _OGG_TAIL))
    tail = file.read()
    at = tail.rindex(b"OggS")
    segments = tail[at + 26]
    return size - len(tail) + at + 27 + segments + sum(tail[at + 27 : at + 27 + segments])
