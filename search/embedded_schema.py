"""How a record lies in the embedded engine: one engine document for it, and one for each passage to be quoted.

Passages have fields of their own, so that no record is counted twice.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

import tantivy

from search.analysis import terms
from search.column_files import Row
from search.document import Document, Passage
from search.layout import KINDS, STREAMS, sortable, spoken, streams

LAYOUT: Final = 3
"""Raise it when a field changes: an index of another layout is to be rebuilt."""

_FOUND_BY: Final = ("version", "label", "sort_title", "facets")


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("record", "label", "passage_label", "passage_of"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("number", "spoken_in"):
        builder.add_integer_field(name, fast=True)
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("version", stored=True)
    for kind in (*KINDS, "passage"):
        for stream in STREAMS:
            builder.add_text_field(f"{kind}_{stream}", tokenizer_name="whitespace", index_option="position")
    builder.add_json_field("facets", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("sort_title", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("passage", "row"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def engine_documents(document: Document, number: int, row: Row) -> Iterator[dict[str, Any]]:
    """What the engine is given for a record: one document that finds it, and one for each passage.

    `number`: that of its row in the columns; the row itself stands here too, for whoever has to make them again.
    """
    passages = [(passage, terms(passage.text, passage.language)) for passage in document.passages]
    words = [(text, terms(text.text, text.language, text.names)) for text in document.words]
    found_by = {name: value for name, value in sortable(document).items() if name in _FOUND_BY}
    kept = {"record": document.id, "id": document.id, "number": number, "row": row.to_json().encode()}
    yield {**kept, **found_by, **streams([*words, *passages])}
    for passage, found in passages:
        yield {
            "record": document.id,
            "passage_of": document.id,
            "spoken_in": number,
            "passage_label": passage.label,
            "passage": json.dumps(asdict(passage)).encode(),
            **spoken(found),
        }


def read_passage(stored: bytes) -> Passage:
    return Passage(**json.loads(stored))
