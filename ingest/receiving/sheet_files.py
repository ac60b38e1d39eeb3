"""The files that the rows of one object name, with what the rows say of each, and the transcripts that stand beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.model.access import OPEN
from archive.model.batch import Problem
from archive.model.record import Value
from ingest.describing.crosswalk import Column
from ingest.item import IncomingFile
from ingest.reading.read_sheet import Row
from ingest.receiving.companions import is_sure, numbered
from ingest.receiving.find_files import FileFinder
from ingest.receiving.sheet_rows import Columns

_ID = re.compile("f[1-9][0-9]{0,5}")
Field = tuple[Column, list[str]]


@dataclass(frozen=True)
class _Told:
    """A file as its row tells of it: the id it is to have, and the name of the file that it is the transcript of."""

    file: IncomingFile
    id: str = ""
    of: str = ""


def files_of(
    columns: Columns, rows: Sequence[Row], finder: FileFinder, problems: list[Problem]
) -> tuple[IncomingFile, ...]:
    """The files of one object, numbered and bound to each other; `problems` gets what is to be said of their names."""
    told = {name: each for row in rows for name, each in _files_of_row(columns, row, finder, problems)}
    names = finder.with_transcripts(list(told))
    files = numbered([told[name].file if name in told else _beside(finder, name, rows[0].number) for name in names])
    if columns.has("field", "transcript_of"):
        ids = {name: file.id for name, file in zip(names, files, strict=True)}
        files = tuple(
            replace(file, of=ids.get(told[name].of)) if name in told else file
            for name, file in zip(names, files, strict=True)
        )
    return _with_ids(files, [told[name].id if name in told else "" for name in names])


def _with_ids(files: Sequence[IncomingFile], ids: Sequence[str]) -> tuple[IncomingFile, ...]:
    """The files by the ids told, where each has one of its own."""
    if len(set(ids)) < len(files) or not all(map(_ID.fullmatch, ids)):
        return tuple(files)
    by_id = {file.id: told for file, told in zip(files, ids, strict=True)}
    return tuple(replace(file, id=by_id[file.id], of=by_id.get(file.of or "")) for file in files)


def _files_of_row(
    columns: Columns, row: Row, finder: FileFinder, problems: list[Problem]
) -> list[tuple[str, _Told]]:
    fields = [(column, column.parts(text)) for column, text in columns.said(row) if column.meaning == "field"]
    found: list[str] = []
    for column, parts in fields:
        for part in parts if column.name == "files" else ():
            name, said = finder.find(part, columns.sheet, row.number, column.header)
            problems += said
            if name is not None:
                found.append(name)
    return [(name, _told(_found(finder, name, row.number), place, len(found), fields)) for place, name in enumerate(found)]


def _beside(finder: FileFinder, name: str, row: int) -> IncomingFile:
    """A file that no row names, with its recording."""
    return replace(_found(finder, name, row), beside=not is_sure(name))


def _found(finder: FileFinder, name: str, row: int) -> IncomingFile:
    path = finder.folder / name
    size = path.stat().st_size
    return IncomingFile(id="", path=path, name=unicodedata.normalize("NFC", name), row=row, size_bytes=size)


def _told(file: IncomingFile, place: int, of_how_many: int, fields: Sequence[Field]) -> _Told:
    """What the row says of one of its files: one value for each file where there are as many, else the same for all."""
    said: dict[str, str] = {}
    alternatives: list[Value] = []
    for column, parts in fields:
        text = parts[place] if len(parts) == of_how_many else column.separator.join(parts)
        if column.name == "alternative_text":
            alternatives.append(Value(text, column.language))
        else:
            said[column.name] = text
    file = replace(
        file, name=said.get("file_name") or file.name, page_label=said.get("page_label"), label=said.get("file_label") or OPEN,
        language=said.get("file_language") or None, alternatives=tuple(alternatives),
    )  # fmt: skip
    return _Told(file, said.get("file_id", ""), said.get("transcript_of", ""))
