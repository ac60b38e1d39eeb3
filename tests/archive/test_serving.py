"""What serves: a free port, and processes beside the server that live as long as it does."""

from __future__ import annotations

import socket
import sys
import time
from pathlib import Path

import pytest

from archive.serving import free_port, running


def test_the_next_free_port_is_taken_where_the_first_is_held() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        assert free_port("127.0.0.1", port) > port


def test_a_process_that_dies_beside_the_server_is_started_again(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    dying = [sys.executable, "-c", f"open({str(starts)!r}, 'a').write('.')"]
    with running([dying]):
        limit = time.monotonic() + 30
        while (not starts.exists() or len(starts.read_text()) < 2) and time.monotonic() < limit:
            time.sleep(0.05)
    assert len(starts.read_text()) >= 2


def test_a_process_beside_the_server_ends_with_it(tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    waiting = (
        "import signal,sys,time,pathlib\n"
        f"signal.signal(signal.SIGTERM, lambda *_: (pathlib.Path({str(ended)!r}).touch(), sys.exit()))\n"
        f"pathlib.Path({str(tmp_path / 'began')!r}).touch()\ntime.sleep(60)"
    )
    with running([[sys.executable, "-c", waiting]]):
        limit = time.monotonic() + 30
        while not (tmp_path / "began").exists() and time.monotonic() < limit:
            time.sleep(0.05)
    assert ended.exists()


def test_no_free_port_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.serving._PORTS_TRIED", 0)
    with pytest.raises(OSError, match="no free port"):
        free_port("127.0.0.1", 8000)
