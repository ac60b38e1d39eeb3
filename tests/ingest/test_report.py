from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from lxml.html import fromstring
from rich.console import Console

from archive.model.batch import Problem
from archive.model.record import Value
from ingest.grouping import in_groups
from ingest.item import Item, Proposal
from ingest.telling.progress import Pace, watching
from ingest.telling.report import Line, Report, without_refused
from ingest.telling.report_files import read_report, write_csv, write_report


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
    told_of = ("Résultat", "Niveau", "Fichier", "Ligne", "Colonne", "Constat", "Remède ou source")
    assert [tuple(row[name] for name in told_of) for row in rows] == [
        ("", "attention", "s.csv", "1", "tilte", "Colonne inconnue", "Corrigez"),
        ("refusée", "erreur", "a.jpg", "2", "", "Vide", "Recopiez"),
        ("refusée", "proposition", "", "", "title", "a", "nom du fichier"),
        ("entrée", "", "", "", "", "", ""),
    ]  # fmt: skip
    told = json.loads((tmp_path / "reports" / "b1.json").read_text("utf-8"))
    assert told["counts"] == {"refused": 1, "added": 1, "skipped": 1}
    assert told["items"][0]["proposals"][0]["source"] == "nom du fichier"
    assert sorted(each.name for each in (tmp_path / "reports").iterdir()) == ["b1.csv", "b1.html", "b1.json"]


def test_the_report_is_a_page_of_its_own_with_everything_that_the_csv_says(tmp_path: Path) -> None:
    report = a_report()
    report.add([Line("<script>", "updated", before={"kind": "a"}, after={"kind": "b"})])
    write_report(report, tmp_path, "b1", {"id": "b1", "source": "é&.csv"})
    page = fromstring((tmp_path / "b1.html").read_text("utf-8"))
    assert (page.get("lang"), page.findtext(".//h1")) == ("fr", "Rapport du lot b1 · é&.csv")
    told = " ".join("".join(map(str, page.itertext())).split())
    for row in csv.reader(io.StringIO((tmp_path / "b1.csv").read_text("utf-8-sig")), strict=True):
        assert row[0] == "Résultat" or all(" ".join(cell.split()) in told for cell in row)
    last = list(page.iter("tr"))[-1]
    cells = [" ".join(" ".join(map(str, cell.itertext())).split()) for cell in last]
    assert cells == ["<script> mise à jour", "changement", "kind", "a → b"]
    assert not [each for each in page.iter() if each.get("src") or each.get("href")]


def test_a_report_is_read_as_it_was_written(tmp_path: Path) -> None:
    report = a_report()
    write_report(report, tmp_path, "b1", {"id": "b1"})
    read = read_report(tmp_path / "b1.json")
    assert (list(read.lines), list(read.general)) == (list(report.lines), list(report.general))
    assert read.counts == report.counts == {"refused": 1, "added": 1, "skipped": 1}


def test_what_is_tried_again_is_reported_anew() -> None:
    left = without_refused(a_report())
    assert ([line.source_identifier for line in left.lines], list(left.general)) == (["r2"], [])
    assert dict(left.counts) == {"added": 1, "skipped": 1}


def test_a_long_report_takes_no_more_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.telling.report._IN_MEMORY_BYTES", 1000)
    report = Report()
    for number in range(200):
        report.add([Line(f"r{number}", "added")])
    assert [line.source_identifier for line in report.lines] == [f"r{number}" for number in range(200)]


@pytest.mark.parametrize("text", ["=1+1", "+33", "-x", "@cmd", "\tx"])
def test_no_cell_of_a_report_is_a_formula(text: str) -> None:
    report = Report()
    report.add([Line(text, "refused", problems=(Problem("error", text, text, text),))])
    file = io.StringIO()
    write_csv(report, file)
    row = list(csv.reader(io.StringIO(file.getvalue())))[1]
    assert {row[place] for place in (1, 4, 7, 8)} == {f"'{text}"}


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
