"""Many lives, each in a process of its own that may be killed, all forked from one that has imported most already.

`python -m tests.crashing.lives` reads one JSON line a life and answers each with how it ended: as in `subprocess`, 0 or
minus the signal.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module, reload
from pathlib import Path
from typing import IO

#: Imported before the fork: what takes long. Not what starts threads, which no fork survives: the reader of formats is
#: written in Go, so `ingest` as a whole comes after it.
EARLY = (
    "archive.actions.accession",
    "archive.actions.curate",
    "archive.actions.desk",
    "archive.actions.find",
    "ingest.deriving.derive",
)


class Lives:
    """Where lives are begun from."""

    def __init__(self, orders: IO[str], endings: IO[str]) -> None:
        self._orders, self._endings = orders, endings

    def live(self, home: Path, **orders: str | Path) -> int:
        """One life in `home`, under these environment variables; how it ended."""
        line = {"home": str(home), "orders": {name: str(value) for name, value in orders.items()}}
        self._orders.write(f"{json.dumps(line)}\n")
        self._orders.flush()
        return int(self._endings.readline())


@contextmanager
def lives() -> Iterator[Lives]:
    command, one_thread = [sys.executable, "-m", "tests.crashing.lives"], {"OPENBLAS_NUM_THREADS": "1"}
    environment = {**os.environ, **one_thread}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Lives(process.stdin, process.stdout)
        process.stdin.close()


def answer() -> None:
    for name in EARLY:
        import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            live_and_end(Path(asked["home"]), asked["orders"])
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def live_and_end(home: Path, orders: Mapping[str, str]) -> None:
    """In the child: obey the orders as if they had stood in the environment from the start."""
    os.environ.update(orders)
    reload(import_module("archive.failpoints"))  # reads them once; those who imported its function see the same module
    try:
        if "LIFE_WRITES" in orders:
            import_module("tests.crashing.writes").noted(home, Path(orders["LIFE_WRITES"]))
        import_module("tests.crashing.life").live(home)
    except BaseException:  # noqa: BLE001 - told, and answered by how this child ends
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    answer()
