"""In which encoding a text sheet was written: what is told, its byte order mark, UTF-8, else what reads best as words."""

from __future__ import annotations

import codecs
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

import chardet

_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
#: What spreadsheets of Western and Central Europe, of Macintoshes and of DOS write; of two that read alike, the first.
_USUAL = ("cp1252", "iso8859-15", "mac-roman", "cp850", "cp1250", "cp1254")
_LOOKED_AT = 1_000_000
_FRENCH = frozenset("éèêëàâçùûüîïôœæÿ")
_NEIGHBOURS = frozenset("äöñáíóúãõßåøąćęłńśźżčďěňřšťůžğışòìăâșțđ")
_SIGNS = frozenset("’‘“”«»–—…€°º²³·•\u00a0\u202f©®¿¡№½¼×")
_NOT_ASCII = re.compile(r"(?P<before>[^\W\d_]?)(?P<sign>[^\x00-\x7f])")
_ASCII = bytes(range(128))
_LETTERS = [letter.encode() for letter in string.ascii_letters]


@dataclass(frozen=True)
class Decoded:
    """`guessed`: nobody and no mark said the encoding, and it is not UTF-8."""

    text: str
    encoding: str
    guessed: bool = False


def decoded(content: bytes, told: str | None = None) -> Decoded:
    """The text of a sheet. Raises LookupError for an encoding that is none, UnicodeDecodeError where the file is not in the
    one that is told or marked."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    if told or marked:
        name = told or marked or ""
        return Decoded(content.decode(name).removeprefix("\ufeff"), name)
    if b"\x00" in content[:_LOOKED_AT] and (wide := _unmarked_utf16(content)):
        return Decoded(content.decode(wide), wide, guessed=True)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        guess = _guessed(content)
        return Decoded(content.decode(guess, errors="replace"), guess, guessed=True)


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark has a zero beside each plain sign, always on the same side."""
    sample = content[: _LOOKED_AT - _LOOKED_AT % 2]
    before, after = sample[0::2].count(0), sample[1::2].count(0)
    name = "utf-16-be" if before > after else "utf-16-le"
    if max(before, after) < 8 * min(before, after) + 2 or max(before, after) < len(sample) // 20:
        return None
    try:
        content.decode(name)
    except UnicodeDecodeError:
        return None
    return name


def _guessed(content: bytes) -> str:
    """Of the usual ones, where the accents fall where words have them; where most letters have none of ASCII's, it is
    another script, and a detector knows which."""
    sample = content[:_LOOKED_AT]
    beyond = len(sample.translate(None, _ASCII))
    if beyond > 0.4 * (beyond + sum(map(sample.count, _LETTERS))):
        told = chardet.detect(sample)["encoding"]
        if told and _reads(content, told):
            return told
    candidates = [name for name in _USUAL if _reads(content, name)]
    return max(candidates, key=lambda name: _likelihood(sample.decode(name)), default="latin-1")


def _reads(content: bytes, name: str) -> bool:
    try:
        content.decode(name)
    except (LookupError, UnicodeDecodeError):
        return False
    return True


def _likelihood(text: str) -> float:
    """How much the letters beyond ASCII look like words: 1 for all of them French, below 0 for none."""
    weights = list(_weights(text))
    return sum(weights) / len(weights) if weights else 0


def _weights(text: str) -> Iterator[float]:
    for match in _NOT_ASCII.finditer(text):
        sign, before, after = match["sign"], match["before"], text[match.end() : match.end() + 1]
        if (before.islower() and sign.isupper()) or (sign.islower() and after.isupper()):
            yield -1  # a capital begins a word, or stands among capitals
        elif sign in _FRENCH:
            yield 1
        elif sign in _NEIGHBOURS:
            yield 0.6
        elif sign.lower() in _FRENCH | _NEIGHBOURS:
            yield 0.5
        else:
            yield 0.4 if sign in _SIGNS else -1
