"""Every line of the table of written dates (dates.csv), and that the table says enough."""

from __future__ import annotations

from collections import Counter

import pytest

from archive.model.dates import understand
from archive.model.edtf import as_edtf, read_edtf
from archive.model.reading_dates import REFUSALS
from tests.archive.model.written_dates import TABLE, Written

UNDERSTOOD = [line for line in TABLE if not line.refused]


@pytest.mark.parametrize("line", UNDERSTOOD, ids=str)
def test_a_written_date_means_what_the_table_says(line: Written) -> None:
    read = understand(line.written, line.customs).date
    assert read is not None
    assert (read.written, read.earliest, read.latest) == (line.written, line.earliest, line.latest)
    assert (read.edtf, read.approximate, read.uncertain) == (line.edtf, line.approximate, line.uncertain)


@pytest.mark.parametrize("line", [line for line in TABLE if line.refused], ids=str)
def test_what_the_table_refuses_stays_words_for_the_reason_it_gives(line: Written) -> None:
    read = understand(line.written, line.customs)
    assert (read.date, read.refused) == (None, line.refused)


@pytest.mark.parametrize("line", [line for line in UNDERSTOOD if line.edtf], ids=str)
def test_the_edtf_of_a_written_date_means_the_same_days_and_marks(line: Written) -> None:
    again = read_edtf(line.edtf or "")
    assert again is not None
    assert (again.earliest, again.latest) == (line.earliest, line.latest)
    assert (again.approximate, again.uncertain) == (line.approximate, line.uncertain)
    assert read_edtf(as_edtf(again) or "") is not None


def test_the_table_has_three_hundred_lines_and_more_each_once_and_every_reason() -> None:
    assert len(TABLE) >= 300
    assert Counter((line.written, line.hint) for line in TABLE).most_common(1)[0][1] == 1
    assert {line.refused for line in TABLE} - {""} == set(REFUSALS)
