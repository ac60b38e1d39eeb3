from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.actions import accession, desk
from archive.actions.clock import SYSTEM
from archive.wiring import Archive, open_archive
from ingest import cli
from tests.builders import carried, some_settings
from tests.ingest.makings import a_jpeg, a_sheet

HEADER = ["source_identifier", "title@fr", "files"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for commands that run here, without a carrier."""

    @contextmanager
    def nobody(_archive: Archive) -> Iterator[None]:
        yield

    monkeypatch.setenv("ARCHIVE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(cli, "carrying", nobody)
    monkeypatch.setattr(cli, "_carried", lambda _archive, _carrier: None)
    return tmp_path / "home"


@pytest.fixture
def ingest(home: Path, no_children: None) -> CliRunner:
    return CliRunner()


def run(runner: CliRunner, *words: str | Path) -> Result:
    return runner.invoke(cli.main, [str(word) for word in words], catch_exceptions=False)


def batch_in(result: Result) -> str:
    return told_batch(result.output)


def told_batch(words: str) -> str:
    found = re.search(r"Lot (\S+)", words)
    assert found
    return found[1]


def test_zero_says_that_all_is_in(ingest: CliRunner, home: Path, tmp_path: Path) -> None:
    result = run(ingest, "sheet", a_sheet(tmp_path / "s.csv", HEADER, ["r1", "Rue", ""]))
    assert result.exit_code == 0
    assert "1 entrée" in result.output
    assert (home / "reports" / f"{batch_in(result)}.csv").is_file()


def test_one_says_that_something_was_refused(ingest: CliRunner, tmp_path: Path) -> None:
    result = run(ingest, "sheet", a_sheet(tmp_path / "s.csv", HEADER, ["r1", "Rue", "none.jpg"], ["r2", "Quai", ""]))
    assert result.exit_code == 1
    assert "s.csv, ligne 2, colonne files" in result.output
    assert "→ " in result.output
    assert "1 entrée, 1 refusée" in result.output


@pytest.mark.parametrize(
    "words",
    [
        ("sheet", "nowhere.csv"), ("folder", "nowhere"), ("resume", "nothing"), ("undo", "nothing"),
        ("sheet", "s.csv", "--crosswalk", "nothing"), ("sheet", "s.csv", "--encoding", "utf-ocho"),
        ("sheet", "s.csv", "--files", "nowhere"), ("folder", "empty"),
    ],
)  # fmt: skip
def test_two_says_that_it_could_not_start(
    ingest: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    a_sheet(tmp_path / "s.csv", HEADER, ["r1", "Rue", ""])
    (tmp_path / "empty").mkdir()
    result = run(ingest, *words)
    assert result.exit_code == 2
    assert result.output.strip()
    assert "Traceback" not in result.output


def test_a_wrong_setting_keeps_it_from_starting(ingest: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAX_PIXELS", "many")
    assert run(ingest, "sheet", a_sheet(tmp_path / "s.csv", HEADER, ["r1", "Rue", ""])).exit_code == 2


def test_a_dry_run_makes_no_archive(ingest: CliRunner, home: Path, tmp_path: Path) -> None:
    result = run(ingest, "sheet", a_sheet(tmp_path / "s.csv", HEADER, ["r1", "Rue", ""]), "--dry-run")
    assert (result.exit_code, [each.name for each in home.iterdir()]) == (0, ["reports"])
    assert "1 à faire entrer" in result.output


def test_a_change_is_shown_as_a_difference(ingest: CliRunner, tmp_path: Path) -> None:
    run(ingest, "sheet", a_sheet(tmp_path / "s.csv", HEADER, ["r1", "Rue", ""]))
    result = run(ingest, "sheet", a_sheet(tmp_path / "s.csv", HEADER, ["r1", "Quai", ""]))
    assert "terms.title : Rue → Quai" in result.output
    assert "1 proposée" in result.output
    assert "1 mise à jour" in run(ingest, "sheet", tmp_path / "s.csv", "--update").output


def test_a_batch_can_be_undone_and_seen(ingest: CliRunner, tmp_path: Path) -> None:
    first = run(ingest, "sheet", a_sheet(tmp_path / "s.csv", HEADER, ["r1", "Rue", ""]))
    assert "1 supprimée" in run(ingest, "undo", batch_in(first)).output
    status = run(ingest, "status")
    assert (status.exit_code, "défait" in status.output) == (0, True)
    assert run(ingest, "resume", batch_in(first)).exit_code == 2


def test_the_desk_shows_what_the_files_of_a_batch_propose(ingest: CliRunner, home: Path, tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    a_jpeg(tmp_path / "box" / "rue des pins.jpg")
    batch = batch_in(run(ingest, "folder", tmp_path / "box"))
    archive = open_archive(some_settings(home))
    carried(archive)
    shown = desk.batch(archive, SYSTEM, batch)
    archive.close()
    assert shown is not None
    told = [(each.identifier, each.term, each.value.text, each.source) for each in shown.proposed]
    assert told == [("rue des pins.jpg", "title", "rue des pins", "nom du fichier")]


def test_what_was_refused_is_tried_again_by_one_command(ingest: CliRunner, tmp_path: Path) -> None:
    first = run(ingest, "sheet", a_sheet(tmp_path / "s.csv", HEADER, ["r1", "Rue", "late.jpg"], ["r2", "Quai", ""]))
    a_jpeg(tmp_path / "late.jpg")
    again = run(ingest, "retry", batch_in(first), "--failed")
    assert (again.exit_code, batch_in(again)) == (0, batch_in(first))
    assert "2 entrées" in again.output
    assert run(ingest, "retry", batch_in(first)).exit_code == 2
    assert run(ingest, "retry", "nothing", "--failed").exit_code == 2


def test_who_took_it_in_stands_in_the_batch(ingest: CliRunner, home: Path, tmp_path: Path) -> None:
    run(ingest, "sheet", a_sheet(tmp_path / "s.csv", HEADER, ["r1", "Rue", ""]), "--who", "Yvette")
    archive = open_archive(some_settings(home))
    assert [batch.who for batch in desk.status(archive, SYSTEM).batches] == ["Yvette"]
    archive.close()


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "ARCHIVE_HOME": str(home)}


def test_a_real_run_brings_everything_to_all_three_stores(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "a.jpg")
    sheet = a_sheet(tmp_path / "s.csv", HEADER, ["r1", "La rue des Pins", "a.jpg"], ["r2", "Quai", "none.jpg"])
    command = [sys.executable, "-m", "ingest.cli", "sheet", str(sheet), "--open"]
    ended = subprocess.run(command, env=environment(tmp_path / "home"), capture_output=True, text=True, timeout=90, check=False)
    assert (ended.returncode, "1 entrée, 1 refusée" in ended.stdout) == (1, True), ended.stderr
    archive = open_archive(some_settings(tmp_path / "home"))
    assert desk.lag(archive)[0] == 0
    record = accession.known(archive, ["r1"])["r1"].record
    assert archive.preservation.head(record.ark) == 1
    assert archive.derivatives.ready(record.ark, "f1")
    archive.close()


def test_ctrl_c_stops_after_the_files_in_hand_and_the_rest_comes_in_later(tmp_path: Path) -> None:
    rows = []
    for number in range(60):
        a_jpeg(tmp_path / f"{number}.jpg", number, side=1500)
        rows.append([f"r{number}", "Rue", f"{number}.jpg"])
    sheet, home = a_sheet(tmp_path / "s.csv", HEADER, *rows), tmp_path / "home"
    command = [sys.executable, "-m", "ingest.cli"]
    one_child = {**environment(home), "INGEST_WORKERS": "1"}
    with subprocess.Popen([*command, "sheet", str(sheet)], env=one_child, stdout=subprocess.PIPE, text=True) as process:
        limit = time.monotonic() + 60
        while not list(home.glob("ingesting/*/000002")) and time.monotonic() < limit:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=60)[0]
    assert process.returncode == 3, told
    archive = open_archive(some_settings(home))
    [batch] = desk.status(archive, SYSTEM).batches
    came_in = accession.known(archive, [row[0] for row in rows])
    assert (batch.state, batch.counts) == ("stopped", {"added": len(came_in)})
    assert 1 <= len(came_in) < 60
    assert subprocess.run([*command, "resume", batch.id], env=environment(home), capture_output=True, check=False).returncode == 0
    assert desk.status(archive, SYSTEM).batches[0].counts == {"added": 60}
    archive.close()


def test_the_worker_ends_when_it_is_told_to(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ingest.cli", "work"]
    worker = subprocess.Popen(command, env=environment(tmp_path / "home"), stderr=subprocess.PIPE)
    limit = time.monotonic() + 60
    while not (tmp_path / "home" / "catalogue.sqlite").exists() and time.monotonic() < limit:
        time.sleep(0.1)
    time.sleep(1)
    worker.send_signal(signal.SIGTERM)
    told = worker.communicate(timeout=30)[1]
    assert (worker.returncode, b"Traceback" in told) == (0, False), told.decode()


def test_a_finding_aid_goes_in_with_its_levels_and_is_known_again(ingest: CliRunner, home: Path, tmp_path: Path) -> None:
    inner = '<did><unittitle>Fonds</unittitle></did><dsc><c id="a"><did><unittitle>Rue</unittitle></did></c></dsc>'
    aid = tmp_path / "aid.xml"
    aid.write_text(f"<ead><eadheader><eadid>FR</eadid></eadheader><archdesc level='fonds'>{inner}</archdesc></ead>", "utf-8")
    assert "2 entrées" in run(ingest, "ead", aid).output
    assert "2 inchangées" in run(ingest, "ead", aid).output
    archive = open_archive(some_settings(home))
    known = accession.known(archive, ["FR", "FR#a"])
    archive.close()
    assert known["FR#a"].record.parent == known["FR"].record.ark


def test_dublin_core_in_xml_goes_in(ingest: CliRunner, tmp_path: Path) -> None:
    notice = tmp_path / "notice.xml"
    notice.write_text('<r xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Rue</dc:title></r>', "utf-8")
    assert "1 entrée" in run(ingest, "dc", notice).output


def test_a_crosswalk_is_drafted_and_never_written_over(ingest: CliRunner, tmp_path: Path) -> None:
    sheet, own = a_sheet(tmp_path / "s.csv", ["titre", "n°"], ["Rue", "1"]), tmp_path / "own.toml"
    assert '"titre" = "title"' in run(ingest, "crosswalk", sheet).output
    assert run(ingest, "crosswalk", sheet, "--to", own).exit_code == 0
    assert run(ingest, "crosswalk", sheet, "--to", own).exit_code == 2
    assert "1 entrée" in run(ingest, "sheet", sheet, "--crosswalk", own).output
