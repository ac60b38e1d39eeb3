"""Documents for tests: each test says only what matters to it."""

from collections.abc import Iterable
from typing import Any

from search.document import OPEN, Document, Passage, Words
from search.index import Generation
from search.query import Query, Results

EVERYBODY = frozenset({OPEN})
FAMILY = frozenset({OPEN, "family"})


def a_document(id: str = "r1", text: str = "", language: str | None = "fr", **more: Any) -> Document:  # noqa: A002
    """An open record that says `text`; `title` gives it a title, all else is as in `Document`."""
    title = more.pop("title", "")
    words = (Words("title", title, language), Words("description", text, language), *more.pop("words", ()))
    return Document(**{"id": id, "label": OPEN, "words": words, "sort_title": title, **more})


def a_passage(text: str, number: int = 1, **more: Any) -> Passage:
    return Passage(**{"number": number, "text": text, "language": "fr", "file": "f1", **more})


def filled(index: Generation, documents: Iterable[Document]) -> Generation:
    index.put(documents)
    index.commit()
    index.reload()
    return index


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def found(index: Generation, text: str, labels: frozenset[str] = EVERYBODY, **more: Any) -> list[str]:
    """The ids of what a text finds, in alphabetical order."""
    return sorted(ids(index.find(Query(text, labels=labels, **more))))
