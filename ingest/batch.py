"""One batch from its beginning to its report: started, tried, resumed, and what was refused tried again."""

from __future__ import annotations

import contextlib
import errno
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from archive.actions import accession
from archive.actions.clock import now
from archive.model.batch import Batch, BatchState, Problem
from archive.model.errors import ArchiveError, CatalogueUnavailable
from archive.settings import Settings
from archive.wiring import Archive
from ingest.deposit import Depositing, DiskFull, Retrying, Trying
from ingest.describing.crosswalk import BASE
from ingest.describing.describe import Guide
from ingest.describing.gather_lexicon import gather_lexicon
from ingest.describing.lexicon import write_lexicon
from ingest.item import ItemProblem
from ingest.limits import Limits
from ingest.papers import papers_of, report_of
from ingest.pipeline import take_in
from ingest.receiving.receive import Received, Source, receive
from ingest.stages import Orders
from ingest.telling import folder_messages, messages
from ingest.telling.progress import Pace, Watcher
from ingest.telling.report import Report, without_refused
from ingest.telling.report_files import write_report
from ingest.workplace import stop_the_dead, this_process, workplace


@dataclass(frozen=True)
class Asked:
    """What the archivist asks for; kept with the batch, so that it can be resumed. Paths are absolute."""

    path: str
    files: str | None = None
    crosswalk: str = BASE
    encoding: str | None = None
    open_: bool = False
    update: bool = False
    withdrawn: bool = False
    collections: bool = False

    def source(self, settings: Settings) -> Source:
        files = Path(self.files) if self.files else None
        crosswalks = settings.config / "crosswalks"
        return Source(Path(self.path), crosswalks, files, self.crosswalk, self.encoding, self.collections)

    @property
    def away(self) -> bool:
        """Whether what was asked for is there no more: a share that went leaves nothing, or an empty folder."""
        try:
            places = [Path(each) for each in (self.path, self.files) if each]
            return any(not each.exists() or (each.is_dir() and next(each.iterdir(), None) is None) for each in places)
        except OSError:
            return True

    def orders(self, settings: Settings, workspace: Path) -> Orders:
        """What its children are told; the lexicon is left for them in the workspace."""
        lexicon = workspace / "lexicon"
        write_lexicon(gather_lexicon(settings.config), lexicon)
        guide = Guide(settings.config / "crosswalks", lexicon, self.crosswalk, self.open_)
        return Orders(guide, Limits.of(settings), self.update)

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Asked:
        return cls(**{name: value for name, value in options.items() if name in cls.__dataclass_fields__})


Counted = Callable[[Mapping[str, int]], Mapping[str, int]]


@dataclass(frozen=True)
class Ended:
    """How it went; `written` is the report's CSV. A dry run has no batch."""

    report: Report
    state: BatchState
    batch: Batch | None = None
    written: Path | None = None


def start(archive: Archive, asked: Asked, who: str, watcher: Watcher) -> Ended:
    """Take in a folder or a sheet as a new batch. Raises ItemProblem and Refused where it cannot begin."""
    with _received(archive, asked) as (received, orders):
        kind = "folder" if Path(asked.path).is_dir() else "sheet"
        stop_the_dead(archive)
        papers = papers_of(archive.settings, asked.crosswalk, received)
        batch = accession.begin(archive, who, kind, Path(asked.path).name, _options(asked), papers)
        hands = Depositing(archive, batch, orders.update, asked.withdrawn)
        return _run(hands, received, orders, Report(), watcher, lambda now: together(batch.counts, now))


def resume(archive: Archive, batch: Batch, watcher: Watcher) -> Ended:
    """Go on with a batch that was stopped or killed: what is in is known again, and skipped."""
    asked = Asked.of(batch.options)
    with _received(archive, asked) as (received, orders):
        papers = papers_of(archive.settings, asked.crosswalk, received)
        running = accession.go_on(archive, batch, _options(asked), papers)
        hands = Depositing(archive, running, orders.update, asked.withdrawn)
        return _run(hands, received, orders, Report(), watcher, lambda now: together(batch.counts, now))


def retry(archive: Archive, batch: Batch, watcher: Watcher) -> Ended:
    """Try again what a batch refused, and that alone; the rest of its report stays. Raises Refused where there is none."""
    asked, before = Asked.of(batch.options), report_of(archive, batch)
    refused = frozenset(line.source_identifier for line in before.lines if line.what == "refused")
    unread = any(problem.level == "error" for problem in before.general)
    with _received(archive, asked) as (received, orders):
        papers = papers_of(archive.settings, asked.crosswalk, received)
        running = accession.go_on(archive, batch, _options(asked), papers)
        hands = Retrying(archive, running, orders.update, asked.withdrawn, refused=refused, unread=unread)
        return _run(hands, received, orders, without_refused(before), watcher, lambda now: now)


