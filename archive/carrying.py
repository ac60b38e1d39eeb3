"""The carrier's process: `python -m archive.carrying`. It starts without the web, as it serves nobody."""

from __future__ import annotations

import os
import signal
import threading
from functools import partial
from types import FrameType

from archive import logs
from archive.actions import curate
from archive.actions.reindex import refill
from archive.carriers import running
from archive.carriers.carry import Carrier
from archive.settings import Settings, read_settings
from archive.wiring import Archive, open_archive, open_index


def carry_on(settings: Settings) -> None:
    """The carrier's process: bring changes to preservation and index, and run what falls due, until told to stop."""
    stopped = stop_asked()
    archive = open_archive(settings)
    try:
        running.run(
            settings.home / "carrier.lock", lambda: the_carrier(archive), stopped.is_set,
            between=partial(curate.fall_due, archive), wait_seconds=settings.seconds("carry_seconds"),
        )  # fmt: skip
    finally:
        archive.close()


def the_carrier(archive: Archive) -> Carrier:
    """The carrier of an archive, over an index of its own."""
    index = open_index(archive.settings, writing=True)
    return Carrier(
        archive.catalogue, archive.preservation, archive.derivatives, index, archive.facets, partial(refill, archive)
    )


def stop_asked() -> threading.Event:
    """An event set when the process is asked to end, or when its parent is gone."""
    stopped = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    threading.Thread(target=watch_parent, args=(stopped, os.getppid()), daemon=True).start()
    return stopped


def watch_parent(stopped: threading.Event, parent: int) -> None:
    """Set the event once `parent` is no longer this process's parent."""
    while not stopped.wait(1):
        if os.getppid() != parent:
            stopped.set()


if __name__ == "__main__":
    logs.write_json_lines()
    carry_on(read_settings())
