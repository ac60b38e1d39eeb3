"""Pictures that libvips leaves to others: BMP and JPEG 2000 by Pillow, HEIC by the extra [heic]. Each is decoded whole, in
memory, so that fewer pixels are taken than of other formats."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyvips
from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.identifying.refused import COPY_AGAIN, FileRefused
from ingest.limits import Limits

try:
    import pillow_heif
except ImportError:
    HEIC_IS_READ = False
else:
    HEIC_IS_READ = True
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener()

Image.MAX_IMAGE_PIXELS = None  # the archive's own limits hold
#: Media type → what Pillow calls its reader.
READ_WHOLE = {"image/bmp": "BMP", "image/jp2": "JPEG2000", "image/j2c": "JPEG2000", "image/heic": "HEIF"}
#: OpenJPEG keeps four bytes of each sample, and two copies of one byte are made: 1.4 GB of what a child may take.
_MOST_PIXELS = 64_000_000
_INTERPRETATIONS = {"L": "b-w", "LA": "b-w", "RGB": "srgb", "RGBA": "srgb", "CMYK": "cmyk", "I;16": "grey16"}
_ORIENTATION = 0x0112


def read_whole(master: Path, media_type: str, limits: Limits) -> pyvips.Image:
    """The picture upright, with its profile. Raises FileRefused for one too large or damaged, MemoryError."""
    need_heic(media_type)
    try:
        with Image.open(master, formats=[READ_WHOLE[media_type]]) as image:
            need_few_pixels(image.width, image.height, min(limits.max_pixels, _MOST_PIXELS))
            image.load()
            return _as_vips(image)
    # Decoders of what strangers wrote say their troubles in many ways.
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, RuntimeError, UnidentifiedImageError) as problem:
        raise FileRefused("L’image est abîmée ou incomplète : elle ne se lit pas jusqu’au bout.", COPY_AGAIN) from problem


def need_heic(media_type: str) -> None:
    """Raises FileRefused for a HEIC where nothing reads it."""
    if media_type == "image/heic" and not HEIC_IS_READ:
        raise FileRefused(
            "C’est une photographie HEIC, que cette installation ne lit pas : l’extra [heic] n’y est pas.",
            "Demandez à qui tient le serveur d’installer « archive-of-immigration[heic] », "
            "ou exportez-la en JPEG sans la réduire.",
        )


def need_few_pixels(width: int, height: int, most: int) -> None:
    """Raises FileRefused for an image that announces more. The header is asked: a few bytes can declare billions."""
    if width * height > most:
        raise FileRefused(
            f"L’image annonce {width * height / 1e6:.0f} mégapixels, la limite est de {most / 1e6:g}.",
            "Vérifiez le fichier ; pour une image vraiment si grande, enregistrez-la en TIFF ou relevez max_pixels.",
        )


def _as_vips(image: Image.Image) -> pyvips.Image:
    profile = image.info.get("icc_profile")
    if image.getexif().get(_ORIENTATION, 1) != 1:
        ImageOps.exif_transpose(image, in_place=True)
    if image.mode not in _INTERPRETATIONS:
        image = image.convert(_plain_mode(image))
        profile = None if image.mode == "L" else profile
    pixels = pyvips.Image.new_from_array(np.asarray(image), interpretation=_INTERPRETATIONS[image.mode])
    if profile:
        pixels.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    return pixels


def _plain_mode(image: Image.Image) -> str:
    if image.mode == "1":
        return "L"
    return "RGBA" if "A" in image.mode or "transparency" in image.info else "RGB"
