"""How many pictures a TIFF holds: scanners put a whole letter into one file."""

from __future__ import annotations

from pathlib import Path

import pyvips

#: A picture so much smaller than the first is a smaller copy of it (a thumbnail, a level of a pyramid), not another leaf.
_COPY = 0.6


def pictures_in(path: Path) -> int:
    """The number of pictures, smaller copies not counted; 1 for a file that cannot be read, which is refused later."""
    try:
        first = pyvips.Image.tiffload(str(path))
        count = first.get("n-pages") if first.get_typeof("n-pages") else 1
        if count > 1 and _is_copy(first, pyvips.Image.tiffload(str(path), page=1)):
            return 1
        return int(count)
    except pyvips.Error:
        return 1


def _is_copy(first: pyvips.Image, other: pyvips.Image) -> bool:
    return bool(max(other.width, other.height) < _COPY * max(first.width, first.height))
