"""Days of the French Republican and the Islamic calendars as days of ours (proleptic Gregorian)."""

from __future__ import annotations

from datetime import date, timedelta

#: The first day of each Republican year, I to XIV. Source: decree of 4 frimaire an II, as the equinox fell in Paris.
_REPUBLICAN_YEARS = tuple(
    date(1791 + year, 9, day)
    for year, day in enumerate((22, 22, 22, 23, 22, 22, 22, 23, 23, 23, 23, 24, 23, 23), start=1)
)
#: The calendar was given up from 1 January 1806 (senatus-consultum of 22 fructidor an XIII).
_LAST_REPUBLICAN_DAY = date(1805, 12, 31)
_REPUBLICAN_MONTH_DAYS = 30
_COMPLEMENTARY = 13
#: 1 muharram of the year 1: 16 July 622 of the Julian calendar, civil epoch.
_HIJRI_EPOCH = date(622, 7, 19).toordinal()
#: Years of 355 days in the cycle of thirty. Source: the tabular calendar, type II (16 is long, 15 is not).
_LONG_YEARS = frozenset((2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29))
_CYCLE_DAYS = 30 * 354 + len(_LONG_YEARS)
LAST_HIJRI_YEAR = 1500


def republican_days(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    """First and last day of a Republican year, month or day; month 13 is that of the complementary days.

    Exact. Raises ValueError where there is no such day: an XV, a sixth complementary day of a common year.
    """
    if not 1 <= year <= len(_REPUBLICAN_YEARS):
        raise ValueError(year)
    start = _REPUBLICAN_YEARS[year - 1]
    end = _REPUBLICAN_YEARS[year] - timedelta(1) if year < len(_REPUBLICAN_YEARS) else _LAST_REPUBLICAN_DAY
    if month is None:
        return start, end
    first = start + timedelta((month - 1) * _REPUBLICAN_MONTH_DAYS)
    last = end if month == _COMPLEMENTARY else min(end, first + timedelta(_REPUBLICAN_MONTH_DAYS - 1))
    return _within(first, last, day)


def hijri_days(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    """First and last day of a Hijri year, month or day by the tabular calendar: the moon seen may differ by a day.

    Raises ValueError where there is no such day, or the year lies outside 1 to 1500.
    """
    if not 1 <= year <= LAST_HIJRI_YEAR:
        raise ValueError(year)
    start = _HIJRI_EPOCH + (year - 1) // 30 * _CYCLE_DAYS + sum(map(_hijri_year_days, range(1, (year - 1) % 30 + 1)))
    if month is None:
        return date.fromordinal(start), date.fromordinal(start + _hijri_year_days(year) - 1)
    first = date.fromordinal(start + (59 * (month - 1) + 1) // 2)  # months of 30 and 29 days in turn
    length = _hijri_year_days(year) - 325 if month == 12 else 30 - (month + 1) % 2
    return _within(first, first + timedelta(length - 1), day)


def _hijri_year_days(year: int) -> int:
    return 355 if (year - 1) % 30 + 1 in _LONG_YEARS else 354


def _within(first: date, last: date, day: int | None) -> tuple[date, date]:
    if day is None:
        if first > last:
            raise ValueError(first)
        return first, last
    that = first + timedelta(day - 1)
    if not first <= that <= last:
        raise ValueError(day)
    return that, that
