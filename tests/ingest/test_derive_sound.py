"""Sound for the web and its waveform: true to time, in little memory, without the master's tags."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model.derived import Derived
from ingest.deriving.derive_sound import derive_sound
from ingest.deriving.waveform import POINTS, Waveform
from ingest.identifying.refused import FileRefused
from tests.originals import a_film, a_sound, cut_short, sample

WAYS = [
    ("a.mp3", "libmp3lame", 44_100, 2), ("a.wav", "pcm_s16le", 8_000, 1), ("24-bit.wav", "pcm_s24le", 48_000, 2),
    ("float.wav", "pcm_f32le", 96_000, 1), ("a.flac", "flac", 44_100, 1), ("a.ogg", "libopus", 48_000, 1),
    ("a.m4a", "aac", 22_050, 2),
]  # fmt: skip


def derived(master: Path) -> tuple[Derived, list[int], Path]:
    folder = master.with_name(f"{master.name}-forms")
    made = derive_sound(master, folder)
    return made, json.loads((folder / "peaks.json").read_bytes()), folder


@pytest.mark.parametrize(("name", "codec", "rate", "channels"), WAYS)
def test_a_sound_of_any_format_plays_as_long_and_shows_where_it_is_loud(
    tmp_path: Path, name: str, codec: str, rate: int, channels: int
) -> None:
    made, peaks, folder = derived(a_sound(tmp_path / name, codec, rate, channels, loud=(0.8, 0.0)))
    assert made.kind == "sound"
    assert abs(made.duration_seconds - 2) < 0.1
    assert set(made.made) == {path.name for path in folder.iterdir()} == {"audio.m4a", "audio.opus", "peaks.json"}
    half = len(peaks) // 2
    assert max(peaks) == 100
    assert min(peaks[3 : half - 6]) >= 60
    assert max(peaks[half + 4 :]) <= 5
    with av.open(str(folder / "audio.m4a")) as web:
        (voice,) = web.streams.audio
        assert (voice.codec_context.name, voice.rate, voice.channels) == ("aac", 48_000, channels)
        heard = sum(frame.samples for frame in web.decode(voice)) / 48_000
    assert abs(heard - 2) < 0.15


def test_a_waveform_is_relative_to_its_loudest_moment(tmp_path: Path) -> None:
    _, peaks, _ = derived(a_sound(tmp_path / "a.wav", loud=(0.1, 0.4, 0.2, 0.0)))
    quarter = len(peaks) // 4
    middles = [peaks[number * quarter + quarter // 2] for number in range(4)]
    assert np.allclose(middles, [25, 100, 50, 0], atol=4)


def test_silence_is_a_flat_line(tmp_path: Path) -> None:
    _, peaks, _ = derived(a_sound(tmp_path / "a.wav", loud=(0.0,)))
    assert set(peaks) == {0}


def test_a_sound_without_a_single_sample_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        derived(a_sound(tmp_path / "a.wav", seconds=0))


def test_what_the_recorder_noted_goes_no_further(tmp_path: Path) -> None:
    master = a_sound(tmp_path / "a.mp3", "libmp3lame", title="Chez Marthe", comment="12 rue des Pins, 47.2184 -1.5536")
    assert b"rue des Pins" in master.read_bytes()
    _, _, folder = derived(master)
    for form in folder.iterdir():
        assert not [word for word in (b"Marthe", b"rue des Pins", b"47.2184") if word in form.read_bytes()]


@pytest.mark.parametrize(
    "content", [b"", b"ID3" + bytes(500), b"ceci n'est pas un son", b"RIFF\x24\x00\x00\x00WAVE", b"OggS" * 40]
)
def test_what_holds_no_sound_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.mp3").write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        derived(tmp_path / "a.mp3")
    assert refusal.value.remedy
    assert "Error" not in refusal.value.text


def test_a_coding_nobody_reads_is_refused_with_the_way_out(tmp_path: Path) -> None:
    sound = a_sound(tmp_path / "a.m4a", "aac")
    sound.write_bytes(sound.read_bytes().replace(b"mp4a", b"apac").replace(b"esds", b"free"))
    with pytest.raises(FileRefused, match="codage"):
        derived(sound)


def test_a_film_without_sound_is_no_sound(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="aucun son"):
        derived(a_film(tmp_path / "a.mp4", with_sound=False))


@pytest.mark.parametrize("name", ["a.flac", "a.m4a"])
def test_a_sound_that_breaks_off_is_refused(tmp_path: Path, name: str) -> None:
    codec = {"a.flac": "flac", "a.m4a": "aac"}[name]
    with pytest.raises(FileRefused, match="jusqu’au bout"):
        derived(cut_short(a_sound(tmp_path / name, codec), 0.6))


def test_samples_that_are_no_numbers_do_not_stop_a_waveform() -> None:
    waveform = Waveform()
    waveform.add(np.array([[0.5, np.nan, 0.25] * 400], np.float32))
    assert set(waveform.points()) <= set(range(101))


@given(st.lists(st.integers(1, 9000), min_size=1, max_size=60), st.integers(0, 10**6))
def test_a_waveform_does_not_depend_on_how_the_sound_was_cut(sizes: list[int], seed: int) -> None:
    sound = np.abs(np.random.default_rng(seed).normal(size=sum(sizes))).astype(np.float32)
    whole, in_parts = Waveform(), Waveform()
    whole.add(sound[None])
    begin = 0
    for size in sizes:
        in_parts.add(sound[None, begin : begin + size])
        begin += size
    assert in_parts.samples == whole.samples == len(sound)
    assert in_parts.points() == whole.points()
    assert 1 <= len(whole.points()) <= POINTS
    assert max(whole.points()) == 100


def test_sample_voices_are_taken_as_they_are(tmp_path: Path) -> None:
    made = derive_sound(sample("07-audio-video/sonnet1_librivox_en_53s.mp3"), tmp_path)
    assert made.duration_seconds == pytest.approx(53.3, abs=0.3)


_MEASURED = r"""
import re, sys
from pathlib import Path
from ingest.deriving.derive_sound import derive_sound
made = derive_sound(Path(sys.argv[1]), Path(sys.argv[2]))
peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
print(made.duration_seconds, int(peak[1]) // 1024)
"""


def megabytes_for(master: Path, folder: Path) -> tuple[float, int]:
    run = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(master), str(folder)], capture_output=True, text=True, check=True
    )
    seconds, megabytes = run.stdout.split()
    return float(seconds), int(megabytes)


@pytest.mark.long
def test_half_an_hour_costs_no_more_memory_than_two_seconds(tmp_path: Path) -> None:
    _, short = megabytes_for(a_sound(tmp_path / "a.wav", rate=16_000), tmp_path / "short")
    seconds, long = megabytes_for(a_sound(tmp_path / "b.wav", rate=16_000, seconds=1800), tmp_path / "long")
    assert seconds == pytest.approx(1800, abs=1)
    assert long - short <= 25
