"""A Bellevue tower on a December night: every lit window is a small business of its own."""

from collections.abc import Callable

import numpy as np
from actor import Actor
from block import Block
from carving import bar, disc, flat, limb, rect, soft, union
from figures import cat, man, walker, woman
from scenery import bare_tree, lamp_post, moon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

LEFT, RIGHT, TOP, FOOT = 250, 860, 180, 1350
FLOORS, BAYS = 13, 6
FLOOR, BAY = (FOOT - TOP - 60) / FLOORS, (RIGHT - LEFT) / BAYS


def shape_at(shape: BaseGeometry, x: float, y: float) -> BaseGeometry:
    """A window scene drawn about the middle of its sill."""
    return translate(shape, x, y)


def head(x: float, y: float, r: float = 8) -> BaseGeometry:
    return disc(x, y, r, 1.15)


def bust(x: float, tall: float = 30, wide: float = 15) -> BaseGeometry:
    """Shoulders and head above a sill."""
    return union(soft((x - wide, 2), (x - wide * 0.9, -tall * 0.5), (x, -tall * 0.72), (x + wide * 0.9, -tall * 0.5), (x + wide, 2)), head(x, -tall))


# What goes on behind the panes; each is about 66 wide and 52 high, sill at y = 0.
SCENES: dict[tuple[int, int], Callable[[], BaseGeometry]] = {
    (1, 1): lambda: union(bust(-6, 34), bust(8, 31), bar((-18, -20), (20, -16), 9)),  # a kiss
    (2, 4): lambda: union(bust(-14, 30), rect(-2, -14, 24, 0), rect(18, -30, 25, -12), rect(2, -30, 22, -24), bar((4, -26), (4, -12), 3)),  # a sewing machine
    (3, 0): lambda: union(bust(-16, 32), bust(6, 36), bust(22, 28), rect(-4, -12, 14, 0)),  # the match on the radio
    (4, 3): lambda: union(soft((-10, 0), (-12, -20), (0, -26), (9, -18), (9, 0)), head(0, -29, 7), flat((-5, -33), (-4, -42), (1, -35)), flat((5, -33), (6, -42), (0, -35))),  # a cat
    (5, 5): lambda: union(bust(0, 34), limb((10, -18, 5), (20, -36, 4), (18, -48, 4))),  # somebody waving
    (7, 1): lambda: union(*(disc(k * 13, -46 + (k % 2) * 5, 0.1) for k in range(2)), bar((-33, -44), (33, -41), 2), *(rect(k, -43, k + 10, -22 - (k % 3) * 4) for k in (-28, -14, 2, 17))),  # washing
    (8, 4): lambda: union(bust(-10, 36), limb((-4, -22, 4), (12, -30, 4), (22, -22, 3)), soft((16, -20), (22, -34), (30, -22), (26, -8), (18, -8))),  # a guitar
    (9, 2): lambda: union(bust(-12, 24, 11), bust(12, 24, 11), rect(-22, -5, 22, 0), bar((-4, -6), (-4, -16), 3)),  # homework
    (10, 5): lambda: union(bust(0, 40, 20), soft((-16, -40), (0, -54), (16, -40))),  # a cook in a cap
    (6, 3): lambda: union(soft((-26, 2), (-20, -18), (-4, -24), (14, -20), (26, 2)), head(-10, -30, 7)),  # asleep at the table
    (0, 4): lambda: union(bust(2, 38), bar((-26, -50), (-26, 0), 10)),  # at the curtain
    (11, 0): lambda: union(bust(-8, 36), bust(14, 22, 10)),  # mother and child
}


def sky(block: Block) -> None:
    """A black sky and a moon that does the rest."""
    block.lay("key", rect(0, 0, block.width, block.height))
    moon(block, 1010, 250, 78, 420)
    block.hatch("key", rect(44, 60, 250, 1300), -24, 46, 6, wave=26, tone=lambda x, y: 1.1 - abs(y - 520) / 420, length=(30, 130), gap=1.1, skip=0.35)
    chance = block.chance
    for x, y in chance.uniform((40, 40), (1160, 760), (130, 2)):
        if np.hypot(x - 1010, y - 250) > 440:
            block.clear(disc(x, y, chance.uniform(1.4, 3.4)))


