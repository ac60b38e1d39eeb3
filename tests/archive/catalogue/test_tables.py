"""The tables: made by migrations, declared, rebuilt row by row, copied whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select, text

from archive.catalogue import (
    accounts,
    arks,
    attempts,
    authorities,
    batches,
    cases,
    declared,
    form,
    history,
    jobs,
    migrate,
    outbox,
    passages,
    records,
)  # fmt: skip
from archive.catalogue.accounts import Account
from archive.catalogue.connection import Catalogue, Writing
from archive.catalogue.tables import metadata
from archive.model.batch import Problem
from archive.model.errors import CatalogueUnavailable
from archive.model.record import Record, Value
from archive.model.tombstone import Tombstone
from tests.archive.catalogue.builders import (
    AT,
    LATER,
    a_batch,
    a_file,
    a_record,
    an_authority,
    saved,
    some_passages,
)  # fmt: skip

Rows = Mapping[str, list[tuple[Any, ...]]]


def _rows(catalogue: Catalogue, names: tuple[str, ...] = tuple(metadata.tables)) -> Rows:
    with catalogue.reading() as c:
        return {name: sorted(map(tuple, c.execute(select(metadata.tables[name]))), key=repr) for name in names}


def _fill(catalogue: Catalogue) -> None:
    """A row or more in every table."""
    place = an_authority("p1", "Istanbul@fr", "Constantinople@fr/historic")
    terms = {"spatial": (Value("Istanbul", authority="p1", role="born"),)}
    record = a_record(terms=terms, files=(a_file("f2"), a_file("f1")), batch="b1", keys={"source_identifier": "L-1"})
    unseen, seen = a_record(label="closed", opened=False, batch="b1"), a_record()
    words = {"f1": some_passages("un", "deux"), "f2": some_passages("page", file="f2", page=1)}
    with catalogue.writing() as c:
        batches.save(c, a_batch(), at=AT)
        batches.add_problems(c, "b1", [Problem("error", "a.jpg", "Vide")])
        authorities.save(c, place, at=AT)
        saved(c, record, passages=words, batch="b1")
        saved(c, record.under("closed"), at=LATER, action="closing")
        saved(c, unseen)
        saved(c, seen)
        records.purge(c, unseen.ark, who="ana", why="", at=LATER, batch="b1")
        records.withdraw(c, seen.ark, who="ana", reason="request", why="", at=LATER)
        batches.finish(c, "b1", at=LATER, state="undone")
        jobs.add(c, "derive", record.ark, {"file": "f1"}, AT)
        cases.add(c, at=AT, kind="signal", words="Regardez")
        accounts.add(c, Account("ana", "hash", "archivist", AT))
        attempts.count_and_add(c, "report", "192.0.2.1", AT, 3600)


def test_every_table_is_declared(catalogue: Catalogue) -> None:
    assert set(declared.TABLES) == set(metadata.tables)


def test_the_migrated_tables_are_those_the_code_knows(catalogue: Catalogue, url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_in_sqlite_they_are_so_to_the_letter(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.sqlite", tmp_path / "migrated.sqlite"
    engine = create_engine(f"sqlite:///{made}")
    metadata.create_all(engine)
    engine.dispose()
    Catalogue.open(f"sqlite:///{migrated}").close()
    assert _schema(migrated) == _schema(made)


def _schema(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {" ".join(sql.split()) for name, sql in found if name != "alembic_version"}


def test_the_newest_migration_is_the_one_that_is_looked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [form.NEWEST]


def test_a_catalogue_opened_again_keeps_what_it_holds(catalogue: Catalogue, url: str) -> None:
    _fill(catalogue)
    again = Catalogue.open(url)
    assert _rows(again) == _rows(catalogue)
    again.close()


def test_sqlite_keeps_what_it_acknowledged_and_waits_its_turn(tmp_path: Path) -> None:
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    settled = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 60_000, "secure_delete": 1}
    with catalogue.writing() as c:
        assert {name: c.execute(text(f"PRAGMA {name}")).scalar_one() for name in settled} == settled
    catalogue.close()


def test_a_connection_that_reads_cannot_write(tmp_path: Path) -> None:
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    with pytest.raises(CatalogueUnavailable, match="readonly"), catalogue.reading() as c:
        c.execute(text("DELETE FROM records"))
    catalogue.close()


def test_a_full_disk_is_told_as_such_and_leaves_nothing(tmp_path: Path) -> None:
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    record = a_record("long " * 100_000)
    with pytest.raises(CatalogueUnavailable, match="full"), catalogue.writing() as c:
        _save_on_a_full_disk(c, record)
    with catalogue.reading() as c:
        assert records.load(c, record.ark) is None
        assert outbox.lag(c) == (0, None)
    catalogue.close()


def _save_on_a_full_disk(c: Writing, record: Record) -> None:
    c.execute(text("PRAGMA max_page_count = 60"))  # pages: hardly more than the empty tables take
    saved(c, record)


def test_what_is_rebuilt_is_the_same_row_by_row(catalogue: Catalogue, tmp_path: Path) -> None:
    _fill(catalogue)
    other = Catalogue.open(f"sqlite:///{tmp_path / 'rebuilt.sqlite'}")
    with catalogue.reading() as held, other.writing() as c:
        for authority in authorities.all(held):
            authorities.restore(c, authority)
        for ark, stored in records.load_many(held, records.arks(held)).items():
            records.restore(c, stored.record, history.of(held, ark), passages.of(held, ark))
        for ark, fate in arks.all_fates(held):
            if isinstance(fate, Tombstone):
                arks.restore_tombstone(c, fate)
            else:
                arks.restore_spent(c, ark)
        for batch in batches.all(held):
            batches.restore(c, batch)
    rebuilt = _rows(catalogue, declared.REBUILT)
    assert all(rebuilt.values()), "each table has something to compare"
    assert _rows(other, declared.REBUILT) == rebuilt
    assert _rows(other, ("arks",)) == _rows(catalogue, ("arks",))
    with other.reading() as c:
        assert outbox.pending(c) == []
    other.close()


def test_restoring_twice_changes_nothing(catalogue: Catalogue) -> None:
    _fill(catalogue)
    before = _rows(catalogue)
    with catalogue.writing() as c:
        for ark, stored in records.load_many(c, records.arks(c)).items():
            records.restore(c, stored.record, history.of(c, ark), passages.of(c, ark))
        for batch in batches.all(c):
            batches.restore(c, batch)
    assert _rows(catalogue) == before


def test_a_snapshot_gives_back_every_row(catalogue: Catalogue, tmp_path: Path) -> None:
    _fill(catalogue)
    held = _rows(catalogue)
    catalogue.snapshot(tmp_path / "snapshot")
    with catalogue.writing() as c:
        saved(c, a_record())
        outbox.tick(c, [row.id for row in outbox.pending(c)], preserved=True, indexed=True)
    catalogue.give_back(tmp_path / "snapshot")
    assert _rows(catalogue) == held
    with catalogue.writing() as c:
        cases.add(c, at=AT, kind="signal", words="Encore")
        saved(c, a_record())
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_a_snapshot_is_of_one_moment_and_waits_for_no_writer(catalogue: Catalogue, tmp_path: Path) -> None:
    _fill(catalogue)
    held = _rows(catalogue)
    with catalogue.writing() as c:
        saved(c, a_record())
        catalogue.snapshot(tmp_path / "snapshot")
    catalogue.give_back(tmp_path / "snapshot")
    assert _rows(catalogue) == held


def test_a_reader_sees_one_moment(catalogue: Catalogue) -> None:
    first, second = a_record(), a_record()
    with catalogue.writing() as c:
        saved(c, first)
    with catalogue.reading() as reader:
        assert records.load(reader, first.ark)
        with catalogue.writing() as c:
            saved(c, second)
        assert records.load(reader, second.ark) is None
    with catalogue.reading() as reader:
        assert records.load(reader, second.ark)
