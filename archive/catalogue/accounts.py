"""Accounts: who may sign in, and as what."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from archive.catalogue.connection import Reading, Writing
from archive.catalogue.tables import accounts


@dataclass(frozen=True)
class Account:
    name: str
    password_hash: str
    role: str
    added_at: str
    disabled_at: str | None = None


def add(c: Writing, account: Account) -> bool:
    """Add an account; False, and nothing is changed, if its name is taken."""
    if load(c, account.name):
        return False
    c.execute(insert(accounts), [vars(account)])
    return True


def load(c: Reading, name: str) -> Account | None:
    row = c.execute(select(accounts).where(accounts.c.name == name)).mappings().first()
    return Account(**row) if row else None


def all(c: Reading) -> list[Account]:  # noqa: A001
    """Every account, disabled ones too, by name."""
    return [Account(**row) for row in c.execute(select(accounts).order_by(accounts.c.name)).mappings()]


def set_password_hash(c: Writing, name: str, password_hash: str) -> bool:
    """False if there is no such account."""
    return _change(c, name, password_hash=password_hash)


def disable(c: Writing, name: str, *, at: str) -> bool:
    """Let an account sign in no more; False if there is no such account."""
    return _change(c, name, disabled_at=at)


def enable(c: Writing, name: str) -> bool:
    """Let a disabled account sign in again; False if there is no such account."""
    return _change(c, name, disabled_at=None)


def _change(c: Writing, name: str, **columns: str | None) -> bool:
    return c.execute(update(accounts).where(accounts.c.name == name).values(columns)).rowcount == 1
