"""One batch from its beginning to its report: started, tried, resumed."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from archive.actions import accession, desk
from archive.actions.clock import SYSTEM, now
from archive.failpoints import failpoint
from archive.model.batch import Batch, BatchState, Problem
from archive.model.errors import ArchiveError, CatalogueUnavailable
from archive.settings import Settings
from archive.wiring import Archive
from ingest import messages
from ingest.crosswalk import BASE
from ingest.deposit import Depositing, DiskFull, Trying
from ingest.describe import Guide
from ingest.gather_lexicon import gather_lexicon
from ingest.item import ItemProblem
from ingest.lexicon import write_lexicon
from ingest.limits import Limits
from ingest.pipeline import take_in
from ingest.progress import Watcher
from ingest.receive import Received, Source, receive
from ingest.report import Report, write_report
from ingest.stages import Orders


@dataclass(frozen=True)
class Asked:
    """What the archivist asks for; kept with the batch, so that it can be resumed. Paths are absolute."""

    path: str
    files: str | None = None
    crosswalk: str = BASE
    encoding: str | None = None
    open_: bool = False
    update: bool = False

    def source(self, settings: Settings) -> Source:
        files = Path(self.files) if self.files else None
        return Source(Path(self.path), settings.config / "crosswalks", files, self.crosswalk, self.encoding)

    def orders(self, settings: Settings, workspace: Path) -> Orders:
        """What its children are told; the lexicon is left for them in the workspace."""
        lexicon = workspace / "lexicon"
        write_lexicon(gather_lexicon(settings.config), lexicon)
        guide = Guide(settings.config / "crosswalks", lexicon, self.crosswalk, self.open_)
        return Orders(guide, Limits.of(settings), self.update)

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Asked:
        return cls(**{name: value for name, value in options.items() if name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Ended:
    """How it went. `batch` and `written` (the report's CSV) are None for a dry run."""

    report: Report
    state: BatchState
    batch: Batch | None = None
    written: Path | None = None


def start(archive: Archive, asked: Asked, who: str, watcher: Watcher) -> Ended:
    """Take in a folder or a sheet as a new batch. Raises ItemProblem and Refused where it cannot begin."""
    with workplace(archive.settings.home / "ingesting") as workspace:
        received = receive(asked.source(archive.settings), workspace, Limits.of(archive.settings))
        kind = "folder" if Path(asked.path).is_dir() else "sheet"
        stop_the_dead(archive)
        options = {**asdict(asked), "process": f"{socket.gethostname()} {os.getpid()}"}
        batch = accession.begin(archive, who, kind, Path(asked.path).name, options)
        return _run(archive, batch, received, asked.orders(archive.settings, workspace), watcher)


def resume(archive: Archive, batch: Batch, watcher: Watcher) -> Ended:
    """Go on with a batch that was stopped or killed: what is in is known again, and skipped."""
    asked = Asked.of(batch.options)
    with workplace(archive.settings.home / "ingesting") as workspace:
        received = receive(asked.source(archive.settings), workspace, Limits.of(archive.settings))
        return _run(archive, batch, received, asked.orders(archive.settings, workspace), watcher)


def attempt(archive: Archive | None, settings: Settings, asked: Asked, watcher: Watcher) -> Ended:
    """A dry run: everything is read and tried, nothing is kept."""
    with tempfile.TemporaryDirectory(prefix="ingest-") as folder:
        report = Report()
        received = receive(asked.source(settings), Path(folder), Limits.of(settings))
        _go(Trying(archive, asked.update), received, asked.orders(settings, Path(folder)), report, watcher, settings)
        return Ended(report, "done")


def _run(archive: Archive, batch: Batch, received: Received, orders: Orders, watcher: Watcher) -> Ended:
    report = Report()
    state: BatchState = "stopped"
    hands = Depositing(archive, batch, orders.update)
    try:
        _go(hands, received, orders, report, watcher, archive.settings)
        state = "done"
    except DiskFull as problem:
        report.end(messages.DISK_FULL.about(batch.source, folder=problem.folder, batch=batch.id))
    except OSError as problem:
        if problem.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        report.end(messages.DISK_FULL.about(batch.source, folder=archive.settings.home, batch=batch.id))
    except CatalogueUnavailable as problem:
        report.end(messages.CATALOGUE_AWAY.about(batch.source, why=problem.reason, batch=batch.id))
    except KeyboardInterrupt:
        report.end(messages.STOPPED.about(batch.source, batch=batch.id))
    return _ended(archive, batch, report, state)


def stop_the_dead(archive: Archive) -> None:
    """Mark as stopped the batches whose process on this machine died, so that nobody waits for them."""
    for batch in desk.status(archive, SYSTEM).batches:
        host, _, process = str(batch.options.get("process", "")).partition(" ")
        if batch.state == "running" and host == socket.gethostname() and not _alive(process):
            accession.finish(archive, batch, batch.counts, "stopped")


def give_up(archive: Archive, batch: Batch, because: Exception) -> None:
    """End a batch that could not begin, with a word on why."""
    problem = because.problem if isinstance(because, ItemProblem) else None
    why = problem or messages.CANNOT_BEGIN.about(batch.source, why=repr(because)[:200])
    accession.note(archive, batch, {"refused": 1}, [why])
    accession.finish(archive, batch, {"refused": 1}, "stopped")


def _go(
    hands: Depositing | Trying, received: Received, orders: Orders, report: Report, watcher: Watcher, settings: Settings
) -> None:
    watcher.expect(received.pieces, received.size_bytes)
    report.tell(received.problems)
    tell = _teller(hands, report) if isinstance(hands, Depositing) else None
    if tell:
        tell(received.problems)
    workers = settings.number("ingest_workers")
    for items, lines in take_in(received.groups, received.parents, hands, orders, workers):
        report.add(lines)
        watcher.went_in(sum(max(1, len(item.files)) for item in items), sum(item.size_bytes for item in items))
        if tell:
            tell([problem for line in lines for problem in line.problems])


def _teller(hands: Depositing, report: Report) -> Callable[[Sequence[Problem]], None]:
    """Says to whoever watches from elsewhere how far the batch is, and what its owner should know."""
    before = hands.batch.counts

    def tell(problems: Sequence[Problem]) -> None:
        accession.note(hands.archive, hands.batch, together(before, report.counts), problems)

    return tell


def _ended(archive: Archive, batch: Batch, report: Report, state: BatchState) -> Ended:
    """The batch is ended and its report written, as far as the disk allows."""
    counts = together(batch.counts, report.counts)
    ended, written = replace(batch, state=state, ended=now(), counts=counts), None
    try:
        # The report comes first: a batch that dies between the two is gone on with, and reported again.
        written = write_report(report, archive.settings.home / "reports", batch.id, ended.to_json())
    except OSError:
        if state == "done":
            raise
    try:
        ended = accession.finish(archive, batch, counts, state)
    except (OSError, ArchiveError):
        if state == "done":
            raise
    return Ended(report, state, ended, written)


def together(before: Mapping[str, int], now: Mapping[str, int]) -> dict[str, int]:
    """The counts of a batch gone on with: what was in already is not skipped, it is what the batch brought."""
    brought = sum(before.get(what, 0) for what in ("added", "updated"))
    counts = {what: before.get(what, 0) + now.get(what, 0) for what in ("added", "updated")}
    counts |= {what: now.get(what, 0) for what in ("proposed", "refused")}
    counts["skipped"] = max(0, now.get("skipped", 0) - brought)
    return {what: count for what, count in counts.items() if count}


@contextlib.contextmanager
def workplace(home: Path) -> Iterator[Path]:
    """A folder for what this process prepares, gone with it; those of processes that died are removed first."""
    home.mkdir(parents=True, exist_ok=True)
    for left in home.iterdir():
        if not _alive(left.name.partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    folder = home / f"{os.getpid()}-{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        failpoint("workplace: before removal")
        shutil.rmtree(folder, ignore_errors=True)
        failpoint("workplace: after removal")


def _alive(process: str) -> bool:
    if not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
