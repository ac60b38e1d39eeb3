"""The words of a page as a program or a person put them beside its scan: line by line, each with its box. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

#: Stands beside what was made of a page; nobody is served it without being asked what they may read.
TEXT = "text.json"
ALTO, HOCR = "application/alto+xml", "text/vnd.hocr+html"
PAGE_TEXTS = frozenset({ALTO, HOCR})
#: Scans are cut and rounded: width to height may differ so much, and it is still the same page.
_SAME_SHAPE = 0.03
#: A word divided between two lines, or one that has a hyphen: written on one line, search finds either.
_DIVIDED = re.compile(r"(?<=[^\W\d_])([-\u2010])\n(?=([^\W\d_]))")
_TURNED = frozenset({5, 6, 7, 8})


@dataclass(frozen=True)
class Box:
    """Left, top, width and height, from the upper left corner, in the unit of whoever wrote it."""

    x: float
    y: float
    w: float
    h: float

    def scaled(self, across: float, down: float) -> Box:
        return Box(self.x * across, self.y * down, self.w * across, self.h * down)

    def within(self, width: int, height: int) -> Box:
        """Whole pixels, and nothing outside the image."""
        left, top = (min(max(0, round(at)), most) for at, most in ((self.x, width), (self.y, height)))
        right, bottom = (min(max(0, round(at)), most) for at, most in ((self.x + self.w, width), (self.y + self.h, height)))
        return Box(left, top, max(0, right - left), max(0, bottom - top))


@dataclass(frozen=True)
class Line:
    """A line as it stands on the page; `box` None: nothing says where."""

    text: str
    box: Box | None = None


@dataclass(frozen=True)
class PageText:
    """A page: `words` to be read and searched, divided words made whole; its `lines`; its size in the unit of its boxes,
    0 where it says none; `units_an_inch` None: the boxes are in pixels."""

    words: str
    lines: tuple[Line, ...] = ()
    width: float = 0
    height: float = 0
    units_an_inch: float | None = None
    language: str | None = None


@dataclass(frozen=True)
class Shown:
    """The image as it is served: upright, `width` × `height` pixels; `orientation` (EXIF 1 to 8) is how its master lies."""

    width: int
    height: int
    orientation: int = 1
    pixels_an_inch: float | None = None


def read_on(words: str) -> str:
    """The words of lines, those divided at a hyphen on one line; what begins with a capital is no second half."""
    return _DIVIDED.sub(lambda match: match[1] if match[2].islower() else match[0], words)


def placed(page: PageText, shown: Shown) -> PageText | None:
    """The page with its boxes in pixels of the image as it is served; None where they do not fit it."""
    page = _upright(page, shown)
    scales = _scales(page, shown)
    if scales is None:
        return None
    lines = tuple(
        replace(line, box=line.box.scaled(*scales).within(shown.width, shown.height)) if line.box else line
        for line in page.lines
    )
    return replace(page, lines=lines, width=shown.width, height=shown.height, units_an_inch=None)


def as_json(pages: Sequence[PageText], width: int, height: int) -> bytes:
    """The lines of a page of this size, for a viewer. Those without a place keep their words alone."""
    lines = [
        {"text": line.text, **({name: int(value) for name, value in vars(line.box).items()} if line.box else {})}
        for page in pages
        for line in page.lines
    ]
    return json.dumps({"width": width, "height": height, "lines": lines}, ensure_ascii=False).encode()


def _scales(page: PageText, shown: Shown) -> tuple[float, float] | None:
    if page.width > 0 and page.height > 0:
        across, down = shown.width / page.width, shown.height / page.height
        return (across, down) if abs(across - down) <= _SAME_SHAPE * max(across, down) else None
    if page.units_an_inch is None:
        return 1.0, 1.0
    if not shown.pixels_an_inch:
        return None
    return shown.pixels_an_inch / page.units_an_inch, shown.pixels_an_inch / page.units_an_inch


def _upright(page: PageText, shown: Shown) -> PageText:
    """A page read from a master that lies on its side, its boxes turned as the image is. What is as high as wide, or only
    upside down, tells nothing: nobody reads words upside down, so it was upright."""
    if shown.orientation not in _TURNED or not page.width or not page.height:
        return page
    if _is_like(page.width / page.height, shown.width / shown.height) or not _is_like(
        page.height / page.width, shown.width / shown.height
    ):
        return page
    lines = tuple(
        replace(line, box=_turned(line.box, page, shown.orientation)) if line.box else line for line in page.lines
    )
    return replace(page, lines=lines, width=page.height, height=page.width)


def _turned(box: Box, page: PageText, orientation: int) -> Box:
    """Source: Exif 2.32, 4.6.4, Orientation: where the first row and the first column of the master belong."""
    from_left, from_top = box.x, box.y
    from_right, from_bottom = page.width - box.x - box.w, page.height - box.y - box.h
    x = from_top if orientation in (5, 8) else from_bottom
    y = from_left if orientation in (5, 6) else from_right
    return Box(x, y, box.h, box.w)


def _is_like(one: float, other: float) -> bool:
    return abs(one - other) <= _SAME_SHAPE * max(one, other)
