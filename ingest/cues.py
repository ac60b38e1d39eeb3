"""Cues of WebVTT and SubRip: their times in whole milliseconds, their words, and who says them.

Source: WebVTT, W3C Candidate Recommendation 2019-04-04, 4.1 (syntax), 6.1 (file parser), 6.3 (cue timings), 6.4 (cue
text). Two differences: what that parser drops in silence is refused, and a "<" that opens no tag is kept as written.
SubRip has no standard: a number, a line of times, lines of text, an empty line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.refused import TranscriptRefused

_VTT_TIME = r"(?:([0-9]{1,6}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})(?![0-9])"
_VTT_TIMES = re.compile(rf"[ \t\f]*{_VTT_TIME}[ \t\f]*-->[ \t\f]*{_VTT_TIME}.*")
_SRT_TIME = r"([0-9]{1,6}):([0-5]?[0-9]):([0-5]?[0-9])[,.]([0-9]{1,3})(?![0-9])"
_SRT_TIMES = re.compile(rf"\s*{_SRT_TIME}\s*-->\s*{_SRT_TIME}(?:\s.*)?")
_ARROW = "-->"
_BESIDE_CUES = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)*[ \t\n\f]([^>]*)>|</v\s*>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|</>|<[0-9][0-9:.]*>")
_SRT_POSITION = re.compile(r"\{\\[^{}]*\}")
#: In SubRip a speaker is told from "Attention : travaux" by capitals alone.
_SRT_SPEAKER = re.compile(r"([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ0-9 .’'-]{1,40}?)\s?:\s+(?=\S)")


@dataclass(frozen=True)
class Cue:
    """Words of one speaker, with the time they are said at, in milliseconds."""

    start: int
    end: int
    words: str
    speaker: str | None = None


def vtt_cues(text: str) -> Iterator[Cue]:
    """The cues of a WebVTT file, whose signature was checked. Raises TranscriptRefused."""
    lines = text.split("\n")
    place = _after_header(lines)
    while place < len(lines):
        if not lines[place]:
            place += 1
        elif _ARROW in lines[place] or (place + 1 < len(lines) and _ARROW in lines[place + 1]):
            timed = place if _ARROW in lines[place] else place + 1
            start, end = _times(_VTT_TIMES, lines[timed], timed + 1)
            place = _end_of_block(lines, timed + 1)
            yield from _voices("\n".join(lines[timed + 1 : place]), start, end)
        elif _BESIDE_CUES.match(lines[place]):
            place = _end_of_block(lines, place + 1)
        else:
            raise TranscriptRefused(place + 1, f"il manque les temps de cette phrase : « {_short(lines[place])} ».")


def srt_cues(text: str) -> Iterator[Cue]:
    """The cues of a SubRip file. Raises TranscriptRefused for a block without times, or whose times cannot be read."""
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        if not lines[place].strip():
            place += 1
            continue
        numbered = lines[place].strip().isdigit() and place + 1 < len(lines)
        timed = place + 1 if numbered else place
        start, end = _times(_SRT_TIMES, lines[timed], timed + 1)
        place = timed + 1
        while place < len(lines) and lines[place].strip():
            place += 1
        words = _plain(_SRT_POSITION.sub("", "\n".join(lines[timed + 1 : place])))
        speaker = _SRT_SPEAKER.match(words)
        if words:
            yield Cue(start, end, words[speaker.end() :] if speaker else words, speaker[1] if speaker else None)


def _after_header(lines: list[str]) -> int:
    """Where the first block begins: a header runs to an empty line, or to a line that looks like times."""
    place = 1
    while place < len(lines) and lines[place] and _ARROW not in lines[place]:
        place += 1
    return place


def _end_of_block(lines: list[str], place: int) -> int:
    while place < len(lines) and lines[place] and _ARROW not in lines[place]:
        place += 1
    return place


def _voices(said: str, start: int, end: int) -> list[Cue]:
    """One cue for each change of voice; words outside a voice have no speaker."""
    cues: list[Cue] = []
    place, speaker = 0, None
    for mark in [*_VOICE.finditer(said), None]:
        words = _plain(said[place : mark.start() if mark else len(said)])
        if words and cues and cues[-1].speaker == speaker:
            cues[-1] = replace(cues[-1], words=f"{cues[-1].words} {words}")
        elif words:
            cues.append(Cue(start, end, words, speaker))
        if mark:
            place = mark.end()
            speaker = " ".join(html.unescape(mark[1]).split()) or None if mark[1] else None
    return cues


def _plain(words: str) -> str:
    """Without tags and with character references read, on one line; script in a cue is words like any other."""
    return " ".join(html.unescape(_TAG.sub("", words)).split())


def _times(pattern: re.Pattern[str], line: str, number: int) -> tuple[int, int]:
    match = pattern.fullmatch(line)
    if match is None:
        raise TranscriptRefused(number, f"ces temps ne se lisent pas : « {_short(line)} ».")
    start, end = _milliseconds(*match.groups()[:4]), _milliseconds(*match.groups()[4:8])
    if end < start:
        raise TranscriptRefused(number, f"la phrase finit avant de commencer : « {_short(line)} ».")
    return start, end


def _milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def _short(line: str) -> str:
    return line.strip()[:60]
