"""Workbooks and finding aids for tests: honest ones, and some made to do harm."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

_ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="A">{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
_MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
</manifest:manifest>"""


def an_ods(path: Path, *rows: Iterable[str]) -> Path:
    """An OpenDocument sheet of text cells."""
    return _packed(path, "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows))


def an_ods_of_everything(path: Path) -> Path:
    """One filled cell that says it is repeated over 16,384 columns and 1,048,576 rows: seventeen thousand million cells."""
    cell = ods_cell("ha", ' table:number-columns-repeated="16384"')
    return _packed(path, f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def ods_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{escape(text)}</text:p></table:table-cell>'


def a_workbook_that_unpacks_to(path: Path, size_bytes: int) -> Path:
    """A small XLSX whose sheet is that many spaces."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
        for _ in range(size_bytes // 1_000_000):
            sheet.write(b" " * 1_000_000)
    return path


def _packed(path: Path, inner: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr("content.xml", _ODS.format(inner))
        packed.writestr("META-INF/manifest.xml", _MANIFEST)
    return path
