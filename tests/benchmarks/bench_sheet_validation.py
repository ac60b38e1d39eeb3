"""Seconds to validate a sheet without files: the real command with `--dry-run`, from start to its last word, every row read,
described and told of; against a plain loop that reads the same rows and writes each as JSON. The first is in an archive of
none; the ratio is the reference over it.

Called as `python -m tests.benchmarks.bench_sheet_validation [--full | --sizes N …]`: how many rows.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.benchmarks.figures import Figure, a_home, median_seconds, run, seconds, sizes_asked, tell
from tests.benchmarks.invented import write_sheet

GOAL = "≤ 20 for 10,000 rows"


def main() -> None:
    sizes = sizes_asked(__doc__ or "", small=[10_000], full=[1_000, 10_000, 100_000])
    with a_home() as home:
        for size in sizes:
            sheet = write_sheet(home / f"{size}.csv", size)
            taken = seconds(lambda: run(home / "archive", "ingest.cli", "sheet", str(sheet), "--dry-run"))  # noqa: B023
            plain = median_seconds(lambda: _read_plainly(sheet), 3)  # noqa: B023
            tell(Figure(f"validation of a sheet of {size} rows", taken, "s", plain, plain / taken, GOAL))


def _read_plainly(sheet: Path) -> int:
    """What any reader must do at least."""
    with sheet.open(newline="", encoding="utf-8") as file:
        return sum(len(json.dumps(row, ensure_ascii=False)) for row in csv.DictReader(file))


if __name__ == "__main__":
    main()
