"""Serving: the web workers under granian, and beside them the carrier and the ingest worker, each a process of its own.

Whatever is started here ends with the server: by Ctrl-C, by a signal, or if the server is killed (each watches its parent).
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import structlog
from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from archive import logs
from archive.app import create_app
from archive.carrying import watch_parent
from archive.settings import read_settings
from archive.wiring import open_archive

_PORTS_TRIED = 20
_THREADS_PER_WORKER = 4
_SECONDS_BETWEEN_LOOKS = 0.5
_SECONDS_TO_END = 10  # an answer still under way after that, such as a long film, is cut
CARRIER = (sys.executable, "-m", "archive.carrying")
INGEST_WORKER = (sys.executable, "-m", "ingest.cli", "work")
log = structlog.get_logger()


def application() -> Flask:
    """What each worker process of granian loads."""
    _end_with_the_server()
    logs.write_json_lines()
    return create_app(open_archive(read_settings()))


def serve(host: str, port: int, workers: int, tell: Callable[[str], None], ingest_worker: bool = True) -> None:
    """Serve until stopped. `tell` is given the address once the port is known."""
    port = free_port(host, port)
    beside = [CARRIER, *([INGEST_WORKER] if ingest_worker else [])]
    with running(beside):
        tell(f"http://{host}:{port}/")
        Granian(
            "archive.serving:application", factory=True, address=host, port=port, interface=Interfaces.WSGI, workers=workers,
            blocking_threads=_THREADS_PER_WORKER, websockets=False, log_access=False, respawn_failed_workers=True,
            workers_kill_timeout=_SECONDS_TO_END,
        ).serve()  # fmt: skip


def free_port(host: str, wanted: int) -> int:
    """The port wanted, or the next that nobody holds. Raises OSError where none of twenty is free."""
    for port in range(wanted, wanted + _PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port from {wanted} to {wanted + _PORTS_TRIED - 1}")


@contextmanager
def running(commands: Sequence[Sequence[str]]) -> Iterator[None]:
    """Processes that run beside the block, are started again should they die, and end with it."""
    ended = threading.Event()
    keepers = [threading.Thread(target=_keep_running, args=(command, ended)) for command in commands]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        ended.set()
        for keeper in keepers:
            keeper.join()


def _keep_running(command: Sequence[str], ended: threading.Event) -> None:
    """Run a process until `ended`, and again whenever it ends by itself."""
    while not ended.is_set():
        # A session of its own: Ctrl-C reaches the server first, which then ends the others in order.
        with subprocess.Popen(command, start_new_session=True) as process:
            while not ended.wait(_SECONDS_BETWEEN_LOOKS) and process.poll() is None:
                pass
            if not ended.is_set():
                log.error("a process beside the server ended; it is started again", command=command[-1], code=process.poll())
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=2 * _SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()


def _end_with_the_server() -> None:
    """Leave the ends of this worker to the server, and end if that was killed."""
    # Ctrl-C goes to a whole process group, and a worker told to stop by it and by the server at once may hang.
    os.setpgid(0, 0)
    threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()


def _follow(parent: int) -> None:
    gone = threading.Event()
    watch_parent(gone, parent)
    os._exit(1)  # a worker that granian no longer leads may not heed a signal
