"""What a reader may be about to type: names of people, places and subjects, and titles, of what they may see."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archive.actions import read
from archive.catalogue import headings, outbox
from archive.model.access import Viewer, labels_open_to
from archive.model.record import Record
from archive.wiring import Archive
from search.asking import marks
from search.index import SearchUnavailable
from search.query import Query

SHORTEST, MOST = 2, 8
_TITLES = 3


@dataclass(frozen=True)
class Suggestion:
    """`kind` is that of an authority, or "record"; `of` its id or ARK."""

    text: str
    language: str | None
    kind: str
    of: str


def suggest(archive: Archive, viewer: Viewer, text: str) -> tuple[Suggestion, ...]:
    """At most eight; none before the second letter. Where the index cannot be asked, no titles are among them."""
    text = text.strip()
    if len(text) < SHORTEST:
        return ()
    with archive.catalogue.reading() as c:
        names = headings.beginning(c, text, labels_open_to(viewer), MOST - 1)
        without = outbox.narrowing(c)
    found = [Suggestion(name, language, kind, authority) for authority, name, language, kind in names]
    titles = _titles(archive, viewer, text, without)
    return tuple(found[: MOST - len(titles)] + titles)


def _titles(archive: Archive, viewer: Viewer, text: str, without: frozenset[str]) -> list[Suggestion]:
    """Titles of records whose label the viewer holds: a title has no other."""
    words = " ".join(f"title:{word}" for word in text.split())
    asked = Query(f"{words}*", labels_open_to(viewer), without=without, fields=frozenset({"title"}), size=_TITLES)
    try:
        archive.index.reload()
        hits = archive.index.find(asked).hits
    except SearchUnavailable:
        return []
    return [_titled(each, asked) for each in read.many(archive, viewer, [hit.id for hit in hits])]


def _titled(record: Record, asked: Query) -> Suggestion:
    """A record by the title that answers, which may be in another language than the reader's."""
    anywhere = replace(asked, text=asked.text.replace("title:", ""), fields=frozenset())
    titles = record.values("title")
    title = next((each for each in titles if marks(each.text, each.language, anywhere)), record.title_in())
    return Suggestion(title.text, title.language, "record", record.ark)
