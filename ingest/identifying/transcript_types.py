"""Which kind of transcript a file is, by its first words; a table, by its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from ingest.reading.read_transcript_table import is_header_of_transcript, is_transcript_table

VTT, SRT, OHMS, TEI = "text/vtt", "application/x-subrip", "application/x-ohms+xml", "application/tei+xml"
ELAN, WHISPER, CSV = "text/x-eaf+xml", "application/x-whisper+json", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: How each is usually called. The office formats hold documents as well: only a table makes them transcripts.
USUAL_SUFFIXES = {
    VTT: {".vtt"}, SRT: {".srt"}, OHMS: {".xml", ".ohms"}, TEI: {".xml", ".tei"}, ELAN: {".eaf"}, WHISPER: {".json"},
    CSV: {".csv", ".tsv", ".txt"}, XLSX: {".xlsx"}, DOCX: {".docx"},
}  # fmt: skip
#: What each is where its content alone says so.
ALWAYS_TRANSCRIPTS = (VTT, SRT, OHMS, TEI, ELAN, WHISPER)
_VTT = re.compile(r"WEBVTT(?:[ \t\r\n]|$)")
_SRT_TIMES = re.compile(r"^[ \t]*\d+:\d\d?:\d\d?[,.]\d{1,3}[ \t]*-->[ \t]*-?\d+:\d\d?:\d\d?[,.]\d", re.MULTILINE)
#: Read by these readers because they are called so: that a broken one is refused by its line.
_BY_NAME = {".vtt": VTT, ".srt": SRT}
_PROLOGUE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"\s*<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^>]*)>?\s*(<record\b)?")
_FIRST_KEY = re.compile(r'\s*\{\s*"(?:text|segments|language|task|duration|systeminfo|result|transcription)"\s*:')
_TABLES = {".docx": DOCX, ".xlsx": XLSX}


def transcript_type(name: str, text: str) -> str | None:
    """The media type of a text that begins so, where it is a transcript."""
    suffix = PurePath(name).suffix.lower()
    if _VTT.match(text):
        return VTT
    if text.lstrip()[:1] == "<":
        return _xml(_PROLOGUE.sub("", text)) or _BY_NAME.get(suffix)
    if suffix != ".vtt" and _SRT_TIMES.search(text):
        return SRT
    if suffix == ".json" and _FIRST_KEY.match(text):
        return WHISPER
    return _BY_NAME.get(suffix)


def table_type(path: Path, start: bytes) -> str | None:
    """The media type of a table that is a transcript, asked of what stands beside a recording. Raises FileRefused."""
    suffix = path.suffix.lower()
    if start.startswith(b"PK\x03\x04"):
        return _TABLES.get(suffix) if suffix in _TABLES and is_transcript_table(path) else None
    names = (is_header_of_transcript(line) for line in _first_lines(start))
    return CSV if suffix in (".csv", ".tsv", ".txt") and any(names) else None


def _first_lines(start: bytes) -> Iterator[str]:
    """The first line in each encoding that sheets are written in."""
    for encoding in ("utf-16",) if start[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "mac-roman"):
        yield from start.decode(encoding, errors="replace").lstrip("\r\n").splitlines()[:1]


def _xml(text: str) -> str | None:
    root = _ROOT.match(text)
    if root is None:
        return None
    name, attributes, record = root.groups()
    if name == "ROOT" and ("ohms" in attributes or record):
        return OHMS
    return {"TEI": TEI, "TEI.2": TEI, "teiCorpus": TEI, "ANNOTATION_DOCUMENT": ELAN}.get(name)
