"""The interface's sentences: French as written in the code, others from `config/translations/<language>/messages.po`."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import flask_babel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import g

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SOURCE_LANGUAGE = "fr"
_NO_BREAK, _THIN = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
_BEFORE_COLON_OR_IN_QUOTES = re.compile(r"(?<=\S) (?=[:»])|(?<=«) ")
_BEFORE_HIGH_SIGNS = re.compile(r"(?<=\S) (?=[;!?])")


def gettext(sentence: str, **variables: object) -> str:
    """A sentence in the reader's language."""
    return str(flask_babel.gettext(sentence, **variables))


def lazy_gettext(sentence: str) -> object:
    """A sentence that is put into the reader's language when it is shown."""
    return flask_babel.lazy_gettext(sentence)


def french_spaces(text: str) -> str:
    """The same sentence with the spaces that French typography never breaks; in the code they are plain ones."""
    return _BEFORE_HIGH_SIGNS.sub(_THIN, _BEFORE_COLON_OR_IN_QUOTES.sub(_NO_BREAK, text))


class FrenchSentences(NullTranslations):
    """The source language: its own words, its own plural (one and none are singular), its own spaces."""

    def ugettext(self, message: str) -> str:
        return french_spaces(message)

    def ungettext(self, singular: str, plural: str, number: int) -> str:
        return french_spaces(singular if number < 2 else plural)


class Sentences(flask_babel.Domain):  # type: ignore[misc]  # flask_babel says no types
    """Every language's sentences, read once; the language in the request's path chooses."""

    def __init__(self, folder: Path, languages: Iterable[str]) -> None:
        super().__init__()
        self.by_language = {language: read_sentences(folder, language) for language in languages}

    def get_translations(self) -> NullTranslations:
        return self.by_language[g.language]


def read_sentences(folder: Path, language: str) -> NullTranslations:
    """One language's sentences; a language without a file says all in the source language."""
    path = folder / language / "messages.po"
    if language == SOURCE_LANGUAGE or not path.is_file():
        return FrenchSentences()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)
