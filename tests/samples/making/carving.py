"""What a knife does in linoleum: strokes that enter, swell and leave, and shapes with no stroked outline anywhere.

Coordinates are in block units, y downwards; a ring is an array of (x, y) rows. Chance comes from a Generator handed in.
"""

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import shapely
import shapely.ops
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

Ring = np.ndarray
Points = Sequence[Sequence[float]]
Tone = Callable[[np.ndarray, np.ndarray], np.ndarray]
LATTICE = np.random.default_rng(1987).uniform(-1, 1, (128, 128))


def noise(x: np.ndarray, y: np.ndarray, scale: float, layer: int = 0) -> np.ndarray:
    """Smooth noise between -1 and 1; one bump every `scale` units."""
    across, down = np.asarray(x) / scale + 31.7 * layer, np.asarray(y) / scale + 11.3 * layer
    column, row = np.floor(across).astype(int), np.floor(down).astype(int)
    u, v = across - column, down - row
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    at = LATTICE[row % 128, column % 128], LATTICE[row % 128, (column + 1) % 128]
    below = LATTICE[(row + 1) % 128, column % 128], LATTICE[(row + 1) % 128, (column + 1) % 128]
    return (at[0] * (1 - u) + at[1] * u) * (1 - v) + (below[0] * (1 - u) + below[1] * u) * v


