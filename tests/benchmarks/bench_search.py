"""What each kind of search takes in the embedded engine, and what building it takes, against the bare engine
(`bare_engine.py` says why that is fair), in one process, on invented documents with three passages each.

Each kind is asked in 1,000 distinct combinations of words, filters and labels, so that no answer is kept for the next;
medians are told, but the 95th percentile of a word's first use. The bare engine is asked every tenth of the same.

Called as `python -m tests.benchmarks.bench_search [--full | --sizes N …]`: how many records.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles

from search.asking import marks
from search.document import Document
from search.embedded import EmbeddedIndex, open_embedded
from search.query import Query
from tests.benchmarks.bare_engine import BareEngine
from tests.benchmarks.figures import Figure, a_home, seconds, sizes_asked, tell
from tests.benchmarks.search_corpus import FACETS, OPEN_ALONE, Corpus, held, mistyped, one_of, three_filters

COMBINATIONS, OF_THE_BARE_ENGINE = 1_000, 10
BATCH = 5_000
Asked = Callable[[int], object]


def main() -> None:
    for size in sizes_asked(__doc__ or "", small=[10_000], full=[10_000, 100_000, 1_000_000]):
        with a_home() as home:
            Bench(home, size).run()


class Bench:
    """Both engines filled with the same documents, and what is asked of them."""

    def __init__(self, home: Path, size: int) -> None:
        self.home, self.size = home, size
        self.index: EmbeddedIndex = open_embedded(home / "ours", writing=True)
        self.bare = BareEngine(home / "bare")
        self.corpus = Corpus(size)
        self.chance = Random(7)

    def run(self) -> None:
        self.build()
        self.choose_words()
        self.first_uses()
        for name, goal, ours, theirs in (*self.counting(), *self.wording()):
            self.compare(name, goal, ours, theirs)
        self.update()
        self.index.close()

    def build(self) -> None:
        ours = theirs = 0.0
        with self.index.rebuild() as fresh:
            documents = self.corpus.documents()
            while batch := list(islice(documents, BATCH)):
                ours += seconds(lambda: fresh.put(batch))
                theirs += seconds(lambda: self.bare.put(batch))
            ours += seconds(fresh.commit)
            theirs += seconds(self.bare.commit)
        self.index.reload()
        rates = self.size / ours, self.size / theirs
        self.tell("build", *rates, "records/s", "ratio ≥ 0.6")
        self.tell("on the disk", weight(self.home / "ours"), weight(self.home / "bare"), "MB", "ratio ≤ 1.6")

    def choose_words(self) -> None:
        """Words by how many records they find: every combination takes another one, while there are any."""
        drawn = dict.fromkeys(word for word in (self.corpus.word() for _ in range(60_000)) if len(word) > 3)
        shares = [(word, self.bare.total(self.bare.word(word)) / self.size) for word in islice(drawn, 3_000)]
        self.common = [word for word, share in shares if 0.04 < share < 0.2]
        self.rare = [word for word, share in shares if 0 < share < min(0.04, 50_000 / self.size)]
        self.chance.shuffle(self.rare)
        tenth = median(share for word, share in shares if word in set(self.common))
        print(f"# {len(self.common)} words of {tenth:.0%} of the records, {len(self.rare)} rarer ones", flush=True)

    def first_uses(self) -> None:
        words = self.rare[:COMBINATIONS]
        ours = [seconds(lambda: self.find(Query(word, OPEN_ALONE, facets=FACETS))) for word in words]  # noqa: B023
        theirs = [seconds(lambda: self.bare_word(word, ())) for word in words[::OF_THE_BARE_ENGINE]]  # noqa: B023
        self.tell("a word's first use, p95", 1000 * p95(ours), 1000 * p95(theirs), "ms", "≤ 10")

    def word(self, n: int) -> str:
        return self.common[n % len(self.common)]

    def counting(self) -> Iterator[tuple[str, str, Asked, Asked]]:
        """What counts facets: its name, its goal in milliseconds, how ours is asked and how the bare engine is."""
        yield (
            "a word, top 20, 8 facets", "≤ 8",
            lambda n: self.find(Query(self.word(n), OPEN_ALONE, without=one_of(n), facets=FACETS)),
            lambda n: self.bare_word(self.word(n), OPEN_ALONE),
        )  # fmt: skip
        yield (
            "the same with labels", "≤ 8",
            lambda n: self.find(Query(self.word(n), held(n), without=one_of(n), facets=FACETS)),
            lambda n: self.bare_word(self.word(n), held(n)),
        )  # fmt: skip
        yield (
            "everything, 8 facets", "≤ 1",
            lambda n: self.find(Query("", OPEN_ALONE, without=one_of(n), facets=FACETS)),
            lambda n: self.bare_word("", OPEN_ALONE),
        )  # fmt: skip
        yield (
            "everything with labels", "≤ 1",
            lambda n: self.find(Query("", held(n), without=one_of(n), facets=FACETS)),
            lambda n: self.bare_word("", held(n)),
        )  # fmt: skip
        yield (
            "three filters, 8 facets", "≤ 8",
            lambda n: self.find(Query("", OPEN_ALONE, three_filters(n), facets=FACETS)),
            lambda n: self.bare_filtered("", n, OPEN_ALONE),
        )  # fmt: skip
        yield (
            "a word, three filters, labels", "≤ 8",
            lambda n: self.find(Query(self.word(n), held(n), three_filters(n), facets=FACETS)),
            lambda n: self.bare_filtered(self.word(n), n, held(n)),
        )  # fmt: skip
        yield (
            "years of a word", "≤ 2",
            lambda n: self.find(Query(self.word(n), OPEN_ALONE, without=one_of(n), size=0, facets=("year",))),
            lambda n: self.bare.counts(self.bare.records(self.bare.word(self.word(n))), ["year"]),
        )  # fmt: skip

    def wording(self) -> Iterator[tuple[str, str, Asked, Asked]]:
        """What counts nothing."""
        bare, rare = self.bare, [self.rare[n % len(self.rare)] for n in range(COMBINATIONS)]
        phrases, typos = [self.phrase() for _ in rare], [mistyped(word, n) for n, word in enumerate(rare)]
        beginnings = [word[: 3 + n % 3] for n, word in enumerate(rare)]
        in_titles = frozenset({"title"})
        yield (
            "a phrase", "≤ 5",
            lambda n: self.find(Query(f'"{phrases[n]}"', OPEN_ALONE)),
            lambda n: bare.top(bare.records(bare.phrase(phrases[n]))),
        )  # fmt: skip
        yield (
            "a typo", "≤ 2",
            lambda n: self.find(Query(typos[n], OPEN_ALONE, typos=True)),
            lambda n: bare.top(bare.records(bare.fuzzy(typos[n]))),
        )  # fmt: skip
        yield (
            "a suggestion", "≤ 2",
            lambda n: self.find(Query(f"title:{beginnings[n]}*", OPEN_ALONE, fields=in_titles, size=3)),
            lambda n: bare.top(bare.records(bare.beginning(beginnings[n])), 3),
        )  # fmt: skip
        yield (
            "20 hits with 3 passages each", "≤ 3",
            lambda n: self.find(Query(self.word(n), OPEN_ALONE, without=one_of(n), passages_each=3)),
            lambda n: self.bare_passages(self.word(n)),
        )  # fmt: skip
        said = [passage.text for document in Corpus(20, 9).documents() for passage in document.passages[:1]]
        yield (
            "20 highlights", "≤ 2",
            lambda n: [marks(text, "fr", Query(f"{self.word(n)} {rare[n]}")) for text in said],
            lambda n: self.bare_passages(self.word(n)),
        )  # fmt: skip

    def compare(self, name: str, goal: str, ours: Asked, theirs: Asked) -> None:
        for n in range(0, COMBINATIONS, 4):  # words, labels and filters have been used before, as on any other day
            ours(n)
        gc.collect()
        taken = [seconds(lambda: ours(n)) for n in range(COMBINATIONS)]  # noqa: B023
        bare = [seconds(lambda: theirs(n)) for n in range(0, COMBINATIONS, OF_THE_BARE_ENGINE)]  # noqa: B023
        self.tell(name, 1000 * median(taken), 1000 * median(bare), "ms", goal)
        print(f"# {name}: p95 {1000 * p95(taken):.2f} ms, bare {1000 * p95(bare):.2f} ms", flush=True)

    def update(self) -> None:
        ours, theirs = [], []
        for number in range(20):
            document = replace(self.corpus.document(number), id="r5", version=number + 2)
            ours.append(seconds(lambda: self.seen(document)))  # noqa: B023
            theirs.append(seconds(lambda: self.bare.update(document)))  # noqa: B023
        self.tell("an update until it is seen", 1000 * median(ours), 1000 * median(theirs), "ms", "≤ 1000")
        words, asked = self.common, self.common[::OF_THE_BARE_ENGINE]
        after = [seconds(lambda: self.find(Query(word, OPEN_ALONE, facets=FACETS))) for word in words]  # noqa: B023
        again = [seconds(lambda: self.bare_word(word, OPEN_ALONE)) for word in asked]  # noqa: B023
        self.tell("a word once more after updates", 1000 * median(after), 1000 * median(again), "ms", "≤ 10")

    def seen(self, document: Document) -> None:
        self.index.put([document])
        self.index.commit()
        self.index.reload()
        self.find(Query("", OPEN_ALONE, facets=FACETS))

    def find(self, query: Query) -> object:
        return self.index.find(query)

    def bare_word(self, word: str, labels: Sequence[str] | frozenset[str]) -> None:
        asked = self.bare.records(*([self.bare.word(word)] if word else []), labels=labels or OPEN_ALONE)
        self.bare.top(asked)
        self.bare.counts(asked)

    def bare_filtered(self, word: str, n: int, labels: frozenset[str]) -> None:
        """Each filtered facet counted without its own filter, the others together."""
        filters = {one.facet: ["/".join(path) for path in one.values] for one in three_filters(n)}
        words = [self.bare.word(word)] if word else []
        whole = self.bare.records(*words, labels=labels, **filters)
        self.bare.top(whole)
        self.bare.counts(whole, [facet for facet in FACETS if facet not in filters])
        for facet in filters:
            others = {name: values for name, values in filters.items() if name != facet}
            self.bare.counts(self.bare.records(*words, labels=labels, **others), [facet])

    def bare_passages(self, word: str) -> None:
        for _, address in self.bare.top(self.bare.records(self.bare.word(word))).hits:
            self.bare.passages(word, str(self.bare.searcher.doc(address)["id"][0]))

    def phrase(self) -> str:
        """Two words side by side, out of a text there is."""
        text = Corpus(1, self.chance.randrange(1_000_000)).document(1).words[1].text.lower().split()
        at = self.chance.randrange(len(text) - 1)
        return f"{text[at]} {text[at + 1]}"

    def tell(self, name: str, value: float, reference: float, unit: str, goal: str) -> None:
        tell(Figure(f"{name}, {self.size} records", value, unit, reference, value / reference, goal))


def p95(taken: Sequence[float]) -> float:
    return quantiles(taken, n=20)[-1]


def weight(folder: Path) -> float:
    """Millions of bytes of all files below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1_000_000


if __name__ == "__main__":
    main()
