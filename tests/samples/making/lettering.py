"""Words as shapes: typefaces from node_modules, shaped by HarfBuzz (Arabic too), outlined for the knife or the pen."""

from functools import cache
from pathlib import Path

import numpy as np
import uharfbuzz as hb
from carving import union
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from shapely.affinity import affine_transform
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

FACES = Path(__file__).parent / "node_modules/@fontsource"
FACE_FILES = {
    "sign": ("oswald", "600", ("latin",)),
    "sign-vietnamese": ("oswald", "600", ("vietnamese",)),
    "pencil": ("caveat", "400", ("latin",)),
    "typewriter": ("special-elite", "400", ("latin",)),
    "prime": ("courier-prime", "400", ("latin",)),
    "ruqaa": ("aref-ruqaa", "400", ("arabic",)),
    "ruqaa-latin": ("aref-ruqaa", "400", ("latin",)),
    "ruqaa-bold": ("aref-ruqaa", "700", ("arabic",)),
}


@cache
def face(name: str) -> tuple[TTFont, hb.Font]:
    """A typeface for outlines and for shaping."""
    family, weight, (subset,) = FACE_FILES[name]
    font = TTFont(FACES / family / "files" / f"{family}-{subset}-{weight}-normal.woff2", recalcTimestamp=False)
    font.flavor = None
    plain = Path(__file__).parent / "node_modules" / f"{name}.ttf"
    font.save(plain)
    return TTFont(plain), hb.Font(hb.Face(plain.read_bytes()))


@cache
def glyph(name: str, number: int) -> BaseGeometry:
    """One glyph's outline in font units, y upwards."""
    font, _ = face(name)
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[font.getGlyphName(number)].draw(pen)
    rings = sorted((ring for ring in contours(pen.value) if len(ring) > 2), key=lambda ring: -abs(signed_area(ring)))
    shape: BaseGeometry = Polygon()
    for ring in rings:  # outlines may overlap: those turning as the largest does add, the others are counters
        part = Polygon(ring).buffer(0)
        shape = shape.union(part) if signed_area(ring) * signed_area(rings[0]) > 0 else shape.difference(part)
    return shape


def signed_area(ring: np.ndarray) -> float:
    """Positive when the ring turns anticlockwise with y upwards."""
    following = np.roll(ring, -1, 0)
    return float(np.sum(ring[:, 0] * following[:, 1] - following[:, 0] * ring[:, 1])) / 2


def contours(commands: list[tuple[str, tuple[tuple[float, float], ...]]]) -> list[np.ndarray]:
    """Pen commands as polygons, curves in eight steps."""
    rings: list[list[tuple[float, float]]] = []
    for name, points in commands:
        if name == "moveTo":
            rings.append([points[0]])
        elif name == "lineTo":
            rings[-1].append(points[0])
        elif name in {"qCurveTo", "curveTo"}:
            rings[-1] += bend(rings[-1][-1], points, name == "curveTo")
    return [np.asarray(ring) for ring in rings]


def bend(start: tuple[float, float], points: tuple[tuple[float, float], ...], cubic: bool) -> list[tuple[float, float]]:
    """The points of a cubic curve, or of TrueType's run of quadratic ones."""
    t = np.linspace(0, 1, 9)[1:, None]
    if cubic:
        a, b, c, d = (np.asarray(p) for p in (start, *points))
        return list(map(tuple, (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d))
    out: list[tuple[float, float]] = []
    now = np.asarray(start, float)
    for number, control in enumerate(points[:-1]):
        mid = np.asarray(points[-1] if number == len(points) - 2 else (np.asarray(control) + points[number + 1]) / 2, float)
        out += list(map(tuple, (1 - t) ** 2 * now + 2 * t * (1 - t) * np.asarray(control) + t * t * mid))
        now = mid
    return out


def shaped(text: str, name: str) -> list[tuple[int, float, float, float]]:
    """(glyph, x, y, advance) in ems, left to right on the line, whatever the script's direction."""
    font, shaper = face(name)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(shaper, buffer)
    em, x, laid = font["head"].unitsPerEm, 0.0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        laid.append((info.codepoint, (x + position.x_offset) / em, position.y_offset / em, position.x_advance / em))
        x += position.x_advance
    return laid


def words(text: str, name: str, x: float, y: float, size: float, anchor: str = "start", spread: float = 0.0) -> BaseGeometry:
    """The text's outline with its baseline at y; `anchor` is start, middle or end; `spread` adds ems between letters."""
    laid = shaped(text, name)
    em = face(name)[0]["head"].unitsPerEm
    width = (sum(advance for *_, advance in laid) + spread * (len(laid) - 1)) * size
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width
    scale = size / em
    return union(*(affine_transform(glyph(name, number), [scale, 0, 0, -scale, left + (at + spread * order) * size, y - up * size])
                   for order, (number, at, up, _) in enumerate(laid)))  # fmt: skip


def line(text: str, x: float, y: float, size: float, anchor: str = "start", spread: float = 0.0) -> BaseGeometry:
    """A line of poster capitals in any of the posters' scripts; letters the Latin half lacks come from the Vietnamese one."""
    known = face("sign")[0].getBestCmap()
    runs: list[tuple[str, str]] = []
    for letter in text:
        name = "sign" if ord(letter) in known else "sign-vietnamese"
        runs = [*runs[:-1], (runs[-1][0] + letter, name)] if runs and runs[-1][1] == name else [*runs, (letter, name)]
    wide = [(sum(advance for *_, advance in shaped(part, name)) + spread * len(part)) * size for part, name in runs]
    left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * (sum(wide) - spread * size)
    put = []
    for (part, name), width in zip(runs, wide, strict=True):
        put.append(words(part, name, left, y, size, spread=spread))
        left += width
    return union(*put)
