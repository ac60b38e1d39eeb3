"""What the front page tells of the archive; and what is left of it where the index cannot be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.actions import read
from archive.actions.find import Found, ask, search, with_picture
from archive.actions.question import Question
from archive.catalogue import records
from archive.model.access import Viewer, labels_open_to
from archive.model.record import Record
from archive.model.transcript import Passage
from archive.wiring import Archive

DOORS = ("listen", "look", "read")
_GLANCE_LETTERS = 120


@dataclass(frozen=True)
class Home:
    """What the front page tells: counts of what the viewer may see, latest arrivals by door, one voice."""

    kinds: Mapping[str, int]
    places: Mapping[str, int]
    decades: Sequence[tuple[str, int]]
    languages: int
    latest: Mapping[str, Found]
    collections: tuple[Record, ...]
    voice: Voice | None


@dataclass(frozen=True)
class Voice:
    """One sentence of an interview, to be read and heard on the front page."""

    found: Found
    passage: Passage


def home(archive: Archive, viewer: Viewer) -> Home:
    """The front page's facts, in one question to the index and one more for each door. Raises SearchUnavailable."""
    _, everything = ask(
        archive, viewer, Question(size=1, facets=("kind", "place", "decade", "language"), values_each=5000)
    )
    counts = {name: {each.path[-1]: each.count for each in values} for name, values in everything.facets.items()}
    doors: dict[str, Found] = {}
    for door in DOORS:
        of_door = Question(chosen={"kind": _kinds_behind(archive, door)}, order="newest", size=1, facets=())
        for newest in search(archive, viewer, of_door).found:
            doors[door] = newest
    all_of_a_kind = Question(chosen={"kind": ("collection",)}, order="title", size=12, facets=())
    collections = search(archive, viewer, all_of_a_kind).found
    return Home(
        kinds=counts.get("kind", {}), places=counts.get("place", {}),
        decades=sorted((code, count) for code, count in counts.get("decade", {}).items() if code.isdigit()),
        languages=len(counts.get("language", {})), latest=doors,
        collections=tuple(each.record for each in collections), voice=_voice(archive, viewer, doors.get("listen")),
    )  # fmt: skip


def home_unsearched(archive: Archive, viewer: Viewer) -> Home:
    """What the catalogue alone knows of it: counts by kind and the latest arrivals."""
    labels = labels_open_to(viewer)
    with archive.catalogue.reading() as c:
        kinds = records.count_by(c, labels, "kind")
        newest = {door: records.latest(c, labels, _kinds_behind(archive, door), 1) for door in DOORS}
    # Read once more as a reader would: a record may stand in a collection that is closed to them.
    doors = {
        door: with_picture(archive, each) for door, found in newest.items()
        for each in read.many(archive, viewer, [record.ark for record in found])
    }  # fmt: skip
    return Home(kinds, {}, (), 0, doors, (), _voice(archive, viewer, doors.get("listen")))


def _kinds_behind(archive: Archive, door: str) -> tuple[str, ...]:
    return tuple(term.code for term in archive.vocabularies["kinds"] if term.facts.get("door") == door)


def _voice(archive: Archive, viewer: Viewer, newest: Found | None) -> Voice | None:
    """The sentence of the newest interview that is nearest in length to what one reads at a glance."""
    if newest is None:
        return None
    said = [each for each in read.words(archive, viewer, newest.record.ark) if each.start_seconds is not None]
    best = min(said, key=lambda each: abs(len(each.text) - _GLANCE_LETTERS), default=None)
    return Voice(newest, best) if best else None
