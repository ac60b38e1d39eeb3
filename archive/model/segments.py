"""Segments: the parts of a recording with what each speaks of, as the index of an interview has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.model.access import OPEN

#: Stands where nobody said the language. Source: ISO 639-2.
UNSAID = "und"
_LISTED = ("keywords", "subjects")


@dataclass(frozen=True)
class Segment:
    """A part of a recording, from `start_seconds` on its time line to `end_seconds` (None: to the next, or the end).

    What is said of it stands by language (BCP 47).
    """

    start_seconds: float
    end_seconds: float | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    synopses: Mapping[str, str] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    label: str = OPEN

    def to_json(self) -> dict[str, Any]:
        said = {name: value for name, value in vars(self).items() if value is not None and value != {}}
        lists = {
            name: {language: list(words) for language, words in said[name].items()} for name in _LISTED if name in said
        }
        return {**said, **lists}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Segment:
        lists = {
            name: {language: tuple(words) for language, words in stored[name].items()}
            for name in _LISTED
            if name in stored
        }
        return cls(**{**stored, **lists})
