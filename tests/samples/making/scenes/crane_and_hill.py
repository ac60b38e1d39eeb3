"""The Titan crane against the setting sun, from the steps of the Butte Sainte-Anne."""

import numpy as np
from actor import Actor
from block import Block
from carving import curve, disc, flat, noise, rays, rect, soft
from figures import child, man, woman
from scenery import gull, jib_crane, lamp_post, roof, titan_crane, water, window
from shapely.geometry import Polygon

SUN = (1090.0, 560.0)
SHORE = 690


def sky(block: Block) -> None:
    """Dark corners, a burning middle: rays cut from both plates, the sun left as paper."""
    whole = rect(0, 0, block.width, SHORE)
    block.lay("key", whole)
    block.lay("terra", whole)
    far = lambda x, y: np.hypot(x - SUN[0], (y - SUN[1]) * 1.1)  # noqa: E731
    block.shine("key", whole, *SUN, 225, 1500, 190, 15, tone=lambda x, y: 1.5 - far(x, y) / 760, length=(70, 300), gap=0.06)
    block.shine("key", whole, *SUN, 225, 620, 150, 10, tone=lambda x, y: 1.7 - far(x, y) / 420, length=(50, 190), gap=0.05)
    block.shine("terra", whole, *SUN, 190, 1500, 120, 11, tone=lambda x, y: 1.3 - abs(far(x, y) - 520) / 480, length=(60, 200), gap=0.25, skip=0.2)
    for radius, width in ((232, 0), (196, 1)):
        if width:
            block.along("terra", rays(*SUN, 196, 246, 110, block.chance), disc(*SUN, 240), 7, length=(20, 50), gap=0.1)
        else:
            block.carve("key", disc(*SUN, radius))
    block.clear(disc(*SUN, 176))
    for left, right, level, deep in ((620, 980, 300, 15), (1180, 1560, 236, 17), (1230, 1560, 392, 12), (560, 860, 428, 10)):
        bank(block, left, right, level, deep)


def bank(block: Block, left: float, right: float, level: float, deep: float) -> None:
    """A long low cloud, dark below and lit along its lower lip by the sun."""
    along = np.linspace(left, right, 26)
    swell = np.sin(np.linspace(0, np.pi, 26)) ** 0.6
    top = level - deep * swell * (0.8 + 0.7 * noise(along, along * 0 + level, 60, 8))
    low = level + deep * 0.5 * swell * (0.8 + 0.5 * noise(along, along * 0 + level, 40, 9))
    shape = Polygon(np.vstack([np.c_[along, top], np.c_[along, low][::-1]])).buffer(0)
    block.place(shape, "key+terra", halo=1.5, light=(0, 4))
    block.hatch("key", shape, 0, 8, 3.4, length=(40, 130), skip=0.25)


def far_shore(block: Block) -> None:
    """Sheds, small cranes and a hull on its slip along the other bank."""
    block.place(flat((560, 650), (760, 638), (900, 644), (1600, 640), (1600, SHORE + 4), (560, SHORE + 4)), "key", 2)
    for x in np.arange(690, 1600, 46):
        if abs(x - SUN[0]) > 120:
            high = 26 + 14 * float(noise(np.array(x), np.array(3.0), 60, 4))
            block.place(flat((x, 662), (x, 648 - high), (x + 15, 632 - high), (x + 30, 648 - high), (x + 44, 648 - high), (x + 44, 662)), "key", 1.8)
            for k in range(3):
                block.cut([(x + 8 + k * 11, 656), (x + 8 + k * 11, 640)], 2.6)
    hull = soft((1330, 688), (1338, 646), (1352, 620), (1420, 632), (1510, 628), (1572, 612), (1560, 650), (1530, 688))
    block.place(hull, "terra+key", 2.4)
    block.hatch("key", hull, 3, 11, 5, length=(40, 110), skip=0.1)
    for x in np.arange(1330, 1590, 32):
        block.draw([(x, 690), (x + 2, 560 + 10 * np.sin(x))], 3.4)
    block.draw([(1318, 590), (1450, 584), (1596, 588)], 3)
    jib_crane(block, 760, 664, 190)
    jib_crane(block, 1270, 664, 170, flip=True)
    titan_crane(block, 1050, 690, 470, halo=3.2)


def hill(block: Block) -> None:
    """The slope: a dark mass, fans of grass, the wall of the steps."""
    slope = Polygon([*curve([(0, 400), (180, 408), (330, 430), (470, 480), (560, 560), (640, 690), (760, 860), (900, 1040), (1010, 1240)]).tolist(), (0, 1240)])
    block.place(slope, "key+green", 3.5, light=(3, -2))
    block.hatch("key", slope.buffer(-6), 52, 26, 6, wave=30, tone=lambda x, y: 0.9 * noise(x, y, 130, 15) + 0.25, length=(24, 90), gap=0.9, skip=0.2)
    chance = block.chance
    for _ in range(110):
        x, y = chance.uniform(20, 900), chance.uniform(480, 1210)
        if slope.contains(disc(x, y, 26)):
            lean = -70 + 24 * float(noise(np.array(x), np.array(y), 180, 6))
            block.along("key", rays(x, y + 20, 4, chance.uniform(30, 62), 7, chance, lean - 34, 68), slope, 5.4, length=(24, 60), gap=0)


