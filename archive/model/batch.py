"""A batch: what came in together, how it went, and what it can be taken back by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

BatchState = Literal["waiting", "running", "done", "stopped", "undoing", "undone"]


@dataclass(frozen=True)
class Batch:
    """One ingest, by whom, from where. Instants are UTC, ISO 8601 with a Z. `counts` maps an outcome (added, skipped,
    proposed, updated, refused) to how many records or files met it. `kept` are the files that tell of it in preservation
    (its sheet, crosswalk and report): path → SHA-512. `pace` is how far a running one is: pieces, of_pieces, bytes,
    of_bytes, seconds."""

    id: str
    kind: str  # folder, sheet, upload
    source: str
    who: str
    began: str
    state: BatchState = "running"
    ended: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    pace: Mapping[str, float] = field(default_factory=dict)
    spent: tuple[str, ...] = ()  # ARKs of records purged when the batch was taken back

    def to_json(self) -> dict[str, Any]:
        told = {name: value for name, value in vars(self).items() if value is not None}
        told |= {name: dict(told[name]) for name in ("counts", "options", "kept", "pace")}
        return {**told, "spent": list(self.spent)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Batch:
        return cls(**{**stored, "spent": tuple(stored.get("spent", ()))})


@dataclass(frozen=True)
class Problem:
    """Something about one file or row that its owner should know: what, where, and what to do about it."""

    level: Literal["error", "warning", "note"]
    file: str
    text: str
    remedy: str = ""
    row: int | None = None  # as a spreadsheet counts: the header is row 1
    column: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value is not None}
