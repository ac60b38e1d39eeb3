"""Opening the catalogue, and its two transactions: one reads a single moment, one writes all or nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError

from archive.catalogue import snapshot
from archive.catalogue.form import bring_to_today
from archive.catalogue.stamp import Stamp
from archive.failpoints import failpoint
from archive.model.errors import CatalogueUnavailable

#: How long one writer waits for another, in milliseconds.
_BUSY_MILLISECONDS = 60_000
#: Writers of a PostgreSQL catalogue take turns as those of SQLite do: outbox rows are numbered in the order of commits.
_WRITERS_TAKE_TURNS = text("SELECT pg_advisory_xact_lock(7236471)")


class Reading:
    """A connection that sees one moment of the catalogue. Only this room asks it anything."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def execute(
        self, statement: Executable, values: Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        return self._sql.execute(statement, values)

    @property
    def on_sqlite(self) -> bool:
        return self._sql.dialect.name == "sqlite"


class Writing(Reading):
    """A connection whose changes all take place when its `with` ends, or none of them.

    `narrowed`: something became less visible in it, so that the stamp will be raised.
    """

    narrowed: bool = False


@dataclass(frozen=True)
class Catalogue:
    """The catalogue, open. Threads share it; a process opens its own."""

    _readers: Engine
    _writers: Engine
    stamp: Stamp | None = None

    @classmethod
    def open(cls, url: str, stamp: Stamp | None = None) -> Catalogue:
        """The catalogue at a SQLAlchemy URL, made or brought to today's form if need be.

        Several processes may open it at once. The stamp is raised, in case one died between a commit and its raising.
        """
        writers = _engine(url, writes=True)
        bring_to_today(writers)
        if stamp is not None:
            stamp.raise_()
        return cls(_engine(url, writes=False), writers, stamp)

    def close(self) -> None:
        self._readers.dispose()
        self._writers.dispose()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A consistent read, which waits for no writer. Raises CatalogueUnavailable."""
        with _in_our_words(), self._readers.connect() as sql, sql.begin():
            yield Reading(sql)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction: durable once the `with` has ended, undone if anything is raised in it. Writers take turns.

        Raises CatalogueUnavailable.
        """
        with _in_our_words(), self._writers.connect() as sql:
            writing = Writing(sql)
            with sql.begin():
                if not writing.on_sqlite:
                    sql.execute(_WRITERS_TAKE_TURNS)
                yield writing
                failpoint("catalogue: before commit")
            failpoint("catalogue: after commit")
        if writing.narrowed and self.stamp is not None:
            self.stamp.raise_()

    def snapshot(self, path: Path) -> None:
        """A copy of one moment of the catalogue in the file `path`, made while others read and write."""
        snapshot.take(self._readers, path)

    def give_back(self, path: Path) -> None:
        """Replace all the catalogue holds by a snapshot: of SQLite also an older one, of PostgreSQL one of the same form."""
        snapshot.give_back(self._writers, path)
        bring_to_today(self._writers)
        if self.stamp is not None:
            self.stamp.raise_()


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Only this room knows the database's errors: those of its state, not of ours, become one that all know."""
    try:
        yield
    except OperationalError as trouble:
        raise CatalogueUnavailable(str(trouble.orig)) from trouble


def _engine(url: str, *, writes: bool) -> Engine:
    """An engine whose every transaction reads one moment, or takes its turn to write."""
    on_sqlite = make_url(url).get_backend_name() == "sqlite"
    options: dict[str, Any] = {} if on_sqlite or writes else {"isolation_level": "REPEATABLE READ"}
    engine = create_engine(
        url, json_serializer=_json, pool_size=8, max_overflow=32, pool_pre_ping=not on_sqlite, **options
    )
    if on_sqlite:
        _prepare_sqlite(engine, writes=writes)
    return engine


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare_sqlite(engine: Engine, *, writes: bool) -> None:
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "connect")
    def settle(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # an acknowledged commit survives a power cut
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is withdrawn leaves no bytes in the file
        connection.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")

    @event.listens_for(engine, "begin")
    def begin_it(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
