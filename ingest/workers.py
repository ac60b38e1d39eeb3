"""Child processes that read what strangers made: each task under limits of time and memory, so that a reader that hangs,
swells or dies costs one file and no other."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.limits import Limits

Given = TypeVar("Given")
Result = TypeVar("Result")
#: Tasks waiting for a free child, for each child: enough to keep it busy, few enough to keep the parent small.
_WAITING_EACH = 2
#: A child is replaced after this many tasks, whatever its libraries keep.
_TASKS_EACH = 200


@dataclass(frozen=True)
class Lost(Generic[Given]):
    """A task that its child did not survive: what was given, why, and what to do."""

    given: Given
    text: str
    remedy: str


def run_all(
    function: Callable[[Given], Result], given: Iterable[Given], limits: Limits, workers: int = 0,
    seconds_for: Callable[[Given], float] | None = None,
) -> Iterator[tuple[Given, Result | Lost[Given]]]:  # fmt: skip
    """Run a task for each thing given, in child processes, and give the results as they come.

    `function` must be importable. `seconds_for` says how long one may take where that is not the limits' own. An
    exception of the function itself is raised here: what a file can cause, the function answers.
    """
    count = workers or os.cpu_count() or 1
    context = multiprocessing.get_context("forkserver")
    waiting = iter(given)
    running: dict[Future[Result], Given] = {}
    with ProcessPool(
        count, max_tasks=_TASKS_EACH, initializer=confine, initargs=(limits.memory_bytes,), context=context
    ) as pool:
        try:
            while True:
                while len(running) < count * _WAITING_EACH and (one := next(waiting, None)) is not None:
                    seconds = seconds_for(one) if seconds_for else limits.seconds
                    running[pool.schedule(function, args=(one,), timeout=seconds)] = one
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield _outcome(future, running.pop(future))
        finally:
            for future in running:
                future.cancel()
            pool.stop()  # type: ignore[no-untyped-call]


def confine(memory_bytes: int) -> None:
    """The limits a child puts on itself before it reads anything: memory, and no core file of what it read."""
    if hasattr(resource, "RLIMIT_DATA"):
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _outcome(future: Future[Any], given: Given) -> tuple[Given, Result | Lost[Given]]:
    try:
        return given, future.result()
    except TimeoutError:
        why = "La lecture n’en finissait pas : elle a été arrêtée.", "Vérifiez le fichier, ou relevez reader_seconds."
    except MemoryError:
        why = "La lecture demandait trop de mémoire.", "Vérifiez le fichier, ou relevez reader_memory_bytes."
    except ProcessExpired:
        why = "Le lecteur s’est arrêté net sur ce fichier.", "Réenregistrez-le dans un autre logiciel."
    return given, Lost(given, *why)
