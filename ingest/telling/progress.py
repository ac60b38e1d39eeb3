"""Progress of a batch: files, bytes, rate and time left; a moving line on a terminal, a plain one now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

_SECONDS_BETWEEN_LINES = 10.0


class Watcher(Protocol):
    """Whoever wants to know how far a batch is."""

    def expect(self, pieces: int, size_bytes: int) -> None:
        """How much there is to take in."""

    def went_in(self, pieces: int, size_bytes: int) -> None:
        """So much more has been dealt with."""

    def enough(self) -> bool:
        """Whether to stop after the files in hand."""


@dataclass
class Pace:
    """How much of how much, since when, in seconds; a piece is a file, or a row without any."""

    pieces: int = 0
    of_pieces: int = 0
    size_bytes: int = 0
    of_bytes: int = 0
    began: float = 0.0

    @classmethod
    def of(cls, told: Mapping[str, float]) -> Pace:
        """As `told` told it, a moment ago perhaps."""
        pieces, of_pieces, size_bytes, of_bytes = (int(told[name]) for name in ("pieces", "of_pieces", "bytes", "of_bytes"))
        return cls(pieces, of_pieces, size_bytes, of_bytes, time.monotonic() - told["seconds"])

    def told(self) -> dict[str, float]:
        sizes = {"pieces": self.pieces, "of_pieces": self.of_pieces, "bytes": self.size_bytes, "of_bytes": self.of_bytes}
        return {**sizes, "seconds": round(self.seconds, 1)}

    @property
    def seconds(self) -> float:
        return max(time.monotonic() - self.began, 0.001)

    @property
    def share(self) -> float:
        """How much is done, 0 to 1: by bytes, and by items, since a row without a file costs time as well."""
        parts = [done / of for done, of in ((self.size_bytes, self.of_bytes), (self.pieces, self.of_pieces)) if of]
        return min(sum(parts) / len(parts), 1.0) if parts else 0.0

    @property
    def seconds_left(self) -> float | None:
        return self.seconds * (1 - self.share) / self.share if self.share > 0 else None

    def words(self) -> str:
        rate = f"{_decimal(self.pieces / self.seconds)} éléments/s, {_bytes(self.size_bytes / self.seconds)}/s"
        left = "" if self.seconds_left is None else f" · encore {_duration(self.seconds_left)}"
        sizes = f" · {_bytes(self.size_bytes)} sur {_bytes(self.of_bytes)}" if self.of_bytes else ""
        return f"{self.pieces} éléments sur {self.of_pieces}{sizes} · {rate}{left}"


class Unwatched:
    """Nobody looks."""

    def expect(self, pieces: int, size_bytes: int) -> None: ...

    def went_in(self, pieces: int, size_bytes: int) -> None: ...

    def enough(self) -> bool:
        return False


class _Lines:
    """One plain line every ten seconds and at the end: for logs."""

    def __init__(self, console: Console, enough: Callable[[], bool]) -> None:
        self.pace = Pace(began=time.monotonic())
        self.console, self.enough = console, enough
        self.told = time.monotonic()

    def expect(self, pieces: int, size_bytes: int) -> None:
        self.pace.of_pieces, self.pace.of_bytes = pieces, size_bytes

    def went_in(self, pieces: int, size_bytes: int) -> None:
        self.pace.pieces += pieces
        self.pace.size_bytes += size_bytes
        if self.pace.pieces >= self.pace.of_pieces or time.monotonic() - self.told >= _SECONDS_BETWEEN_LINES:
            self.told = time.monotonic()
            self.console.print(self.pace.words(), highlight=False)


class _Bar(_Lines):
    """A moving line."""

    def __init__(self, console: Console, enough: Callable[[], bool], bar: Progress, task: TaskID) -> None:
        super().__init__(console, enough)
        self.bar, self.task = bar, task

    def went_in(self, pieces: int, size_bytes: int) -> None:
        self.pace.pieces += pieces
        self.pace.size_bytes += size_bytes
        self.bar.update(self.task, completed=self.pace.share, words=self.pace.words())


@contextmanager
def watching(console: Console, enough: Callable[[], bool] = lambda: False) -> Iterator[Watcher]:
    """A watcher for as long as the block runs, who wants to stop once `enough`."""
    if not console.is_terminal:
        yield _Lines(console, enough)
        return
    columns = (BarColumn(bar_width=24), TextColumn("{task.fields[words]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        yield _Bar(console, enough, bar, bar.add_task("", total=1.0, words="Lecture…"))


def _bytes(size: float) -> str:
    for unit in ("octets", "ko", "Mo", "Go"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "octets" else f"{_decimal(size)} {unit}"
        size /= 1000
    return f"{_decimal(size)} To"


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02d}"
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
