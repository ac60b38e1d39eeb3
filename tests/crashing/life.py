"""A short life of an archive: ingest, edit, close, ingest again, take back what was new, try again what was refused, take
back what was changed, and carry after each; to be killed anywhere.

Whoever lives it again goes on from where it broke off: every step may be taken twice. All of it runs in this one process,
the readers of ingest and the carrier too, so that the third passing of a place is the same one each time; what a kill
costs where they are processes of their own is tried in `test_processes.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from archive.actions import accession, curate, desk, making, read
from archive.actions.clock import CURATE
from archive.actions.curate import Correction
from archive.actions.reindex import reindex
from archive.actions.undo import take_back
from archive.carriers.carry import Carrier
from archive.carriers.election import elected, in_turn
from archive.failpoints import failpoint
from archive.model.access import Viewer
from archive.model.record import Value
from archive.settings import read_settings
from archive.wiring import Archive, open_archive, open_index
from ingest import batch as batches
from ingest.batch import Asked
from ingest.telling.progress import Unwatched
from ingest.work import work_once
from search import embedded
from tests.crashing.source import CLOSED, CORRECTED, LATE, UNDONE_OPEN, UPDATED, draw

ARCHIVIST = Viewer("Anne", frozenset({"closed", "embargoed"}), frozenset({CURATE}))
Given = TypeVar("Given")
Result = TypeVar("Result")


def live(home: Path, resuming: bool = False) -> None:
    """Live to the end. `resuming`: what broke off in the middle of a batch is gone on with as `ingest resume` does."""
    with in_one_process():
        if resuming:
            resume(home)
        for step in STEPS:
            step(home)


def resume(home: Path) -> None:
    with opened(home) as archive:
        for batch in desk.status(archive, ARCHIVIST).batches:
            if batch.state in ("running", "stopped"):
                batches.resume(archive, batch, Unwatched())


def ingest_first(home: Path) -> None:
    _ingest(home, "first", open_=True)


def edit(home: Path) -> None:
    _entitle(home, CORRECTED, "Titre corrigé")


def edit_what_is_regretted(home: Path) -> None:
    _entitle(home, UPDATED, "Titre gardé")


def _entitle(home: Path, identifier: str, title: str) -> None:
    with opened(home) as archive:
        shown = read.record(archive, ARCHIVIST, ark_of(archive, identifier))
        if shown.record.title_in("fr").text != title:
            correction = Correction(terms={"title": (Value(title, "fr"),)})
            version, ark = shown.version, shown.record.ark
            curate.correct(archive, ARCHIVIST, ark, correction, expected_version=version, why="faute")


def close(home: Path) -> None:
    """Close a record, and note that this was acknowledged: from then on nobody else may see it, whatever happens."""
    with opened(home) as archive:
        curate.close_record(archive, ARCHIVIST, ark_of(archive, CLOSED))
        acknowledged(home).touch()


def ingest_again(home: Path) -> None:
    _ingest(home, "again", update=True)


def ingest_mistake(home: Path) -> None:
    """Two records that should not have come; one is even opened before anybody sees it."""
    _ingest(home, "mistake")
    with opened(home) as archive:
        if known := accession.known(archive, [UNDONE_OPEN]):
            curate.open_record(archive, ARCHIVIST, known[UNDONE_OPEN].ark)


def undo(home: Path) -> None:
    _undo(home, "mistake.csv")


def ingest_later(home: Path) -> None:
    _ingest(home, "later", open_=True)


def retry(home: Path) -> None:
    """The picture is one by now. Where a run of the batch broke off, it is gone on with."""
    draw(home.parent / "later" / "late.jpg", 360, 280)
    with opened(home) as archive:
        for batch in desk.status(archive, ARCHIVIST).batches:
            if batch.source == "later.csv" and batch.state in ("running", "stopped"):
                batches.resume(archive, batch, Unwatched())
            elif batch.source == "later.csv" and not accession.known(archive, [LATE]):
                batches.retry(archive, batch, Unwatched())


def ingest_regretted(home: Path) -> None:
    _ingest(home, "regretted", update=True)


def undo_regretted(home: Path) -> None:
    _undo(home, "regretted.csv")


def _undo(home: Path, source: str) -> None:
    with opened(home) as archive:
        for batch in desk.status(archive, ARCHIVIST).batches:
            if batch.source == source and batch.state != "undone":
                take_back(archive, ARCHIVIST, batch.id)


def make_again(home: Path) -> None:
    """As `ingest work` does: the served forms of the pictures that came back."""
    with opened(home) as archive:
        making.ask_for_missing(archive)
        while work_once(archive):
            pass


def carry(home: Path) -> None:
    with opened(home) as archive, elected(home / "carrier.lock") as chosen:
        assert chosen
        index = open_index(archive.settings, writing=True)
        carrier = Carrier(archive.catalogue, archive.preservation, archive.derivatives, index, archive.facets)
        while carrier.carry():
            pass
        carrier.tidy()
        index.close()


def index_anew(home: Path) -> None:
    """As `archive reindex` does, while changes wait for the carrier."""
    with opened(home) as archive:
        reindex(archive, turn=partial(in_turn, home / "carrier.lock"))


STEPS: tuple[Callable[[Path], None], ...] = (
    ingest_first, carry, edit, close, carry, ingest_again, carry, ingest_mistake, carry, undo, carry,
    ingest_later, retry, ingest_regretted, carry, edit_what_is_regretted, undo_regretted, make_again, index_anew, carry,
)  # fmt: skip


def acknowledged(home: Path) -> Path:
    return home.parent / "closing-acknowledged"


def ark_of(archive: Archive, identifier: str) -> str:
    return accession.known(archive, [identifier])[identifier].ark


@contextmanager
def opened(home: Path) -> Iterator[Archive]:
    archive = open_archive(read_settings({}, archive_home=str(home)))
    try:
        yield archive
    finally:
        archive.close()


@contextmanager
def in_one_process() -> Iterator[None]:
    """The readers of ingest run here; the index, which knows nothing of failpoints, is given some from outside."""
    with ExitStack() as patches:
        for module in ("ingest.pipeline", "ingest.receiving.receive", "ingest.work"):
            patches.enter_context(patch(f"{module}.run_all", _one_after_the_other))
        patches.enter_context(patch("archive.carriers.carry.STAGED_FOR_SECONDS", -1))  # no hour passes here
        for name, place in (("_switch_to", "index in use: {} rename"), ("sync_names", "index names: {} sync")):
            owner = embedded.EmbeddedIndex if hasattr(embedded.EmbeddedIndex, name) else embedded
            patches.enter_context(patch.object(owner, name, _between_failpoints(getattr(owner, name), place)))
        yield


def _one_after_the_other(
    function: Callable[[Given], Result], given: Iterable[Given], *_limits: Any, **_more: Any
) -> Iterator[tuple[Given, Result]]:
    for one in given:
        yield one, function(one)


def _between_failpoints(function: Callable[..., Any], place: str) -> Callable[..., Any]:
    @wraps(function)
    def around(*given: Any) -> Any:
        failpoint(place.format("before"))
        result = function(*given)
        failpoint(place.format("after"))
        return result

    return around


def _ingest(home: Path, sheet: str, **options: bool) -> None:
    """As `ingest sheet` does, once: a person types it again only where it did not come to its end."""
    done = home.parent / f"{sheet}-came-in"
    if not done.exists():
        with opened(home) as archive:
            batches.start(archive, Asked(str(home.parent / sheet / f"{sheet}.csv"), **options), "Anne", Unwatched())  # type: ignore[arg-type]
        done.touch()
