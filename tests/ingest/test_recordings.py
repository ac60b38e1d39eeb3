"""Every kind of recording an archive is brought: known by its content, playable afterwards, true to its length."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from ingest.deriving.derive import make
from ingest.identifying.identify import Identified, identify
from ingest.identifying.refused import FileRefused
from ingest.limits import Limits
from tests.originals import a_film, a_sound, cut_short, sample

LIMITS = Limits()
MADE: dict[str, tuple[str, str, Callable[[Path], Path]]] = {
    "a.wav": ("audio/x-wav", "sound", lambda path: a_sound(path, "pcm_s24le", 96_000, 2)),
    "telephone.wav": ("audio/x-wav", "sound", lambda path: a_sound(path, "pcm_alaw", 8_000)),
    "a.flac": ("audio/flac", "sound", lambda path: a_sound(path, "flac")),
    "a.mp3": ("audio/mpeg", "sound", lambda path: a_sound(path, "libmp3lame")),
    "a.aac": ("audio/aac", "sound", lambda path: a_sound(path, "aac")),
    "a.m4a": ("audio/mp4", "sound", lambda path: a_sound(path, "alac")),
    "a.opus": ("audio/ogg", "sound", lambda path: a_sound(path, "libopus", 48_000)),
    "a.oga": ("audio/ogg", "sound", lambda path: a_sound(path, "flac", 48_000)),
    "a.aiff": ("audio/x-aiff", "sound", lambda path: a_sound(path, "pcm_s16be")),
    "a.wma": ("audio/x-ms-wma", "sound", lambda path: a_sound(path, "wmav2")),
    "a.mka": ("audio/x-matroska", "sound", lambda path: a_sound(path, "pcm_s16le")),
    "a.mp4": ("video/mp4", "video", a_film),
    "a.mov": ("video/quicktime", "video", lambda path: a_film(path, codec="mpeg4", voice_codec="pcm_s16le")),
    "a.mkv": ("video/x-matroska", "video", a_film),
    "a.avi": ("video/x-msvideo", "video", lambda path: a_film(path, codec="mpeg4", voice_codec="libmp3lame", ticks=25)),
    "a.mpg": ("video/mpeg", "video", lambda path: a_film(path, codec="mpeg2video", voice_codec="mp2", ticks=25)),
    "a.ts": ("video/mp2t", "video", lambda path: a_film(path, ticks=25)),
    "a.webm": ("video/webm", "video", lambda path: a_film(path, codec="libvpx", voice_codec="libopus")),
    "a.wmv": ("video/x-ms-wmv", "video", lambda path: a_film(path, codec="wmv2", voice_codec="wmav2", ticks=25)),
    "muet.avi": ("video/x-msvideo", "video", lambda path: a_film(path, codec="mpeg4", with_sound=False, ticks=25)),
    "muet.mpg": ("video/mpeg", "video", lambda path: a_film(path, codec="mpeg2video", with_sound=False, ticks=25)),
    "aveugle.avi": ("video/x-msvideo", "sound", lambda path: a_sound(path, "pcm_s16le")),
    "aveugle.mov": ("audio/mp4", "sound", lambda path: a_sound(path, "aac")),
    "aveugle.ts": ("video/mp2t", "sound", lambda path: a_sound(path, "aac")),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_a_recording_is_known_and_plays_as_long_as_it_is(tmp_path: Path, name: str) -> None:
    media_type, role, maker = MADE[name]
    master = maker(tmp_path / name)
    found = identify(master, LIMITS)
    assert (found.media_type, found.role, found.warning) == (media_type, role, None)
    made, _, _ = make(master, found.role, tmp_path / "forms", "f1", LIMITS)
    with av.open(str(tmp_path / "forms" / ("video.mp4" if role == "video" else "audio.m4a"))) as web:
        heard = sum(frame.samples for frame in web.decode(audio=0)) / 48_000 if web.streams.audio else None
    expected = 1 if role == "video" else 2
    assert made.duration_seconds == pytest.approx(expected, abs=0.12)
    assert heard is None if name.startswith("muet") else heard == pytest.approx(expected, abs=0.15)


@pytest.mark.parametrize("name", ["a.aiff", "a.avi", "a.wma", "a.wmv", "a.opus", "a.aac", "a.flac", "a.webm"])
@pytest.mark.parametrize("share", [0.3, 0.7])
def test_a_recording_cut_short_is_refused_in_words(tmp_path: Path, name: str, share: float) -> None:
    short = cut_short(MADE[name][2](tmp_path / name), share)
    with pytest.raises(FileRefused) as refusal:
        identified_and_made(short, tmp_path)
    assert refusal.value.remedy
    assert "Error" not in refusal.value.text


def identified_and_made(master: Path, folder: Path) -> Identified:
    found = identify(master, LIMITS)
    make(master, found.role, folder / "forms", "f1", LIMITS)
    return found


def test_a_sound_behind_a_tag_of_another_kind_is_known(tmp_path: Path) -> None:
    plain = a_sound(tmp_path / "a.aac", "aac")
    (tmp_path / "b.aac").write_bytes(b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + plain.read_bytes())
    assert identify(tmp_path / "b.aac", LIMITS).media_type == "audio/aac"


@pytest.mark.parametrize("begins", [90, 36_000])
def test_a_tape_captured_from_a_broadcast_begins_at_nought(tmp_path: Path, begins: int) -> None:
    """A transport stream counts from any hour; its picture and its sound keep step."""
    master = a_film(tmp_path / "a.ts", codec="mpeg2video", voice_codec="mp2", begins=begins, ticks=25)
    made, _, _ = make(master, "video", tmp_path / "forms", "f1", LIMITS)
    assert made.duration_seconds == pytest.approx(1, abs=0.15)
    with av.open(str(tmp_path / "forms" / "video.mp4")) as web:
        picture = next(web.decode(web.streams.video[0])).time
        web.seek(0)
        sound = next(web.decode(web.streams.audio[0])).time
    assert np.allclose([float(picture or 0), float(sound or 0)], 0, atol=0.1)


def test_woven_pictures_of_television_are_shown_whole(tmp_path: Path) -> None:
    """Every other line holds another moment: a comb where something moved. Served, no line differs so from its neighbours."""
    combed = np.zeros((144, 176, 3), np.uint8)
    combed[::2] = 255
    with av.open(str(tmp_path / "a.mpg"), "w") as target:
        stream = target.add_stream("mpeg2video", rate=25, options={"flags": "+ildct+ilme", "top": "1"})
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 176, 144, "yuv420p", 4_000_000
        for number in range(25):
            frame = av.VideoFrame.from_ndarray(np.roll(combed, number, axis=0), format="rgb24")
            frame.pts = number
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    make(tmp_path / "a.mpg", "video", tmp_path / "forms", "f1", LIMITS)
    with av.open(str(tmp_path / "forms" / "video.mp4")) as web:
        shown = [frame.to_ndarray(format="gray").astype(int) for frame in web.decode(video=0)]
    assert np.abs(np.diff(shown[12], axis=0)).mean() < 60


AUSTEN = "sense_and_sensibility_librivox_en/sense_and_sensibility_01_austen_64kb"
VOICES = [
    *(f"{AUSTEN}-0{number}.wav" for number in (870, 880, 890, 920, 930)),
    "sonnet1_librivox_en_53s.mp3", "voix_fr_asterisk_112s.mp3", "bigbuckbunny_5s.mp4", "sonnet1_still_53s.mp4",
]  # fmt: skip


@pytest.mark.parametrize("name", VOICES)
def test_every_recording_of_the_samples_goes_in(tmp_path: Path, name: str) -> None:
    master = sample(f"07-audio-video/{name}")
    found = identify(master, LIMITS)
    made, _, _ = make(master, found.role, tmp_path, "f1", LIMITS)
    with av.open(str(master)) as source:
        said = float(source.duration or 0) / av.time_base
    assert made.duration_seconds == pytest.approx(said, abs=0.3)
    assert -40 < float(made.technical["loudness_lufs"]) < -5
