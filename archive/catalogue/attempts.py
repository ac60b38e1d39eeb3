"""Attempts: how often somebody tried something lately, so that a limit can be kept by every process at once."""

from __future__ import annotations

from archive.catalogue.connection import Writing


def count_and_add(c: Writing, what: str, who: str, now: str, window_seconds: int) -> int:
    """How often `who` tried `what` in the window that ends now, this time not counted; and count this time for later.

    Older attempts at `what` are forgotten. Raise a refusal after the transaction, not in it, or this time is undone too.
    """
    raise NotImplementedError
