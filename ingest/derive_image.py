"""An image for the web: a pyramid with its edge tiles, and thumbnails; upright, sRGB, on white, with no metadata at all.

Nothing of the master's metadata reaches a derivative: a photograph says where it was taken, sometimes to the metre.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

os.environ.setdefault("VIPS_CONCURRENCY", "2")
os.environ.setdefault("MALLOC_ARENA_MAX", "2")

import pyvips

from archive.failpoints import failpoint
from archive.images.pyramid import EDGE_TABLE, EDGES, PYRAMID, TILE_PIXELS, levels
from ingest.limits import Limits

#: From 90 on libvips writes 4:4:4, three times the size.
QUALITY = 89
THUMBNAILS = {"thumb-400.jpg": 400, "thumb-1000.jpg": 1000}
_THUMBNAIL_QUALITY = 82
_TURNED = (5, 6, 7, 8)  # EXIF orientations that swap width and height


class ImageRefused(Exception):
    """An image that cannot be taken; `text` says why, `remedy` what to do."""

    def __init__(self, text: str, remedy: str) -> None:
        super().__init__(text, remedy)
        self.text, self.remedy = text, remedy


def derive_image(master: Path, folder: Path, limits: Limits) -> tuple[int, int]:
    """Make all served forms of an image in `folder`; gives its width and height as shown. Raises ImageRefused."""
    pyvips.cache_set_max_mem(50_000_000)
    try:
        return write_forms(upright(master, limits), folder)
    except pyvips.Error as problem:
        raise ImageRefused(
            f"L’image ne se lit pas jusqu’au bout ({_first_line(problem)}).",
            "Copiez-la de nouveau depuis sa source, ou réenregistrez-la dans un logiciel d’image.",
        ) from problem


def upright(master: Path, limits: Limits) -> pyvips.Image:
    """The image as it is to be seen: orientation applied, 8-bit sRGB, alpha laid on white. Pixels are not read yet.

    The header is measured first: a few bytes can declare billions of pixels.
    """
    header = pyvips.Image.new_from_file(str(master), fail_on="truncated")
    pixels = header.width * header.height
    if pixels > limits.max_pixels:
        raise ImageRefused(
            f"L’image annonce {pixels / 1e6:.0f} mégapixels, la limite est de {limits.max_pixels / 1e6:.0f}.",
            "Vérifiez le fichier ; pour une image vraiment si grande, relevez max_pixels.",
        )
    turned = header.get_typeof("orientation") and header.get("orientation") != 1
    image = pyvips.Image.new_from_file(str(master), access="random" if turned else "sequential", fail_on="truncated")
    return in_srgb(image.autorot() if turned else image)


def in_srgb(image: pyvips.Image) -> pyvips.Image:
    """8-bit sRGB, or gray, without alpha."""
    if image.get_typeof("icc-profile-data"):
        image = image.icc_transform("srgb", embedded=True, intent="relative")
    elif image.interpretation == "cmyk":
        image = image.icc_transform("srgb", input_profile="cmyk", intent="relative")
    elif image.interpretation not in ("b-w", "srgb"):
        image = image.colourspace("b-w" if image.interpretation in ("grey16", "1bit") else "srgb")
    if image.hasalpha():
        image = image.flatten(background=255)
    return image if image.format == "uchar" else image.cast("uchar")


def write_forms(image: pyvips.Image, folder: Path) -> tuple[int, int]:
    """Write pyramid, edges and thumbnails of an image that is ready to be seen."""
    folder.mkdir(parents=True, exist_ok=True)
    pyramid = folder / PYRAMID
    failpoint("derive: before pyramid")
    image.tiffsave(
        str(pyramid), tile=True, pyramid=True, tile_width=TILE_PIXELS, tile_height=TILE_PIXELS,
        compression="jpeg", Q=QUALITY, keep="none", bigtiff=image.width * image.height > 500_000_000,
    )  # fmt: skip
    _write_edges(pyramid, image.width, image.height, folder)
    for name, side in THUMBNAILS.items():
        _thumbnail(pyramid, image.width, image.height, side).jpegsave(
            str(folder / name), Q=_THUMBNAIL_QUALITY, optimize_coding=True, interlace=True, keep="none"
        )
    failpoint("derive: after image")
    return image.width, image.height


def _thumbnail(pyramid: Path, width: int, height: int, side: int) -> pyvips.Image:
    """From the smallest level that is large enough."""
    fitting = [
        number
        for number, level in enumerate(levels(width, height))
        if max(level.stored_width, level.stored_height) >= side
    ]
    level = pyvips.Image.tiffload(str(pyramid), page=fitting[-1] if fitting else 0)
    scale = min(1.0, side / max(level.width, level.height))
    return level.resize(scale) if scale < 1 else level


def _write_edges(pyramid: Path, width: int, height: int, folder: Path) -> None:
    table: dict[str, tuple[int, int]] = {}
    place = 0
    with (folder / EDGES).open("wb") as file:
        for number, level in enumerate(levels(width, height)):
            stored = pyvips.Image.tiffload(str(pyramid), page=number)
            # Rounded up by a pixel where the TIFF rounds down: the last column or row is repeated.
            whole = stored.embed(0, 0, level.width, level.height, extend="copy")
            for column, row in level.edges():
                tile = whole.crop(column * TILE_PIXELS, row * TILE_PIXELS, *level.tile_size(column, row))
                content = tile.jpegsave_buffer(Q=QUALITY, keep="none")
                file.write(content)
                table[f"{number}/{column}/{row}"] = (place, len(content))
                place += len(content)
    (folder / EDGE_TABLE).write_text(json.dumps(table, separators=(",", ":")))


def _first_line(problem: Exception) -> str:
    return str(problem).strip().splitlines()[-1][:120]
