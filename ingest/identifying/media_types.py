"""Media types by content: what the first bytes of a file say it is, whatever its name says.

Source: each format's own specification, named beside its signature.
"""

from __future__ import annotations

from pathlib import PurePath

from archive.model.record import FileRole
from ingest.identifying import recording_types, text_types, transcript_types
from ingest.reading.page_text import PAGE_TEXTS

#: Bytes of a file that are enough to tell.
SNIFFED_BYTES = 4096
ROLES: dict[str, FileRole] = {
    "image/jpeg": "image", "image/png": "image", "image/tiff": "image", "image/webp": "image", "image/gif": "image",
    "image/bmp": "image", "image/jp2": "image", "image/j2c": "image", "image/heic": "image",
    "application/pdf": "pages", **recording_types.ROLES,
    **dict.fromkeys((*transcript_types.ALWAYS_TRANSCRIPTS, *PAGE_TEXTS), "transcript"),
    **dict.fromkeys(text_types.DOCUMENTS, "other"),
}  # fmt: skip
_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),  # ITU-T T.81, B.1.1.3
    (b"\x89PNG\r\n\x1a\n", "image/png"),  # PNG, third edition, 5.2
    (b"II*\x00", "image/tiff"), (b"MM\x00*", "image/tiff"),  # TIFF 6.0, section 2
    (b"II+\x00", "image/tiff"), (b"MM\x00+", "image/tiff"),  # BigTIFF
    (b"GIF87a", "image/gif"), (b"GIF89a", "image/gif"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),  # ISO/IEC 15444-1, I.5.1
    (b"\xffO\xffQ", "image/j2c"),  # ISO/IEC 15444-1, A.4: a code stream without its box
)  # fmt: skip
#: Major brands of ISO/IEC 14496-12, 4.3. What is not listed is taken for a film.
_BRANDS = {b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"qt  ": "video/quicktime"}
#: Pictures in the same box structure, which libvips alone does not read: HEVC's (ISO/IEC 23008-12), and AV1's.
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
#: Sizes a BMP's second header can have, by its versions.
_BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})
_PDF_WITHIN_BYTES = 1024  # PDF 32000-1, annex H.3, note 13
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_USUAL_SUFFIXES = {
    "image/jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"}, "image/png": {".png"}, "image/tiff": {".tif", ".tiff"},
    "image/webp": {".webp"}, "image/gif": {".gif"}, "image/bmp": {".bmp", ".dib"}, "image/jp2": {".jp2", ".jpx", ".jpf"},
    "image/j2c": {".j2c", ".j2k", ".jpc"}, "image/heic": {".heic", ".heif", ".hif"}, "application/pdf": {".pdf"},
    **recording_types.USUAL_SUFFIXES,
    **transcript_types.USUAL_SUFFIXES, **text_types.USUAL_SUFFIXES,
}  # fmt: skip


def media_type_of(name: str, start: bytes) -> str | None:
    """The media type of a file whose first bytes are these; None where the archive takes no such file.

    The name decides one thing: whether a text is a transcript, so that a broken one is refused by its line, or plain.
    """
    for signature, media_type in _SIGNATURES:
        if start.startswith(signature):
            return media_type
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    if start[4:8] == b"ftyp":
        return _still(start) if is_still_in_boxes(start) else _BRANDS.get(start[8:12], "video/mp4")
    if start[:2] == b"BM" and start[6:10] == bytes(4) and int.from_bytes(start[14:18], "little") in _BMP_HEADERS:
        return "image/bmp"
    if b"%PDF-" in start[:_PDF_WITHIN_BYTES]:
        return "application/pdf"
    if (recording := recording_types.recording_type(start)) is not None:
        return recording
    text = _text(start)
    if text is not None:
        return transcript_types.transcript_type(name, text) or text_types.text_type(name, text)
    return "audio/mpeg" if recording_types.is_mpeg_sound(start) else None


def is_still_in_boxes(start: bytes) -> bool:
    """Whether this is a HEIC or AVIF picture, as recent phones take them."""
    return start[4:8] == b"ftyp" and start[8:12] in _HEIC_BRANDS | _AVIF_BRANDS


def _still(start: bytes) -> str | None:
    """A HEIC; None for an AVIF, which may say no more in its first brand than that it is a picture (mif1)."""
    brands = {start[place : place + 4] for place in range(8, min(int.from_bytes(start[:4], "big"), 64), 4)}
    return None if brands & _AVIF_BRANDS else "image/heic"


def is_usual_suffix(name: str, media_type: str) -> bool:
    """Whether a file of this type is usually called so."""
    return PurePath(name).suffix.lower() in _USUAL_SUFFIXES[media_type]


def _text(start: bytes) -> str | None:
    """The beginning as text; None where it is none."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if start.startswith(mark)), None)
    if encoding is None and (b"\x00" in start or not start[:1].strip(b"\xff")):
        return None
    return start.decode(encoding or "utf-8", errors="replace").removeprefix("\ufeff")