def houses(block: Block) -> None:
    """Rezé-side or not, everyone's first window on the river: houses stepping down the hill."""
    walls = ((20, 300, 150, 190, "", 2), (158, 272, 118, 232, "terra", 1), (284, 330, 128, 190, "", 2), (420, 402, 92, 140, "terra", 1))
    for left, top, wide, high, ink, columns in walls:
        block.place(rect(left, top, left + wide, top + high), ink, 3)
        shade = rect(left + wide * 0.72, top, left + wide, top + high)
        block.hatch("key", shade, 90, 9, 5, length=(30, 90), standing=True, skip=0.1)
        roof(block, flat((left - 8, top + 4), (left + 14, top - 44), (left + wide - 14, top - 48), (left + wide + 8, top + 4)), 11)
        block.place(rect(left + wide * 0.7, top - 78, left + wide * 0.7 + 18, top - 40), "terra+key", 2)
        for row in range(int(high // 72)):
            for column in range(columns):
                window(block, left + wide * (0.24 + 0.46 * column), top + 20 + row * 66, 21, 34, "terra" if (row + column + left) % 3 == 0 and ink == "" else "", "green")


def steps(block: Block) -> None:
    """The flight of steps, wide at our feet and narrow below, between two walls."""
    rise = [1240.0]
    while rise[-1] > 655:
        rise.append(rise[-1] - max(7.0, 46 * ((rise[-1] - 560) / 680) ** 1.25))
    edge = lambda y: (lambda t: (640 - 470 * t**1.15, 700 + 180 * t**1.2))((y - 640) / 600)  # noqa: E731
    ways = [(*edge(y), y) for y in rise]
    stair = Polygon([(left, y) for left, _, y in ways] + [(right, y) for _, right, y in reversed(ways)])
    block.place(stair.buffer(5), "", 4)
    for (left, right, y), (left2, right2, y2) in zip(ways[:-1], ways[1:], strict=True):
        tread = y2 + (y - y2) * 0.42
        riser = flat((left, y), (right, y), ((right + right2) / 2, tread), ((left + left2) / 2, tread))
        block.lay("key", riser)
        block.hatch("key", riser, 0, max(3, (y - y2) * 0.2), max(1.2, (y - y2) * 0.07), length=(30, 140), gap=0.6, skip=0.5)
    for side, thick in ((0, 34), (1, -30)):
        wall = [(w[side], w[2]) for w in ways]
        top = [(x + (-thick if side == 0 else -thick) * (y - 560) / 680, y - 60 * (y - 560) / 680) for x, y in wall]
        shape = Polygon(wall + top[::-1]).buffer(0)
        block.place(shape, "key+terra" if side else "key", 3)
        block.hatch("key", shape.buffer(-3), 62 if side == 0 else -58, 22, 5, length=(16, 50), gap=0.8, skip=0.2)


def people(block: Block) -> None:
    """Two neighbours going down with their baskets, and the child who counts boats."""
    light = (1, -0.5)
    child(Actor(block, 664, 734, 88, light=light, halo=2), "cap", "terra", pointing=True)
    woman(Actor(block, 440, 1150, 330, light=light, lean=1.5), "scarf", "green+key", "basket")
    man(Actor(block, 574, 1000, 262, light=light, lean=-1.5, flip=True), "cap", "key", "bag")


def draw() -> Block:
    """The whole block, from the sky forward."""
    block = Block(1600, 1240, ("terra", "green", "key"), seed=62)
    sky(block)
    water(block, rect(0, SHORE, 1600, 1240), 17, (SUN[0], 66))
    far_shore(block)
    for x, y, span, tilt in ((760, 250, 26, -8), (830, 214, 18, 6), (1330, 470, 22, 4), (900, 520, 15, -4)):
        gull(block, x, y, span, tilt)
    boat(block, 1400, 880)
    hill(block)
    houses(block)
    steps(block)
    lamp_post(block, 884, 1180, 430)
    people(block)
    return block


def boat(block: Block, x: float, y: float) -> None:
    """A flat river boat with its one lamp."""
    block.place(soft((x - 110, y - 16), (x - 60, y - 12), (x + 70, y - 14), (x + 128, y - 26), (x + 104, y + 12), (x - 84, y + 12)), "key", 3)
    block.cut([(x - 96, y - 4), (x, y - 1), (x + 112, y - 10)], 3)
    block.place(rect(x - 66, y - 52, x - 14, y - 12), "key", 2.4)
    block.place(rect(x - 56, y - 46, x - 38, y - 30), "terra", 1)
    block.place(rect(x - 40, y - 78, x - 28, y - 52), "terra+key", 2)
    block.hatch("key", rect(x - 100, y + 18, x + 110, y + 50), 0, 9, 6, length=(30, 110), standing=True)
