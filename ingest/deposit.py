"""Deposit: hands prepared items over to the archive, in the parent process, one transaction for each group."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from archive.actions import accession
from archive.actions.arrivals import Arrival, Outcome
from archive.failpoints import failpoint
from archive.model.batch import Batch, Problem
from archive.model.errors import ArchiveError, CatalogueUnavailable
from archive.model.transcript import Passage
from archive.wiring import Archive
from ingest.item import IncomingFile, Item
from ingest.seen import Seen
from ingest.telling import messages
from ingest.telling.disk_words import why
from ingest.telling.report import Line, What

#: Kept free for the catalogue, its journal, preservation's own copy and the index.
_RESERVE_BYTES = 100_000_000


@dataclass(eq=False)
class DiskFull(ArchiveError):
    """There is no room left for what is to come in; whatever was reported before is in, whole."""

    folder: Path
    needed_bytes: int = 0


@dataclass
class Depositing:
    """The hands that take in; `withdrawn`: what was withdrawn as well, as a new record."""

    archive: Archive
    batch: Batch
    update: bool = False
    withdrawn: bool = False
    seen: Seen = field(default_factory=Seen)

    def acquaint(self, items: Sequence[Item]) -> list[Item]:
        return acquainted(self.archive, items, self.withdrawn)

    def deposit(self, items: Sequence[Item]) -> list[Line]:
        """Masters first, durably; then the records that name them, together. Raises DiskFull."""
        items = with_notes(self.archive, items, self.seen)
        try:
            items = [self._staged(item) for item in items]
            outcomes = self._deposited([item for item in items if is_to_go(item)])
        except OSError as problem:
            if problem.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFull(self.archive.settings.home) from problem
            raise
        for item in items:
            clear(item)
        accession.up_to_date(self.archive, [item.known.ark for item in items if item.known and item.coming == "same"])
        return [_line(item, outcomes.get(item.source_identifier), self.seen) for item in items]

    def _staged(self, item: Item) -> Item:
        """The item with its new masters copied in; stopped if one changed or went meanwhile."""
        if not is_to_go(item) or (item.coming == "changed" and not self.update):
            return item
        need_room(self.archive.settings.home, item)
        for file in item.files:
            try:
                accession.stage(self.archive, file.path, file.sha512)
            except ArchiveError:
                return item.stopped("deposit", messages.CHANGED_WHILE_READ.about(file.name, file.row))
            except OSError as problem:
                if problem.errno in (errno.ENOSPC, errno.EDQUOT):
                    raise
                gone = messages.GONE_WHILE_READ.about(file.name, file.row, why=why(problem))
                return item.stopped("deposit", gone)
        return item

    def _deposited(self, items: Sequence[Item]) -> dict[str, Outcome | ArchiveError]:
        """What became of each; if the archive refuses one, the others go in without it."""
        if not items:
            return {}
        arrivals = [arrival(item) for item in items]
        try:
            outcomes = accession.deposit(self.archive, self.batch, arrivals, update=self.update)
        except CatalogueUnavailable:
            raise  # it would refuse the next as well
        except ArchiveError as problem:
            if len(items) == 1:
                return {items[0].source_identifier: problem}
            return {name: each for item in items for name, each in self._deposited([item]).items()}
        return {item.source_identifier: outcome for item, outcome in zip(items, outcomes, strict=True)}


@dataclass
class Retrying(Depositing):
    """The hands that take in what was refused before, and nothing else; where something could not be read then (`unread`),
    what the archive does not have may be it."""

    refused: frozenset[str] = frozenset()
    unread: bool = False

    def acquaint(self, items: Sequence[Item]) -> list[Item]:
        return [
            item for item in super().acquaint(items)
            if item.source_identifier in self.refused or (self.unread and item.known is None)
        ]  # fmt: skip


@dataclass
class Trying:
    """The hands of a dry run: they say what would be, and write nothing. `archive` None: there is none yet."""

    archive: Archive | None
    update: bool = False
    withdrawn: bool = False
    seen: Seen = field(default_factory=Seen)

    def acquaint(self, items: Sequence[Item]) -> list[Item]:
        return acquainted(self.archive, items, self.withdrawn) if self.archive else list(items)

    def deposit(self, items: Sequence[Item]) -> list[Line]:
        noted = with_notes(self.archive, items, self.seen)
        outcomes = self._rehearsed([item for item in noted if is_to_go(item)])
        for item in noted:
            clear(item)
        return [_line(item, outcomes.get(item.source_identifier), self.seen) for item in noted]

    def _rehearsed(self, items: Sequence[Item]) -> dict[str, Outcome | ArchiveError]:
        if self.archive is None:
            return {item.source_identifier: Outcome("", "added") for item in items}
        above = self.seen.those_in({item.parent for item in items if item.parent})
        arrivals = [arrival(item) for item in items]
        outcomes = accession.rehearse(self.archive, arrivals, update=self.update, expected=above)
        return {item.source_identifier: outcome for item, outcome in zip(items, outcomes, strict=True)}


def is_to_go(item: Item) -> bool:
    """Whether there is anything to hand over."""
    return item.stopped_at is None and item.record is not None and item.coming != "same"


def acquainted(archive: Archive, items: Sequence[Item], withdrawn: bool = False) -> list[Item]:
    """The items, each with the record that came in before under its identifier, and its place beside it. What was withdrawn
    is refused, unless it is to come back."""
    known = accession.known(archive, [item.source_identifier for item in items])
    above = accession.standing(archive, {item.parent for item in items if item.parent})
    items = [
        item.but(known=held.record, highest_file=held.highest_file, within=above.get(item.parent or ""))
        if (held := known.get(item.source_identifier)) else item
        for item in items
    ]  # fmt: skip
    return placed(archive, items if withdrawn else _without_withdrawn(archive, items))


def _without_withdrawn(archive: Archive, items: Sequence[Item]) -> list[Item]:
    gone = accession.withdrawn(archive, [item.source_identifier for item in items if item.known is None])
    return [
        item.stopped("recognise", messages.WITHDRAWN.about(
            item.origin, item.row, day=stone.withdrawn_on, ark=stone.ark, why=stone.why or stone.reason
        )) if item.known is None and (stone := gone.get(item.source_identifier)) else item
        for item in items
    ]  # fmt: skip


def placed(archive: Archive, items: Sequence[Item]) -> list[Item]:
    """The items, each that stays in its collection at the place it has there, unless the source says another: in so many
    words, or by listing the whole of it in another order. A sheet of three records says nothing of the order of a hundred."""
    moved = [item for item in items if item.known and item.position != item.known.position and not item.placed]
    counts = accession.counts_within(archive, {item.within for item in moved if item.within}) if moved else {}
    kept = {
        item.source_identifier: item.known.position
        for item in moved
        if item.known and item.known.parent == item.within and item.listed < counts.get(item.within or "", item.listed + 1)
    }
    return [item.but(position=kept.get(item.source_identifier, item.position)) for item in items]


def arrival(item: Item) -> Arrival:
    """The item as the archive's own words have it."""
    if item.record is None:
        raise ValueError("only a described item can be handed over")
    # A recording or a scan whose transcript was taken away has no words from now on.
    passages: dict[str, tuple[Passage, ...]] = {
        file.id: () for file in item.files if item.known and (is_recorded(file) or file.prepared)
    }
    for file in item.files:
        for passage in file.passages:
            passages[passage.file] = (*passages.get(passage.file, ()), passage)
    return Arrival(
        record=item.record, passages=passages, authorities=item.authorities, parent=item.parent,
        prepared={file.id: file.prepared for file in item.files if file.prepared}, access_until=item.access_until,
    )  # fmt: skip


