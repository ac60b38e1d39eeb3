"""An image request: its address as numbers, refused before a pixel is touched.

Source: IIIF Image API 3.0, section 4 (parameters), 4.7 (canonical form).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Quality = Literal["default", "color", "gray", "bitonal"]
Format = Literal["jpg", "png", "webp"]
_QUALITIES: tuple[Quality, ...] = ("default", "color", "gray", "bitonal")
_FORMATS: tuple[Format, ...] = ("jpg", "png", "webp")
#: The longest side that each format can hold, as libvips writes it.
_LONGEST_SIDE: dict[Format, int] = {"jpg": 65_500, "webp": 16_383, "png": 1_000_000}
_NUMBER = r"[0-9]{1,9}"
_DECIMAL = r"[0-9]{1,9}(?:\.[0-9]{1,10})?|\.[0-9]{1,10}"
_PIXELS = re.compile(rf"({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})")
_PERCENT = re.compile(rf"pct:({_DECIMAL}),({_DECIMAL}),({_DECIMAL}),({_DECIMAL})")
_SIZE = re.compile(
    rf"(?P<up>\^?)(?:(?P<max>max)|pct:(?P<percent>{_DECIMAL})|(?P<fit>!?)(?P<width>{_NUMBER})?,(?P<height>{_NUMBER})?)"
)
_ROTATION = re.compile(rf"(?P<mirror>!?)(?P<degrees>{_DECIMAL})")


class RequestRefused(Exception):
    """An address that is no valid request of this image; says which part and why. Status 400."""


@dataclass(frozen=True)
class Region:
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class ImageRequest:
    """What to make: a region in pixels of the full image, the size it is to have, degrees clockwise after mirroring."""

    region: Region
    width: int
    height: int
    mirrored: bool
    degrees: float
    quality: Quality
    format: Format
    full: bool  # the region is the whole image
    largest: bool  # the size is the largest offered for the region
    enlarged: bool  # more pixels than the region has, in width or height

    @property
    def canonical(self) -> str:
        """The one address among those that mean the same."""
        region = self.region
        where = "full" if self.full else f"{region.left},{region.top},{region.width},{region.height}"
        size = f"{'^' if self.enlarged else ''}{'max' if self.largest else f'{self.width},{self.height}'}"
        turn = f"{'!' if self.mirrored else ''}{_shortest(self.degrees)}"
        return f"{where}/{size}/{turn}/{self.quality}.{self.format}"


def read_request(
    region: str, size: str, rotation: str, quality_format: str, *, width: int, height: int, max_pixels: int
) -> ImageRequest:
    """The request for an image `width` × `height` pixels large of which at most `max_pixels` are made. Raises RequestRefused."""
    cut = _region(region, width, height)
    quality, _, format_ = quality_format.partition(".")
    if quality not in _QUALITIES or format_ not in _FORMATS:
        raise RequestRefused("quality and format must be one of default, color, gray, bitonal and jpg, png, webp")
    turn = _ROTATION.fullmatch(rotation)
    if turn is None or float(turn["degrees"]) > 360:
        raise RequestRefused("rotation must be 0 to 360 degrees, with ! before it to mirror")
    wide, high = _size(size, cut, max_pixels)
    degrees = float(turn["degrees"]) % 360
    side = max(wide, high) if degrees % 90 == 0 else wide + high  # of the upright box around what was turned
    if wide * high > max_pixels or side > _LONGEST_SIDE[format_]:
        raise RequestRefused("larger than this server makes, or than the format can hold")
    enlarged = wide > cut.width or high > cut.height
    largest = (_enlarged if enlarged else largest_size)(cut.width, cut.height, max_pixels)
    return ImageRequest(
        region=cut, width=wide, height=high, mirrored=bool(turn["mirror"]), degrees=degrees, quality=quality,
        format=format_, full=(cut.width, cut.height) == (width, height), largest=(wide, high) == largest, enlarged=enlarged,
    )  # fmt: skip


def largest_size(width: int, height: int, max_pixels: int) -> tuple[int, int]:
    """The largest size of a region that is made: its own, or what `max_pixels` allow."""
    return (width, height) if width * height <= max_pixels else _enlarged(width, height, max_pixels)


def _enlarged(width: int, height: int, max_pixels: int) -> tuple[int, int]:
    """The largest size of the same shape that `max_pixels` allow."""
    scale = (max_pixels / (width * height)) ** 0.5
    wide, high = max(1, int(width * scale)), max(1, int(height * scale))
    # A side that is one pixel at least leaves fewer for the other.
    return min(wide, max(1, max_pixels // high)), min(high, max(1, max_pixels // wide))


def _shortest(degrees: float) -> str:
    """As few digits as say the same, never an exponent."""
    return f"{degrees:.10f}".rstrip("0").rstrip(".")


def _region(text: str, width: int, height: int) -> Region:
    if text == "full":
        return Region(0, 0, width, height)
    if text == "square":
        side = min(width, height)
        return Region((width - side) // 2, (height - side) // 2, side, side)
    if match := _PIXELS.fullmatch(text):
        left, top, wide, high = (int(part) for part in match.groups())
    elif match := _PERCENT.fullmatch(text):
        x, y, w, h = (float(part) / 100 for part in match.groups())
        left, top = _pixel_at(x, width), _pixel_at(y, height)
        wide, high = (max(1, round(w * width)) if w else 0), (max(1, round(h * height)) if h else 0)
    else:
        raise RequestRefused("region must be full, square, x,y,w,h or pct:x,y,w,h")
    if left >= width or top >= height or not wide or not high:
        raise RequestRefused("the region lies outside the image or is empty")
    return Region(left, top, min(wide, width - left), min(high, height - top))


def _pixel_at(share: float, length: int) -> int:
    """Where a share of a side begins: inside it for every share below one."""
    return min(round(share * length), length - 1) if share < 1 else length


def _size(text: str, cut: Region, max_pixels: int) -> tuple[int, int]:
    match = _SIZE.fullmatch(text)
    if match is None or text in (",", "^,", "!,", "^!,"):
        raise RequestRefused("size must be max, w, ,h pct:n w,h or !w,h, with ^ before it to enlarge")
    up = bool(match["up"])
    if match["max"]:
        return (_enlarged if up else largest_size)(cut.width, cut.height, max_pixels)
    width, height = _wanted(match, cut)
    if not width or not height:
        raise RequestRefused("the size is empty")
    if not up and (width > cut.width or height > cut.height):
        raise RequestRefused("larger than the region: ask with ^")
    return width, height


def _wanted(match: re.Match[str], cut: Region) -> tuple[int, int]:
    if match["percent"]:
        share = float(match["percent"]) / 100
        if share > 1 and not match["up"]:
            raise RequestRefused("more than 100 %: ask with ^")
        return (max(1, round(cut.width * share)), max(1, round(cut.height * share))) if share else (0, 0)
    width, height = (int(match[side]) if match[side] else None for side in ("width", "height"))
    if match["fit"]:
        if width is None or height is None:
            raise RequestRefused("!w,h wants both")
        return _fit(width, height, cut, bool(match["up"]))
    if width is None and height is not None:
        return max(1, round(cut.width * height / cut.height)), height
    if height is None and width is not None:
        return width, max(1, round(cut.height * width / cut.width))
    return width or 0, height or 0


def _fit(width: int, height: int, cut: Region, up: bool) -> tuple[int, int]:
    scale = min(width / cut.width, height / cut.height)
    # The specification would let the region's own size be given here; the community's validator wants no answer without ^.
    if scale > 1 and not up:
        raise RequestRefused("larger than the region: ask with ^")
    return max(1, round(cut.width * scale)) if width else 0, max(1, round(cut.height * scale)) if height else 0
