"""Brings what an ingest commits to preservation and index where no server is running to do it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from archive.actions import desk
from archive.wiring import Archive

#: The carrier waits to be elected; where another carries already, this one does nothing.
_COMMAND = (sys.executable, "-m", "archive.carrying")
_SECONDS_BETWEEN_LOOKS = 0.1
Carrier = subprocess.Popen[bytes]


@contextmanager
def carrying(archive: Archive) -> Iterator[Carrier]:
    """A carrier beside the block, ended with it."""
    environment = {**os.environ, "ARCHIVE_HOME": str(archive.settings.home)}
    process = subprocess.Popen(_COMMAND, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_carried(archive: Archive, carrier: Carrier, seconds: float = 600) -> int:
    """Wait until every change is in preservation and index; gives how many are still on their way when time is up, or
    when the carrier died."""
    limit = time.monotonic() + seconds
    while (left := desk.lag(archive)[0]) and carrier.poll() is None and time.monotonic() < limit:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return left
