"""Cases: what readers report about a record, and ask for."""

from __future__ import annotations

from dataclasses import dataclass

from archive.catalogue.connection import Reading, Writing


@dataclass(frozen=True)
class Case:
    """`kind` is signal, withdrawal or correction; `reply` an address to answer to, if its writer left one."""

    id: int
    at: str
    kind: str
    words: str
    ark: str | None = None
    page: str | None = None
    reply: str | None = None
    closed_at: str | None = None
    closed_by: str | None = None
    outcome: str | None = None


def add(c: Writing, *, at: str, kind: str, words: str, ark: str | None = None, page: str | None = None, reply: str | None = None) -> int:
    """Take a report; gives the number of its case."""
    raise NotImplementedError


def load(c: Reading, case_id: int) -> Case | None:
    raise NotImplementedError


def all(c: Reading, *, closed: bool = False, start: int = 0, size: int = 100) -> list[Case]:
    """The open cases, oldest first, or the closed ones, latest first."""
    raise NotImplementedError


def count_open(c: Reading) -> int:
    raise NotImplementedError


def close(c: Writing, case_id: int, *, who: str, at: str, outcome: str) -> None:
    """Close a case that is open; one already closed stays as it is."""
    raise NotImplementedError
