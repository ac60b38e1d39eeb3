"""The words that stand beside scans as passages, each with its page; and what is to be said of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from archive.model.batch import Problem
from archive.model.transcript import Passage
from ingest.deriving.derive_texts import read_page_texts
from ingest.item import IncomingFile, Item
from ingest.limits import Limits
from ingest.reading.cues import language_of
from ingest.reading.page_text import PAGE_TEXTS, PageText
from ingest.telling import document_messages as messages

_SAID = {
    "signatures": messages.SIGNED, "attachments": messages.ATTACHED, "scripts": messages.SCRIPTED,
    "pages_without_boxes": messages.TEXT_OF_ANOTHER_SHAPE,
}  # fmt: skip
_UNICODE = ("utf-8", "utf-8-sig", "utf-16")


def with_passages(
    item: Item, of: IncomingFile, texts: Sequence[IncomingFile], pages: Mapping[str, Mapping[int, PageText]],
    written_in: str | None,
) -> Iterator[tuple[IncomingFile, frozenset[int]]]:  # fmt: skip
    """The texts of a scan with their passages, and the pages each has words of. The page of an image is its place among the
    images of its record. The words of a document that is held already are held as well."""
    if of.held and of.role == "pages":
        return
    images = [each.id for each in item.files if each.role == "image"]
    leaf = images.index(of.id) + 1 if of.id in images else None
    number = max((each.number for each in of.passages), default=0) + 1
    for text in texts:
        said = [(leaf or place, page) for place, page in sorted(pages[text.id].items()) if page.words]
        language = text.language or _only(language_of(page.language) for _, page in said) or of.language or written_in
        passages = _passages(of.id, text.id, said, number, language)
        number += len(passages)
        yield replace(text, passages=passages), frozenset(place for place, _ in said)


def without_pages(file: IncomingFile, pages: Collection[int]) -> IncomingFile:
    """A document without its own words for pages whose words stand beside it: they were read with more care, and nothing
    is to be found twice."""
    return replace(file, passages=tuple(each for each in file.passages if each.page not in pages))


def has_same_texts(item: Item, file: IncomingFile, texts: Iterable[IncomingFile]) -> bool:
    """Whether the archive holds the very texts of a file that come with it now."""
    if item.known is None:
        return True
    held = {each.sha512 for each in item.known.transcripts_of(file.id) if each.media_type in PAGE_TEXTS}
    return held == {each.sha512 for each in texts}


def read_alone(item: Item, limits: Limits) -> Item:
    """The item with the words of those texts whose scan is not there, said to be alone. Raises ItemProblem."""
    scans = {each.id for each in item.files if each.role in ("image", "pages")}
    for file in item.files:
        if file.media_type in PAGE_TEXTS and file.of not in scans:
            said = [(place, page) for place, page in enumerate(read_page_texts(file, limits), start=1) if page.words]
            language = file.language or _only(language_of(page.language) for _, page in said)
            alone = replace(file, of=None, passages=_passages(file.id, None, said, 1, language))
            item = item.with_file(alone).noting(messages.LONE_PAGE_TEXT.about(file.name, file.row))
    return item


def remarks(file: IncomingFile) -> list[Problem]:
    """What is to be said of what was found in a document."""
    said = [
        sentence.about(file.name, file.row, None, count=file.technical[fact])
        for fact, sentence in _SAID.items()
        if file.technical.get(fact)
    ]
    encoding = file.technical.get("encoding", "utf-8")
    if encoding not in _UNICODE:
        said.append(messages.TEXT_READ_AS.about(file.name, file.row, None, encoding=encoding))
    return said


def _passages(
    of: str, transcript: str | None, said: Sequence[tuple[int, PageText]], first: int, language: str | None
) -> tuple[Passage, ...]:
    return tuple(
        Passage(of, number, page.words, language, page=place, transcript=transcript)
        for number, (place, page) in enumerate(said, start=first)
    )


def _only(languages: Iterable[str | None]) -> str | None:
    """The one language that is said; None where there are several."""
    said = set(languages) - {None}
    return said.pop() if len(said) == 1 else None
