"""What a person typed → what it asks of an index, and where a text answers it. Any text is understood; none is refused.

Plain words must all occur, by their stem in any language or as they stand; "quoted" ones as they stand, side by side;
-word must not occur; word* by its beginning. Little words ("de", "the", "في") are only decisive where all are little.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from search.analysis import Term, Word, stem_term, terms, words
from search.query import Marks
from search.stems import ALGORITHMS

MOST_CHARACTERS = 1000  # of a query: a page of text pasted into the field is cut, not refused
MOST_CLAUSES = 32

LITTLE = frozenset(
    """
    a au aux avec ce ces dans de des du elle en est et il la le les leur ou par pas pour que qui sa se ses son sont sur
    un une the of and in to for on at by an is was with from as or el los las lo y con por del al una uno unos unas o os
    da das do dos em no na nos nas e com um uma para gli i il di che della dei delle con per der die das und den dem ein
    eine im von zu mit ve bir bu ile icin في من على و الى عن مع ان او هذا هذه التي الذي
    """.split()  # noqa: SIM905
)  # fmt: skip
"""Folded words without weight of their own, of the languages that have stems here."""


@dataclass(frozen=True)
class Pattern:
    """Terms to find side by side in one stream of a text, "exact" or "stem"; with `prefix`, by their beginning."""

    stream: str
    terms: tuple[str, ...]
    prefix: bool = False

    def spans(self, text: Sequence[Term]) -> Iterator[tuple[int, int]]:
        """Where an analysed text has it, in characters."""
        if len(self.terms) == 1:
            yield from ((term.start, term.end) for term in text if self._fits(term))
            return
        ordered = [term for term in text if not term.joined]
        for first in range(len(ordered) - len(self.terms) + 1):
            run = ordered[first : first + len(self.terms)]
            if all(term.of(self.stream) == wanted for term, wanted in zip(run, self.terms, strict=True)):
                yield from ((term.start, term.end) for term in run)

    def _fits(self, term: Term) -> bool:
        held = term.of(self.stream)
        return held.startswith(self.terms[0]) if self.prefix else held == self.terms[0]


@dataclass(frozen=True)
class Clause:
    """Ways to say one thing that was asked; one of them must occur, or none where `excluded`."""

    ways: tuple[Pattern, ...]
    excluded: bool = False
    little: bool = False

    def answered_by(self, text: Sequence[Term]) -> bool:
        return any(True for way in self.ways for _ in way.spans(text))


_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟〝〞＂", '"'))
_ASKED = re.compile(r'(?P<minus>-?)(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')


@lru_cache(maxsize=1000)
def clauses(text: str) -> tuple[Clause, ...]:
    """What a query's text asks, at most `MOST_CLAUSES`; none for a text without words."""
    asked: list[Clause] = []
    for match in _ASKED.finditer(text[:MOST_CHARACTERS].translate(_QUOTES)):
        found = _quoted(match["quoted"]) if match["quoted"] is not None else _plain(match["plain"])
        asked.extend(replace(clause, excluded=True) if match["minus"] else clause for clause in found)
    asked = list(dict.fromkeys(asked))[:MOST_CLAUSES]
    if all(clause.little or clause.excluded for clause in asked):
        asked = [replace(clause, little=False) for clause in asked]
    return tuple(asked)


def _quoted(text: str) -> Iterator[Clause]:
    side_by_side = tuple(term.exact for term in terms(text, None) if not term.joined)
    if side_by_side:
        yield Clause((Pattern("exact", side_by_side),))


def _plain(text: str) -> Iterator[Clause]:
    """The clauses of what stands between two spaces: usually one."""
    found = [word for word in words(text) if word.parts]
    for number, word in enumerate(found):
        if text.endswith("*") and number == len(found) - 1:
            yield from _by_its_beginning(word)
        else:
            little = len(word.parts) == 1 and word.parts[0].exact in LITTLE
            yield Clause(tuple(_ways(word)), little=little)


def _by_its_beginning(word: Word) -> Iterator[Clause]:
    *whole, last = (part.exact for part in word.parts)
    yield from (Clause((Pattern("exact", (exact,)),)) for exact in whole)
    yield Clause((Pattern("exact", (last,), prefix=True),))


def _ways(word: Word) -> Iterator[Pattern]:
    parts = tuple(part.exact for part in word.parts)
    for spelling in (parts, (word.joined.exact,)) if word.joined else (parts,):
        yield Pattern("exact", spelling)
        for code in ALGORITHMS:
            yield Pattern("stem", tuple(stem_term(exact, code) for exact in spelling))


def sought(text: str) -> tuple[Clause, ...]:
    """What a query looks for: no excluded and no little words. Empty where it says nothing of that."""
    return tuple(clause for clause in clauses(text) if not clause.excluded and not clause.little)


def marks(text: str, language: str | None, query_text: str) -> Marks:
    """Where `text` answers the query: (start, end) in characters, in order, touching ones joined.

    Excluded and little words are not marked.
    """
    ways = {way for clause in sought(query_text) for way in clause.ways}
    plain = {(way.stream, way.terms[0]) for way in ways if len(way.terms) == 1 and not way.prefix}
    analysed = terms(text, language) if ways else []
    spans = {(t.start, t.end) for t in analysed if ("exact", t.exact) in plain or ("stem", t.stem) in plain}
    for way in ways:
        if way.prefix or len(way.terms) > 1:
            spans.update(way.spans(analysed))
    return _merged(spans)


def _merged(spans: Collection[tuple[int, int]]) -> Marks:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
