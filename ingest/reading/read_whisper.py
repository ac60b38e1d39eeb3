"""What Whisper heard: the JSON of openai-whisper (and faster-whisper, WhisperX), and of whisper.cpp. Machine-made.

Source: openai-whisper 20250625, transcribe.py (segments in seconds); whisper.cpp 1.7, output_json (offsets in milliseconds).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from babel import Locale

from ingest.identifying.refused import FileRefused
from ingest.reading.cues import Cue, Script, in_order, language_of, one_line

_MACHINE = "Whisper"
_EXPORT_AGAIN = "Exportez-le de nouveau depuis Whisper (format JSON), ou préférez le WebVTT."
_LONGEST_SECONDS = 1_000_000.0


def read_whisper(path: Path) -> Script:
    """Its segments with their times, and the language it heard. Raises FileRefused."""
    try:
        said = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as problem:
        raise FileRefused(f"Ce fichier JSON ne se lit pas ({str(problem)[:120]}).", _EXPORT_AGAIN) from None
    if not isinstance(said, dict):
        raise FileRefused("Ce fichier JSON n’est pas une transcription de Whisper.", _EXPORT_AGAIN)
    if isinstance(said.get("segments"), list):
        cues, language = list(_cues(said["segments"], _of_segment)), said.get("language")
    elif isinstance(said.get("transcription"), list):
        result = said.get("result")
        language = result.get("language") if isinstance(result, dict) else None
        cues = list(_cues(said["transcription"], _of_offsets))
    else:
        raise FileRefused("Ce fichier JSON n’est pas une transcription de Whisper.", _EXPORT_AGAIN)
    if not cues:
        raise FileRefused("Whisper n’a entendu aucune parole dans ce fichier.", "Il n’y a rien à reprendre.")
    return Script(in_order(cues), _language(language), machine=_MACHINE)


def _cues(segments: list[Any], times: Callable[[dict[str, Any]], tuple[int, int]]) -> Iterator[Cue]:
    for number, segment in enumerate(segments, start=1):
        try:
            start, end = times(segment)
            words, speaker = segment["text"], segment.get("speaker")
            if not 0 <= start <= end or not isinstance(words, str):
                raise ValueError
        except (KeyError, TypeError, ValueError, AttributeError):
            raise FileRefused(f"Le segment {number} n’a ni texte ni temps qui se lisent.", _EXPORT_AGAIN) from None
        if said := one_line(words):
            yield Cue(start, end, said, one_line(speaker) or None if isinstance(speaker, str) else None)


def _of_segment(segment: dict[str, Any]) -> tuple[int, int]:
    return _milliseconds(segment["start"], 1000), _milliseconds(segment["end"], 1000)


def _of_offsets(segment: dict[str, Any]) -> tuple[int, int]:
    return _milliseconds(segment["offsets"]["from"], 1), _milliseconds(segment["offsets"]["to"], 1)


def _milliseconds(written: Any, each: int) -> int:
    if isinstance(written, bool) or not isinstance(written, int | float) or not math.isfinite(written):
        raise ValueError(written)
    if abs(written) * each > _LONGEST_SECONDS * 1000:
        raise ValueError(written)
    return round(written * each)


def _language(said: Any) -> str | None:
    """ "fr", or "french" as some write it."""
    if not isinstance(said, str):
        return None
    named = {name.lower(): code for code, name in Locale("en").languages.items() if len(code) <= 3}
    return language_of(said) if len(said) <= 3 else named.get(said.lower())
