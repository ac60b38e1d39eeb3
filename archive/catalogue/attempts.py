"""Attempts: how often somebody tried something lately, so that a limit can be kept by every process at once."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select

from archive.catalogue.connection import Writing
from archive.catalogue.instants import later
from archive.catalogue.tables import attempts


def count_and_add(c: Writing, what: str, who: str, now: str, window_seconds: int) -> int:
    """How often `who` tried `what` in the window that ends now, this time not counted; it is counted for later.

    Older attempts at `what` are forgotten. Raise a refusal after the transaction, not in it, or this time is undone too.
    """
    c.execute(delete(attempts).where(attempts.c.what == what, attempts.c.at <= later(now, -window_seconds)))
    theirs = (attempts.c.what == what, attempts.c.who == who)
    count = int(c.execute(select(func.count()).select_from(attempts).where(*theirs)).scalar_one())
    c.execute(insert(attempts), [{"what": what, "who": who, "at": now}])
    return count


def forget(c: Writing, what: str, who: str) -> None:
    """Count anew from nothing, as after a sign-in that succeeded."""
    c.execute(delete(attempts).where(attempts.c.what == what, attempts.c.who == who))
