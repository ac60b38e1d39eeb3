"""Identifiers, access, history and settings."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import ark
from archive.model.access import CLOSED, OPEN, PUBLIC, Viewer, is_open_to, labels_open_to, narrows
from archive.model.history import difference
from archive.model.record import File, Record, Value, best, direction_of
from archive.model.transcript import Passage
from archive.settings import LIST, SettingRefused, read_settings


def test_the_check_character_is_the_one_of_the_noid_example() -> None:
    assert ark.check_character("13030/xf93gt2") == "q"


@given(st.integers(min_value=0), st.data())
def test_one_wrong_character_in_an_ark_is_always_noticed(seed: int, data: st.DataObject) -> None:
    minted = ark.mint("99999", random.Random(seed).choice)
    place = data.draw(st.integers(min_value=len("ark:99999/"), max_value=len(minted) - 1))
    other = data.draw(st.sampled_from([sign for sign in ark.BETANUMERIC if sign != minted[place]]))
    assert ark.parse(minted) == minted
    assert ark.parse(minted[:place] + other + minted[place + 1 :]) is None


def test_an_ark_in_its_older_form_or_with_hyphens_is_the_same() -> None:
    minted = ark.mint("99999", random.Random(1).choice)
    assert ark.parse(minted.replace("ark:", "ark:/").replace("/x1", "/x1-")) == minted


def test_the_public_sees_what_is_open_and_nothing_under_an_unknown_label() -> None:
    assert labels_open_to(PUBLIC) == {OPEN}
    assert not is_open_to(PUBLIC, [OPEN, "a label nobody holds"])


def test_every_label_on_the_way_must_be_held() -> None:
    assert is_open_to(Viewer("a", frozenset({CLOSED})), [OPEN, CLOSED])
    assert not is_open_to(Viewer("a", frozenset({CLOSED})), [CLOSED, "family"])


@pytest.mark.parametrize(
    ("before", "after", "hides"),
    [(CLOSED, OPEN, False), (OPEN, CLOSED, True), ("family", "school", True), (OPEN, OPEN, False)],
)
def test_a_change_of_label_narrows_unless_it_opens(before: str, after: str, hides: bool) -> None:
    assert narrows(before, after) is hides


def test_history_names_only_the_parts_that_differ() -> None:
    before = Record("ark:99999/x", "photograph", terms={"title": (Value("Une rue"),), "subject": (Value("rue"),)})
    after = Record(
        "ark:99999/x", "photograph", terms={"title": (Value("La rue"),), "subject": (Value("rue"),)}, label=OPEN
    )
    assert difference(before.to_json(), after.to_json()) == (
        {"terms.title": [{"text": "Une rue"}], "label": CLOSED},
        {"terms.title": [{"text": "La rue"}], "label": OPEN},
    )


def test_a_record_comes_back_from_json_as_it_was() -> None:
    file = File(
        "f1", "é.jpg", "image/jpeg", 3, "ab", "image", alternatives=(Value("Un chat", "fr"),), technical={"dpi": 300}
    )
    record = Record(
        "ark:99999/x",
        "photograph",
        terms={"creator": (Value("محمد", "ar", role="pht"),)},
        keys={"cote": "1"},
        files=(file,),
    )
    assert Record.from_json(record.to_json()) == record


def test_a_passage_comes_back_from_json_as_it_was() -> None:
    passage = Passage("f1", 1, "Bonjour", "fr", start_seconds=1.25, end_seconds=2.5, speaker="A")
    assert Passage.from_json(passage.to_json()) == passage


def test_a_missing_language_falls_back_to_a_value_without_one_before_any_other() -> None:
    assert best((Value("a", "pt"), Value("b")), "fr") == Value("b")
    assert best((Value("a", "pt"), Value("b", "en")), "fr", "en") == Value("b", "en")


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("az-Arab", "rtl"), ("fr", "ltr"), (None, "ltr"), ("ar-Latn", "ltr")]
)
def test_a_language_says_which_way_it_is_written(language: str | None, direction: str) -> None:
    assert direction_of(language) == direction


def test_a_setting_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(SettingRefused, match="tile_pixel"):
        read_settings({}, tile_pixel=256)


def test_a_setting_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(SettingRefused, match="TILE_PIXELS"):
        read_settings({"TILE_PIXELS": "large"})


def test_every_setting_stands_in_the_default_file_with_its_meaning() -> None:
    text = (read_settings({}).config / "default.toml").read_text("utf-8")
    missing = [each.name for each in LIST if f"\n{each.name} = " not in text or each.meaning not in text]
    assert not missing
