"""The columns beside an index: its commit and theirs are seen together, and columns are made again where they are missing."""

import json
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

import tantivy
from pyroaring import BitMap

from search.column_files import DAYS_AND_ADDED, PUBLISHED, Published, Row, published, read_row
from search.columns import Columns
from search.columns_writing import ColumnsWriter

TRIES, PAUSE_SECONDS = 200, 0.005  # how long a new reader waits for a writer that is between its two commits
_NOBODY = Row("", dict.fromkeys(DAYS_AND_ADDED, 0), {})


_Mark = tuple[int, int] | None


class Seen:
    """One commit: the engine's searcher and the columns of the same moment."""

    def __init__(self, searcher: tantivy.Searcher, columns: Columns) -> None:
        self.searcher = searcher
        self.columns = columns
        self._universes: dict[frozenset[str], BitMap] = {}

    def universe(self, labels: frozenset[str]) -> BitMap:
        """All rows that these labels open."""
        held = self._universes.get(labels)
        if held is None:
            column = self.columns.values("label")
            open_to = column.holding((label,) for label in labels) if column else BitMap()
            held = self._universes.setdefault(labels, open_to & self.columns.live)
        return held


class Coming:
    """What was put and deleted since the last commit: rows to publish with the next."""

    def __init__(self, columns: ColumnsWriter) -> None:
        self.columns = columns
        self._added: dict[str, int] = {}
        self._touched: set[str] = set()

    def put(self, row: Row) -> None:
        self.delete(row.id)
        self._added[row.id] = self.columns.add(row)

    def delete(self, gone: str) -> None:
        self._touched.add(gone)
        if (added := self._added.pop(gone, None)) is not None:
            self.columns.take_back([added])

    def write(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        """Put it on the disk. `searcher` sees the last commit, and with it the rows that are replaced by these."""
        self.columns.take_back(rows_of(schema, searcher, self._touched))
        self.columns.write()

    def publish(self, stamp: int) -> None:
        self.columns.publish(stamp)
        self._added.clear()
        self._touched.clear()


class Watch:
    """Follows the commits of an index whose writer may be another process."""

    def __init__(self, path: Path, index: tantivy.Index) -> None:
        self._path, self._index = path, index
        self._latest: tuple[_Mark, Seen] = self._look(None)

    @property
    def seen(self) -> Seen:
        return self._latest[1]

    def follow(self) -> None:
        """See the latest commit. Costs one look at one file where there is no later one."""
        if self._latest[0] != _mark(self._path):
            self._latest = self._look(self._latest)

    def _look(self, before: tuple[_Mark, Seen] | None) -> tuple[_Mark, Seen]:
        for _ in range(TRIES):
            mark, held = _mark(self._path), published(self._path)
            self._index.reload()
            searcher = self._index.searcher()
            if held.opstamp == opstamp(self._path):  # read last: so neither can be of a later commit than the other
                return mark, Seen(searcher, Columns(self._path, held, before[1].columns if before else None))
            if before is not None:  # its writer is between its two commits: the next request sees them
                return before
            if mark is None:  # nobody will end what was never begun
                break
            time.sleep(PAUSE_SECONDS)
        return mark, self._made_alone()

    def _made_alone(self) -> Seen:
        """No writer comes to end what one left when it died: read the whole index, for this process."""
        folder = Path(tempfile.mkdtemp())
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        stamp = opstamp(self._path)
        self._index.reload()
        searcher = self._index.searcher()
        return Seen(searcher, Columns(folder, complete(folder, self._index.schema, searcher, stamp).published))


def columns_to_write(path: Path, index: tantivy.Index) -> ColumnsWriter:
    """The columns of the index's last commit; made whole first, where their writer died before it published them."""
    index.reload()
    stamp = opstamp(path)
    held = published(path)
    if held.opstamp == stamp:
        return ColumnsWriter(path, held)
    return complete(path, index.schema, index.searcher(), stamp)


def complete(path: Path, schema: tantivy.Schema, searcher: tantivy.Searcher, stamp: int) -> ColumnsWriter:
    """Publish the columns of a commit out of what the index itself holds: all rows, or those that came last."""
    held = published(path)
    if not held.rows:  # what a reader may still have mapped is never written over
        held = Published(folder=f"columns-{uuid4().hex}")
    columns = ColumnsWriter(path, held)
    every = tantivy.Query.range_query(schema, "number", tantivy.FieldType.Integer, 0, None)
    there = searcher.search(every, limit=max(searcher.num_docs, 1), order_by_field="number", order=tantivy.Order.Asc)
    live = BitMap(number for number, _ in there.hits)
    for number, address in there.hits:
        if number >= held.rows:
            while columns.rows < number:
                columns.add(_NOBODY)
            columns.add(read_row(searcher.doc(address)["row"][0]))
    columns.take_back(BitMap(range(columns.rows)) - live)
    columns.write()
    columns.publish(stamp)
    return columns


def rows_of(schema: tantivy.Schema, searcher: tantivy.Searcher, ids: Iterable[str]) -> list[int]:
    """The rows of these records, of those there are."""
    wanted = sorted(ids)
    if not wanted or not searcher.num_docs:
        return []
    asked = tantivy.Query.term_set_query(schema, "id", wanted)
    hits = searcher.search(asked, limit=len(wanted), count=False, order_by_field="number").hits
    return [number for number, _ in hits]


def opstamp(path: Path) -> int:
    """The engine's number of its last commit; merging changes it not."""
    return int(json.loads((path / "meta.json").read_text(encoding="utf-8"))["opstamp"])


def _mark(path: Path) -> _Mark:
    try:
        status = (path / PUBLISHED).stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns
