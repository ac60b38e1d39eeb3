"""Dates as sources write them, and the days they mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model.dates import ArchiveDate, as_edtf, read_date
from archive.model.edtf import read_edtf

MEANINGS = [
    ("1962", "1962-01-01", "1962-12-31"),
    ("vers 1962", "1962-01-01", "1962-12-31"),
    ("années 70", "1970-01-01", "1979-12-31"),
    ("les années 1970", "1970-01-01", "1979-12-31"),
    ("the 1970s", "1970-01-01", "1979-12-31"),
    ("début des années 60", "1960-01-01", "1962-12-31"),
    ("late 1960s", "1967-01-01", "1969-12-31"),
    ("fin 1962", "1962-09-01", "1962-12-31"),
    ("été 1974", "1974-06-01", "1974-08-31"),
    ("hiver 1962-1963", "1962-12-01", "1963-02-28"),
    ("entre 1960 et 1975", "1960-01-01", "1975-12-31"),
    ("de mars 1962 à avril 1963", "1962-03-01", "1963-04-30"),
    ("1962-1964", "1962-01-01", "1964-12-31"),
    ("1962–64", "1962-01-01", "1964-12-31"),
    ("[1958 ?]", "1958-01-01", "1958-12-31"),
    ("1968 (?)", "1968-01-01", "1968-12-31"),
    ("12/03/1968", "1968-03-12", "1968-03-12"),
    ("le 3 mars 1911", "1911-03-03", "1911-03-03"),
    ("1er mai 1968", "1968-05-01", "1968-05-01"),
    ("March 3, 1911", "1911-03-03", "1911-03-03"),
    ("février 1968", "1968-02-01", "1968-02-29"),
    ("fin XIXe siècle", "1871-01-01", "1900-12-31"),
    ("XXe s.", "1901-01-01", "2000-12-31"),
    ("avant 1954", None, "1953-12-31"),
    ("jusqu’en 1954", None, "1954-12-31"),
    ("après 1981", "1982-01-01", None),
    ("depuis 1974", "1974-01-01", None),
    ("s.d.", None, None),
    ("192X", "1920-01-01", "1929-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("156X-12-25", "1560-12-25", "1569-12-25"),
    ("19XX-02-29", "1904-02-29", "1996-02-29"),
    ("1950S2", "1900-01-01", "1999-12-31"),
    ("1985/..", "1985-01-01", None),
    ("../1985", None, "1985-12-31"),
    ("1984~/2004-06", "1984-01-01", "2004-06-30"),
    ("2001-34", "2001-04-01", "2001-06-30"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
]


@pytest.mark.parametrize(("written", "earliest", "latest"), MEANINGS)
def test_a_written_date_means_these_days_and_keeps_its_words(
    written: str, earliest: str | None, latest: str | None
) -> None:
    read = read_date(written)
    assert read is not None
    assert (read.written, read.earliest, read.latest) == (written, _day(earliest), _day(latest))


@pytest.mark.parametrize(
    "written",
    [
        "31/06/1970",
        "31 février 1970",
        "7/1/51",
        "0000",
        "99999",
        "1975-1960",
        "entre 1975 et 1960",
        "un jour",
        "",
        "1962-13",
        "années 73",
    ],
)
def test_what_no_form_fits_is_never_guessed_at(written: str) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(
    ("written", "approximate", "uncertain"),
    [("vers 1962", True, False), ("1958 ?", False, True), ("1962", False, False)],
)
def test_a_date_says_whether_it_is_approximate_or_uncertain(written: str, approximate: bool, uncertain: bool) -> None:
    read = read_date(written)
    assert read is not None
    assert (read.approximate, read.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize("written", [written for written, *_ in MEANINGS])
def test_the_edtf_of_a_written_date_means_the_same_days(written: str) -> None:
    read = read_date(written)
    assert read is not None
    if read.edtf is not None:
        again = read_edtf(read.edtf)
        assert again is not None
        assert (again.earliest, again.latest) == (read.earliest, read.latest)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    read = read_date(text)
    assert read is None or read.written == text


@given(st.dates(), st.dates())
def test_any_two_days_in_order_survive_edtf(first: date, last: date) -> None:
    first, last = sorted((first, last))
    read = read_edtf(f"{first.isoformat()}/{last.isoformat()}")
    assert read is not None
    again = read_edtf(as_edtf(read) or "")
    assert again is not None
    assert (again.earliest, again.latest) == (first, last)


@pytest.mark.parametrize("written", ["vers 1962", "s.d.", "avant 1954", "1969/1987"])
def test_a_date_comes_back_from_json_as_it_was(written: str) -> None:
    read = read_date(written)
    assert read is not None
    assert ArchiveDate.from_json(read.to_json()) == read


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
