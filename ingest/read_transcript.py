"""Transcripts with times: WebVTT with its voices, and SubRip, read to the millisecond or refused by line.

Source: WebVTT, W3C Candidate Recommendation 2019-04-04, sections 4 (syntax) and 6 (parsing); a cue whose times cannot be
read is refused here where a browser would drop it, for an archive must not lose a sentence unseen.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.model.transcript import Passage

_VTT_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_VTT_TIMING = re.compile(rf"\s*{_VTT_TIME}\s*-->\s*{_VTT_TIME}(?:\s.*)?")
_SRT_TIME = r"(\d+):([0-5]?\d):([0-5]?\d)[,.](\d{1,3})"
_SRT_TIMING = re.compile(rf"\s*{_SRT_TIME}\s*-->\s*{_SRT_TIME}(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]+)*\s+([^>]*)>")
_TAG = re.compile(r"</?[^>]*>")
_SRT_SPEAKER = re.compile(r"^([A-ZÀ-Þ][\w’'. -]{0,40}?)\s?:\s+(?=\S)")
_LARGEST_BYTES = 30_000_000
_MINUTE, _HOUR = 60, 3600


@dataclass
class TranscriptRefused(Exception):
    """What cannot be read, with the line it stands in (from 1)."""

    line: int
    text: str
    remedy: str = "Corrigez la ligne, puis déposez de nouveau le fichier."

    def __str__(self) -> str:
        return f"ligne {self.line} : {self.text}"


@dataclass(frozen=True)
class _Block:
    line: int
    lines: tuple[str, ...]


def read_transcript(path: Path, recording: str, language: str | None) -> tuple[Passage, ...]:
    """The cues of a WebVTT or SubRip file as passages of a recording (its file id), in order of time.

    Raises TranscriptRefused for a file that is neither, or has a cue that cannot be read.
    """
    content = path.read_bytes()
    if len(content) > _LARGEST_BYTES:
        raise TranscriptRefused(1, "Le fichier est trop long pour une transcription.")
    text = _decoded(content)
    is_vtt = re.match(r"\ufeff?WEBVTT(?:[ \t\n]|$)", text) is not None
    blocks = list(_blocks(text.removeprefix("\ufeff")))
    cues = list(_vtt_cues(blocks[1:]) if is_vtt else _srt_cues(blocks))
    if not cues:
        raise TranscriptRefused(
            1, "Aucune phrase minutée n’a été trouvée.", "Vérifiez que c’est bien un fichier WebVTT ou SRT."
        )
    in_order = sorted(cues, key=lambda cue: (cue[0], cue[1]))
    return tuple(
        Passage(recording, number, words, language, start_seconds=start, end_seconds=end, speaker=speaker)
        for number, (start, end, speaker, words) in enumerate(in_order, start=1)
    )


Cue = tuple[float, float, str | None, str]


def _vtt_cues(blocks: Sequence[_Block]) -> Iterator[Cue]:
    for block in blocks:
        first = block.lines[0]
        if re.match(r"(NOTE|STYLE|REGION)(?:\s|$)", first) and "-->" not in first:
            continue
        timed = next((place for place, line in enumerate(block.lines[:2]) if "-->" in line), None)
        if timed is None:
            raise TranscriptRefused(block.line, "Il manque les temps d’une phrase (00:00:01.000 --> 00:00:02.000).")
        start, end = _times(_VTT_TIMING, block.lines[timed], block.line + timed)
        said = "\n".join(block.lines[timed + 1 :])
        yield from _voices(said, start, end)


def _srt_cues(blocks: Sequence[_Block]) -> Iterator[Cue]:
    for block in blocks:
        timed = 1 if block.lines[0].strip().isdigit() and len(block.lines) > 1 else 0
        start, end = _times(_SRT_TIMING, block.lines[timed], block.line + timed)
        words = _plain("\n".join(block.lines[timed + 1 :]))
        speaker = _SRT_SPEAKER.match(words)
        if words:
            yield start, end, speaker[1] if speaker else None, words[speaker.end() :] if speaker else words


def _voices(said: str, start: float, end: float) -> Iterator[Cue]:
    """One cue for each voice in it; words before the first voice have none. An empty cue says nothing."""
    parts = _VOICE.split(said)
    spoken = [(None, parts[0]), *((parts[place], parts[place + 1]) for place in range(1, len(parts), 2))]
    for speaker, words in spoken:
        plain = _plain(words)
        if plain:
            yield start, end, html.unescape(speaker).strip() or None if speaker else None, plain


def _times(pattern: re.Pattern[str], line: str, number: int) -> tuple[float, float]:
    match = pattern.fullmatch(line)
    if match is None:
        raise TranscriptRefused(number, f"Ces temps ne se lisent pas : « {line.strip()[:60]} ».")
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:8])
    if end < start:
        raise TranscriptRefused(number, f"La phrase finit avant de commencer : « {line.strip()[:60]} ».")
    return start / 1000, end / 1000


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * _HOUR + int(minutes or 0) * _MINUTE + int(seconds or 0)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def _plain(words: str) -> str:
    """Without tags and with entities read; script in a cue is words like any other, shown as text."""
    return " ".join(html.unescape(_TAG.sub("", words)).split())


def _blocks(text: str) -> Iterator[_Block]:
    lines: list[str] = []
    began = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            if not lines:
                began = number
            lines.append(line)
        elif lines:
            yield _Block(began, tuple(lines))
            lines = []
    if lines:
        yield _Block(began, tuple(lines))


def _decoded(content: bytes) -> str:
    """UTF-8 as the standard says; older SubRip files are often Windows-1252."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
