"""Things that stand in a street or on a quay, each drawn about its own foot and put on a block."""

import math

import numpy as np
from block import Block, placed
from carving import bar, disc, flat, limb, noise, rect, rings_round, soft, union
from shapely.geometry.base import BaseGeometry


def lattice(start: tuple[float, float], end: tuple[float, float], deep: float, far: float, steps: int, width: float) -> list[BaseGeometry]:
    """A braced girder between two points: two chords, `deep` apart at the start and `far` at the end, and diagonals."""
    a, b = np.array(start, float), np.array(end, float)
    along = (b - a) / np.hypot(*(b - a))
    normal = np.array([-along[1], along[0]])
    top = [a + (b - a) * t / steps - normal * (deep + (far - deep) * t / steps) / 2 for t in range(steps + 1)]
    low = [a + (b - a) * t / steps + normal * (deep + (far - deep) * t / steps) / 2 for t in range(steps + 1)]
    beams = [bar(top[0], top[-1], width * 1.5), bar(low[0], low[-1], width * 1.5)]
    for number in range(steps):
        ends = (top[number], low[number + 1]) if number % 2 else (low[number], top[number + 1])
        beams += [bar(*ends, width), bar(top[number + 1], low[number + 1], width)]
    return beams


def titan_crane(block: Block, x: float, y: float, height: float, *, flip: bool = False, inks: str = "key", halo: float = 2.5) -> BaseGeometry:
    """A hammerhead crane of the Titan kind: braced tower, turning jib with a long arm and a short one with its counterweight."""
    legs = [bar((side * 15, 0), (side * 7.5, -56), 2.0) for side in (-1, 1)]
    levels, width_at = [0, -13, -25, -36, -46, -55], lambda level: 15 + level * 7.5 / 56
    braces = []
    for a, b in zip(levels[:-1], levels[1:], strict=True):
        braces += [bar((-width_at(a), a), (width_at(b), b), 0.9), bar((width_at(a), a), (-width_at(b), b), 0.9), bar((-width_at(b), b), (width_at(b), b), 1.2)]
    feet = [rect(side * 15 - 3, -2.6, side * 15 + 3, 0) for side in (-1, 1)]
    head = [rect(-9, -60, 9, -55), rect(-6.5, -66, 6.5, -59)]
    jib = [*lattice((-6, -70), (74, -68.5), 9, 4, 11, 0.9), *lattice((-6, -70), (-34, -70), 9, 8, 4, 0.9)]
    mast = [bar((-6, -74), (3, -88), 1.4), bar((12, -74), (3, -88), 1.4), bar((3, -88), (66, -71), 0.8), bar((3, -88), (-32, -74), 0.8)]
    load = [rect(-40, -76, -27, -61), rect(50, -66, 58, -62), bar((54, -62), (54, -34), 0.6), soft((52.4, -34), (55.6, -34), (56.4, -30), (54, -27), (51.6, -30))]
    cabin = [rect(8, -66, 15, -59)]
    shape = placed(union(*legs, *braces, *feet, *head, *jib, *mast, *load, *cabin), x, y, height / 90, flip)
    block.place(shape, inks, halo)
    box = placed(rect(-39, -75, -28, -62), x, y, height / 90, flip)
    block.hatch(inks.split("+")[-1], box, 90, height / 46, height / 110)
    return shape


def jib_crane(block: Block, x: float, y: float, height: float, *, flip: bool = False, inks: str = "key", halo: float = 2.0) -> None:
    """A portal crane with a luffing jib, the small kind along a quay."""
    parts = [bar((-13, 0), (-9, -34), 2.4), bar((13, 0), (9, -34), 2.4), bar((-11, -17), (11, -17), 1.4), bar((-12, -4), (10, -32), 1), bar((12, -4), (-10, -32), 1),
             rect(-12, -38, 12, -33), flat((-12, -38), (-12, -56), (4, -60), (10, -50), (10, -38)), *lattice((4, -44), (52, -98), 7, 2, 8, 1.0),
             bar((-2, -58), (2, -74), 1.2), bar((2, -74), (50, -97), 0.7), bar((-10, -55), (2, -74), 0.9), bar((52, -98), (52, -52), 0.6), disc(52, -50, 2)]  # fmt: skip
    block.place(placed(union(*parts), x, y, height / 100, flip), inks, halo)
    block.clear(placed(rect(-2, -53, 5, -46), x, y, height / 100, flip))


