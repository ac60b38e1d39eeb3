"""Every picture of the shared samples goes in, upright, in sRGB, its place in no byte of what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import pyvips

from ingest.deriving.derive import make
from ingest.identifying.identify import identify
from ingest.limits import Limits
from ingest.reading.read_camera import read_camera
from ingest.reading.read_embedded import read_embedded
from tests.originals import SHARED, sample

FOLDERS = ("03-manuscrits-fr-alto", "06-photos-exif")
PICTURES = sorted(
    str(path.relative_to(SHARED))
    for folder in FOLDERS
    for path in (SHARED / folder).rglob("*")
    if path.suffix.lower() in (".jpg", ".heic")
)
#: The Nokia's 60.1467 N, 24.9068 E and the samples' other facts, as they would stand in metadata.
WORDS = (b"60.14", b"24.90", b"Exif\x00", b"8BIM", b"xpacket", b"Nokia", b"Apple", b"Jolla", b"KANDAHAR", b"http://ns.adobe.com")


def test_the_samples_are_all_here() -> None:
    sample("06-photos-exif")
    assert len(PICTURES) >= 29


@pytest.mark.parametrize("name", PICTURES)
def test_a_sample_picture_goes_in(tmp_path: Path, name: str) -> None:
    if name.endswith(".HEIC"):
        pytest.importorskip("pillow_heif", reason="HEIC needs the extra [heic]")
    master = sample(name)
    found = identify(master, Limits())
    assert found.role == "image"
    made, passages, _ = make(master, found.role, tmp_path / "forms", "f1", Limits())
    assert passages == ()
    stored = pyvips.Image.new_from_file(str(master)) if not name.endswith(".HEIC") else None
    if stored is not None:
        assert {made.width, made.height} == {stored.width, stored.height}
    shown = pyvips.Image.new_from_file(str(tmp_path / "forms" / "thumb-1000.jpg"))
    assert shown.interpretation in ("srgb", "b-w")
    assert (shown.width >= shown.height) == (made.width >= made.height)
    for form in (tmp_path / "forms").iterdir():
        content = form.read_bytes()
        assert not [word for word in WORDS if word in content], form.name
    read_camera(master)
    read_embedded(master)
