"""Taking a batch's changes back from a record that may have been changed since: value by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model.history import Change, applied, as_last_told, difference
from archive.model.taking_back import TakenBack, without_batch

EMPTY: dict[str, Any] = {
    "ark": "ark:99999/x", "kind": "photograph", "label": "closed", "terms": {}, "dates": {}, "keys": {}, "files": [],
    "rights": None,
}  # fmt: skip


def told(*texts: str) -> list[dict[str, str]] | None:
    return [{"text": text} for text in texts] or None


class Life:
    """A record and its history, change by change."""

    def __init__(self, **terms: Sequence[str]) -> None:
        self.record = applied(EMPTY, {f"terms.{name}": told(*texts) for name, texts in terms.items()})
        self.changes = [Change(1, "", "", "accession", "", {}, difference({}, self.record)[1], "b0")]

    def change(self, action: str, batch: str | None = None, **parts: Any) -> None:
        named = {name.replace("__", "."): value for name, value in parts.items()}
        after = applied(self.record, named)
        old, new = difference(self.record, after)
        self.changes.append(Change(len(self.changes) + 1, "", "Anne", action, "", old, new, batch))
        self.record = after

    def without(self, batch: str, undone: frozenset[str] = frozenset()) -> TakenBack:
        return without_batch(self.record, {}, self.changes, batch, undone)


def texts(record: Mapping[str, Any], term: str) -> list[str]:
    return [each["text"] for each in record["terms"].get(term, ())]


def test_what_nobody_touched_since_is_as_before() -> None:
    life = Life(title=["La rue"], subject=["exil"])
    before = life.record
    life.change("update", "b1", terms__title=told("Le boulevard"), terms__subject=None, rights="CC", kind="document")
    assert life.without("b1") == TakenBack(before)


@pytest.mark.parametrize(
    ("before", "after", "since", "wanted", "kept"),
    [
        ("A", "A B", "A B", "A", False),
        ("A", "A B", "A B X", "A X", True),
        ("A B", "A", "A X", "A B X", True),
        ("A B C", "A D C", "A D C X", "A B C X", True),
        ("A B C", "A D C", "A X C", "A X C", True),
        ("A", "B", "X", "X", True),
        ("A", "B", "A", "A", False),
        ("A B", "A B C D", "C A B D", "A B", False),
        ("A", "A B", "A", "A", False),
    ],
)
def test_values_added_go_values_taken_return_values_of_people_stay(
    before: str, after: str, since: str, wanted: str, kept: bool
) -> None:
    life = Life(subject=before.split())
    life.change("update", "b1", terms__subject=told(*after.split()))
    life.change("correction", terms__subject=told(*since.split()))
    back = life.without("b1")
    assert texts(back.record, "subject") == wanted.split()
    assert back.kept == (("terms.subject",) if kept else ())


def test_taking_back_the_earlier_then_the_later_batch_leaves_nothing_of_either() -> None:
    life = Life(title=["X"])
    life.change("update", "b1", terms__title=told("Y"))
    life.change("update", "b2", terms__title=told("Z"))
    assert life.without("b1").kept == ("terms.title",)
    assert texts(life.without("b2", frozenset({"b1"})).record, "title") == ["X"]


def test_files_added_go_dropped_ones_return_and_words_of_people_about_them_stay() -> None:
    one, two, three = ({"id": f"f{n}", "sha512": str(n), "alternatives": []} for n in (1, 2, 3))
    life = Life(title=["X"])
    life.change("update", "b0", files=[one, two])
    life.change("update", "b1", files=[{**one, "sha512": "new"}, three])
    life.change("correction", files=[{**one, "sha512": "new", "alternatives": told("un quai")}, three])
    back = life.without("b1")
    assert back.record["files"] == [{**one, "alternatives": told("un quai")}, two]
    assert back.kept == ("files",)


def test_what_a_batch_taken_back_told_was_never_told() -> None:
    life = Life(title=["A"], subject=["a"])
    life.change("update", "b1", terms__title=told("B"), terms__subject=told("b"))
    life.change("correction", terms__title=told("C"))
    life.change("undo", "b1", terms__subject=told("a"))
    last = as_last_told(life.record, life.changes, frozenset({"b1"}))
    assert (texts(last, "title"), texts(last, "subject")) == (["A"], ["a"])


def test_passages_return_in_the_order_of_their_transcript() -> None:
    one, two, new = ({"file": "f1", "number": n, "text": t, "language": "fr"} for n, t in ((1, "un"), (2, "deux"), (2, "neuf")))
    changes = [Change(1, "", "", "update", "", {"passages.f1": [two]}, {"passages.f1": [new]}, "b1")]
    record = {**EMPTY, "files": [{"id": "f1"}]}
    assert without_batch(record, {"f1": [one, new]}, changes, "b1").words == {"f1": [one, two]}


values = st.lists(st.sampled_from("ABCDEF"), unique=True, max_size=5)


@given(values, values, values)
def test_taking_back_twice_is_taking_back_once(before: list[str], after: list[str], since: list[str]) -> None:
    life = Life(subject=before)
    life.change("update", "b1", terms__subject=told(*after))
    life.change("correction", terms__subject=told(*since))
    once = life.without("b1")
    life.record = dict(once.record)
    assert life.without("b1").record == once.record


@given(values, values)
def test_without_later_changes_all_is_as_before(before: list[str], after: list[str]) -> None:
    life = Life(subject=before)
    stood = life.record
    life.change("update", "b1", terms__subject=told(*after))
    assert life.without("b1") == TakenBack(stood)
