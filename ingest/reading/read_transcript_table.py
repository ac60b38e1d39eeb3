"""Transcripts as people write them in a table: time, speaker, words, in a CSV, a workbook or a table of a DOCX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.describing.words import folded
from ingest.identifying.refused import FileRefused, TranscriptRefused
from ingest.item import ItemProblem
from ingest.reading.cues import Cue, Remark, Script, backward, in_order, language_of, one_line
from ingest.reading.read_docx_tables import docx_tables
from ingest.reading.read_sheet import read_sheet
from ingest.reading.read_srt import split_speaker
from ingest.telling import messages

_ZIP = b"PK\x03\x04"
_CLOCK = r"(?:(\d{1,3})\s?[:h]\s?)?([0-5]?\d)\s?(?::|['’′]|min|mn|m)\s?([0-5]?\d)(?:[.,](\d{1,6}))?\s?(?:''|’’|″|\"|s)?"
_TIME = re.compile(rf"[\[(]?\s*{_CLOCK}\s*[\])]?", re.ASCII)
_SECONDS = re.compile(r"(\d{1,6})(?:[.,](\d{1,6}))?", re.ASCII)
#: Between two times of one cell. A hyphen alone at the beginning is a sign, not a range.
_TO = re.compile(r"(?<=[\d\])\"'’″s])\s*(?:-->|->|→|–|—|-|à|/)\s*(?=[\[(]?\s*\d)")
_HEADERS = {
    "start": "debut|start|start time|temps|time|timecode|time code|tc|tc in|tc debut|minutage|horodatage|heure|begin|chrono",
    "end": "fin|end|end time|tc out|tc fin|stop",
    "speaker": "locuteur|locutrice|locuteurs|intervenant|intervenante|intervenants|speaker|qui|nom|voix|personne|who|participant",
    "words": "texte|text|transcription|transcript|paroles|parole|propos|enonce|contenu|words|dialogue",
    "language": "langue|language|lang",
}
_MEANINGS = {name: meaning for meaning, names in _HEADERS.items() for name in names.split("|")}
_ROWS_LOOKED_AT = 30
Rows = Sequence[tuple[int, tuple[str, ...]]]


@dataclass(frozen=True)
class _Columns:
    """Where each thing stands, from 0; None: nowhere. `headed`: the first row says so."""

    start: int
    words: int
    end: int | None = None
    speaker: int | None = None
    language: int | None = None
    headed: bool = False


def read_transcript_table(path: Path) -> Script:
    """The rows that say something, each with its time. Raises FileRefused, TranscriptRefused (by row)."""
    found = _timed(path)
    if found is None:
        raise FileRefused(
            "Ce tableau n’a pas de colonnes de temps et de texte.", "Nommez-les « temps », « locuteur », « texte »."
        )
    rows, columns = found
    cues = list(_cues(rows[1:] if columns.headed else rows, columns))
    if not cues:
        raise FileRefused(
            "Aucune phrase n’a été trouvée dans ce tableau.", "Vérifiez ses colonnes de temps et de texte."
        )
    untimed = sum(cue.start is None for cue in cues)
    remarks = (Remark(messages.ROWS_WITHOUT_TIME, {"count": untimed}),) if untimed else ()
    return Script(in_order(cues), remarks=(*remarks, *backward(cues)))


def is_transcript_table(path: Path) -> bool:
    """Whether a document or a sheet is a transcript by its table. Raises FileRefused."""
    return _timed(path) is not None


def is_header_of_transcript(line: str) -> bool:
    """Whether the first line of a CSV names a time and words."""
    names = {_MEANINGS.get(folded(cell.strip(' "'))) for cell in re.split("[,;\t]", line)}
    return {"start", "words"} <= names


def _timed(path: Path) -> tuple[Rows, _Columns] | None:
    """The first table that is a transcript."""
    for rows in _tables(path):
        columns = _headed(rows) or _by_content(rows)
        if columns is not None:
            return rows, columns
    return None


def _tables(path: Path) -> Iterator[Rows]:
    with path.open("rb") as file:
        start = file.read(4)
    if start == _ZIP and (tables := docx_tables(path)) is not None:
        yield from tables
        return
    try:
        sheet = read_sheet(path)
    except ItemProblem as problem:
        raise FileRefused(problem.problem.text, problem.problem.remedy) from None
    errors = [each for each in sheet.problems if each.level == "error"]
    if errors:
        raise FileRefused(f"Ligne {errors[0].row} : {errors[0].text}", errors[0].remedy)
    yield [(1, sheet.header), *((row.number, row.cells) for row in sheet.rows)]


def _headed(rows: Rows) -> _Columns | None:
    """By what the first row calls its columns; the first of two that mean the same."""
    places: dict[str, int] = {}
    for place, name in enumerate(rows[0][1] if rows else ()):
        meaning = _MEANINGS.get(folded(name))
        if meaning is not None:
            places.setdefault(meaning, place)
    return _Columns(**places, headed=True) if {"start", "words"} <= places.keys() else None


def _by_content(rows: Rows) -> _Columns | None:
    """Two columns, time and words; or three, with short names between or before. Only where every row has a time."""
    looked = [cells for _, cells in rows[:_ROWS_LOOKED_AT] if any(map(str.strip, cells))]
    width = max(map(len, looked), default=0)
    if len(looked) < 2 or not 2 <= width <= 3 or any(len(cells) != width for cells in looked):
        return None
    timed = [place for place in range(width) if all(_is_time(cells[place]) for cells in looked)]
    if len(timed) != 1:
        return None
    others = sorted(set(range(width)) - set(timed), key=lambda place: sum(len(cells[place]) for cells in looked))
    return _Columns(timed[0], others[-1], speaker=others[0] if len(others) == 2 else None)


def _is_time(cell: str) -> bool:
    return all(_TIME.fullmatch(part.strip()) for part in _TO.split(cell.strip(), maxsplit=1))


def _cues(rows: Rows, columns: _Columns) -> Iterator[Cue]:
    for number, cells in rows:
        words = one_line(_cell(cells, columns.words))
        start, end = _times(_cell(cells, columns.start), _cell(cells, columns.end), number)
        if not words:
            continue
        speaker = one_line(_cell(cells, columns.speaker)).rstrip(" :") or None
        if columns.speaker is None:
            speaker, words = split_speaker(words)
        yield Cue(start, end, words, speaker, language_of(_cell(cells, columns.language)))


def _cell(cells: tuple[str, ...], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _times(written: str, until: str, row: int) -> tuple[int | None, int | None]:
    first, *second = _TO.split(written, maxsplit=1) if written else ("",)
    start, end = _milliseconds(first, row), _milliseconds(until or "".join(second), row)
    if start is not None and end is not None and end < start:
        raise TranscriptRefused(row, f"la phrase finit avant de commencer : « {written[:40]} {until[:40]} ».")
    return start, end


def _milliseconds(written: str, row: int) -> int | None:
    if not written.strip():
        return None
    if written.strip().startswith(("-", "−")):
        raise TranscriptRefused(row, f"un temps est avant le début du son : « {written[:40]} ».")
    if match := _TIME.fullmatch(written.strip()):
        hours, minutes, seconds, fraction = match.groups()
        whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
        return whole * 1000 + _thousandths(fraction)
    if match := _SECONDS.fullmatch(written.strip()):
        return int(match[1]) * 1000 + _thousandths(match[2])
    raise TranscriptRefused(
        row, f"ce temps ne se lit pas : « {written[:40]} ».", "Écrivez-le comme 0:01:02 ou 0:01:02,500."
    )


def _thousandths(fraction: str | None) -> int:
    """A workbook keeps times as parts of a day, and gives them back with a millionth too many."""
    return round(int((fraction or "0").ljust(6, "0")) / 1000)
