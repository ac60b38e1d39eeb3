"""How a record lies in an engine, whichever it is: what it is found, counted and sorted by.

Words are stored as ready terms, four streams a text (exact, stem, name, sound). A record's open words stand in `title_*` and
`words_*`; words under a label in `labelled_*`, each term with the label's code before it; all words of its passages
are among them, so that hits and counts are exact. `fielded_*` holds its own words again, each with its field's name
before it.
"""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final
from urllib.parse import quote

from search.analysis import Term, sort_key
from search.column_files import DAYS_AND_ADDED, Row
from search.document import OPEN, Document, FacetPath, Passage, Words

OPEN_END: Final = 1 << 40  # days; far beyond any date there is
STREAMS: Final = ("exact", "stem", "name", "sound")
KINDS: Final = ("title", "words", "labelled", "fielded")
_OF: Final = tuple((stream, attrgetter(stream)) for stream in STREAMS)
_BELOW: Final = "\x1f"


def sortable(document: Document) -> dict[str, Any]:
    """All of a record but its words."""
    undated = document.earliest is None and document.latest is None
    day = document.earliest if document.earliest is not None else document.latest
    return {
        "version": document.version,
        "label": document.label,
        "dated": "no" if undated else "yes",
        "earliest": -OPEN_END if document.earliest is None else document.earliest,
        "latest": OPEN_END if document.latest is None else document.latest,
        "day": OPEN_END if day is None else day,
        "added": document.added,
        "points": [f"{latitude!r} {longitude!r}" for latitude, longitude in document.points],
        "sort_title": sort_key(document.sort_title),
        "facets": {facet_field(name): sorted(values_of(paths)) for name, paths in document.facets.items() if paths},
    }


def row_of(document: Document) -> Row:
    """What is counted, filtered and sorted by in columns beside an engine."""
    held = sortable(document)
    values = {"label": [facet_value((document.label,))], "points": [facet_value((point,)) for point in held["points"]]}
    of_facets = {f"facets.{name}": paths for name, paths in held["facets"].items()}
    return Row(document.id, {name: held[name] for name in DAYS_AND_ADDED}, values | of_facets)


def streams(texts: Iterable[tuple[Words | Passage, list[Term]]]) -> Mapping[str, list[str]]:
    """Every text of a record as lines of terms; the engine leaves a gap between lines that no phrase bridges."""
    fields: dict[str, list[str]] = {}
    for text, found in texts:
        ready = _streamed(found)
        for kind, before in _kept_in(text):
            for stream, in_order, beside in ready:
                fields.setdefault(f"{kind}_{stream}", []).extend(_lines(in_order, beside, before))
    return fields


def spoken(found: list[Term]) -> Mapping[str, list[str]]:
    """A passage as it is quoted: its lines of terms, by stream."""
    return {f"passage_{stream}": list(_lines(in_order, beside, "")) for stream, in_order, beside in _streamed(found)}


def _streamed(found: list[Term]) -> list[tuple[str, list[str], list[str]]]:
    """The terms of each stream, those in the order of words and those beside them. Most texts have no joined ones."""
    joined = [term for term in found if term.joined]
    in_order = [term for term in found if not term.joined] if joined else found
    return [(stream, list(filter(None, map(of, in_order))), list(filter(None, map(of, joined)))) for stream, of in _OF]


def _lines(in_order: list[str], beside: list[str], before: str) -> Iterator[str]:
    """What the engine's whitespace tokenizer reads; joined terms stand beside all others, each in a line of its own."""
    if in_order:
        yield before + f" {before}".join(in_order)
    yield from (before + term for term in beside)


def _kept_in(text: Words | Passage) -> Iterator[tuple[str, str]]:
    """The kinds of field that hold a text, and what stands there before each of its terms."""
    labelled = label_prefix(text.label) if text.label != OPEN else ""
    if labelled:
        yield "labelled", labelled
    elif isinstance(text, Words) and text.field == "title":
        yield "title", ""
    else:
        yield "words", ""
    if isinstance(text, Words):
        yield "fielded", labelled + field_prefix(text.field)


def label_prefix(label: str) -> str:
    """What stands before each term under a label. No two labels share one, and no term contains the bar."""
    return quote(label, safe="") + "|"


def field_prefix(field: str) -> str:
    """What stands before each term of a field, after its label's prefix where it has one."""
    return quote(field, safe="") + "|"


def facet_field(name: str) -> str:
    """A facet's name as a key of the engine's JSON field, where a dot would mean a level."""
    return quote(name, safe="").replace(".", "%2E")


def facet_value(path: FacetPath) -> str:
    """A path as one word; the sign before it keeps a code that looks like a number or date from being read as one.

    What is no text (half a surrogate pair in an address) becomes a question mark, and finds nothing.
    """
    return "".join(_BELOW + code for code in path).encode("utf-8", "replace").decode()


def facet_path(value: str) -> FacetPath:
    return tuple(value.split(_BELOW)[1:])


def values_of(paths: Iterable[FacetPath]) -> set[str]:
    """Paths and all the wider ones above them, each once: a record counts once for each."""
    return {facet_value(path[:depth]) for path in paths for depth in range(1, len(path) + 1)}
