"""An item: one group of files that becomes one record, on its way in. Every stage takes one and gives one back.

Items are frozen and picklable, since most stages run in child processes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from archive.model.access import OPEN
from archive.model.authorities import Authority, AuthorityKind
from archive.model.batch import Problem
from archive.model.errors import ArchiveError
from archive.model.reading_dates import Order
from archive.model.record import File, FileRole, Record, Value
from archive.model.segments import Segment
from archive.model.transcript import Passage


@dataclass(eq=False)
class ItemProblem(ArchiveError):
    """Raised by a stage to refuse the item: what is wrong with which file, and what to do about it."""

    problem: Problem

    def __reduce__(self) -> tuple[type[ItemProblem], tuple[Problem]]:
        return ItemProblem, (self.problem,)  # so that it survives the way back from a child process


@dataclass(frozen=True)
class Cell:
    """What the source says, word for word: one value under one column of a sheet (the header is row 1), or in one element
    of an XML file (`row` is its line).

    What an element says beside its words: `normal`, its date in EDTF; `kind`, what its name is the name of; `scheme` and
    `number`, where an authority file has it. `authority` is the id of what a sheet of ours means, "" for nothing; None: no
    sheet of ours. `date_order` is that of day and month in its column; None: nobody knows.
    """

    column: str
    text: str
    row: int
    normal: str | None = None
    kind: AuthorityKind | None = None
    scheme: str = ""
    number: str = ""
    authority: str | None = None
    date_order: Order | None = "dmy"


@dataclass(frozen=True)
class Proposal:
    """A value found in a file or its name, confirmed by nobody yet: `source` says where ("EXIF DateTimeOriginal")."""

    term: str
    value: Value
    source: str


@dataclass(frozen=True)
class IncomingFile:
    """One file: where it lies and what was said of it (receive), what it is (identify), what was made of it (derive).

    `id` is the id it will have in the record. `name` is relative to the folder or sheet, NFC, with forward slashes.
    `of` is the id of the recording or document a transcript belongs to. `role` None: not identified yet.
    `prepared` is a folder of finished derivatives, to be moved into place at the deposit; None: it has none.
    `beside`: only its name, that of a recording, brought it along.
    `held`: the archive has this very file in this very record, with its derivatives, so that none need be made.
    """

    id: str
    path: Path
    name: str
    row: int | None = None
    page_label: str | None = None
    language: str | None = None
    of: str | None = None
    alternatives: tuple[Value, ...] = ()
    size_bytes: int = 0
    sha512: str = ""
    media_type: str = ""
    format: str | None = None
    role: FileRole | None = None
    technical: Mapping[str, str | int | float] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    segments: tuple[Segment, ...] = ()
    label: str = OPEN
    beside: bool = False
    prepared: Path | None = None
    held: bool = False

    def refused(self, text: str, remedy: str = "") -> ItemProblem:
        """The error to raise when this file cannot be taken."""
        return ItemProblem(Problem("error", self.name, text, remedy, self.row))

    def described(self) -> File:
        """The file as the record will name it."""
        return File(
            id=self.id, name=self.name, media_type=self.media_type, size_bytes=self.size_bytes, sha512=self.sha512,
            role=self.role or "other", format=self.format, page_label=self.page_label, language=self.language,
            of=self.of, alternatives=self.alternatives, technical=self.technical, label=self.label,
            segments=self.segments,
        )  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One group of files with what is said of it.

    `origin` names the sheet or folder it was found in. `cells` are the source's words; `record` is what became of them,
    None until described; `parent` is the source identifier of its collection. `workspace` is a folder of this batch's
    own in which derivatives may be prepared. `known` is the record that came in before under the same identifier, as its
    source last told it, with the highest number a file of it ever had, and `coming` what the item is beside it. `within` is
    the ARK of its collection, None while the archive has none of that identifier. `listed` is how many the source lists in
    the same collection; `placed`: it says the places themselves. `stopped_at` is the stage that refused it, None: still
    on its way.
    """

    source_identifier: str
    origin: str
    row: int | None = None
    position: int = 0  # among those in the same collection, as the source lists them
    cells: tuple[Cell, ...] = ()
    files: tuple[IncomingFile, ...] = ()
    workspace: Path | None = None
    record: Record | None = None
    parent: str | None = None
    access_until: date | None = None
    authorities: tuple[Authority, ...] = ()
    problems: tuple[Problem, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    known: Record | None = None
    highest_file: int = 0
    within: str | None = None
    listed: int = 0
    placed: bool = False
    coming: Literal["new", "same", "changed"] = "new"
    stopped_at: str | None = None

    @property
    def size_bytes(self) -> int:
        return sum(each.size_bytes for each in self.files)

    def but(self, **changes: Any) -> Item:
        """The same item with some parts changed."""
        return replace(self, **changes)

    def noting(self, *problems: Problem) -> Item:
        return replace(self, problems=(*self.problems, *problems))

    def proposing(self, *proposals: Proposal) -> Item:
        return replace(self, proposals=(*self.proposals, *proposals))

    def with_file(self, file: IncomingFile) -> Item:
        """The same item with one of its files known better."""
        return replace(self, files=tuple(file if each.id == file.id else each for each in self.files))

    def stopped(self, at: str, because: Problem) -> Item:
        """The same item, refused by a stage. An object goes in whole or not at all."""
        return replace(self, stopped_at=at, problems=(*self.problems, because))
