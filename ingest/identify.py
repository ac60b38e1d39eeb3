"""Identify: what a file is, by its content and never by its suffix; how large; its checksum."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pygfried

from archive.model.record import FileRole
from ingest.checksums import checksum
from ingest.limits import Limits
from ingest.refused import FileRefused

_SNIFFED_BYTES = 4096
#: Media type → what a file of it is for its reader.
_ROLES: dict[str, FileRole] = {
    "image/jpeg": "image", "image/png": "image", "image/tiff": "image", "image/webp": "image", "image/gif": "image",
    "application/pdf": "pages", "audio/mpeg": "sound", "audio/x-wav": "sound", "audio/flac": "sound",
    "audio/ogg": "sound", "audio/mp4": "sound", "video/mp4": "video", "video/quicktime": "video",
    "video/webm": "video", "video/x-matroska": "video", "text/vtt": "transcript", "application/x-subrip": "transcript",
}  # fmt: skip
#: First bytes → media type, for what every reader must agree on. Source: the formats' own specifications.
_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"), (b"II+\x00", "image/tiff"), (b"MM\x00+", "image/tiff"), (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"), (b"ID3", "audio/mpeg"), (b"fLaC", "audio/flac"), (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"), (b"WEBVTT", "text/vtt"), (b"\xef\xbb\xbfWEBVTT", "text/vtt"),
)  # fmt: skip
_SUFFIXES = {
    "image/jpeg": {".jpg", ".jpeg", ".jpe"}, "image/png": {".png"}, "image/tiff": {".tif", ".tiff"},
    "application/pdf": {".pdf"}, "audio/mpeg": {".mp3"}, "audio/x-wav": {".wav", ".wave", ".bwf"},
    "video/mp4": {".mp4", ".m4v", ".m4a"}, "audio/mp4": {".m4a", ".mp4"},
}  # fmt: skip
_TEXTS_WITH_TIMES = {".vtt": "text/vtt", ".srt": "application/x-subrip"}


@dataclass(frozen=True)
class Identified:
    """`format` is a PRONOM identifier where one is known; `warning` says that name and content disagree."""

    sha512: str
    size_bytes: int
    media_type: str
    role: FileRole
    format: str | None = None
    warning: str | None = None


def identify(path: Path, limits: Limits) -> Identified:
    """What a file is. Raises FileRefused for one that is empty, too large, unreadable or of no kind the archive takes."""
    size = path.stat().st_size
    if not size:
        raise FileRefused("Le fichier est vide (0 octet).", "Copiez-le de nouveau depuis sa source.")
    if size > limits.max_file_bytes:
        raise FileRefused(
            f"Le fichier dépasse {limits.max_file_bytes / 1e9:g} Go.", "Partagez-le, ou relevez max_file_bytes."
        )
    with path.open("rb") as file:
        start = file.read(_SNIFFED_BYTES)
    media_type = _media_type(path, start)
    if media_type is None:
        raise FileRefused(
            f"Le contenu n’est d’aucun format reconnu, malgré le nom en « {path.suffix or 'sans suffixe'} ».",
            "Formats reçus : JPEG, PNG, TIFF, WebP, GIF, PDF, MP3, WAV, FLAC, Ogg, MP4, MOV, WebM, WebVTT, SRT.",
        )
    expected = _SUFFIXES.get(media_type)
    warning = None
    if expected and path.suffix.lower() not in expected:
        warning = f"Le nom finit par « {path.suffix} », mais le contenu est {media_type} ; le contenu fait foi."
    return Identified(checksum(path), size, media_type, _ROLES[media_type], _pronom(path), warning)


def _media_type(path: Path, start: bytes) -> str | None:
    for magic, media_type in _MAGIC:
        if start.startswith(magic):
            return "video/webm" if media_type == "video/x-matroska" and b"webm" in start[:64] else media_type
    if start[:4] == b"RIFF":
        return {b"WAVE": "audio/x-wav", b"WEBP": "image/webp"}.get(start[8:12])
    if start[:4] == b"RF64" and start[8:12] == b"WAVE":
        return "audio/x-wav"
    if start[4:8] == b"ftyp":
        return _iso_media(start)
    if _is_mpeg_audio(start):
        return "audio/mpeg"
    if b"\x00" not in start and path.suffix.lower() in _TEXTS_WITH_TIMES:
        return _TEXTS_WITH_TIMES[path.suffix.lower()]
    return None


def _iso_media(start: bytes) -> str | None:
    brand = start[8:12]
    if brand in (b"heic", b"heix", b"mif1", b"avif", b"hevc"):
        return None
    if brand == b"qt  ":
        return "video/quicktime"
    return "audio/mp4" if brand in (b"M4A ", b"M4B ") else "video/mp4"


def _is_mpeg_audio(start: bytes) -> bool:
    """A frame header: eleven bits set, a layer, a bit rate and a sampling rate that exist. Source: ISO/IEC 11172-3, 2.4.1.3."""
    if len(start) < 4 or start[0] != 0xFF or start[1] & 0xE0 != 0xE0:
        return False
    return bool(start[1] & 0x06) and start[2] >> 4 not in (0, 15) and (start[2] >> 2) & 3 != 3


def _pronom(path: Path) -> str | None:
    """The PRONOM identifier ("fmt/43") by Siegfried; None where it knows none."""
    found = pygfried.identify(str(path))
    return found if isinstance(found, str) and found not in ("", "UNKNOWN") else None
