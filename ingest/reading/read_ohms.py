"""OHMS XML: the transcript of an interview, by WebVTT or by lines and minute marks, and its index.

Source: the OHMS schema 5.4 and 6.0 (https://www.weareavp.com/nunncenter/ohms/ohms.xsd). `sync` reads "1:|13(3)|19(14)":
one minute a mark; the first minute ends before the third word of line 13; lines and words count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

from lxml import etree

from archive.model.segments import UNSAID, Segment
from ingest.identifying.refused import FileRefused
from ingest.reading.cues import Cue, Kind, Remark, Script, in_order, language_of, one_line
from ingest.reading.read_srt import split_speaker
from ingest.reading.read_vtt import plain, vtt_cues
from ingest.reading.read_xml import read_xml
from ingest.telling import messages

_NO_TRANSCRIPT = "no transcript."
_MARK = re.compile(r"([0-9]{1,6})\(([0-9]{1,6})\)")
_FOOTNOTES = re.compile(r"\[\[footnotes\]\].*?\[\[/footnotes\]\]", re.DOTALL)
_FOOTNOTE = re.compile(r"[ \t]*\[\[footnote\]\][0-9]{1,6}\[\[/footnote\]\]")
#: The last cue of an interview that OHMS timed itself has no end: it writes zero.
_NO_END = re.compile(r"(-->[ \t]*)(?:00:)?00:00\.000(?=[ \t]*(?:\n|$))")
_MINUTES_OF_A_RECORDING = 60 * 24 * 30
Place = tuple[int, int]


def read_ohms(path: Path) -> Script:
    """The words and the index of an interview; an interview that has neither yet gives none. Raises FileRefused."""
    root = read_xml(path)
    record = next((each for each in root.iter(etree.Element) if _name(each) == "record"), None)
    if record is None:
        raise FileRefused("Ce fichier OHMS n’a pas d’entretien (<record>).", "Exportez-le de nouveau depuis OHMS.")
    language = language_of(_text(record, "language"))
    other = language_of(_text(record, "transcript_alt_lang"))
    cues = [
        *_transcript(record, "vtt_transcript", "transcript", "sync", None, None),
        *_transcript(record, "vtt_transcript_alt", "transcript_alt", "sync_alt", other, "translation"),
    ]
    segments = tuple(_segments(record, language, other))
    remarks = () if cues or segments else (Remark(messages.NO_WORDS_YET),)
    return Script(in_order(cues), language, segments, remarks=remarks)


def _transcript(
    record: etree._Element, captions: str, text: str, sync: str, language: str | None, kind: Kind | None
) -> Iterator[Cue]:
    """The cues of one of the two transcripts that an interview may have."""
    written = _text(record, captions).replace("\r\n", "\n").replace("\r", "\n")
    if written:
        found = _captions(written)
    else:
        lines = _FOOTNOTES.sub("", _whole(record, text)).split("\n")
        found = _between_marks(lines, _marks(_text(record, sync))) if _is_written(lines) else iter(())
    for cue in found:
        yield replace(cue, language=cue.language or language, kind=kind)


def _captions(written: str) -> Iterator[Cue]:
    """An end at zero, before its beginning, would be refused: it is none."""
    lines = written.split("\n")
    endless = any(_NO_END.search(line) for line in lines)
    for cue in vtt_cues("\n".join(map(_ending_where_it_begins, lines)) if endless else written):
        yield replace(cue, end=None) if endless and cue.start == cue.end else cue


def _ending_where_it_begins(line: str) -> str:
    return _NO_END.sub(lambda match: match[1] + line.partition("-->")[0].strip(), line)


def _is_written(lines: list[str]) -> bool:
    return one_line(" ".join(lines)).lower() not in ("", _NO_TRANSCRIPT)


def _marks(sync: str) -> list[tuple[Place, int]]:
    """Line and word of each mark, with its time in milliseconds. Raises FileRefused."""
    if not sync:
        return []
    every, _, marks = sync.partition(":")
    if not every.strip().isdigit() or not 0 < int(every[:9]) <= 60:
        raise FileRefused(f"La synchronisation OHMS ne se lit pas : « {sync[:40]} ».", "Refaites-la dans OHMS.")
    placed: list[tuple[Place, int]] = []
    for number, written in enumerate(marks.split("|")):
        match = _MARK.fullmatch(written.strip())
        if match is None and written.strip():
            raise FileRefused(f"La synchronisation OHMS ne se lit pas : « {written[:40]} ».", "Refaites-la dans OHMS.")
        if number > _MINUTES_OF_A_RECORDING:
            raise FileRefused("La synchronisation OHMS dépasse un mois de son.", "Refaites-la dans OHMS.")
        if match is not None:
            placed.append(((int(match[1]), int(match[2])), number * int(every) * 60_000))
    for (before, _), (after, _) in pairwise(placed):
        if after < before:
            raise FileRefused(
                f"La synchronisation OHMS revient en arrière, à la ligne {after[0]} du texte.", "Refaites-la dans OHMS."
            )
    return placed


def _between_marks(lines: list[str], marks: list[tuple[Place, int]]) -> Iterator[Cue]:
    """The words between one mark and the next, paragraph by paragraph. Where there are no marks nothing has a time."""
    bounds = [(0, 0), *(place for place, _ in marks)]
    times = [0, *(time for _, time in marks)]
    spans = [(start, end) for start, end in zip(times, [*times[1:], None], strict=True)]
    speaker: str | None = None
    for (mark, _), words in groupby(_words(lines, bounds), key=lambda each: each[0]):
        named, said = split_speaker(plain(_FOOTNOTE.sub("", " ".join(word for _, word in words))))
        speaker = named or speaker
        start, end = spans[mark] if marks else (None, None)
        if said:
            yield Cue(start, end, said, speaker)


def _words(lines: list[str], bounds: list[Place]) -> Iterator[tuple[tuple[int, int], str]]:
    """Every word, with the number of the mark it stands behind and of the paragraph it stands in."""
    mark, paragraph = 0, 1
    for number, line in enumerate(lines, start=1):
        if not line.strip() or split_speaker(line.strip())[0]:
            paragraph += 1
        for place, word in enumerate(line.split(), start=1):
            while mark + 1 < len(bounds) and bounds[mark + 1] <= (number, place):
                mark += 1
            yield (mark, paragraph), word


def _segments(record: etree._Element, language: str | None, other: str | None) -> Iterator[Segment]:
    points = [each for each in record.iter(etree.Element) if _name(each) == "point"]
    timed = sorted(((_seconds(point), point) for point in points), key=lambda each: each[0])
    ends = [*(start for start, _ in timed[1:]), None]
    mine, theirs = language or UNSAID, other or f"{UNSAID}-x-alt"
    for (start, point), end in zip(timed, ends, strict=False):
        yield Segment(
            start, end, titles=_said(point, "title", mine, theirs), synopses=_said(point, "synopsis", mine, theirs),
            keywords=_listed(point, "keywords", mine, theirs), subjects=_listed(point, "subjects", mine, theirs),
        )  # fmt: skip


def _seconds(point: etree._Element) -> float:
    written = _text(point, "time")
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,3})?", written):
        raise FileRefused(
            f"Un segment de l’index OHMS n’a pas de temps qui se lise : « {written[:40]} ».", "Corrigez-le."
        )
    return float(written)


def _said(point: etree._Element, name: str, mine: str, theirs: str) -> dict[str, str]:
    said = {mine: one_line(_text(point, name)), theirs: one_line(_text(point, f"{name}_alt"))}
    return {language: text for language, text in said.items() if text}


def _listed(point: etree._Element, name: str, mine: str, theirs: str) -> dict[str, tuple[str, ...]]:
    said = {mine: _text(point, name), theirs: _text(point, f"{name}_alt")}
    lists = {language: tuple(filter(None, map(one_line, text.split(";")))) for language, text in said.items()}
    return {language: words for language, words in lists.items() if words}


def _text(parent: etree._Element, name: str) -> str:
    return _whole(parent, name).strip()


def _whole(parent: etree._Element, name: str) -> str:
    """The text of a child, every line where it stands."""
    found = next((each for each in parent if _name(each) == name), None)
    return "" if found is None else "".join(map(str, found.itertext()))


def _name(element: etree._Element) -> str:
    """An element's name in any namespace: OHMS wrote two, and none."""
    return etree.QName(element).localname
