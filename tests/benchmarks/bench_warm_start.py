"""Seconds from `archive serve`, started again, to its first page, against starting Python with Flask and libvips alone.

Called as `python -m tests.benchmarks.bench_warm_start`.
"""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.benchmarks.figures import Figure, a_home, median_seconds, run, tell
from tests.benchmarks.invented import write_sheet
from tests.serving import served

_TIMES = 3


def main() -> None:
    with a_home() as home:
        run(home / "archive", "archive.cli", "init")
        run(home / "archive", "ingest.cli", "sheet", str(write_sheet(home / "records.csv", 200)), "--open")
        ours = median_seconds(lambda: _start(home / "archive"), _TIMES)
        plain = median_seconds(lambda: subprocess.run([sys.executable, "-c", "import flask, pyvips"], check=True), _TIMES)
        tell(Figure("warm start to the first page", ours, "s", plain, ours / plain, "≤ 5"))


def _start(home: Path) -> None:
    """Start, read the front page, stop."""
    with served(home) as base, urllib.request.urlopen(f"{base}/fr/", timeout=30) as page:
        page.read()


if __name__ == "__main__":
    main()
