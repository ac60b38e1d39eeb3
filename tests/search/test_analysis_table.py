"""`analysis.csv` is what a linguist can read: a text, its language, and the words and stems it is found by.

A word after "+" is the joined form beside the parts before it. Stems have no language before them here.
"""

import csv
from pathlib import Path

import pytest

from search.analysis import Term, terms

TABLE = Path(__file__).with_name("analysis.csv")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(read: list[Term], stream: str) -> str:
    kept = [(term.joined, term.of(stream).split(":")[-1]) for term in read if term.of(stream)]
    return " ".join(f"+ {text}" if joined else text for joined, text in kept)


def test_the_table_holds_cases_of_many_languages() -> None:
    assert len(rows()) >= 120
    assert len({row["language"] for row in rows()}) >= 20


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['language']} {row['text']}")
def test_a_text_is_read_as_the_table_says(row: dict[str, str]) -> None:
    read = terms(row["text"], row["language"] or None)
    assert written(read, "exact") == row["exact"]
    assert written(read, "stem") == row["stem"]
