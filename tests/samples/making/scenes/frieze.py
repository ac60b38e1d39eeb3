"""From one bank to the other: eighteen years in one strip, from a morning's landing to a lit window at night."""

import numpy as np
from actor import Actor
from block import Block
from carving import curve, disc, flat, noise, rays, rect, soft, union
from figures import child, crowd_back, man, suitcase, walker, woman
from scenery import bare_tree, bicycle, gull, jib_crane, lamp_post, moon, titan_crane, water
from shapely.geometry import Polygon

from scenes.frieze_secrets import hide
from scenes.frieze_stalls import cafe, liner, march, market, slipway, towers

WIDE, HORIZON, QUAY = 6400, 450, 610
SUN = (470.0, 330.0)


def sky(block: Block) -> None:
    """One day, left to right: dawn in terracotta, a pale noon, a dark evening with its moon."""
    whole = rect(0, 0, WIDE, HORIZON)
    block.lay("key", whole)
    block.lay("terra", rect(0, 0, 1420, HORIZON))
    far = lambda x, y: np.hypot(x - SUN[0], y - SUN[1])  # noqa: E731
    block.hatch("terra", rect(760, 0, 1440, HORIZON), -2, 17, 15, wave=24, tone=lambda x, y: (x - 800) / 480 + 0.3 * noise(x, y, 90, 6), length=(60, 260), gap=0.1)
    for _ in range(2):
        block.hatch("terra", rect(1180, 0, 1440, HORIZON), -2, 12, 13, wave=24, tone=lambda x, y: (x - 1180) / 120, length=(60, 200), gap=0.02)
    block.shine("key", rect(0, 0, 1240, HORIZON), *SUN, 120, 1300, 190, 13, tone=lambda x, y: 1.6 - far(x, y) / 520, length=(50, 220), gap=0.07)
    day = lambda x, y: np.clip(0.75 + 0.5 * np.sin((x - 700) / 1150), 0, 1) * np.clip((5200 - x) / 1400, 0.05, 1) + 0.35 * noise(x / 4, y, 60, 4)  # noqa: E731
    block.hatch("key", rect(1120, 0, WIDE, HORIZON), -2, 21, 14, wave=30, tone=day, length=(70, 340), gap=0.16, skip=0.06)
    block.clear(disc(*SUN, 104))
    block.carve("key", disc(*SUN, 124))
    moon(block, 6130, 130, 52, 330)
    for x, y in block.chance.uniform((4700, 50), (6360, 330), (60, 2)):
        if np.hypot(x - 6130, y - 130) > 120:
            block.clear(disc(x, y, block.chance.uniform(1.3, 3)))
    for x, y, span in ((760, 120, 26), (830, 150, 20), (900, 96, 16), (2050, 90, 22), (2750, 130, 24), (2830, 100, 18), (3560, 110, 22), (4300, 90, 18)):
        gull(block, x, y, span, block.chance.uniform(-10, 10))


