"""Finding: what a reader asks in a form → what the index answers, checked again against the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.actions import read
from archive.actions.question import Question, query, size_of
from archive.carriers import carry
from archive.catalogue import authorities, history, outbox, passages
from archive.model.access import Viewer, labels_open_to
from archive.model.authorities import KINDS
from archive.model.record import Record
from archive.model.transcript import Passage
from archive.wiring import Archive
from search.asking import marks, sought
from search.index import FacetPath
from search.query import Cursor, FacetCount, Filter, Marks, PassageHit, Query, Results

_WORDS_SAID = 3
_IN_COMMON = ("name", "subject", "place", "decade")


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
    """`nearly`: nothing is written so, and this is one letter off: the words found instead. `following` asks for the next
    page, None after the last."""

    question: Question
    total: int
    found: tuple[Found, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    pages: int
    nearly: tuple[str, ...] = ()
    following: Cursor | None = None


def search(archive: Archive, viewer: Viewer, question: Question) -> Findings:
    """Answer a question. Raises SearchUnavailable.

    What was closed and not yet carried is read first, the index after it: whatever is ticked between the two is already
    gone from the index then.
    """
    asked, results = ask(archive, viewer, question)
    found = tuple(_checked(archive, viewer, results))
    return Findings(
        question, results.total, found, _named_facets(archive, viewer, results),
        pages=-(-results.total // size_of(archive, question)), nearly=_words_found(asked, found) if asked.typos else (),
        following=results.following,
    )  # fmt: skip


def ask(archive: Archive, viewer: Viewer, question: Question) -> tuple[Query, Results]:
    """The answer, and what was asked in the end: where nothing is written so, what is one letter off. Raises
    SearchUnavailable."""
    with archive.catalogue.reading() as c:
        without = outbox.narrowing(c)
    archive.index.reload()
    asked = query(archive, viewer, question, without)
    results = archive.index.find(asked)
    if not results.total and sought(asked) and not question.exact:
        nearly = replace(asked, typos=True)
        if (second := archive.index.find(nearly)).total:
            return nearly, second
    return asked, results


def _words_found(asked: Query, found: Sequence[Found]) -> tuple[str, ...]:
    """The words that answer a question in what was found, as they are written there: of titles first, then of passages."""
    titles = [(value.text, value.language) for each in found for value in each.record.values("title")]
    texts = titles + [(hit.passage.text, hit.passage.language) for each in found for hit in each.passages]
    words = (text[start:end] for text, language in texts for start, end in marks(text, language, asked))
    return tuple(dict.fromkeys(word.casefold() for word in words))[:_WORDS_SAID]


def related(archive: Archive, viewer: Viewer, ark: str, facet: str, code: str, size: int = 6) -> tuple[Found, ...]:
    """Other records that share a place, a year's decade or a name with this one."""
    found = search(archive, viewer, Question(chosen={facet: (code,)}, size=size + 1, facets=())).found
    return tuple(each for each in found if each.record.ark != ark)[:size]


def alike(archive: Archive, viewer: Viewer, shown: Record, size: int = 6) -> tuple[Found, ...]:
    """The records that have most in common with one: its names, subjects, places, and its decade."""
    with archive.catalogue.reading() as c:
        without = outbox.narrowing(c)
        whole = carry.whole_records(c, {shown.ark: None})
        documents = carry.documents_of(c, dict(whole), archive.facets)
    facets = documents[shown.ark].facets if shown.ark in documents else {}  # it may have been withdrawn a moment ago
    archive.index.reload()
    common = tuple(Filter(facet, frozenset((path,))) for facet in _IN_COMMON for path in facets.get(facet, ()))
    asked = Query(labels=labels_open_to(viewer), without=without | {shown.ark}, alike=common, size=size)
    return tuple(_checked(archive, viewer, archive.index.find(asked))) if common else ()


def arrived(archive: Archive, found: Sequence[Found]) -> dict[str, str]:
    """When each record came in, by its ARK (ISO 8601)."""
    with archive.catalogue.reading() as c:
        changes = history.of_many(c, [each.record.ark for each in found])
    return {ark: made[0].at for ark, made in changes.items() if made}


def marked(archive: Archive, viewer: Viewer, text: str, said: Iterable[Passage]) -> dict[tuple[str, int], Marks]:
    """Where passages answer a question: marks by file and number, of those that do."""
    asked = query(archive, viewer, Question(text), frozenset())
    found = {(each.file, each.number): marks(each.text, each.language, asked) for each in said}
    return {place: marked for place, marked in found.items() if marked}


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
        with_picture(archive, kept[hit.id], tuple(
            each for each in hit.passages
            if (hit.id, each.passage.file, each.passage.number, each.passage.text) in current
        ))
        for hit in results.hits if hit.id in kept
    ]  # fmt: skip


def with_picture(archive: Archive, shown: Record, quoted: tuple[PassageHit, ...] = ()) -> Found:
    """A record with what shows it in a list."""
    picture = read.thumbnail(archive, shown)
    made = read.derived(archive, shown)
    ratio = None
    if picture is not None:
        file_id, _, page = picture
        size = made[file_id].page_sizes[page - 1] if page else (made[file_id].width, made[file_id].height)
        ratio = size[0] / size[1] if size[1] else None
    seconds = sum(each.duration_seconds for each in made.values())
    return Found(shown, quoted, picture, ratio, seconds)


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
    ids = {
        count.path[-1] for facet in archive.facets if not facet.counts.isdisjoint(KINDS)
        for count in results.facets.get(facet.code, ())
    }  # fmt: skip
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
