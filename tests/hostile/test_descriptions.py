"""Sheets and finding aids made to do harm are read in real children: each is refused with words, or read for what it is."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.model.batch import Problem
from ingest.item import Item, ItemProblem
from ingest.limits import Limits
from ingest.receiving.receive_dublin_core import receive_dublin_core
from ingest.receiving.receive_ead import receive_ead
from ingest.receiving.receive_sheet import SheetAsked, SheetReceived, read_spool, receive_sheet
from ingest.workers import Lost, run_all
from tests.ingest.makings import CROSSWALKS, a_sheet
from tests.workbooks import a_workbook_that_unpacks_to, an_ods_of_everything

#: As `config/` has it, but quicker: 2 GB and half a minute.
LIMITS = Limits(seconds=30, memory_bytes=2_000_000_000)
Reader = Callable[[SheetAsked], SheetReceived]


def received(path: Path, reader: Reader = receive_sheet, crosswalk: str = "dublin-core") -> SheetReceived | Lost[SheetAsked]:
    asked = SheetAsked(path, path.parent, CROSSWALKS, crosswalk, None, path.with_name("spool"))
    [(_, result)] = run_all(reader, [asked], LIMITS, workers=1)
    return result


def items(path: Path) -> list[Item]:
    return [item for group in read_spool(path.with_name("spool")) for item in group]


def refusal(path: Path, reader: Reader = receive_sheet, crosswalk: str = "dublin-core") -> str:
    """What is said of a file that is refused, by its reader or by who watches it."""
    try:
        result: SheetReceived | Lost[SheetAsked] | Problem = received(path, reader, crosswalk)
    except ItemProblem as refused:
        result = refused.problem
    assert not isinstance(result, SheetReceived)
    assert result.remedy
    return result.text


def test_a_workbook_that_swells_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    assert "déploierait" in refusal(a_workbook_that_unpacks_to(tmp_path / "a.xlsx", 600_000_000))


def test_a_sheet_of_everything_repeated_costs_itself(tmp_path: Path) -> None:
    assert refusal(an_ods_of_everything(tmp_path / "a.ods"))


def test_a_cell_longer_than_most_programs_allow_is_kept_whole(tmp_path: Path) -> None:
    long = "m" * 1_000_000
    assert not isinstance(received(a_sheet(tmp_path / "a.csv", ["title"], [long])), Lost)
    assert items(tmp_path / "a.csv")[0].cells[0].text == long


def test_a_cell_without_end_is_refused_and_the_other_rows_are_read(tmp_path: Path) -> None:
    result = received(a_sheet(tmp_path / "a.csv", ["title"], ["m" * 11_000_000], ["rue"]))
    assert isinstance(result, SheetReceived)
    assert [(each.level, each.row) for each in result.problems] == [("error", 2)]
    assert [item.cells[0].text for item in items(tmp_path / "a.csv")] == ["rue"]


def test_twenty_thousand_columns_are_read_and_what_nobody_knows_is_said_once(tmp_path: Path) -> None:
    header = ["title", *(f"champ {number}" for number in range(19_999))]
    result = received(a_sheet(tmp_path / "a.csv", header, ["rue", *["x"] * 19_999]))
    assert isinstance(result, SheetReceived)
    assert len(result.problems) < 100
    assert "19949 autres" in result.problems[-1].text


def test_more_columns_are_refused(tmp_path: Path) -> None:
    assert "20000" in refusal(a_sheet(tmp_path / "a.csv", ["t"] * 20_001, ["x"] * 20_001))


def test_zeros_and_formulas_are_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'title,creator\nru\x00e,"=cmd|\' /C calc\'!A0"\n+1+1,@SUM(A1)\n')
    assert isinstance(received(tmp_path / "a.csv"), SheetReceived)
    cells = [cell.text for item in items(tmp_path / "a.csv") for cell in item.cells]
    assert cells == ["rue", "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)"]


def test_collections_in_collections_without_end_are_refused(tmp_path: Path) -> None:
    rows = ([f"c{n}", f"c{n + 1}", "Fonds"] for n in range(3000))
    result = received(a_sheet(tmp_path / "a.csv", ["source_identifier", "parent", "title"], *rows))
    assert isinstance(result, SheetReceived)
    assert any(each.stopped_at for each in items(tmp_path / "a.csv"))


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">',
        '<!ENTITY % y SYSTEM "http://127.0.0.1:9/x"> %y; <!ENTITY x "">',
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;&b;&b;&b;">',
    ],
)
@pytest.mark.parametrize(("reader", "crosswalk"), [(receive_ead, "ead"), (receive_dublin_core, "dublin-core-xml")])
def test_entities_are_refused(tmp_path: Path, declared: str, reader: Reader, crosswalk: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f"<!DOCTYPE ead [{declared}]><ead><archdesc><did><unittitle>&x;</unittitle></did></archdesc></ead>")
    assert "entités" in refusal(path, reader, crosswalk)


def test_a_million_levels_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<ead><archdesc><dsc>" + "<c>" * 1_000_000)
    assert refusal(path, receive_ead, "ead")


def test_many_small_elements_stay_within_the_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<ead><archdesc><did/><scopecontent>" + "<p>a</p>" * 500_000 + "</scopecontent></archdesc></ead>")
    assert isinstance(received(path, receive_ead, "ead"), SheetReceived)


def test_a_sheet_full_of_bad_quotes_is_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerow(["title"])
        file.write('a"b"c\n"x"y\n' * 5000 + "rue\n")
    assert isinstance(received(tmp_path / "a.csv"), SheetReceived)
