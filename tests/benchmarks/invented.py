"""Invented sheets: as many records as one likes, the same ones for the same seed, with words as people use them.

Words follow Zipf's law (the n-th commonest is used 1/n as often as the first): the head is French of the project's own
samples, the long tail is made of French endings on made-up stems. Kinds, places, subjects and languages are the archive's own,
unevenly used; names come from a few thousand persons; a tenth of the records has no date.
"""

from __future__ import annotations

import csv
import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.benchmarks.figures import CHECKOUT

COLUMNS = (
    "source_identifier", "cote", "kind", "label", "parent", "dcterms:title@fr", "dcterms:description@fr", "dcterms:creator",
    "dcterms:created", "dcterms:spatial", "dcterms:subject", "dcterms:language", "dcterms:rights",
)  # fmt: skip
_VOCABULARY, _PERSONS, _COLLECTIONS = 30_000, 3_000, 20
_KINDS = ("photograph", "document", "photograph", "object", "document", "photograph")
_LANGUAGES = ("fr", "fr", "fr", "ar", "pt", "tr", "en", "es", "vi")
_RIGHTS = ("CC-BY", "InC", "CC-BY", "CNE")
_STARTS = ("ba", "cou", "dra", "fla", "gri", "lou", "mar", "nau", "pla", "quer", "rou", "sau", "tri", "vau", "bre", "chan", "por")
_MIDDLES = ("li", "ne", "ta", "ro", "mi", "gui", "ver", "den", "lon", "sar", "bou", "car", "jou", "pin")
_ENDINGS = ("", "s", "er", "é", "ée", "ées", "ait", "ment", "tion", "tions", "eur", "eurs", "euse", "age", "ages", "ière", "ent")
_FIRST_NAMES = ("Amina", "Joseph", "Maria", "Yves", "Fatou", "Ahmed", "Lucia", "Nguyen", "Jeanne", "Mehmet", "Rosa", "Samba")


@dataclass(frozen=True)
class Inventor:
    """Invents rows. The same seed gives the same rows, whatever their number."""

    seed: int = 1
    chance: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "chance", random.Random(self.seed))

    def rows(self, count: int) -> Iterator[dict[str, str]]:
        """`count` rows: first some collections, then what stands in them."""
        for number in range(min(_COLLECTIONS, count // 10)):
            yield self._row(number, "collection", "")
        for number in range(min(_COLLECTIONS, count // 10), count):
            parent = f"B-{self.chance.randrange(_COLLECTIONS)}" if count >= 10 * _COLLECTIONS else ""
            yield self._row(number, self.chance.choice(_KINDS), parent)

    def words(self, count: int) -> str:
        return " ".join(self.chance.choices(self._words, cum_weights=self._weights, k=count))

    def _row(self, number: int, kind: str, parent: str) -> dict[str, str]:
        chance = self.chance
        year = chance.randint(1920, 2005)
        values = (
            f"B-{number}", f"B {number}", kind, "open", parent, self.words(chance.randint(3, 8)).capitalize(),
            self.words(chance.randint(20, 80)).capitalize() + ".", self._commoner(self._persons),
            "" if number % 10 == 9 else chance.choice((str(year), f"vers {year}", f"{year}-{year + 3}", f"{year}-05-12")),
            self._commoner(self._places), "|".join({self._commoner(self._subjects) for _ in range(2)}),
            chance.choice(_LANGUAGES), chance.choice(_RIGHTS),
        )  # fmt: skip
        return dict(zip(COLUMNS, values, strict=True))

    def _commoner(self, these: Sequence[str]) -> str:
        """One of these, the first ones far more often."""
        return these[int(len(these) * self.chance.random() ** 3)]

    @cached_property
    def _words(self) -> list[str]:
        with (CHECKOUT / "tests/samples/records.csv").open(encoding="utf-8", newline="") as file:
            said = " ".join(row["dcterms:description@fr"] for row in csv.DictReader(file))
        head = [word for word, _ in Counter(re.findall(r"[a-zà-ÿœ]+", said.lower())).most_common()]
        stems = itertools.product(_STARTS, _MIDDLES, ("", *_MIDDLES), _ENDINGS)
        tail = ["".join(parts) for parts in stems]
        random.Random(0).shuffle(tail)
        return [*head, *tail][:_VOCABULARY]

    @cached_property
    def _weights(self) -> list[float]:
        return list(itertools.accumulate(1 / rank for rank in range(1, len(self._words) + 1)))

    @cached_property
    def _persons(self) -> list[str]:
        chance = random.Random(0)
        return [f"{''.join(chance.choices(_MIDDLES, k=3)).title()}, {chance.choice(_FIRST_NAMES)}" for _ in range(_PERSONS)]

    @cached_property
    def _places(self) -> list[str]:
        return _column(CHECKOUT / "config/places/places.csv", "name_fr")

    @cached_property
    def _subjects(self) -> list[str]:
        return _column(CHECKOUT / "config/vocabularies/subjects.csv", "fr")


def write_sheet(path: Path, count: int, seed: int = 1) -> Path:
    """A sheet of `count` invented records."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(Inventor(seed).rows(count))
    return path


def _column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]
