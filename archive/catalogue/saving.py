"""Saving records: the record, what is asked of it, its history and the outbox, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Table, bindparam, delete, insert, select, update

from archive.catalogue import arks, outbox, passages
from archive.catalogue.columns import change_row, file_rows, link_rows, passage_rows, record_row
from archive.catalogue.connection import Writing
from archive.catalogue.loading import load_many
from archive.catalogue.parts import parts
from archive.catalogue.planning import Plan, plan
from archive.catalogue.stored import Deposit, Stored
from archive.catalogue.tables import files, history, links, records
from archive.catalogue.tables import passages as passages_table
from archive.model.errors import ChangedMeanwhile, IdentifierTaken
from archive.model.record import Record
from archive.model.transcript import Passage

_UPDATE_RECORD = (
    update(records)
    .where(records.c.ark == bindparam("of_ark"))
    .values({each.name: bindparam(each.name) for each in records.c if each.name != "ark"})
)
_DELETE_PASSAGES = delete(passages_table).where(
    passages_table.c.ark == bindparam("of_ark"), passages_table.c.file == bindparam("of_file")
)


def save(
    c: Writing, record: Record, *, who: str, action: str, why: str, at: str, batch: str | None = None,
    expected_version: int | None = None, passages: Mapping[str, Sequence[Passage]] | None = None,
) -> Stored:  # fmt: skip
    """Save one record: see `save_many`."""
    return save_many(c, [Deposit(record, who, action, why, at, batch, expected_version, passages)])[0]


def save_many(c: Writing, deposits: Sequence[Deposit]) -> list[Stored]:
    """Save records, each at most once; one that is as it was writes nothing.

    A record that is open, or was, is marked as opened. Raises ChangedMeanwhile where a record's version is not the one
    expected, or its ARK was withdrawn or spent; IdentifierTaken where another record has its source identifier;
    ValueError for passages of a file the record does not have.
    """
    before = load_many(c, [deposit.record.ark for deposit in deposits])
    said = _passages_at_stake(c, deposits, before)
    plans = [plan(each, before.get(each.record.ark), said.get(each.record.ark, {})) for each in deposits]
    changes = [each for each in plans if each.change]
    if len({each.ark for each in plans}) < len(plans):
        raise ValueError("A record is to be saved twice at once.")
    if changes:
        _refuse_gone(c, [each.ark for each in changes if each.before is None])
        _refuse_taken(c, [each.stored.record for each in changes])
        _write(c, changes)
    return [each.stored for each in plans]


def _passages_at_stake(
    c: Writing, deposits: Sequence[Deposit], before: Mapping[str, Stored]
) -> dict[str, dict[str, list[Passage]]]:
    """The passages that stand, by record and file, where they are to be replaced or their file to go."""
    at_stake: dict[str, set[str]] = {}
    for deposit in deposits:
        stored = before.get(deposit.record.ark)
        gone = {file.id for file in stored.record.files if not deposit.record.file(file.id)} if stored else set()
        if stored and (deposit.passages or gone):
            at_stake[deposit.record.ark] = gone | set(deposit.passages or {})
    said: dict[str, dict[str, list[Passage]]] = {}
    for ark, every in passages.of_many(c, at_stake).items():
        for passage in every:
            if passage.file in at_stake[ark]:
                said.setdefault(ark, {}).setdefault(passage.file, []).append(passage)
    return said


def _refuse_gone(c: Writing, new: Sequence[str]) -> None:
    for ark in arks.fates(c, new):
        raise ChangedMeanwhile(ark)


def _refuse_taken(c: Writing, saved: Sequence[Record]) -> None:
    """Two records of one source identifier would be one thing described twice."""
    owners: dict[str, str] = {}
    for record in saved:
        identifier = record.keys.get("source_identifier")
        if identifier and owners.setdefault(identifier, record.ark) != record.ark:
            raise IdentifierTaken(identifier, owners[identifier])
    moving = {record.ark for record in saved}
    for part in parts(owners):
        wanted = select(records.c.source_identifier, records.c.ark).where(records.c.source_identifier.in_(part))
        for identifier, ark in c.execute(wanted):
            if ark != owners[identifier] and ark not in moving:
                raise IdentifierTaken(identifier, ark)


def _write(c: Writing, plans: Sequence[Plan]) -> None:
    new = [each for each in plans if each.before is None]
    old = [each for each in plans if each.before is not None]
    arks.remember(c, [each.ark for each in new])
    _give_up_identifiers(c, old)
    _insert(c, records, (record_row(each.stored, each.body) for each in new))
    if old:
        c.execute(_UPDATE_RECORD, [_renamed(record_row(each.stored, each.body)) for each in old])
    for table in (files, links):
        for part in parts(each.ark for each in old):
            c.execute(delete(table).where(table.c.ark.in_(part)))
    _insert(c, files, (row for each in plans for row in file_rows(each.stored.record)))
    _insert(c, links, (row for each in plans for row in link_rows(each.stored.record)))
    _write_passages(c, plans)
    _insert(c, history, (change_row(each.ark, each.change) for each in plans if each.change))
    news = [outbox.News(f"record:{each.ark}", each.stored.changed_at, each.ark, each.narrows) for each in plans]
    outbox.tell(c, news)


def _give_up_identifiers(c: Writing, plans: Sequence[Plan]) -> None:
    """Those that change are laid down first, so that another record may take them up in the same saving."""
    given_up = [each.ark for each in plans if each.before and _identifier(each.before) != _identifier(each.stored)]
    for part in parts(given_up):
        c.execute(update(records).where(records.c.ark.in_(part)).values(source_identifier=None))


def _identifier(stored: Stored) -> str | None:
    return stored.record.keys.get("source_identifier")


def _write_passages(c: Writing, plans: Sequence[Plan]) -> None:
    stood = [each for each in plans if each.before is not None]
    replaced = [{"of_ark": each.ark, "of_file": file_id} for each in stood for file_id in each.passages]
    if replaced:
        c.execute(_DELETE_PASSAGES, replaced)
    every = ((each.ark, file_id, new) for each in plans for file_id, new in each.passages.items())
    _insert(c, passages_table, (row for ark, file_id, new in every for row in passage_rows(ark, file_id, new)))


def _renamed(row: dict[str, object]) -> dict[str, object]:
    """The same row, its ARK under the name by which the update finds it."""
    return {("of_ark" if name == "ark" else name): value for name, value in row.items()}


def _insert(c: Writing, table: Table, rows: Iterable[dict[str, object]]) -> None:
    if every := list(rows):
        c.execute(insert(table), every)
