"""Dates as people and archives write them, in French and English: "vers 1962", "années 70", "entre 1960 et 1975".

Each form is a pattern with what it means. What no form matches is not guessed at: a year is never invented. A day and a
month in figures are read day first (12/03/1968), as in French sheets; what cannot be so is refused.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from archive.model.edtf import Interval

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january janv jan", "fevrier february fevr fev feb", "mars march mar", "avril april avr apr", "mai may",
            "juin june jun", "juillet july juil jul", "aout august aug", "septembre september sept sep",
            "octobre october oct", "novembre november nov", "decembre december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_SEASON_MONTHS = {"printemps": 3, "spring": 3, "ete": 6, "summer": 6, "automne": 9, "autumn": 9, "fall": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(\d{4})"
_ROMAN = {"i": 1, "v": 5, "x": 10}
#: Which thirds, halves and edges of a decade or century people name: (first, last) in tenths.
_PARTS = {
    "debut": (0, 3), "early": (0, 3), "milieu": (3, 7), "mid": (3, 7), "fin": (7, 10), "late": (7, 10),
    "premiere moitie": (0, 5), "first half": (0, 5), "1re moitie": (0, 5), "seconde moitie": (5, 10),
    "deuxieme moitie": (5, 10), "second half": (5, 10), "2e moitie": (5, 10),
}  # fmt: skip
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_ARTICLE = re.compile(r"^(?:(?:le|en|in|the|on) |l')")
_ABOUT = re.compile(r"^(?:vers|circa|ca\.?|c\.|env\.?|environ|autour de|about|around|approx\.?)\s+")
_UNDATED = re.compile(r"^(?:s\.?\s?d\.?|sans date|non date[e]?|n\.?\s?d\.?|undated|no date|date inconnue|unknown)$")


def read_words(text: str) -> Interval | None:
    """The interval some words mean, None where no form fits. An undated mark is open on both sides."""
    folded = _fold(text)
    uncertain = "?" in folded or (folded.startswith("[") and folded.endswith("]"))
    bare = re.sub(r"\s+", " ", re.sub(r"\(?\?\)?", "", folded).strip("[] ")).strip()
    if _UNDATED.match(bare):
        return Interval(None, None)
    stripped = _ABOUT.sub("", bare)
    found = _plain(_ARTICLE.sub("", stripped))
    if found is None:
        return None
    return replace(found, approximate=found.approximate or stripped != bare, uncertain=uncertain)


def _plain(words: str) -> Interval | None:
    for pattern, meaning in _FORMS:
        if match := pattern.fullmatch(words):
            try:
                return meaning(match)
            except (ValueError, KeyError):  # the 31st of June, month 13
                return None
    return None


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("–", "-").replace("—", "-"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold().strip()


def _years(first: int, last: int) -> Interval:
    return Interval(date(first, 1, 1), date(last, 12, 31)) if first <= last else _refuse()


def _refuse() -> Interval:
    raise ValueError


def _year(match: re.Match[str]) -> Interval:
    return _years(int(match[1]), int(match[1]))


def _month(match: re.Match[str]) -> Interval:
    year, month = int(match[2]), _MONTHS[match[1]]
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _day(day: str, month: int, year: str) -> Interval:
    whole = date(int(year), month, int(day))
    return Interval(whole, whole)


def _decade_start(written: str) -> int:
    """ "1970" or "70": two figures are of the twentieth century, the only one spoken of so."""
    return int(written) if len(written) == 4 else 1900 + int(written)


def _decade(match: re.Match[str]) -> Interval:
    start = _decade_start(match[1])
    return _years(start, start + 9) if start % 10 == 0 else _refuse()


def _part_of_decade(match: re.Match[str]) -> Interval:
    start, (first, last) = _decade_start(match[2]), _PARTS[match[1]]
    return _years(start + first, start + last - 1) if start % 10 == 0 else _refuse()


def _roman(written: str) -> int:
    numbers = [_ROMAN[sign] for sign in written]
    return sum(-each if each < max(numbers[place:]) else each for place, each in enumerate(numbers))


def _century_start(written: str) -> int:
    century = int(written) if written.isdigit() else _roman(written)
    return (century - 1) * 100 + 1


def _century(match: re.Match[str]) -> Interval:
    start = _century_start(match[1])
    return _years(start, start + 99)


def _part_of_century(match: re.Match[str]) -> Interval:
    start, (first, last) = _century_start(match[2]), _PARTS[match[1]]
    return _years(start + first * 10, start + last * 10 - 1)


def _season(match: re.Match[str]) -> Interval:
    month, year = _SEASON_MONTHS[match[1]], int(match[2])
    return Interval(date(year, month, 1), date(year, month + 2, monthrange(year, month + 2)[1]))


def _winter(match: re.Match[str]) -> Interval:
    """ "hiver 1962-1963" is one winter; "hiver 1962" may be either that touches the year."""
    first = int(match[1])
    if match[2]:
        second = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
        return Interval(date(first, 12, 1), date(second, 2, 28)) if second == first + 1 else _refuse()
    return Interval(date(first, 1, 1), date(first + 1, 2, 28))


def _between(match: re.Match[str]) -> Interval:
    first, last = _plain(match[1]), _plain(match[2])
    if first is None or last is None or not first.earliest or not last.latest or first.earliest > last.latest:
        return _refuse()
    return Interval(first.earliest, last.latest)


def _part_of_year(match: re.Match[str]) -> Interval:
    """ "fin 1962": the thirds of a year, four months each."""
    year, third = int(match[2]), {0: 0, 3: 1, 7: 2}[_PARTS[match[1]][0]]
    return Interval(date(year, 4 * third + 1, 1), date(year, 4 * third + 4, monthrange(year, 4 * third + 4)[1]))


def _short_range(match: re.Match[str]) -> Interval:
    return _years(int(match[1]), int(match[1]) // 100 * 100 + int(match[2]))


def _before(match: re.Match[str]) -> Interval:
    """ "avant 1954": no first day; the last is the one before it begins."""
    limit = (_plain(match[1]) or _refuse()).earliest or _refuse().earliest
    return Interval(None, date.fromordinal(limit.toordinal() - 1)) if limit else _refuse()


def _after(match: re.Match[str]) -> Interval:
    limit = (_plain(match[1]) or _refuse()).latest
    return Interval(date.fromordinal(limit.toordinal() + 1), None) if limit else _refuse()


def _since(match: re.Match[str]) -> Interval:
    return Interval((_plain(match[1]) or _refuse()).earliest, None)


def _until(match: re.Match[str]) -> Interval:
    return Interval(None, (_plain(match[1]) or _refuse()).latest)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Interval]], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (_YEAR, _year),
        (rf"({_MONTH})\.? {_YEAR}", _month),
        (rf"(\d{{1,2}})(?:er|st|nd|rd|th)? (?:of )?({_MONTH})\.?,? {_YEAR}", lambda m: _day(m[1], _MONTHS[m[2]], m[3])),
        (rf"({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}", lambda m: _day(m[2], _MONTHS[m[1]], m[3])),
        (rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-]{_YEAR}", lambda m: _day(m[1], int(m[2]), m[3])),
        (r"(?:les )?(?:annees|decennie) (\d{4}|\d{2})", _decade),
        (r"(?:the )?(\d{4}|\d{2})'?s", _decade),
        (rf"(debut|early|milieu|mid|fin|late)[ -](?:de )?{_YEAR}", _part_of_year),
        (
            rf"({_PART})(?: des| de la| of the|-| the)? ?(?:annees|decennie)? ?(\d{{4}}|\d{{2}})'?s?(?<!\d\d\d\d\d)",
            _part_of_decade,
        ),
        (r"(?:the )?([xvi]+|\d{1,2})(?:e|eme|th|st|nd|rd) ?(?:siecle|s\.?|century|c\.)", _century),
        (
            rf"({_PART})(?: du| de| of the| -|-)? ?([xvi]+|\d{{1,2}})(?:e|eme|th|st|nd|rd) ?(?:siecle|s\.?|century|c\.)",
            _part_of_century,
        ),
        (rf"(printemps|ete|automne|spring|summer|autumn|fall)(?: de| of)? {_YEAR}", _season),
        (rf"(?:hiver|winter)(?: de| of)? {_YEAR}(?: ?[-/] ?(\d{{4}}|\d{{2}}))?", _winter),
        (rf"{_YEAR} ?[-/] ?(\d{{2}})", _short_range),
        (r"(?:entre|between) (.+) (?:et|and) (.+)", _between),
        (r"(?:de|du|from) (.+) (?:a|au|to|until) (.+)", _between),
        (r"(\d{4}|.+ \d{4}) ?[-/] ?(\d{4}|.+ \d{4})", _between),
        (r"(?:avant|before|ante) (.+)", _before),
        (r"(?:apres|after|post) (.+)", _after),
        (r"(?:depuis|a partir de|since|from) (.+)", _since),
        (r"(?:jusqu'en|jusqu'a|jusqu'au|until|up to) (.+)", _until),
    )
)