def curve(points: Points, closed: bool = False, steps: int = 9) -> Ring:
    """A smooth line through the points (centripetal spacing is not needed at this size)."""
    p = np.asarray(points, float)
    if len(p) < 3 and not closed:
        return p
    before = np.roll(p, 1, 0) if closed else np.vstack([p[:1], p[:-1]])
    after = np.roll(p, -1, 0) if closed else np.vstack([p[1:], p[-1:]])
    beyond = np.roll(p, -2, 0) if closed else np.vstack([p[2:], p[-1:], p[-1:]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None, None]
    slope0, slope1 = (after - before) / 2, (beyond - p) / 2
    h = (1 + 2 * t) * (1 - t) ** 2 * p + t * (1 - t) ** 2 * slope0 + t * t * (3 - 2 * t) * after + t * t * (t - 1) * slope1
    h = np.swapaxes(h, 0, 1)
    return h.reshape(-1, 2) if closed else np.vstack([h[:-1].reshape(-1, 2), p[-1:]])


def soft(*points: Sequence[float]) -> Polygon:
    """A shape with a flowing edge."""
    return Polygon(curve(points, closed=True)).buffer(0)


def flat(*points: Sequence[float]) -> Polygon:
    """A shape with straight edges."""
    return Polygon(points).buffer(0)


def rect(left: float, top: float, right: float, bottom: float) -> Polygon:
    """An upright rectangle."""
    return flat((left, top), (right, top), (right, bottom), (left, bottom))


def disc(x: float, y: float, radius: float, squash: float = 1.0) -> Polygon:
    """A disc, or an upright ellipse `squash` times as tall."""
    turn = np.linspace(0, 2 * math.pi, 40, endpoint=False)
    return Polygon(np.c_[x + radius * np.cos(turn), y + squash * radius * np.sin(turn)])


def bar(start: Sequence[float], end: Sequence[float], width: float) -> Polygon:
    """A straight beam."""
    return LineString([start, end]).buffer(width / 2, cap_style="flat")


def limb(*joints: Sequence[float]) -> BaseGeometry:
    """A body part along (x, y, radius) joints."""
    j = np.asarray(joints, float)
    spine = curve(j[:, :2], steps=5)
    radius = np.interp(np.linspace(0, len(j) - 1, len(spine)), range(len(j)), j[:, 2])
    balls = [Point(p).buffer(r, 6) for p, r in zip(spine, radius, strict=True)]
    return shapely.union_all([balls[i].union(balls[i + 1]).convex_hull for i in range(len(balls) - 1)])


def union(*shapes: BaseGeometry) -> BaseGeometry:
    """Several shapes as one."""
    return shapely.union_all([s.buffer(0) for s in shapes])


def stroke(points: Points, width: float, chance: np.random.Generator, blunt: float = 0.0, tone: Tone | None = None) -> Ring:
    """One push of the gouge: a pointed entry, a swell, a quicker exit; `blunt` 1 keeps the width to both ends."""
    line = LineString(np.asarray(points, float))
    count = int(np.clip(line.length / max(4.0, width), 5, 40))
    along = np.linspace(0, 1, count)
    p = shapely.get_coordinates(shapely.line_interpolate_point(line, along * line.length))
    direction = np.gradient(p, axis=0)
    direction /= np.hypot(*direction.T)[:, None] + 1e-9
    normal = np.c_[-direction[:, 1], direction[:, 0]]
    swell = np.clip(along * line.length / (2.6 * width), 0, 1) ** 0.8 * np.clip((1 - along) * line.length / (1.3 * width), 0, 1) ** 0.65
    swell = blunt + (1 - blunt) * swell
    if tone is not None:
        swell = swell * np.clip(tone(p[:, 0], p[:, 1]), 0, 1.5)
    half = width / 2 * swell * (1 + 0.22 * noise(p[:, 0], p[:, 1], 4 * width + 5, int(chance.integers(40))))
    left, right = half * (1 + 0.2 * chance.normal(size=count)), half * (1 + 0.2 * chance.normal(size=count))
    return np.vstack([p + normal * left[:, None], (p - normal * right[:, None])[::-1]])


def pieces(shape: BaseGeometry, kind: str) -> list[BaseGeometry]:
    """The simple geometries of one kind inside any geometry."""
    parts = shapely.get_parts(shapely.get_parts(np.array([shape])))
    return [part for part in parts if part.geom_type == kind and not part.is_empty]


def strokes_along(
    lines: Iterable[Ring], region: BaseGeometry, width: float, chance: np.random.Generator, *,
    length: tuple[float, float] = (40, 130), gap: float = 0.12, tone: Tone | None = None, skip: float = 0.0,
) -> list[Ring]:  # fmt: skip
    """Gouges along centre lines clipped to a region; clipped first and tapered after, so that no end looks sawn."""
    cut: list[Ring] = []
    shapely.prepare(region)
    for line in lines:
        for part in pieces(shapely.intersection(LineString(line), region), "LineString"):
            at = chance.uniform(0, length[0] * 0.4) if part.length > length[0] else 0.0
            while at < part.length - width * 0.7:
                end = min(part.length, at + chance.uniform(*length))
                if chance.random() >= skip and end - at > width * 0.6:
                    piece = shapely.get_coordinates(shapely.ops.substring(part, at, end))
                    if len(piece) > 1:
                        piece = piece if chance.random() < 0.6 else piece[::-1]
                        cut.append(stroke(piece, width * chance.uniform(0.72, 1.15), chance, tone=tone))
                at = end + width * 0.6 + chance.uniform(*length) * gap
    return cut


def rows(region: BaseGeometry, angle: float, pitch: float, chance: np.random.Generator, wave: float = 0.0) -> list[Ring]:
    """Roughly parallel centre lines over a region, `angle` in degrees; `wave` lets them drift."""
    left, top, right, bottom = region.bounds
    centre = np.array([(left + right) / 2, (top + bottom) / 2])
    reach = math.hypot(right - left, bottom - top) / 2 + pitch
    turn = math.radians(angle)
    along, across = np.array([math.cos(turn), math.sin(turn)]), np.array([-math.sin(turn), math.cos(turn)])
    u = np.arange(-reach, reach + 15, 15)
    lines, v = [], -reach
    while v < reach:
        p = centre + u[:, None] * along + (v + 0.012 * chance.normal() * u)[:, None] * across
        if wave:
            p = p + wave * noise(p[:, 0], p[:, 1], 150, 3)[:, None] * across
        lines.append(p)
        v += pitch * chance.uniform(0.8, 1.2)
    return lines


def rays(x: float, y: float, inner: float, outer: float, count: int, chance: np.random.Generator, start: float = 0, sweep: float = 360) -> list[Ring]:
    """Centre lines fanning out from a point; degrees clockwise from the right."""
    lines = []
    for number in range(count):
        turn = math.radians(start + sweep * (number + chance.uniform(-0.3, 0.3)) / count)
        far = np.linspace(inner * chance.uniform(1, 1.15), outer, 10)
        lines.append(np.c_[x + far * math.cos(turn), y + far * math.sin(turn)])
    return lines


def rings_round(x: float, y: float, inner: float, outer: float, pitch: float, chance: np.random.Generator, start: float = 0, sweep: float = 360) -> list[Ring]:
    """Centre lines circling a point."""
    lines, radius = [], inner
    while radius < outer:
        turn = np.radians(np.linspace(start, start + sweep, max(10, int(radius * sweep / 500))))
        lines.append(np.c_[x + radius * np.cos(turn), y + radius * np.sin(turn)])
        radius += pitch * chance.uniform(0.8, 1.2)
    return lines


def dots(region: BaseGeometry, pitch: float, tone: Tone, angle: float = 24) -> list[Ring]:
    """A halftone whose dots carry `tone` (0 none, 1 nearly solid)."""
    left, top, right, bottom = region.bounds
    reach = np.arange(-1, 1, 2 * pitch / math.hypot(right - left, bottom - top)) * math.hypot(right - left, bottom - top) / 2
    u, v = (axis.ravel() for axis in np.meshgrid(reach, reach))
    turn = math.radians(angle)
    x = (left + right) / 2 + u * math.cos(turn) - v * math.sin(turn)
    y = (top + bottom) / 2 + u * math.sin(turn) + v * math.cos(turn)
    inside = (x > left) & (x < right) & (y > top) & (y < bottom)
    x, y = x[inside], y[inside]
    strength = np.clip(tone(x, y), 0, 1)
    keep = strength > 0.03
    shapely.prepare(region)
    keep &= shapely.contains_xy(region, x, y)
    circle = np.c_[np.cos(np.linspace(0, 2 * math.pi, 11)[:-1]), np.sin(np.linspace(0, 2 * math.pi, 11)[:-1])]
    radius = pitch * 0.66 * np.sqrt(strength[keep])
    return list(np.c_[x[keep], y[keep]][:, None, :] + radius[:, None, None] * circle)
