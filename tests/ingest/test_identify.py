"""A file is what its content says, whatever its name; what the archive cannot take is refused in words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ingest.identifying.identify import identify
from ingest.identifying.media_types import media_type_of
from ingest.identifying.refused import FileRefused
from ingest.limits import Limits
from ingest.reading import read_whole
from tests.originals import a_film, a_pdf, a_photograph, a_sound, four_corners, sample

LIMITS = Limits()


def a_picture(path: Path) -> Path:
    Image.fromarray(four_corners()).save(path)
    return path


MADE: dict[str, tuple[str, str, Callable[[Path], Path]]] = {
    "a.jpg": ("image/jpeg", "image", a_photograph), "a.png": ("image/png", "image", a_photograph),
    "a.tif": ("image/tiff", "image", a_photograph), "a.webp": ("image/webp", "image", a_photograph),
    "a.bmp": ("image/bmp", "image", a_picture), "a.jp2": ("image/jp2", "image", a_picture),
    "a.j2k": ("image/j2c", "image", a_picture), "a.gif": ("image/gif", "image", a_picture),
    "a.pdf": ("application/pdf", "pages", lambda path: a_pdf(path, "un")),
    "a.wav": ("audio/x-wav", "sound", a_sound),
    "a.mp3": ("audio/mpeg", "sound", lambda path: a_sound(path, "libmp3lame")),
    "a.flac": ("audio/flac", "sound", lambda path: a_sound(path, "flac")),
    "a.ogg": ("audio/ogg", "sound", lambda path: a_sound(path, "libopus", 48_000)),
    "a.m4a": ("audio/mp4", "sound", lambda path: a_sound(path, "aac")),
    "a.mp4": ("video/mp4", "video", a_film), "a.mov": ("video/quicktime", "video", a_film),
    "a.mkv": ("video/x-matroska", "video", a_film),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_a_file_is_known_by_its_content_under_any_name(tmp_path: Path, name: str) -> None:
    media_type, role, make = MADE[name]
    master = make(tmp_path / name)
    found = identify(master, LIMITS)
    assert (found.media_type, found.role, found.warning) == (media_type, role, None)
    assert found.sha512 == hashlib.sha512(master.read_bytes()).hexdigest()
    assert found.size_bytes == master.stat().st_size
    other = master.rename(tmp_path / "autre.xyz")
    renamed = identify(other, LIMITS)
    assert (renamed.media_type, renamed.role) == (media_type, role)
    assert renamed.warning
    assert ".xyz" in renamed.warning


def test_a_png_called_jpg_is_taken_with_a_warning(tmp_path: Path) -> None:
    found = identify(a_photograph(tmp_path / "a.png").rename(tmp_path / "a.jpg"), LIMITS)
    assert (found.media_type, found.role) == ("image/png", "image")
    assert found.warning
    assert "image/png" in found.warning


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv"])
def test_a_film_container_with_sound_alone_is_a_sound(tmp_path: Path, name: str) -> None:
    assert identify(a_sound(tmp_path / name, "aac"), LIMITS).role == "sound"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"<script>alert(1)</script>"), ("a.jpg", b"<!DOCTYPE html><html></html>"),
        ("a.mp3", b"Bonjour, ceci est un texte."),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), ("a.pdf", b"#!/bin/sh\nrm -rf /\n"),
        ("a.wav", b"RIFF\x10\x00\x00\x00ACONLIST"), ("a.mp4", b"MZ\x90\x00\x03\x00\x00\x00"),
        ("a.mp3", b"\xff\xff\xff\xff" * 20), ("sans", b"\x00" * 100),
    ],
)  # fmt: skip
def test_what_is_not_what_its_name_says_is_refused_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        identify(tmp_path / name, LIMITS)
    assert refusal.value.text
    assert "JPEG" in refusal.value.remedy


@pytest.mark.parametrize(
    ("name", "content", "remedy"),
    [
        ("a.zip", b"PK\x03\x04" + bytes(60), "Décompressez"), ("a.jpg", b"PK\x05\x06" + bytes(18), "Décompressez"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(60), "Décompressez"),
        ("a.tgz", b"\x1f\x8b\x08" + bytes(60), "Décompressez"),
        ("a.tar", b"../a.jpg".ljust(257, b"\0") + b"ustar\x0000" + bytes(247), "Décompressez"),
        ("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(60), "Décompressez"),
        ("a.xml", b"<?xml version='1.0'?><ead xmlns='urn:isbn:1-931666-22-9'>", "ingest ead"),
        ("LICENSE", b"Permission is granted. " * 20, ".txt"),
        ("a.xml", b"<?xml version='1.0'?><oai_dc:dc>", "ingest dc"), ("a.csv", b"titre;cote\n", "ingest sheet"),
    ],
)  # fmt: skip
def test_what_has_another_way_in_is_shown_it(tmp_path: Path, name: str, content: bytes, remedy: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        identify(tmp_path / name, LIMITS)
    assert remedy in refusal.value.remedy


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    with pytest.raises(FileRefused, match="vide"):
        identify(tmp_path / "a.jpg", LIMITS)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.jpg").open("wb") as file:
        file.truncate(10**12)  # a terabyte of nothing: reading it would take an hour
    with pytest.raises(FileRefused, match="dépasse"):
        identify(tmp_path / "a.jpg", LIMITS)


def test_an_iphone_picture_is_known(tmp_path: Path) -> None:
    found = identify(sample("06-photos-exif/mobile/iphone_13_pro_max_orientation6.HEIC"), LIMITS)
    assert (found.media_type, found.role, found.format, found.warning) == ("image/heic", "image", "fmt/1101", None)


def test_without_its_extra_an_iphone_picture_is_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_whole, "HEIC_IS_READ", False)
    (tmp_path / "a.heic").write_bytes(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(400))
    with pytest.raises(FileRefused, match="HEIC") as refusal:
        identify(tmp_path / "a.heic", LIMITS)
    assert "[heic]" in refusal.value.remedy
    assert "JPEG" in refusal.value.remedy


def test_an_avif_is_refused_whatever_it_calls_itself_first(tmp_path: Path) -> None:
    for brands in (b"avif\x00\x00\x00\x00mif1miaf", b"mif1\x00\x00\x00\x00avifmiaf"):
        (tmp_path / "a.avif").write_bytes(b"\x00\x00\x00\x18ftyp" + brands + bytes(400))
        with pytest.raises(FileRefused, match="AVIF") as refusal:
            identify(tmp_path / "a.avif", LIMITS)
        assert "JPEG" in refusal.value.remedy


@pytest.mark.parametrize(
    ("name", "pronom"),
    [
        ("06-photos-exif/wikimedia/Canon_40D.jpg", "fmt/43"), ("06-photos-exif/mobile/jolla.jpg", "fmt/1507"),
        ("07-audio-video/bigbuckbunny_5s.mp4", "fmt/199"), ("13-pdf/pikepdf/fourpages.pdf", "fmt/17"),
        ("07-audio-video/voix_fr_asterisk_112s.mp3", "fmt/134"), ("04-oral-fr/vtt/Rhap_D0001.vtt", "fmt/1454"),
        ("07-audio-video/sense_and_sensibility_librivox_en/sense_and_sensibility_01_austen_64kb-0870.wav", "fmt/141"),
    ],
)  # fmt: skip
def test_sample_formats_have_their_pronom_number(name: str, pronom: str) -> None:
    assert identify(sample(name), LIMITS).format == pronom


BEGINNINGS = [
    b"", b"\xff\xd8\xff", b"%PDF-", b"OggS", b"\x1aE\xdf\xa3", b"\x00\x00\x00\x18ftypmp42", b"RIFF\x00\x00\x00\x00WAVE",
    b"ID3", b"WEBVTT\n", b"II*\x00", b"fLaC", b"\xff\xfb\x90",
]  # fmt: skip


@given(
    st.binary(min_size=1, max_size=400), st.sampled_from([*MADE, "a.vtt", "a.srt", "a"]), st.sampled_from(BEGINNINGS)
)
def test_any_bytes_are_identified_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str, start: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(start + content)
    with suppress(FileRefused):
        assert identify(path, LIMITS).size_bytes == len(start + content)


def test_a_tiff_of_several_leaves_is_a_document_and_a_smaller_copy_is_no_leaf(tmp_path: Path) -> None:
    leaf, copy = Image.new("RGB", (60, 40)), Image.new("RGB", (30, 20))
    leaf.save(tmp_path / "letter.tif", save_all=True, append_images=[leaf, leaf])
    leaf.save(tmp_path / "photograph.tif", save_all=True, append_images=[copy])
    assert identify(tmp_path / "letter.tif", LIMITS).role == "pages"
    assert identify(tmp_path / "photograph.tif", LIMITS).role == "image"


def test_an_animated_picture_says_how_many_views_it_has(tmp_path: Path) -> None:
    view, other = Image.new("RGB", (60, 40)), Image.new("RGB", (60, 40), (200, 0, 0))
    for name in ("a.gif", "a.webp"):
        view.save(tmp_path / name, save_all=True, append_images=[other, view, other])
        assert identify(tmp_path / name, LIMITS).views == 4
        view.save(tmp_path / f"still-{name}")
        assert identify(tmp_path / f"still-{name}", LIMITS).views == 1


@pytest.mark.parametrize(
    ("content", "taken"),
    [
        (b"<s> and mister john </s>", True), (b"<rires> alors</rires>", True), (b"<script>alert(1)</script>", False),
        (b"<html><body>", False), (b"<?xml version='1.0'?><a/>", False), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", False),
        (b"<a xmlns='urn:b'>", False), (b"<x:y z='1'/>", False),
    ],
)  # fmt: skip
def test_a_text_may_begin_with_a_sign_of_its_own_but_not_as_a_page_does(content: bytes, taken: bool) -> None:
    assert (media_type_of("a.txt", content) == "text/plain") is taken
