"""Server time of the whole search page (query, facets, passages, template), against a page that asks nothing (/healthz), and of
the front page, in one process.

Called as `python -m tests.benchmarks.bench_search_page [--full | --sizes N …]`: how many records the archive holds.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

from flask.testing import FlaskClient

from archive.app import create_app
from archive.wiring import open_archive
from tests.benchmarks.figures import Figure, a_home, median_seconds, run, sizes_asked, tell
from tests.benchmarks.invented import Inventor, write_sheet
from tests.builders import some_settings

GOAL = "≤ 30"
_TIMES, _WARM = 60, 5


def main() -> None:
    for size in sizes_asked(__doc__ or "", small=[1_000], full=[10, 1_000, 10_000, 100_000]):
        with a_home() as home:
            run(home / "archive", "archive.cli", "init")
            run(home / "archive", "ingest.cli", "sheet", str(write_sheet(home / "records.csv", size)), "--open")
            archive = open_archive(some_settings(home / "archive"))
            client = create_app(archive).test_client()
            words = cycle(Inventor(7).words(200).split())
            plain = _milliseconds(lambda: _get(client, "/healthz"))  # noqa: B023
            asked: dict[str, Callable[[], str]] = {
                "a word": lambda: f"/fr/search?q={next(words)}",  # noqa: B023
                "a word and a filter": lambda: f"/fr/search?q={next(words)}&kind=photograph",  # noqa: B023
                "everything": lambda: "/fr/search",
                "front page": lambda: "/fr/",
            }
            for name, address in asked.items():
                page = _milliseconds(lambda: _get(client, address()))  # noqa: B023
                goal = "" if name == "front page" else GOAL
                tell(Figure(f"page for {name} of {size} records", page, "ms", plain, page / plain, goal))
            archive.close()


def _milliseconds(ask: Callable[[], object]) -> float:
    for _ in range(_WARM):
        ask()
    return 1000 * median_seconds(ask, _TIMES)


def _get(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")


if __name__ == "__main__":
    main()
