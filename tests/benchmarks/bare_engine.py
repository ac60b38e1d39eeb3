"""The reference for searching: the embedded engine by itself, fed the same documents, asked the same in its own way.

Why it is fair: one text field with the engine's own French chain (lower case, accents folded, French stems), where ours keeps
four streams of terms; one fast field for each facet, counted by the engine's own aggregations; the same passages, stored
and found by themselves; the same memory and one thread for the writer; exact counts, as ours are. It knows neither names
nor labels of words, so it does less than ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from search.document import OPEN, Document
from tests.benchmarks.search_corpus import FACETS

WRITER_BYTES = 64_000_000
_ALL_VALUES = 65_000
_YEAR = "year"


class BareEngine:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        for name in ("id", "kept", "label", "passage_of"):
            builder.add_text_field(name, stored=name == "id", tokenizer_name="raw", index_option="basic")
        for name in (*FACETS, _YEAR):
            builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        for name in ("earliest", "latest", "added"):
            builder.add_integer_field(name, indexed=True, fast=True)
        for name in ("text", "title"):
            builder.add_text_field(name, tokenizer_name="french")
        builder.add_text_field("passage", stored=True, tokenizer_name="french")
        self.schema = builder.build()
        self._index = tantivy.Index(self.schema, str(folder))
        self._index.register_tokenizer("french", _french())
        self._index.config_reader("manual")
        self._writer = self._index.writer(WRITER_BYTES, num_threads=1)
        self.searcher = self._index.searcher()

    def put(self, documents: Iterable[Document]) -> None:
        for one in documents:
            self._writer.delete_documents_by_term("kept", one.id)
            for fields in _as_the_engine_takes_it(one):
                self._writer.add_document(tantivy.Document.from_dict(fields, self.schema))

    def commit(self) -> None:
        self._writer.commit()
        self._index.reload()
        self.searcher = self._index.searcher()

    def word(self, word: str, field: str = "text") -> Query:
        return Query.boolean_query([(Occur.Must, self._index.parse_query(f'"{word}"', [field]))])

    def phrase(self, words: str) -> Query:
        return self._index.parse_query(f'"{words}"', ["text"])

    def fuzzy(self, word: str) -> Query:
        return Query.fuzzy_term_query(self.schema, "text", word, distance=1)

    def beginning(self, start: str) -> Query:
        return Query.regex_query(self.schema, "title", f"{start}.*")

    def records(self, *asked: Query, labels: Iterable[str] = (OPEN,), **filters: Sequence[str]) -> Query:
        kept = [self._any("label", labels), *(self._any(name, values) for name, values in filters.items())]
        parts = [(Occur.Must, Query.const_score_query(one, 0.0)) for one in kept]
        return Query.boolean_query([*parts, *((Occur.Must, one) for one in asked)])

    def update(self, document: Document) -> None:
        self.put([document])
        self.commit()

    def total(self, asked: Query) -> int:
        return int(self.searcher.search(asked, limit=1).count)  # type: ignore[attr-defined]  # its stubs forget it

    def top(self, asked: Query, size: int = 20) -> tantivy.SearchResult:
        return self.searcher.search(asked, limit=size)

    def counts(self, asked: Query, facets: Iterable[str] = FACETS) -> object:
        sizes = {"size": _ALL_VALUES, "segment_size": _ALL_VALUES}
        return self.searcher.aggregate(asked, {facet: {"terms": {"field": facet, **sizes}} for facet in facets})

    def passages(self, word: str, record: str, size: int = 3) -> list[str]:
        of_it = Query.term_query(self.schema, "passage_of", record)
        asked = Query.boolean_query([(Occur.Must, of_it), (Occur.Must, self.word(word, "passage"))])
        snippets = tantivy.SnippetGenerator.create(self.searcher, asked, self.schema, "passage")
        hits = self.searcher.search(asked, limit=size, count=False).hits
        return [snippets.snippet_from_doc(self.searcher.doc(address)).to_html() for _, address in hits]

    def _any(self, field: str, values: Iterable[str]) -> Query:
        return Query.boolean_query([(Occur.Should, Query.term_query(self.schema, field, value)) for value in values])


def _french() -> tantivy.TextAnalyzer:
    chain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    return chain.filter(tantivy.Filter.stemmer("french")).filter(tantivy.Filter.ascii_fold()).build()


def _as_the_engine_takes_it(one: Document) -> Iterable[dict[str, object]]:
    facets = {
        name: sorted({"/".join(path[:depth]) for path in paths for depth in range(1, len(path) + 1)})
        for name, paths in one.facets.items()
    }
    days = {"earliest": one.earliest or 0, "latest": one.latest or 0, "added": one.added}
    title = [words.text for words in one.words if words.field == "title"]
    texts = [*(words.text for words in one.words), *(passage.text for passage in one.passages)]
    yield {"id": one.id, "kept": one.id, "label": one.label, "title": title, "text": texts, **facets, **days}
    for passage in one.passages:
        yield {"kept": one.id, "passage_of": one.id, "passage": passage.text}
