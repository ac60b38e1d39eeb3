"""Child processes that read what strangers made: each task under limits of time and memory, so that a reader that hangs,
swells or dies costs one file and no other."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.limits import Limits

Given = TypeVar("Given")
Result = TypeVar("Result")
#: Tasks waiting for a free child, for each child: enough to keep it busy, few enough to keep the parent small.
_WAITING_EACH = 2
#: A child is replaced after this many tasks, whatever its libraries keep.
_TASKS_EACH = 200
#: A child's own alarm stops a task that takes too long. One stopped as a whole hears no alarm: the parent then ends it,
#: after so many times the task's limit (a long document is given more as it is read).
_PATIENCE = 60
#: Loaded once, in the process that children are forked from. None that starts threads: a fork of pygfried's Go runtime never
#: wakes. Said in full, for a newer Python would load the parent's main module there, and with it everything.
_LOADED_ONCE = ["PIL.Image", "av", "exifread", "numpy", "pypdfium2", "pyvips"]
_MOST_THREADS = 4
_M_ARENA_MAX = -8  # malloc.h of glibc

_ENDLESS = "La lecture n’en finissait pas : elle a été arrêtée.", "Vérifiez le fichier, ou relevez reader_seconds."
_SWOLLEN = "La lecture demandait trop de mémoire.", "Vérifiez le fichier, ou relevez reader_memory_bytes."
_DIED = (
    "Le lecteur s’est arrêté net sur ce fichier, sans doute abîmé ou piégé.",
    "Ouvrez-le dans un autre logiciel, enregistrez-en une copie, puis déposez la copie.",
)


@dataclass(frozen=True)
class Lost(Generic[Given]):
    """A task that its child did not survive: what was given, why, and what to do."""

    given: Given
    text: str
    remedy: str


class Pool(Protocol):
    """Where tasks run: child processes here, or any Executor that is given (Dask's, on other machines)."""

    def start(self, function: Callable[[Given], Result], given: Given, seconds: float) -> Future[Result]:
        """Begin one task, which may take so many seconds."""
        ...

    def stop(self) -> None:
        """Start no more; end what runs."""
        ...


def run_all(
    function: Callable[[Given], Result], given: Iterable[Given], limits: Limits, workers: int = 0,
    seconds_for: Callable[[Given], float] | None = None, executor: Executor | None = None,
) -> Generator[tuple[Given, Result | Lost[Given]], None, None]:  # fmt: skip
    """Run a task for each thing given, in child processes, and give the results as they come.

    `function` must be importable; `workers` 0: one for each core. `seconds_for` says how long one may take where that is
    not the limits' own. Few things wait at a time, however many are given. An exception of the function itself is raised
    here: what a file can cause, the function answers.
    """
    count = workers or os.cpu_count() or 1
    pool: Pool = _Lent(executor) if executor else _Children(count, limits)
    waiting = iter(given)
    running: dict[Future[Result], Given] = {}
    try:
        while True:
            while len(running) < count * _WAITING_EACH and (one := next(waiting, None)) is not None:
                running[pool.start(function, one, seconds_for(one) if seconds_for else limits.seconds)] = one
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield _outcome(future, running.pop(future))
    finally:
        for future in running:
            future.cancel()
        pool.stop()


def more_time(seconds: float) -> None:
    """Give the task at work in this child so many seconds more, as what it reads proves to be long."""
    left = signal.getitimer(signal.ITIMER_REAL)[0] if _Alarm.set else 0
    if left:
        signal.setitimer(signal.ITIMER_REAL, left + seconds)


def confine(memory_bytes: int, threads: int) -> None:
    """The limits a child puts on itself before it reads anything: memory, threads, and no core file of what it read.

    Ctrl-C is the parent's to hear: a child ends when told to, not in the middle of a file.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(resource, "RLIMIT_DATA"):
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["VIPS_CONCURRENCY"] = str(threads)
    with suppress(OSError, AttributeError):  # glibc alone keeps an arena of freed memory for each thread
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


def spare_children_the_command() -> None:
    """Let no child load the command that this process is: multiprocessing loads a parent's main module in every child, and
    with `ingest` that is the catalogue, the index and all they need. Tasks must then stand in other modules."""
    command = sys.modules["__main__"]
    command.__spec__ = None
    vars(command).pop("__file__", None)


class _Alarm:
    """Whether a task of this child runs against the clock."""

    set = False


def _watched(function: Callable[[Given], Result], given: Given, seconds: float) -> Result:
    """In a child: the task, ended with its process by an alarm nothing can put off, inside a library's loop too."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    _Alarm.set = True
    try:
        return function(given)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _Alarm.set = False


class _Children:
    """Child processes that one task may kill without harm to the others'."""

    def __init__(self, count: int, limits: Limits) -> None:
        # A fresh server to fork from: a fork of the parent would take its threads' locks along, held forever.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_LOADED_ONCE)
        # As many children as cores: one thread each is fastest. A child alone may use four.
        threads = max(1, min(_MOST_THREADS, (os.cpu_count() or 1) // count))
        self._pool = ProcessPool(
            count, max_tasks=_TASKS_EACH, initializer=confine, initargs=(limits.memory_bytes, threads), context=context
        )

    def start(self, function: Callable[[Given], Result], given: Given, seconds: float) -> Future[Result]:
        return self._pool.schedule(_watched, args=(function, given, seconds), timeout=seconds * _PATIENCE)

    def stop(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


class _Lent:
    """Somebody else's executor, which limits and ends its tasks by its own means."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def start(self, function: Callable[[Given], Result], given: Given, seconds: float) -> Future[Result]:  # noqa: ARG002
        return self._executor.submit(function, given)

    def stop(self) -> None:
        """It goes on for whoever lent it."""


def _outcome(future: Future[Any], given: Given) -> tuple[Given, Result | Lost[Given]]:
    try:
        return given, future.result()
    except TimeoutError:
        why = _ENDLESS
    except MemoryError:
        why = _SWOLLEN
    except ProcessExpired as end:
        why = _ENDLESS if end.exitcode == -signal.SIGALRM else _DIED
    return given, Lost(given, *why)
