"""Dates that keep two truths: the source's own words, shown; the interval they mean, searched and sorted.

Source: Extended Date/Time Format, levels 0 to 2, ISO 8601-2:2019.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from archive.model.date_words import read_words
from archive.model.edtf import Interval, read_edtf


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


def read_date(written: str) -> ArchiveDate | None:
    """What a source's words mean: an EDTF expression, or a form of words; None where neither fits (keep the words then).

    "s.d." gives a date open on both sides.
    """
    text = written.strip()
    found = read_edtf(text)
    if found is not None:
        return ArchiveDate(written, found.earliest, found.latest, text, found.approximate, found.uncertain)
    found = read_words(text)
    if found is None:
        return None
    return ArchiveDate(written, found.earliest, found.latest, as_edtf(found), found.approximate, found.uncertain)


def as_edtf(interval: Interval) -> str | None:
    """An interval as an EDTF expression (level 1); None for one open on both sides."""
    if interval.earliest is None and interval.latest is None:
        return None
    mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get(
        (interval.approximate, interval.uncertain), ""
    )
    first, last = interval.earliest, interval.latest
    if first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        years = f"{first.year:04d}{mark}", f"{last.year:04d}{mark}"
        return years[0] if years[0] == years[1] else "/".join(years)
    ends = [f"{day.isoformat()}{mark}" if day else ".." for day in (first, last)]
    return ends[0] if ends[0] == ends[1] else "/".join(ends)
