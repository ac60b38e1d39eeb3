"""How a pyramid is laid out in its folder, and the arithmetic of its levels.

`pyramid.tif`: a tiled, pyramidal TIFF as libvips writes it, 256-pixel JPEG tiles, each level half the one before.
`edges.bin`: the tiles that the image does not fill, cropped, as whole JPEG files one after the other, and `edges.json`:
where each stands there ("level/x/y" → offset, length). A TIFF pads its edge tiles; a reader wants them cropped.

Viewers round a level's size up where libvips rounds down. So the image is stored on a canvas whose sides every level
divides exactly, its last column and row repeated beyond the edge: rounding up stays within what is stored, and no black
of an unfilled tile bleeds into the colour of the last pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TILE_PIXELS = 256
PYRAMID, EDGES, EDGE_TABLE = "pyramid.tif", "edges.bin", "edges.json"


@dataclass(frozen=True)
class Level:
    """One level: how many times smaller than the image, the image's size in it, and the size of the canvas it lies on."""

    scale: int
    width: int
    height: int
    stored_width: int
    stored_height: int

    @property
    def columns(self) -> int:
        return -(-self.width // TILE_PIXELS)

    @property
    def rows(self) -> int:
        return -(-self.height // TILE_PIXELS)

    def is_edge(self, column: int, row: int) -> bool:
        """Whether the image leaves part of a tile unfilled."""
        return self.tile_size(column, row) != (TILE_PIXELS, TILE_PIXELS)

    def edges(self) -> Iterator[tuple[int, int]]:
        """(column, row) of every edge tile."""
        for row in range(self.rows):
            for column in range(self.columns):
                if self.is_edge(column, row):
                    yield column, row

    def tile_size(self, column: int, row: int) -> tuple[int, int]:
        """Width and height of a tile as served."""
        left, top = column * TILE_PIXELS, row * TILE_PIXELS
        return min(TILE_PIXELS, self.width - left), min(TILE_PIXELS, self.height - top)


def levels(width: int, height: int) -> tuple[Level, ...]:
    """The levels of an image, the largest first, until one fits in a tile."""
    canvas_width, canvas_height = canvas(width, height)
    scales = (1 << number for number in range(_halvings(width, height) + 1))
    return tuple(
        Level(scale, -(-width // scale), -(-height // scale), canvas_width // scale, canvas_height // scale)
        for scale in scales
    )


def canvas(width: int, height: int) -> tuple[int, int]:
    """Width and height an image is stored at: whole tiles, and whole pixels at every level."""
    unit = max(TILE_PIXELS, 1 << _halvings(width, height))
    return -(-width // unit) * unit, -(-height // unit) * unit


def _halvings(width: int, height: int) -> int:
    """How many times an image is halved until it fits in a tile."""
    return (-(-max(width, height) // TILE_PIXELS) - 1).bit_length()
