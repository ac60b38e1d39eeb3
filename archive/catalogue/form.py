"""Which form the catalogue's tables have, known without loading what changes them."""

from __future__ import annotations

from importlib import import_module

from sqlalchemy import Connection, Engine, inspect, text

#: The last step in `migrations/versions`, so that opening a catalogue of today's form looks no further.
NEWEST = "0002"


def step_of(connection: Connection) -> str | None:
    """The step a catalogue is at; None for one without tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    step: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return step


def bring_to_today(engine: Engine) -> None:
    """Make the tables, or change them to today's form, where they are not of it."""
    with engine.connect() as connection:
        if step_of(connection) == NEWEST:
            return
    # Alembic takes as long to load as all the rest of the catalogue, in every process; most never need it.
    import_module("archive.catalogue.migrate").upgrade(engine)
