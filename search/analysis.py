"""Text → terms with their places, once for every engine: words, folding, stems.

Each word gives an exact term (folded: no case, accents, ligatures or vowel signs), where its language is known a stem
with the language's code before it ("fr:immigr"), and where it may be a name the keys of `search.names`. Terms are
letters, digits, that colon and a tilde: any engine keeps them with a plain whitespace tokenizer.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import Stemmer

from search.names import MAYBE, name_key, sound_key
from search.stems import stem, stemmed_language
from search.unspaced import is_unspaced, pairs_of

VERSION = f"3-{Stemmer.version()}"
"""Changes when the same text may give other terms: an index written under another version is to be rebuilt."""

LONGEST = 64  # characters of a term; what is longer is no word, and is found by its beginning


class Term(NamedTuple):
    """One word of a text. `start` and `end` are characters of the text, end excluded; `stem` is "" where none is known,
    `name` and
    `sound` where the word is taken for no name.

    `joined`: the parts of a compound written as one ("weekend" for "week-end", "1200" for "1 200"), beside them and
    without a place in the order of words.
    """

    exact: str
    stem: str
    name: str
    sound: str
    start: int
    end: int
    joined: bool = False

    def of(self, stream: str) -> str:
        """The term as it stands in a stream: "exact", "stem", "name" or "sound"."""
        return str(getattr(self, stream))


class Part(NamedTuple):
    """A piece of a word as written: folded, and where it stands."""

    exact: str
    start: int
    end: int


class Word(NamedTuple):
    """A word as written between spaces and punctuation, in its parts: "Saint-Denis" has two, "l'école" one.

    `joined` is the whole written as one, None where it would say nothing new. `apart`: its parts may as well be
    written as one word (week-end, N'Diaye, but not "l'école": what follows an article's elision has no capital).
    `unspaced`: it is of a script without spaces between words; its parts are pairs of letters (see `search.unspaced`).
    """

    parts: tuple[Part, ...]
    joined: Part | None = None
    apart: bool = False
    unspaced: bool = False


# Signs that belong to the letter before them, and invisible ones within words (soft hyphens, joiners, directions).
_SIGNS = "".join(c for c in map(chr, range(0xAD, 0x10000)) if unicodedata.category(c) in ("Mn", "Mc", "Cf"))
_RUN = rf"[^\W_]+(?:[{_SIGNS}]+[^\W_]*)*"
_APOSTROPHES = "'’ʼ‘`´＇"
_HYPHENS = "\\-‐‑"
_HYPHENATED = re.compile(rf"[^{_HYPHENS}]+")
_APOSTROPHE = re.compile(rf"[{_APOSTROPHES}]")
_INITIALS = (
    rf"(?<![^\W_])(?:(?:[ldLD]|[Qq]u)[{_APOSTROPHES}])?(?P<initials>(?:[^\W\d_]\.-?){{2,}}(?:[^\W\d_](?![^\W_]))?)"
)
# Thousands are set apart by spaces of all widths, dots, commas and apostrophes, whatever the country.
_THOUSANDS = rf"(?<![^\W_])(?<!\d[.,])\d{{1,3}}(?:[ \u00a0\u2009\u202f.,\u066c{_APOSTROPHES}]\d{{3}})+(?![^\W_])"
_WORD = re.compile(
    rf"{_INITIALS}|(?P<thousands>{_THOUSANDS})|{_RUN}(?:[{_APOSTROPHES}{_HYPHENS}]{_RUN})*"
)
_DIGITS = re.compile(r"\d+")
_INSIDE = re.compile(rf"[{_APOSTROPHES}{_HYPHENS}]")

_ELIDED = frozenset("l d j m t s n c qu jusqu lorsqu puisqu quoiqu dell nell sull dall all coll un quest gl".split())  # noqa: SIM905

_ABBREVIATED = {"st": "saint", "ste": "sainte"}

# Marks that fold away: Latin, Greek and Cyrillic accents, the half rings of transliterations (ʿAlī), Hebrew and Arabic
# vowel signs, tatweel. Those of Indian and other scripts are letters to their readers, and stay.
_FOLDED_AWAY = re.compile(
    "[\u02b9-\u02c1\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff]"
)
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŧ": "t", "ŀ": "l"}
    | {"ə": "e", "ɛ": "e", "ɔ": "o", "ŋ": "n", "ɣ": "g", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ƙ": "k", "ƴ": "y", "ɲ": "n", "ƭ": "t"}
    | {"ٱ": "ا", "ة": "ه", "ۀ": "ه", "ە": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ګ": "ك"}
)  # fmt: skip


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word without case, accents, ligatures, vowel signs or Arabic spelling variants; all digits as 0 to 9."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold()).translate(_LETTERS)
    letters = unicodedata.normalize("NFC", _FOLDED_AWAY.sub("", letters))
    return "".join(_plain(c) for c in letters if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc"))


def _plain(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)


def words(text: str, language: str | None = None) -> Iterator[Word]:
    """The words of a text, in order. Initials become one word: C.G.T. → cgt."""
    suffixed = stemmed_language(language) == "tr"
    return (_word(match, suffixed) for match in _WORD.finditer(text))


def _word(match: re.Match[str], suffixed: bool) -> Word:
    start, end = match.span()
    if match["initials"]:
        exact = fold(match["initials"].replace(".", "").replace("-", ""))[:LONGEST]
        return Word((Part(exact, *match.span("initials")),) if exact else ())
    if match["thousands"]:
        groups = tuple(Part(fold(m[0]), start + m.start(), start + m.end()) for m in _DIGITS.finditer(match[0]))
        return Word(groups, Part("".join(group.exact for group in groups)[:LONGEST], start, end), apart=True)
    if is_unspaced(match[0]):
        pairs = ((fold(match[0][begin:end]), start + begin, start + end) for begin, end in pairs_of(match[0]))
        return Word(tuple(Part(exact, begin, end) for exact, begin, end in pairs if exact), unspaced=True)
    return _compound(match[0], start, suffixed)


def _compound(written: str, start: int, suffixed: bool) -> Word:
    """Cut a written word at its hyphens and its elisions."""
    if written.isalnum():  # most words: nothing to cut
        exact = _exact(written)
        return Word((Part(exact, start, start + len(written)),) if exact else ())
    pieces = [_bare(m[0], start + m.start(), suffixed) for m in _HYPHENATED.finditer(written)]
    parts = tuple(Part(exact, begin, end) for piece, begin, end in pieces if (exact := _exact(piece)))
    shortened = any(_exact(piece) != fold(piece)[:LONGEST] for piece, _, _ in pieces)
    whole = ("".join(part.exact for part in parts) if shortened else fold(_INSIDE.sub("", written)))[:LONGEST]
    if not whole or whole.isdigit() or [whole] == [part.exact for part in parts]:
        return Word(parts)
    apart = len(parts) > 1 or suffixed or pieces[0][0][:1].isupper()
    return Word(parts, Part(whole, start, start + len(written)), apart)


def _exact(written: str) -> str:
    """A word folded; "St" and "Ste" are saints, as in "St-Nazaire"."""
    exact = fold(written)[:LONGEST]
    return _ABBREVIATED.get(exact, exact)


def _bare(piece: str, start: int, suffixed: bool) -> tuple[str, int, int]:
    """A piece without elided articles (l', dell'), English 's and, in Turkish, what an apostrophe adds to a name."""
    end = start + len(piece)
    cut = _APOSTROPHE.split(piece)
    while len(cut) > 1 and fold(cut[0]) in _ELIDED:
        start += len(cut.pop(0)) + 1
    while len(cut) > 1 and (suffixed or cut[-1] in ("s", "S")):
        end -= len(cut.pop()) + 1
    return "".join(cut), start, end


def terms(text: str, language: str | None, names: bool = False) -> list[Term]:
    """Every term of a text, in order; a compound's joined form follows its parts.

    `language` is a BCP 47 tag; where it is None or has no stemmer, words have no stem. In Turkish an apostrophe parts
    a name from its suffix: "İstanbul'da" is found as "istanbul" too. `names`: the text is a name and nothing else, and two
    words of it may as well be written as one: "Wei Ming".
    """
    code = stemmed_language(language)
    found: list[Term] = []
    suffixed = code == "tr"
    for match in _WORD.finditer(text):
        if match[0].isalnum() and not is_unspaced(match[0]):  # most words: nothing to cut, and nothing made but their term
            if exact := _exact(match[0]):
                found.append(_term(exact, code, text, match.start(), match.end(), names))
            continue
        word = _word(match, suffixed)
        for exact, start, end in word.parts:
            found.append(_term(exact, code, text, start, end, names))
        if word.joined and word.apart:
            exact, start, end = word.joined
            found.append(_term(exact, code, text, start, end, names, joined=True))
    if names:
        found += [_term(one.exact + next_.exact, code, text, one.start, next_.end, names, joined=True)
                  for one, next_ in pairwise(term for term in found if not term.joined)]  # fmt: skip
    return found


def exact_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    return tuple(exact for word in words(text) for exact in side_by_side(word))


def side_by_side(word: Word) -> tuple[str, ...]:
    """The parts of a word as they are asked for: what stands alone after the last pair of letters is left out."""
    parts = tuple(part.exact for part in word.parts)
    return parts[:-1] if word.unspaced and len(parts) > 1 else parts


def _term(exact: str, code: str | None, text: str, start: int, end: int, names: bool, joined: bool = False) -> Term:
    """In a running text, what has a capital may be a name: its key is kept apart, for when nothing else is found."""
    if names:
        return Term(exact, stem_term(exact, code), name_key(exact), sound_key(exact), start, end, joined)
    maybe = MAYBE + key if text[start].isupper() and (key := name_key(exact)) else ""
    return Term(exact, stem_term(exact, code), maybe, "", start, end, joined)


@lru_cache(maxsize=200_000)
def stem_term(exact: str, code: str | None) -> str:
    """The stem of an exact term as indexed and asked: "fr:immigr"; "" without a language."""
    return f"{code}:{fold(stem(exact, code))}" if code else ""


def sort_key(title: str) -> str:
    """A title as it is sorted: its folded words; what has none comes last."""
    return " ".join(exact_words(title)) or "\U0010ffff"
