"""The index made again from the catalogue, beside the one in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archive.carriers.carry import documents_of, whole_records
from archive.catalogue import records
from archive.wiring import Archive, open_index
from search.index import Document, SearchIndex

RECORDS_AT_ONCE = 500


def reindex(archive: Archive, tell: Callable[[int], None] = lambda _done: None) -> int:
    """Fill a new index and let it take the place of the old; says of how many records. `tell` hears how far it is.

    To be called by the process that holds the carrier's lock: changes committed meanwhile stay in the outbox, and are
    carried to the new index after.
    """
    writer = open_index(archive.settings, writing=True)
    try:
        done = fill_anew(archive, writer, tell)
    finally:
        writer.close()
    archive.index.reload()
    return done


def fill_anew(archive: Archive, writer: SearchIndex, tell: Callable[[int], None] = lambda _done: None) -> int:
    """The same through an index already open for writing."""
    done = 0
    with writer.rebuild() as fresh:
        for documents in _documents(archive):
            fresh.put(documents)
            done += len(documents)
            tell(done)
    return done


def _documents(archive: Archive) -> Iterator[list[Document]]:
    after = ""
    while True:
        with archive.catalogue.reading() as c:
            arks = records.arks(c, after, RECORDS_AT_ONCE)
            if not arks:
                return
            yield list(documents_of(c, dict(whole_records(c, dict.fromkeys(arks))), archive.facets).values())
        after = arks[-1]
