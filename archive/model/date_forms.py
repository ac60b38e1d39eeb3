"""The forms of one written date, as a table: what it looks like, and the days it means.

A form is words and names in braces; the names are regular expressions, listed above the table. What no form fits is not
guessed at: a year is never invented. Forms of ranges, "avant…", "ou" and the like stand in `date_words`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import NoReturn

from archive.model.calendars import hijri_days, republican_days
from archive.model.date_names import (
    CENTURY_WORDS,
    DECADE_NOUNS,
    DECADE_WORDS,
    HIJRI_MONTHS,
    LATE_CENTURIES,
    MONTHS,
    PARTS,
    REPUBLICAN_MONTHS,
    REPUBLICAN_YEARS,
    ROMAN_CENTURIES,
    ROMAN_MONTHS,
    SEASONS,
    one_of,
)
from archive.model.edtf import Interval
from archive.model.reading_dates import Customs, Refusal, Unreadable

Given = Mapping[str, str]
Meaning = Callable[[Given, Customs], Interval]

_CENTURY = r"(?:siecles?|s\.|s|century|c\.|c)(?![a-z])"
_NAMES = {
    "year": r"(?P<year>\d{4})",
    "day": r"(?P<day>\d{1,2})(?:er|re|e|st|nd|rd|th)?",
    "month": rf"(?P<month>{one_of(MONTHS)})\.?",
    "roman_month": rf"(?P<roman_month>{one_of(ROMAN_MONTHS)})",
    "republican": rf"(?P<republican>{one_of(REPUBLICAN_MONTHS)})\.?",
    "hijri": rf"(?P<hijri>{one_of(HIJRI_MONTHS)})",
    "season": rf"(?P<season>{one_of(SEASONS)})",
    "part": rf"(?P<part>{one_of(PARTS)})",
    "decade": rf"(?:(?:annees?|decennie|decade|عقد|سنوات) (?P<decade>\d{{4}}|\d{{2}}|{one_of(DECADE_WORDS)})s?|"
    rf"'?(?P<figures>\d{{4}}|\d{{2}})'?s|(?P<word>{one_of(DECADE_NOUNS)})"
    r"(?: القرن (?:العشرين|الماضي))?)",
    # "vie" and "xe" alone are words, "xixe" is a century
    "century": rf"(?:(?P<late>{one_of(LATE_CENTURIES)})(?:e|eme|es|emes)|"
    rf"(?P<roman>{one_of(ROMAN_CENTURIES)})(?:(?:e|eme|es|emes) ?{_CENTURY}| {_CENTURY})|"
    rf"(?P<ordinal>\d{{1,2}})(?:e|eme|es|emes|st|nd|rd|th)[ -]?{_CENTURY}|(?P<spelled>{one_of(CENTURY_WORDS)})|"
    r"(?:القرن|ق\.?) ?(?:ال)? ?(?P<counted>\d{1,2}))",
    "an": rf"ans? (?P<an>{one_of(REPUBLICAN_YEARS)})(?: (?:la )?republique(?: francaise)?)?",
    "ah": r"(?:an )?(?P<ah>\d{3,4})",
    "era": r"(?:h\.?|a\.?h\.?|hegire|hijri|ه|هجري|هجريه|للهجره)",
    "n": r"(?P<n>\d{1,2})",
    "m": r"(?P<m>\d{1,2})",
    "short": r"'?(?P<short>\d{2})",
    "last": r"(?P<last>\d{4}|\d{2})",
    "sep": r"(?: ?[/.-] ?| )",
}  # fmt: skip


def _between(first: date, last: date, expression: str | None = None) -> Interval:
    return Interval(first, last, expression=expression) if first <= last else _refuse("backwards")


def _refuse(why: Refusal) -> NoReturn:
    raise Unreadable(why)


def _years(first: int, last: int) -> Interval:
    return _between(date(first, 1, 1), date(last, 12, 31))


def _months(year: int, first: int, last: int) -> Interval:
    return _between(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _whole(year: int, month: int, day: int) -> Interval:
    return _between(date(year, month, day), date(year, month, day))


def _year(given: Given, _: Customs) -> Interval:
    return _years(int(given["year"]), int(given["year"]))


def _year_to_year(given: Given, _: Customs) -> Interval:
    first, last = int(given["year"]), given["last"]
    return _years(first, int(last) if len(last) == 4 else first // 100 * 100 + int(last))


def _day(given: Given, _: Customs) -> Interval:
    month = MONTHS[given["month"]] if given.get("month") else ROMAN_MONTHS[given["roman_month"]]
    return _whole(int(given["year"]), month, int(given["day"]))


def _month(given: Given, _: Customs) -> Interval:
    return _months(int(given["year"]), MONTHS[given["month"]], MONTHS[given["month"]])


def _figures(given: Given, customs: Customs) -> Interval:
    """12/03/1968, in the order of its column; where that is unknown, only what can be read in one way alone."""
    first, second, year = int(given["n"]), int(given["m"]), int(given["year"])
    order = customs.order or ("dmy" if first > 12 or first == second else "mdy" if second > 12 else _refuse("order"))
    return _whole(year, second, first) if order == "dmy" else _whole(year, first, second)


def _year_first(given: Given, _: Customs) -> Interval:
    return _whole(int(given["year"]), int(given["n"]), int(given["m"]))


def _month_figures(given: Given, _: Customs) -> Interval:
    return _months(int(given["year"]), int(given["n"]), int(given["n"]))


def _year_and_two_figures(given: Given, _: Customs) -> Interval:
    """1962-64 is three years, 1962/03 a month, 1911/12 two years that follow; 1905/11 may be either."""
    year, two = int(given["year"]), int(given["short"])
    after, month = two - year % 100, 1 <= two <= 12
    if given["mark"] in "-/" and after > 0 and (not month or (given["mark"] == "/" and after == 1)):
        return _years(year, year + after)
    if month and (after <= 0 or given["mark"] != "/"):
        return _months(year, two, two)
    return _refuse("several" if month else "backwards")


def _decade_start(given: Given) -> int:
    """ "1970" or "70": two figures are of the twentieth century. "00" and "10" may be of this one, and "1900s" a century."""
    written = given.get("decade") or given.get("figures") or given.get("word") or ""
    if written in DECADE_WORDS:
        return DECADE_WORDS[written]
    start = int(written) if len(written) == 4 else 1900 + int(written)
    if start % 10:
        _refuse("words")
    if (len(written) == 2 and start < 1920) or (given.get("figures") and start % 100 == 0 and start < 2000):
        _refuse("several")
    return start


def _decade(given: Given, _: Customs) -> Interval:
    start = _decade_start(given)
    return _between(date(start, 1, 1), date(start + 9, 12, 31), f"{start // 10:03d}X")


def _decades(given: Given, _: Customs) -> Interval:
    """ "années 60-70": both whole."""
    last = given["last"] if len(given["last"]) == 4 else f"19{given['last']}"
    return _years(_decade_start({"decade": given["first"]}), _decade_start({"decade": last}) + 9)


def _part_of_decade(given: Given, _: Customs) -> Interval:
    start, (first, last) = _decade_start(given), PARTS[given["part"]]
    if last - first == 25:
        _refuse("words")
    return _years(start + round(first / 10), start + round(last / 10) - 1)


def _century_start(given: Given) -> int:
    figures, roman = given.get("ordinal") or given.get("counted"), given.get("roman") or given.get("late")
    century = int(figures) if figures else ROMAN_CENTURIES[roman] if roman else CENTURY_WORDS[given["spelled"]]
    return 100 * century - 99 if 1 <= century <= len(ROMAN_CENTURIES) else _refuse("no such day")


def _century(given: Given, _: Customs) -> Interval:
    start = _century_start(given)
    return _years(start, start + 99)


def _part_of_century(given: Given, _: Customs) -> Interval:
    start, (first, last) = _century_start(given), PARTS[given["part"]]
    return _years(start + first, start + last - 1)


def _part_of_year(given: Given, _: Customs) -> Interval:
    """Whole months: "fin 1962" is its last four, "1er trimestre 1962" its first three."""
    first, last = PARTS[given["part"]]
    return _months(int(given["year"]), round(first * 0.12) + 1, round(last * 0.12))


#: After which day of a month a part of it begins or ends: "début" is to the tenth, "première quinzaine" to the fifteenth.
_DAYS_GONE = {0: 0, 30: 10, 50: 15, 70: 20, 100: 31}


def _part_of_month(given: Given, _: Customs) -> Interval:
    year, month = int(given["year"]), MONTHS[given["month"]]
    first, last = (_DAYS_GONE.get(part) for part in PARTS[given["part"]])
    if first is None or last is None:
        _refuse("words")
    return _between(date(year, month, first + 1), date(year, month, min(last, monthrange(year, month)[1])))


def _season(given: Given, _: Customs) -> Interval:
    """ "hiver 1962" may be either winter that touches the year."""
    year, (month, code) = int(given["year"]), SEASONS[given["season"]]
    if month == 12:
        return _between(date(year, 1, 1), _end_of_february(year + 1))
    season = _months(year, month, month + 2)
    return _between(season.earliest or date.min, season.latest or date.max, f"{year:04d}-{code}")


def _winter(given: Given, _: Customs) -> Interval:
    """ "hiver 1962-1963" is one winter."""
    first, last = int(given["year"]), given["last"]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if SEASONS[given["season"]][0] != 12 or second != first + 1:
        _refuse("words")
    return _between(date(first, 12, 1), _end_of_february(second))


def _end_of_february(year: int) -> date:
    return date(year, 2, monthrange(year, 2)[1])


def _unfinished(given: Given, _: Customs) -> Interval:
    """ "196-" and "19..", as library catalogues write a decade or a century whose years are unknown."""
    written = given["known"]
    unknown = 10 ** (4 - len(written))
    start = int(written) * unknown
    return _between(date(start, 1, 1), date(start + unknown - 1, 12, 31), written.ljust(4, "X"))


def _republican(given: Given, _: Customs) -> Interval:
    month = REPUBLICAN_MONTHS[given["republican"]] if given.get("republican") else None
    first, last = republican_days(REPUBLICAN_YEARS[given["an"]], month, int(given["day"]) if given.get("day") else None)
    return _between(first, last)


def _hijri(given: Given, _: Customs) -> Interval:
    month = HIJRI_MONTHS[given["hijri"]] if given.get("hijri") else None
    first, last = hijri_days(int(given["ah"]), month, int(given["day"]) if given.get("day") else None)
    return Interval(first, last, approximate=True, calendar="hijri")


def _short_year(*_: object) -> Interval:
    return _refuse("short year")


#: What stands in figures alone.
IN_FIGURES: tuple[tuple[str, Meaning], ...] = (
    ("{year}", _year),
    ("{n}[/.-]{m}[/.-]{year}", _figures),
    ("{n} {m} {year}", _figures),
    ("{year} ?[/-] ?(?P<last>\\d{{4}})", _year_to_year),
    ("{year}[/.-]{n}[/.-]{m}(?: \\d\\d:\\d\\d(?::\\d\\d)?)?", _year_first),
    ("{n}[/.-]{year}", _month_figures),
    ("{year} ?(?P<mark>[/.-]) ?{short}", _year_and_two_figures),
    # what a catalogue leaves unfinished
    ("(?P<known>\\d{{2}})(?:--|\\.\\.)", _unfinished),
    ("(?P<known>\\d{{3}})[-.]", _unfinished),
    # refused knowingly: which century?
    ("{n}[/.-]{m}[/.-]{short}", _short_year),
    ("{short}", _short_year),
)  # fmt: skip

#: What has words in it.
WITH_WORDS: tuple[tuple[str, Meaning], ...] = (
    # a month, a day
    ("{day}{sep}{month},?{sep}{year}", _day),
    ("{month},?{sep}{year}", _month),
    ("{month} {day},? {year}", _day),
    ("{year},? {month}", _month),
    ("{year},? {day} {month}", _day),
    ("{year},? {month} {day}", _day),
    ("{day}{sep}{roman_month}{sep}{year}", _day),
    # decades, centuries
    ("{decade}", _decade),
    ("annees (?P<first>\\d{{4}}|\\d{{2}}) ?(?:-|/|a|et|ou) ?(?:annees )?(?P<last>\\d{{4}}|\\d{{2}})", _decades),
    ("{century}", _century),
    # parts of them
    ("{part}[ -]{decade}", _part_of_decade),
    ("{part}[ -]{century}", _part_of_century),
    ("{century},? \\(?{part}\\)?", _part_of_century),
    ("{part}[ -]{year}", _part_of_year),
    ("{year},?[ -]{part}", _part_of_year),
    ("{part}[ -]{month} {year}", _part_of_month),
    # seasons and the years of schools, sports and budgets
    ("{season},? {year}", _season),
    ("{year},? {season}", _season),
    ("{season} {year} ?[-/] ?{last}", _winter),
    ("(?:annee scolaire|scolaire|saison|exercice|campagne) {year} ?[-/] ?{last}", _year_to_year),
    ("(?:an|exercice|l'an) {year}", _year),
    # other calendars
    ("{day} {republican},? {an}", _republican),
    ("{republican},? {an}", _republican),
    ("{an}", _republican),
    ("{day} {hijri},? {ah}(?: ?{era})?", _hijri),
    ("{hijri},? {ah}(?: ?{era})?", _hijri),
    ("{ah} ?{era}", _hijri),
    # refused knowingly: which century?
    ("(?:{day}{sep})?{month}{sep}{short}", _short_year),
    ("(?:{season}|{part}) {short}|'\\d{{2}}", _short_year),
)  # fmt: skip

_LETTER = re.compile(r"[^\W\d]|'")


def _compiled(forms: tuple[tuple[str, Meaning], ...]) -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    return tuple((re.compile(form.format(**_NAMES)), meaning) for form, meaning in forms)


_IN_FIGURES, _WITH_WORDS = _compiled(IN_FIGURES), _compiled(WITH_WORDS)


def read_form(words: str, customs: Customs) -> Interval | None:
    """What plain words without leads mean; None where no form fits. Raises Unreadable where one fits that means no days."""
    for pattern, meaning in _WITH_WORDS if _LETTER.search(words) else _IN_FIGURES:
        if match := pattern.fullmatch(words):
            try:
                return meaning(match.groupdict(), customs)
            except ValueError:  # the 31st of June, month 13
                raise Unreadable("no such day") from None
    return None
