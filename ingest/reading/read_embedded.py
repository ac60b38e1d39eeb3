"""What programs wrote into a picture: IPTC and XMP, as values somebody may confirm, and a place that goes no further.

Sources: IPTC-NAA Information Interchange Model 4.2 (records 1 and 2), XMP Specification parts 1 and 2 (ISO 16684-1), IPTC Photo
Metadata Standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from warnings import catch_warnings

from lxml import etree
from PIL import Image, IptcImagePlugin, UnidentifiedImageError

from archive.model.record import Value
from ingest.describing.words import cleaned
from ingest.identifying.refused import FileRefused
from ingest.item import Proposal
from ingest.reading import read_whole
from ingest.reading.read_xml import read_packet

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", *(("HEIF",) if read_whole.HEIC_IS_READ else ()))
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC, _PHOTOSHOP = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/photoshop/1.0/}"
_EXIF, _XMP = "{http://ns.adobe.com/exif/1.0/}", "{http://ns.adobe.com/xap/1.0/}"
_RIGHTS, _CORE = "{http://ns.adobe.com/xap/1.0/rights/}", "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
#: Term of the record, XMP property, how the source is called.
_PROPERTIES = (
    ("title", f"{_DC}title", "XMP dc:title"), ("title", f"{_PHOTOSHOP}Headline", "XMP photoshop:Headline"),
    ("description", f"{_DC}description", "XMP dc:description"), ("creator", f"{_DC}creator", "XMP dc:creator"),
    ("subject", f"{_DC}subject", "XMP dc:subject"), ("rights", f"{_DC}rights", "XMP dc:rights"),
    ("rights", f"{_RIGHTS}UsageTerms", "XMP xmpRights:UsageTerms"),
)  # fmt: skip
#: Term of the record, number of the dataset in record 2, how the source is called.
_DATASETS = (
    ("title", 5, "IPTC Object Name"), ("title", 105, "IPTC Headline"), ("description", 120, "IPTC Caption"),
    ("creator", 80, "IPTC By-line"), ("subject", 25, "IPTC Keywords"), ("rights", 116, "IPTC Copyright Notice"),
)  # fmt: skip
_PLACES_IN_XMP = (f"{_CORE}Location", f"{_PHOTOSHOP}City", f"{_PHOTOSHOP}State", f"{_PHOTOSHOP}Country")
_PLACES_IN_IPTC = (92, 90, 95, 101)
_DAY = re.compile(r"(\d{4})(?:[:-]?(\d\d))?(?:[:-]?(\d\d))?")
_DEGREES = re.compile(r"(\d{1,3})(?:,(\d{1,2}(?:\.\d+)?))?(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])")
_MOST_PACKET_BYTES = 4_000_000
_MOST_VALUES, _MOST_SIGNS = 100, 10_000


@dataclass(frozen=True)
class Embedded:
    """`proposals` have their term, value and source; `digitised` is the day a scanner read it. Coordinates: WGS 84 degrees."""

    proposals: tuple[Proposal, ...] = ()
    digitised: date | None = None
    coordinates: tuple[float, float] | None = None


def read_embedded(path: Path) -> Embedded:
    """What a picture says of itself; nothing where it says nothing, or nonsense."""
    try:
        with catch_warnings(action="ignore"), Image.open(path, formats=_FORMATS) as image:
            xmp, iptc = image.info.get("xmp"), IptcImagePlugin.getiptcinfo(image) or {}
    # The library reads what strangers wrote, and says its troubles in many ways; a picture without facts is one still.
    except (OSError, ValueError, SyntaxError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError,
            EOFError, UnidentifiedImageError):  # fmt: skip
        return Embedded()
    return of_packets(xmp.encode() if isinstance(xmp, str) else xmp or b"", iptc)


def of_packets(xmp: bytes, iptc: Mapping[tuple[int, int], Any]) -> Embedded:
    """What an XMP packet and the datasets of IPTC say."""
    root = _root(xmp)
    proposals = (*_of_xmp(root), *_of_iptc(iptc)) if root is not None else tuple(_of_iptc(iptc))
    scanned = [_text(iptc, 62)]
    if root is not None:
        scanned += [value.text for name in (f"{_EXIF}DateTimeDigitized", f"{_XMP}CreateDate") for value in _values(root, name)]
    return Embedded(
        proposals, next((day for written in scanned if (day := _whole_day(written))), None),
        _coordinates(root) if root is not None else None,
    )  # fmt: skip


def _root(xmp: bytes) -> etree._Element | None:
    packet = xmp.strip(b"\x00 \r\n\t")
    if not packet or len(packet) > _MOST_PACKET_BYTES:
        return None
    try:
        return read_packet(packet)
    except FileRefused:
        return None


def _of_xmp(root: etree._Element) -> Iterator[Proposal]:
    for term, name, source in _PROPERTIES:
        for value in _values(root, name):
            yield Proposal(term, value, source)
    for name, source in (
        (f"{_PHOTOSHOP}DateCreated", "XMP photoshop:DateCreated"), (f"{_EXIF}DateTimeOriginal", "XMP exif:DateTimeOriginal"),
    ):  # fmt: skip
        for value in _values(root, name)[:1]:
            if day := _day(value.text):
                yield Proposal("created", Value(day), source)
    named = [value.text for name in _PLACES_IN_XMP for value in _values(root, name)[:1]]
    if named:
        yield Proposal("spatial", Value(", ".join(named)), "XMP photoshop:City")


def _of_iptc(iptc: Mapping[tuple[int, int], Any]) -> Iterator[Proposal]:
    for term, number, source in _DATASETS:
        for text in _texts(iptc, number):
            yield Proposal(term, Value(text), source)
    if day := _day(_text(iptc, 55)):
        yield Proposal("created", Value(day), "IPTC Date Created")
    named = [text for number in _PLACES_IN_IPTC if (text := _text(iptc, number))]
    if named:
        yield Proposal("spatial", Value(", ".join(named)), "IPTC City")


def _values(root: etree._Element, name: str) -> list[Value]:
    """The values of a property: an attribute, words, or a list; of an alternative, each language once."""
    found: dict[str, Value] = {}
    for description in root.iter(f"{_RDF}Description"):
        if text := _tidy(description.get(name) or ""):
            found.setdefault(text, Value(text))
        for element in description.findall(name):
            items = element.findall(f"{_RDF}*/{_RDF}li") or [element]
            for item in items[:_MOST_VALUES]:
                if text := _tidy("".join(str(words) for words in item.itertext())):
                    language = (item.get(_LANGUAGE) or "").lower()
                    known = found.get(text)
                    if known is None or known.language is None:  # a default repeats one of the languages
                        found[text] = Value(text, None if language in ("", "x-default") else language.partition("-")[0])
    return list(found.values())[:_MOST_VALUES]


def _text(iptc: Mapping[tuple[int, int], Any], number: int) -> str:
    return next(iter(_texts(iptc, number)), "")


def _texts(iptc: Mapping[tuple[int, int], Any], number: int) -> list[str]:
    given = iptc.get((2, number), [])
    # UTF-8 where 1:90 says so; most programs write it without, the older ones Windows' letters.
    texts = (_decoded(each) for each in (given if isinstance(given, list) else [given])[:_MOST_VALUES] if isinstance(each, bytes))
    return [text for each in texts if (text := _tidy(each))]


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _tidy(text: str) -> str:
    return cleaned(text[:_MOST_SIGNS])[0]


def _day(written: str) -> str | None:
    """A day, month or year as EDTF; IPTC writes zeros for what is not known."""
    match = _DAY.match(written)
    if match is None or match[1] == "0000":
        return None
    year, month, day = match[1], match[2] or "00", match[3] or "00"
    try:
        date(int(year), int(month) or 1, int(day) or 1)
    except ValueError:
        return year
    return year if month == "00" else f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"


def _whole_day(written: str) -> date | None:
    day = _day(written)
    return date.fromisoformat(day) if day and len(day) == 10 else None


def _coordinates(root: etree._Element) -> tuple[float, float] | None:
    found = [next(iter(_values(root, f"{_EXIF}{name}")), None) for name in ("GPSLatitude", "GPSLongitude")]
    degrees = [_degrees(value.text) for value in found if value is not None]
    if len(degrees) < 2 or degrees[0] is None or degrees[1] is None:
        return None
    latitude, longitude = degrees[0], degrees[1]
    return None if (latitude, longitude) == (0, 0) or abs(latitude) > 90 or abs(longitude) > 180 else (latitude, longitude)


def _degrees(written: str) -> float | None:
    """ "60,8.8N", "60,8,48N" (XMP part 2, 2.6.1), or the plain decimals that some programs write."""
    match = _DEGREES.fullmatch(written.replace(" ", ""))
    if match:
        whole = float(match[1]) + float(match[2] or 0) / 60 + float(match[3] or 0) / 3600
        return -whole if match[4] in "SW" else whole
    return float(written) if re.fullmatch(r"-?\d{1,3}(\.\d+)?", written) else None