def walls(block: Block) -> None:
    """Front and side of the tower, floors as long cuts, joints of the panels."""
    block.place(flat((RIGHT, TOP), (RIGHT + 130, TOP + 60), (RIGHT + 130, FOOT - 20), (RIGHT, FOOT)), "", 4)
    block.hatch("key", flat((RIGHT + 2, TOP + 4), (RIGHT + 128, TOP + 64), (RIGHT + 128, FOOT - 20), (RIGHT + 2, FOOT)), 90, 17, 10,
                tone=lambda x, y: 1.2 - (x - RIGHT) / 150, length=(60, 260), gap=0.1, standing=True)  # fmt: skip
    block.place(rect(LEFT, TOP, RIGHT, FOOT), "key", 5)
    block.place(rect(LEFT - 10, TOP - 22, RIGHT + 6, TOP + 2), "key", 4)
    block.place(union(rect(540, TOP - 74, 640, TOP - 20), bar((590, TOP - 74), (590, TOP - 170), 4), bar((566, TOP - 150), (614, TOP - 156), 3), bar((572, TOP - 134), (608, TOP - 138), 3)), "key", 2.4)
    block.hatch("key", rect(LEFT, TOP, RIGHT, FOOT), 90, 22, 4, tone=lambda x, y: 0.15 + 0.9 * (x - LEFT) / (RIGHT - LEFT), length=(20, 120), gap=0.9, skip=0.3)
    for floor in range(FLOORS + 1):
        y = TOP + 30 + floor * FLOOR
        block.along("key", [np.array([(LEFT, y), (555, y + 2), (RIGHT, y)])], rect(LEFT, TOP, RIGHT, FOOT), 4.2, length=(120, 420), gap=0.06)
        block.draw([(RIGHT, y), (RIGHT + 128, y + 22 - floor * 2)], 3)


def windows(block: Block) -> None:
    """One window a bay and floor; those awake have someone in them; the third bay is the stairs."""
    for floor in range(FLOORS):
        for bay in range(BAYS):
            x, sill = LEFT + (bay + 0.5) * BAY, TOP + 30 + (floor + 0.86) * FLOOR
            if bay == 2:
                stairs(block, x, sill, floor)
            else:
                pane(block, x, sill, SCENES.get((floor, bay)), block.chance.random())


def pane(block: Block, x: float, sill: float, scene: Callable[[], BaseGeometry] | None, luck: float) -> None:
    """A single window, lit if something goes on in it."""
    opening = rect(x - 34, sill - 52, x + 34, sill)
    if scene is None:
        block.place(opening, "key", 2.6)
        if luck < 0.5:
            block.hatch("key", opening.buffer(-4), 62, 15, 3.4, length=(10, 40), gap=0.4, skip=0.4)
        if luck > 0.86:
            block.lay("terra", opening)
            block.carve("key", rect(x - 32, sill - 50, x + 32, sill - 22))
        block.clear(bar((x, sill - 52), (x, sill), 2.6))
        return
    block.place(opening, "terra" if luck < 0.7 else "", 3.4)
    figure = shape_at(scene(), x, sill).intersection(opening)
    block.lay("key", figure)
    block.lay("key", soft((x - 34, sill - 52), (x - 20, sill - 52), (x - 25, sill - 30), (x - 34, sill - 10)).intersection(opening))
    block.lay("key", soft((x + 34, sill - 52), (x + 21, sill - 52), (x + 26, sill - 30), (x + 34, sill - 10)).intersection(opening))
    block.lay("key", rect(x - 40, sill, x + 40, sill + 5))


