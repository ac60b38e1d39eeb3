"""The index made again from the catalogue, beside the one in use, while changes go on being found in that one.

First every record is put into a new index, with nobody's lock held: the carrier works on. Then, in the carrier's place,
what changed meanwhile is put there too, the counts are compared with the catalogue's, and the new index takes the place
of the old. What a kill leaves half filled is gone on with.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field

import structlog

from archive.actions.clock import now
from archive.carriers.carry import documents_of, whole_records
from archive.carriers.election import elected
from archive.catalogue import arks, outbox, records
from archive.catalogue.connection import Reading
from archive.catalogue.parts import parts
from archive.failpoints import failpoint
from archive.wiring import Archive, open_index
from search.index import DocumentsRefused, Generation, SearchIndex, SearchUnavailable

COMPARED_AT_ONCE, PUT_AT_ONCE, COMMIT_EVERY_SECONDS = 5_000, 500, 20.0
#: Hears how many records are in the new index by now, of how many.
Tell = Callable[[int, int], None]
Turn = Callable[[], AbstractContextManager[object]]
log = structlog.get_logger()


class CountsDiffer(SearchUnavailable):
    """A new index does not hold as many records as the catalogue; it was not taken into use."""


def reindex(archive: Archive, tell: Tell | None = None, turn: Turn = nullcontext, resume: bool = True) -> int:
    """Fill a new index and let it take the place of the old; says of how many records.

    `turn` keeps the carrier away for the end of it; none is needed where the caller holds the carrier's lock. `resume`: go
    on with what an earlier call, killed or failed, had put. Raises SearchUnavailable.
    """
    index = open_index(archive.settings, writing=True)
    try:
        done = refill(archive, index, tell, turn, resume)
    finally:
        index.close()
    archive.index.reload()
    return done


def refill(
    archive: Archive, index: SearchIndex, tell: Tell | None = None, turn: Turn = nullcontext, resume: bool = True
) -> int:
    """The same through an index already open."""
    with elected(archive.settings.home / "reindex.lock") as alone:
        if not alone:
            raise SearchUnavailable("another process is filling a new index")
        try:
            return _refill(archive, index, tell, turn, resume)
        except CountsDiffer as problem:
            if not resume:
                raise
            log.error("what was left half filled is of no use; beginning anew", problem=problem.reason)
            return _refill(archive, index, tell, turn, resume=False)


def _refill(archive: Archive, index: SearchIndex, tell: Tell | None, turn: Turn, resume: bool) -> int:
    with ExitStack() as ours, index.rebuild(resume) as fresh:
        failpoint("new index: before filling")
        Filling(archive, fresh, tell).put_every_record(archive.catalogue.reading)
        fresh.commit()
        fresh.reload()
        failpoint("new index: after filling")
        ours.enter_context(turn())
        with archive.catalogue.reading() as c:
            replayed = Filling(archive, fresh)
            replayed.put_every_record(lambda: nullcontext(c))
            replayed.take_away_what_is_gone(c)
            replayed.verify()
        _note_refused(archive, replayed.refused)
    return replayed.seen - len(replayed.refused)


@dataclass
class Filling:
    """A walk through the catalogue that leaves a new index with the latest version of every record. `refused`: by the
    engine, and why."""

    archive: Archive
    fresh: Generation
    tell: Tell | None = None
    seen: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    _committed: float = field(default_factory=time.monotonic)

    def put_every_record(self, reading: Callable[[], AbstractContextManager[Reading]]) -> None:
        """Those that the index has in their latest version already are passed over."""
        after: str | None = ""
        while after is not None:
            with reading() as c:
                versions = records.versions(c, after, COMPARED_AT_ONCE)
                held = self.fresh.versions(versions)
                self.seen += len(versions)
                self._put(c, [ark for ark, version in versions.items() if held.get(ark) != version])
            after = max(versions, default=None)

    def _put(self, c: Reading, stale: list[str]) -> None:
        done = self.seen - len(stale)
        for some in parts(stale, PUT_AT_ONCE):
            documents = documents_of(c, dict(whole_records(c, dict.fromkeys(some))), self.archive.facets)
            try:
                self.fresh.put(documents.values())
            except DocumentsRefused as refusal:
                self.refused |= refusal.reasons
            done += len(some)
            self._commit_now_and_then()
            if self.tell:
                self.tell(done, max(records.count(c), done))

    def _commit_now_and_then(self) -> None:
        """What is committed need not be put again after a kill."""
        if time.monotonic() - self._committed > COMMIT_EVERY_SECONDS:
            self.fresh.commit()
            self.fresh.reload()
            self._committed = time.monotonic()

    def take_away_what_is_gone(self, c: Reading) -> None:
        """Records purged or withdrawn since they were put; and earlier versions of those now refused."""
        self.fresh.delete(self.refused)
        after: str | None = ""
        while after is not None:
            gone = [ark for ark, _ in arks.all_fates(c, after=after, size=COMPARED_AT_ONCE)]
            self._delete(gone)
            after = max(gone, default=None)

    def _delete(self, gone: Iterable[str]) -> None:
        self.fresh.delete(self.fresh.versions(gone))

    def verify(self) -> None:
        """Raises CountsDiffer unless the index, committed, holds as many records as were seen and not refused."""
        self.fresh.commit()
        self.fresh.reload()
        held, wanted = self.fresh.count(), self.seen - len(self.refused)
        if held != wanted:
            raise CountsDiffer(f"the new index holds {held} records, the catalogue {wanted}")


def _note_refused(archive: Archive, refused: dict[str, str]) -> None:
    """Set aside what the index refuses, for the status page; forget of earlier refusals those that it takes by now."""
    with archive.catalogue.writing() as c:
        aside = [row for row in outbox.aside(c) if row.ark]
        taken = [row.id for row in aside if row.ark not in refused and not row.indexed]
        outbox.tick(c, taken, indexed=True)
        known = {row.ark for row in aside}
        outbox.refused_by_index(c, {ark: why for ark, why in refused.items() if ark not in known}, now())
