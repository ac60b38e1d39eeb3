"""What is looked for in a text, word by word: the same for every engine, and for marking what was found."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.analysis import Term


@dataclass(frozen=True)
class Pattern:
    """Terms to find side by side in one stream of a text.

    A single term may stand for more: with `prefix` for what begins so, with `typo` for what differs by one letter.
    """

    stream: str
    terms: tuple[str, ...]
    prefix: bool = False
    typo: bool = False

    def spans(self, text: Sequence[Term]) -> Iterator[tuple[int, int]]:
        """Where an analysed text has it, in characters."""
        if len(self.terms) == 1:
            yield from ((term.start, term.end) for term in text if self._fits(term.of(self.stream)))
            return
        ordered = [term for term in text if not term.joined and term.of(self.stream)]
        for first in range(len(ordered) - len(self.terms) + 1):
            run = ordered[first : first + len(self.terms)]
            if all(term.of(self.stream) == wanted for term, wanted in zip(run, self.terms, strict=True)):
                yield from ((term.start, term.end) for term in run)

    def _fits(self, held: str) -> bool:
        if self.prefix:
            return held.startswith(self.terms[0])
        if self.typo:
            return _one_letter_off(self.terms[0]).fullmatch(held) is not None
        return held == self.terms[0]


@dataclass(frozen=True)
class Clause:
    """Ways to say one thing that was asked; one of them must occur, or none where `excluded`.

    `field`: in this field of the record alone; None: anywhere in it, passages included.
    """

    ways: tuple[Pattern, ...]
    excluded: bool = False
    little: bool = False
    field: str | None = None

    @property
    def decides(self) -> bool:
        """Whether a record is found, or left out, by it: little words only weigh."""
        return self.excluded or not self.little

    def answered_by(self, text: Sequence[Term]) -> bool:
        return any(True for way in self.ways for _ in way.spans(text))


def one_letter_off(word: str, escape: Callable[[str], str]) -> str:
    """A regular expression, the same in every engine's language, for what differs by one letter at most: put in, left
    out, changed, or swapped with the next. `escape` makes a letter stand for itself in that language."""
    letters = [escape(letter) for letter in word]
    ways = ["".join(letters)]
    for at in range(len(letters) + 1):
        before, after = "".join(letters[:at]), "".join(letters[at:])
        ways.append(f"{before}.{after}")
        if at < len(letters):
            rest = "".join(letters[at + 1 :])
            ways += [f"{before}{rest}", f"{before}.{rest}"]
        if at + 1 < len(letters):
            ways.append("".join([before, letters[at + 1], letters[at], *letters[at + 2 :]]))
    return f"({'|'.join(ways)})"


@lru_cache(maxsize=1000)
def _one_letter_off(word: str) -> re.Pattern[str]:
    return re.compile(one_letter_off(word, re.escape))
