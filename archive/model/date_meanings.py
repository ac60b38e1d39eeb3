"""What each form of a written date means: its words by name, as `date_forms` finds them, to an interval of days.

Each raises Unreadable, or ValueError for a day there is none of.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import NoReturn

from archive.model.calendars import hijri_days, republican_days
from archive.model.date_names import (
    CENTURY_WORDS,
    DECADE_WORDS,
    HIJRI_MONTHS,
    MONTHS,
    PARTS,
    REPUBLICAN_MONTHS,
    REPUBLICAN_YEARS,
    ROMAN_CENTURIES,
    ROMAN_MONTHS,
    SEASONS,
)
from archive.model.edtf import Interval
from archive.model.reading_dates import Customs, Refusal, Unreadable

Given = Mapping[str, str]


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


def year(given: Given, _: Customs) -> Interval:
    return _years(int(given["year"]), int(given["year"]))


def year_to_year(given: Given, _: Customs) -> Interval:
    first, last = int(given["year"]), given["last"]
    return _years(first, int(last) if len(last) == 4 else first // 100 * 100 + int(last))


def day(given: Given, _: Customs) -> Interval:
    month = MONTHS[given["month"]] if given.get("month") else ROMAN_MONTHS[given["roman_month"]]
    return _whole(int(given["year"]), month, int(given["day"]))


def month(given: Given, _: Customs) -> Interval:
    return _months(int(given["year"]), MONTHS[given["month"]], MONTHS[given["month"]])


def figures(given: Given, customs: Customs) -> Interval:
    """12/03/1968, in the order of its column; where that is unknown, only what can be read in one way alone."""
    first, second, year = int(given["n"]), int(given["m"]), int(given["year"])
    order = customs.order or ("dmy" if first > 12 or first == second else "mdy" if second > 12 else _refuse("order"))
    return _whole(year, second, first) if order == "dmy" else _whole(year, first, second)


def year_first(given: Given, _: Customs) -> Interval:
    return _whole(int(given["year"]), int(given["n"]), int(given["m"]))


def month_figures(given: Given, _: Customs) -> Interval:
    return _months(int(given["year"]), int(given["n"]), int(given["n"]))


def year_and_two_figures(given: Given, _: Customs) -> Interval:
    """1962-64 is three years, 1962/03 a month, 1911/12 two years that follow; 1905/11 may be either.

    With a hyphen years go before a month: "vers 1905-11". (1905-11 alone is a month, by ISO 8601; EDTF is read first.)
    """
    year, two = int(given["year"]), int(given["short"])
    after, month = two - year % 100, 1 <= two <= 12
    if after > 0 and (given["mark"] == "-" or (given["mark"] == "/" and (after == 1 or not month))):
        return _years(year, year + after)
    if month and (after <= 0 or given["mark"] == "."):
        return _months(year, two, two)
    return _refuse("several" if month else "backwards")


def year_and_one_figure(given: Given, _: Customs) -> Interval:
    """1845-6 is two years; were it a month, those years would hold it."""
    year, after = int(given["year"]), int(given["digit"]) - int(given["year"]) % 10
    return _years(year, year + after) if after > 0 else _refuse("several")


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


def decade(given: Given, _: Customs) -> Interval:
    start = _decade_start(given)
    return _between(date(start, 1, 1), date(start + 9, 12, 31), f"{start // 10:03d}X")


def decades(given: Given, _: Customs) -> Interval:
    """ "années 60-70": both whole."""
    if len(given["first"] + given["last"]) == 8 and not given["first"].endswith("0"):
        return _years(int(given["first"]), int(given["last"]))  # "années 1962-1964"
    last = given["last"] if len(given["last"]) == 4 else f"19{given['last']}"
    return _years(_decade_start({"decade": given["first"]}), _decade_start({"decade": last}) + 9)


def part_of_decade(given: Given, _: Customs) -> Interval:
    start, (first, last) = _decade_start(given), PARTS[given["part"]]
    if last - first == 25:
        _refuse("words")
    return _years(start + round(first / 10), start + round(last / 10) - 1)


def _century_start(given: Given) -> int:
    figures, roman = given.get("ordinal") or given.get("counted"), given.get("roman") or given.get("late")
    century = int(figures) if figures else ROMAN_CENTURIES[roman] if roman else CENTURY_WORDS[given["spelled"]]
    return 100 * century - 99 if 1 <= century <= len(ROMAN_CENTURIES) else _refuse("no such day")


def century(given: Given, _: Customs) -> Interval:
    start = _century_start(given)
    return _years(start, start + 99)


def part_of_century(given: Given, _: Customs) -> Interval:
    start, (first, last) = _century_start(given), PARTS[given["part"]]
    return _years(start + first, start + last - 1)


def part_of_year(given: Given, _: Customs) -> Interval:
    """Whole months: "fin 1962" is its last four, "1er trimestre 1962" its first three."""
    first, last = PARTS[given["part"]]
    return _months(int(given["year"]), round(first * 0.12) + 1, round(last * 0.12))


#: After which day of a month a part of it begins or ends: "début" is to the tenth, "première quinzaine" to the fifteenth.
_DAYS_GONE = {0: 0, 30: 10, 50: 15, 70: 20, 100: 31}


def part_of_month(given: Given, _: Customs) -> Interval:
    year, month = int(given["year"]), MONTHS[given["month"]]
    first, last = (_DAYS_GONE.get(part) for part in PARTS[given["part"]])
    if first is None or last is None:
        _refuse("words")
    return _between(date(year, month, first + 1), date(year, month, min(last, monthrange(year, month)[1])))


def season(given: Given, _: Customs) -> Interval:
    """ "hiver 1962" may be either winter that touches the year."""
    year, (month, code) = int(given["year"]), SEASONS[given["season"]]
    if month == 12:
        return _between(date(year, 1, 1), _end_of_february(year + 1))
    season = _months(year, month, month + 2)
    return _between(season.earliest or date.min, season.latest or date.max, f"{year:04d}-{code}")


def winter(given: Given, _: Customs) -> Interval:
    """ "hiver 1962-1963" is one winter."""
    first, last = int(given["year"]), given["last"]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if SEASONS[given["season"]][0] != 12 or second != first + 1:
        _refuse("words")
    return _between(date(first, 12, 1), _end_of_february(second))


def _end_of_february(year: int) -> date:
    return date(year, 2, monthrange(year, 2)[1])


def unfinished(given: Given, _: Customs) -> Interval:
    """ "196-" and "19..", as library catalogues write a decade or a century whose years are unknown."""
    written = given["known"]
    unknown = 10 ** (4 - len(written))
    start = int(written) * unknown
    return _between(date(start, 1, 1), date(start + unknown - 1, 12, 31), written.ljust(4, "X"))


def republican(given: Given, _: Customs) -> Interval:
    month = REPUBLICAN_MONTHS[given["republican"]] if given.get("republican") else None
    first, last = republican_days(REPUBLICAN_YEARS[given["an"]], month, int(given["day"]) if given.get("day") else None)
    return _between(first, last)


def hijri(given: Given, _: Customs) -> Interval:
    month = HIJRI_MONTHS[given["hijri"]] if given.get("hijri") else None
    first, last = hijri_days(int(given["ah"]), month, int(given["day"]) if given.get("day") else None)
    return Interval(first, last, approximate=True, calendar="hijri")


def short_year(*_: object) -> Interval:
    return _refuse("short year")
