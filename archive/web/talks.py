"""A recording with its transcript: what was said, line by line, beside its translations. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.model.derived import Derived
    from archive.model.record import File, Record
    from archive.model.transcript import Passage

#: Served forms a browser may play, the most widely understood first.
_SOUND = ("audio.m4a", "audio.mp3", "audio.opus", "audio.ogg")
_FILM = ("video.mp4", "video.webm")


@dataclass(frozen=True)
class Line:
    """What was said without a break: in the language spoken, and beside it the same in another."""

    spoken: Passage
    beside: tuple[Passage, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.spoken.file}-{self.spoken.number}"


@dataclass(frozen=True)
class Talk:
    """One recording. `forms` are the names of what can be played; none while it is being made, or where it is withheld.

    `language` is the one spoken, `beside` the one shown next to it, `others` all that could be.
    """

    file: File
    forms: tuple[str, ...]
    poster: str | None
    seconds: float
    has_peaks: bool
    lines: tuple[Line, ...]
    language: str | None
    beside: str | None
    others: tuple[str, ...]

    @property
    def is_film(self) -> bool:
        return self.file.role == "video"

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(each for each in (self.language, *self.others) if each)


def talks(
    record: Record, derived: Mapping[str, Derived], said: Sequence[Passage], wanted: Sequence[str]
) -> tuple[Talk, ...]:
    """Every recording of a record, and every transcript that came without one; `wanted` are the languages the reader would
    have beside what is spoken, best first."""
    alone = {each.file for each in said}
    recordings = (
        file
        for file in record.files
        if file.role in ("sound", "video") or (file.role == "transcript" and file.id in alone)
    )
    return tuple(_talk(file, derived.get(file.id), _by_language(record, file, said), wanted) for file in recordings)


def _by_language(record: Record, file: File, said: Sequence[Passage]) -> dict[str | None, list[Passage]]:
    """What was said in a recording, by language: one transcript each, a person's before a machine's."""
    machines = {each.id for each in record.files if "machine" in each.technical}
    found: dict[str | None, dict[str | None, list[Passage]]] = {}
    for passage in said:
        if passage.file == file.id and passage.page is None:
            found.setdefault(passage.language, {}).setdefault(passage.transcript, []).append(passage)
    return {
        language: transcripts[min(transcripts, key=lambda each: each in machines)]
        for language, transcripts in found.items()
    }


def _talk(
    file: File, made: Derived | None, by_language: Mapping[str | None, Sequence[Passage]], wanted: Sequence[str]
) -> Talk:
    spoken = file.language if file.language in by_language else next(iter(by_language), None)
    others = tuple(language for language in by_language if language and language != spoken)
    beside = next((each for each in (*wanted, *others) if each in others), None)
    names = made.made if made else ()
    return Talk(
        file, tuple(name for name in (_FILM if file.role == "video" else _SOUND) if name in names),
        "poster.jpg" if "poster.jpg" in names else None, made.duration_seconds if made else 0.0, "peaks.json" in names,
        lines(by_language.get(spoken, []), by_language.get(beside, []) if beside else []), spoken, beside, others,
    )  # fmt: skip


def lines(spoken: Sequence[Passage], beside: Sequence[Passage]) -> tuple[Line, ...]:
    """Each passage spoken with what was translated of it: a translation stands with the passage its middle falls in; where
    nobody said the times, by its place."""
    if any(each.start_seconds is None for each in spoken):
        return tuple(Line(each, tuple(beside[place : place + 1])) for place, each in enumerate(spoken))
    ordered = sorted(spoken, key=lambda each: (each.start_seconds or 0.0, each.number))
    starts = [each.start_seconds or 0.0 for each in ordered]
    matched: list[list[Passage]] = [[] for _ in ordered]
    for passage in sorted(beside, key=lambda each: (each.start_seconds or 0.0, each.number)):
        begin = passage.start_seconds or 0.0
        middle = (begin + (passage.end_seconds or begin)) / 2
        if ordered:
            matched[max(0, bisect_right(starts, middle) - 1)].append(passage)
    return tuple(Line(each, tuple(match)) for each, match in zip(ordered, matched, strict=True))
