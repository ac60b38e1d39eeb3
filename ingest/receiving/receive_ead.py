"""Receives a finding aid: each description becomes an item, below the one it stands in, with the files beside it that it names.

Runs in a child process with limits and leaves the items in a spool, as a sheet's are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from archive.model.batch import Problem
from ingest.describing.crosswalk import Crosswalk, read_crosswalk
from ingest.grouping import in_groups
from ingest.identifying.refused import FileRefused
from ingest.item import Cell, IncomingFile, Item, ItemProblem
from ingest.reading.ead_cells import Attached
from ingest.reading.read_ead import Component, FindingAid, read_ead
from ingest.receiving.companions import numbered
from ingest.receiving.find_files import FileFinder
from ingest.receiving.receive_sheet import GROUP, SheetAsked, SheetReceived, write_spool
from ingest.telling import messages

#: What an element means that the crosswalk does not know: nothing of the text is lost.
_ANYTHING = "odd"


def receive_ead(asked: SheetAsked) -> SheetReceived:
    """Leave the finding aid's items in the spool. Raises ItemProblem, Refused."""
    try:
        aid = read_ead(asked.sheet)
    except FileRefused as problem:
        raise ItemProblem(Problem("error", asked.sheet.name, problem.text, problem.remedy)) from None
    crosswalk = read_crosswalk(asked.crosswalks, asked.crosswalk)
    items = _Items(asked.sheet.name, crosswalk, FileFinder(asked.files))
    pieces, size_bytes, named = write_spool(asked.spool, in_groups(items.of(aid), GROUP))
    parents = frozenset(one.parent for one in aid.components if one.parent)
    names_files = any(one.files for one in aid.components)
    return SheetReceived(pieces, size_bytes, named, parents, names_files, tuple(items.told(aid)))


@dataclass
class _Items:
    """Makes items of descriptions, and remembers which elements nobody knew."""

    name: str
    crosswalk: Crosswalk
    finder: FileFinder
    unknown: dict[str, int] = field(default_factory=dict)

    def of(self, aid: FindingAid) -> Iterator[Item]:
        for one in aid.components:
            cells = [self._known(cell) for cell in one.cells]
            if one.restricted:  # words about access are for people: whoever opens the batch does not open these by it
                cells.append(Cell("label", "closed", one.line))
            files, problems = self._files(one)
            yield Item(
                one.identifier, self.name, row=one.line, position=one.position, placed=True, cells=tuple(cells),
                files=numbered(files), parent=one.parent, problems=tuple(problems),
            )  # fmt: skip

    def told(self, aid: FindingAid) -> Iterator[Problem]:
        """What is to be said of the finding aid as a whole; its items must have been made."""
        if any(one.restricted for one in aid.components):
            count = sum(one.restricted for one in aid.components)
            yield messages.ACCESS_IN_WORDS.about(self.name, count=count)
        if aid.internal:
            yield messages.INTERNAL_LEFT.about(self.name, count=aid.internal)
        for element, line in self.unknown.items():
            yield messages.UNKNOWN_ELEMENT.about(self.name, line, element, element=element)

    def _known(self, cell: Cell) -> Cell:
        if self.crosswalk.column(cell.column) is not None:
            return cell
        element, at, tag = cell.column.partition("@")
        self.unknown.setdefault(element, cell.row)
        return replace(cell, column=f"{_ANYTHING}{at}{tag}")

    def _files(self, one: Component) -> tuple[list[IncomingFile], list[Problem]]:
        """The files beside the finding aid. A finding aid names many that are elsewhere: it comes in without them."""
        found: dict[str, IncomingFile] = {}
        problems: list[Problem] = []
        for each in one.files:
            name, said = (None, [self._elsewhere(each)]) if "://" in each.address else self._find(each)
            problems += said
            if name is not None and name not in found:
                path = self.finder.folder / name
                found[name] = IncomingFile(
                    id="", path=path, name=unicodedata.normalize("NFC", name), row=each.line,
                    page_label=each.title or None, size_bytes=path.stat().st_size,
                )  # fmt: skip
        return list(found.values()), problems

    def _find(self, each: Attached) -> tuple[str | None, list[Problem]]:
        name, said = self.finder.find(each.address, self.name, each.line, "dao")
        return name, [replace(problem, level="warning") if problem.level == "error" else problem for problem in said]

    def _elsewhere(self, each: Attached) -> Problem:
        return messages.FILE_AT_ADDRESS.about(self.name, each.line, "dao", address=each.address)
