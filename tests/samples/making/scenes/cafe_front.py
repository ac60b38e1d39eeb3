"""Hédi's café on the Quai de la Fosse, at the hour when one shift meets the next."""

import numpy as np
from actor import Actor
from block import Block
from carving import bar, disc, flat, limb, noise, rect, soft, union
from figures import cat, child, crowd_back, man, walker, woman
from lettering import words
from scenery import bicycle, gull, jib_crane, lamp_post, titan_crane, water, window

GROUND = 930
SUN = (250.0, 470.0)


def river_side(block: Block) -> None:
    """Left: the evening over the river, cranes and masts beyond the quay."""
    sky = rect(0, 0, 660, 560)
    block.lay("key", sky)
    block.lay("terra", sky)
    far = lambda x, y: np.hypot(x - SUN[0], y - SUN[1])  # noqa: E731
    block.shine("key", sky, *SUN, 92, 760, 130, 13, tone=lambda x, y: 1.55 - far(x, y) / 420, length=(50, 220), gap=0.07)
    block.shine("terra", sky, *SUN, 100, 760, 70, 8, tone=lambda x, y: 1.2 - abs(far(x, y) - 300) / 260, length=(40, 150), gap=0.3, skip=0.25)
    block.clear(disc(*SUN, 80))
    block.place(flat((0, 520), (140, 512), (660, 516), (660, 570), (0, 570)), "key", 3)
    for x in np.arange(20, 640, 34):
        high = 14 + 12 * float(noise(np.array(x), np.array(9.0), 50, 5))
        block.place(flat((x, 524), (x, 516 - high), (x + 14, 504 - high), (x + 28, 516 - high), (x + 28, 524)), "key", 1.6)
    titan_crane(block, 430, 540, 290, flip=True)
    jib_crane(block, 110, 532, 150)
    water(block, rect(0, 560, 700, 760), 12, (SUN[0], 44))
    for x, high in ((560, 470), (610, 400)):
        block.place(union(bar((x, 760), (x + 4, 760 - high), 6), bar((x - 50, 760 - high * 0.62), (x + 56, 760 - high * 0.66), 5)), "key", 2.4)
        for far_x in (-90, 80):
            block.draw([(x + 3, 764 - high), (x + far_x, 745)], 2.4)
    for x, y, span, tilt in ((90, 190, 30, -8), (170, 140, 20, 6), (520, 120, 26, 10)):
        gull(block, x, y, span, tilt)


