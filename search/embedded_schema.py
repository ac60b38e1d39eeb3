"""How a record lies in the embedded engine: one engine document for it, and one for each passage to be quoted.

Words are stored as ready terms, two streams a text (exact, stem). A record's open words stand in `title_*` and
`words_*`; words under a label in `labelled_*`, each term with the label's code before it; all words of its passages
are among them, so that hits and counts are exact. Passages have fields of their own: no record is counted twice.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import quote

import tantivy

from search.analysis import Term, sort_key, terms
from search.document import OPEN, Document, FacetPath, Passage, Words

LAYOUT: Final = 1
"""Raise it when a field changes: an index of another layout is to be rebuilt."""

OPEN_END: Final = 1 << 40  # days; far beyond any date there is
STREAMS: Final = ("exact", "stem")
ALL_RECORDS: Final = ("dated", ["yes", "no"])
_BELOW: Final = "\x1f"


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("record", "label", "passage_of", "passage_label", "dated"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("version", stored=True)
    for kind in ("title", "words", "labelled", "passage"):
        for stream in STREAMS:
            builder.add_text_field(f"{kind}_{stream}", tokenizer_name="whitespace", index_option="position")
    builder.add_json_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("earliest", "latest", "day", "added"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_text_field("sort_title", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("passage", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def engine_documents(document: Document) -> Iterator[dict[str, Any]]:
    """What the engine is given for a record: one document that finds, counts and sorts it, and one for each passage."""
    passages = [(passage, terms(passage.text, passage.language)) for passage in document.passages]
    words = [(text, terms(text.text, text.language)) for text in document.words]
    yield {"record": document.id, "id": document.id, **_sortable(document), **_streams([*words, *passages])}
    for passage, found in passages:
        yield {
            "record": document.id,
            "passage_of": document.id,
            "passage_label": passage.label,
            "passage": json.dumps(asdict(passage)),
            **{f"passage_{stream}": list(_lines(found, stream)) for stream in STREAMS},
        }


def _sortable(document: Document) -> dict[str, Any]:
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
        "sort_title": sort_key(document.sort_title),
        "facets": {facet_field(name): sorted(values_of(paths)) for name, paths in document.facets.items() if paths},
    }


def read_passage(stored: str) -> Passage:
    return Passage(**json.loads(stored))


def _streams(texts: Iterable[tuple[Words | Passage, list[Term]]]) -> Mapping[str, list[str]]:
    """Every text of a record as lines of terms; the engine leaves a gap between lines that no phrase bridges."""
    fields: dict[str, list[str]] = {}
    for text, found in texts:
        kind = "labelled" if text.label != OPEN else "title" if _is_title(text) else "words"
        before = label_prefix(text.label) if kind == "labelled" else ""
        for stream in STREAMS:
            fields.setdefault(f"{kind}_{stream}", []).extend(_lines(found, stream, before))
    return fields


def _is_title(text: Words | Passage) -> bool:
    return isinstance(text, Words) and text.field == "title"


def _lines(found: list[Term], stream: str, before: str = "") -> Iterator[str]:
    """The terms of one stream as the engine's whitespace tokenizer reads them; joined ones out of their order."""
    in_order = [before + term.of(stream) for term in found if not term.joined and term.of(stream)]
    beside = [before + term.of(stream) for term in found if term.joined and term.of(stream)]
    return (" ".join(line) for line in (in_order, beside) if line)


def label_prefix(label: str) -> str:
    """What stands before each term under a label. No two labels share one, and no term contains the bar."""
    return quote(label, safe="") + "|"


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