def attempt(archive: Archive | None, settings: Settings, asked: Asked, watcher: Watcher) -> Ended:
    """A dry run: everything is read and tried, nothing is kept but the report of it."""
    with tempfile.TemporaryDirectory(prefix="ingest-") as folder:
        report, began = Report(), now()
        received = receive(asked.source(settings), Path(folder), Limits.of(settings))
        orders = asked.orders(settings, Path(folder))
        _go(Trying(archive, asked.update, asked.withdrawn), received, orders, report, watcher, settings, lambda *_: None)
    name = f"essai-{began[:19].translate(str.maketrans('T', '-', ':-'))}-{secrets.token_hex(2)}"
    told = {"id": name, "source": Path(asked.path).name, "began": began, "options": asdict(asked)}
    return Ended(report, "done", None, write_report(report, settings.home / "reports", name, told))


@contextlib.contextmanager
def _received(archive: Archive, asked: Asked) -> Iterator[tuple[Received, Orders]]:
    with workplace(archive.settings.home / "ingesting") as workspace:
        received = receive(asked.source(archive.settings), workspace, Limits.of(archive.settings))
        yield received, asked.orders(archive.settings, workspace)


def _options(asked: Asked) -> dict[str, Any]:
    return {**asdict(asked), "process": this_process()}


def _run(
    hands: Depositing, received: Received, orders: Orders, report: Report, watcher: Watcher, counted: Counted
) -> Ended:
    archive, batch = hands.archive, hands.batch
    state: BatchState = "stopped"

    def tell(problems: Sequence[Problem], pace: Pace) -> None:
        """Say to whoever watches from elsewhere how far the batch is, and what its owner should know."""
        accession.note(archive, batch, counted(report.counts), problems, pace.told())

    try:
        _go(hands, received, orders, report, watcher, archive.settings, tell)
        state = "done"
        if report.counts["refused"] and Asked.of(batch.options).away:
            state = "stopped"
            report.end(folder_messages.SOURCE_AWAY.about(batch.source, name=batch.source, batch=batch.id))
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
    return _ended(archive, batch, report, state, counted(report.counts))


def give_up(archive: Archive, batch: Batch, because: Exception) -> None:
    """End a batch that could not begin, with a word on why."""
    problem = because.problem if isinstance(because, ItemProblem) else None
    why = problem or messages.CANNOT_BEGIN.about(batch.source, why=repr(because)[:200])
    accession.note(archive, batch, {"refused": 1}, [why])
    accession.finish(archive, batch, {"refused": 1}, "stopped")


def _go(
    hands: Depositing | Trying, received: Received, orders: Orders, report: Report, watcher: Watcher, settings: Settings,
    tell: Callable[[Sequence[Problem], Pace], None],
) -> None:  # fmt: skip
    """Take in what was received; raises KeyboardInterrupt where the watcher had enough before the end."""
    pace = Pace(0, received.pieces, 0, received.size_bytes, time.monotonic())
    watcher.expect(received.pieces, received.size_bytes)
    report.tell(received.problems)
    tell(received.problems, pace)
    workers = settings.number("ingest_workers")
    for items, lines in take_in(received.groups, received.parents, hands, orders, workers, watcher.enough):
        report.add(lines)
        pieces, size_bytes = sum(max(1, len(item.files)) for item in items), sum(item.size_bytes for item in items)
        pace.pieces, pace.size_bytes = pace.pieces + pieces, pace.size_bytes + size_bytes
        watcher.went_in(pieces, size_bytes)
        tell([problem for line in lines for problem in line.problems], pace)
    if watcher.enough():
        raise KeyboardInterrupt


def _ended(archive: Archive, batch: Batch, report: Report, state: BatchState, counts: Mapping[str, int]) -> Ended:
    """The batch is ended and its report written, as far as the disk allows."""
    ended, written = replace(batch, state=state, ended=now(), counts=counts), None
    try:
        # The report comes first: a batch that dies between the two is gone on with, and reported again.
        written = write_report(report, archive.settings.home / "reports", batch.id, ended.to_json())
    except OSError:
        if state == "done":
            raise
    try:
        reports = {f"report{suffix}": written.with_suffix(suffix) for suffix in (".json", ".csv")} if written else {}
        ended = accession.finish(archive, batch, counts, state, reports)
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
