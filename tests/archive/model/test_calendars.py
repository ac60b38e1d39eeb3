"""Republican days are exact, Hijri days as the tabular calendar has them; periods come from their vocabulary."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model.calendars import LAST_HIJRI_YEAR, hijri_days, republican_days
from archive.model.dates import read_date
from archive.model.periods import periods_by_name
from archive.model.reading_dates import Customs
from archive.model.vocabulary import from_rows
from tests.archive.model.written_dates import PERIODS


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1er vendémiaire an I", "1792-09-22"), ("2 pluviôse an I", "1793-01-21"), ("13 messidor an I", "1793-07-01"),
        ("16 pluviôse an II", "1794-02-04"), ("9 thermidor an II", "1794-07-27"), ("13 vendémiaire an IV", "1795-10-05"),
        ("18 fructidor an V", "1797-09-04"), ("18 brumaire an VIII", "1799-11-09"), ("30 floréal an X", "1802-05-20"),
        ("28 floréal an XII", "1804-05-18"), ("11 frimaire an XIII", "1804-12-02"), ("11 frimaire an XIV", "1805-12-02"),
    ],
)  # fmt: skip
def test_a_day_of_the_revolution_is_the_day_history_knows(written: str, day: str) -> None:
    read = read_date(written)
    assert read is not None
    assert (str(read.earliest), str(read.latest), read.approximate) == (day, day, False)


def test_republican_days_follow_each_other_without_a_gap_to_the_last_of_1805() -> None:
    expected = date(1792, 9, 22)
    for year in range(1, 15):
        for month in range(1, 14):
            try:
                first, last = republican_days(year, month)
            except ValueError:  # after 10 nivôse an XIV
                assert (year, month) >= (14, 5)
                continue
            assert first == expected
            expected = last + timedelta(1)
    assert expected == date(1806, 1, 1)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1 محرم 1400", "1979-11-21"), ("1 رمضان 1381", "1962-02-06"), ("27 رجب 1382", "1962-12-24"),
        ("1 muharram 1446", "2024-07-08"),
    ],
)  # fmt: skip
def test_a_hijri_day_is_that_of_the_tabular_calendar(written: str, day: str) -> None:
    read = read_date(written)
    assert read is not None
    assert (str(read.earliest), str(read.latest), read.approximate) == (day, day, True)


@given(st.integers(1, LAST_HIJRI_YEAR - 1))
def test_hijri_months_follow_each_other_and_fill_their_year(year: int) -> None:
    start, end = hijri_days(year)
    months = [hijri_days(year, month) for month in range(1, 13)]
    assert [first for first, _ in months] == [start, *(last + timedelta(1) for _, last in months[:-1])]
    assert months[-1][1] == end
    assert hijri_days(year + 1)[0] == end + timedelta(1)


def test_a_period_has_the_days_of_its_line_by_any_of_its_names() -> None:
    rows = [
        {
            "code": "tramway",
            "fr": "temps du tramway",
            "en": "tram years",
            "days": "1879/1958-01-25",
            "other_fr": "l’ère des trams",
        }
    ]
    customs = Customs(periods=periods_by_name(from_rows("periods", rows)))
    for name in ("Temps du tramway", "the Tram Years", "pendant l'ère des trams"):
        read = read_date(name, customs)
        assert read is not None
        assert (str(read.earliest), str(read.latest), read.edtf) == (
            "1879-01-01",
            "1958-01-25",
            "1879-01-01/1958-01-25",
        )


def test_a_period_without_days_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="tramway"):
        periods_by_name(from_rows("periods", [{"code": "tramway", "fr": "tramway", "days": "un jour"}]))


def test_without_a_vocabulary_no_period_has_days() -> None:
    assert read_date("Trente Glorieuses") is None
    assert "trente glorieuses" in PERIODS
