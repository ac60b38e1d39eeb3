"""Ctrl-C and SIGTERM: a batch stops after the group in hand and says how to go on; a worker ends between two jobs."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass
class Interruption:
    """What Ctrl-C and SIGTERM ask for. Where a batch runs (`gently`), the first asks to stop after the files in hand; a
    second one, or any elsewhere, interrupts at once."""

    asked: bool = False
    gently: bool = False

    def hear(self, _signal: int, _frame: FrameType | None) -> None:
        if not self.gently or self.asked:
            raise KeyboardInterrupt
        self.asked = True
        os.write(2, "\nArrêt après les fichiers en cours… (Ctrl-C encore : tout de suite)\n".encode())

    def enough(self) -> bool:
        """Asked between two files of a batch: from now on, it is to be stopped gently."""
        self.gently = True
        return self.asked


@contextmanager
def interrupted_by_signals() -> Iterator[Interruption]:
    """Inside, SIGTERM interrupts as Ctrl-C does."""
    interruption = Interruption()
    before = {each: signal.signal(each, interruption.hear) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield interruption
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


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
