"""SubRip transcripts. They have no standard: a number, a line of times, lines of text, an empty line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.reading.cues import Cue
from ingest.reading.read_vtt import plain, times

_TIME = r"([0-9]{1,6}):([0-5]?[0-9]):([0-5]?[0-9])[,.]([0-9]{1,3})(?![0-9])"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_POSITION = re.compile(r"\{\\[^{}]*\}")
#: A speaker is told from "Attention : travaux" by capitals alone.
_SPEAKER = re.compile(r"(?:[-–—]\s?)?([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ0-9 .’'-]{0,40}?)\s?:\s+(?=\S)")
#: Two who speak in one cue: each on a line of their own, behind a dash.
_DIALOGUE = re.compile(r"^[-–—]\s?(?=\S)", re.MULTILINE)


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
        start, end = times(_TIMES, lines[timed], timed + 1)
        place = timed + 1
        while place < len(lines) and lines[place].strip():
            place += 1
        said = _POSITION.sub("", "\n".join(lines[timed + 1 : place]))
        for each in _turns(said):
            words = plain(each)
            if words:
                speaker, words = split_speaker(words)
                yield Cue(start, end, words, speaker)


def split_speaker(words: str) -> tuple[str | None, str]:
    """The speaker whose name stands in capitals before the words, and the words."""
    speaker = _SPEAKER.match(words)
    return (speaker[1], words[speaker.end() :]) if speaker else (None, words)


def _turns(said: str) -> list[str]:
    """The words of each speaker, where several dashes say that there are several."""
    marks = [match.start() for match in _DIALOGUE.finditer(said)]
    if len(marks) < 2 or marks[0] != 0:
        return [said]
    return [said[start:end] for start, end in zip(marks, [*marks[1:], len(said)], strict=True)]
