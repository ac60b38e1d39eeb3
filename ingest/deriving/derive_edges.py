"""Tiles at the right and bottom edge of a pyramid, cropped, each a whole JPEG file; and the table that finds them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pyvips
from PIL import Image

from archive.failpoints import failpoint
from archive.images.pyramid import EDGE_TABLE, EDGES, TILE_PIXELS, Level, levels

#: From 90 on libvips writes 4:4:4, three times the size; the tiles within are written with this, so these are.
QUALITY = 89
_FOUR_TWO_ZERO = 2  # Pillow's number for chroma at half the width and height

Pixels = npt.NDArray[np.uint8]  # rows × columns × bands


def write_edges(
    pyramid: Path, width: int, height: int, folder: Path, held: Mapping[int, pyvips.Image] = MappingProxyType({})
) -> None:
    """Write `edges.bin` and `edges.json` of a pyramid of this width and height. Raises pyvips.Error.

    `held` has the levels whose pixels are in memory already, by number: those need not be decoded again.
    """
    table: dict[str, tuple[int, int]] = {}
    failpoint("edges: before write")
    with (folder / EDGES).open("wb") as file:
        for number, level in enumerate(levels(width, height)):
            stored = held[number] if number in held else pyvips.Image.tiffload(str(pyramid), page=number)
            for column, row, tile in _tiles(stored, level):
                place = file.tell()
                file.write(_as_jpeg(tile))
                table[f"{number}/{column}/{row}"] = (place, file.tell() - place)
    (folder / EDGE_TABLE).write_text(json.dumps(table, separators=(",", ":")))
    failpoint("edges: after write")


def _tiles(stored: pyvips.Image, level: Level) -> Iterator[tuple[int, int, Pixels]]:
    """(column, row, pixels) of every edge tile: the last column, then what is left of the last row.

    Two reads a level, not one a tile: a read costs more than what it reads.
    """
    last_column, last_row = level.columns - 1, level.rows - 1
    is_right_cut = level.width % TILE_PIXELS > 0
    if is_right_cut:
        strip = _from(stored, level, last_column * TILE_PIXELS, 0)
        for row in range(level.rows):
            yield last_column, row, strip[row * TILE_PIXELS :][:TILE_PIXELS]
    if level.height % TILE_PIXELS:
        strip = _from(stored, level, 0, last_row * TILE_PIXELS)
        for column in range(level.columns - is_right_cut):
            yield column, last_row, strip[:, column * TILE_PIXELS :][:, :TILE_PIXELS]


def _from(stored: pyvips.Image, level: Level, left: int, top: int) -> Pixels:
    """The image's own pixels of a level right of `left` and below `top`."""
    pixels: Pixels = stored.crop(left, top, level.width - left, level.height - top).numpy()
    return pixels.reshape(level.height - top, level.width - left, stored.bands)


def _as_jpeg(tile: Pixels) -> bytes:
    content = io.BytesIO()
    image = Image.fromarray(tile[:, :, 0] if tile.shape[2] == 1 else tile)
    image.save(content, "JPEG", quality=QUALITY, subsampling=_FOUR_TWO_ZERO)
    return content.getvalue()
