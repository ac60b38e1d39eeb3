"""Passages: the words of a recording or of a page, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from archive.model.access import OPEN


@dataclass(frozen=True)
class Passage:
    """A sentence said, or a page written.

    `file` is the id of the recording or document it belongs to; `number` counts from 1 within the
    document or the transcript.
    Times are in seconds on the recording's time line, to the millisecond; `page` counts from 1. `transcript` is the id
    of the file that says it, whose label applies as well; `kind` is said only by a transcript that holds two.
    """

    file: str
    number: int
    text: str
    language: str | None = None
    label: str = OPEN
    start_seconds: float | None = None
    end_seconds: float | None = None
    page: int | None = None
    speaker: str | None = None
    transcript: str | None = None
    kind: Literal["original", "translation"] | None = None

    def under(self, label: str) -> Passage:
        return replace(self, label=label)

    def to_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Passage:
        return cls(**stored)
