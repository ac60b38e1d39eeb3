"""Whisper: what a machine heard, in the three forms its programs write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identifying.refused import FileRefused
from ingest.reading.read_whisper import read_whisper
from tests.ingest.spoken import a_text, said, words_of


def heard(folder: Path, content: Any) -> Path:
    return a_text(folder / "a.json", json.dumps(content))


def test_segments_in_seconds_are_read_and_said_to_be_a_machines(tmp_path: Path) -> None:
    segments = [
        {"start": 0.0, "end": 2.345, "text": " Bonjour.", "speaker": "SPEAKER_00"}, {"start": 2.345, "end": 3, "text": "  "}
    ]  # fmt: skip
    words = words_of(heard(tmp_path, {"text": "Bonjour.", "segments": segments, "language": "french"}))
    assert said(words) == [(0.0, 2.345, "SPEAKER_00", "Bonjour.")]
    assert (words.machine, words.passages[0].language) == ("Whisper", "fr")


def test_offsets_in_milliseconds_are_read(tmp_path: Path) -> None:
    parts = [{"offsets": {"from": 120, "to": 4007}, "text": " Oui"}]
    words = words_of(heard(tmp_path, {"systeminfo": "", "result": {"language": "pt"}, "transcription": parts}))
    assert said(words) == [(0.12, 4.007, None, "Oui")]
    assert words.passages[0].language == "pt"


@pytest.mark.parametrize(
    "content",
    [
        {"segments": []}, {"segments": [{"start": -1, "end": 2, "text": "Oui"}]}, {"segments": [{"start": 1, "end": 2}]},
        {"segments": [{"start": 2, "end": 1, "text": "Oui"}]}, {"segments": [{"start": True, "end": 2, "text": "Oui"}]},
        {"segments": [7]}, {"segments": [{"start": 1, "end": 1e300, "text": "Oui"}]}, {"transcription": [{"text": "Oui"}]},
        {"text": "Oui"}, {"segments": [{"start": float("nan"), "end": 2, "text": "Oui"}]},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_remedy(tmp_path: Path, content: Any) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_whisper(heard(tmp_path, content))
    assert refusal.value.remedy


@pytest.mark.parametrize(
    "written",
    [
        "{",
        "[]",
        '{"segments": [' * 5000,
        '{"segments": ' + "9" * 9000 + "}",
        "\ud83d".encode("utf-8", "replace").decode(),
    ],
)
def test_broken_json_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(FileRefused):
        read_whisper(a_text(tmp_path / "a.json", written))


def test_half_a_sign_does_not_pass_into_the_archive(tmp_path: Path) -> None:
    path = a_text(tmp_path / "a.json", '{"segments": [{"start": 0, "end": 1, "text": "Oui \\ud83d \\u0000"}]}')
    words_of(path).passages[0].text.encode("utf-8")


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
keys = st.sampled_from(
    ["segments", "transcription", "offsets", "from", "to", "start", "end", "text", "language", "result"]
)


@given(
    st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
    )
)
def test_no_json_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, content: Any) -> None:
    path = a_text(tmp_path_factory.getbasetemp() / "whisper.json", json.dumps(content))
    try:
        cues = read_whisper(path).cues
    except FileRefused:
        return
    assert all(cue.start is not None and cue.end is not None and 0 <= cue.start <= cue.end for cue in cues)
