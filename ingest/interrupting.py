"""Ctrl-C and SIGTERM: a batch stops after the group in hand and says how to go on; a worker ends between two jobs."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupted_by_signals() -> Iterator[None]:
    """Inside, SIGTERM interrupts as Ctrl-C does."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def stop_asked() -> threading.Event:
    """An event set when the process is asked to end, or when its parent is gone."""
    stopped = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, ask)
    threading.Thread(target=_watch_parent, args=(stopped, os.getppid()), daemon=True).start()
    return stopped


def _watch_parent(stopped: threading.Event, parent: int) -> None:
    while not stopped.wait(1):
        if os.getppid() != parent:
            stopped.set()
