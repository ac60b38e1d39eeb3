"""Accounts: who may sign in, and as what."""

from __future__ import annotations

from dataclasses import dataclass

from archive.catalogue.connection import Reading, Writing


@dataclass(frozen=True)
class Account:
    name: str
    password_hash: str
    role: str
    added_at: str
    disabled_at: str | None = None


def add(c: Writing, account: Account) -> bool:
    """Add an account; False, and nothing is changed, if its name is taken."""
    raise NotImplementedError


def load(c: Reading, name: str) -> Account | None:
    raise NotImplementedError


def all(c: Reading) -> list[Account]:
    raise NotImplementedError


def set_password_hash(c: Writing, name: str, password_hash: str) -> bool:
    """False if there is no such account."""
    raise NotImplementedError


def disable(c: Writing, name: str, *, at: str) -> bool:
    """Let an account sign in no more; False if there is no such account."""
    raise NotImplementedError


def enable(c: Writing, name: str) -> bool:
    raise NotImplementedError
