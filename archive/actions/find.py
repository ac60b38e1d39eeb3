"""Finding: what a reader asks in a form → what the index answers, checked again against the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from archive.actions import read
from archive.catalogue import authorities, outbox, passages, records
from archive.model.access import Viewer, labels_open_to
from archive.model.authorities import Authority
from archive.model.record import Record
from archive.model.transcript import Passage
from archive.wiring import Archive
from search.index import FacetPath
from search.query import DateRange, FacetCount, Filter, PassageHit, Query, Results, Sort

#: Facets in the order a reader meets them.
FACETS = ("kind", "place", "decade", "language", "subject", "name", "collection", "holds", "rights")

PASSAGES_QUOTED = 3
_GLANCE_LETTERS = 120


@dataclass(frozen=True)
class Question:
    """What a reader asks. `chosen` maps a facet to the codes ticked in it (of a hierarchy: the last code of the path);
    years are both included, None open; `page` counts from 1; `order` is relevance, date, title or newest. `values_each` is
    how many values of each of the `facets` are counted, the most frequent first."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None
    order: str = "relevance"
    page: int = 1
    size: int | None = None
    facets: tuple[str, ...] = FACETS
    values_each: int = 60


@dataclass(frozen=True)
class FacetValue:
    """A value one can tick: its code, names by language where they are known, how many records it gives, how deep it lies."""

    code: str
    path: FacetPath
    names: Mapping[str, str]
    count: int
    chosen: bool


@dataclass(frozen=True)
class Found:
    record: Record
    passages: tuple[PassageHit, ...] = ()
    thumbnail: tuple[str, str, int | None] | None = None
    ratio: float | None = None  # width over height of the picture that stands for it
    duration_seconds: float = 0


