"""How a pyramid is laid out in its folder, and the arithmetic of its levels.

`pyramid.tif`: a tiled, pyramidal TIFF as libvips writes it, 256-pixel JPEG tiles, each level half the one before, sizes
rounded down. `edges.bin`: the tiles at the right and bottom edge, cropped, as whole JPEG files one after the other, and
`edges.json`: where each stands there ("level/x/y" → offset, length). A TIFF pads its edge tiles; a reader wants them cropped.

Viewers round a level's size up where libvips rounds down, so the last column or row asked for may be one pixel wider than
the TIFF has, or lie outside it altogether: every tile that meets that column or row is an edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TILE_PIXELS = 256
PYRAMID, EDGES, EDGE_TABLE = "pyramid.tif", "edges.bin", "edges.json"


@dataclass(frozen=True)
class Level:
    """One level: how many times smaller than the image, its size as asked for (rounded up) and as stored (down)."""

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
        """Whether a tile is not whole in the TIFF."""
        return (column + 1) * TILE_PIXELS > self.stored_width or (row + 1) * TILE_PIXELS > self.stored_height

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
    """The levels of an image, the largest first, as libvips makes them: until one fits in a tile or is one pixel thin."""
    found = []
    scale = 1
    while True:
        level = Level(scale, -(-width // scale), -(-height // scale), max(1, width // scale), max(1, height // scale))
        found.append(level)
        fits = level.stored_width <= TILE_PIXELS and level.stored_height <= TILE_PIXELS
        if fits or min(width, height) < 2 * scale:
            return tuple(found)
        scale *= 2
