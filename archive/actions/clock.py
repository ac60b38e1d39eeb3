"""The clock, and who may do what: what every action asks first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from archive.model.access import Viewer
from archive.model.errors import NotAllowed

#: What an archivist may do. (Administrators add accounts by the command line.)
CURATE = "curate"
#: The archive's own hand: dated changes, the command line.
SYSTEM = Viewer("archive", can=frozenset({CURATE}))


def now() -> str:
    """This instant in UTC, ISO 8601 to the second, with a Z."""
    return written(datetime.now(UTC))


def written(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def later(at: str, seconds: float) -> str:
    return written(datetime.fromisoformat(at) + timedelta(seconds=seconds))


def require(viewer: Viewer, what: str) -> None:
    """Raises NotAllowed unless the viewer may do this."""
    if what not in viewer.can:
        raise NotAllowed(what)
