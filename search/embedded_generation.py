"""One whole index of the embedded engine, in one folder."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

import tantivy

from search.document import Document
from search.embedded_columns import Coming, Watch, columns_to_write
from search.embedded_query import Asking, Kept
from search.embedded_schema import engine_documents, schema
from search.index import DocumentsRefused, SearchUnavailable
from search.layout import row_of
from search.query import Query, Results

WRITER_BYTES = 64_000_000  # what the engine holds in memory before it writes a segment


@contextmanager
def engine_trouble() -> Iterator[None]:
    """Give the engine's errors our name."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as problem:
        raise SearchUnavailable(str(problem)) from problem


def sync_names(path: Path) -> None:
    """Put the names of a folder's new files on the disk; what is in them is synced by who wrote them."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class EmbeddedGeneration:
    """A `search.index.Generation`. Any thread may search; one thread of one process may write."""

    def __init__(self, path: Path, new: bool = False) -> None:
        self.name = path.name
        self._path = path
        self._writer: tantivy.IndexWriter | None = None
        self._coming: Coming | None = None
        self._kept = Kept()
        with engine_trouble():
            if new:
                path.mkdir(parents=True)
            self._index = tantivy.Index(schema(), str(path)) if new else tantivy.Index.open(str(path))
            terms_as_they_are = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
            self._index.register_tokenizer("whitespace", terms_as_they_are)
            self._index.config_reader("manual")
            if new:
                columns_to_write(path, self._index)

    @cached_property
    def _watch(self) -> Watch:
        """Who only writes needs none."""
        with engine_trouble():
            return Watch(self._path, self._index)

    def put(self, documents: Iterable[Document]) -> None:
        refused: dict[str, str] = {}
        with self._writing() as (writer, coming):
            for document in documents:
                try:
                    row = row_of(document)
                    fields = engine_documents(document, coming.columns.rows, row)
                    made = [tantivy.Document.from_dict(one, self._index.schema) for one in fields]
                except (ValueError, OverflowError) as problem:
                    refused[document.id] = str(problem)
                    continue
                with engine_trouble():
                    writer.delete_documents_by_term("record", document.id)
                    for one in made:
                        writer.add_document(one)
                    coming.put(row)
        if refused:
            raise DocumentsRefused(refused)

    def delete(self, ids: Iterable[str]) -> None:
        with self._writing() as (writer, coming):
            for gone in ids:
                with engine_trouble():
                    writer.delete_documents_by_term("record", gone)
                    coming.delete(gone)

    def commit(self) -> None:
        """The columns lie on the disk before the engine commits, and are published after it: see `embedded_columns`."""
        with self._writing() as (writer, coming), engine_trouble():
            self._index.reload()
            coming.write(self._index.schema, self._index.searcher())
            opstamp = writer.commit()
            coming.publish(opstamp)
            sync_names(self._path)

    def reload(self) -> None:
        with engine_trouble():
            self._watch.follow()

    def find(self, query: Query) -> Results:
        with engine_trouble():
            return Asking(self._index.schema, self._watch.seen, self._kept, query).answer()

    def count(self) -> int:
        return len(self._watch.seen.columns.live)

    def versions(self, ids: Iterable[str]) -> Mapping[str, int]:
        wanted = sorted(set(ids))
        if not wanted:
            return {}
        with engine_trouble():
            searcher = self._watch.seen.searcher
            asked = tantivy.Query.term_set_query(self._index.schema, "id", wanted)
            found = searcher.search(asked, limit=len(wanted), count=False).hits
            held = [searcher.doc(address) for _, address in found]
            return {str(one["id"][0]): int(one["version"][0]) for one in held}

    def open_writer(self) -> None:
        """Take the lock of the only writer; refused where another process holds it."""
        with self._writing():
            pass

    def close(self) -> None:
        """Let go of the writer once it has finished what it merges, or the next one would do it again."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(ValueError, OSError, RuntimeError):  # its folder may be gone; what counts was committed
                writer.wait_merging_threads()

    @contextmanager
    def _writing(self) -> Iterator[tuple[tantivy.IndexWriter, Coming]]:
        """The writer; on any trouble all since the last commit is forgotten, so that no half of it stays."""
        try:
            with engine_trouble():
                self._writer = self._writer or self._index.writer(WRITER_BYTES, num_threads=1)
                self._coming = self._coming or Coming(columns_to_write(self._path, self._index))
            yield self._writer, self._coming
        except BaseException:
            self._forget()
            raise

    def _forget(self) -> None:
        writer, self._writer, self._coming = self._writer, None, None
        if writer is not None:
            with suppress(ValueError, OSError, RuntimeError):  # a writer that cannot even do this is dropped
                writer.rollback()
                self._writer = writer
