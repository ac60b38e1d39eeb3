"""Records a second from a sheet without files through all three stores, durable: the real command and its carrier, from start to
"everything is carried"; against a plain loop that makes the folders and files OCFL asks for, synced every 200.

Called as `python -m tests.benchmarks.bench_sheet_records [--full | --sizes N …]`: how many records.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from archive.actions import desk
from archive.wiring import open_archive
from tests.benchmarks.figures import Figure, a_home, run, seconds, sizes_asked, tell
from tests.benchmarks.invented import Inventor, write_sheet
from tests.builders import some_settings

GOAL = "≥ 300"
_FILES_PER_SYNC = 200


def main() -> None:
    for size in sizes_asked(__doc__ or "", small=[1_000], full=[10, 1_000, 10_000, 100_000]):
        with a_home() as home:
            sheet = write_sheet(home / "records.csv", size)
            run(home / "archive", "archive.cli", "init")
            taken = seconds(lambda: run(home / "archive", "ingest.cli", "sheet", str(sheet), "--open"))  # noqa: B023
            _check(home / "archive", size)
            plain = seconds(lambda: _write_plainly(home / "plain", size))  # noqa: B023
            ours, reference = size / taken, size / plain
            tell(Figure(f"records a second from a sheet of {size}", ours, "records/s", reference, ours / reference, GOAL))


def _check(home: Path, size: int) -> None:
    """A figure of what did not arrive is none."""
    archive = open_archive(some_settings(home))
    try:
        archive.index.reload()
        if archive.index.count() != size or desk.lag(archive)[0]:
            raise RuntimeError(f"{archive.index.count()} of {size} records arrived")
    finally:
        archive.close()


def _write_plainly(root: Path, size: int) -> None:
    """What any OCFL writer must do at least to keep these records: three folders and six small files each, synced."""
    root.mkdir()
    for number, row in enumerate(Inventor().rows(size), start=1):
        content = json.dumps(row, ensure_ascii=False)
        folder = root / str(number)
        (folder / "v1" / "content").mkdir(parents=True)
        for name in ("0=ocfl_object_1.1", "inventory.json", "inventory.json.sha512"):
            (folder / name).write_text(content)
        for name in ("content/record.json", "inventory.json", "inventory.json.sha512"):
            (folder / "v1" / name).write_text(content)
        if number % _FILES_PER_SYNC == 0:
            os.sync()
    os.sync()


if __name__ == "__main__":
    main()
