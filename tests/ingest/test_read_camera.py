"""What a camera wrote is read as facts; nonsense is read as nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ingest.reading.read_camera import CameraFacts, read_camera
from tests.originals import GPS_IFD, a_photograph, four_corners, sample

EXIF_IFD, ORIGINAL, DIGITISED, MAKE, SOFTWARE = 0x8769, 0x9003, 0x9004, 0x010F, 0x0131


def facts(
    path: Path, tags: dict[int, str] | None = None, gps: dict[int, object] | None = None, **exif: str
) -> CameraFacts:
    written = Image.Exif()
    written.update(tags or {})
    for name, text in exif.items():
        written.get_ifd(EXIF_IFD)[{"original": ORIGINAL, "digitised": DIGITISED}[name]] = text
    written.get_ifd(GPS_IFD).update(gps or {})
    Image.fromarray(four_corners(60, 40)).save(path / "a.jpg", exif=written)
    return read_camera(path / "a.jpg")


def test_a_photograph_says_who_what_and_where(tmp_path: Path) -> None:
    found = read_camera(a_photograph(tmp_path / "a.jpg", placed=True))
    assert found.artist == "Marthe Le Goff"
    assert found.coordinates == pytest.approx((47.2184, -1.5536), abs=1e-4)


def test_the_day_the_shutter_opened_is_the_day_taken(tmp_path: Path) -> None:
    found = facts(tmp_path, original="1998:06:14 10:30:00", digitised="1998:06:14 10:30:00")
    assert found.taken == date(1998, 6, 14)


@pytest.mark.parametrize("tags", [{MAKE: "EPSON", SOFTWARE: "EPSON Scan"}, {MAKE: "Plustek"}, {SOFTWARE: "VueScan 9"}])
def test_the_day_of_a_scan_is_not_the_day_a_photograph_was_taken(tmp_path: Path, tags: dict[int, str]) -> None:
    found = facts(tmp_path, tags, original="2019:03:02 09:00:00")
    assert (found.taken, found.digitised) == (None, date(2019, 3, 2))


@pytest.mark.parametrize("written", ["0000:00:00 00:00:00", "1998:13:45 10:00:00", "    :  :     :  :  ", "hier", ""])
def test_a_clock_never_set_says_no_day(tmp_path: Path, written: str) -> None:
    assert facts(tmp_path, original=written).taken is None


@pytest.mark.parametrize(
    "gps",
    [
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, {1: "N", 2: (95.0, 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)},
        {1: "N", 2: (47.0, 0.0, 0.0)}, {1: "S", 3: "E"}, {},
    ],
)  # fmt: skip
def test_a_camera_without_a_fix_says_no_place(tmp_path: Path, gps: dict[int, object]) -> None:
    assert facts(tmp_path, gps=gps).coordinates is None


def test_south_and_west_are_negative(tmp_path: Path) -> None:
    found = facts(tmp_path, gps={1: "S", 2: (12.0, 30.0, 0.0), 3: "W", 4: (77.0, 15.0, 0.0)})
    assert found.coordinates == pytest.approx((-12.5, -77.25))


def test_a_caption_no_person_wrote_is_none(tmp_path: Path) -> None:
    assert facts(tmp_path, {0x010E: "OLYMPUS DIGITAL CAMERA"}).caption is None
    assert facts(tmp_path, {0x010E: "La rue des Pins"}).caption == "La rue des Pins"


def test_a_sample_phone_says_where_it_was() -> None:
    found = read_camera(sample("06-photos-exif/mobile/HMD_Nokia_8.3_5G_gps.jpg"))
    assert found.coordinates == pytest.approx((60.1467, 24.9068), abs=1e-3)
    assert found.camera
    assert "Nokia 8.3" in found.camera


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=30), st.integers(0, 1200))
def test_no_bytes_break_the_reader_nor_make_it_talk(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], kept: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    if not (folder / "whole.jpg").exists():
        a_photograph(folder / "whole.jpg", 6, placed=True)
    content = bytearray((folder / "whole.jpg").read_bytes())
    for place, value in changes:
        content[place] = value
    (folder / "hurt.jpg").write_bytes(content[:kept])
    assert isinstance(read_camera(folder / "hurt.jpg"), CameraFacts)


def test_a_damaged_header_is_read_in_silence(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    content = bytearray(a_photograph(tmp_path / "a.jpg", placed=True).read_bytes())
    content[40:120] = bytes(80)
    (tmp_path / "a.jpg").write_bytes(content)
    read_camera(tmp_path / "a.jpg")
    assert not caplog.records
