"""What programs wrote into a picture is read with its source; nonsense is read as nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from struct import pack
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from archive.model.record import Value
from ingest.reading.read_embedded import Embedded, of_packets, read_embedded
from tests.originals import sample

SPACES = (
    'xmlns:x="adobe:ns:meta/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
)


def xmp(attributes: str = "", elements: str = "") -> bytes:
    return (
        f'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta {SPACES}><rdf:RDF>'
        f'<rdf:Description rdf:about="" {attributes}>'
        f'{elements}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def said(embedded: Embedded, term: str) -> list[tuple[str, str | None]]:
    return [(each.value.text, each.value.language) for each in embedded.proposals if each.term == term]


def a_resource(*datasets: tuple[int, bytes]) -> bytes:
    """A JPEG's Photoshop segment with IPTC inside."""
    iptc = b"".join(pack(">BBBH", 0x1C, 2, number, len(content)) + content for number, content in datasets)
    block = b"8BIM" + pack(">HHI", 0x0404, 0, len(iptc)) + iptc + bytes(len(iptc) % 2)
    content = b"Photoshop 3.0\x00" + block
    return b"\xff\xed" + pack(">H", len(content) + 2) + content


def a_captioned(path: Path, *datasets: tuple[int, bytes], packet: bytes = b"") -> Path:
    more: dict[str, Any] = {"xmp": packet} if packet else {}
    Image.new("RGB", (16, 16)).save(path, **more)
    content = path.read_bytes()
    path.write_bytes(content[:2] + a_resource(*datasets) + content[2:])
    return path


def test_a_title_in_several_languages_is_proposed_in_each_and_its_default_not_twice() -> None:
    titles = {"x-default": "Le quai", "fr-FR": "Le quai", "ar": "الرصيف"}
    items = "".join(f'<rdf:li xml:lang="{language}">{title}</rdf:li>' for language, title in titles.items())
    found = of_packets(xmp(elements=f"<dc:title><rdf:Alt>{items}</rdf:Alt></dc:title>"), {})
    assert said(found, "title") == [("Le quai", "fr"), ("الرصيف", "ar")]
    assert {each.source for each in found.proposals} == {"XMP dc:title"}


def test_keywords_creators_and_rights_are_lists() -> None:
    found = of_packets(
        xmp(
            'dc:rights="© Famille Le Goff"',
            "<dc:subject><rdf:Bag><rdf:li>port</rdf:li><rdf:li>grève</rdf:li></rdf:Bag></dc:subject>"
            "<dc:creator><rdf:Seq><rdf:li>Marthe Le Goff</rdf:li></rdf:Seq></dc:creator>",
        ),
        {},
    )
    assert said(found, "subject") == [("port", None), ("grève", None)]
    assert said(found, "creator") == [("Marthe Le Goff", None)]
    assert said(found, "rights") == [("© Famille Le Goff", None)]


def test_iptc_is_read_in_utf_8_and_in_the_letters_of_old_windows(tmp_path: Path) -> None:
    written = (
        (5, "Grève générale".encode()), (120, "Devant l’usine".encode("cp1252")), (80, b"M. Roy"), (25, b"usine"),
        (25, "grève".encode("cp1252")), (116, "© Presse-Océan".encode("cp1252")), (90, b"Nantes"), (101, b"France"),
    )  # fmt: skip
    found = read_embedded(a_captioned(tmp_path / "a.jpg", *written))
    assert [(each.term, each.value.text, each.source) for each in found.proposals] == [
        ("title", "Grève générale", "IPTC Object Name"), ("description", "Devant l’usine", "IPTC Caption"),
        ("creator", "M. Roy", "IPTC By-line"), ("subject", "usine", "IPTC Keywords"), ("subject", "grève", "IPTC Keywords"),
        ("rights", "© Presse-Océan", "IPTC Copyright Notice"), ("spatial", "Nantes, France", "IPTC City"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b"19680513", "1968-05-13"), (b"19680500", "1968-05"), (b"19680000", "1968"), (b"00000000", None), (b"19689999", "1968"),
        (b"mai 68", None),
    ],
)  # fmt: skip
def test_the_day_a_picture_was_made_is_as_exact_as_it_is_written(tmp_path: Path, written: bytes, meant: str | None) -> None:
    found = read_embedded(a_captioned(tmp_path / "a.jpg", (55, written), (62, b"20190302")))
    assert said(found, "created") == ([(meant, None)] if meant else [])
    assert found.digitised == date(2019, 3, 2)


