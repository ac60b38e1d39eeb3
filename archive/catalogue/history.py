"""History: every saved change of a record, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archive.catalogue.connection import Reading
from archive.model.history import Change


def of(c: Reading, ark: str) -> list[Change]:
    """All changes of a record, the accession first; empty if there is none, or it was withdrawn."""
    raise NotImplementedError


def of_many(c: Reading, arks: Iterable[str]) -> dict[str, list[Change]]:
    raise NotImplementedError


@dataclass(frozen=True)
class Line:
    """A change in the list of all: whose, which and when, without what."""

    ark: str
    number: int
    at: str
    who: str
    action: str
    why: str
    batch: str | None


def latest(c: Reading, size: int = 50) -> list[Line]:
    """The latest changes of any record, latest first."""
    raise NotImplementedError
