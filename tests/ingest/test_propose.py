"""What a picture says of itself is proposed with its source; where it was taken is a known place nearby, and nothing else."""

from __future__ import annotations

from pathlib import Path
from struct import pack

import pytest
from click.testing import CliRunner
from PIL import Image

from archive.app import create_app
from archive.settings import Settings
from archive.wiring import open_archive
from ingest import cli
from ingest.describing.lexicon import read_lexicon
from ingest.describing.propose import kilometres, nearest_place, with_proposals
from ingest.item import IncomingFile, Item
from ingest.telling.report_files import read_report
from tests.builders import some_settings
from tests.ingest.makings import a_guide
from tests.ingest.test_read_camera import DIGITISED, EXIF_IFD, ORIGINAL, SOFTWARE
from tests.ingest.test_read_embedded import a_captioned, xmp
from tests.originals import GPS_IFD, LATITUDE, LONGITUDE, a_photograph, four_corners, sample

NANTES = (47.2184, -1.5536)
PLACES = read_lexicon(a_guide().lexicon).authorities.values()
#: 47° 13′ 6.24″ N, 1° 33′ 12.96″ W in EXIF: three fractions, in either order of bytes; and as text.
DEGREES = (47, 1, 13, 1, 156, 25)
WRITTEN = (
    LATITUDE.encode(), LONGITUDE.encode(), b"47.218", b"1.5536", b"47,13", b"1,33.2", b"47\xc2\xb0",
    pack("<6I", *DEGREES), pack(">6I", *DEGREES),
)  # fmt: skip


def proposed(path: Path) -> Item:
    file = IncomingFile("f1", path, path.name, media_type="image/jpeg", role="image")
    return with_proposals(Item("r1", "folder", files=(file,)), read_lexicon(a_guide().lexicon))


def test_a_point_in_the_city_is_near_its_quartier() -> None:
    found = nearest_place(NANTES, PLACES)
    assert found is not None
    place, distance = found
    assert place.place_kind in ("quartier", "commune", "city", "place")
    assert distance < 3


@pytest.mark.parametrize("point", [(0.5, -30.0), (60.1467, 24.9068 + 5), (-80.0, 0.0)])
def test_a_point_far_from_every_known_place_is_no_place(point: tuple[float, float]) -> None:
    assert nearest_place(point, PLACES) is None


def test_a_kilometre_is_a_kilometre_anywhere() -> None:
    assert kilometres((47.2184, -1.5536), (48.8566, 2.3522)) == pytest.approx(343, abs=2)
    assert kilometres((0.0, 179.99), (0.0, -179.99)) == pytest.approx(2.2, abs=0.1)


def test_where_a_photograph_was_taken_is_proposed_by_a_name_alone(tmp_path: Path) -> None:
    item = proposed(a_photograph(tmp_path / "a.jpg", placed=True))
    (place,) = [each for each in item.proposals if each.term == "spatial"]
    assert place.value.authority
    assert "km" in place.source
    assert [each for each in item.problems if "lieu" in each.text]
    assert not any(each.decode(errors="ignore") in repr(item) for each in (LATITUDE.encode(), LONGITUDE.encode()))


def test_words_written_in_three_places_are_proposed_once_with_all_their_sources(tmp_path: Path) -> None:
    packet = xmp(elements='<dc:creator><rdf:Seq><rdf:li>M. Roy</rdf:li></rdf:Seq></dc:creator>')
    item = proposed(a_captioned(tmp_path / "a.jpg", (80, b"M. Roy"), packet=packet))
    assert [(each.value.text, each.source) for each in item.proposals] == [("M. Roy", "XMP dc:creator, IPTC By-line")]


