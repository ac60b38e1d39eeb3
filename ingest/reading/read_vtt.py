"""WebVTT transcripts: their cues, voices and languages.

Source: WebVTT, W3C Candidate Recommendation 2019-04-04, 4.1 (syntax), 6.1 (file parser), 6.3 (cue timings), 6.4 (cue
text). Two differences: what that parser drops in silence is refused, and a "<" that opens no tag is kept as written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby

from ingest.identifying.refused import TranscriptRefused
from ingest.reading.cues import Cue, language_of, one_line

_TIME = r"(?:([0-9]{1,6}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})(?![0-9])"
_TIMES = re.compile(rf"[ \t\f]*{_TIME}[ \t\f]*-->[ \t\f]*{_TIME}.*")
_NEGATIVE = re.compile(r"(?:^|-->)\s*-\s?[0-9]")
_ARROW = "-->"
_BESIDE_CUES = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
#: Bounded, so that a million marks that never end take no longer than a million others.
_VOICE = re.compile(r"<v(?:\.[^\s.>]{0,80}){0,8}[ \t\n\f]([^>]{0,300})>|</v\s{0,9}>")
#: Tags of WebVTT, and those of SubRip. Any other is what somebody wrote: "<rires>", or a script, which is words here.
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|em|strong|span|p|font|ruby|rt|lang)(?:[.\s][^<>]*)?>|</>|<[0-9][0-9:.]*>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
#: Words that are all in one language, by their own mark.
_ALL_IN = re.compile(r"\s*<lang(?:\.[^\s.>]{0,80}){0,8}[ \t\n\f]([^>]{0,40})>[^<]*(?:</lang\s{0,9}>)?\s*")
_HEADER_LANGUAGE = re.compile(r"Language:[ \t]*(\S{1,40})[ \t]*", re.IGNORECASE)


def vtt_cues(text: str) -> Iterator[Cue]:
    """The cues of a WebVTT file, whose signature was checked. Raises TranscriptRefused."""
    lines = text.split("\n")
    place = _after_header(lines)
    while place < len(lines):
        if not lines[place]:
            place += 1
        elif _ARROW in lines[place] or (place + 1 < len(lines) and _ARROW in lines[place + 1]):
            timed = place if _ARROW in lines[place] else place + 1
            start, end = times(_TIMES, lines[timed], timed + 1)
            place = _end_of_block(lines, timed + 1)
            yield from _voices("\n".join(lines[timed + 1 : place]), start, end)
        elif _BESIDE_CUES.match(lines[place]):
            place = _end_of_block(lines, place + 1)
        else:
            raise TranscriptRefused(place + 1, f"il manque les temps de cette phrase : « {short(lines[place])} ».")


def header_language(text: str) -> str | None:
    """The language that the header names, as some platforms write it ("Language: fr")."""
    header = text.partition("\n\n")[0].split("\n")[:50]
    found = (_HEADER_LANGUAGE.fullmatch(line) for line in header)
    return next((language_of(match[1]) for match in found if match), None)


def times(pattern: re.Pattern[str], line: str, number: int) -> tuple[int, int]:
    """Both times of a cue, in milliseconds. Raises TranscriptRefused with the number of the line."""
    match = pattern.fullmatch(line)
    if match is None and _NEGATIVE.search(line):
        raise TranscriptRefused(number, f"un temps est avant le début du son : « {short(line)} ».")
    if match is None:
        raise TranscriptRefused(number, f"ces temps ne se lisent pas : « {short(line)} ».")
    start, end = _milliseconds(*match.groups()[:4]), _milliseconds(*match.groups()[4:8])
    if end < start:
        raise TranscriptRefused(number, f"la phrase finit avant de commencer : « {short(line)} ».")
    return start, end


def plain(words: str) -> str:
    """Without tags and with character references read, on one line; script in a cue is words like any other."""
    return one_line(html.unescape(_TAG.sub("", _BREAK.sub(" ", words))))


def short(line: str) -> str:
    return line.strip()[:60]


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


def _voices(said: str, start: int, end: int) -> Iterator[Cue]:
    """One cue for each change of voice; words outside a voice have no speaker."""
    for (speaker, language), pieces in groupby(_pieces(said), key=lambda piece: piece[:2]):
        yield Cue(start, end, " ".join(words for _, _, words in pieces), speaker, language)


def _pieces(said: str) -> Iterator[tuple[str | None, str | None, str]]:
    """Speaker, language and words between one mark of a voice and the next."""
    place, speaker = 0, None
    for mark in [*_VOICE.finditer(said), None]:
        piece = said[place : mark.start() if mark else len(said)]
        if words := plain(piece):
            told = _ALL_IN.fullmatch(piece)
            yield speaker, language_of(told[1]) if told else None, words
        if mark:
            place = mark.end()
            speaker = one_line(html.unescape(mark[1])) or None if mark[1] else None


def _milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))
