"""Plain written dates read in a second, each a different one; against the edtf package on as many of its own expressions.

Called as `python -m tests.benchmarks.bench_written_dates [--full | --sizes N …]`: how many dates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from edtf import parse_edtf

from archive.model.dates import read_date
from tests.benchmarks.figures import Figure, seconds, sizes_asked, tell

GOAL = "≥ 20 000"
_WAYS: Sequence[Callable[[date], str]] = (
    lambda day: day.isoformat(),
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.year}",
    lambda day: f"vers {day.year}",
    lambda day: f"le {day.day} mars {day.year}",
    lambda day: f"juillet {day.year}",
    lambda day: f"{day.year}-{day.year + 2}",
    lambda day: f"{day:%Y-%m}",
)
_EXPRESSIONS = 200


def main() -> None:
    days = [date(1850, 1, 1) + timedelta(step) for step in range(_EXPRESSIONS)]
    reference = _EXPRESSIONS / seconds(lambda: [parse_edtf(day.isoformat()) for day in days])
    for size in sizes_asked(__doc__ or "", small=[20_000], full=[20_000, 200_000]):
        written = [_WAYS[number % len(_WAYS)](date(1850, 1, 1) + timedelta(number % 60_000)) for number in range(size)]
        read = size / seconds(lambda: [read_date(each) for each in written])  # noqa: B023
        tell(Figure(f"written dates a second of {size}", read, "dates/s", reference, read / reference, GOAL))


if __name__ == "__main__":
    main()
