"""A carrier at work beside a test."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from archive.carriers import running
from archive.carrying import the_carrier
from archive.wiring import Archive


@contextmanager
def at_work(archive: Archive) -> Iterator[None]:
    """A carrier beside the block, as `archive serve` has one."""
    ended = threading.Event()
    lock = archive.settings.home / "carrier.lock"
    worker = threading.Thread(
        target=running.run, args=(lock, partial(the_carrier, archive), ended.is_set), kwargs={"wait_seconds": 0.05}
    )
    worker.start()
    try:
        yield
    finally:
        ended.set()
        worker.join()


def soon(holds: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether something comes to hold."""
    limit = time.monotonic() + seconds
    while not holds() and time.monotonic() < limit:
        time.sleep(0.05)
    return holds()
