"""The embedded engine: one folder, no server. Only the files named embedded* import tantivy.

The folder holds generations, each a whole index, and `current`, a file with the name of the one in use. A rebuild
fills a new generation beside it and then changes `current`, in one rename; the old one stays until the next rebuild,
for those who are still reading it. A generation's name says what made it, so that no index outlives its analysis.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from search.analysis import VERSION
from search.counts import chosen_values, most_frequent
from search.document import Document
from search.embedded_generation import EmbeddedGeneration, engine_trouble, sync_names
from search.embedded_schema import LAYOUT
from search.index import SearchUnavailable
from search.query import Query, Results

MADE_BY = f"{LAYOUT}.{VERSION}"


def open_embedded(folder: Path, writing: bool = False) -> "EmbeddedIndex":
    """The index in a folder, which need not exist yet. Open it in the process that uses it, after any fork.

    `writing`: take the writer's lock now; `SearchUnavailable` where another process holds it.
    """
    return EmbeddedIndex(folder, writing)


class EmbeddedIndex:
    """A `SearchIndex` in a folder. Any thread may search; one thread of one process may write."""

    def __init__(self, folder: Path, writing: bool = False) -> None:
        self._folder = folder
        self._read: EmbeddedGeneration | None = None
        self._written: EmbeddedGeneration | None = None
        self._uncommitted = False
        if writing:
            self._open_writer()
        with suppress(SearchUnavailable):  # said at the next reload: what is damaged can still be rebuilt
            self.reload()

    def put(self, documents: Iterable[Document]) -> None:
        written = self._open_writer()
        self._uncommitted = True
        written.put(documents)

    def delete(self, ids: Iterable[str]) -> None:
        written = self._open_writer()
        self._uncommitted = True
        written.delete(ids)

    def commit(self) -> None:
        written = self._open_writer()
        self._uncommitted = False  # from here on it is on the disk, or forgotten
        if written.name != self._current():
            raise SearchUnavailable("the index was rebuilt meanwhile: put again what was not committed")
        written.commit()

    def reload(self) -> None:
        name, read = self._current(), self._read
        if name is None:
            self._read = None
        elif read is None or read.name != name:
            read = EmbeddedGeneration(self._folder / name)
            read.reload()
            self._read = read
        else:
            read.reload()

    def find(self, query: Query) -> Results:
        if self._read is not None and query.labels:
            return self._read.find(query)
        none = {facet: most_frequent({}, chosen_values(query, facet), query.values_each) for facet in query.facets}
        return Results(0, (), none)

    def count(self) -> int:
        return self._read.count() if self._read else 0

    def versions(self, ids: Iterable[str]) -> Mapping[str, int]:
        return self._read.versions(ids) if self._read else {}

    def needs_rebuild(self) -> bool:
        name = self._current()
        return name is None or _number(name) == 0 or not _made_as_now(name)

    @contextmanager
    def rebuild(self, resume: bool = False) -> Iterator[EmbeddedGeneration]:
        number = max(_number(self._current() or ""), 0) + 1
        begun = self._broken_off(number) if resume else None
        if begun is None:
            self._remove(lambda held: held >= number)
        fresh = begun or EmbeddedGeneration(self._folder / _name(number), new=True)
        try:
            yield fresh
            fresh.commit()
        finally:
            fresh.close()
        self._switch_to(fresh.name)
        if self._written is not None:
            self._open_writer()
        self._remove(lambda held: held < number - 1)

    def close(self) -> None:
        written, self._written, self._read = self._written, None, None
        if written is not None:
            written.close()

    def _current(self) -> str | None:
        """The name of the generation in use; None where there is none, or its folder is gone."""
        try:
            name = (self._folder / "current").read_text(encoding="ascii")
        except FileNotFoundError:
            return None
        return name if (self._folder / name / "meta.json").exists() else None

    def _open_writer(self) -> EmbeddedGeneration:
        """The generation to write in: the current one, but never another while something is uncommitted."""
        name = self._current()
        if self._written is not None and (self._uncommitted or self._written.name == name):
            return self._written
        if self._written is not None:
            self._written.close()
            self._written = None
        if name is None:
            name = self._begin()
        if not _made_as_now(name):
            raise SearchUnavailable(f"the index was made by {name}, this is {MADE_BY}: rebuild it")
        written = EmbeddedGeneration(self._folder / name)
        written.open_writer()
        self._written = written
        return written

    def _broken_off(self, number: int) -> EmbeddedGeneration | None:
        """What a rebuild that failed or was killed had committed, if today's analysis made it and it can be read."""
        with suppress(SearchUnavailable):
            return EmbeddedGeneration(self._folder / _name(number))
        return None

    def _begin(self) -> str:
        """Make an empty generation, numbered 0: begun but never rebuilt, which `needs_rebuild` tells from a whole one."""
        name = _name(0)
        self._remove(lambda held: held == 0)
        EmbeddedGeneration(self._folder / name, new=True)
        self._switch_to(name)
        return name

    def _switch_to(self, name: str) -> None:
        """Let every reader's next `reload` find this generation, durably and at once."""
        with engine_trouble():
            coming = self._folder / "current.new"
            with coming.open("w", encoding="ascii") as file:
                file.write(name)
                file.flush()
                os.fsync(file.fileno())
            coming.replace(self._folder / "current")
            sync_names(self._folder)

    def _remove(self, which: Callable[[int], bool]) -> None:
        for path in self._folder.glob("*-*"):
            if which(_number(path.name)):
                shutil.rmtree(path, ignore_errors=True)


def _name(number: int) -> str:
    return f"{number:06}-{MADE_BY}"


def _number(name: str) -> int:
    """Which generation a name is of; -1 for what is none."""
    number = name.split("-")[0]
    return int(number) if number.isdecimal() else -1


def _made_as_now(name: str) -> bool:
    return name.partition("-")[2] == MADE_BY
