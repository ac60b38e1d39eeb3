"""The words of a document that has no pages to show: DOCX, ODT, plain text. They are passages; the file is kept as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.model.transcript import Passage
from ingest.identifying.refused import FileRefused
from ingest.identifying.text_types import PLAIN
from ingest.item import IncomingFile
from ingest.reading.read_office import read_office
from ingest.reading.read_text import read_text

#: Short paragraphs are read, and found, together; a long one is divided between two words.
_PASSAGE_SIGNS = 1500
_MOST_PASSAGES = 20_000


def derive_words(file: IncomingFile, written_in: str | None) -> IncomingFile:
    """The file with its words as passages, and the encoding of a plain text. Raises FileRefused."""
    technical = dict(file.technical)
    if file.media_type == PLAIN:
        text = read_text(file.path)
        paragraphs: Iterable[str] = text.paragraphs
        technical["encoding"] = text.encoding
    else:
        paragraphs = read_office(file.path, file.media_type)
    passages = tuple(
        Passage(file.id, number, words, file.language or written_in)
        for number, words in enumerate(_together(paragraphs), start=1)
    )
    if len(passages) > _MOST_PASSAGES:
        raise FileRefused("Ce texte est trop long pour un seul document.", "Partagez-le en plusieurs fichiers.")
    return replace(file, passages=passages, technical=technical)


def _together(paragraphs: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    signs = 0
    for part in (part for each in paragraphs for part in _divided(each)):
        if held and signs + len(part) > _PASSAGE_SIGNS:
            yield "\n".join(held)
            held, signs = [], 0
        held.append(part)
        signs += len(part) + 1
    if held:
        yield "\n".join(held)


def _divided(paragraph: str) -> Iterator[str]:
    begin = 0
    while len(paragraph) - begin > _PASSAGE_SIGNS:
        cut = paragraph.rfind(" ", begin, begin + _PASSAGE_SIGNS)
        cut = cut if cut > begin else begin + _PASSAGE_SIGNS
        yield paragraph[begin:cut].strip()
        begin = cut
    yield paragraph[begin:].strip()
