"""The carrier: what the catalogue has committed, brought to preservation and to the index, at least once and in order.

One process at a time carries (it holds a lock, and with it the index's only writer). Rows of the outbox are ticked only
after the bytes are synced, so a carrier that dies repeats its last steps; both stores take a repetition for nothing new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from archive.carriers import objects
from archive.carriers.documents import document, seconds_since_1970
from archive.catalogue import arks, authorities, batches, history, outbox, passages, records
from archive.catalogue.connection import Catalogue, Reading
from archive.failpoints import failpoint
from archive.model.authorities import Authority
from archive.model.errors import ArchiveError
from archive.model.facets import Facet
from archive.preservation.derivatives import Derivatives
from archive.preservation.store import ObjectVersion, Preservation
from search.index import Document, DocumentsRefused, SearchIndex

ROWS_AT_ONCE, EVERY_ROW = 400, 1_000_000_000
#: A master staged so long ago is in its object, or its record never came.
STAGED_FOR_SECONDS = 3600.0
log = structlog.get_logger()


@dataclass(frozen=True)
class Carrier:
    """What is carried from, and to where. `facets`: what the index counts. `refill`: what fills an index that is new, lost
    or of an older analysis."""

    catalogue: Catalogue
    preservation: Preservation
    derivatives: Derivatives
    index: SearchIndex
    facets: tuple[Facet, ...] = ()
    refill: Callable[[SearchIndex], object] = lambda _index: None

    def carry(self) -> int:
        """Carry the oldest waiting changes; says how many rows that were, 0 when nothing waits.

        Raises SearchUnavailable, once they are in preservation.
        """
        with self.catalogue.reading() as c:
            rows = outbox.pending(c, ROWS_AT_ONCE)
            load = _load(c, rows, self.facets)
        if rows:
            self._preserve(rows, load)
        if self.index.needs_rebuild():
            self.refill(self.index)
        if rows:
            self._index(rows, load)
        return len(rows)

    def preserve(self) -> int:
        """Bring the oldest changes that are not in preservation yet there alone; says how many rows that were."""
        with self.catalogue.reading() as c:
            rows = outbox.pending(c, ROWS_AT_ONCE, to_preservation=True)
            load = _load(c, rows, self.facets)
        if rows:
            self._preserve(rows, load)
        return len(rows)

    def tidy(self) -> int:
        """Remove staged masters that their objects hold by now, or that nobody holds any more; says how many. Served forms
        made for records that never came go with them."""
        with self.catalogue.reading() as c:
            never_came = arks.unused(c)
            rows = (*outbox.pending(c, EVERY_ROW), *outbox.aside(c))
            held = records.load_many(c, (row.ark for row in rows if row.ark))
            wanted = objects.masters(stored.record for stored in held.values()) | _told_by_batches(c, rows)
        for ark in never_came:
            self.derivatives.sweep(ark, (), STAGED_FOR_SECONDS)
        return self.preservation.sweep(wanted, STAGED_FOR_SECONDS)

    def _preserve(self, rows: Sequence[outbox.Row], load: Load) -> None:
        waiting = [row for row in rows if not row.preserved]
        subjects = {row.subject for row in waiting}
        for gone in (version for subject, version in load.gone.items() if subject in subjects):
            self.preservation.purge(gone.id, gone)
            self.derivatives.remove(gone.id)
        kept = {subject: version for subject, version in load.versions.items() if subject in subjects}
        refused = self._write(kept)
        for ark, files in load.files.items():
            self.derivatives.sweep(ark, files, STAGED_FOR_SECONDS)
        with self.catalogue.writing() as c:
            for row in (row for row in waiting if row.subject in refused):
                outbox.set_aside(c, row.id, refused[row.subject])
            outbox.tick(c, [row.id for row in waiting if row.subject not in refused], preserved=True)

    def _write(self, versions: Mapping[str, ObjectVersion]) -> dict[str, str]:
        """Write all at once; where one is refused, each alone, so that one bad object stops no other. Gives the refused."""
        try:
            self.preservation.write_versions(versions.values())
        except ArchiveError:
            refused = {}
            for subject, version in versions.items():
                try:
                    self.preservation.write_versions([version])
                except ArchiveError as problem:
                    log.error("not preserved", subject=subject, problem=repr(problem))
                    refused[subject] = repr(problem)
            return refused
        return {}

    def _index(self, rows: Sequence[outbox.Row], load: Load) -> None:
        waiting = [row for row in rows if not row.indexed]
        arks_waiting = {row.ark for row in waiting if row.ark}
        self.index.delete(ark for ark in arks_waiting if ark not in load.documents)
        refused = self._put(load.documents[ark] for ark in arks_waiting if ark in load.documents)
        if arks_waiting:
            failpoint("index: before commit")
            self.index.commit()
            failpoint("index: after commit")
        with self.catalogue.writing() as c:
            for row in (row for row in waiting if row.ark in refused):
                outbox.refuse(c, row, refused[row.ark or ""])
            outbox.tick(c, [row.id for row in waiting if row.ark not in refused], indexed=True)

    def _put(self, documents: Iterable[Document]) -> Mapping[str, str]:
        """Put them; gives why some were refused, by ARK."""
        try:
            self.index.put(documents)
        except DocumentsRefused as refusal:
            log.error("not indexed", reasons=dict(refusal.reasons))
            return refusal.reasons
        return {}


@dataclass
class Load:
    """What the rows speak of, as it stands now: new versions and what replaces purged ones, by subject; documents and the
    ids of files by ARK."""

    versions: dict[str, ObjectVersion] = field(default_factory=dict)
    gone: dict[str, ObjectVersion] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    files: dict[str, frozenset[str]] = field(default_factory=dict)


def _told_by_batches(c: Reading, rows: Sequence[outbox.Row]) -> set[str]:
    """The checksums of the sheets and reports that these rows speak of."""
    names = {row.subject.removeprefix("batch:") for row in rows if row.subject.startswith("batch:")}
    return {sha512 for name in names if (batch := batches.load(c, name)) for sha512 in batch.kept.values()}


def _load(c: Reading, rows: Sequence[outbox.Row], facets: Sequence[Facet]) -> Load:
    load = Load()
    changed_at = {row.subject: row.at for row in rows}
    wholes = dict(whole_records(c, dict.fromkeys(row.ark for row in rows if row.ark)))
    load.documents = documents_of(c, wholes, facets)
    load.files = {ark: frozenset(file.id for file in whole.record.files) for ark, whole in wholes.items()}
    fates = arks.fates(c, [row.ark for row in rows if row.ark and row.ark not in wholes])
    for row in rows:
        kind, _, name = row.subject.partition(":")
        if kind == "record" and name in wholes:
            load.versions[row.subject] = objects.of_record(wholes[name])
        elif kind == "record":
            fate = fates.get(name, "spent")
            load.gone[row.subject] = (
                objects.of_spent(name, changed_at[row.subject]) if fate == "spent" else objects.of_tombstone(fate)
            )
        elif kind == "authority" and (authority := authorities.load(c, name)):
            load.versions[row.subject] = objects.of_authority(authority, row.at)
        elif kind == "batch" and (batch := batches.load(c, name)):
            load.versions[row.subject] = objects.of_batch(batch, row.at)
    return load


def whole_records(c: Reading, these: Mapping[str, None]) -> Iterator[tuple[str, objects.WholeRecord]]:
    """Records with their history and passages, in a handful of queries."""
    stored = records.load_many(c, these)
    changes = history.of_many(c, stored)
    words = passages.of_many(c, stored)
    for ark, each in stored.items():
        yield ark, objects.WholeRecord(each.record, tuple(changes[ark]), tuple(words.get(ark, ())))


def documents_of(c: Reading, wholes: Mapping[str, objects.WholeRecord], facets: Sequence[Facet]) -> dict[str, Document]:
    """The search documents of records, with the authorities and collections they name."""
    named = {value.authority for whole in wholes.values() for values in whole.record.terms.values() for value in values}
    known: Mapping[str, Authority] = authorities.load_many(c, (each for each in named if each))
    above: dict[str | None, tuple[str, ...]] = {None: ()}
    for whole in wholes.values():
        parent = whole.record.parent
        if parent not in above:
            above[parent] = (*(each.ark for each in records.ancestors(c, parent or "")), parent or "")
    return {
        ark: document(
            whole.record, len(whole.changes), seconds_since_1970(whole.changes[0].at), whole.passages, known,
            above[whole.record.parent], facets,
        )
        for ark, whole in wholes.items()
    }  # fmt: skip
