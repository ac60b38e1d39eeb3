"""`archive status`, `archive retry`, `archive reindex`, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.carriers.election import elected
from archive.cli import main
from archive.wiring import Archive
from search.embedded import EmbeddedIndex
from search.index import SearchUnavailable
from tests.archive.carriers.poison import poisoned
from tests.archive.carriers.working import at_work
from tests.builders import a_record, carried, deposited


@pytest.fixture
def typed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("ARCHIVE_HOME", str(archive.settings.home))
    return CliRunner()


def answer(typed: CliRunner, *words: str, code: int = 0) -> str:
    result = typed.invoke(main, words)
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


def test_an_index_is_made_again_while_a_carrier_is_at_work(archive: Archive, typed: CliRunner) -> None:
    deposited(archive, a_record("r1"), a_record("r2"))
    with at_work(archive):
        assert "2 notices indexées." in answer(typed, "reindex")
        assert "2 notices indexées." in answer(typed, "reindex", "--anew")


def test_what_is_set_aside_is_listed_with_its_reason_and_taken_up_again(archive: Archive, typed: CliRunner) -> None:
    (ark,) = deposited(archive, a_record("r1"), carry=False)
    with poisoned(ark):
        carried(archive)
    said = answer(typed, "status")
    assert "Changements mis de côté 1" in said
    assert f"record:{ark}" in said
    assert "earliest" in said
    assert "1 changements repris" in answer(typed, "retry")
    carried(archive)
    assert "Changements mis de côté 0" in answer(typed, "status")


def test_a_search_engine_that_is_away_is_said_in_one_sentence(
    archive: Archive, typed: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_given: object) -> None:
        raise SearchUnavailable("gone")

    monkeypatch.setattr(EmbeddedIndex, "count", away)
    assert "Moteur de recherche ne répond pas" in answer(typed, "status")
    with elected(Path(archive.settings.home) / "reindex.lock"):
        assert "un autre processus refait l’index" in answer(typed, "reindex", code=1)