def far_bank(block: Block) -> None:
    """Sheds, chimneys with their smoke, cranes: the other bank from end to end."""
    edge = [(x, HORIZON - 14 + 6 * float(noise(np.array(x), np.array(1.0), 260, 2))) for x in range(0, WIDE + 40, 40)]
    block.place(Polygon([*edge, (WIDE, HORIZON + 3), (0, HORIZON + 3)]), "key", 2.4)
    chance = block.chance
    x = 600.0
    while x < WIDE - 20:
        wide, high = chance.uniform(30, 66), chance.uniform(20, 58)
        if not 980 < x < 1640:
            block.place(flat((x, HORIZON - 8), (x, HORIZON - high), (x + wide * 0.5, HORIZON - high - 14), (x + wide, HORIZON - high), (x + wide, HORIZON - 8)), "key" if chance.random() < 0.8 else "terra+key", 1.8)
            for k in range(int(wide // 12)):
                block.cut([(x + 7 + k * 12, HORIZON - 14), (x + 7 + k * 12, HORIZON - high + 9)], 2.4)
        x += wide * chance.uniform(0.9, 1.7)
    for x, high in ((2700, 190), (2760, 150), (3420, 170), (4480, 150)):
        block.place(flat((x - 11, HORIZON), (x - 7, HORIZON - high), (x + 7, HORIZON - high), (x + 11, HORIZON)), "terra+key", 2.4)
        smoke(block, x, HORIZON - high)
    for x, high, flip in ((1800, 180, False), (2440, 200, True), (3180, 150, False), (3960, 170, True), (4700, 140, False)):
        jib_crane(block, x, HORIZON - 6, high, flip=flip)


def smoke(block: Block, x: float, y: float) -> None:
    """Smoke leaning downwind, one long torn ribbon carved along its curl."""
    spine = curve([(x, y), (x + 16, y - 40), (x + 70, y - 66), (x + 170, y - 74), (x + 330, y - 96)])
    along = np.linspace(0, 1, len(spine))
    grow = 5 + 22 * np.sin(np.pi * np.minimum(1, along * 1.02) ** 1.5)
    grow[-4:] *= [0.8, 0.5, 0.25, 0.02]
    wobble = 0.3 * grow * noise(spine[:, 0], spine[:, 1], 22, 3)
    ribbon = Polygon(np.vstack([spine - np.c_[0 * grow, grow + wobble], (spine + np.c_[0 * grow, grow * 0.8 - wobble])[::-1]])).buffer(0)
    block.place(ribbon, "", 2)
    block.hatch("key", ribbon.buffer(-1), -14, 9, 4, wave=12, length=(20, 90), gap=0.5, skip=0.2, standing=True)


def hill(block: Block) -> None:
    """The Butte Sainte-Anne with its houses, its steps, its gorse."""
    top = curve([(930, 640), (1000, 470), (1090, 330), (1200, 268), (1340, 262), (1440, 320), (1520, 440), (1600, 560), (1690, 640)])
    mass = Polygon(top)
    block.place(mass, "key+green", 3.4, light=(-3, -1))
    chance = block.chance
    for _ in range(90):
        x, y = chance.uniform(950, 1670), chance.uniform(300, 630)
        if mass.contains(disc(x, y, 14)):
            block.along("key", rays(x, y + 10, 3, chance.uniform(16, 32), 6, chance, -104 + chance.normal() * 8, 66), mass, 3.2, length=(12, 34), gap=0)
    for k, (left, level, wide, high) in enumerate(((1120, 196, 54, 84), (1176, 168, 50, 104), (1230, 190, 60, 80), (1294, 176, 48, 90), (1346, 206, 56, 70))):
        block.place(rect(left, level, left + wide, level + high), ("", "terra", "", "terra", "")[k], 2.4)
        block.place(flat((left - 4, level + 3), (left + 8, level - 24), (left + wide - 8, level - 25), (left + wide + 4, level + 3)), "key", 2)
        for row in range(2):
            for column in range(2):
                x, y = left + 9 + column * (wide - 30), level + 14 + row * 32
                block.place(rect(x, y, x + 12, y + 19), "green" if (k + row + column) % 4 == 0 else "key", 1.2)
    for k in range(26):
        y = 290 + k * 13.2
        x = 1292 + 60 * np.sin(k / 26 * 9.5)
        block.place(flat((x - 16 - k * 0.5, y), (x + 16 + k * 0.5, y), (x + 16 + k * 0.5, y + 6.4), (x - 16 - k * 0.5, y + 6.4)), "", 0)
    man(Actor(block, 1276, 470, 52, halo=1.4), "cap", "key")
    woman(Actor(block, 1310, 566, 66, halo=1.6), "scarf", "terra", "basket")


def ground(block: Block) -> None:
    """The quay, from kerb to lower edge, its stones and rails."""
    strip = rect(0, QUAY, WIDE, 800)
    block.clear(strip)
    block.lay("key", rect(0, QUAY, WIDE, QUAY + 9))
    block.hatch("key", rect(0, QUAY + 12, WIDE, 800), 0, 25, 5, wave=5, length=(60, 340), gap=0.5, skip=0.3, standing=True)
    for x in np.arange(-200, WIDE, 92):
        lean = 26 * np.sin(x / 900)
        block.along("key", [np.array([(x, QUAY + 12), (x + lean, 720), (x + 2 * lean, 800)])], strip, 3.4, length=(30, 120), gap=0.6, skip=0.35, standing=True)
    block.hatch("key", rect(0, QUAY + 20, WIDE, 800), 3, 30, 3.6, length=(8, 46), gap=1.8, skip=0.4, standing=True)
    for rail in (QUAY + 26, QUAY + 38):
        block.draw([(0, rail), (1600, rail + 2), (3200, rail), (4800, rail + 2), (WIDE, rail)], 3.4, blunt=0.9)
    for x in np.arange(40, WIDE, 420):
        bollard(block, x + 60 * np.sin(x), QUAY + 22)
    for x, y in ((1390, 690), (1470, 700), (1430, 660), (2480, 690), (5060, 776), (5130, 770)):
        crate(block, x, y)
    evening = rect(4950, QUAY, WIDE, 800)
    block.hatch("key", evening, 0, 12, 9, tone=lambda x, y: (x - 4900) / 900, length=(60, 300), gap=0.12, standing=True)


def bollard(block: Block, x: float, y: float) -> None:
    """A mooring post with a turn of rope."""
    block.place(union(soft((x - 13, y), (x - 9, y - 20), (x - 15, y - 28), (x, y - 33), (x + 15, y - 28), (x + 9, y - 20), (x + 13, y))), "key", 2)
    block.cut([(x - 9, y - 8), (x, y - 6), (x + 9, y - 9)], 2.4)
    block.cut([(x - 9, y - 14), (x, y - 12), (x + 9, y - 15)], 2.4)


def crate(block: Block, x: float, y: float) -> None:
    """A nailed crate."""
    block.place(rect(x, y - 42, x + 60, y), "terra+key", 2.6)
    for k in range(3):
        block.cut([(x + 3, y - 10 - k * 13), (x + 57, y - 11 - k * 13)], 2.2)
    for side in (x + 8, x + 52):
        block.cut([(side, y - 3), (side, y - 40)], 2.6)


def shadow(block: Block, x: float, y: float, wide: float, lean: float) -> None:
    """What a figure throws on the stones."""
    block.hatch("key", flat((x - wide, y - 2), (x + wide, y - 2), (x + wide + lean, y + 34), (x - wide + lean, y + 34)), 4, 6, 4.4, length=(20, 60), gap=0.2, standing=True)


def people(block: Block) -> None:
    """Those who land, those who work, those who sell, those who play."""
    left, right = (-1, -0.3), (1, -0.3)
    for x, y, h, kind, wears, coat, more in (
        (560, 700, 118, man, "cap", "key", "suitcase"), (640, 706, 112, woman, "scarf", "green+key", "suitcase"), (700, 712, 66, child, "plaits", "terra", None),
        (760, 700, 116, man, "hat", "terra+key", "suitcase"), (850, 716, 108, woman, "veil", "key", "baby"), (905, 716, 74, child, "cap", "green+key", None),
        (1905, 700, 120, man, "cap", "key", "bag"), (1960, 706, 118, man, "beret", "green+key", ""), (2230, 702, 122, man, "cap", "key", "bag"),
        (3480, 716, 120, woman, "bun", "terra", "basket"), (3585, 720, 112, woman, "veil", "green+key", "basket"), (3640, 722, 70, child, "bob", "terra", None),
    ):  # fmt: skip
        shadow(block, x, y, h * 0.16, (x - SUN[0]) * 0.06)
        actor = Actor(block, x, y, h, light=left, halo=2, lean=block.chance.uniform(-2, 2), stout=block.chance.uniform(0.94, 1.1))
        kind(actor, wears, coat, more) if more is not None else kind(actor, wears, coat)
    for x, h, flip, wears, coat, stride in ((2050, 122, True, "cap", "key", 1.0), (2120, 118, True, "cap", "green+key", 0.8), (2320, 120, True, "beret", "key", 1.0), (1740, 116, False, "cap", "terra+key", 0.9), (5080, 120, False, "hat", "key", 1.0), (5200, 112, False, "scarf", "key", 0.7)):
        shadow(block, x, 716, h * 0.18, 30)
        walker(Actor(block, x, 716, h, flip=flip, light=left, halo=2), wears, coat, stride, skirt=wears == "scarf", arm="pocket")
    bicycle(block, 2430, 716, 120)
    football(block)
    lovers = Actor(block, 4035, 660, 92, light=right, halo=2)
    man(lovers, "short", "key")
    woman(Actor(block, 4062, 660, 88, light=right, halo=2), "bob", "terra")
    near(block)


def football(block: Block) -> None:
    """Five children, one ball, two jerseys for goals; a kite for the one who was not picked."""
    for x, y, h, flip, coat, stride in ((3760, 702, 88, False, "terra", 1.5), (3840, 716, 84, True, "green+key", 1.3), (3905, 700, 80, True, "terra", 1.4), (3700, 716, 78, False, "green+key", 1.2)):
        walker(Actor(block, x, y, h, flip=flip, halo=1.8, lean=6 if not flip else -6), "short", coat, stride, skin="terra", arm="forward")
    block.place(disc(3800, 716, 8), "", 1.6)
    block.lay("key", union(disc(3800, 716, 8).difference(disc(3800, 716, 6)), disc(3800, 716, 2.6)))
    child(Actor(block, 3985, 712, 78, halo=1.8), "cap", "terra", pointing=True)
    block.draw([(4016, 640), (4060, 480), (4090, 300), (4080, 210)], 2.4, blunt=0.9)
    block.place(flat((4080, 130), (4112, 170), (4084, 222), (4050, 172)), "terra", 3)
    block.draw([(4080, 132), (4084, 220)], 3)
    block.draw([(4052, 172), (4110, 170)], 3)
    for k in range(5):
        block.place(flat((4086 + k * 9, 236 + k * 17), (4098 + k * 9, 230 + k * 17), (4096 + k * 9, 244 + k * 17)), "green", 1.4)


def near(block: Block) -> None:
    """Large backs at the lower edge: we look over their shoulders."""
    crowd_back(Actor(block, 1010, 830, 300, light=(-1, -0.4), halo=4), "hat", "key")
    crowd_back(Actor(block, 1128, 838, 270, light=(-1, -0.4), halo=4), "scarf", "green+key")
    man(Actor(block, 2620, 905, 370, light=(-1, -0.4), halo=4), "cap", "key", "bag")
    woman(Actor(block, 3380, 900, 350, light=(1, -0.4), halo=4), "curls", "terra", "basket")
    man(Actor(block, 6230, 880, 340, light=(-1, -0.5), halo=4), "cap", "key")
    child(Actor(block, 6120, 820, 180, light=(-1, -0.5), halo=4), "plaits", "terra", pointing=False)
    forgotten = Actor(block, 330, 770, 170, halo=3)
    suitcase(forgotten, 0, 0, 34, 26)


def draw() -> Block:
    """The whole strip, from the sky forward."""
    block = Block(WIDE, 800, ("terra", "green", "key"), seed=69, margin=40)
    sky(block)
    far_bank(block)
    water(block, rect(0, HORIZON, WIDE, QUAY), 11, (SUN[0], 60))
    block.hatch("green", rect(5800, HORIZON, 6360, QUAY), 0, 10, 6, tone=lambda x, y: 1.2 - abs(x - 6130) / 120, length=(20, 80), gap=0.5)
    block.hatch("key", rect(5800, HORIZON, 6360, QUAY), 0, 10, 6, tone=lambda x, y: 1.2 - abs(x - 6130) / 100, length=(20, 80), gap=0.5)
    liner(block, 90, 560)
    hill(block)
    slipway(block, 1720, QUAY)
    titan_crane(block, 2080, QUAY, 430, halo=3)
    ground(block)
    bare_tree(block, 2560, 640, 240)
    cafe(block, 2700, 660)
    market(block, 3060, 690)
    people(block)
    towers(block, 5270, 660)
    march(block, 4180, 800)
    for x in (980, 1700, 2540, 4120, 5170, 5960):
        lamp_post(block, x, 690 if x != 5960 else 720, 250)
    hide(block)
    return block
