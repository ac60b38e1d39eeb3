"""ELAN: each speaker's tier, and the translation that hangs on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.identifying.refused import FileRefused
from tests.ingest.spoken import a_text, said, words_of


def an_eaf(folder: Path, tiers: str, slots: str = "") -> Path:
    slots = slots or "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{number}" TIME_VALUE="{value}"/>' for number, value in enumerate((250, 1250, 3004))
    )
    return a_text(
        folder / "a.eaf",
        f'<?xml version="1.0"?><ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>',
    )


def spoken(name: str, words: str, first: int, last: int, more: str = "") -> str:
    return (
        f'<TIER TIER_ID="{name}" {more}><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{name}1" '
        f'TIME_SLOT_REF1="ts{first}" TIME_SLOT_REF2="ts{last}"><ANNOTATION_VALUE>{words}</ANNOTATION_VALUE>'
        "</ALIGNABLE_ANNOTATION></ANNOTATION></TIER>"
    )


def below(name: str, words: str, above: str, more: str = "") -> str:
    return (
        f'<TIER TIER_ID="{name}" PARENT_REF="{above}" {more}><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{name}1" '
        f'ANNOTATION_REF="{above}1"><ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>'
    )


def test_each_tier_is_a_speaker_and_two_may_speak_at_once(tmp_path: Path) -> None:
    tiers = spoken("B", "Non", 1, 2, 'PARTICIPANT="Karim"') + spoken("A", "Oui", 0, 2)
    words = words_of(an_eaf(tmp_path, tiers))
    assert said(words) == [(0.25, 3.004, "A", "Oui"), (1.25, 3.004, "Karim", "Non")]
    assert not words.remarks


@pytest.mark.parametrize("more", ['LANG_REF="fra"', 'LINGUISTIC_TYPE_REF="traduction" LANG_REF="fr"'])
def test_a_tier_in_another_language_translates_at_the_times_of_the_one_above(tmp_path: Path, more: str) -> None:
    words = words_of(
        an_eaf(tmp_path, spoken("A", "Bom dia", 0, 1, 'LANG_REF="por"') + below("ft", "Bonjour", "A", more))
    )
    assert [(each.start_seconds, each.speaker, each.text, each.language, each.kind) for each in words.passages] == [
        (0.25, "A", "Bom dia", "pt", None), (0.25, "A", "Bonjour", "fr", "translation")
    ]  # fmt: skip


def test_tiers_of_words_or_glosses_are_named_and_left(tmp_path: Path) -> None:
    words = words_of(an_eaf(tmp_path, spoken("A", "Oui", 0, 1) + below("pos", "ADV", "A")))
    assert [each.text for each in words.passages] == ["Oui"]
    assert words.remarks[0].facts == {"tiers": "pos"}


@pytest.mark.parametrize("value", ["-5", "x", "9" * 5000, "²"])
def test_a_time_that_cannot_be_read_is_refused(tmp_path: Path, value: str) -> None:
    slots = f'<TIME_SLOT TIME_SLOT_ID="ts0" TIME_VALUE="{value}"/><TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="9"/>'
    with pytest.raises(FileRefused):
        words_of(an_eaf(tmp_path, spoken("A", "Oui", 0, 1), slots))


def test_words_that_end_before_they_begin_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="A1"):
        words_of(an_eaf(tmp_path, spoken("A", "Oui", 2, 1)))


def test_an_empty_annotation_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        words_of(an_eaf(tmp_path, spoken("A", "", 0, 1)))