def house(block: Block) -> None:
    """The tall stone house above the café: cornice, balconies, one curtain blowing out."""
    block.place(rect(640, 0, 1600, GROUND), "", 5)
    wall = rect(640, 0, 1600, 440)
    for y in np.arange(36, 440, 44):
        block.draw([(640, y), (1100, y + 2), (1600, y)], 3, blunt=0.6)
        for x in np.arange(650 + (y // 44 % 2) * 48, 1600, 96):
            block.draw([(x, y), (x + 1, y + 42)], 2.4)
    block.hatch("key", wall, 62, 34, 6, tone=lambda x, y: (x - 1150) / 700, length=(20, 60), gap=0.8, skip=0.4, standing=True)
    for x, lit in ((720, ""), (960, "terra"), (1200, ""), (1440, "terra")):
        block.place(rect(x - 14, 60, x + 114, 290), "", 0)
        block.lay("key", rect(x - 14, 60, x + 114, 290).difference(rect(x - 6, 68, x + 106, 290)))
        window(block, x, 84, 100, 196, lit, "")
        for side in (x - 62, x + 116):
            leaf = rect(side, 78, side + 46, 284)
            block.place(leaf, "green", 2)
            for k in range(15):
                block.draw([(side + 5, 90 + k * 13), (side + 23, 92 + k * 13), (side + 42, 90 + k * 13)], 3)
        railing(block, x - 40, 292, 180)
    block.place(soft((1004, 100), (1050, 110), (1112, 196), (1150, 206), (1104, 236), (1040, 190), (1006, 250)), "", 3)
    block.draw([(1012, 120), (1060, 150), (1120, 212)], 4)
    block.draw([(1010, 180), (1040, 176), (1090, 222)], 3)
    leaning_woman(block, 1490, 290)


def railing(block: Block, left: float, level: float, wide: float) -> None:
    """A wrought-iron balcony."""
    parts = [bar((left, level), (left + wide, level), 7), bar((left, level + 62), (left + wide, level + 62), 9)]
    for x in np.arange(left + 6, left + wide, 22):
        parts += [bar((x, level), (x, level + 62), 3), disc(x + 11, level + 32, 10).difference(disc(x + 11, level + 32, 6.5))]
    block.place(union(*parts), "key", 2.2)
    block.place(flat((left - 6, level + 66), (left + wide + 6, level + 66), (left + wide - 10, level + 82), (left + 10, level + 82)), "key", 2)


def leaning_woman(block: Block, x: float, y: float) -> None:
    """Somebody on her balcony, back to the light, calling down."""
    block.lay("key", soft((x - 44, y), (x - 38, y - 70), (x - 6, y - 92), (x + 30, y - 70), (x + 38, y)))
    block.place(disc(x - 8, y - 118, 24, 1.15), "key", 2)
    block.place(disc(x + 8, y - 132, 12), "key", 2)
    for k in range(4):
        block.cut([(x - 24 + k * 9, y - 104), (x - 18 + k * 7, y - 130)], 2.6)


def front(block: Block) -> None:
    """The café front: painted wood in green, gilded name, three panes with the evening inside."""
    block.place(rect(660, 440, 1590, GROUND), "green", 5)
    block.lay("key", rect(660, 440, 1590, 560))
    block.carve("key", rect(672, 452, 1578, 548))
    block.lay("key", rect(682, 462, 1568, 538))
    block.clear(words("CAFÉ DU QUAI", "sign", 710, 526, 66, spread=0.05))
    block.clear(words("مقهى الهادي", "ruqaa-bold", 1540, 512, 50, "end"))
    block.clear(disc(1236, 502, 8))
    for left, right in ((690, 930), (1070, 1300), (1330, 1560)):
        pane(block, left, right)
    block.hatch("key", rect(664, 860, 940, GROUND - 4), 90, 17, 5, length=(30, 60), gap=0.2, standing=True)
    block.hatch("key", rect(1068, 860, 1586, GROUND - 4), 90, 17, 5, length=(30, 60), gap=0.2, standing=True)
    door(block)
    awning(block)


def pane(block: Block, left: float, right: float) -> None:
    """A lit window: bottles on a shelf, the lamp, and the drinkers from behind."""
    glass = rect(left, 640, right, 860)
    block.place(glass, "terra", 5)
    lamp = ((left + right) / 2 + 18, 668)
    block.shine("terra", glass, *lamp, 22, 260, 46, 9, tone=lambda x, y: 1.15 - np.hypot(x - lamp[0], y - lamp[1]) / 170, length=(30, 120), gap=0.1)
    block.lay("key", union(bar((lamp[0], 640), (lamp[0], 656), 3), flat((lamp[0] - 24, 674), (lamp[0] + 24, 674), (lamp[0] + 8, 654), (lamp[0] - 8, 654))))
    block.clear(disc(lamp[0], 680, 9))
    for k, x in enumerate(np.arange(left + 14, right - 16, 23)):
        if abs(x - lamp[0]) > 34:
            tall = 30 + (k * 7) % 14
            block.lay("key", union(rect(x, 724 - tall, x + 11, 724), rect(x + 3.5, 714 - tall - 8, x + 7.5, 726 - tall)))
    block.lay("key", rect(left, 724, right, 731))
    chance = block.chance
    for k, x in enumerate(np.linspace(left + 44, right - 44, 3)):
        tall = chance.uniform(70, 96)
        figure = union(soft((x - 36, 862), (x - 32, 862 - tall * 0.6), (x, 862 - tall * 0.82), (x + 32, 862 - tall * 0.6), (x + 36, 862)), disc(x + chance.normal() * 6, 862 - tall - 8, 16, 1.15))
        if k == 1:
            figure = union(figure, limb((x + 24, 820, 9), (x + 44, 796, 8), (x + 30, 770, 6)), rect(x + 22, 748, x + 36, 768))
        block.place(figure.intersection(glass), "key", 2.4)
    block.lay("key", union(bar((left + (right - left) / 2, 640), (left + (right - left) / 2, 860), 5), bar((left, 640), (right, 640), 6)))
    for share in (0.12, 0.8):
        x = left + (right - left) * share
        block.cut([(x, 846), (x + 26, 762)], 4, "terra")


def door(block: Block) -> None:
    """The door stands open on the lamp-light."""
    block.place(rect(948, 590, 1056, GROUND), "", 5)
    block.screen("terra", rect(948, 590, 1056, GROUND), 12, lambda x, y: 0.1 + (y - 590) / 380)
    block.lay("key", union(bar((948, 590), (948, GROUND), 9), bar((1056, 590), (1056, GROUND), 9), bar((944, 590), (1060, 590), 10)))


def waiter(block: Block) -> None:
    """Hédi on his threshold, tray on his fingers, turning back inside."""
    hedi = Actor(block, 996, GROUND + 18, 244, light=(1, -0.4))
    man(hedi, "short", "key", gesture="raised")
    tray = hedi.put(soft((16, -116), (29, -119), (42, -116), (29, -114)))
    block.place(tray, "key", 2)
    for k in (22, 29, 36):
        block.place(hedi.put(flat((k - 2.4, -118), (k + 2.4, -118), (k + 1.8, -125), (k - 1.8, -125))), "terra", 1.4)
    block.clear(hedi.put(flat((-11, -54), (11, -54), (12.5, -27), (-12.5, -27))))
    for k in (-8, -3, 2, 7):
        block.draw([*map(tuple, hedi.points([(k, -52), (k * 1.15, -29)]))], 3)


def awning(block: Block) -> None:
    """Striped canvas, scalloped."""
    left, right = 664, 1586
    block.place(flat((left, 560), (right, 560), (right + 12, 622), (left - 22, 622)), "", 4)
    for k in range(20):
        a, b = left + k * 46.1, left + (k + 1) * 46.1
        low = lambda x: left - 22 + (x - left) * (right - left + 34) / (right - left)  # noqa: E731
        if k % 2 == 0:
            block.lay("terra", flat((a, 560), (b, 560), (low(b), 622), (low(a), 622)))
        block.place(soft((low(a), 618), (low(b), 618), (low(b) - 3, 634), ((low(a) + low(b)) / 2, 642), (low(a) + 3, 634)), "terra" if k % 2 == 0 else "", 1.8)
        block.draw([(low(a), 620), (low(a), 636)], 3)
    block.draw([(left - 20, 618), (1100, 620), (right + 10, 618)], 4, blunt=0.8)
    block.hatch("key", rect(left, 640, right, 658), 0, 8, 5, length=(40, 160), standing=True)


def terrace(block: Block) -> None:
    """The pavement: wet cobbles, two domino players, whoever goes by."""
    block.clear(rect(0, GROUND, 1600, 1240))
    block.lay("key", rect(0, 760, 640, GROUND + 2))
    block.hatch("key", rect(0, 764, 640, GROUND), 0, 24, 9, wave=6, length=(60, 220), gap=0.3, skip=0.1)
    rows, step = GROUND + 6.0, 15.0
    while rows < 1230:
        shift = block.chance.uniform(0, 60)
        for x in np.arange(-60, 1640, step * 2.7):
            stone = soft((x + shift, rows + 2), (x + shift + step * 2.3, rows + 1), (x + shift + step * 2.45, rows + step * 0.8), (x + shift + 2, rows + step * 0.86))
            block.lay("key", stone)
            if block.chance.random() < 0.55:
                block.cut([(x + shift + step * 0.4, rows + step * 0.36), (x + shift + step * 1.9, rows + step * 0.3)], step * 0.16)
        rows, step = rows + step * 1.02, step * 1.075
    for left, right, reach in ((948, 1056, 190), (690, 930, 70), (1070, 1300, 80), (1330, 1560, 70)):
        pool = flat((left, GROUND + 4), (right, GROUND + 4), (right + reach * 0.5, GROUND + 250), (left - reach * 0.5, GROUND + 250))
        block.hatch("key", pool, 0, 15, 8, tone=lambda x, y: 1.2 - (y - GROUND) / 260, length=(20, 90), gap=0.3, skip=0.1)
        block.screen("terra", pool, 13, lambda x, y: 0.85 - (y - GROUND) / 270)
    dominoes(block, 1330, 1120)


def dominoes(block: Block, x: float, y: float) -> None:
    """A round table and two caps bent over it."""
    block.place(union(bar((x, y - 70), (x, y + 10), 8), soft((x - 50, y + 14), (x, y + 2), (x + 50, y + 14), (x, y + 20))), "key", 3)
    crowd_back(Actor(block, x - 112, y - 10, 290, light=(-1, -0.3), lean=6, halo=3), "cap", "green+key")
    crowd_back(Actor(block, x + 116, y - 6, 280, light=(-1, -0.3), lean=-6, halo=3), "beret", "key")
    block.place(soft((x - 96, y - 82), (x, y - 98), (x + 96, y - 82), (x, y - 64)), "", 4)
    for k, turn in enumerate((8, -20, 14, -6, 24)):
        tile = union(bar((x - 52 + k * 23, y - 84 + turn * 0.2), (x - 34 + k * 23, y - 80 - turn * 0.2), 9))
        block.place(tile, "key", 1.4)
        block.clear(disc(x - 48 + k * 23, y - 83.4 + turn * 0.16, 1.8))
    for side in (-1, 1):
        leg = union(bar((x + side * 150, y - 4), (x + side * 160, y + 96), 8), bar((x + side * 80, y - 4), (x + side * 72, y + 96), 8), bar((x + side * 60, y - 2), (x + side * 176, y - 2), 12))
        block.place(leg, "key", 3)


def passers(block: Block) -> None:
    """One shift goes home, the next comes on."""
    light = (-1, -0.3)
    lamp_post(block, 500, 1010, 500)
    walker(Actor(block, 120, 960, 250, light=(1, -0.3)), "cap", "key", 1.0)
    walker(Actor(block, 260, 974, 262, light=(1, -0.3), stout=1.08), "cap", "green+key", 0.8)
    child(Actor(block, 402, 1030, 176, light=light), "plaits", "terra", pointing=True)
    woman(Actor(block, 316, 1140, 350, light=(1, -0.3), lean=1), "bob", "terra", "basket")
    bicycle(block, 800, 1030, 260)
    walker(Actor(block, 640, 1150, 372, light=light, flip=True), "beret", "key", 0.9)
    cat(Actor(block, 1098, 1080, 120, light=light))


def draw() -> Block:
    """The whole block, from the river forward."""
    block = Block(1600, 1240, ("terra", "green", "key"), seed=74)
    river_side(block)
    house(block)
    front(block)
    terrace(block)
    waiter(block)
    passers(block)
    return block
