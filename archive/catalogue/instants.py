"""Instants as the catalogue keeps them: UTC, ISO 8601 with a Z, so that their text sorts as they do."""

from __future__ import annotations

from datetime import datetime, timedelta


def later(instant: str, seconds: float) -> str:
    """The instant so many seconds later; earlier for a negative number."""
    return (datetime.fromisoformat(instant) + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
