"""Cuts a stream into groups, by number and by time, so that each can be asked about or committed at once."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")


def in_groups(things: Iterable[Thing], most: int, seconds: float | None = None) -> Iterator[list[Thing]]:
    """Groups of at most `most`; with `seconds`, a group is given once its first member is older than that."""
    group: list[Thing] = []
    began = 0.0
    for thing in things:
        if not group:
            began = time.monotonic()
        group.append(thing)
        if len(group) >= most or (seconds is not None and time.monotonic() - began >= seconds):
            yield group
            group = []
    if group:
        yield group
