"""Pixels for the requests that no stored tile answers: cut, scaled, turned, encoded; few at a time."""

from __future__ import annotations

from pathlib import Path
from threading import BoundedSemaphore

import pyvips

from archive.images.pyramid import PYRAMID, levels
from archive.images.request import ImageRequest
from archive.images.tiles import PyramidDamaged

__all__ = ["PyramidDamaged", "TooBusy", "render"]

pyvips.cache_set_max(0)  # libvips knows opened files by name, and would show the old pixels of one that was replaced

_QUALITY = 85
#: How many renditions one worker makes at once; the next is told to come back.
_AT_ONCE = 2
_slots = BoundedSemaphore(_AT_ONCE)
_WAIT_SECONDS = 10


class TooBusy(Exception):
    """Every place for rendering is taken: status 503, and to be asked again."""


def render(folder: Path, width: int, height: int, request: ImageRequest) -> bytes:
    """The image asked for, encoded. Raises TooBusy, PyramidDamaged."""
    if not _slots.acquire(timeout=_WAIT_SECONDS):
        raise TooBusy
    try:
        return _encode(_turned(_scaled(folder / PYRAMID, width, height, request), request), request)
    except pyvips.Error as problem:
        raise PyramidDamaged(str(problem)) from problem
    finally:
        _slots.release()


def _scaled(pyramid: Path, width: int, height: int, request: ImageRequest) -> pyvips.Image:
    """The region at its size, from the smallest level that still has the pixels for it."""
    region = request.region
    shrink = min(region.width / request.width, region.height / request.height)
    number = max(n for n, level in enumerate(levels(width, height)) if n == 0 or level.scale <= shrink)
    level = levels(width, height)[number]
    image = pyvips.Image.tiffload(str(pyramid), page=number)
    left, top = region.left // level.scale, region.top // level.scale
    wide = max(1, min(level.width - left, round(region.width / level.scale)))
    high = max(1, min(level.height - top, round(region.height / level.scale)))
    cut = image.crop(left, top, wide, high)
    if (cut.width, cut.height) == (request.width, request.height) and level.scale >= 1:
        return cut
    scaled = cut.resize(request.width / cut.width, vscale=request.height / cut.height)
    # Rounding can leave one pixel more or less than was asked.
    if (scaled.width, scaled.height) != (request.width, request.height):
        scaled = scaled.embed(0, 0, request.width, request.height, extend="copy")
    return scaled


def _turned(image: pyvips.Image, request: ImageRequest) -> pyvips.Image:
    if request.mirrored:
        image = image.fliphor()
    if request.degrees % 90 == 0:
        turns = {0: image, 90: None, 180: None, 270: None}
        image = turns[int(request.degrees)] or image.rot(f"d{int(request.degrees)}")
    else:
        white = [255.0] * image.bands
        image = image.copy_memory().similarity(angle=request.degrees, background=white)
    if request.quality == "gray":
        image = image.colourspace("b-w")
    elif request.quality == "bitonal":
        image = (image.colourspace("b-w") > 127).ifthenelse(255, 0).cast("uchar")
    return image


def _encode(image: pyvips.Image, request: ImageRequest) -> bytes:
    if request.format == "png":
        written = image.pngsave_buffer(keep="none", compression=6)
    elif request.format == "webp":
        written = image.webpsave_buffer(keep="none", Q=_QUALITY)
    else:
        written = image.jpegsave_buffer(keep="none", Q=_QUALITY, optimize_coding=True)
    return bytes(written)
