"""Film for the web: upright, at its own pace, with a poster, without the master's tags."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
import pyvips

from archive.model.derived import Derived
from ingest.deriving.derive_video import derive_video
from ingest.identifying.identify import identify
from ingest.identifying.refused import FileRefused
from ingest.limits import Limits
from tests.originals import CORNERS, a_film, a_sound, cut_short, four_corners, sample

LOCATION = "+47.2184-001.5536/"


def derived(master: Path) -> tuple[Derived, Path]:
    folder = master.with_name(f"{master.name}-forms")
    return derive_video(master, folder), folder


def identified_and_derived(master: Path) -> None:
    identify(master, Limits())
    derived(master)


def pictures(film: Path) -> list[tuple[float, npt.NDArray[np.uint8]]]:
    with av.open(str(film)) as source:
        shown = ((frame.time or 0.0, frame.to_ndarray(format="rgb24")) for frame in source.decode(video=0))
        return [(at, pixels.astype(np.uint8)) for at, pixels in shown]


def assert_upright(picture: npt.NDArray[np.uint8]) -> None:
    height, width = picture.shape[:2]
    places = [(y, x) for y in (height // 4, height * 3 // 4) for x in (width // 4, width * 3 // 4)]
    for place, colour in zip(places, CORNERS, strict=True):
        assert np.abs(picture[place].astype(int) - np.array(colour)).max() <= 30


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv"])
@pytest.mark.parametrize("with_sound", [True, False])
def test_a_film_plays_with_its_sound_where_it_has_one(tmp_path: Path, suffix: str, with_sound: bool) -> None:
    made, folder = derived(a_film(tmp_path / f"a.{suffix}", with_sound=with_sound))
    assert (made.kind, made.width, made.height) == ("video", 320, 180)
    assert abs(made.duration_seconds - 1) < 0.1
    assert set(made.made) == {path.name for path in folder.iterdir()}
    assert {"video.mp4", "poster.jpg"} <= set(made.made)
    assert ("peaks.json" in made.made) == with_sound
    with av.open(str(folder / "video.mp4")) as web:
        assert [stream.codec_context.name for stream in web.streams.video] == ["h264"]
        assert [stream.codec_context.name for stream in web.streams.audio] == (["aac"] if with_sound else [])
    shown = pictures(folder / "video.mp4")
    assert len(shown) == 25
    assert_upright(shown[12][1])
    poster = pyvips.Image.new_from_file(str(folder / "poster.jpg"))
    assert_upright(poster.numpy())


def test_a_film_that_browsers_do_not_play_is_encoded_anew(tmp_path: Path) -> None:
    made, folder = derived(a_film(tmp_path / "a.mkv", codec="mpeg4"))
    assert abs(made.duration_seconds - 1) < 0.1
    shown = pictures(folder / "video.mp4")
    assert len(shown) == 25
    assert_upright(shown[12][1])
    peaks = json.loads((folder / "peaks.json").read_bytes())
    assert max(peaks[len(peaks) // 2 + 4 :]) < 10 < 60 <= peaks[len(peaks) // 4]


def test_a_film_whose_sound_track_is_empty_is_a_silent_film(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "a.mov"), "w") as target, av.open(str(a_film(tmp_path / "b.mov"))) as source:
        copy = target.add_stream_from_template(source.streams.video[0])
        target.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = copy
                target.mux(packet)
    made, folder = derived(tmp_path / "a.mov")
    assert "peaks.json" not in made.made
    with av.open(str(folder / "video.mp4")) as web:
        assert not web.streams.audio


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_film_taken_sideways_is_shown_upright(tmp_path: Path, turned: int) -> None:
    stored = np.ascontiguousarray(np.rot90(four_corners(320, 180), -turned // 90))
    made, folder = derived(a_film(tmp_path / "a.mp4", stored, turned=turned))
    assert (made.width, made.height) == (320, 180)
    assert_upright(pictures(folder / "video.mp4")[12][1])
    assert_upright(pyvips.Image.new_from_file(str(folder / "poster.jpg")).numpy())


def test_a_film_of_oblong_pixels_is_shown_with_square_ones(tmp_path: Path) -> None:
    made, _ = derived(a_film(tmp_path / "a.mp4", four_corners(180, 144), aspect=Fraction(64, 45)))
    assert (made.width, made.height) == (256, 144)


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])
@pytest.mark.parametrize("milliseconds", [(10, 70) * 12, (1, 2, 200) * 6, (500,) * 4])
def test_a_film_of_uneven_pace_keeps_it(tmp_path: Path, codec: str, milliseconds: Sequence[int]) -> None:
    made, folder = derived(a_film(tmp_path / "a.mkv", codec=codec, milliseconds=milliseconds))
    begins = np.cumsum([0, *milliseconds[:-1]]) / 1000
    shown = [at for at, _ in pictures(folder / "video.mp4")]
    assert np.allclose(shown, begins, atol=0.005)
    assert made.duration_seconds >= begins[-1]


def test_a_large_film_is_made_smaller_for_the_web(tmp_path: Path) -> None:
    made, _ = derived(a_film(tmp_path / "a.mp4", four_corners(2048, 1152), milliseconds=(40,)))
    assert (made.width, made.height) == (1920, 1080)


def test_where_a_film_was_taken_stands_in_no_byte_of_its_forms(tmp_path: Path) -> None:
    master = a_film(tmp_path / "a.mov", location=LOCATION, title="Chez Marthe")
    assert LOCATION.encode() in master.read_bytes()
    _, folder = derived(master)
    for form in folder.iterdir():
        assert not [word for word in (LOCATION.encode(), b"47.2184", b"Marthe") if word in form.read_bytes()], form.name


@pytest.mark.parametrize("share", [0.2, 0.9])
def test_a_film_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    with pytest.raises(FileRefused) as refusal:
        identified_and_derived(cut_short(a_film(tmp_path / "a.mp4"), share))
    assert refusal.value.remedy
    assert "Error" not in refusal.value.text


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x00\x00\x18ftypmp42" + bytes(60), b"\x1aE\xdf\xa3" * 9, b"pas un film"]
)
def test_what_only_begins_like_a_film_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.mp4").write_bytes(content)
    with pytest.raises(FileRefused):
        derived(tmp_path / "a.mp4")


@pytest.mark.parametrize("coding", [b"avc1", b"mp4a"])
def test_a_coding_nobody_reads_is_refused_with_the_way_out(tmp_path: Path, coding: bytes) -> None:
    film = a_film(tmp_path / "a.mp4")
    film.write_bytes(film.read_bytes().replace(coding, b"zz9z").replace(b"esds", b"free"))
    with pytest.raises(FileRefused, match="codage") as refusal:
        derived(film)
    assert "H.264" in refusal.value.remedy


def test_a_sound_is_no_film(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="image animée"):
        derived(a_sound(tmp_path / "a.m4a", "aac"))


def test_a_sample_film_comes_out_whole(tmp_path: Path) -> None:
    made = derive_video(sample("07-audio-video/bigbuckbunny_5s.mp4"), tmp_path)
    assert (made.width, made.height) == (1280, 720)
    assert made.duration_seconds == pytest.approx(5.3, abs=0.1)
