"""A figure's place on a block: it is drawn a hundred units tall with the feet at the origin and then put there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from block import Block, placed
from carving import curve, noise, stroke
from shapely.affinity import rotate, scale
from shapely.geometry.base import BaseGeometry

Points = Sequence[Sequence[float]]


@dataclass
class Actor:
    """A figure's place on the block. `light` is the direction the light comes from, (-1, 0) being the left."""

    block: Block
    x: float
    y: float
    height: float
    flip: bool = False
    lean: float = 0.0
    stout: float = 1.0
    light: tuple[float, float] = (-1, -0.3)
    halo: float = 2.4

    @property
    def unit(self) -> float:
        return self.height / 100

    def put(self, shape: BaseGeometry) -> BaseGeometry:
        shape = rotate(scale(shape, self.stout, 1, origin=(0, 0)), self.lean, origin=(0, 0))
        return placed(shape, self.x, self.y, self.unit, self.flip)

    def points(self, points: Points) -> np.ndarray:
        p = np.asarray(points, float) * (self.stout, 1)
        turn = np.radians(self.lean)
        p = p @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        return p * (-self.unit if self.flip else self.unit, self.unit) + (self.x, self.y)

    def part(self, shape: BaseGeometry, inks: str = "key", rim: float = 0.0, halo: float = 1.0) -> BaseGeometry:
        """Set one part in front of the others; `rim` is the depth of light carved into its lit side."""
        put = self.put(shape)
        self.block.place(put, inks, halo=min(self.halo, 0.9 * self.unit + 0.7) * halo)
        if rim:
            for ink in inks.split("+"):
                self.block.rim(put, ink, self.light, 0.85 * self.unit + 0.5, rim * self.unit, 1.7 * self.unit + 1)
        return put

    def cloth(self, shape: BaseGeometry, inks: str, angle: float = 86) -> None:
        """Folds of cloth on a large figure: long gouges that thin out away from the light."""
        if self.height < 240:
            return
        put = self.put(shape)
        left, _, right, _ = put.bounds
        near = left if (self.light[0] < 0) else right
        fade = lambda x, y: 0.95 - 1.9 * np.abs(x - near) / (right - left) + 0.5 * noise(x, y, 14 * self.unit, 17)  # noqa: E731
        self.block.hatch(inks.split("+")[-1], put.buffer(-0.6 * self.unit), angle, 1.5 * self.unit, 0.62 * self.unit, wave=2 * self.unit, tone=fade,
                         length=(5 * self.unit, 17 * self.unit), gap=0.5, skip=0.1)  # fmt: skip

    def cut(self, points: Points, width: float, ink: str = "key") -> None:
        self.block.carve(ink, [stroke(curve(self.points(points)), width * self.unit, self.block.chance)])

    def open(self, points: Points, width: float) -> None:
        self.block.clear([stroke(curve(self.points(points)), width * self.unit, self.block.chance)])

    def draw(self, points: Points, width: float, ink: str = "key") -> None:
        self.block.lay(ink, [stroke(curve(self.points(points)), width * self.unit, self.block.chance, 0.2)])
