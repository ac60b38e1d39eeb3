"""What an engine must do."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from search.document import OPEN, Document, FacetPath, Passage, Words
from search.query import Query, Results

__all__ = [
    "OPEN", "Document", "DocumentsRefused", "FacetPath", "Generation", "Passage", "SearchIndex", "SearchUnavailable", "Words",
]  # fmt: skip


class SearchUnavailable(Exception):
    """The index cannot be asked or written now; try again later. `reason` is for the log, never for a page."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DocumentsRefused(Exception):
    """The engine does not take some documents as they are, now or later; all the others were put. `reasons`: why, by id,
    in the engine's words. Of those it refused, it keeps the version that it had.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(f"{len(reasons)} documents refused")
        self.reasons = reasons


class Generation(Protocol):
    """A whole index: what can be put into it and asked of it. Any method may raise `SearchUnavailable`; no query's
    text ever does. After it is raised by `put`, `delete` or `commit`, what was not committed must be put again.
    """

    def put(self, documents: Iterable[Document]) -> None:
        """Add these, each in place of what has its id. Seen by readers after `commit`, at the latest at their `reload`.

        Raises DocumentsRefused, once all the others are put.
        """

    def delete(self, ids: Iterable[str]) -> None:
        """Take these away; unknown ids are no error."""

    def commit(self) -> None:
        """Return once all that was put and deleted is on the disk, whatever happens to the machine after."""

    def reload(self) -> None:
        """See the latest commit. Cheap: once a request."""

    def find(self, query: Query) -> Results:
        """Answer a query as of the last `reload`, or later."""

    def count(self) -> int:
        """How many records the index holds, whatever their label, as of the last `reload`."""

    def versions(self, ids: Iterable[str]) -> Mapping[str, int]:
        """The version held of each of these records, as of the last `reload`; absent ones are left out."""


class SearchIndex(Generation, Protocol):
    """An engine. One process writes, many read; each sees the other's commits after `reload`."""

    def needs_rebuild(self) -> bool:
        """True where no rebuild ever ended here, or another analysis or layout than today's made what there is.

        So it is true of an index that was deleted, and of a new one: rebuild it from the catalogue, however empty.
        """

    def rebuild(self, resume: bool = False) -> AbstractContextManager[Generation]:
        """An empty index to fill beside this one. When the block ends well, all that was put there is committed and
        takes this one's place for all readers at their next `reload`; if it fails, nothing changes. Searches meanwhile
        are answered by this one, and another process may write in it, until the block is about to end: what that one
        writes must be put into the new index too. One rebuild at a time.

        `resume`: go on with what a rebuild that failed or was killed had committed, where today's analysis and layout
        made it.
        """

    def close(self) -> None:
        """Let go of files and locks. What was not committed is lost."""
