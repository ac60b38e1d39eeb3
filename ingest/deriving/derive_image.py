"""An image for the web: a pyramid with its edge tiles, and thumbnails; upright, sRGB, on white, with no metadata at all.

Nothing of the master's metadata reaches a derivative: a photograph says where it was taken, sometimes to the metre.
"""

from __future__ import annotations

import os
from pathlib import Path

import pyvips

from archive.failpoints import failpoint
from archive.images.pyramid import PYRAMID, TILE_PIXELS, Level, canvas, levels
from ingest.deriving.derive_edges import QUALITY, write_edges
from ingest.identifying.media_types import SNIFFED_BYTES, media_type_of
from ingest.identifying.refused import FileRefused, raise_where_full
from ingest.identifying.whole_jpeg import whole_jpeg
from ingest.limits import Limits
from ingest.reading.read_whole import READ_WHOLE, need_few_pixels, read_whole

#: Name → longest side in pixels; a smaller image keeps its size.
THUMBNAILS = {"thumb-1000.jpg": 1000, "thumb-400.jpg": 400}
_THUMBNAIL_QUALITY = 82
#: Bytes from which a classic TIFF's 32-bit offsets may not reach.
_BIG_TIFF_PIXELS = 500_000_000
#: A smaller image is kept in memory (at most 75 MB), so that its edge tiles are not decoded out of the pyramid again.
_HELD_PIXELS = 25_000_000
_NO_PROFILE_NEEDED = ("b-w", "srgb")

pyvips.cache_set_max(0)  # libvips knows opened files by name, and would give the old pixels of one that was replaced
pyvips.concurrency_set(int(os.environ.get("VIPS_CONCURRENCY", "2")))  # what its worker may take
pyvips.block_untrusted_set(True)


def derive_image(master: Path, folder: Path, limits: Limits) -> tuple[int, int]:
    """Make all served forms of an image in `folder`; gives its width and height as shown. Raises FileRefused."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return write_forms(upright(master, limits), folder)
    except pyvips.Error as problem:
        raise refusal_of(problem, folder) from problem


def upright(master: Path, limits: Limits, page: int = 0) -> pyvips.Image:
    """The image as it is to be seen: orientation applied, 8-bit sRGB, alpha laid on white. Pixels are not read yet.

    `page` counts from 0 in a file of several. Raises FileRefused, pyvips.Error.
    """
    with master.open("rb") as file:
        media_type = media_type_of(master.name, file.read(SNIFFED_BYTES))
    if media_type in READ_WHOLE:
        return in_srgb(read_whole(master, media_type, limits))
    how = {"page": page} if page else {}
    header = pyvips.Image.new_from_file(str(master), fail_on="error", **how)
    need_few_pixels(header.width, header.height, limits.max_pixels)
    if media_type == "image/jpeg" and (decoded := whole_jpeg(master, _HELD_PIXELS)) is not None:
        return in_srgb(_with_facts(decoded, header).autorot())
    turned = header.get_typeof("orientation") and header.get("orientation") != 1
    image = pyvips.Image.new_from_file(str(master), access="random" if turned else "sequential", fail_on="error", **how)
    return in_srgb(image.autorot() if turned else image)


def _with_facts(pixels: pyvips.Image, header: pyvips.Image) -> pyvips.Image:
    """Pixels that another reader decoded, with the profile and orientation that stand in their file."""
    image = pixels.copy()
    for name, kind in (("icc-profile-data", pyvips.GValue.blob_type), ("orientation", pyvips.GValue.gint_type)):
        if header.get_typeof(name):
            image.set_type(kind, name, header.get(name))
    return image


def in_srgb(image: pyvips.Image) -> pyvips.Image:
    """8-bit sRGB, or 8-bit gray, without alpha."""
    if image.get_typeof("icc-profile-data"):
        image = image.icc_transform("srgb", embedded=True, input_profile=_fall_back(image), intent="relative")
    elif image.interpretation == "cmyk":
        image = image.icc_transform("srgb", input_profile="cmyk", intent="relative")
    if image.interpretation not in _NO_PROFILE_NEEDED:  # 16-bit too: a profile's transform keeps the depth
        image = image.colourspace("b-w" if image.interpretation == "grey16" else "srgb")
    if image.hasalpha():
        image = image.flatten(background=255)
    return image if image.format == "uchar" else image.cast("uchar")


def write_forms(image: pyvips.Image, folder: Path) -> tuple[int, int]:
    """Write pyramid, edges and thumbnails of an image that is ready to be seen. Raises pyvips.Error."""
    folder.mkdir(parents=True, exist_ok=True)
    pyramid = folder / PYRAMID
    laid = image.embed(0, 0, *canvas(image.width, image.height), extend="copy")
    held = {}
    if image.width * image.height <= _HELD_PIXELS:
        held[0] = laid = laid.copy_memory()
    failpoint("pyramid: before write")
    laid.tiffsave(
        str(pyramid), tile=True, pyramid=True, tile_width=TILE_PIXELS, tile_height=TILE_PIXELS,
        compression="jpeg", Q=QUALITY, keep="none", bigtiff=image.width * image.height > _BIG_TIFF_PIXELS,
    )  # fmt: skip
    failpoint("pyramid: after write")
    number, level = _level_for(image.width, image.height, max(THUMBNAILS.values()))
    if number not in held:
        held[number] = pyvips.Image.tiffload(str(pyramid), page=number).copy_memory()
    write_edges(pyramid, image.width, image.height, folder, held)
    failpoint("thumbnails: before write")
    write_thumbnails(held[number].crop(0, 0, level.width, level.height), folder)
    failpoint("thumbnails: after write")
    return image.width, image.height


def write_thumbnails(image: pyvips.Image, folder: Path) -> None:
    """Write the thumbnails of an image, each made of the one before. Raises pyvips.Error."""
    for name, side in THUMBNAILS.items():
        scale = side / max(image.width, image.height)
        image = image.resize(scale).copy_memory() if scale < 1 else image
        image.jpegsave(str(folder / name), Q=_THUMBNAIL_QUALITY, keep="none")


def _level_for(width: int, height: int, side: int) -> tuple[int, Level]:
    """The smallest level that is at least so long on its longer side, or the image's own, and its number."""
    numbered = list(enumerate(levels(width, height)))
    return next((each for each in reversed(numbered) if max(each[1].width, each[1].height) >= side), numbered[0])


def _fall_back(image: pyvips.Image) -> str:
    """The profile to take where the image's own cannot be used."""
    return "cmyk" if image.interpretation == "cmyk" else "srgb"


def refusal_of(problem: pyvips.Error, folder: Path) -> FileRefused:
    """What is wrong, in words of the person who brought the file; the engine's own stay in the log.

    Raises OSError where the disk of `folder` is full, MemoryError where there was none left.
    """
    raise_where_full(folder, problem)
    said = str(problem).lower()
    if "out of memory" in said or "unable to allocate" in said:
        raise MemoryError from problem
    if "not a known file format" in said or "not in a known format" in said:
        return FileRefused("L’image est d’une variante que l’archive ne sait pas lire, ou son début est abîmé.")
    return FileRefused("L’image est abîmée ou incomplète : elle ne se lit pas jusqu’au bout.")
