"""The interviews: long enough to be one, level, unbroken, and each sentence where its transcript says it is."""

import re
from itertools import islice, pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from ingest.reading.read_vtt import vtt_cues
from tests.samples.listening import heard

VOICES = Path(__file__).parent / "voices"
RECORDINGS = sorted(path for path in VOICES.iterdir() if path.suffix in (".mp3", ".mp4"))
INTERVIEWS = [path for path in RECORDINGS if path.stem != "devant-la-frise"]  # a walk of forty seconds
TRANSCRIPTS = sorted(VOICES.glob("*.vtt"))
QUIET_DECIBELS = -42.0
BREATH_DECIBELS = -50.0  # above the tape's own breath, below the softest consonant


def by_name(path: Path) -> str:
    return path.name


def recording_of(transcript: Path) -> Path:
    return next(path for path in RECORDINGS if path.stem == transcript.name.split(".")[0])


def times_of(transcript: Path) -> list[tuple[float, float]]:
    """Start and end of each sentence, in seconds."""
    cues = vtt_cues(transcript.read_text(encoding="utf-8"))
    return [(cue.start / 1000, cue.end / 1000) for cue in cues if cue.start is not None and cue.end is not None]


def languages_of(recording: Path) -> list[str]:
    """The languages its transcripts are in, the one spoken first."""
    found = [path.suffixes[0][1:] for path in TRANSCRIPTS if recording_of(path) == recording]
    return sorted(found, key=lambda language: language == "fr")


def test_there_are_eight_interviews_five_of_them_in_french_two_of_them_filmed() -> None:
    assert len(INTERVIEWS) >= 8
    spoken = [languages_of(path)[0] for path in INTERVIEWS]
    assert spoken.count("fr") >= 5
    assert {"ar", "pt", "tr"} <= set(spoken)
    assert sum(path.suffix == ".mp4" for path in INTERVIEWS) >= 2


def test_what_is_not_said_in_french_is_translated_into_it() -> None:
    assert all("fr" in languages_of(path) for path in RECORDINGS)


@pytest.mark.parametrize("path", INTERVIEWS, ids=by_name)
def test_an_interview_lasts_three_to_eight_minutes(path: Path) -> None:
    assert 180 <= heard(path).seconds <= 480


@pytest.mark.parametrize("path", RECORDINGS, ids=by_name)
def test_it_is_as_loud_as_a_broadcast_and_never_clips(path: Path) -> None:
    assert heard(path).loudness == pytest.approx(-16, abs=1)
    assert abs(heard(path).samples).max() < 1


@pytest.mark.parametrize("path", RECORDINGS, ids=by_name)
def test_nobody_waits_three_seconds_for_the_next_word(path: Path) -> None:
    assert heard(path).longest_quiet(QUIET_DECIBELS) < 3


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=by_name)
def test_each_sentence_starts_within_150_milliseconds_of_its_time(path: Path) -> None:
    sound = heard(recording_of(path))
    onsets = np.r_[sound.onsets(BREATH_DECIBELS), sound.onsets(QUIET_DECIBELS)]
    late = [start for start, _ in times_of(path) if abs(onsets - start).min() > 0.15]
    assert not late


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=by_name)
def test_a_transcript_ends_before_its_recording_does(path: Path) -> None:
    assert times_of(path)[-1][1] <= heard(recording_of(path)).seconds + 0.05


@pytest.mark.parametrize("path", INTERVIEWS, ids=by_name)
def test_two_voices_speak_in_every_interview(path: Path) -> None:
    speakers = set(re.findall(r"<v ([^>]+)>", (VOICES / f"{path.stem}.fr.vtt").read_text(encoding="utf-8")))
    assert len(speakers) == 2


def test_a_translation_has_the_times_of_what_was_said() -> None:
    for path in INTERVIEWS:
        times = [times_of(VOICES / f"{path.stem}.{language}.vtt") for language in languages_of(path)]
        assert all(other == times[0] for other in times)


@pytest.mark.parametrize("path", [path for path in RECORDINGS if path.suffix == ".mp4"], ids=by_name)
def test_a_film_moves_with_what_is_said(path: Path) -> None:
    with av.open(str(path)) as film:
        every_five_seconds = islice(film.decode(video=0), 0, None, 60)
        shown = [frame.to_ndarray(format="gray").astype(int) for frame in every_five_seconds]
    changes = [abs(after - before).mean() > 4 for before, after in pairwise(shown)]
    assert sum(changes) > len(changes) / 3
