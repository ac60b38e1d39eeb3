"""The catalogue and the index from preservation alone, row by row."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from archive.actions import curate, find, keep, read, rebuild, reindex
from archive.actions.curate import Correction
from archive.actions.question import Question
from archive.actions.undo import take_back
from archive.catalogue import declared
from archive.catalogue.tables import metadata
from archive.model.access import PUBLIC
from archive.model.record import Value
from archive.wiring import Archive, open_archive
from tests.builders import ARCHIVIST, a_file, a_record, carried, deposited, said, some_settings


def rows(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    with archive.catalogue.reading() as c:
        return {
            name: sorted((tuple(row) for row in c.execute(select(metadata.tables[name]))), key=repr)
            for name in declared.REBUILT
        }


@pytest.fixture
def full(archive: Archive) -> Archive:
    """An archive in which something of everything has happened."""
    interview = a_record("r1", "Entretien", kind="interview", files=(a_file(b"sound", role="sound", name="é.mp3"),))
    (first,) = deposited(archive, interview, masters=[b"sound"], passages={"f1": said("Un.", "Deux.", label="closed")})
    bellevue = Value("Bellevue", "fr", authority="bellevue", role="depicted")
    deposited(archive, a_record("r2", terms={"spatial": (bellevue,)}, dates={"created": "vers 1962"}))
    correction = Correction(terms={"title": (Value("Autre titre", "fr"),)})
    curate.correct(archive, ARCHIVIST, first, correction, expected_version=1, why="erreur")
    for identifier, open_ in (("r3", True), ("r4", False)):
        (ark,) = deposited(archive, a_record(identifier), open_=open_)
        take_back(archive, ARCHIVIST, read.record(archive, ARCHIVIST, ark).record.batch or "")
    carried(archive)
    return archive


@pytest.fixture
def anew(full: Archive, tmp_path: Path) -> Iterator[Archive]:
    """The same archive after its catalogue and index were lost."""
    home = full.settings.home
    (home / "preservation").rename(tmp_path / "kept")
    again = tmp_path / "again"
    again.mkdir()
    (tmp_path / "kept").rename(again / "preservation")
    made = open_archive(some_settings(again))
    rebuild.rebuild(made)
    reindex.reindex(made)
    yield made
    made.close()


def test_every_rebuilt_table_comes_back_row_by_row(full: Archive, anew: Archive) -> None:
    before, after = rows(full), rows(anew)
    assert before.keys() == after.keys()
    for name in before:
        assert after[name] == before[name], name


def test_what_was_found_before_is_found_after(anew: Archive) -> None:
    assert find.search(anew, PUBLIC, Question("autre titre")).total == 1
    assert find.search(anew, PUBLIC, Question("deux")).total == 0
    assert find.search(anew, ARCHIVIST, Question("deux")).total == 1


def test_a_backup_restored_elsewhere_is_the_same_archive(full: Archive, tmp_path: Path) -> None:
    keep.backup(full, tmp_path / "backup")
    made = open_archive(some_settings(tmp_path / "elsewhere"))
    keep.restore(made, tmp_path / "backup")
    reindex.reindex(made)
    assert rows(made) == rows(full)
    assert find.search(made, PUBLIC, Question("autre titre")).total == 1
    assert list(keep.check(made)) == []
    made.close()


def test_an_index_that_was_lost_is_filled_again_by_the_carrier(full: Archive) -> None:
    shutil.rmtree(full.settings.home / "index")
    carried(full)
    assert find.search(full, PUBLIC, Question("autre titre")).total == 1
