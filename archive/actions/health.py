"""Whether the archive can answer: for whoever runs the server, and for the proxy before it."""

from __future__ import annotations

from archive.catalogue import outbox
from archive.wiring import Archive


def ask_the_stores(archive: Archive) -> None:
    """Return if catalogue and index answer. Raises SearchUnavailable, or what the catalogue's own engine says."""
    with archive.catalogue.reading() as c:
        outbox.lag(c)
    archive.index.reload()
    archive.index.count()
