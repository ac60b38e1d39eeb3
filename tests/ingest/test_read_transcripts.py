"""The transcripts of an item: bound to their recording by name, closed where a machine made them, measured beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model.access import CLOSED, OPEN
from archive.model.record import Record
from archive.model.segments import Segment
from archive.model.transcript import Passage
from archive.sharing.captions import webvtt
from ingest.deriving.read_transcripts import read_transcripts
from ingest.item import IncomingFile, Item, ItemProblem
from ingest.reading.cues import one_line
from ingest.reading.read_transcript import read_cues
from ingest.receiving.companions import numbered, transcript, with_transcripts
from tests.ingest.spoken import a_text, words_of
from tests.originals import SHARED, sample

VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Marthe>Bonjour\n"


def an_item(path: Path, media_type: str, seconds: float = 60.0) -> Item:
    """A recording of this length with this transcript."""
    sound = IncomingFile("f1", path, "a.mp3", role="sound", technical={"duration_seconds": seconds})
    words = IncomingFile("f2", path, path.name, role="transcript", of="f1", language="fr", media_type=media_type)
    return Item("a", "folder", files=(sound, words), record=Record("", "interview"))


def test_words_are_of_the_recording_and_name_their_transcript(tmp_path: Path) -> None:
    item = read_transcripts(an_item(a_text(tmp_path / "a.vtt", VTT), "text/vtt"))
    (passage,) = item.files[1].passages
    assert (passage.file, passage.transcript, passage.speaker, passage.language) == ("f1", "f2", "Marthe", "fr")
    assert item.files[1].described().label == OPEN
    assert not item.problems


def test_what_a_machine_made_is_closed_and_says_so(tmp_path: Path) -> None:
    path = a_text(tmp_path / "a.json", json.dumps({"segments": [{"start": 0, "end": 1, "text": "Oui"}]}))
    item = read_transcripts(an_item(path, "application/x-whisper+json"))
    file = item.files[1].described()
    assert (file.label, file.technical["machine"]) == (CLOSED, "Whisper")
    assert item.files[1].passages[0].label == OPEN  # opening the file is all there is to do
    assert "machine" in item.problems[0].text


@pytest.mark.parametrize(("seconds", "warned"), [(3.0, False), (1.0, True), (0.0, False)])
def test_a_transcript_longer_than_its_sound_is_said(tmp_path: Path, seconds: float, warned: bool) -> None:
    item = read_transcripts(an_item(a_text(tmp_path / "a.vtt", VTT), "text/vtt", seconds))
    assert [problem.level for problem in item.problems] == ["warning"] * warned
    assert len(item.files[1].passages) == 1


def test_one_person_saying_two_things_at_once_is_said_and_two_persons_are_not(tmp_path: Path) -> None:
    both = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v A>Un\n\n00:02.000 --> 00:03.000\n<v {}>Deux\n"
    for name, warned in (("A", 1), ("B", 0)):
        item = read_transcripts(an_item(a_text(tmp_path / "a.vtt", both.format(name)), "text/vtt"))
        assert len(item.problems) == warned


def test_a_refusal_names_the_file_and_the_line(tmp_path: Path) -> None:
    with pytest.raises(ItemProblem) as refusal:
        read_transcripts(an_item(a_text(tmp_path / "a.vtt", "WEBVTT\n\nperdu\n"), "text/vtt"))
    assert (refusal.value.problem.file, "Ligne 3" in refusal.value.problem.text) == ("a.vtt", True)


@pytest.mark.parametrize(
    ("name", "stem", "language", "sure"),
    [
        ("a.fr.vtt", "a", "fr", True), ("a_transcription.docx", "a", None, False), ("a - Transcript.pt.docx", "a", "pt", False),
        ("a.xml", "a", None, False), ("a.eaf", "a", None, True),
    ],
)  # fmt: skip
def test_a_name_says_which_recording_is_transcribed(name: str, stem: str, language: str | None, sure: bool) -> None:
    found = transcript(name)
    assert found is not None
    assert (found.stem, found.language, found.sure) == (stem, language, sure)


def test_a_document_called_otherwise_than_the_only_recording_is_not_its_transcript() -> None:
    files = numbered([IncomingFile("", Path(name), name) for name in ("a.mp3", "contrat.docx", "b.vtt")])
    assert [file.of for file in files] == [None, None, "f1"]


def test_a_transcript_beside_a_recording_comes_with_it() -> None:
    assert with_transcripts(["a.mp3"], ["a.xml", "b.xml", "a_transcription.docx", "a.docx"]) == [
        "a.mp3",
        "a.xml",
        "a_transcription.docx",
    ]


def test_segments_pass_through_record_json() -> None:
    segment = Segment(1.5, None, {"fr": "L’usine"}, keywords={"fr": ("sardine",)}, label="family")
    file = replace(IncomingFile("f1", Path("a"), "a", role="transcript"), segments=(segment,)).described()
    record = Record("ark:99999/x1", "interview", files=(file,))
    assert Record.from_json(json.loads(json.dumps(record.to_json()))) == record
    assert file.under(frozenset({OPEN})).segments == ()
    assert file.under(frozenset({OPEN, "family"})).segments == (segment,)


def of_samples() -> list[Path]:
    folders = (SHARED / "04-oral-fr/vtt", SHARED / "08-webvtt-srt/elephantsdream")
    return sorted(path for folder in folders for path in folder.glob("*.vtt"))


@pytest.mark.parametrize("path", of_samples(), ids=lambda path: path.stem)
def test_captions_served_of_a_sample_say_its_cues_again_to_the_millisecond(path: Path) -> None:
    passages = words_of(sample(str(path.relative_to(SHARED)))).passages
    again = read_cues(webvtt(passages), web=True)
    assert [(cue.start, cue.speaker, cue.words) for cue in again] == [
        (round((each.start_seconds or 0) * 1000), each.speaker, each.text) for each in passages
    ]
    long_enough = [
        (cue, each)
        for cue, each in zip(again, passages, strict=True)
        if (each.end_seconds or 0) - (each.start_seconds or 0) >= 0.5
    ]
    assert all(cue.end == round((each.end_seconds or 0) * 1000) for cue, each in long_enough)


spoken = st.text(st.characters(codec="utf-8"), max_size=40).map(one_line)
seconds = st.integers(0, 99 * 3_600_000).map(lambda milliseconds: milliseconds / 1000)


@given(
    st.lists(
        st.tuples(seconds, st.integers(500, 90_000), spoken.filter(bool), spoken.map(lambda name: name or None)),
        min_size=1,
    )
)
def test_whatever_was_said_is_said_again_by_the_captions_served(
    said: list[tuple[float, int, str, str | None]],
) -> None:
    passages = [
        Passage(
            "f1", number, words, "fr", start_seconds=start, end_seconds=round(start + long / 1000, 3), speaker=speaker
        )
        for number, (start, long, words, speaker) in enumerate(said, start=1)
    ]
    again = read_cues(webvtt(passages), web=True)
    assert [(cue.start, cue.end, cue.speaker, cue.words) for cue in again] == [
        (round((each.start_seconds or 0) * 1000), round((each.end_seconds or 0) * 1000), each.speaker, each.text)
        for each in sorted(passages, key=lambda each: each.start_seconds or 0)
    ]