def stairs(block: Block, x: float, sill: float, floor: int) -> None:
    """The stairwell, lit all the way: the same man, out of breath, floor after floor."""
    opening = rect(x - 15, sill - 58, x + 15, sill + 10)
    block.place(opening, "", 2.4)
    block.screen("terra", opening, 9, lambda px, py: 0.55 + 0 * px)
    for k in range(5):
        step = rect(x - 15 + k * 6, sill + 8 - k * 9, x + 15, sill + 11 - k * 9) if floor % 2 else rect(x - 15, sill + 8 - k * 9, x + 15 - k * 6, sill + 11 - k * 9)
        block.lay("key", step)
    if floor in (3, 6, 9, 12):
        tired = {12: 0, 9: 2, 6: 5, 3: 8}[floor]
        block.place(union(soft((x - 9, sill + 2), (x - 8 + tired * 0.3, sill - 24), (x + tired * 0.5, sill - 30), (x + 9, sill - 22), (x + 9, sill + 2)), head(x + tired * 0.8, sill - 38 + tired * 0.8, 7)), "key", 1.2)


def ground(block: Block) -> None:
    """Snow, tracks, two people talking under a lamp, a moped under its cover of snow."""
    snow = soft((-80, 1340), (200, 1326), (560, 1346), (900, 1330), (1300, 1338), (1300, 1700), (-80, 1700))
    block.place(snow, "", 3)
    block.hatch("key", snow.intersection(rect(0, 1356, 1200, 1600)), 2, 40, 9, wave=20, tone=lambda x, y: 0.2 + (y - 1340) / 260, length=(50, 260), gap=0.6, skip=0.2, standing=True)
    block.lay("key", flat((LEFT, FOOT), (RIGHT, FOOT), (640, 1600), (-60, 1600)))
    block.hatch("key", flat((LEFT, FOOT + 6), (RIGHT, FOOT + 6), (640, 1600), (-60, 1600)), 24, 36, 7, wave=10, length=(40, 180), gap=0.7, skip=0.15)
    entrance = rect(522, FOOT - 104, 592, FOOT)
    block.place(entrance, "terra", 4)
    block.lay("key", union(bar((557, FOOT - 104), (557, FOOT), 5), bar((522, FOOT - 60), (592, FOOT - 60), 3)))
    block.place(rect(496, FOOT - 122, 618, FOOT - 106), "", 2)
    pool = flat((526, FOOT), (590, FOOT), (760, 1560), (470, 1560))
    block.clear(pool)
    block.screen("terra", pool, 14, lambda x, y: 0.75 - (y - FOOT) / 300)
    for k in range(16):
        for side in (-1, 1):
            block.lay("key", disc(565 + k * 9 + side * 8, FOOT + 14 + k * 13 + side * 4, 3.4 + k * 0.16, 0.6))


def draw() -> Block:
    """The whole block, from the sky forward."""
    block = Block(1200, 1600, ("terra", "key"), seed=71)
    sky(block)
    for left, top, wide in ((40, 760, 120), (1040, 900, 130)):
        block.place(rect(left, top, left + wide, FOOT), "key", 3)
        block.hatch("key", rect(left, top, left + wide, FOOT), 0, 30, 4, length=(30, 120), gap=0.3, skip=0.1)
        for x, y in block.chance.uniform((left + 8, top + 20), (left + wide - 20, FOOT - 60), (9, 2)):
            block.place(rect(x, y, x + 12, y + 14), "terra", 1)
    walls(block)
    windows(block)
    ground(block)
    bare_tree(block, 132, 1470, 560, halo=3)
    lx, ly = lamp_post(block, 1010, 1500, 380)
    block.screen("terra", disc(lx, 1512, 150, 0.3), 12, lambda x, y: 1 - np.hypot(x - lx, (y - 1512) * 3) / 160)
    light = (1, -0.6)
    man(Actor(block, 900, 1540, 250, light=light, halo=3), "hat", "key", "")
    woman(Actor(block, 1096, 1546, 232, light=(-1, -0.6), halo=3), "scarf", "key", "basket")
    walker(Actor(block, 706, 1566, 230, light=light, halo=3), "cap", "key", 1.0, arm="pocket")
    cat(Actor(block, 320, 1560, 110, light=light))
    return block
