"""The tables of a DOCX, as text. Source: ECMA-376 part 1, 17.4 (tables) and 17.3 (paragraphs and runs)."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.read_xml import read_xml
from ingest.refused import COPY_AGAIN, FileRefused

_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_BYTES = 60_000_000
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t"}
Table = list[tuple[int, tuple[str, ...]]]


def docx_tables(path: Path) -> list[Table] | None:
    """Each table as rows of cells, numbered from 1; None where the archive is no DOCX. Raises FileRefused."""
    try:
        with zipfile.ZipFile(path) as archive:
            if _BODY not in archive.namelist():
                return None
            root = _unpacked(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
        raise FileRefused("Ce document est abîmé ou protégé : il ne s’ouvre pas.", COPY_AGAIN) from problem
    return [_rows(table) for table in root.iter(f"{_W}tbl")]


def _unpacked(archive: zipfile.ZipFile) -> etree._Element:
    """The body of the document. What it weighs is what it says at most: more is not unpacked."""
    if archive.getinfo(_BODY).file_size > _MOST_BYTES:
        raise FileRefused("Ce document est trop grand une fois ouvert.", "Partagez-le.")
    with tempfile.TemporaryDirectory() as folder:
        body = Path(folder, "document.xml")
        with archive.open(_BODY) as packed, body.open("wb") as file:
            shutil.copyfileobj(packed, file)
        return read_xml(body)


def _rows(table: etree._Element) -> Table:
    rows = (tuple(_text(cell) for cell in row.iterchildren(f"{_W}tc")) for row in table.iterchildren(f"{_W}tr"))
    return list(enumerate(rows, start=1))


def _text(cell: etree._Element) -> str:
    return "\n".join("".join(_runs(paragraph)) for paragraph in cell.iter(f"{_W}p"))


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for each in paragraph.iter(f"{_W}t", *_BREAKS):
        yield each.text or "" if each.tag == f"{_W}t" else _BREAKS[str(each.tag)]
