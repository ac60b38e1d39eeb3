"""Bringing a catalogue to today's form, by one process at a time."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, text

_STEPS = Path(__file__).parent / "migrations"
#: The last step in `migrations/versions`, so that opening a catalogue of today's form looks no further.
NEWEST = "0001"
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7236470)")


def upgrade(engine: Engine) -> None:
    """Make the tables, or change them to today's form, in one transaction; a second process waits, then does nothing."""
    with engine.connect() as connection:
        if _step_of(connection) == NEWEST:
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_ONE_AT_A_TIME)
        if _step_of(connection) != NEWEST:
            command.upgrade(configuration(connection), NEWEST)


def configuration(connection: Connection) -> Config:
    """Alembic's own settings, for this connection."""
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _step_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    step: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return step
