"""What holds of every written date: no text breaks the reader, no date ends before it begins, no year is invented."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from archive.model.date_spelling import plain
from archive.model.dates import read_date
from archive.model.edtf import Interval, as_edtf, read_edtf
from archive.model.reading_dates import Customs
from tests.archive.model.written_dates import PERIODS, TABLE

CUSTOMS = Customs(periods=PERIODS)
#: Pieces of written dates that name no year of their own …
PIECES = (
    "1962", "1975", "1911", "64", "3", "12", "12/03/1968", "03/1962", "1939-40", "mars", "juillet", "3 مارس", "vers", "ca",
    "avant", "après", "depuis", "jusqu’en", "entre", "et", "ou", "à", "-", "/", ",", "?", "[", "]", "(", ")", "été", "hiver",
    "début", "fin", "mi-", "premier", "trimestre", "1er", "de", "le", "en", "Q2", "قبل", "بعد", "بين", "و", "من", "إلى",
    "حوالي", "1962-", "s.d.", "environ", "X", "~", "..", "{", "}",
)  # fmt: skip
#: … and some that name years without writing them.
NAMED = {
    "années 60": range(1960, 1970), "1930s": range(1930, 1940), "الستينات": range(1960, 1970), "[196-]": range(1960, 1970),
    "XIXe siècle": range(1801, 1901), "20e s.": range(1901, 2001), "19--": range(1900, 2000), "an VIII": range(1799, 1801),
    "12 vendémiaire an IV": range(1795, 1796), "1380 هـ": range(1960, 1962), "15 chaabane 1380": range(1961, 1962),
    "l’Occupation": range(1940, 1945), "guerre d’Algérie": range(1954, 1963), "Mai 68": range(1968, 1969),
}  # fmt: skip
words = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(list(NAMED))), min_size=1, max_size=6).flatmap(
    lambda pieces: st.sampled_from((" ", "")).map(lambda between: between.join(pieces))
)
anything = st.one_of(st.text(max_size=40), words, st.sampled_from(TABLE).map(lambda line: line.written))


@given(anything)
def test_no_text_breaks_the_reader_and_no_date_ends_before_it_begins(text: str) -> None:
    read = read_date(text, CUSTOMS)
    if read is not None:
        assert read.written == text
        assert read.earliest is None or read.latest is None or read.earliest <= read.latest


@given(anything)
def test_the_edtf_of_any_written_date_means_the_same_days(text: str) -> None:
    read = read_date(text, CUSTOMS)
    if read is not None and read.edtf is not None:
        again = read_edtf(read.edtf)
        assert again is not None
        assert (again.earliest, again.latest) == (read.earliest, read.latest)


@given(words)
@example("12 et 1962")
@example("1962 [1963]")
def test_no_year_is_invented(text: str) -> None:
    """Each year of a date stands in its words, or beside one that does ("avant", "hiver"), or is named by a decade, a century,
    a period or a calendar."""
    read = read_date(text, CUSTOMS)
    if read is None:
        return
    found = [day.year for day in (read.earliest, read.latest) if day]
    assert set(found) <= {year + near for year in _years_in(text) for near in (-1, 0, 1)}


def _years_in(text: str) -> set[int]:
    figures = plain(text)
    whole = {int(year) for year in re.findall(r"\d{4}", figures)}
    short = {year // 100 * 100 + int(two) for year in whole for two in re.findall(r"\d\d", figures)}
    short |= {year // 10 * 10 + int(one) for year in whole for one in re.findall(r"\d", figures)}
    named = {year for name, years in NAMED.items() if plain(name) in figures for year in years}
    decades = {year + after for year in whole if "X" in text or "s" in text for after in range(10)}
    return whole | short | named | decades


@given(st.text(alphabet="0123456789X-/.~?%[]{},", max_size=24))
def test_no_expression_breaks_the_edtf_reader(text: str) -> None:
    read = read_edtf(text)
    assert read is None or read.earliest is None or read.latest is None or read.earliest <= read.latest


@given(st.dates(), st.dates(), st.booleans(), st.booleans(), st.sampled_from(("both", "first", "last")))
def test_any_interval_survives_edtf(one: date, other: date, approximate: bool, uncertain: bool, known: str) -> None:
    first, last = sorted((one, other))
    interval = Interval(
        None if known == "last" else first,
        None if known == "first" else last,
        approximate=approximate,
        uncertain=uncertain,
    )
    assert read_edtf(as_edtf(interval) or "") == interval
