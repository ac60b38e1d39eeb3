"""Records a second from a sheet without files through all three stores, durable: the real command and its carrier, from start to
"everything is carried"; against a plain loop that makes the folders and files OCFL asks for, synced every 200. The same again
with the time of a sheet of ten records taken off: what starting costs is the same for any sheet. And the most memory that the
command itself (not its reading children, nor the carrier) ever held, against the same over those ten.

Called as `python -m tests.benchmarks.bench_sheet_records [--full | --sizes N …]`: how many records.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from archive.actions import desk
from archive.wiring import open_archive
from tests.benchmarks.figures import Figure, a_home, run, run_and_weigh, seconds, sizes_asked, tell
from tests.benchmarks.invented import Inventor, write_sheet
from tests.builders import some_settings

GOAL = "≥ 300"
_FEW, _SOON_DONE, _FILES_PER_SYNC = 10, 1_000, 200


def main() -> None:
    sizes = sizes_asked(__doc__ or "", small=[1_000], full=[1_000, 10_000, 100_000])
    # Nothing is removed before the end: for a minute after, ext4 makes new files many times slower.
    with a_home() as home:
        weights: dict[int, int] = {}
        start = _median_of_few(lambda number: _seconds_to_take_in(home / f"start-{number}", _FEW, weights), _FEW)
        for size in sizes:
            records = [json.dumps(row, ensure_ascii=False) for row in Inventor().rows(size)]
            taken = _median_of_few(lambda number: _seconds_to_take_in(home / f"{size}-{number}", size, weights), size)  # noqa: B023
            plain = _median_of_few(lambda number: _plain_seconds(home / f"plain-{size}-{number}", records), size)  # noqa: B023
            whole, begun, reference = size / taken, (size - _FEW) / (taken - start), size / plain
            name = f"records a second from a sheet of {size}"
            tell(
                Figure(name, whole, "records/s", reference, whole / reference, GOAL),
                Figure(f"{name}, once begun", begun, "records/s", reference, begun / reference, GOAL),
                Figure(
                    f"memory of a sheet of {size}", weights[size] / 1e6, "MB", weights[_FEW] / 1e6,
                    weights[size] / weights[_FEW], "flat",
                ),
            )  # fmt: skip


def _median_of_few(measure: Callable[[int], float], size: int) -> float:
    """The median of three where one is soon done: others on the machine write to the same disk."""
    return median(measure(number) for number in range(3 if size <= _SOON_DONE else 1))


def _seconds_to_take_in(home: Path, size: int, weights: dict[int, int]) -> float:
    home.mkdir()
    sheet = write_sheet(home / "records.csv", size)
    run(home / "archive", "archive.cli", "init")
    began = time.perf_counter()
    weights[size] = run_and_weigh(home / "archive", "ingest.cli", "sheet", str(sheet), "--open")
    taken = time.perf_counter() - began
    _check(home / "archive", size)
    return taken


def _plain_seconds(root: Path, records: Sequence[str]) -> float:
    return seconds(lambda: _write_plainly(root, records))


def _check(home: Path, size: int) -> None:
    """A figure of what did not arrive is none."""
    archive = open_archive(some_settings(home))
    try:
        archive.index.reload()
        if archive.index.count() != size or desk.lag(archive)[0]:
            raise RuntimeError(f"{archive.index.count()} of {size} records arrived")
    finally:
        archive.close()


def _write_plainly(root: Path, records: Sequence[str]) -> None:
    """What any OCFL writer must do at least to keep these records: three folders and six small files each, synced."""
    root.mkdir()
    for number, record in enumerate(records, start=1):
        folder = root / str(number)
        (folder / "v1" / "content").mkdir(parents=True)
        for name in ("0=ocfl_object_1.1", "inventory.json", "inventory.json.sha512"):
            (folder / name).write_text(record)
        for name in ("content/record.json", "inventory.json", "inventory.json.sha512"):
            (folder / "v1" / name).write_text(record)
        if number % _FILES_PER_SYNC == 0:
            os.sync()
    os.sync()


if __name__ == "__main__":
    main()
