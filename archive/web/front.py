"""What the front page makes of the archive's facts: counts by door, a living example, a voice to hear."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.actions import read
from archive.actions.home import DOORS
from archive.model.errors import FileNotFound, NotReady
from archive.web.visitor import the_archive, the_viewer

if TYPE_CHECKING:
    from archive.actions.home import Home
    from archive.model.transcript import Passage

_WORD = re.compile(r"[^\W\d_]{4,12}")
#: A word after one of these names a thing, in the languages whose articles stand apart.
_ARTICLE = re.compile(r"\b(?:la|le|les|un|une|des|du|the|a|o|os|as|um|uma|el|los|las)\s$|[ldLD][’']$", re.IGNORECASE)
_EXAMPLE_LETTERS = 75
_SOUND = ("audio.m4a", "audio.mp3", "audio.opus", "audio.ogg")


@dataclass(frozen=True)
class Example:
    """A word that is really said in the archive, and where: `marks` are its places in the passage."""

    word: str
    ark: str
    passage: Passage
    marks: tuple[tuple[int, int], ...]


def counts(front: Home) -> dict[str, int]:
    """How many records stand behind each door."""
    kinds = the_archive().vocabularies["kinds"]
    return {door: sum(n for code, n in front.kinds.items() if kinds.get(code).facts.get("door") == door) for door in DOORS}


def example(front: Home) -> Example | None:
    """A short passage beside the voice of the day, and its longest ordinary word."""
    if front.voice is None:
        return None
    ark, heard = front.voice.found.record.ark, front.voice.passage
    said = [each for each in read.words(the_archive(), the_viewer(), ark) if each.language == heard.language]
    others = [each for each in said if each.number != heard.number and _WORD.search(each.text)]
    if not others:
        return None
    passage = min(others, key=lambda each: abs(len(each.text) - _EXAMPLE_LETTERS))
    found = max(_WORD.finditer(passage.text), key=lambda match: _as_example(passage.text, match))
    return Example(found[0].lower(), ark, passage, (found.span(),))


def _as_example(text: str, word: re.Match[str]) -> tuple[bool, bool, int]:
    """How well a word serves as an example: one that names a thing, in small letters, and long."""
    return bool(_ARTICLE.search(text[: word.start()])), word[0].islower(), len(word[0])


def voice_form(front: Home) -> str | None:
    """What can be played of the voice of the day; None where it is a film, or not ready."""
    if front.voice is None:
        return None
    ark, file_id = front.voice.found.record.ark, front.voice.passage.file
    made = read.derived(the_archive(), front.voice.found.record).get(file_id)
    form = next((name for name in _SOUND if made and name in made.made), None)
    try:
        if form is not None:
            read.form(the_archive(), the_viewer(), ark, file_id, form)
    except (FileNotFound, NotReady):  # a passage of it is sealed
        return None
    return form
