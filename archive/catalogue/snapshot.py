"""A copy of the whole catalogue at one moment, and putting it back.

Of SQLite it is a database file; of PostgreSQL JSON lines, the first naming the form of the tables, each other
{"table": …, "row": {…}}.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, text

from archive.catalogue.form import NEWEST
from archive.catalogue.tables import metadata

_ROWS_AT_ONCE = 1_000


def take(engine: Engine, path: Path) -> None:
    """Write the snapshot beside `path`, durably, then put it there."""
    fresh = path.with_name(f"{path.name}.part")
    fresh.unlink(missing_ok=True)
    if engine.dialect.name == "sqlite":
        _copy_sqlite(engine, fresh)
    else:
        _write_lines(engine, fresh)
    _sync(fresh)
    fresh.replace(path)
    _sync(path.parent)


def give_back(engine: Engine, path: Path) -> None:
    """Replace all rows by those of a snapshot. Raises ValueError for JSON lines of another form."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(path)) as source, engine.connect() as sql:
            source.backup(_driver(sql))
    else:
        with path.open(encoding="utf-8") as lines, engine.begin() as sql:
            _replace_by(sql, (json.loads(line) for line in lines))


def _copy_sqlite(engine: Engine, path: Path) -> None:
    with engine.connect() as sql, closing(sqlite3.connect(path)) as copy:
        # All pages in one step: one moment, whatever is written meanwhile; in WAL mode no writer waits for it.
        _driver(sql).backup(copy, pages=-1)


def _driver(sql: Connection) -> sqlite3.Connection:
    connection = sql.connection.driver_connection
    if not isinstance(connection, sqlite3.Connection):
        raise TypeError(f"not a connection to SQLite: {connection!r}")
    return connection


def _write_lines(engine: Engine, path: Path) -> None:
    with path.open("w", encoding="utf-8") as lines, engine.begin() as sql:
        lines.write(json.dumps({"form": NEWEST}) + "\n")
        for table in metadata.sorted_tables:
            asked = sql.execution_options(yield_per=_ROWS_AT_ONCE).execute(table.select())
            for row in asked.mappings():
                lines.write(json.dumps({"table": table.name, "row": dict(row)}, ensure_ascii=False) + "\n")


def _replace_by(sql: Connection, lines: Iterator[dict[str, Any]]) -> None:
    form = next(lines, {}).get("form")
    if form != NEWEST:
        raise ValueError(f"The snapshot is of form {form}, this catalogue of form {NEWEST}.")
    for table in reversed(metadata.sorted_tables):
        sql.execute(table.delete())
    for name, some in groupby(lines, key=lambda line: line["table"]):
        table = metadata.tables[name]
        rows: list[dict[str, Any]] = []
        for line in some:
            rows.append(line["row"])
            if len(rows) == _ROWS_AT_ONCE:
                sql.execute(insert(table), rows)
                rows = []
        if rows:
            sql.execute(insert(table), rows)
        _count_on(sql, table)


def _count_on(sql: Connection, table: Table) -> None:
    """Let the numbers PostgreSQL gives go on after the highest put back."""
    if table.autoincrement_column is not None:
        last = f"(SELECT max(id) FROM {table.name})"  # a name of our own table, never anybody's words
        sql.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {last})"))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
