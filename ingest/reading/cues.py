"""Cues: what a transcript says, whatever its format: words with their times in whole milliseconds, and who says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from babel.core import get_global

from archive.model.segments import Segment
from ingest.telling import messages
from ingest.telling.messages import Sentence

Kind = Literal["original", "translation"]
_NO_SIGN = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
#: "de" is a language, "und" (nobody knows) and "zxx" (no words) are none. Source: ISO 639-2.
_NO_LANGUAGES = frozenset({"und", "zxx", "mul", "mis"})


@dataclass(frozen=True)
class Cue:
    """Words of one speaker. `start` and `end` are milliseconds from the beginning of the recording; None: not said.

    `language` and `kind` are what the transcript itself says of these words.
    """

    start: int | None
    end: int | None
    words: str
    speaker: str | None = None
    language: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True)
class Remark:
    """A sentence of ingest.telling.messages with its facts, to be said of the transcript."""

    sentence: Sentence
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Script:
    """All a transcript says, in the order of time. `language` holds where a cue says none; `segments` are the parts its
    index has; `machine` names the program that listened, None where people did."""

    cues: tuple[Cue, ...]
    language: str | None = None
    segments: tuple[Segment, ...] = ()
    machine: str | None = None
    remarks: tuple[Remark, ...] = ()


def in_order(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Cues by their start; those that start together, or say no time, stay where the source has them."""
    latest = 0
    placed: list[tuple[int, Cue]] = []
    for cue in cues:
        latest = cue.start if cue.start is not None else latest
        placed.append((latest, cue))
    return tuple(cue for _, cue in sorted(placed, key=lambda each: each[0]))


def one_line(words: str) -> str:
    """Words as they are written, without line breaks, doubled spaces or signs that no text has."""
    return " ".join(_NO_SIGN.sub("", _SURROGATE.sub("\ufffd", words)).split())


def language_of(written: str | None) -> str | None:
    """The language (BCP 47) that a file names: "fr" for "fra" and "fre" too; None where it names none."""
    tag = (written or "").strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(tag) or tag.lower() in _NO_LANGUAGES:
        return None
    first, *rest = tag.split("-")
    usual = get_global("language_aliases").get(first.lower(), first.lower())
    return "-".join([usual if _LANGUAGE.fullmatch(usual) else first.lower(), *rest])


def backward(cues: Sequence[Cue]) -> tuple[Remark, ...]:
    """A word on the first of some cues, as the source has them, that begins before the one above it."""
    latest = 0
    for cue in cues:
        if cue.start is not None and cue.start < latest:
            return (Remark(messages.TIMES_GO_BACK, {"time": clock(cue.start), "words": cue.words[:40]}),)
        latest = cue.start if cue.start is not None else latest
    return ()


def clock(milliseconds: int) -> str:
    """A time as people read it: 0:01:02.500."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}" + (f".{rest:03d}" if rest else "")
