"""Media types by content: what the first bytes of a file say it is, whatever its name says.

Source: each format's own specification, named beside its signature.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from archive.model.record import FileRole

#: Bytes of a file that are enough to tell.
SNIFFED_BYTES = 4096
ROLES: dict[str, FileRole] = {
    "image/jpeg": "image", "image/png": "image", "image/tiff": "image", "image/webp": "image", "image/gif": "image",
    "application/pdf": "pages", "audio/mpeg": "sound", "audio/x-wav": "sound", "audio/flac": "sound",
    "audio/ogg": "sound", "audio/mp4": "sound", "audio/webm": "sound", "audio/x-matroska": "sound",
    "video/ogg": "video", "video/mp4": "video",
    "video/quicktime": "video", "video/webm": "video", "video/x-matroska": "video",
    "text/vtt": "transcript", "application/x-subrip": "transcript",
}  # fmt: skip
_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),  # ITU-T T.81, B.1.1.3
    (b"\x89PNG\r\n\x1a\n", "image/png"),  # PNG, third edition, 5.2
    (b"II*\x00", "image/tiff"), (b"MM\x00*", "image/tiff"),  # TIFF 6.0, section 2
    (b"II+\x00", "image/tiff"), (b"MM\x00+", "image/tiff"),  # BigTIFF
    (b"GIF87a", "image/gif"), (b"GIF89a", "image/gif"),
    (b"ID3", "audio/mpeg"),  # ID3v2, 3.1: a tag before the sound
    (b"fLaC", "audio/flac"),  # RFC 9639, 6
    (b"OggS", "audio/ogg"),  # RFC 3533, 6
    (b"\x1aE\xdf\xa3", "video/x-matroska"),  # RFC 8794, 11.2.1
)  # fmt: skip
_RIFF_FORMS = {b"WAVE": "audio/x-wav", b"WEBP": "image/webp"}
#: Major brands of ISO/IEC 14496-12, 4.3. What is not listed is taken for a film.
_BRANDS = {b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"qt  ": "video/quicktime"}
#: Pictures in the same box structure, which this archive does not read.
_STILL_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"})
_PDF_WITHIN_BYTES = 1024  # PDF 32000-1, annex H.3, note 13
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_VTT = re.compile(r"WEBVTT(?:[ \t\r\n]|$)")
_SRT_TIMES = re.compile(r"^\s*\d+:\d\d?:\d\d?[,.]\d{1,3}\s*-->\s*\d+:\d\d?:\d\d?[,.]\d", re.MULTILINE)
_TRANSCRIPT_SUFFIXES = {".vtt": "text/vtt", ".srt": "application/x-subrip"}
_USUAL_SUFFIXES = {
    "image/jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"}, "image/png": {".png"}, "image/tiff": {".tif", ".tiff"},
    "image/webp": {".webp"}, "image/gif": {".gif"}, "application/pdf": {".pdf"}, "audio/mpeg": {".mp3"},
    "audio/x-wav": {".wav", ".wave", ".bwf"}, "audio/flac": {".flac"}, "audio/ogg": {".ogg", ".oga", ".opus"},
    "audio/mp4": {".m4a", ".m4b", ".mp4"}, "video/mp4": {".mp4", ".m4v"}, "video/quicktime": {".mov", ".qt"},
    "video/webm": {".webm"}, "audio/webm": {".webm"}, "video/x-matroska": {".mkv"}, "audio/x-matroska": {".mka", ".mkv"},
    "video/ogg": {".ogv", ".ogg"},
    "text/vtt": {".vtt"}, "application/x-subrip": {".srt"},
}  # fmt: skip


def media_type_of(name: str, start: bytes) -> str | None:
    """The media type of a file whose first bytes are these; None where the archive takes no such file.

    The name decides one thing: that a text is a transcript, so that a broken one is refused by its line.
    """
    for signature, media_type in _SIGNATURES:
        if start.startswith(signature):
            return "video/webm" if media_type == "video/x-matroska" and b"webm" in start[:64] else media_type
    if start[:4] in (b"RIFF", b"RF64"):
        return _RIFF_FORMS.get(start[8:12])
    if start[4:8] == b"ftyp":
        return None if start[8:12] in _STILL_BRANDS else _BRANDS.get(start[8:12], "video/mp4")
    if b"%PDF-" in start[:_PDF_WITHIN_BYTES]:
        return "application/pdf"
    text = _text(start)
    if text is not None:
        return _transcript(text) or _TRANSCRIPT_SUFFIXES.get(PurePath(name).suffix.lower())
    return "audio/mpeg" if _is_mpeg_audio(start) else None


def is_still_in_boxes(start: bytes) -> bool:
    """Whether this is a HEIC or AVIF picture, as recent phones take them."""
    return start[4:8] == b"ftyp" and start[8:12] in _STILL_BRANDS


def is_usual_suffix(name: str, media_type: str) -> bool:
    """Whether a file of this type is usually called so."""
    return PurePath(name).suffix.lower() in _USUAL_SUFFIXES[media_type]


def _text(start: bytes) -> str | None:
    """The beginning as text; None where it is none."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if start.startswith(mark)), None)
    if encoding is None and (b"\x00" in start or not start[:1].strip(b"\xff")):
        return None
    return start.decode(encoding or "utf-8", errors="replace").removeprefix("\ufeff")


def _transcript(text: str) -> str | None:
    if _VTT.match(text):
        return "text/vtt"
    return "application/x-subrip" if _SRT_TIMES.search(text) else None


def _is_mpeg_audio(start: bytes) -> bool:
    """A frame header: eleven bits set, a layer, a bit rate and a sampling rate that exist. Source: ISO/IEC 11172-3, 2.4.1.3."""
    if len(start) < 4 or start[0] != 0xFF or start[1] & 0xE0 != 0xE0:
        return False
    return bool(start[1] & 0x06) and start[2] >> 4 not in (0, 15) and (start[2] >> 2) & 3 != 3
