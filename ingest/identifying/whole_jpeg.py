"""Whether a JPEG is whole inside: bytes lost in its middle leave its length as it was, and most readers show what comes of it.

Source: ITU-T T.81, B.1.1.5 (entropy-coded segments end where their last block ends), B.1.1.2 (fill bytes).
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyvips
import simplejpeg

from ingest.identifying.refused import COPY_AGAIN, FileRefused

#: What libjpeg warns of where pixels are lost; it warns of much that is only unusual.
_LOST_PIXELS = re.compile(r"premature end|corrupt jpeg data", re.IGNORECASE)
_LEFT_OVER = re.compile(r"(\d+) extraneous bytes before marker 0xd9")
_MODES = {"YCbCr": "RGB", "Gray": "GRAY"}
_END = b"\xff\xd9"


def whole_jpeg(master: Path, held_pixels: int) -> pyvips.Image | None:
    """The pixels of a JPEG in gray or RGB with no more than `held_pixels`, so that it is decoded once; None for any other.
    They stand until the next one is read.

    Raises FileRefused for one whose code breaks, or goes on after its last pixel. A larger one is decoded to an eighth of its
    size, in a tenth of the time its pyramid takes; what this reader does not know is not judged.
    """
    content = master.read_bytes()
    try:
        height, width, space, _ = simplejpeg.decode_jpeg_header(content, strict=False)
        mode = _MODES.get(space)
        if mode is None or width * height > held_pixels:
            inks = space in ("CMYK", "YCCK")
            simplejpeg.decode_jpeg(
                content, "CMYK" if inks else "GRAY", fastdct=True, fastupsample=True, min_height=1, min_width=1, min_factor=8
            )
            return None
        pixels = simplejpeg.decode_jpeg(content, mode, buffer=_room(held_pixels * 3))
        bands = pixels.shape[2]
        image = pyvips.Image.new_from_memory(pixels, width, height, bands, "uchar")
        return image.copy(interpretation="b-w" if bands == 1 else "srgb")
    except KeyError:  # a colour space it has no name for
        return None
    except ValueError as problem:
        said = str(problem)
        if _LOST_PIXELS.search(said) and not _is_padding(content, _LEFT_OVER.search(said)):
            raise FileRefused("L’image est abîmée ou incomplète : elle ne se lit pas jusqu’au bout.", COPY_AGAIN) from None
        return None


@lru_cache(maxsize=1)
def _room(size_bytes: int) -> npt.NDArray[np.uint8]:
    """Where pixels are decoded to, again and again: fresh memory for each picture costs as much as the check itself."""
    return np.empty(size_bytes, np.uint8)


def _is_padding(content: bytes, left_over: re.Match[str] | None) -> bool:
    """Whether what is left over before the end is one byte again and again, as some cameras fill up their pictures."""
    if left_over is None:
        return False
    count, end = int(left_over[1]), content.find(_END)
    while end >= 0:  # a thumbnail within has an end of its own
        if len(set(content[max(0, end - count) : end])) == 1:
            return True
        end = content.find(_END, end + 1)
    return False
