"""A folder that comes in a second time unchanged: how long, against a plain loop that reads each file and takes its SHA-512;
and the most memory that the command itself (not its reading children) ever held, against the same over a few files.

Called as `python -m tests.benchmarks.bench_rerun [--full | --sizes N …]`: how many files.
"""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from tests.benchmarks.figures import Figure, a_home, run, run_and_weigh, seconds, sizes_asked, tell

_FEW, _FILE_BYTES, _FILES_A_FOLDER = 200, 20_000, 100


def main() -> None:
    sizes = sizes_asked(__doc__ or "", small=[1_000], full=[1_000, 10_000])
    with a_home() as home:
        light = _weight_of_a_rerun(home / "few", _FEW)
        for size in sizes:
            folder = home / str(size)
            weight = _weight_of_a_rerun(folder, size)
            again = seconds(lambda: run(folder / "archive", "ingest.cli", "folder", str(folder / "files")))  # noqa: B023
            plain = seconds(lambda: _read_plainly(folder / "files"))  # noqa: B023
            goal = f"≤ {max(size * 30 / 10_000, 5):.0f}"
            tell(
                Figure(f"a rerun over {size} unchanged files", again, "s", plain, again / plain, goal),
                Figure(f"memory of a rerun over {size} files", weight / 1e6, "MB", light / 1e6, weight / light, "flat"),
            )


def _weight_of_a_rerun(home: Path, files: int) -> int:
    """Bytes; the first run is not weighed: it makes the archive."""
    _write_files(home / "files", files)
    run(home / "archive", "archive.cli", "init")
    run(home / "archive", "ingest.cli", "folder", str(home / "files"))
    return run_and_weigh(home / "archive", "ingest.cli", "folder", str(home / "files"))


def _write_files(folder: Path, count: int) -> None:
    """Pages of plain text, no two alike."""
    chance = random.Random(1)
    for number in range(count):
        page = folder / f"{number // _FILES_A_FOLDER:03d}" / f"page {number:06d}.txt"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"{number}\n" + chance.randbytes(_FILE_BYTES // 2).hex(), "utf-8")


def _read_plainly(folder: Path) -> None:
    for path in sorted(folder.rglob("*.txt")):
        hashlib.sha512(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
