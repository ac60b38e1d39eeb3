"""What a camera wrote into a photograph: proposals for the archivist, and a place that goes no further.

Source: CIPA DC-008 (Exif 2.32), tags DateTimeOriginal, DateTimeDigitized, ImageDescription, Artist, Copyright, GPS IFD.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import exifread

logging.getLogger("exifread").setLevel(logging.CRITICAL)  # it tells every odd byte of every camera
_DAY = re.compile(r"(\d{4}):(\d{2}):(\d{2})")
#: What programs write as a caption where nobody wrote one.
_EMPTY_CAPTIONS = frozenset({"", "olympus digital camera", "sony dsc", "digital camera", "exif_jpeg_picture"})
_SCANNERS = re.compile(r"scan|epson perfection|canoscan|plustek|hasselblad flextight|scansnap", re.IGNORECASE)


@dataclass(frozen=True)
class CameraFacts:
    """`taken` is the day the shutter opened, `digitised` the day a scanner read it, or the
    camera. Coordinates are WGS 84 degrees."""

    taken: date | None = None
    digitised: date | None = None
    caption: str | None = None
    artist: str | None = None
    copyright: str | None = None
    camera: str | None = None
    scanner: bool = False
    coordinates: tuple[float, float] | None = None


def read_camera(path: Path) -> CameraFacts:
    """The facts of a photograph; none where it carries none, or carries nonsense."""
    with path.open("rb") as file:
        try:
            tags: Mapping[str, Any] = exifread.process_file(file, details=False, truncate_tags=False)
        # The library reads what strangers wrote, and says its troubles in many ways; a photograph without facts is one still.
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, ZeroDivisionError, OverflowError):
            return CameraFacts()
    camera = " ".join(part for part in (_text(tags, "Image Make"), _text(tags, "Image Model")) if part)
    taken, digitised = _day(tags, "EXIF DateTimeOriginal"), _day(tags, "EXIF DateTimeDigitized")
    scanner = bool(_SCANNERS.search(f"{camera} {_text(tags, 'Image Software')}"))
    if scanner:
        taken, digitised = None, digitised or taken
    caption = _text(tags, "Image ImageDescription")
    return CameraFacts(
        taken=taken, digitised=digitised, camera=camera or None, artist=_text(tags, "Image Artist") or None,
        copyright=_text(tags, "Image Copyright") or None, scanner=scanner,
        caption=caption if caption.casefold() not in _EMPTY_CAPTIONS else None, coordinates=_coordinates(tags),
    )  # fmt: skip


def _text(tags: Mapping[str, Any], name: str) -> str:
    return str(tags.get(name, "")).replace("\x00", "").strip()


def _day(tags: Mapping[str, Any], name: str) -> date | None:
    match = _DAY.match(_text(tags, name))
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:  # 0000:00:00, a camera whose clock was never set
        return None


def _coordinates(tags: Mapping[str, Any]) -> tuple[float, float] | None:
    try:
        latitude = _degrees(tags["GPS GPSLatitude"].values, _text(tags, "GPS GPSLatitudeRef") == "S")
        longitude = _degrees(tags["GPS GPSLongitude"].values, _text(tags, "GPS GPSLongitudeRef") == "W")
    except (KeyError, ZeroDivisionError, ValueError, IndexError, AttributeError, TypeError):
        return None
    # Cameras with no fix write 0°N 0°E: no place, not the Gulf of Guinea.
    if (latitude, longitude) == (0, 0) or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def _degrees(parts: Any, negative: bool) -> float:
    degrees, minutes, seconds = (float(part.num) / float(part.den) for part in parts)
    whole = degrees + minutes / 60 + seconds / 3600
    return -whole if negative else whole
