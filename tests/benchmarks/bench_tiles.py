"""Tiles a second of an open photograph of 6 megapixels, out of its pyramid, access asked for each; against the same tiles as
files that a bare WSGI application reads. Both under granian with one worker, both asked over one kept connection.

Called as `python -m tests.benchmarks.bench_tiles [--full | --sizes N …]`: how many tiles a round asks for.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from archive.images.pyramid import TILE_PIXELS, levels
from archive.model.ark import split
from archive.serving import free_port
from tests.benchmarks.bench_photographs import HEIGHT, WIDTH, a_photograph
from tests.benchmarks.figures import Figure, a_home, seconds, sizes_asked, tell
from tests.builders import an_archive
from tests.pictures import with_picture
from tests.serving import served

_ROUNDS = 7
_THREADS = "4"


def main() -> None:
    for size in sizes_asked(__doc__ or "", small=[500], full=[5_000]):
        with a_home() as home:
            archive = an_archive(home / "archive")
            ark = with_picture(archive, a_photograph(home / "photograph.jpg", WIDTH, HEIGHT, 1))
            archive.close()
            with served(home / "archive", workers=1) as base:
                ours, tiles = _connected(base), _addresses(ark)
                kept = _keep(home / "tiles", ours, tiles)
                with _bare_server(home / "tiles") as address:
                    bare = _connected(address)
                    rounds = [(_rate(ours, tiles, size), _rate(bare, kept, size)) for _ in range(_ROUNDS)]
            value, reference = (median(rates) for rates in zip(*rounds, strict=True))
            tell(Figure(f"tiles a second, {size} asked", value, "tiles/s", reference, value / reference))


def _addresses(ark: str) -> list[str]:
    """Every tile of the photograph, as IIIF viewers ask for it."""
    image = "/iiif/3/{}/{}/f1".format(*split(ark))
    found = []
    for level in levels(WIDTH, HEIGHT):
        step = TILE_PIXELS * level.scale
        for row in range(level.rows):
            for column in range(level.columns):
                x, y = column * step, row * step
                region = f"{x},{y},{min(step, WIDTH - x)},{min(step, HEIGHT - y)}"
                found.append(f"{image}/{region}/{','.join(map(str, level.tile_size(column, row)))}/0/default.jpg")
    return found


def _keep(folder: Path, ours: http.client.HTTPConnection, tiles: Sequence[str]) -> list[str]:
    """The same tiles as files; gives their addresses."""
    folder.mkdir()
    for number, address in enumerate(tiles):
        (folder / f"{number}.jpg").write_bytes(_read(ours, address))
    return [f"/{number}.jpg" for number in range(len(tiles))]


def _rate(connection: http.client.HTTPConnection, addresses: Sequence[str], size: int) -> float:
    return size / seconds(lambda: [_read(connection, each) for each in islice(cycle(addresses), size)])


def _read(connection: http.client.HTTPConnection, address: str) -> bytes:
    connection.request("GET", address)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    return content


def _connected(base: str) -> http.client.HTTPConnection:
    """A connection once the server answers; it is kept."""
    connection = http.client.HTTPConnection(str(urlsplit(base).netloc), timeout=30)
    for _ in range(100):
        try:
            connection.connect()
        except ConnectionError:
            time.sleep(0.1)
        else:
            return connection
    raise RuntimeError(f"{base} does not answer")


@contextmanager
def _bare_server(folder: Path) -> Iterator[str]:
    port = free_port("127.0.0.1", 18500)
    command = (
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", _THREADS, "--no-ws",
        "--no-log", "--port", str(port), "tests.benchmarks.static_files:application",
    )  # fmt: skip
    with subprocess.Popen(command, env={**os.environ, "FILES": str(folder)}) as server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
