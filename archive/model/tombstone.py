"""What is left of a record that was withdrawn: that it was, when, why and by whom; never what it said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Tombstone:
    """`reason` is a category shown to readers; `why` the archivist's own words, for archivists alone, and so is
    `source_identifier`, kept that the same thing is known when it comes in again.

    `withdrawn_at` is an instant in UTC, ISO 8601 with a Z.
    """

    ark: str
    reason: str
    withdrawn_at: str
    who: str
    why: str = ""
    source_identifier: str | None = None

    @property
    def withdrawn_on(self) -> str:
        """The day, ISO 8601."""
        return self.withdrawn_at[:10]

    def to_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Tombstone:
        return cls(**stored)
