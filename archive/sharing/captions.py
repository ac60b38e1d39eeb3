"""What was said, as WebVTT captions. Pure. Source: WebVTT, W3C Candidate Recommendation 2019-04-04, section 4."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.model.transcript import Passage

_SHORTEST_SECONDS = 0.5


def webvtt(passages: Iterable[Passage]) -> str:
    """A caption for each passage that has a time, with its speaker as its voice; without an end it lasts half a second."""
    cues = [_cue(each, each.start_seconds) for each in passages if each.start_seconds is not None]
    return "WEBVTT\n\n" + "\n".join(cues)


def _cue(passage: Passage, start: float) -> str:
    end = max(passage.end_seconds or 0.0, start + _SHORTEST_SECONDS)
    # A blank line would end the cue, and an arrow begin another.
    text = escape(" ".join(passage.text.split()), quote=False)
    voice = f"<v {escape(passage.speaker, quote=False)}>" if passage.speaker else ""
    return f"{_clock(start)} --> {_clock(end)}\n{voice}{text}\n"


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