def window(block: Block, left: float, top: float, width: float, height: float, lit: str = "", shutters: str = "") -> None:
    """A casement: panes dark (key) or lit (an ink, or "paper"), with shutters in an ink."""
    block.place(rect(left, top, left + width, top + height), {"": "key", "paper": ""}.get(lit, lit), halo=2.6)
    bars = union(bar((left + width / 2, top), (left + width / 2, top + height), width * 0.09), bar((left, top + height * 0.36), (left + width, top + height * 0.36), width * 0.08))
    if lit:
        block.lay("key", bars)
    else:
        block.clear(bars)
        for share in (0.2, 0.72):
            block.cut([(left + width * share, top + height * 0.9), (left + width * (share + 0.12), top + height * 0.6)], width * 0.07)
    if shutters:
        for side in (left - width * 0.62 - 2, left + width + 2):
            leaf = rect(side, top - 2, side + width * 0.62, top + height + 2)
            block.place(leaf, shutters, halo=1.6)
            for k in range(1, 9):
                level = top + k * height / 9
                block.draw([(side + 3, level), (side + width * 0.31, level + 1), (side + width * 0.6 - 2, level)], max(1.4, width * 0.05))


def lamp_post(block: Block, x: float, y: float, height: float, lit: str = "terra") -> tuple[float, float]:
    """A street lamp; returns where its light is."""
    h = height / 100
    post = union(bar((0, 0), (0, -84), 2.4), soft((-3.6, 0), (-2.4, -9), (0, -11), (2.4, -9), (3.6, 0)), rect(-2.6, -62, 2.6, -60))
    block.place(placed(post, x, y, h), "key", 1.8)
    block.place(placed(flat((-5, -98), (5, -98), (3.4, -84), (-3.4, -84)), x, y, h), lit, 2.2)
    block.place(placed(union(flat((-6.4, -97), (6.4, -97), (2, -103), (-2, -103)), disc(0, -104, 1.4), bar((0, -97), (0, -84), 1)), x, y, h), "key", 0.8)
    return x, y - 91 * h


def gull(block: Block, x: float, y: float, span: float, tilt: float = 0.0) -> None:
    """A gull in flight: two cuts of paper."""
    wings = np.array([(-1, 0.1), (-0.55, -0.26), (0, 0.06), (0.5, -0.3), (1, 0.02)]) * span
    turn = math.radians(tilt)
    wings = wings @ np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]]) + (x, y)
    for half in (wings[:3], wings[2:]):
        points = half.tolist()
        for ink in block.inks:
            block.cut(points, span * 0.22, ink)


def water(block: Block, region: BaseGeometry, pitch: float, glitter: tuple[float, float] | None = None, dark: float = 0.55) -> None:
    """Flat water in green with key ripples; `glitter` = (x, half-width at the far shore) opens a path of light."""
    left, top, right, bottom = region.bounds
    block.clear(region)
    block.lay("green", region)
    depth = lambda y: (y - top) / (bottom - top)  # noqa: E731
    calm = lambda x, y: 0.75 + 0.6 * noise(x / 3, y, 60, 21)  # noqa: E731
    block.hatch("key", region, 0, pitch, pitch * dark, wave=pitch * 0.5, tone=lambda x, y: calm(x, y) * (0.6 + 0.6 * depth(y)), length=(50, 260), gap=0.2, standing=True)
    block.hatch("key", region, 0, pitch * 0.8, pitch * 0.45, wave=pitch * 0.4, tone=lambda x, y: 1.1 - 2.6 * depth(y), length=(60, 200), gap=0.2, standing=True)
    block.hatch("green", region, 0, pitch * 1.7, pitch * 0.3, wave=pitch * 0.6, tone=lambda x, y: calm(x + 700, y), length=(20, 90), gap=0.9, skip=0.35)
    if glitter:
        x0, half = glitter
        block_light = lambda x, y: np.clip(1.25 - np.abs(x - x0) / (half * (1 + 1.1 * depth(y))), 0, 1.2)  # noqa: E731
        for ink in ("green", "key"):
            block.hatch(ink, region, 0, pitch * 0.9, pitch * 0.62, wave=2, tone=block_light, length=(14, 60), gap=0.5, skip=0.12)


