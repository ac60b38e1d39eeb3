from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model.cells import cell, values, whole

TEXTS = st.text(st.sampled_from("ab |\\=+-@;,\n'\"é")).map(str.strip)


@given(st.lists(TEXTS, min_size=1))
def test_values_come_back_from_a_cell_as_they_went_in(texts: list[str]) -> None:
    assert values(cell(texts)) == texts


@given(TEXTS)
def test_one_value_comes_back_whole(text: str) -> None:
    assert whole(cell([text])) == text


@given(st.lists(TEXTS, min_size=1), st.sampled_from(";,\t\n"))
def test_no_cell_begins_a_formula_wherever_a_program_cuts_it(texts: list[str], cut: str) -> None:
    assert not any(piece.startswith(("=", "+", "-", "@")) for piece in cell(texts).split(cut))


@pytest.mark.parametrize(
    ("text", "written"),
    [("Nantes", "Nantes"), ("a|b", r"a\|b"), ("C:\\x", r"C:\\x"), ("=1+1", r"\=1+1"), ("@x", r"\@x"), ("1-2", "1-2")],
)
def test_a_backslash_stands_only_before_what_would_mean_something_else(text: str, written: str) -> None:
    assert cell([text]) == written


def test_a_backslash_at_the_end_of_a_cell_is_one() -> None:
    assert values("a\\") == ["a\\"]