def test_the_day_of_a_file_is_not_proposed_as_the_day_of_a_picture() -> None:
    found = of_packets(xmp('photoshop:DateCreated="1962-07" xmp:CreateDate="2019-03-02T10:00:00+01:00"'), {})
    assert said(found, "created") == [("1962-07", None)]
    assert found.digitised == date(2019, 3, 2)


@pytest.mark.parametrize(
    ("latitude", "longitude", "place"),
    [
        ("60,8.802N", "24,54.408E", (60.1467, 24.9068)), ("60,8,48N", "24,54,24E", (60.1467, 24.9067)),
        ("47.2184", "-1.5536", (47.2184, -1.5536)), ("12,30N", "77,15W", (12.5, -77.25)),
        ("0,0N", "0,0E", None), ("95,0N", "1,0E", None), ("nord", "est", None), ("60,8N", "", None),
    ],
)  # fmt: skip
def test_a_place_in_xmp_is_understood(latitude: str, longitude: str, place: tuple[float, float] | None) -> None:
    found = of_packets(xmp(f'exif:GPSLatitude="{latitude}" exif:GPSLongitude="{longitude}"'), {}).coordinates
    assert found == (pytest.approx(place, abs=1e-3) if place else None)


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".jpg"])
def test_a_packet_is_found_in_every_format(tmp_path: Path, suffix: str) -> None:
    packet = xmp('photoshop:Headline="Le port"')
    more: dict[str, Any] = {"xmp": packet} if suffix in (".jpg", ".webp") else {}
    if suffix == ".png":
        words = PngInfo()
        words.add_itxt("XML:com.adobe.xmp", packet.decode())
        more = {"pnginfo": words}
    elif suffix == ".tif":
        more = {"tiffinfo": {700: packet}}
    Image.new("RGB", (16, 16)).save(tmp_path / f"a{suffix}", **more)
    assert said(read_embedded(tmp_path / f"a{suffix}"), "title") == [("Le port", None)]


@pytest.mark.parametrize(
    "packet",
    [
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + xmp(elements="<dc:title>&b;</dc:title>"),
        b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>', b"<x:xmpmeta", b"\x00\xff", b"<a/>" * 2_000_000,
    ],
)  # fmt: skip
def test_a_packet_made_to_do_harm_is_read_as_nothing(packet: bytes) -> None:
    assert of_packets(packet, {}) == Embedded()


def test_sample_captions_are_proposed_with_their_sources() -> None:
    found = read_embedded(sample("06-photos-exif/xmp/BlueSquare.jpg"))
    assert ("title", Value("Blue Square Test File - .jpg"), "XMP dc:title") in [
        (each.term, each.value, each.source) for each in found.proposals
    ]
    assert [text for text, _ in said(found, "subject")].count("Blue Square") == 2  # in XMP and in IPTC
    long = read_embedded(sample("06-photos-exif/wikimedia/long_description.jpg"))
    assert said(long, "created") == [("2003-08-31", None)]
    assert said(long, "spatial") == [("KANDAHAR ARMY AIRFIELD, DAYCHOPAN, Afghanistan", None)]
    assert said(long, "description")[0][0].startswith("Operation Mountain Viper")


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=200) | st.text(max_size=100).map(lambda words: xmp(elements=words)),
    st.dictionaries(
        st.tuples(st.integers(1, 3), st.integers(0, 130)), st.binary(max_size=30) | st.lists(st.binary(max_size=9), max_size=4)
    ),
)
@example(xmp("", '<dc:title rdf:parseType="Resource"><dc:title/></dc:title>'), {(2, 55): b"\xff" * 9, (2, 25): []})
def test_no_packet_breaks_the_reader(packet: bytes, iptc: dict[tuple[int, int], Any]) -> None:
    for each in of_packets(packet, iptc).proposals:
        assert each.value.text
        assert each.source


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255)), max_size=20), st.integers(0, 1200))
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], kept: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    whole = folder / "captioned.jpg"
    if not whole.exists():
        a_captioned(whole, (5, b"Un titre"), (25, b"a"), (25, b"b"), packet=xmp('photoshop:City="Nantes"'))
    content = bytearray(whole.read_bytes())
    for place, value in changes:
        content[place % len(content)] = value
    (folder / "hurt.jpg").write_bytes(content[: kept or None])
    assert isinstance(read_embedded(folder / "hurt.jpg"), Embedded)
