"""Accounts: who may sign in at the desk."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from archive.actions.clock import CURATE, now
from archive.catalogue import accounts, attempts
from archive.catalogue.accounts import Account
from archive.model.access import OPEN, Viewer
from archive.model.errors import NotAllowed, Refused, TooManyAttempts
from archive.wiring import Archive

HOUR_SECONDS = 3600
SHORTEST_PASSWORD = 12
BY_NAME, BY_ADDRESS = "sign-in name", "sign-in address"
_hasher = PasswordHasher()
#: Checked where there is no such account, so that the time an answer takes says nothing about who has one.
_NOBODY = _hasher.hash("nobody has this password")


def add(archive: Archive, name: str, password: str, role: str = "archivist") -> None:
    """Add an account. Raises Refused for a short password, an empty or a taken name."""
    name = name.strip()
    if not name:
        raise Refused("name", name)
    _long_enough(password)
    with archive.catalogue.writing() as c:
        if not accounts.add(c, Account(name, _hasher.hash(password), role, now())):
            raise Refused("name", name)


def change_password(archive: Archive, name: str, password: str) -> None:
    _long_enough(password)
    with archive.catalogue.writing() as c:
        if not accounts.set_password_hash(c, name, _hasher.hash(password)):
            raise Refused("name", name)


def disable(archive: Archive, name: str) -> None:
    with archive.catalogue.writing() as c:
        if not accounts.disable(c, name, at=now()):
            raise Refused("name", name)


def sign_in(archive: Archive, name: str, password: str, address: str) -> Viewer:
    """The viewer a name and password belong to. Raises NotAllowed, and TooManyAttempts by address and by name."""
    limit = archive.settings.number("sign_ins_per_hour")
    with archive.catalogue.writing() as c:
        tried = max(
            attempts.count_and_add(c, BY_ADDRESS, address, now(), HOUR_SECONDS),
            attempts.count_and_add(c, BY_NAME, name.casefold(), now(), HOUR_SECONDS),
        )
    if tried >= limit:
        raise TooManyAttempts(HOUR_SECONDS)
    with archive.catalogue.reading() as c:
        account = accounts.load(c, name)
    if not _matches(account.password_hash if account else _NOBODY, password) or account is None or account.disabled_at:
        raise NotAllowed("sign in")
    with archive.catalogue.writing() as c:
        attempts.forget(c, BY_NAME, name.casefold())
    return _viewer(archive, account)


def viewer_named(archive: Archive, name: str) -> Viewer | None:
    """The viewer of a signed-in session, asked at every request: a disabled account is out at once."""
    with archive.catalogue.reading() as c:
        account = accounts.load(c, name)
    return _viewer(archive, account) if account and not account.disabled_at else None


def _viewer(archive: Archive, account: Account) -> Viewer:
    labels = {term.code for term in archive.vocabularies["labels"] if term.facts.get("archivist") == "yes"}
    return Viewer(account.name, frozenset(labels - {OPEN}), frozenset({CURATE}))


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False


def _long_enough(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("password", str(SHORTEST_PASSWORD))
