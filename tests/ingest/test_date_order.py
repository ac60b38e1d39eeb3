"""Day or month first: told apart by the whole column, asked where nothing says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.model.errors import Refused
from archive.model.record import Record
from ingest.describing.crosswalk import read_crosswalk
from ingest.describing.describe import Guide, describe
from ingest.item import Cell, Item, ItemProblem
from ingest.telling import date_messages, messages
from tests.ingest.makings import CROSSWALKS, a_guide, a_sheet, described, received

FRENCH, ENGLISH = ("titre", "date de création"), ("title", "created")


def taken_in(
    folder: Path, header: tuple[str, str], *dates: str, crosswalk: str = "dublin-core"
) -> tuple[list[str], list[Item]]:
    """What is said of the sheet, and its items described."""
    rows = [(f"objet {number}", date) for number, date in enumerate(dates)]
    told, items = received(a_sheet(folder / "sheet.csv", header, *rows), crosswalk=crosswalk)
    guide = Guide(CROSSWALKS, a_guide().lexicon, crosswalk)
    return [problem.text for problem in told.problems], [describe(item, guide) for item in items]


def days(items: list[Item]) -> list[str | None]:
    """The first day of each item's date, None where it is words alone."""
    found = []
    for item in items:
        assert isinstance(item.record, Record)
        [date] = item.record.dates["created"]
        found.append(date.earliest.isoformat() if date.earliest else None)
    return found


def test_a_french_sheet_is_read_day_first_without_a_word(tmp_path: Path) -> None:
    said, items = taken_in(tmp_path, FRENCH, "12/03/1968", "01/02/1970")
    assert said == []
    assert days(items) == ["1968-03-12", "1970-02-01"]


def test_one_date_that_can_only_be_month_first_makes_the_whole_column_so(tmp_path: Path) -> None:
    said, items = taken_in(tmp_path, ENGLISH, "01/02/1970", "03/25/1968")
    assert [date_messages.MONTH_FIRST.text.split("{")[0] in each for each in said] == [True]
    assert days(items) == ["1970-01-02", "1968-03-25"]


def test_one_date_that_can_only_be_day_first_makes_an_english_column_so(tmp_path: Path) -> None:
    said, items = taken_in(tmp_path, ENGLISH, "01/02/1970", "25/03/1968")
    assert said == []
    assert days(items) == ["1970-02-01", "1968-03-25"]


def test_both_kinds_in_one_column_are_asked_about_and_the_sure_ones_are_read(tmp_path: Path) -> None:
    said, items = taken_in(tmp_path, FRENCH, "01/02/1970", "25/03/1968", "03/25/1968", "05/05/1968")
    assert len(said) == 1
    assert "« 25/03/1968 », ligne 3" in said[0]
    assert "« 03/25/1968 », ligne 4" in said[0]
    assert days(items) == [None, "1968-03-25", "1968-03-25", "1968-05-05"]


def test_english_headers_and_no_telling_date_are_asked_about(tmp_path: Path) -> None:
    said, items = taken_in(tmp_path, ENGLISH, "01/02/1970")
    assert len(said) == 1
    assert "« created »" in said[0]
    assert days(items) == [None]
    [problem] = [each for each in items[0].problems if each.column == "created"]
    assert problem.row == 2
    assert "date_order" in problem.remedy


@pytest.mark.parametrize(("order", "day"), [("dmy", "1970-02-01"), ("mdy", "1970-01-02")])
def test_the_archivist_answers_in_the_crosswalk(tmp_path: Path, order: str, day: str) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(f'date_order = "{order}"\n', "utf-8")
    said, items = taken_in(tmp_path, ENGLISH, "01/02/1970", crosswalk=str(own))
    assert said == []
    assert days(items) == [day]


def test_an_order_that_is_none_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('date_order = "ymd"\n', "utf-8")
    with pytest.raises(Refused):
        read_crosswalk(CROSSWALKS, str(own))


def test_a_dublin_core_header_is_no_language(tmp_path: Path) -> None:
    said, items = taken_in(tmp_path, ("dcterms:title", "dcterms:created"), "01/02/1970")
    assert said == []
    assert days(items) == ["1970-02-01"]


def test_a_reserved_object_is_refused_where_its_day_may_be_another(tmp_path: Path) -> None:
    _, [item] = received(a_sheet(tmp_path / "s.csv", ("title", "created", "access_until"), ("x", "1962", "03/04/2031")))
    with pytest.raises(ItemProblem):
        describe(item, a_guide())


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("un jour", date_messages.BAD_DATE), ("12/03/68", date_messages.SHORT_YEAR), ("31/02/1968", date_messages.NO_SUCH_DAY),
        ("1975-1960", date_messages.ENDS_BEFORE_IT_BEGINS), ("15 chaabane 1380 (1975)", date_messages.DATES_DISAGREE),
        ("1905/11", date_messages.SEVERAL_MEANINGS), ("500 av. J.-C.", date_messages.OUTSIDE_THE_YEARS),
    ],
)  # fmt: skip
def test_a_date_that_stays_words_says_why_and_in_which_row(written: str, sentence: messages.Sentence) -> None:
    item = described(title="x", created=written)
    [problem] = item.problems
    assert problem == sentence.about("sheet.csv", 2, "created", text=written)
    assert item.record is not None
    assert item.record.dates["created"][0].undated


def test_a_hijri_date_is_converted_and_said_to_be_so() -> None:
    item = described(title="x", created="15 شعبان 1380")
    assert item.record is not None
    [date] = item.record.dates["created"]
    assert (str(date.earliest), date.approximate) == ("1961-02-02", True)
    assert [problem.level for problem in item.problems] == ["note"]


def test_a_period_of_the_vocabulary_has_its_days() -> None:
    item = described(title="x", created="guerre d’Algérie")
    assert item.record is not None
    [date] = item.record.dates["created"]
    assert (str(date.earliest), str(date.latest)) == ("1954-11-01", "1962-07-05")
    assert item.problems == ()


def test_what_a_finding_aid_gives_beside_the_words_goes_before_them() -> None:
    cells = (Cell("title", "x", 2), Cell("created", "temps des cours du soir", 2, normal="1962/1964"))
    item = describe(Item("r1", "sheet.csv", row=2, cells=cells), a_guide())
    assert item.record is not None
    [date] = item.record.dates["created"]
    assert (date.written, str(date.earliest), str(date.latest)) == (
        "temps des cours du soir",
        "1962-01-01",
        "1964-12-31",
    )
    assert item.problems == ()
