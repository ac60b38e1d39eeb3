"""Dates that keep two truths: the source's own words, shown; the interval they mean, searched and sorted.

Source: Extended Date/Time Format, levels 0 to 2, ISO 8601-2:2019.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


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
