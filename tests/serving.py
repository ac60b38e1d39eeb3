"""A real server for tests: `archive serve` in its own processes, on a free port of this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_STARTS_WITHIN_SECONDS = 60


@contextmanager
def served(home: Path, workers: int = 2, **environment: str) -> Iterator[str]:
    """The base address of a server over the archive in `home`; ended with all it started."""
    given = {**os.environ, "ARCHIVE_HOME": str(home), **environment}
    command = [
        sys.executable,
        "-m",
        "archive.cli",
        "serve",
        "--port",
        "18000",
        "--workers",
        str(workers),
        "--no-ingest-worker",
    ]
    with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            yield _address(server)
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _address(server: subprocess.Popen[str]) -> str:
    """The address the server prints; what it says after is read and dropped, so that it never waits for us."""
    assert server.stdout is not None
    said: list[str] = []
    watchdog = threading.Timer(_STARTS_WITHIN_SECONDS, server.kill)
    watchdog.start()
    for line in server.stdout:
        said.append(line)
        if found := re.search(r"http://[\d.]+:\d+/", line):
            watchdog.cancel()
            threading.Thread(target=lambda: [None for _ in server.stdout or ()], daemon=True).start()
            return _answering(found[0], server)
    watchdog.cancel()
    pytest.fail("the server did not start:\n" + "".join(said))


def _answering(address: str, server: subprocess.Popen[str]) -> str:
    for _ in range(_STARTS_WITHIN_SECONDS * 5):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}healthz", timeout=5):
                return address.rstrip("/")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail("the server did not answer")
