"""Receives Dublin Core records from XML. Runs in a child process and leaves the items in a spool, as a sheet's are."""

from __future__ import annotations

from collections.abc import Iterator

from archive.model.batch import Problem
from ingest.describing.crosswalk import Crosswalk, read_crosswalk
from ingest.grouping import in_groups
from ingest.identifying.refused import FileRefused
from ingest.item import Item, ItemProblem
from ingest.reading.read_dublin_core import Described, read_dublin_core
from ingest.receiving.receive_sheet import GROUP, SheetAsked, SheetReceived, write_spool
from ingest.telling import messages


def receive_dublin_core(asked: SheetAsked) -> SheetReceived:
    """Leave the items of the records in the spool. Raises ItemProblem, Refused."""
    name = asked.sheet.name
    try:
        records = read_dublin_core(asked.sheet)
    except FileRefused as problem:
        raise ItemProblem(Problem("error", name, problem.text, problem.remedy)) from None
    items = _items(records, name, read_crosswalk(asked.crosswalks, asked.crosswalk))
    pieces, size_bytes, named = write_spool(asked.spool, in_groups(items, GROUP))
    foreign = {tag: each.line for each in reversed(records) for tag in each.foreign}
    said = (messages.UNKNOWN_COLUMN.about(name, line, tag, header=tag) for tag, line in foreign.items())
    return SheetReceived(pieces, size_bytes, named, frozenset(), False, tuple(said))


def _items(records: list[Described], name: str, crosswalk: Crosswalk) -> Iterator[Item]:
    first: dict[str, int] = {}
    for position, each in enumerate(records, start=1):
        identifier = each.identifier or f"{name.rpartition('.')[0]}/{_title(each) or position}"
        problems = [] if each.identifier else [messages.NO_IDENTIFIER_IN_XML.about(name, each.line, identifier=identifier)]
        problems += [
            messages.UNKNOWN_COLUMN.about(name, cell.row, cell.column, header=cell.column)
            for cell in each.cells
            if crosswalk.column(cell.column) is None
        ]
        twice = first.setdefault(identifier, each.line) != each.line
        if twice:
            facts = {"identifier": identifier, "first": first[identifier]}
            problems.append(messages.DOUBLED_IN_XML.about(name, each.line, "identifier", **facts))
        yield Item(
            f"{identifier} ({each.line})" if twice else identifier, name, row=each.line, position=position,
            cells=each.cells, problems=tuple(problems), stopped_at="receive" if twice else None,
        )  # fmt: skip


def _title(each: Described) -> str:
    titles = (cell.text for cell in each.cells if cell.column.partition("@")[0] == "dcterms:title")
    return next(titles, "").partition("\n")[0][:200]
