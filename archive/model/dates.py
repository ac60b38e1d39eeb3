"""Dates that keep two truths: the source's own words, shown; the interval they mean, searched and sorted.

Source: Extended Date/Time Format, levels 0 to 2, ISO 8601-2:2019.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from archive.model.date_words import read_words
from archive.model.edtf import as_edtf, read_edtf
from archive.model.reading_dates import Customs, Refusal, Unreadable

__all__ = ["ArchiveDate", "Customs", "Understood", "as_edtf", "read_date", "understand"]

_SPACED = re.compile(r"(?<=[0-9X.?~%]) */ *(?=[0-9X.?~%])")
_EDTF_BEGINS = frozenset("0123456789X[{./?~%")
_YEAR_AND_CODE = re.compile(r"(?P<century>[0-9]{2})(?P<year>[0-9]{2})-(?P<code>2[1-9]|3[0-9]|4[01])")


#: In the place of an expression: the words mean no days, whatever a reader may make of them.
WORDS_ALONE = "words"


@dataclass(frozen=True)
class ArchiveDate:
    """When something happened, as well as anyone knows.

    `written` is the source's own words, and what readers see. `earliest` and `latest` are whole days, both included;
    None: open ("avant 1954" has no first day). `edtf` is the same as an expression, where there is one.
    `approximate` and `uncertain` say what "vers" and "?" said.
    """

    written: str
    earliest: date | None = None
    latest: date | None = None
    edtf: str | None = None
    approximate: bool = False
    uncertain: bool = False

    @property
    def undated(self) -> bool:
        return self.earliest is None and self.latest is None

    def to_json(self) -> dict[str, Any]:
        kept: dict[str, Any] = {"written": self.written}
        if self.earliest:
            kept["earliest"] = self.earliest.isoformat()
        if self.latest:
            kept["latest"] = self.latest.isoformat()
        if self.edtf:
            kept["edtf"] = self.edtf
        kept |= {name: True for name in ("approximate", "uncertain") if getattr(self, name)}
        return kept

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> ArchiveDate:
        days = {name: date.fromisoformat(stored[name]) for name in ("earliest", "latest") if name in stored}
        return cls(**{**stored, **days})


@dataclass(frozen=True)
class Understood:
    """What came of reading a written date: the date, or why there is none; and the calendar it was written in."""

    date: ArchiveDate | None
    refused: Refusal | None = None
    calendar: str = "gregorian"


def read_date(written: str, customs: Customs | None = None) -> ArchiveDate | None:
    """What a source's words mean: an EDTF expression, or a form of words; None where neither fits (keep the words then).

    "s.d." gives a date open on both sides.
    """
    return understand(written, customs).date


def understand(written: str, customs: Customs | None = None) -> Understood:
    """The date that some words mean, or why they mean none."""
    text = _SPACED.sub("/", written.strip())
    found = read_edtf(text) if text[:1] in _EDTF_BEGINS and not _rather_words(text) else None
    edtf: str | None = text
    if found is None:
        try:
            found = read_words(text, customs)
        except Unreadable as problem:
            return Understood(None, problem.why)
        edtf = as_edtf(found)
    read = ArchiveDate(written, found.earliest, found.latest, edtf, found.approximate, found.uncertain)
    return Understood(read, calendar=found.calendar)


def _rather_words(text: str) -> bool:
    """Whether words mean something else than EDTF does, and are what an archive writes.

    "[1958]" is a date the archivist supplied, no choice among one. "1939-40" and "1933-36" are years, not the seasons and
    quarters that EDTF numbers 21 to 41 (and which those years hold); after 1999 nobody shortens years so, but these two.
    """
    if text[:1] == "[":
        return "," not in text and ".." not in text
    match = _YEAR_AND_CODE.fullmatch(text)
    if match is None:
        return False
    after = int(match["code"]) - int(match["year"])
    return after == 1 or (after > 1 and match["century"][0] == "1")
