from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from archive.model.batch import Problem
from archive.model.record import Value
from ingest.grouping import in_groups
from ingest.item import Item, Proposal
from ingest.progress import Pace, watching
from ingest.report import Line, Report, write_report


def a_report() -> Report:
    report = Report()
    report.tell([Problem("warning", "s.csv", "Colonne inconnue", "Corrigez", 1, "tilte")])
    item = Item("r1", "s.csv").noting(Problem("error", "a.jpg", "Vide", "Recopiez", 2)).proposing(
        Proposal("title", Value("a"), "nom du fichier")
    )  # fmt: skip
    report.add([Line.of(item, "refused"), Line("r2", "added", "ark:99999/x"), Line("r3", "skipped", "ark:99999/y")])
    return report


def test_a_report_counts_what_became_of_each_item() -> None:
    assert dict(a_report().counts) == {"refused": 1, "added": 1, "skipped": 1}


def test_a_row_that_could_not_be_read_counts_as_refused() -> None:
    report = Report()
    report.tell([Problem("error", "s.csv", "Guillemet", "Fermez", 3), Problem("note", "Thumbs.db", "Système")])
    assert report.counts["refused"] == 1


def test_the_report_names_file_row_column_and_remedy(tmp_path: Path) -> None:
    path = write_report(a_report(), tmp_path / "reports", "b1", {"id": "b1"})
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert [(row["outcome"], row["file"], row["row"], row["column"], row["remedy"]) for row in rows] == [
        ("", "s.csv", "1", "tilte", "Corrigez"), ("refused", "a.jpg", "2", "", "Recopiez"), ("added", "", "", "", ""),
    ]  # fmt: skip
    told = json.loads((tmp_path / "reports" / "b1.json").read_text("utf-8"))
    assert told["counts"] == {"refused": 1, "added": 1, "skipped": 1}
    assert told["items"][0]["proposals"][0]["source"] == "nom du fichier"
    assert sorted(each.name for each in (tmp_path / "reports").iterdir()) == ["b1.csv", "b1.json"]


@pytest.mark.parametrize("text", ["=1+1", "+33", "-x", "@cmd", "\tx"])
def test_no_cell_of_a_report_is_a_formula(text: str) -> None:
    report = Report()
    report.add([Line(text, "refused", problems=(Problem("error", text, text, text),))])
    row = next(csv.DictReader(io.StringIO(report.to_csv())))
    assert {row["source_identifier"], row["file"], row["text"], row["remedy"]} == {f"'{text}"}


def test_progress_says_how_much_how_fast_and_how_long() -> None:
    pace = Pace(pieces=50, of_pieces=100, size_bytes=5_000_000, of_bytes=10_000_000)
    assert pace.share == 0.5
    assert pace.seconds_left == pytest.approx(pace.seconds, rel=0.01)
    assert "50 éléments sur 100 · 5,0 Mo sur 10,0 Mo" in pace.words()


def test_where_there_is_no_terminal_progress_is_plain_lines() -> None:
    console = Console(file=io.StringIO(), force_terminal=False, width=200)
    with watching(console) as watcher:
        watcher.expect(2, 10)
        watcher.went_in(1, 5)
        watcher.went_in(1, 5)
    told = console.file.getvalue() if isinstance(console.file, io.StringIO) else ""
    assert told.count("\n") == 1
    assert "2 éléments sur 2" in told
    assert "\x1b" not in told


def test_on_a_terminal_progress_moves() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=120)
    with watching(console) as watcher:
        watcher.expect(2, 10)
        watcher.went_in(2, 10)
    assert isinstance(console.file, io.StringIO)
    assert "\x1b" in console.file.getvalue()


def test_groups_are_cut_by_number_and_by_time() -> None:
    assert list(in_groups(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(in_groups(range(3), 10, seconds=0)) == [[0], [1], [2]]
