"""Served forms are all as loud: −16 LUFS, no true peak above −1 dBTP, silence left silent, the master never touched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.deriving.derive_sound import derive_sound
from ingest.deriving.derive_video import derive_video
from ingest.deriving.loudness import Loudness, measure
from ingest.deriving.waveform import Waveform
from ingest.reading.open_media import open_media
from tests.originals import a_film, a_sound, sample

RATE = 48_000
FORMS = ["audio.m4a", "audio.opus"]


def loudness_of(path: Path) -> Loudness:
    with open_media(path) as source:
        return measure(source, source.streams.audio[0], Waveform())


def a_recording(path: Path, sound: npt.NDArray[np.float64]) -> Path:
    """A WAV of these samples, channels × samples, at 48 kHz."""
    with av.open(str(path), "w") as target:
        layout = "mono" if len(sound) == 1 else "stereo"
        stream = target.add_stream("pcm_f32le", rate=RATE, layout=layout)
        frame = av.AudioFrame.from_ndarray(sound.T.reshape(1, -1).astype(np.float32), format="flt", layout=layout)
        frame.rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return path


def a_voice(seconds: float = 20, level: float = 0.1, channels: int = 1) -> npt.NDArray[np.float64]:
    """Noise that swells and falls as speech does, in the band of speech."""
    count = int(seconds * RATE)
    noise = np.random.default_rng(5).normal(size=count)
    band = np.fft.rfft(noise)
    at = np.fft.rfftfreq(count, 1 / RATE)
    band[(at < 150) | (at > 4000)] = 0
    swell = 0.3 + 0.7 * np.abs(np.sin(2 * np.pi * 2.1 * np.arange(count) / RATE))
    return np.tile(np.fft.irfft(band, count) * swell * level * 2, (channels, 1))


@pytest.mark.parametrize("level", [0.01, 0.05, 0.9])
@pytest.mark.parametrize("channels", [1, 2])
def test_quiet_and_loud_recordings_are_served_equally_loud(tmp_path: Path, level: float, channels: int) -> None:
    derive_sound(a_recording(tmp_path / "a.wav", np.clip(a_voice(level=level, channels=channels), -1, 1)), tmp_path)
    for form in FORMS:
        served = loudness_of(tmp_path / form)
        assert served.lufs == pytest.approx(-16, abs=0.7), form
        assert served.peak_dbtp is not None
        assert served.peak_dbtp <= -1, form


def clicks(sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    sound = sound.copy()
    sound[:, ::RATE] = 1.0
    return sound


NASTY: dict[str, Callable[[], npt.NDArray[np.float64]]] = {
    "clicks over a whisper": lambda: clicks(a_voice(level=0.004)),
    "clipped all along": lambda: np.clip(a_voice(level=4), -1, 1),
    "a square wave": lambda: np.sign(np.sin(2 * np.pi * 997 * np.arange(10 * RATE) / RATE))[None],
    "peaks between the samples": lambda: np.sin(np.pi / 2 * np.arange(10 * RATE) + np.pi / 4)[None],
    "white noise at full scale": lambda: np.random.default_rng(1).uniform(-1, 1, (2, 10 * RATE)),
    "beyond full scale": lambda: a_voice(level=3),
}  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_no_peak_of_a_served_form_comes_too_high(tmp_path: Path, name: str) -> None:
    derive_sound(a_recording(tmp_path / "a.wav", NASTY[name]()), tmp_path)
    for form in FORMS:
        peak = loudness_of(tmp_path / form).peak_dbtp
        assert peak is not None
        assert peak <= -1, form


@pytest.mark.parametrize("level", [0.0, 0.00002])
def test_silence_stays_silence(tmp_path: Path, level: float) -> None:
    made = derive_sound(a_recording(tmp_path / "a.wav", a_voice(4, level)), tmp_path)
    assert "loudness_lufs" not in made.technical
    for form in FORMS:
        peak = loudness_of(tmp_path / form).peak_dbtp
        assert peak is None or peak < -70, form


def test_what_was_measured_of_the_master_is_kept_and_the_master_is_not_touched(tmp_path: Path) -> None:
    master = a_sound(tmp_path / "a.wav", loud=(0.25,), rate=48_000, seconds=3)
    before = hashlib.sha512(master.read_bytes()).hexdigest()
    made = derive_sound(master, tmp_path / "forms")
    # A sine of 440 Hz at a quarter of full scale: its mean square less 0.691, and 0.1 dB more by the K weighting (BS.1770).
    assert made.technical["loudness_lufs"] == pytest.approx(10 * np.log10(0.25**2 / 2) - 0.7, abs=0.3)
    assert made.technical["true_peak_dbtp"] == pytest.approx(20 * np.log10(0.25), abs=0.2)
    assert hashlib.sha512(master.read_bytes()).hexdigest() == before


def test_a_film_is_as_loud_as_a_sound(tmp_path: Path) -> None:
    made = derive_video(a_film(tmp_path / "a.mp4", milliseconds=(40,) * 100), tmp_path)
    assert float(made.technical["loudness_lufs"]) > -10
    served = loudness_of(tmp_path / "video.mp4")
    assert served.lufs == pytest.approx(-16, abs=0.7)
    assert served.peak_dbtp is not None
    assert served.peak_dbtp <= -1


@pytest.mark.parametrize("name", ["sonnet1_librivox_en_53s.mp3", "voix_fr_asterisk_112s.mp3"])
def test_sample_voices_are_served_as_loud(tmp_path: Path, name: str) -> None:
    derive_sound(sample(f"07-audio-video/{name}"), tmp_path)
    for form in FORMS:
        served = loudness_of(tmp_path / form)
        assert served.lufs == pytest.approx(-16, abs=0.7)
        assert served.peak_dbtp is not None
        assert served.peak_dbtp <= -1


@given(st.floats(-69, 5), st.floats(-60, 12))
def test_a_limiter_stands_exactly_where_a_peak_would_come_too_high(lufs: float, peak: float) -> None:
    loudness = Loudness(lufs, peak)
    names: Sequence[str] = [name for name, _ in loudness.steps()]
    assert ("alimiter" in names) == (peak + loudness.gain_db > -2)
    assert loudness.gain_db <= 30
