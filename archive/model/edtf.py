"""The Extended Date/Time Format, levels 0 to 2, read as an interval of days. Years 1 to 9999.

Source: ISO 8601-2:2019, as published by the Library of Congress (EDTF specification, 4 February 2019). Of a time of day
only its day is kept; exponential years and years with a sign are refused. Seasons of the northern hemisphere: spring is
March to May; winter begins in December of the year named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

_LAST_YEAR = 9999
_PART = re.compile(
    r"(?P<q0>[?~%]?)(?P<year>[0-9X]{4})(?:S(?P<digits>[1-4]))?(?P<q1>[?~%]?)"
    r"(?:-(?P<q2>[?~%]?)(?P<month>[0-9X]{2})(?P<q3>[?~%]?)(?:-(?P<q4>[?~%]?)(?P<day>[0-9X]{2})(?P<q5>[?~%]?))?)?"
)
_TIMED = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00)"
    r"(?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"
)
_SET = re.compile(r"(?P<open>[\[{])(?P<members>[^\[\]{}]+)(?P<close>[\]}])")
#: Season code → first month and how many months it lasts. 21-24 anywhere, 25-28 north, 29-32 south, 33-36 quarters,
#: 37-39 four months each, 40-41 halves.
_SEASONS = {
    **{code: (month, 3) for code, month in zip(range(21, 25), (3, 6, 9, 12), strict=True)},
    **{code: (month, 3) for code, month in zip(range(25, 29), (3, 6, 9, 12), strict=True)},
    **{code: (month, 3) for code, month in zip(range(29, 33), (9, 12, 3, 6), strict=True)},
    **{code: (month, 3) for code, month in zip(range(33, 37), (1, 4, 7, 10), strict=True)},
    **{code: (month, 4) for code, month in zip(range(37, 40), (1, 5, 9), strict=True)},
    **{code: (month, 6) for code, month in zip(range(40, 42), (1, 7), strict=True)},
}


#: By (approximate, uncertain).
_MARKS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}


@dataclass(frozen=True)
class Interval:
    """First and last day, both included; None: open, or unknown on that side.

    `expression` is how EDTF writes it, without marks, where that says more than the two days: "197X", "[1994,1995]".
    `calendar` is the one it was written in: "gregorian", "hijri".
    """

    earliest: date | None
    latest: date | None
    approximate: bool = False
    uncertain: bool = False
    expression: str | None = None
    calendar: str = "gregorian"


def read_edtf(text: str) -> Interval | None:
    """The interval an EDTF expression means; None where it is none, or lies outside the years 1 to 9999."""
    expression = text.strip()
    if match := _SET.fullmatch(expression):
        return _set(match)
    if "/" in expression:
        return _between(*expression.split("/")) if expression.count("/") == 1 else None
    if match := _TIMED.fullmatch(expression):
        return _single(match[1])
    return _single(expression)


def as_edtf(interval: Interval) -> str | None:
    """An interval as an EDTF expression: years, months or days, whichever say it whole; None for one open on both sides."""
    first, last = interval.earliest, interval.latest
    if first is None and last is None:
        return None
    ends = [_written(day, first, last) if day else ".." for day in (first, last)]
    expression = interval.expression or (ends[0] if ends[0] == ends[1] else "/".join(ends))
    mark = _MARKS[interval.approximate, interval.uncertain and not expression.startswith("[")]
    return re.sub(r"[0-9X-]+", rf"\g<0>{mark}", expression) if mark else expression


def _written(day: date, first: date | None, last: date | None) -> str:
    """A day as year, month or day, by what begins with the first and ends with the last of the two."""
    if (first and first.day > 1) or (last and last != _last_day(last.year, last.month)):
        return day.isoformat()
    return day.isoformat()[: 4 if (first is None or first.month == 1) and (last is None or last.month == 12) else 7]


def _between(start: str, end: str) -> Interval | None:
    open_ends = ("", "..")
    first = None if start in open_ends else _single(start)
    last = None if end in open_ends else _single(end)
    if (first is None) != (start in open_ends) or (last is None) != (end in open_ends) or not (first or last):
        return None
    joined = Interval(
        first.earliest if first else None, last.latest if last else None,
        any(each.approximate for each in (first, last) if each), any(each.uncertain for each in (first, last) if each),
    )  # fmt: skip
    if joined.earliest and joined.latest and joined.earliest > joined.latest:
        return None
    return joined


def _set(match: re.Match[str]) -> Interval | None:
    """One of a set ([ ]) or all of it ({ }): the days from its first to its last member."""
    if (match["open"] == "[") != (match["close"] == "]"):
        return None
    members = [member.strip() for member in match["members"].split(",")]
    read = [_member(member) for member in members]
    known = [each for each in read if each is not None]
    if len(known) < len(read):
        return None
    firsts, lasts = [each.earliest for each in known], [each.latest for each in known]
    return Interval(
        None if None in firsts else min(day for day in firsts if day),
        None if None in lasts else max(day for day in lasts if day),
        any(each.approximate for each in known), any(each.uncertain for each in known) or match["open"] == "[",
    )  # fmt: skip


def _member(member: str) -> Interval | None:
    if ".." not in member:
        return _single(member)
    start, _, end = member.partition("..")
    return _between(start or "..", end or "..")


def _single(expression: str) -> Interval | None:
    match = _PART.fullmatch(expression)
    if match is None:
        return None
    marks = "".join(match[name] or "" for name in ("q0", "q1", "q2", "q3", "q4", "q5"))
    found = _days(match["year"], match["month"], match["day"], int(match["digits"] or 0))
    if found is None:
        return None
    return replace(found, approximate="~" in marks or "%" in marks, uncertain="?" in marks or "%" in marks)


def _days(year: str, month: str | None, day: str | None, digits: int) -> Interval | None:
    first_year, last_year = _span(year, 4)
    if digits:
        if month or "X" in year:
            return None
        block = 10 ** (4 - digits)
        first_year = first_year // block * block
        last_year = first_year + block - 1
    first_year, last_year = max(first_year, 1), min(last_year, _LAST_YEAR)
    if first_year > last_year:
        return None
    if month is None:
        return Interval(date(first_year, 1, 1), date(last_year, 12, 31))
    if day and (month + day).isdigit() and first_year == last_year:
        return _one_day(first_year, int(month), int(day))
    if "X" not in month and int(month) in _SEASONS:
        return _season(first_year, last_year, int(month)) if day is None else None
    return _months(first_year, last_year, month, day)


def _one_day(year: int, month: int, day: int) -> Interval | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Interval(found, found)


def _months(first_year: int, last_year: int, month: str, day: str | None) -> Interval | None:
    months = [each for each in range(1, 13) if _fits(each, month)] if "X" in month else [int(month)]
    if not months or not 1 <= months[0] <= 12:
        return None
    if day is None:
        return Interval(date(first_year, months[0], 1), _last_day(last_year, months[-1]))
    days = [
        date(year, each, number)
        for year in _years_at_both_ends(first_year, last_year)
        for each in months
        for number in range(1, _last_day(year, each).day + 1)
        if _fits(number, day)
    ]
    return Interval(min(days), max(days)) if days else None


def _years_at_both_ends(first: int, last: int) -> set[int]:
    """Enough years to hold the first and the last 29 February, which can be eight years apart."""
    return {*range(first, min(first + 8, last) + 1), *range(max(last - 8, first), last + 1)}


def _season(first_year: int, last_year: int, code: int) -> Interval | None:
    month, length = _SEASONS[code]
    end = month + length - 1
    year = last_year + (end - 1) // 12
    if year > _LAST_YEAR:
        return None
    return Interval(date(first_year, month, 1), _last_day(year, (end - 1) % 12 + 1))


def _span(written: str, width: int) -> tuple[int, int]:
    """Smallest and largest number that a text with X for unknown digits can be."""
    assert len(written) == width
    return int(written.replace("X", "0")), int(written.replace("X", "9"))


def _fits(number: int, written: str) -> bool:
    return all(sign in ("X", digit) for sign, digit in zip(written, f"{number:02d}", strict=True))


def _last_day(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)
