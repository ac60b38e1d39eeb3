"""Bringing a catalogue to today's form, by one process at a time."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from archive.catalogue.form import NEWEST, step_of

_STEPS = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7236470)")


def upgrade(engine: Engine) -> None:
    """Make the tables, or change them to today's form, in one transaction; a second process waits, then does nothing."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_ONE_AT_A_TIME)
        if step_of(connection) != NEWEST:
            command.upgrade(configuration(connection), NEWEST)


def configuration(connection: Connection) -> Config:
    """Alembic's own settings, for this connection."""
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
