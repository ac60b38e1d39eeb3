"""A set of linoleum blocks, one an ink, drawn from back to front: clear what lies behind, lay ink, carve."""

from collections.abc import Iterable

import numpy as np
import shapely
from carving import Ring, Tone, curve, dots, noise, pieces, rays, rows, stroke, strokes_along
from shapely.affinity import affine_transform, translate
from shapely.geometry.base import BaseGeometry

Marks = BaseGeometry | list[Ring]


class Block:
    """Plates of one print. `inks` maps an ink's name to its colour; the last one, "key", prints over the others."""

    def __init__(self, width: int, height: int, inks: tuple[str, ...], seed: int, margin: int = 44) -> None:
        self.width, self.height, self.inks, self.margin = width, height, inks, margin
        self.chance = np.random.default_rng(seed)
        self.plates: dict[str, list[tuple[bool, str]]] = {ink: [] for ink in inks}

    # -- the three gestures ------------------------------------------------------------------------------------------

    def clear(self, marks: Marks) -> None:
        """Take everything away, down to the paper."""
        for ink in self.inks:
            self._mark(ink, False, marks)

    def lay(self, ink: str, marks: Marks) -> None:
        """Leave ink standing."""
        self._mark(ink, True, marks)

    def carve(self, ink: str, marks: Marks) -> None:
        """Cut away from one plate only."""
        self._mark(ink, False, marks)

    def _mark(self, ink: str, standing: bool, marks: Marks) -> None:
        path = "".join(path_of(turned(ring)) for ring in marks) if isinstance(marks, list) else path_of_shape(marks)
        if path:
            plate = self.plates[ink]
            if plate and plate[-1][0] == standing:
                plate[-1] = (standing, plate[-1][1] + path)
            else:
                plate.append((standing, path))

    # -- gestures in series ------------------------------------------------------------------------------------------

    def place(self, shape: BaseGeometry, inks: str = "key", halo: float = 2.6, light: tuple[float, float] = (0, 0)) -> None:
        """Set a shape in front: a white line round it (thicker towards `light`), then its inks ("terra+key", or "")."""
        around = shape.buffer(halo) if halo else shape
        if light != (0, 0):
            around = around.union(translate(around, *light))
        self.clear(around)
        for ink in filter(None, inks.split("+")):
            self.lay(ink, shape)

    def cut(self, points: Iterable[Iterable[float]], width: float, ink: str = "key", blunt: float = 0.0) -> None:
        """One gouge through the points."""
        self.carve(ink, [stroke(curve(list(points)), width, self.chance, blunt)])

    def draw(self, points: Iterable[Iterable[float]], width: float, ink: str = "key", blunt: float = 0.25) -> None:
        """One line of ink through the points."""
        self.lay(ink, [stroke(curve(list(points)), width, self.chance, blunt)])

    def hatch(self, ink: str, region: BaseGeometry, angle: float, pitch: float, width: float | None = None, *, wave: float = 0,
              tone: Tone | None = None, length: tuple[float, float] = (40, 130), gap: float = 0.12, skip: float = 0,
              standing: bool = False) -> None:  # fmt: skip
        """Parallel gouges over a region (or standing ridges)."""
        if not region.is_empty:
            lines = rows(region, angle, pitch, self.chance, wave)
            self._mark(ink, standing, strokes_along(lines, region, width or pitch * 0.6, self.chance, tone=tone, length=length, gap=gap, skip=skip))

    def along(self, ink: str, lines: list[Ring], region: BaseGeometry, width: float, *, tone: Tone | None = None,
              length: tuple[float, float] = (40, 130), gap: float = 0.12, skip: float = 0, standing: bool = False) -> None:  # fmt: skip
        """Gouges (or ridges) along given centre lines."""
        self._mark(ink, standing, strokes_along(lines, region, width, self.chance, tone=tone, length=length, gap=gap, skip=skip))

    def shine(self, ink: str, region: BaseGeometry, x: float, y: float, inner: float, outer: float, count: int, width: float, **how: object) -> None:
        """Gouges fanning out from a light."""
        self.along(ink, rays(x, y, inner, outer, count, self.chance), region, width, **how)  # type: ignore[arg-type]

    def screen(self, ink: str, region: BaseGeometry, pitch: float, tone: Tone, angle: float = 24) -> None:
        """A halftone laid in one ink."""
        self.lay(ink, dots(region, pitch, tone, angle))

    def rim(self, shape: BaseGeometry, ink: str, light: tuple[float, float], width: float, depth: float, pitch: float | None = None) -> None:
        """Short gouges on the lit side of a shape, from its edge inwards, along the light."""
        lit = shape.difference(translate(shape, -light[0] * depth, -light[1] * depth))
        angle = float(np.degrees(np.arctan2(light[1], light[0])))
        self.hatch(ink, lit.buffer(-0.4), angle, pitch or width * 1.9, width, length=(depth * 0.5, depth * 1.4), gap=0.05, skip=0.08)


def placed(shape: BaseGeometry, x: float, y: float, scale: float = 1.0, flip: bool = False) -> BaseGeometry:
    """A shape drawn about the origin, put at a place on the block."""
    return affine_transform(shape, [-scale if flip else scale, 0, 0, scale, x, y])


def shaken(points: Ring) -> Ring:
    """Edges as a hand cuts them: long straights are broken and drift a little."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    counts = np.maximum(1, np.ceil(steps / 9)).astype(int)
    if counts.sum() > len(points) - 1:
        starts = np.repeat(np.cumsum(np.r_[0, counts[:-1]]), counts)
        within = (np.arange(counts.sum()) - starts) / np.repeat(counts, counts)
        a, b = np.repeat(points[:-1], counts, 0), np.repeat(points[1:], counts, 0)
        points = np.vstack([a + (b - a) * within[:, None], points[-1:]])
    x, y = points.T
    drift = np.c_[noise(x, y, 150, 1), noise(x, y, 150, 7)] * 1.9
    return points + drift + np.c_[noise(x, y, 16, 13), noise(x, y, 16, 19)] * 0.9


def turned(ring: Ring) -> Ring:
    """The ring running one way only: two gouges that cross must add up under non-zero filling, never cancel."""
    x, y = ring.T
    return ring if np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)) > 0 else ring[::-1]


def path_of(ring: Ring) -> str:
    """One closed path, shaken, to a tenth of a unit."""
    moved = np.round(shaken(np.vstack([ring, ring[:1]]))[:-1], 1)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in moved) + "Z"


def path_of_shape(shape: BaseGeometry) -> str:
    """All polygons of a shape; holes run the other way round, so that non-zero filling leaves them open."""
    path = []
    for polygon in pieces(shape, "Polygon"):
        outside_first = shapely.geometry.polygon.orient(polygon)
        path += [path_of(np.asarray(ring.coords)[:-1]) for ring in (outside_first.exterior, *outside_first.interiors)]
    return "".join(path)
