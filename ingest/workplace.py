"""Where a process prepares what it takes in, and what processes that died have left."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from archive.actions import accession, desk
from archive.actions.clock import SYSTEM
from archive.failpoints import failpoint
from archive.wiring import Archive


@contextlib.contextmanager
def workplace(home: Path) -> Iterator[Path]:
    """A folder for what this process prepares, gone with it; those of processes that died are removed first."""
    home.mkdir(parents=True, exist_ok=True)
    for left in home.iterdir():
        if not _alive(left.name.partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    folder = home / f"{os.getpid()}-{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        failpoint("workplace: before removal")
        shutil.rmtree(folder, ignore_errors=True)
        failpoint("workplace: after removal")


def this_process() -> str:
    """What a batch keeps of who runs it: the machine and the process."""
    return f"{socket.gethostname()} {os.getpid()}"


def stop_the_dead(archive: Archive) -> None:
    """Mark as stopped the batches whose process on this machine died, so that nobody waits for them."""
    for batch in desk.status(archive, SYSTEM).batches:
        host, _, process = str(batch.options.get("process", "")).partition(" ")
        if batch.state == "running" and host == socket.gethostname() and not _alive(process):
            accession.finish(archive, batch, batch.counts, "stopped")


def _alive(process: str) -> bool:
    if not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
