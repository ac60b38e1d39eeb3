"""Whether a JPEG is whole inside: bytes lost in its middle leave its length as it was, and most readers show what comes of it.

Source: ITU-T T.81, B.1.1.5 (entropy-coded segments end where their last block ends), B.1.1.2 (fill bytes).
"""

from __future__ import annotations

import re
from pathlib import Path

import simplejpeg

from ingest.refused import COPY_AGAIN, FileRefused

#: What libjpeg warns of where pixels are lost; it warns of much that is only unusual.
_LOST_PIXELS = re.compile(r"premature end|corrupt jpeg data", re.IGNORECASE)
_LEFT_OVER = re.compile(r"(\d+) extraneous bytes before marker 0xd9")
_END = b"\xff\xd9"


def need_whole_jpeg(master: Path) -> None:
    """Raises FileRefused for a JPEG whose code breaks, or goes on after its last pixel.

    Decoded to an eighth of its size, in a tenth of the time its pyramid takes; what this reader does not know is not judged.
    """
    content = master.read_bytes()
    try:
        inks = simplejpeg.decode_jpeg_header(content, strict=False)[2] in ("CMYK", "YCCK")
        simplejpeg.decode_jpeg(
            content, "CMYK" if inks else "GRAY", fastdct=True, fastupsample=True, min_height=1, min_width=1, min_factor=8
        )
    except KeyError:  # a colour space it has no name for
        return
    except ValueError as problem:
        said = str(problem)
        if _LOST_PIXELS.search(said) and not _is_padding(content, _LEFT_OVER.search(said)):
            raise FileRefused("L’image est abîmée ou incomplète : elle ne se lit pas jusqu’au bout.", COPY_AGAIN) from None


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