def test_the_day_of_a_scan_is_said_and_not_proposed(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[SOFTWARE] = "EPSON Scan"
    exif.get_ifd(EXIF_IFD).update({ORIGINAL: "2019:03:02 09:00:00", DIGITISED: "2019:03:02 09:00:00"})
    packet = xmp('photoshop:DateCreated="1962-07" exif:DateTimeOriginal="2019-03-02T09:00:00"')
    Image.fromarray(four_corners(60, 40)).save(tmp_path / "a.jpg", exif=exif, xmp=packet)
    item = proposed(tmp_path / "a.jpg")
    assert [(each.term, each.value.text) for each in item.proposals] == [("created", "1962-07")]
    assert item.files[0].technical["digitised"] == "2019-03-02"
    assert "2019-03-02" in item.problems[0].text


def test_a_phones_own_place_that_no_list_knows_stays_in_the_original() -> None:
    item = proposed(sample("06-photos-exif/mobile/HMD_Nokia_8.3_5G_gps.jpg"))
    assert not [each for each in item.proposals if each.term == "spatial"]
    assert [each for each in item.problems if "lieu" in each.text]
    assert "60.1" not in repr(item)
    assert "24.9" not in repr(item)


def photographs(folder: Path) -> None:
    """One place, written in every way and format."""
    folder.mkdir()
    for orientation, suffix in ((1, ".jpg"), (6, ".jpg"), (3, ".png")):
        a_photograph(folder / f"photo-{orientation}{suffix}", orientation, placed=True)
    leaf = Image.fromarray(four_corners())
    leaf.save(folder / "toile.webp", exif=_exif())
    packet = xmp('exif:GPSLatitude="47,13.104N" exif:GPSLongitude="1,33.216W"')
    a_captioned(folder / "agence.jpg", (5, b"Le port"), (40, f"vu de {LATITUDE} {LONGITUDE}".encode()), packet=packet)
    leaf.save(folder / "plan.tif", tiffinfo={700: packet, 270: f"Vu de {LATITUDE}, {LONGITUDE}"})
    leaf.save(folder / "lettre.tif", save_all=True, append_images=[leaf, leaf], tiffinfo={700: packet})


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (47.0, 13.0, 6.24), 3: "W", 4: (1.0, 33.0, 12.96)})
    return exif


@pytest.fixture
def settings_of_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_children: None) -> Settings:
    monkeypatch.setenv("ARCHIVE_HOME", str(tmp_path / "home"))
    return some_settings(tmp_path / "home")


def test_where_pictures_were_taken_stands_in_their_masters_alone(
    tmp_path: Path, settings_of_home: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    photographs(tmp_path / "pictures")
    masters = {path.read_bytes() for path in (tmp_path / "pictures").iterdir()}
    assert all(any(each in content for each in WRITTEN) for content in masters)
    told = CliRunner().invoke(cli.main, ["folder", str(tmp_path / "pictures"), "--open"], catch_exceptions=False)
    assert "7 entrées" in told.output, told.output
    home = [path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert sum(content in masters for content in home) >= len(masters)
    for content in [*(each for each in home if each not in masters), told.output.encode(), caplog.text.encode()]:
        assert not [each for each in WRITTEN if each in content]
    (report,) = (tmp_path / "home" / "reports").glob("*.json")
    lines = list(read_report(report).lines)
    assert len([each for line in lines for each in line.proposals if each.term == "spatial"]) >= 5
    _pages_say_nothing(settings_of_home, [line.ark for line in lines])


def _pages_say_nothing(settings: Settings, arks: list[str]) -> None:
    archive = open_archive(settings)
    try:
        reader = create_app(archive).test_client()
        for ark in arks:
            naan, _, name = ark.removeprefix("ark:").partition("/")
            for address in (f"/fr/{ark}", f"/iiif/presentation/3/{naan}/{name}/manifest.json", f"/media/{ark}/f1/thumb-1000.jpg"):
                with reader.get(address) as answer:
                    assert answer.status_code == 200, address
                    assert not [each for each in WRITTEN if each in answer.data]
    finally:
        archive.close()
