"""OHMS: words by captions or by minute marks, a translation beside them, an index of segments."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identifying.refused import FileRefused
from ingest.reading.read_ohms import _between_marks
from tests.ingest.spoken import a_text, said, words_of
from tests.originals import sample


def an_interview(folder: Path, inside: str) -> Path:
    space = "https://www.weareavp.com/nunncenter/ohms"
    return a_text(
        folder / "a.xml", f'<?xml version="1.0"?><ROOT xmlns="{space}"><record id="1">{inside}</record></ROOT>'
    )


def test_words_stand_between_the_minutes_that_mark_them(tmp_path: Path) -> None:
    path = an_interview(tmp_path, "<sync>1:|1(3)|2(2)</sync><transcript>Un deux trois\nquatre cinq</transcript>")
    assert said(words_of(path)) == [
        (0.0, 60.0, None, "Un deux"), (60.0, 120.0, None, "trois quatre"), (120.0, None, None, "cinq")
    ]  # fmt: skip


def test_a_minute_without_words_is_no_passage(tmp_path: Path) -> None:
    path = an_interview(tmp_path, "<sync>1:|1(2)|1(2)|1(3)</sync><transcript>Un deux trois</transcript>")
    assert [each[0] for each in said(words_of(path))] == [0.0, 120.0, 180.0]


def test_each_speaker_of_the_lines_begins_a_passage(tmp_path: Path) -> None:
    path = an_interview(tmp_path, "<sync>2:|3(1)</sync><transcript>CARUSO: Oui.\nLE GOFF: Non,\njamais.</transcript>")
    assert said(words_of(path)) == [
        (0.0, 120.0, "CARUSO", "Oui."), (0.0, 120.0, "LE GOFF", "Non,"), (120.0, None, "LE GOFF", "jamais.")
    ]  # fmt: skip


def test_lines_without_marks_have_no_time(tmp_path: Path) -> None:
    path = an_interview(tmp_path, "<sync/><transcript>Un &lt;i&gt;deux&lt;/i&gt; l&amp;#039;été</transcript>")
    assert said(words_of(path)) == [(None, None, None, "Un deux l'été")]


def test_footnotes_are_no_words(tmp_path: Path) -> None:
    notes = "[[footnotes]]\n[[note]]Ailleurs[[/note]]\n[[/footnotes]]"
    path = an_interview(tmp_path, f"<transcript>Un [[footnote]]1[[/footnote]] mot\n{notes}</transcript>")
    assert said(words_of(path))[0][3] == "Un mot"


def test_a_translation_keeps_its_language_and_says_what_it_is(tmp_path: Path) -> None:
    path = an_interview(
        tmp_path,
        "<language>Portuguese</language><language>pt</language><transcript_alt_lang>fr</transcript_alt_lang>"
        "<transcript>Bom dia</transcript><transcript_alt>Bonjour</transcript_alt>",
    )
    found = words_of(path, "pt").passages
    assert [(each.text, each.language, each.kind) for each in found] == [
        ("Bom dia", "pt", None), ("Bonjour", "fr", "translation")
    ]  # fmt: skip


def test_the_index_becomes_segments_with_their_words_by_language(tmp_path: Path) -> None:
    point = (
        "<point><time>212</time><title>L’usine</title><title_alt>A fábrica</title_alt><synopsis>Les sirènes.</synopsis>"
        "<keywords>conserverie; sardine ;</keywords><subjects>Travail</subjects></point><point><time>0</time></point>"
    )
    path = an_interview(
        tmp_path,
        f"<language>fr</language><transcript_alt_lang>pt</transcript_alt_lang><index>{point}</index><transcript/>",
    )
    first, second = words_of(path).segments
    assert (first.start_seconds, first.end_seconds, second.start_seconds, second.end_seconds) == (
        0.0,
        212.0,
        212.0,
        None,
    )
    assert second.titles == {"fr": "L’usine", "pt": "A fábrica"}
    assert (second.synopses, second.keywords) == ({"fr": "Les sirènes."}, {"fr": ("conserverie", "sardine")})
    assert second.subjects == {"fr": ("Travail",)}


@pytest.mark.parametrize(
    "inside",
    [
        "<sync>1:|x</sync><transcript>Un</transcript>", "<sync>0:|1(1)</sync><transcript>Un</transcript>",
        "<sync>1:|2(1)|1(1)</sync><transcript>Un\ndeux</transcript>", "<index><point><time>-5</time></point></index>",
        "<vtt_transcript>WEBVTT\n\n00:02.000 --&gt; 00:01.000\nUn\n</vtt_transcript>",
    ],
)  # fmt: skip
def test_marks_and_times_that_cannot_be_are_refused(tmp_path: Path, inside: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        words_of(an_interview(tmp_path, inside))
    assert refusal.value.remedy


def test_the_sample_by_captions_is_read_to_the_millisecond() -> None:
    found = said(words_of(sample("14-ohms/small-sample-vtt-ohms.xml")))
    assert [each[:3] for each in found] == [
        (3603.0, 3618.0, "SCHNEIDER"), (3618.0, 3631.0, "NAME OF INTERVIEWEE"), (3631.0, 3638.0, "SCHNEIDER"),
        (3638.0, 3674.0, "NAME OF INTERVIEWEE"), (3674.0, 3682.0, "SCHNEIDER"), (3682.0, None, "NAME OF INTERVIEWEE"),
    ]  # fmt: skip
    assert "interest in learning. One day, we got lost" in found[3][3]


def test_the_sample_by_marks_loses_no_word_and_no_minute() -> None:
    path = sample("14-ohms/various_gaps.xml")
    found = said(words_of(path))
    whole = " ".join(words for *_, words in found)
    assert whole.startswith("Yes, my father was a petrologist. He graduated from Columbia in 1888.")
    assert whole.endswith("order. That was not very scientific.")
    assert found[1][:2] == (60.0, 120.0)
    assert sorted({each[0] or 0.0 for each in found}) == [minute * 60.0 for minute in range(23) if minute != 14]


def test_the_empty_sample_comes_in_with_a_word() -> None:
    words = words_of(sample("14-ohms/empty_ohms.xml"))
    assert not words.passages
    assert "ni transcription ni index" in words.remarks[0].sentence.text


@given(
    st.lists(st.lists(st.sampled_from(["un", "deux", "trois,", "quatre."]), max_size=6), max_size=8),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=9),
)
def test_no_word_is_lost_or_moved_wherever_the_marks_stand(
    lines: list[list[str]], places: list[tuple[int, int]]
) -> None:
    marks = [(place, (number + 1) * 60_000) for number, place in enumerate(sorted(places))]
    cues = list(_between_marks([" ".join(line) for line in lines], marks))
    assert " ".join(cue.words for cue in cues) == " ".join(word for line in lines for word in line)
    starts = [cue.start for cue in cues if cue.start is not None]
    assert starts == sorted(starts)
