"""Dates as they are kept and shown."""

from __future__ import annotations

import pytest

from archive.model.dates import ArchiveDate, read_date


@pytest.mark.parametrize("written", ["vers 1962", "s.d.", "avant 1954", "1969/1987", "[1994 ?]", "1994 ou 1995"])
def test_a_date_comes_back_from_json_as_it_was(written: str) -> None:
    read = read_date(written)
    assert read is not None
    assert ArchiveDate.from_json(read.to_json()) == read


def test_an_undated_mark_is_undated_and_a_date_open_on_one_side_is_not() -> None:
    undated, before = read_date("s.d."), read_date("avant 1954")
    assert undated is not None
    assert undated.undated
    assert before is not None
    assert not before.undated


def test_the_words_are_kept_to_the_letter() -> None:
    read = read_date("  Vers  1962 ")
    assert read is not None
    assert read.written == "  Vers  1962 "


def test_nothing_written_is_no_date() -> None:
    assert read_date("") is None
    assert read_date(" \t") is None
