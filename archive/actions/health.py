"""Whether the archive can answer: for whoever runs the server, and for the proxy before it."""

from __future__ import annotations

from archive.catalogue import outbox
from archive.wiring import Archive
from search.index import SearchUnavailable


def ask_the_catalogue(archive: Archive) -> None:
    """Return if it answers. Raises CatalogueUnavailable."""
    with archive.catalogue.reading() as c:
        outbox.lag(c)


def searchable(archive: Archive) -> bool:
    """Whether the index answers."""
    try:
        archive.index.reload()
        archive.index.count()
    except SearchUnavailable:
        return False
    return True
