"""Who carries: one process at a time, by a lock that the system frees when that process ends, however it ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def elected(lock: Path) -> Iterator[bool]:
    """True inside, for the one process that holds the lock."""
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def in_turn(lock: Path) -> Iterator[None]:
    """Inside, nobody else carries: who does gives way after what it is at, and goes on when the block has ended."""
    with _asking(lock).open("a") as asking, lock.open("a") as file:
        fcntl.flock(asking, fcntl.LOCK_EX)
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def wanted(lock: Path) -> bool:
    """Whether somebody asks the holder of the lock to give way."""
    with _asking(lock).open("a") as asking:
        try:
            fcntl.flock(asking, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _asking(lock: Path) -> Path:
    return lock.with_suffix(".asked")
