"""A file cut short is found out by its own tables; a whole one, or one that cannot say, never is."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path
from struct import pack_into

import numpy as np
import pytest
import pyvips
from hypothesis import given
from hypothesis import strategies as st

from ingest.identifying.wholeness import _READERS, missing_bytes
from tests.originals import SHARED, a_film, a_pdf, a_photograph, a_sound, cut_short, four_corners, sample


def a_tiled(path: Path, **options: object) -> Path:
    pyvips.Image.new_from_array(four_corners(600, 400), interpretation="srgb").tiffsave(str(path), **options)
    return path


MADE: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "a.tif": ("image/tiff", a_photograph),
    "tiled.tif": ("image/tiff", lambda path: a_tiled(path, tile=True, compression="jpeg", pyramid=True)),
    "big.tif": ("image/tiff", lambda path: a_tiled(path, bigtiff=True)),
    "fax.tif": ("image/tiff", lambda path: a_tiled(path, compression="lzw")),
    "a.wav": ("audio/x-wav", a_sound),
    "a.mp3": ("audio/mpeg", lambda path: a_sound(path, "libmp3lame")),
    "tagged.mp3": ("audio/mpeg", lambda path: a_sound(path, "libmp3lame", title="Entretien", artist="Marthe")),
    "a.m4a": ("audio/mp4", lambda path: a_sound(path, "aac")),
    "a.mp4": ("video/mp4", a_film),
    "a.mov": ("video/quicktime", a_film),
    "a.mkv": ("video/x-matroska", a_film),
    "a.pdf": ("application/pdf", lambda path: a_pdf(path, "un", "deux")),
}


#: Their tables stand at the end: cut short, no reader opens them any more.
SAYS_IT_LAST = {"tiled.tif", "big.tif", "fax.tif", "a.m4a"}


@pytest.mark.parametrize("name", MADE)
def test_a_whole_file_lacks_nothing_and_one_cut_short_its_end(tmp_path: Path, name: str) -> None:
    media_type, make = MADE[name]
    whole = make(tmp_path / name)
    assert missing_bytes(whole, media_type) == 0
    for share in (0.6, 0.8):
        assert missing_bytes(cut_short(whole, share), media_type) or name in SAYS_IT_LAST


@pytest.mark.parametrize("length", [0, 0xFFFFFFFF])
def test_a_recorder_that_never_wrote_its_length_is_believed(tmp_path: Path, length: int) -> None:
    content = bytearray(a_sound(tmp_path / "a.wav").read_bytes())
    pack_into("<I", content, content.index(b"data") + 4, length)
    (tmp_path / "a.wav").write_bytes(content)
    assert missing_bytes(cut_short(tmp_path / "a.wav"), "audio/x-wav") == 0


def test_what_follows_the_sound_of_a_wav_may_be_missing(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(np.zeros(800, np.int16).tobytes())
    whole = tmp_path / "a.wav"
    whole.write_bytes(whole.read_bytes() + b"LIST\xff\xff\x00\x00INFO")
    assert missing_bytes(whole, "audio/x-wav") == 0


def test_every_shared_sample_is_whole() -> None:
    sample("SOURCES.md")
    suffixes = {".mp3": "audio/mpeg", ".wav": "audio/x-wav", ".mp4": "video/mp4", ".pdf": "application/pdf"}
    found = [path for path in SHARED.rglob("*") if path.suffix in suffixes]
    assert found
    for path in found:
        assert missing_bytes(path, suffixes[path.suffix]) == 0, path


BEGINNINGS = [
    b"", b"RIFF\x00\x00\x00\x00WAVEdata", b"II*\x00", b"MM\x00+", b"\x1aE\xdf\xa3\x9f", b"ID3\x04\x00\x00",
    b"\x00\x00\x00\x18ftypmp42", b"RF64\xff\xff\xff\xffWAVEds64\x1c\x00\x00\x00",
]  # fmt: skip


@given(st.sampled_from(sorted(_READERS)), st.binary(max_size=300), st.sampled_from(BEGINNINGS))
def test_any_bytes_are_measured_without_stumbling(
    tmp_path_factory: pytest.TempPathFactory, media_type: str, content: bytes, start: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(start + content)
    assert missing_bytes(path, media_type) >= 0
