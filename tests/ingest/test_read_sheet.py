from __future__ import annotations

import csv
import json
import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.item import ItemProblem
from ingest.reading.read_sheet import read_sheet
from tests.ingest.makings import SHARED, a_sheet
from tests.workbooks import an_ods

SPECTRUM = SHARED / "11-csv" / "csv-spectrum"
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_separator_is_the_one_that_cuts_the_header_most(tmp_path: Path, delimiter: str) -> None:
    sheet = read_sheet(a_sheet(tmp_path / "a.csv", ["title", "creator"], ["Rue, port; quai", "Anne"], delimiter=delimiter))
    assert sheet.header == ("title", "creator")
    assert sheet.rows[0].cells == ("Rue, port; quai", "Anne")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_are_read_without_a_word(tmp_path: Path, encoding: str) -> None:
    sheet = read_sheet(a_sheet(tmp_path / "a.csv", ["title"], ["née à Bône – مرحبا"], encoding=encoding))
    assert sheet.header == ("title",)
    assert sheet.rows[0].cells == ("née à Bône – مرحبا",)
    assert not sheet.problems


def test_windows_french_is_read_with_a_warning_that_says_so(tmp_path: Path) -> None:
    sheet = read_sheet(a_sheet(tmp_path / "a.csv", ["title"], ["L’été, née à Noël, cœur et 5 €"], encoding="cp1252"))
    assert sheet.rows[0].cells == ("L’été, née à Noël, cœur et 5 €",)
    assert sheet.encoding == "cp1252"
    assert sheet.problems[0].level == "warning"
    assert "--encoding" in sheet.problems[0].remedy


def test_an_encoding_given_is_the_one_that_counts(tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "a.csv", ["title"], ["née"], encoding="mac-roman")
    assert read_sheet(path, "mac-roman").rows[0].cells == ("née",)
    with pytest.raises(ItemProblem) as refused:
        read_sheet(path, "utf-8")
    assert "ligne 2" in refused.value.problem.text
    with pytest.raises(ItemProblem):
        read_sheet(path, "utf-ocho")


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('title,creator\n"two\nlines",a\n\nthird,b\n', "utf-8")
    assert [(row.number, row.cells[0]) for row in read_sheet(path).rows] == [(2, "two\nlines"), (4, "third")]


def test_a_cell_longer_than_a_reader_of_csv_likes_is_read(tmp_path: Path) -> None:
    sheet = read_sheet(a_sheet(tmp_path / "a.csv", ["title"], ["x" * 300_000]))
    assert len(sheet.rows[0].cells[0]) == 300_000


def test_a_badly_quoted_row_is_refused_and_reading_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('title,creator\n"one"x,a\ntwo,b\n', "utf-8")
    sheet = read_sheet(path)
    assert [row.cells[0] for row in sheet.rows] == ["two"]
    assert (sheet.problems[0].level, sheet.problems[0].row) == ("error", 2)


def test_a_quote_never_closed_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('title,creator\none,a\n"two,b\nthree,c\n', "utf-8")
    sheet = read_sheet(path)
    assert [row.cells[0] for row in sheet.rows] == ["one"]
    assert "ligne de texte 3" in sheet.problems[0].text


def test_control_signs_are_taken_out_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"title\nru\x00e\x07\n")
    sheet = read_sheet(path)
    assert sheet.rows[0].cells == ("rue",)
    assert [problem.level for problem in sheet.problems] == ["note"]


def test_a_formula_stays_text(tmp_path: Path) -> None:
    sheet = read_sheet(a_sheet(tmp_path / "a.csv", ["title"], ['=HYPERLINK("http://x","y")']))
    assert sheet.rows[0].cells == ('=HYPERLINK("http://x","y")',)


def test_cells_beyond_the_header_are_told(tmp_path: Path) -> None:
    sheet = read_sheet(a_sheet(tmp_path / "a.csv", ["title"], ["rue", "lost"], ["quai", ""]))
    assert [(problem.level, problem.row) for problem in sheet.problems] == [("warning", 2)]


def test_a_workbook_is_read_as_its_reader_sees_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["cote", "created", "title", "share"])
    book.active.append([1962, date(1962, 5, 12), "Été", 0.5])
    book.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx").rows[0].cells == ("1962", "1962-05-12", "Été", "0.5")


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["title"])
    book.active.append(["rue"])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    assert read_sheet(tmp_path / "a.csv").rows[0].cells == ("rue",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b" \r\n;;\r\n", "vide"),
        (b"PK\x03\x04 and nothing more", "abîmé"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ancien format"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(ItemProblem) as refused:
        read_sheet(path)
    assert said in refused.value.problem.text
    assert refused.value.problem.remedy


@pytest.mark.skipif(not SPECTRUM.is_dir(), reason="csv-spectrum stands in ../shared/samples only")
def test_the_hard_sheets_of_csv_spectrum_are_read_exactly() -> None:
    wrong = []
    for path in sorted((SPECTRUM / "csvs").glob("*.csv")):
        sheet = read_sheet(path)
        told = [dict(zip(sheet.header, row.cells, strict=True)) for row in sheet.rows]
        wanted = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text("utf-8"))
        rows = wanted if isinstance(wanted, list) else [wanted]
        if told != [{name: text.replace("\r\n", "\n") for name, text in row.items()} for row in rows]:
            wrong.append(path.name)
    assert wrong == ["location_coordinates.csv"]  # whose own JSON tells another telephone number


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=2))
def test_what_a_writer_of_csv_writes_is_read_again(tmp_path: Path, rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    rows = [[unicodedata.normalize("NFC", cell) for cell in row] + ["x"] * (width - len(row)) for row in rows]
    path = tmp_path / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["title", "creator", *map(str, range(width - 2))], *rows])
    assert [list(row.cells) for row in read_sheet(path).rows] == rows


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_sheet_or_one_clear_refusal(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    try:
        sheet = read_sheet(path)
        cells = [*sheet.header, *(cell for row in sheet.rows for cell in row.cells)]
    except ItemProblem as refused:
        cells = [refused.problem.text]
    assert cells
    assert "\0" not in "".join(cells)


def test_an_opendocument_sheet_is_read(tmp_path: Path) -> None:
    sheet = read_sheet(an_ods(tmp_path / "a.ods", ["title@fr", "cote"], ["Été à Nantes", "4 Num 1"]))
    assert (sheet.header, sheet.rows[0].cells) == (("title@fr", "cote"), ("Été à Nantes", "4 Num 1"))


def test_an_xml_file_is_sent_to_its_own_command(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('<?xml version="1.0"?><ead/>')
    with pytest.raises(ItemProblem) as refused:
        read_sheet(tmp_path / "a.csv")
    assert "ingest ead" in refused.value.problem.remedy


def test_the_other_sheets_of_a_workbook_are_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("Photos", "Vide", "Films"):
        sheet = book.create_sheet(name)
        for text in ("title", "rue") if name != "Vide" else ():
            sheet.append([text])
    book.save(tmp_path / "a.xlsx")
    read = read_sheet(tmp_path / "a.xlsx")
    assert [(each.level, "« Photos »" in each.text, "Films" in each.text) for each in read.problems] == [("warning", True, True)]
    assert read.rows[0].cells == ("rue",)
