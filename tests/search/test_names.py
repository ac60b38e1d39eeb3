"""Names are found as families spell them: `names.csv` says which are one name. Half of it was there before the code."""

import csv
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pytest

from search.document import Words
from search.index import SearchIndex
from search.known_names import KnownNames
from search.query import Query
from tests.search.documents import EVERYBODY, a_document, filled, found, ids

GOLD = Path(__file__).with_name("names.csv")


PARTS = ("first", "second", "third")  # the third was chosen by somebody who had not seen the code


def spellings(part: str | None = None) -> list[tuple[str, str]]:
    """(who it is, one of their names)."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["somebody"], row["name"]) for row in rows if part in (None, row["half"])]


@lru_cache
def known_names() -> KnownNames:
    with Path("config/vocabularies/spellings.csv").open(encoding="utf-8", newline="") as file:
        return KnownNames(row["spellings"].split("|") for row in csv.DictReader(file))


@pytest.fixture
def named(index: SearchIndex) -> SearchIndex:
    filled(index, (a_document(name, words=(Words("creator", name, None, names=True),)) for _, name in spellings()))
    return index


def test_the_gold_set_holds_two_hundred_pairs() -> None:
    together = defaultdict(list)
    for somebody, name in spellings():
        together[somebody].append(name)
    assert sum(len(names) * (len(names) - 1) // 2 for names in together.values()) >= 200


@pytest.mark.parametrize("part", PARTS)
def test_names_are_found_under_their_other_spellings_and_others_are_not(named: SearchIndex, part: str) -> None:
    who = {name: somebody for somebody, name in spellings()}
    recalls, precisions = [], []
    for somebody, name in spellings(part):
        best = ids(named.find(Query(name, labels=EVERYBODY, size=10, spellings=known_names().in_text(name))))
        right = [one for one in best if who[one] == somebody]
        recalls.append(len(right) / sum(each == somebody for each in who.values()))
        precisions.append(len(right) / max(len(best), 1))
    assert sum(recalls) / len(recalls) >= 0.95
    assert sum(precisions) / len(precisions) >= 0.8


def test_an_exact_query_finds_a_name_in_that_spelling_alone(named: SearchIndex) -> None:
    assert found(named, "Mohammed Ben Ali", exact=True) == ["Mohammed Ben Ali"]


@pytest.mark.parametrize(
    ("asked", "name"), [("Benaïssa", "Ben Aïssa"), ("Ben Aïssa", "Benaissa"), ("Deluca", "De Luca")]
)
def test_a_name_in_a_running_text_is_found_apart_or_as_one(index: SearchIndex, asked: str, name: str) -> None:
    filled(index, [a_document("yes", f"chez {name}, à Nantes"), a_document("no", "chez Ben Ali, Lucas et Benoît")])
    assert found(index, asked) == ["yes"]


def test_what_only_sounds_alike_is_found_in_a_running_text_where_nothing_else_is(index: SearchIndex) -> None:
    filled(index, [a_document("factory", "à l'usine"), a_document("name", "il écrivait Usain")])
    assert found(index, "usine") == ["factory"]
    assert found(index, "ousain") == []
    assert found(index, "ousain", typos=True) == ["name"]
