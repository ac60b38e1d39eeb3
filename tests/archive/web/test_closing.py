"""Closing under load: once `archive close` is acknowledged, no answer to a later request contains the record."""

from __future__ import annotations

import fcntl
import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.model import ark as arks
from archive.wiring import Archive
from tests.builders import a_record
from tests.pictures import a_gradient, with_picture
from tests.serving import served

READERS = 20
WORD = "Zingaretta"


@dataclass
class Reader:
    """One reader who asks the same address again and again; notes (asked at, shown) of each answer."""

    address: str
    answers: list[tuple[float, bool]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def read(self, base: str, stop: threading.Event) -> None:
        host = urlsplit(base).netloc
        connection = http.client.HTTPConnection(host, timeout=30)
        while not stop.is_set():
            asked = time.monotonic()
            try:
                connection.request("GET", self.address)
                answer = connection.getresponse()
                content = answer.read()
            except (OSError, http.client.HTTPException) as trouble:
                self.troubles.append(repr(trouble))
                connection = http.client.HTTPConnection(host, timeout=30)
                continue
            self.answers.append((asked, self._shows(answer.status, content)))
        connection.close()

    def _shows(self, status: int, content: bytes) -> bool:
        if "/iiif/3/" in self.address or "/media/" in self.address:
            return status == 200
        return WORD.encode() in content.replace(f"q={WORD}".encode(), b"").replace(f'value="{WORD}"'.encode(), b"")


@contextmanager
def reading(base: str, addresses: list[str]) -> Iterator[list[Reader]]:
    stop = threading.Event()
    readers = [Reader(addresses[number % len(addresses)]) for number in range(READERS)]
    threads = [threading.Thread(target=reader.read, args=(base, stop)) for reader in readers]
    for thread in threads:
        thread.start()
    try:
        yield readers
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


def close(home: Path, ark: str) -> float:
    """Close by the command line; gives when it was acknowledged."""
    command = [sys.executable, "-m", "archive.cli", "close", ark]
    subprocess.run(command, env={**os.environ, "ARCHIVE_HOME": str(home)}, check=True, capture_output=True)
    return time.monotonic()


@contextmanager
def carrier_kept_out(home: Path, kept_out: bool) -> Iterator[None]:
    """Holds the carrier's lock, so that no carrier works meanwhile."""
    with (home / "carrier.lock").open("a") as lock:
        if kept_out:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.mark.parametrize("carrier_stopped", [False, True], ids=["with the carrier", "with the carrier stopped"])
def test_no_answer_asked_for_after_closing_contains_the_record(
    archive: Archive, tmp_path: Path, carrier_stopped: bool
) -> None:
    ark = with_picture(archive, a_gradient(tmp_path / "a.jpg"), a_record(title=f"Chez {WORD}"))
    naan, name = arks.split(ark)
    image = f"/iiif/3/{naan}/{name}/f1"
    addresses = [
        "/fr/search?q=chez", f"/fr/{ark}", f"{image}/0,0,256,256/256,256/0/default.jpg", f"{image}/5,5,90,90/max/0/default.jpg",
        f"/iiif/presentation/3/{naan}/{name}/manifest.json", f"/media/{ark}/f1/thumb-400.jpg", "/fr/",
    ]  # fmt: skip
    home = archive.settings.home
    with carrier_kept_out(home, carrier_stopped), served(home) as base, reading(base, addresses) as readers:
        time.sleep(2)
        closed_at = close(home, ark)
        time.sleep(2)
    for reader in readers:
        before = [shown for asked, shown in reader.answers if asked < closed_at]
        after = [shown for asked, shown in reader.answers if asked > closed_at]
        assert not reader.troubles, reader.address
        assert after, reader.address
        assert any(before) or reader.address == "/fr/", f"{reader.address} never showed the record"
        assert not any(after), reader.address
