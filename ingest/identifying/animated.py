"""How many views an animated picture has: an archive shows the first."""

from __future__ import annotations

from pathlib import Path

import pyvips


def views_in(path: Path, media_type: str) -> int:
    """The views of a GIF or WebP; 1 for one that cannot be read, which is refused later, and for any other picture."""
    loaders = {"image/gif": pyvips.Image.gifload, "image/webp": pyvips.Image.webpload}
    if media_type not in loaders:
        return 1
    try:
        image = loaders[media_type](str(path))
    except pyvips.Error:
        return 1
    return int(image.get("n-pages")) if image.get_typeof("n-pages") else 1