@dataclass(frozen=True)
class Findings:
    question: Question
    total: int
    found: tuple[Found, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    pages: int


def search(archive: Archive, viewer: Viewer, question: Question) -> Findings:
    """Answer a question. Raises SearchUnavailable.

    What was closed and not yet carried is read first, the index after it: whatever is ticked between the two is already
    gone from the index then.
    """
    results = _ask(archive, viewer, question)
    return Findings(
        question, results.total, tuple(_checked(archive, viewer, results)), _named_facets(archive, viewer, results),
        pages=-(-results.total // _size(archive, question)),
    )  # fmt: skip


def _ask(archive: Archive, viewer: Viewer, question: Question) -> Results:
    with archive.catalogue.reading() as c:
        without = outbox.narrowing(c)
    archive.index.reload()
    return archive.index.find(_query(archive, viewer, question, without))


def _size(archive: Archive, question: Question) -> int:
    return question.size or archive.settings.number("results_per_page")


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
    everything = _ask(archive, viewer, Question(size=1, facets=("kind", "place", "decade", "language"), values_each=5000))
    counts = {name: {each.path[-1]: each.count for each in values} for name, values in everything.facets.items()}
    doors: dict[str, Found] = {}
    for door in ("listen", "look", "read"):
        kinds = tuple(term.code for term in archive.vocabularies["kinds"] if term.facts.get("door") == door)
        newest = search(archive, viewer, Question(chosen={"kind": kinds}, order="newest", size=1, facets=())).found
        if newest:
            doors[door] = newest[0]
    all_of_a_kind = Question(chosen={"kind": ("collection",)}, order="title", size=12, facets=())
    collections = search(archive, viewer, all_of_a_kind).found
    return Home(
        kinds=counts.get("kind", {}), places=counts.get("place", {}),
        decades=sorted((code, count) for code, count in counts.get("decade", {}).items() if code.isdigit()),
        languages=len(counts.get("language", {})), latest=doors,
        collections=tuple(each.record for each in collections), voice=_voice(archive, viewer, doors.get("listen")),
    )  # fmt: skip


def related(archive: Archive, viewer: Viewer, ark: str, facet: str, code: str, size: int = 6) -> tuple[Found, ...]:
    """Other records that share a place, a year's decade or a name with this one."""
    found = search(archive, viewer, Question(chosen={facet: (code,)}, size=size + 1, facets=())).found
    return tuple(each for each in found if each.record.ark != ark)[:size]


def _query(archive: Archive, viewer: Viewer, question: Question, without: frozenset[str]) -> Query:
    size = _size(archive, question)
    paths = _paths(archive, question.chosen)
    filters = tuple(Filter(facet, frozenset(paths[facet])) for facet in FACETS if question.chosen.get(facet))
    dates = None
    if question.first_year is not None or question.last_year is not None:
        dates = DateRange(_first_day(question.first_year), _last_day(question.last_year))
    return Query(
        text=question.text, labels=labels_open_to(viewer), filters=filters, dates=dates, without=without,
        sort=Sort(question.order), start=(max(question.page, 1) - 1) * size, size=size, facets=question.facets,
        values_each=question.values_each, passages_each=PASSAGES_QUOTED if question.text.strip() else 0,
    )  # fmt: skip


def _paths(archive: Archive, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, list[FacetPath]]:
    """The whole paths of ticked codes: an address names a place by its own code alone."""
    paths: dict[str, list[FacetPath]] = {facet: [(code,) for code in codes] for facet, codes in chosen.items()}
    with archive.catalogue.reading() as c:
        for facet in ("place", "subject"):
            known = authorities.load_many(c, chosen.get(facet, ()))
            paths[facet] = [_path(known[code]) if code in known else (code,) for code in chosen.get(facet, ())]
        paths["collection"] = [
            (*(each.ark for each in records.ancestors(c, ark)), ark) for ark in chosen.get("collection", ())
        ]
    return paths


def _path(authority: Authority) -> FacetPath:
    return (*reversed(authority.parents), authority.id)


def _checked(archive: Archive, viewer: Viewer, results: Results) -> list[Found]:
    """What was found, as the catalogue has it now: nothing it has meanwhile hidden, no passage it has."""
    kept = {each.ark: each for each in read.many(archive, viewer, [hit.id for hit in results.hits])}
    quoted = [hit.id for hit in results.hits if hit.passages and hit.id in kept]
    labels = labels_open_to(viewer)
    with archive.catalogue.reading() as c:
        current = {
            (ark, each.file, each.number, each.text)
            for ark, words in passages.of_many(c, quoted).items() for each in words
            if each.label in labels and read.said_in(kept[ark], each)
        }  # fmt: skip
    return [
        _found(archive, kept[hit.id], tuple(
            each for each in hit.passages
            if (hit.id, each.passage.file, each.passage.number, each.passage.text) in current
        ))
        for hit in results.hits if hit.id in kept
    ]  # fmt: skip


def _found(archive: Archive, shown: Record, quoted: tuple[PassageHit, ...] = ()) -> Found:
    picture = read.thumbnail(archive, shown)
    made = read.derived(archive, shown)
    ratio = None
    if picture is not None:
        file_id, _, page = picture
        size = made[file_id].page_sizes[page - 1] if page else (made[file_id].width, made[file_id].height)
        ratio = size[0] / size[1] if size[1] else None
    seconds = sum(each.duration_seconds for each in made.values())
    return Found(shown, quoted, picture, ratio, seconds)


def _voice(archive: Archive, viewer: Viewer, newest: Found | None) -> Voice | None:
    """The sentence of the newest interview that is nearest in length to what one reads at a glance."""
    if newest is None:
        return None
    said = [each for each in read.words(archive, viewer, newest.record.ark) if each.start_seconds is not None]
    best = min(said, key=lambda each: abs(len(each.text) - _GLANCE_LETTERS), default=None)
    return Voice(newest, best) if best else None


def _named_facets(archive: Archive, viewer: Viewer, results: Results) -> dict[str, tuple[FacetValue, ...]]:
    """The counts with the names of what they count; a collection the viewer may not see has none and is left out."""
    names = _names(archive, viewer, results)
    shown = {}
    for facet, counts in results.facets.items():
        values = [_facet_value(archive, facet, count, names) for count in counts]
        shown[facet] = tuple(each for each in values if facet != "collection" or each.names)
    return shown


def _names(archive: Archive, viewer: Viewer, results: Results) -> dict[str, dict[str, str]]:
    """Code → its names by language, of authorities and of collections."""
    ids = {count.path[-1] for facet in ("place", "subject", "name") for count in results.facets.get(facet, ())}
    collections = [count.path[-1] for count in results.facets.get("collection", ())]
    with archive.catalogue.reading() as c:
        known = authorities.load_many(c, ids)
    names = {
        code: {
            each.name_in(language).language or "": each.name_in(language).text
            for language in archive.settings.languages
        }
        for code, each in known.items()
    }
    for shown in read.many(archive, viewer, collections):
        names[shown.ark] = {value.language or "": value.text for value in shown.values("title")}
    return names


def _facet_value(archive: Archive, facet: str, count: FacetCount, names: Mapping[str, Mapping[str, str]]) -> FacetValue:
    code = count.path[-1]
    known = names.get(code, {})
    if facet in ("kind", "rights"):
        terms = archive.vocabularies["kinds" if facet == "kind" else "rights"]
        term = next((each for each in terms if code in (each.code, each.facts.get("uri"))), None)
        known = {**term.names, **_plurals(term.facts)} if term else {}
    return FacetValue(code, count.path, known, count.count, count.chosen)


def _plurals(facts: Mapping[str, str]) -> dict[str, str]:
    return {name.removeprefix("plural_"): text for name, text in facts.items() if name.startswith("plural_")}


def _first_day(year: int | None) -> int | None:
    return date(min(max(year, 1), 9999), 1, 1).toordinal() if year is not None else None


def _last_day(year: int | None) -> int | None:
    return date(min(max(year, 1), 9999), 12, 31).toordinal() if year is not None else None
