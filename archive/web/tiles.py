"""The tile layer: aligned tiles of open images, answered before Flask from the bytes as they lie in the pyramid.

Whatever is not plainly such a tile goes on to Flask: other regions, signed-in readers' closed images, errors. An image is
remembered as open only together with the archive's stamp, which every closing raises: when it has moved, all is asked anew.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archive.actions import read
from archive.images.pyramid import TILE_PIXELS, levels
from archive.images.tiles import Pyramid, PyramidDamaged, Pyramids
from archive.model.access import PUBLIC
from archive.model.errors import ArchiveError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from archive.wiring import Archive

_TILE = re.compile(
    r"/iiif/3/(?P<naan>\d{5,9})/(?P<name>[0-9a-z]+)/(?P<file>f\d{1,6})(?:-(?P<page>\d{1,5}))?"
    r"/(?:full|(?P<x>\d{1,7}),(?P<y>\d{1,7}),(?P<w>\d{1,7}),(?P<h>\d{1,7}))/(?P<width>\d{1,4}),(?P<height>\d{1,4})?/0/default\.jpg"
)
KEPT = "private, max-age=3600"


@dataclass(frozen=True)
class OpenImage:
    """An image anyone may see: where its pyramid stands, and its size."""

    folder: Path
    width: int
    height: int


class TileLayer:
    """A WSGI application in front of another."""

    def __init__(self, application: WSGIApplication, archive: Archive) -> None:
        self._application = application
        self._archive = archive
        self._pyramids = Pyramids()
        self._open: dict[str, OpenImage] = {}
        self._stamp = -1

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        match = _TILE.fullmatch(environ.get("PATH_INFO", "")) if environ["REQUEST_METHOD"] in ("GET", "HEAD") else None
        content = self._tile(match) if match else None
        if content is None:
            return self._application(environ, start_response)
        return _answer(content, environ, start_response)

    def _tile(self, match: re.Match[str]) -> bytes | None:
        image = self._image(f"ark:{match['naan']}/{match['name']}", match["file"], match["page"])
        if image is None:
            return None
        place = _place(match, image)
        if place is None:
            return None
        try:
            return self._pyramid(image).tile(*place)
        except PyramidDamaged:
            return None  # Flask says it kindly

    def _pyramid(self, image: OpenImage) -> Pyramid:
        return self._pyramids.at(image.folder, image.width, image.height)

    def _image(self, ark: str, file_id: str, page: str | None) -> OpenImage | None:
        stamp = self._archive.stamp.read()
        if stamp != self._stamp:
            self._open = {}
            self._stamp = stamp
        key = f"{ark}/{file_id}-{page}"
        known = self._open.get(key)
        if known is None:
            known = open_image(self._archive, ark, file_id, int(page) if page else None)
            if known is not None and stamp == self._archive.stamp.read():
                self._open[key] = known
        return known


def open_image(archive: Archive, ark: str, file_id: str, page: int | None) -> OpenImage | None:
    """The image if anyone may see it and it is ready."""
    try:
        folder, made = read.picture(archive, PUBLIC, ark, file_id, page)
    except ArchiveError:
        return None
    return OpenImage(folder, made.width, made.height)


def _place(match: re.Match[str], image: OpenImage) -> tuple[int, int, int] | None:
    """(scale, column, row) of the stored tile that is exactly what was asked; None where none is."""
    whole = match["x"] is None
    x, y, w, h = (0, 0, image.width, image.height) if whole else (int(match[name]) for name in "xywh")
    width, height = int(match["width"]), int(match["height"]) if match["height"] else None
    for level in levels(image.width, image.height):
        step = TILE_PIXELS * level.scale
        if x % step or y % step:
            return None
        column, row = x // step, y // step
        if column >= level.columns or row >= level.rows:
            continue
        covered = min(step, image.width - x), min(step, image.height - y)
        if (
            (w, h) == covered
            and width == level.tile_size(column, row)[0]
            and height in (None, level.tile_size(column, row)[1])
        ):
            return level.scale, column, row
    return None


def _answer(content: bytes, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    tag = f'"{zlib.crc32(content):08x}-{len(content)}"'
    headers = [
        ("ETag", tag), ("Cache-Control", KEPT), ("Access-Control-Allow-Origin", "*"), ("X-Content-Type-Options", "nosniff"),
        ("Link", '<http://iiif.io/api/image/3/level2.json>;rel="profile"'),
    ]  # fmt: skip
    if environ.get("HTTP_IF_NONE_MATCH") == tag:
        start_response("304 Not Modified", headers)
        return ()
    start_response("200 OK", [*headers, ("Content-Type", "image/jpeg"), ("Content-Length", str(len(content)))])
    return () if environ["REQUEST_METHOD"] == "HEAD" else (content,)