def is_recorded(file: IncomingFile) -> bool:
    return file.role in ("sound", "video")


def with_notes(archive: Archive | None, items: Sequence[Item], seen: Seen) -> list[Item]:
    """The items with a word on each file the archive or the batch has already, and on a collection nobody knows."""
    new = [item for item in items if is_to_go(item)]
    held = accession.holders(archive, [file.sha512 for item in new for file in item.files]) if archive else {}
    asked = {item.parent for item in new if item.parent} - {item.source_identifier for item in new}
    asked -= seen.those_in(asked)
    unknown = asked - (accession.known(archive, asked).keys() if archive and asked else set())
    return [item.noting(*_notes(item, held, unknown, seen)) if is_to_go(item) else item for item in items]


def _notes(
    item: Item, held: Mapping[str, Sequence[tuple[str, str]]], unknown: Set[str], seen: Seen
) -> Iterator[Problem]:
    for file in item.files:
        others = [ark for ark, _ in held.get(file.sha512, ()) if item.known is None or ark != item.known.ark]
        first = seen.first(file.sha512, item.source_identifier, file.name)
        # First its twin in the batch, which is in the archive by now, or is not where this is a dry run.
        if first != (item.source_identifier, file.name):
            yield messages.TWICE_IN_BATCH.about(file.name, file.row, name=first[1])
        elif others:
            yield messages.HELD_ALREADY.about(file.name, file.row, ark=others[0])
    if item.parent in unknown:
        yield messages.UNKNOWN_PARENT.about(item.origin, item.row, "parent", parent=item.parent)


def need_room(folder: Path, item: Item) -> None:
    """Raises DiskFull before a copy that would not fit: a master is kept twice until preservation has it."""
    needed = 2 * item.size_bytes + _RESERVE_BYTES
    if shutil.disk_usage(folder).free < needed:
        raise DiskFull(folder, needed)


def clear(item: Item) -> None:
    """Remove what is left of an item's workspace."""
    if item.workspace is not None and item.files:
        failpoint("workspace of an item: before removal")
        shutil.rmtree(item.workspace, ignore_errors=True)
        failpoint("workspace of an item: after removal")


def _line(item: Item, outcome: Outcome | ArchiveError | None, seen: Seen) -> Line:
    if isinstance(outcome, ArchiveError):
        refused = messages.CANNOT_KEEP.about(item.origin, item.row, why=type(outcome).__name__)
        return Line.of(item.stopped("deposit", refused), "refused")
    if item.stopped_at is not None:
        return Line.of(item, "refused")
    seen.add(item.source_identifier)
    if outcome is None:
        return Line.of(item, "skipped", item.known.ark if item.known else "")
    what: What = outcome.what
    return Line.of(item, what, outcome.ark, outcome.before, outcome.after)