def bricks(block: Block, region: BaseGeometry, width: float, height: float, ink: str = "key") -> None:
    """Joints of brickwork, cut and sometimes forgotten."""
    left, top, right, bottom = region.bounds
    chance = block.chance
    for row in range(int((bottom - top) / height) + 1):
        y = top + row * height
        block.along(ink, [np.array([(left, y), (right, y)])], region, 1.8, length=(30, 90), gap=0.2, skip=0.15)
        for column in range(int((right - left) / width) + 2):
            x = left + (column + 0.5 * (row % 2)) * width
            if left < x < right and chance.random() > 0.2:
                block.cut([(x, y + 1), (x + chance.normal(), y + height - 1)], 1.7, ink)


def roof(block: Block, shape: BaseGeometry, pitch: float, ink: str = "key") -> None:
    """Slates: short cuts in broken courses."""
    block.place(shape, ink, 2.6)
    block.hatch(ink, shape.buffer(-3), 0, pitch, pitch * 0.26, length=(10, 34), gap=0.5, skip=0.3)


def bicycle(block: Block, x: float, y: float, length: float, flip: bool = False) -> None:
    """A bicycle leaning on its own."""
    wheels = [disc(k, -11, 11).difference(disc(k, -11, 9.4)) for k in (-17, 17)]
    frame = [bar((-17, -11), (-8, -27), 1.3), bar((-8, -27), (12, -27), 1.3), bar((-3, -11), (12, -27), 1.3), bar((-3, -11), (-8, -27), 1.3), bar((-17, -11), (-3, -11), 1.2),
             bar((17, -11), (11, -32), 1.3), bar((11, -32), (15, -35), 1.2), bar((15, -35), (18, -33), 1.2), soft((-13, -30), (-5, -30.6), (-4, -29), (-12, -28)), bar((-8, -27), (-8.6, -30), 1.2)]  # fmt: skip
    spokes = [bar((k + 10 * math.cos(t), -11 + 10 * math.sin(t)), (k - 10 * math.cos(t), -11 - 10 * math.sin(t)), 0.35) for k in (-17, 17) for t in np.linspace(0, math.pi, 6)[:-1]]
    block.place(placed(union(*wheels, *frame, *spokes), x, y, length / 56, flip), "key", 1.4)


def bare_tree(block: Block, x: float, y: float, height: float, ink: str = "key", halo: float = 1.8) -> None:
    """A winter tree, grown branch by branch."""
    chance, twigs = block.chance, []

    def grow(px: float, py: float, angle: float, length: float, thick: float) -> None:
        qx, qy = px + length * math.cos(angle), py + length * math.sin(angle)
        mx, my = (px + qx) / 2 + chance.normal() * length * 0.06, (py + qy) / 2
        twigs.append(limb((px, py, thick), (mx, my, thick * 0.82), (qx, qy, thick * 0.66)))
        if thick > height * 0.0045:
            for turn in (-0.5, 0.05, 0.48)[: 2 + int(chance.random() < 0.6)]:
                grow(qx, qy, angle + turn + chance.normal() * 0.14, length * chance.uniform(0.6, 0.78), thick * 0.62)

    grow(x, y, -math.pi / 2, height * 0.3, height * 0.026)
    block.place(union(*twigs), ink, halo)


def moon(block: Block, x: float, y: float, radius: float, reach: float, ink: str = "key") -> None:
    """A full moon and its ringed light in a dark sky."""
    halo = disc(x, y, reach).difference(disc(x, y, radius * 1.16))
    fade = lambda px, py: np.clip(1.25 - (np.hypot(px - x, py - y) - radius) / (reach - radius), 0, 1.1)  # noqa: E731
    block.along(ink, rings_round(x, y, radius * 1.24, reach, radius * 0.2, block.chance), halo, radius * 0.11, tone=fade, length=(30, 120), gap=0.3, skip=0.12)
    block.clear(disc(x, y, radius))
    for cx, cy, r in ((-0.3, -0.25, 0.2), (0.25, 0.1, 0.28), (-0.15, 0.42, 0.14)):
        block.hatch(ink, disc(x + cx * radius, y + cy * radius, r * radius), 20, radius * 0.09, radius * 0.03, standing=True)
