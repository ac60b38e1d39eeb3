"""Formats as archives number them (PRONOM, The National Archives), told by content with Siegfried.

The one importer of pygfried, so that another reader of signatures can take its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pygfried

#: What Siegfried must have found for a format to count: never the suffix alone.
_EVIDENCE = ("byte match", "container match", "riff match", "xml match", "text match")


@dataclass(frozen=True)
class Format:
    """`identifier` is PRONOM's ("fmt/43"), `name` its name for the format, in English."""

    identifier: str
    name: str


def format_of(path: Path) -> Format | None:
    """The format of a file by its content; None where no signature fits."""
    try:
        found = pygfried.identify(str(path), detailed=True)
    except pygfried.GoError:
        return None
    for match in found["files"][0]["matches"]:
        if any(evidence in match["basis"] for evidence in _EVIDENCE):
            return Format(match["id"], match["format"])
    return None
