"""Reads a sheet: CSV in the encodings and with the separators people use, or the first filled sheet of an XLSX
or ODS.

Runs in a child process with limits. Gives text alone: what was a formula stays text, and nothing is ever calculated.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from archive.model.batch import Problem
from ingest.describing.words import cleaned
from ingest.item import ItemProblem
from ingest.reading.sheet_encoding import decoded
from ingest.telling import messages

#: What a spreadsheet's program writes; told by the first bytes, never by the suffix.
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML = b"<?xml"
_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 10_000_000
_MOST_COLUMNS = 20_000
_MOST_UNPACKED_BYTES = 400_000_000
csv.field_size_limit(_LONGEST_CELL)


@dataclass(frozen=True)
class Row:
    """One line of a sheet; `number` as a spreadsheet counts: the header is row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet as text. `encoding` and `delimiter` are None for a workbook; rows without any text are left out."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str | None = None
    delimiter: str | None = None
    problems: tuple[Problem, ...] = ()


def read_sheet(path: Path, encoding: str | None = None) -> Sheet:
    """The sheet of a file. Raises ItemProblem where nothing of it can be read."""
    content = path.read_bytes()
    if not content.strip(b"\x00\t\r\n ;,"):
        raise _refused(path, messages.EMPTY_SHEET)
    if content.startswith(_OLE):
        raise _refused(path, messages.OLD_WORKBOOK)
    if content.startswith(_XML):
        raise _refused(path, messages.XML_SHEET)
    if content.startswith(_ZIP):
        _refuse_swollen(path, content)
        return _sheet(path, _rows_of_workbook(path, content))
    text, used, problems = _decoded(path, content, encoding)
    delimiter = _delimiter(text)
    return _sheet(path, _rows_of_csv(path, text, delimiter), used, delimiter, problems)


def _sheet(
    path: Path, lines: Iterable[Row | Problem], encoding: str | None = None, delimiter: str | None = None,
    problems: tuple[Problem, ...] = (),
) -> Sheet:  # fmt: skip
    found, rows = list(problems), list[Row]()
    for line in lines:
        if isinstance(line, Problem):
            found.append(line)
        elif any(line.cells):
            rows.append(line)
    if not rows:
        raise _refused(path, messages.EMPTY_SHEET)
    header, *rest = rows
    if len(header.cells) > _MOST_COLUMNS:
        raise _refused(path, messages.TOO_MANY_COLUMNS, most=_MOST_COLUMNS)
    beyond = [row.number for row in rest if any(row.cells[len(header.cells) :])]
    found += [messages.CELLS_BEYOND.about(path.name, number) for number in beyond]
    return Sheet(path.name, header.cells, tuple(rest), encoding, delimiter, tuple(found))


def _decoded(path: Path, content: bytes, encoding: str | None) -> tuple[str, str, tuple[Problem, ...]]:
    """Text, the encoding used, and what to say about it."""
    try:
        found = decoded(content, encoding)
    except LookupError:
        raise _refused(path, messages.NO_SUCH_ENCODING, encoding=str(encoding)) from None
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise _refused(path, messages.WRONG_ENCODING, encoding=encoding or problem.encoding, line=line) from None
    said = (messages.GUESSED_ENCODING.about(path.name, encoding=found.encoding),) if found.guessed else ()
    return found.text, found.encoding, said


def _delimiter(text: str) -> str:
    """The sign that cuts the first line into most cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=lambda sign: len(next(csv.reader([first], delimiter=sign), [])))


def _rows_of_csv(path: Path, text: str, delimiter: str) -> Iterator[Row | Problem]:
    """Row after row; one that is badly quoted is refused, and reading goes on behind it."""
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        began = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            yield _badly_quoted(path, number, began, str(problem))
            continue
        yield from _tidy(path, number, cells)


def _badly_quoted(path: Path, number: int, line: int, said: str) -> Problem:
    if "unexpected end" in said:
        return messages.QUOTE_NEVER_CLOSED.about(path.name, number, line=line)
    if "field larger" in said:
        return messages.CELL_TOO_LONG.about(path.name, number, most=_LONGEST_CELL)
    return messages.QUOTE_MISPLACED.about(path.name, number, line=line)


def _rows_of_workbook(path: Path, content: bytes) -> Iterator[Row | Problem]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        filled = [name for name in book.sheet_names if book.get_sheet_by_name(name).height]
        lines = book.get_sheet_by_name(filled[0]).to_python(skip_empty_area=False) if filled else []
    except CalamineError as problem:
        locked = "password" in str(problem).lower()
        raise _refused(path, messages.LOCKED_WORKBOOK if locked else messages.BROKEN_WORKBOOK) from None
    if filled[1:]:
        yield messages.OTHER_SHEETS.about(path.name, read=filled[0], others=", ".join(filled[1:6]))
    for number, line in enumerate(lines, start=1):
        yield from _tidy(path, number, [_written(cell) for cell in line])


def _refuse_swollen(path: Path, content: bytes) -> None:
    """A workbook is packed: one of a few kilobytes may say that it unpacks to more than any memory holds."""
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > _MOST_UNPACKED_BYTES:
            raise _refused(path, messages.SWOLLEN_WORKBOOK, size=unpacked // 1_000_000, most=_MOST_UNPACKED_BYTES // 1_000_000)


def _written(cell: Any) -> str:
    """A workbook's cell as its reader sees it: whole numbers without ".0", days without midnight."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _tidy(path: Path, number: int, cells: Iterable[str]) -> Iterator[Row | Problem]:
    tidied = [cleaned(cell) for cell in cells]
    if any(changed for _, changed in tidied):
        yield messages.SIGNS_REMOVED.about(path.name, number)
    yield Row(number, tuple(text for text, _ in tidied))


def _refused(path: Path, sentence: messages.Sentence, **facts: str | int) -> ItemProblem:
    return ItemProblem(sentence.about(path.name, None, None, **facts))
