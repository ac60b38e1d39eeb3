"""The ingest worker: makes served forms that are missing, and takes in the batches that wait in the inbox."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog

from archive.actions import desk, making
from archive.actions.clock import SYSTEM
from archive.actions.making import Making
from archive.model.errors import ArchiveError
from archive.model.record import File
from archive.wiring import Archive
from ingest import batch as batches
from ingest.deriving.derive import derive_scan
from ingest.item import IncomingFile, ItemProblem
from ingest.limits import Limits
from ingest.loads import seconds_of
from ingest.reading.page_text import PAGE_TEXTS
from ingest.telling.progress import Unwatched
from ingest.workers import Lost, run_all
from ingest.workplace import workplace

_SECONDS_BETWEEN_LOOKS = 2.0
log = structlog.get_logger()


@dataclass(frozen=True)
class Task:
    """What a child is given: the file, the words of its pages, and the folder to prepare its served forms in."""

    file: IncomingFile
    folder: Path
    limits: Limits
    texts: tuple[IncomingFile, ...] = ()


def work(archive: Archive, stopped: threading.Event) -> None:
    """Work until SIGTERM or SIGINT, or until the parent process is gone."""
    making.ask_for_missing(archive)
    while not stopped.is_set():
        if not work_once(archive, stopped.is_set):
            stopped.wait(_SECONDS_BETWEEN_LOOKS)


def work_once(archive: Archive, stopped: Callable[[], bool] = lambda: False) -> int:
    """Do what waits; says how many batches and files that were."""
    done = 0
    for batch in desk.status(archive, SYSTEM).batches:
        if batch.state == "waiting" and batch.kind == "upload" and not stopped():
            done += 1
            try:
                batches.resume(archive, batch, Unwatched())
            except (ItemProblem, ArchiveError, OSError) as problem:
                log.error("could not take in a batch", batch=batch.id, problem=repr(problem))
                batches.give_up(archive, batch, problem)
    while not stopped() and (taken := making.take(archive, f"ingest {os.getpid()}")) is not None:
        make(archive, taken)
        done += 1
    return done


def make(archive: Archive, taken: Making) -> None:
    """Make the served forms of one file, in a child, and put them in place."""
    file = _coming(taken.file, taken.master)
    texts = tuple(_coming(each, master) for each, master in taken.beside if each.media_type in PAGE_TEXTS)
    with workplace(archive.settings.home / "ingesting") as folder:
        task = Task(file, folder / taken.file.id, Limits.of(archive.settings), texts)
        try:
            [(_, result)] = run_all(prepare, [task], task.limits, workers=1, seconds_for=seconds_for)
            if isinstance(result, IncomingFile) and result.prepared is not None:
                making.made(archive, taken, result.prepared)
            else:
                making.not_made(archive, taken, result.text if isinstance(result, Lost) else str(result))
        except OSError as problem:  # a disk that is full, a share that went: later, perhaps
            log.error("could not make served forms", ark=taken.ark, file=taken.file.id, problem=repr(problem))
            making.not_made(archive, taken, problem.strerror or repr(problem), again_in_seconds=300)


def _coming(file: File, master: Path) -> IncomingFile:
    return IncomingFile(
        file.id, master, file.name, language=file.language, of=file.of, role=file.role, media_type=file.media_type,
        size_bytes=file.size_bytes,
    )  # fmt: skip


def prepare(task: Task) -> IncomingFile | str:
    """In a child: the file with its served forms, or why there are none."""
    try:
        return derive_scan(task.file, task.texts, task.folder, task.limits)[0]
    except ItemProblem as problem:
        return problem.problem.text


def seconds_for(task: Task) -> float:
    return seconds_of([task.file], task.limits)
