"""What every benchmark shares: its figures as JSON lines, its command line, and a home on the checkout's own disk."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Figure:
    """One measurement. `reference` was measured in the same run, in the same unit; `ratio` is value over reference, or
    what the benchmark says it is; `goal` is the project's own, as words: "≥ 300"."""

    figure: str
    value: float
    unit: str
    reference: float
    ratio: float
    goal: str = ""


def tell(*figures: Figure) -> None:
    """Print figures, one JSON line each, rounded to three significant digits."""
    for each in figures:
        rounded = {name: _rounded(value) for name, value in asdict(each).items()}
        print(json.dumps(rounded, ensure_ascii=False), flush=True)


def _rounded(value: object) -> object:
    return float(f"{value:.3g}") if isinstance(value, float) else value


def sizes_asked(does: str, small: list[int], full: list[int]) -> list[int]:
    """The sizes to measure at, from the command line: the small ones, `--full` ones, or those of `--sizes`."""
    parser = argparse.ArgumentParser(description=does)
    parser.add_argument("--full", action="store_true", help=f"sizes {full} instead of {small}")
    parser.add_argument("--sizes", type=int, nargs="+", help="sizes of your own")
    asked = parser.parse_args()
    chosen: list[int] = asked.sizes or (full if asked.full else small)
    return chosen


@contextmanager
def a_home() -> Iterator[Path]:
    """A folder on the checkout's own disk (a /tmp in memory would sync nothing), removed after."""
    above = CHECKOUT / "var" / "benchmarks"
    above.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=above))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def seconds(function: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    function()
    return time.perf_counter() - began


def median_seconds(function: Callable[[], object], times: int) -> float:
    """The median of several calls: other work on the machine disturbs some of them."""
    return median(seconds(function) for _ in range(times))


def run_and_weigh(home: Path, *command: str) -> int:
    """Run one of the project's commands; the most memory its own process ever held, in bytes, as Linux says."""
    environment, most = {**os.environ, "ARCHIVE_HOME": str(home)}, 0
    with subprocess.Popen(
        [sys.executable, "-m", *command], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            with suppress(OSError):
                status = Path(f"/proc/{process.pid}/status").read_text()
                most = max([most, *(int(line.split()[1]) * 1024 for line in status.splitlines() if "VmHWM" in line)])
            time.sleep(0.05)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return most


def run(home: Path, *command: str) -> None:
    """Run one of the project's commands, as a person would, over the archive in `home`. Raises with what it said."""
    environment = {**os.environ, "ARCHIVE_HOME": str(home)}
    done = subprocess.run([sys.executable, "-m", *command], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
