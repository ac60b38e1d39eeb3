"""No sentence of the interface falls back to another language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from archive.web.sentences import FrenchSentences, french_spaces

ROOT = Path(__file__).resolve().parents[3]
_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
_KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
_VARIABLES = re.compile(r"%\((\w+)\)s")

Sentence = str | tuple[str, ...]


@pytest.fixture(scope="module")
def sentences() -> set[Sentence]:
    """Every sentence in code and templates."""
    found = extract_from_dir(ROOT / "archive" / "web", _METHODS, {"**/templates/**.html": {"trimmed": "true"}}, _KEYWORDS)
    return {each[2] for each in found}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_sentence_is_said_in_each_language_in_all_its_numbers(sentences: set[Sentence], language: str) -> None:
    with (ROOT / "config" / "translations" / language / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    wanting = []
    for sentence in sentences:
        message = catalogue.get(sentence)
        said = message.string if message else ""
        if not said or (isinstance(said, tuple | list) and not all(said)):
            wanting.append(sentence)
    assert wanting == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_translation_names_a_variable_that_its_sentence_has_not(language: str) -> None:
    with (ROOT / "config" / "translations" / language / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    for message in catalogue:
        known = set(_VARIABLES.findall(str(message.id)))
        assert set(_VARIABLES.findall(str(message.string))) <= known, message.id


def test_french_signs_have_their_unbreakable_spaces() -> None:
    assert french_spaces("Quoi ? « Oui » : bien !") == "Quoi\u202f? «\u00a0Oui\u00a0»\u00a0: bien\u202f!"


def test_none_and_one_are_singular_in_french() -> None:
    french = FrenchSentences()
    assert [french.ungettext("voix", "des voix", number) for number in (0, 1, 2)] == ["voix", "voix", "des voix"]


def test_a_label_is_in_each_readers_language_whoever_came_first(reader: FlaskClient) -> None:
    pages = {language: reader.get(f"/{language}/search").get_data(as_text=True) for language in ("fr", "ar", "en")}
    assert "Années racontées" in pages["fr"]
    assert "السنوات المروية" in pages["ar"]
    assert "Years told" in pages["en"]
