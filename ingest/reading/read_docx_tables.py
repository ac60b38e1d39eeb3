"""The tables of a DOCX, as text. Source: ECMA-376 part 1, 17.4 (tables) and 17.3 (paragraphs and runs)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.reading.read_office import opened_parts, unpacked_part
from ingest.reading.read_xml import read_xml

_BODY = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t"}
Table = list[tuple[int, tuple[str, ...]]]


def docx_tables(path: Path) -> list[Table] | None:
    """Each table as rows of cells, numbered from 1; None where the archive is no DOCX. Raises FileRefused."""
    with opened_parts(path) as archive, tempfile.TemporaryDirectory() as folder:
        if _BODY not in archive.namelist():
            return None
        root = read_xml(unpacked_part(archive, _BODY, Path(folder)))
    return [_rows(table) for table in root.iter(f"{_W}tbl")]


def _rows(table: etree._Element) -> Table:
    rows = (tuple(_text(cell) for cell in row.iterchildren(f"{_W}tc")) for row in table.iterchildren(f"{_W}tr"))
    return list(enumerate(rows, start=1))


def _text(cell: etree._Element) -> str:
    return "\n".join("".join(_runs(paragraph)) for paragraph in cell.iter(f"{_W}p"))


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for each in paragraph.iter(f"{_W}t", *_BREAKS):
        yield each.text or "" if each.tag == f"{_W}t" else _BREAKS[str(each.tag)]
