"""Transcripts made on the spot, and read as ingest reads them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from ingest.identifying.media_types import SNIFFED_BYTES, media_type_of
from ingest.identifying.transcript_types import table_type
from ingest.reading.read_transcript import Words, read_transcript

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def words_of(path: Path, language: str | None = None) -> Words:
    """What a transcript beside a recording says, read by what it is."""
    with path.open("rb") as file:
        start = file.read(SNIFFED_BYTES)
    media_type = table_type(path, start) or media_type_of(path.name, start) or "text/vtt"
    return read_transcript(path, media_type, "f1", "f2", language)


def said(words: Words) -> list[tuple[float | None, float | None, str | None, str]]:
    return [(each.start_seconds, each.end_seconds, each.speaker, each.text) for each in words.passages]


def a_text(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def a_docx(path: Path, *rows: Iterable[str]) -> Path:
    """A document with one table."""
    cells = (
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    body = f'<w:document xmlns:w="{_W}"><w:body><w:tbl>{"".join(cells)}</w:tbl></w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", body)
    return path
