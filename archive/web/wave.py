"""A recording's loudness as a line of strokes for an SVG. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 900, 44
_STROKES = 220
_LEAST = 2.0


def strokes(peaks: Sequence[float], width: int = WIDTH, height: int = HEIGHT, most: int = _STROKES) -> str:
    """The `d` of a path: one upright stroke for each share of the recording, as high as its loudest peak (0 to 100)."""
    if not peaks:
        return ""
    count = min(most, len(peaks))
    parts = []
    for index in range(count):
        first, last = index * len(peaks) // count, max((index + 1) * len(peaks) // count, index * len(peaks) // count + 1)
        tall = max(_LEAST, max(peaks[first:last]) / 100 * (height - 2))
        x = (index + 0.5) * width / count
        parts.append(f"M{x:.1f} {(height - tall) / 2:.1f}v{tall:.1f}")
    return "".join(parts)
