"""What comes again: moved, in another order, back as it was, after it was withdrawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archive.actions import accession, desk
from archive.actions.clock import SYSTEM
from archive.catalogue import records
from archive.model.record import Record
from archive.wiring import Archive
from ingest import batch as batches
from ingest.batch import Asked, Ended
from ingest.telling.progress import Unwatched
from tests.ingest.makings import a_jpeg, a_sheet

pytestmark = pytest.mark.usefixtures("no_children")
HEADER = ["source_identifier", "title@fr", "parent"]
ROWS = [["c1", "Fonds un", ""], ["c2", "Fonds deux", ""], ["p1", "Un", "c1"], ["p2", "Deux", "c1"], ["p3", "Trois", "c1"]]


def take_in(archive: Archive, folder: Path, *rows: list[str], header: list[str] = HEADER, **asked: Any) -> Ended:
    sheet = a_sheet(folder / "s.csv", header, *rows)
    return batches.start(archive, Asked(str(sheet), **asked), "Anne", Unwatched())


def held(archive: Archive, identifier: str) -> Record:
    return accession.known(archive, [identifier])[identifier].record


def order_of(archive: Archive, *identifiers: str) -> list[int]:
    return [held(archive, each).position for each in identifiers]


def test_a_record_moved_to_another_collection_is_proposed_and_then_moved(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, tmp_path, *ROWS)
    moved = [*ROWS[:4], ["p3", "Trois", "c2"]]
    ended = take_in(archive, tmp_path, *moved)
    assert dict(ended.report.counts) == {"skipped": 4, "proposed": 1}
    assert held(archive, "p3").parent == held(archive, "c1").ark
    take_in(archive, tmp_path, *moved, update=True)
    assert held(archive, "p3").parent == held(archive, "c2").ark


def test_a_record_may_move_to_a_collection_that_comes_in_with_it(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, tmp_path, *ROWS)
    moved = [*ROWS[:4], ["p3", "Trois", "c3"], ["c3", "Fonds trois", ""]]
    sheet = a_sheet(tmp_path / "s.csv", HEADER, *moved)
    tried = batches.attempt(archive, archive.settings, Asked(str(sheet), update=True), Unwatched())
    ended = take_in(archive, tmp_path, *moved, update=True)
    assert dict(tried.report.counts) == dict(ended.report.counts) == {"added": 1, "updated": 1, "skipped": 4}
    assert held(archive, "p3").parent == held(archive, "c3").ark


def test_a_collection_unknown_at_first_takes_its_records_in_once_it_is_there(archive: Archive, tmp_path: Path) -> None:
    lone = ["p9", "Neuf", "c9"]
    take_in(archive, tmp_path, lone)
    assert dict(take_in(archive, tmp_path, lone).report.counts) == {"skipped": 1}
    take_in(archive, tmp_path, lone, ["c9", "Fonds neuf", ""], update=True)
    assert held(archive, "p9").parent == held(archive, "c9").ark


def test_rows_in_another_order_put_the_collection_in_that_order(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, tmp_path, *ROWS)
    assert order_of(archive, "p1", "p2", "p3") == [1, 2, 3]
    swapped = [*ROWS[:2], ROWS[4], ROWS[3], ROWS[2]]
    assert dict(take_in(archive, tmp_path, *swapped, update=True).report.counts) == {"skipped": 3, "updated": 2}
    assert order_of(archive, "p1", "p2", "p3") == [3, 2, 1]
    assert dict(take_in(archive, tmp_path, *swapped).report.counts) == {"skipped": 5}


def test_a_sheet_of_some_records_says_nothing_of_the_order_of_all(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, tmp_path, *ROWS)
    take_in(archive, tmp_path, ["p3", "Trois, corrigé", "c1"], update=True)
    assert held(archive, "p3").title_in("fr").text == "Trois, corrigé"
    assert order_of(archive, "p1", "p2", "p3") == [1, 2, 3]


def test_a_place_the_sheet_names_is_taken_at_its_word(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, tmp_path, *ROWS)
    header = [*HEADER, "position"]
    take_in(archive, tmp_path, ["p1", "Un", "c1", "12"], header=header, update=True)
    assert order_of(archive, "p1", "p2") == [12, 2]


def test_a_proposal_goes_when_the_sheet_goes_back(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, tmp_path, *ROWS)
    take_in(archive, tmp_path, *ROWS[:4], ["p3", "Quatre", "c1"])
    assert desk_proposals(archive) == [held(archive, "p3").ark]
    take_in(archive, tmp_path, *ROWS)
    assert desk_proposals(archive) == []


def desk_proposals(archive: Archive) -> list[str]:
    return [job.subject for job in desk.status(archive, SYSTEM).proposals]


def test_the_id_of_a_page_gone_is_never_given_again(archive: Archive, tmp_path: Path) -> None:
    header = ["source_identifier", "title@fr", "files"]
    for number, shade in enumerate((10, 90, 200), start=1):
        a_jpeg(tmp_path / f"{number}.jpg", shade)
    take_in(archive, tmp_path, ["p1", "Lettre", "1.jpg|2.jpg"], header=header)
    take_in(archive, tmp_path, ["p1", "Lettre", "1.jpg"], header=header, update=True)
    take_in(archive, tmp_path, ["p1", "Lettre", "1.jpg|3.jpg"], header=header, update=True)
    assert [(file.id, file.name) for file in held(archive, "p1").files] == [("f1", "1.jpg"), ("f3", "3.jpg")]


def withdrawn(archive: Archive, identifier: str) -> str:
    ark = held(archive, identifier).ark
    with archive.catalogue.writing() as c:
        records.withdraw(c, ark, who="Anne", reason="wish", why="à la demande de la famille", at="2026-11-25T10:00:00Z")
    return ark


def test_what_was_withdrawn_does_not_come_in_anew_by_itself(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, tmp_path, *ROWS, open_=True)
    ark = withdrawn(archive, "p3")
    tried = batches.attempt(archive, archive.settings, Asked(str(tmp_path / "s.csv")), Unwatched())
    ended = take_in(archive, tmp_path, *ROWS)
    assert dict(tried.report.counts) == dict(ended.report.counts) == {"skipped": 4, "refused": 1}
    [problem] = [each for line in ended.report.lines if line.what == "refused" for each in line.problems]
    assert all(word in problem.text for word in (ark, "2026-11-25", "à la demande de la famille"))
    assert "--withdrawn" in problem.remedy


def test_what_was_withdrawn_comes_back_as_another_record_where_it_is_asked_for(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, tmp_path, *ROWS, open_=True)
    ark = withdrawn(archive, "p3")
    assert dict(take_in(archive, tmp_path, *ROWS, withdrawn=True).report.counts) == {"skipped": 4, "added": 1}
    assert held(archive, "p3").ark != ark
    assert dict(take_in(archive, tmp_path, *ROWS).report.counts) == {"skipped": 5}
