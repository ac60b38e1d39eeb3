"""How a record lies in the embedded engine: one engine document for it, and one for each passage to be quoted.

Passages have fields of their own, so that no record is counted twice.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

import tantivy

from search.analysis import terms
from search.document import Document, Passage
from search.layout import KINDS, STREAMS, sortable, spoken, streams

LAYOUT: Final = 2
"""Raise it when a field changes: an index of another layout is to be rebuilt."""

ALL_RECORDS: Final = ("dated", ["yes", "no"])


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("record", "label", "passage_label", "dated"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("passage_of", "points"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("version", stored=True)
    for kind in (*KINDS, "passage"):
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
    words = [(text, terms(text.text, text.language, text.names)) for text in document.words]
    yield {"record": document.id, "id": document.id, **sortable(document), **streams([*words, *passages])}
    for passage, found in passages:
        yield {
            "record": document.id,
            "passage_of": document.id,
            "passage_label": passage.label,
            "passage": json.dumps(asdict(passage)),
            **spoken(found),
        }


def read_passage(stored: str) -> Passage:
    return Passage(**json.loads(stored))
