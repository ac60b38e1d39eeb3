"""Invented documents to search, the same ones for the same number: Zipf French words, the archive's facets, three passages each.

Words, persons and places are those of the invented sheets. Nine records of ten are open, the others under a label; so
is one passage of twenty. A tenth of the records has no date, a third no point on the map.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from search.document import OPEN, Document, FacetPath, Passage, Words
from search.query import Filter
from tests.benchmarks.invented import Inventor

FACETS = ("kind", "collection", "place", "language", "decade", "subject", "person", "holds")
KINDS = ("photograph", "document", "interview", "object", "poster", "press")
HOLDS = ("image", "pages", "sound", "video", "transcript")
LANGUAGES = ("fr", "ar", "pt", "en", "es", "tr", "it", "vi", "de", "pl", "wo", "ber")
OPEN_ALONE = frozenset({OPEN})
HELD = (OPEN_ALONE, frozenset({OPEN, "family"}), frozenset({OPEN, "family", "closed"}))
_SUBJECTS, _PERSONS, _COLLECTIONS, _COUNTRIES, _COMMUNES, _QUARTERS = 400, 3_000, 40, 30, 12, 6


@dataclass(frozen=True)
class Corpus:
    size: int
    seed: int = 1
    _inventor: Inventor = field(init=False, repr=False)
    _chance: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_inventor", Inventor(self.seed))
        object.__setattr__(self, "_chance", random.Random(self.seed))

    def documents(self) -> Iterator[Document]:
        return (self.document(number) for number in range(self.size))

    def document(self, number: int) -> Document:
        chance, first = self._chance, None
        if number % 10:
            first = date(1900, 1, 1).toordinal() + int(43_000 * chance.random() ** 0.5)
        words = (Words("title", self._text(3, 8), "fr"), Words("description", self._text(20, 60), "fr"))
        return Document(
            id=f"r{number}",
            label=chance.choices((OPEN, "family", "closed"), (90, 5, 5))[0],
            words=words,
            facets=self._facets(first),
            earliest=first,
            latest=None if first is None else first + chance.choice((0, 0, 30, 365, 1_500)),
            points=((47 + commoner(chance, 300) / 100, -1.5 + commoner(chance, 300) / 100),) if number % 3 else (),
            sort_title=words[0].text,
            added=1_600_000_000 + number,
            passages=tuple(self._passage(each) for each in range(3)),
        )

    def word(self) -> str:
        """A word as it is asked: the commoner the likelier."""
        return self._inventor.words(1)

    def _text(self, least: int, most: int) -> str:
        return self._inventor.words(self._chance.randint(least, most)).capitalize()

    def _passage(self, number: int) -> Passage:
        label = "family" if self._chance.random() < 0.05 else OPEN
        return Passage(number, self._text(20, 40) + ".", "fr", label, "f1", 30.0 * number, 30.0 * number + 30, speaker="Voix")

    def _facets(self, first: int | None) -> dict[str, tuple[FacetPath, ...]]:
        chance = self._chance
        year = None if first is None else date.fromordinal(first).year
        kept = {
            "kind": ((KINDS[commoner(chance, len(KINDS))],),),
            "collection": ((f"fonds-{(fonds := commoner(chance, _COLLECTIONS))}", f"fonds-{fonds}-{chance.randrange(9)}"),),
            "place": tuple({_place(chance) for _ in range(chance.choice((1, 1, 2)))}),
            "language": ((LANGUAGES[commoner(chance, len(LANGUAGES))],),),
            "decade": (("undated",) if year is None else (str(year // 10 * 10),),),
            "subject": tuple({(f"subject-{commoner(chance, _SUBJECTS)}",) for _ in range(chance.randint(1, 3))}),
            "person": tuple({(f"person-{commoner(chance, _PERSONS)}",) for _ in range(chance.choice((0, 1, 1, 2)))}),
            "holds": tuple({(HOLDS[commoner(chance, len(HOLDS))],) for _ in range(chance.choice((1, 2)))}),
        }
        return kept if year is None else kept | {"year": ((str(year),),)}


def _place(chance: random.Random) -> FacetPath:
    country, commune = commoner(chance, _COUNTRIES), commoner(chance, _COMMUNES)
    whole = (f"land-{country}", f"land-{country}-{commune}", f"land-{country}-{commune}-{commoner(chance, _QUARTERS)}")
    return whole[: chance.choice((1, 2, 3, 3))]


def commoner(chance: random.Random, count: int) -> int:
    """A number below `count`, the first ones far more often."""
    return int(count * chance.random() ** 3)


def held(n: int) -> frozenset[str]:
    return HELD[n % len(HELD)]


def three_filters(n: int) -> tuple[Filter, ...]:
    """Another three for each of 1,000: two kinds or what it holds, a language, a collection."""
    kinds = frozenset({(KINDS[n % 3],), (KINDS[3 + n // 3 % 3],)})
    holds = frozenset({(HOLDS[n // 9 % 3],), (HOLDS[3 + n // 27 % 2],)})
    language = frozenset({(LANGUAGES[n // 54 % 4],), (LANGUAGES[4 + n // 216 % 8],)})
    return Filter("kind", kinds), Filter("holds", holds), Filter("language", language)


def one_of(n: int) -> frozenset[str]:
    """A record just closed, another each time: so that no whole answer can have been kept."""
    return frozenset({f"r{n}"})


def mistyped(word: str, n: int) -> str:
    at = n % len(word)
    return word[:at] + "xkw"[n % 3] + word[at + 1 :]
