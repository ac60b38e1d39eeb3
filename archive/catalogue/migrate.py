"""Bringing a catalogue to today's form."""

from __future__ import annotations

from sqlalchemy import Engine


def upgrade(engine: Engine) -> None:
    raise NotImplementedError
