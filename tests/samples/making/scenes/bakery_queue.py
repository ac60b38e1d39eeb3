"""Before daybreak: the queue at the bakery on Place des Lauriers, lit by its door."""

import numpy as np
from actor import Actor
from block import Block
from carving import bar, disc, flat, limb, rect, soft, union
from figures import child, crowd_back, dog, man, walker, woman
from lettering import words
from scenery import bicycle, bricks, window

GROUND = 880
DOOR = (905, 1035)


def night(block: Block) -> None:
    """A night sky brushed sideways by wind, with snow in it, over the towers."""
    whole = rect(0, 0, block.width, block.height)
    block.lay("key", whole)
    block.hatch("key", rect(0, 0, 1600, 420), -7, 30, 7, wave=34, tone=lambda x, y: 1 - y / 430, length=(40, 220), gap=0.7, skip=0.25)
    block.lay("terra", flat((0, 560), (620, 520), (620, GROUND), (0, GROUND)))
    block.hatch("key", flat((0, 520), (620, 470), (620, GROUND), (0, GROUND)), -4, 21, 10, wave=18, tone=lambda x, y: (y - 500) / 260, length=(60, 240), gap=0.12)
    for left, top, wide, side in ((70, 330, 130, 34), (268, 190, 118, 40), (452, 400, 150, 30)):
        tower(block, left, top, wide, side)


def tower(block: Block, left: float, top: float, wide: float, side: float) -> None:
    """A far tower, most of it asleep."""
    block.place(union(rect(left, top, left + wide, GROUND), flat((left + wide, top), (left + wide + side, top + 22), (left + wide + side, GROUND), (left + wide, GROUND))), "key", 3)
    block.hatch("key", rect(left + wide + 3, top + 24, left + wide + side - 2, GROUND), 90, 8, 3.4, length=(40, 150), gap=0.2)
    for y in np.arange(top + 26, GROUND - 10, 27):
        block.cut([(left + 3, y), (left + wide / 2, y + 1), (left + wide - 3, y)], 2.4)
        for x in np.arange(left + 12, left + wide - 14, 22):
            awake = block.chance.random()
            if awake < 0.17:
                block.place(rect(x, y - 18, x + 13, y - 6), "terra" if awake < 0.1 else "", 1)


def facade(block: Block) -> None:
    """The shop: brick above, a lit window with loaves, the door wide open."""
    block.place(rect(640, 120, 1600, GROUND), "", 5)
    block.lay("terra", rect(640, 120, 1600, 560))
    block.lay("key", rect(640, 120, 1600, 560))
    block.lay("key", rect(640, 120, 1600, GROUND))
    bricks(block, rect(640, 120, 1600, 500), 42, 19)
    for x in (640, 1290):
        for k in range(9):
            block.place(rect(x + 2, 126 + k * 42, x + 30 + 16 * (k % 2), 160 + k * 42), "", 0)
            block.hatch("key", rect(x + 4, 128 + k * 42, x + 28, 158 + k * 42), 40, 12, 2.4, length=(8, 30), standing=True, skip=0.4)
    block.place(rect(620, 92, 1620, 126), "key", 4)
    block.cut([(640, 112), (1100, 108), (1590, 112)], 4)
    for x, lit in ((720, ""), (915, "terra"), (1120, ""), (1370, "")):
        window(block, x, 210, 92, 150, lit, "key")
    figure_at_window(block)
    sign = rect(690, 430, 1250, 520)
    block.place(sign, "key", 5)
    block.cut([(700, 440), (970, 436), (1240, 440)], 2.6)
    block.cut([(700, 511), (970, 514), (1240, 511)], 2.6)
    block.clear(words("BOULANGERIE LE GOFF", "sign", 970, 496, 53, "middle", 0.03))


def figure_at_window(block: Block) -> None:
    """Upstairs somebody pulls the curtain to see how long the queue is."""
    block.lay("key", soft((944, 360), (942, 312), (956, 296), (972, 312), (976, 360)))
    block.lay("key", disc(958, 284, 14, 1.2))
    block.lay("key", soft((917, 212), (948, 214), (938, 280), (918, 330)))


def shop_window(block: Block, left: float, right: float) -> None:
    """A lit pane: shelves, loaves scored by the knife, prices."""
    pane = rect(left, 566, right, 800)
    block.place(pane, "terra", 5)
    block.carve("terra", rect(left + 8, 574, right - 8, 640))
    block.screen("terra", rect(left + 8, 574, right - 8, 690), 13, lambda x, y: 0.1 + (y - 574) / 150)
    for level in (652, 738):
        block.lay("key", rect(left, level, right, level + 7))
        x = left + 18.0
        while x < right - 62:
            long = block.chance.uniform(44, 84)
            loaf = soft((x, level - 2), (x + 4, level - 22), (x + long / 2, level - 32), (x + long - 4, level - 20), (x + long, level - 2))
            block.place(loaf, "terra+key" if block.chance.random() < 0.45 else "key", 2.4)
            for k in range(1, 4):
                block.cut([(x + long * k / 4 - 5, level - 8), (x + long * k / 4 + 6, level - 25)], 4)
            x += long + 10
    for k, x in enumerate(np.arange(left + 30, right - 30, 62)):
        if k % 3 == 0:
            block.lay("key", limb((x, 586, 6), (x + 8, 636, 7)))
    awning = flat((left - 22, 548), (right + 22, 548), (right + 40, 604), (left - 40, 604))
    block.place(awning, "key", 3)
    for k, x in enumerate(np.linspace(left - 22, right + 22, 10)[:-1]):
        if k % 2 == 0:
            wide = (right - left + 44) / 9
            block.clear(flat((x, 551), (x + wide, 551), (x + wide * 1.02 + (x - left) * 0.02, 602), (x - 12 + (x - left) * 0.05, 602)))


def door(block: Block) -> None:
    """The open door, the baker in it, and the light that falls out over the pavement."""
    left, right = DOOR
    light = flat((left, GROUND - 6), (right, GROUND - 6), (1420, 1200), (360, 1200))
    block.clear(light)
    block.screen("terra", light, 17, lambda x, y: 0.2 + 0.65 * (y - GROUND) / 320)
    block.shine("terra", light, 970, 700, 150, 900, 70, 9, length=(60, 240), gap=0.4, skip=0.2)
    block.place(rect(left, 566, right, GROUND), "", 6)
    block.screen("terra", rect(left, 566, right, GROUND), 12, lambda x, y: 0.08 + 0.9 * np.hypot(x - 970, (y - 690) * 0.7) / 150)
    block.lay("key", union(bar((left - 6, 560), (left - 6, GROUND), 12), bar((right + 6, 560), (right + 6, GROUND), 12), bar((left - 12, 560), (right + 12, 560), 12)))
    baker = Actor(block, 972, GROUND - 2, 284, light=(1, 0))
    walker(baker, "beret", "key", 0.3, arm="forward")
    apron = flat((2, -72), (7.6, -70), (8.8, -50), (11, -26), (0, -25), (1, -50))
    block.clear(baker.put(apron))
    for k in range(4):
        block.draw([*map(tuple, baker.points([(2.5 + k * 2.4, -48), (2 + k * 2.7, -28)]))], 2.4)
    for k in range(3):
        block.place(limb((936, 792 - k * 19, 9), (1010, 772 - k * 19, 10), (1092, 744 - k * 19, 9)), "terra+key", 2.4)
        for t in (0.2, 0.4, 0.6, 0.8):
            block.cut([(936 + 156 * t - 6, 787 - k * 19 - 42 * t), (936 + 156 * t + 10, 772 - k * 19 - 42 * t)], 4.4)


def queue(block: Block) -> None:
    """Eight ways of being cold, from the step back into the dark."""
    light = (-1, -0.2)
    y = GROUND + 34
    for x, long in ((1130, 250), (1240, 240), (1355, 250), (1462, 240), (790, 240), (680, 230), (560, 240), (452, 200)):
        toward = (x - 970) * 0.62
        block.lay("key", flat((x - 30, y), (x + 30, y), (x + 44 + toward, y + 150), (x - 24 + toward, y + 150)))
    right = lambda x, h, **k: Actor(block, x, y, h, light=light, flip=True, **k)  # noqa: E731
    walker(right(1118, 300), "scarf", "terra", 0.5, skirt=True, arm="forward")
    walker(right(1236, 318, stout=1.12), "hat", "key", 0.25, arm="pocket")
    woman(Actor(block, 1350, y + 2, 286, light=light, lean=2), "veil", "key", "basket")
    child(Actor(block, 1432, y + 8, 176, light=light), "cap", "terra", satchel=True)
    man(Actor(block, 1514, y, 322, light=light, lean=-1), "cap", "key", "bag")
    left = lambda x, h, **k: Actor(block, x, y, h, light=(1, -0.2), **k)  # noqa: E731
    walker(left(790, 312), "cap", "key", 0.9, arm="pocket")
    woman(left(676, 290, lean=-2), "bun", "terra", "baby")
    man(left(556, 316, stout=0.94), "beret", "key")
    child(left(486, 160), "plaits", "terra")
    walker(left(410, 300), "veil", "key", 0.4, skirt=True)


def draw() -> Block:
    """The whole block, from the sky forward."""
    block = Block(1600, 1200, ("terra", "key"), seed=68)
    night(block)
    facade(block)
    shop_window(block, 690, 868)
    shop_window(block, 1072, 1260)
    shop_window(block, 1340, 1580)
    pavement = rect(0, GROUND, 1600, 1200)
    block.lay("key", pavement)
    block.clear(rect(0, GROUND - 4, 1600, GROUND + 3))
    block.hatch("key", rect(0, GROUND + 8, 1600, 1200), 0, 34, 6, wave=6, length=(60, 260), gap=0.8, skip=0.3)
    door(block)
    bicycle(block, 230, 940, 190)
    queue(block)
    dog(Actor(block, 800, 1130, 250, light=(1, -0.6)))
    crowd_back(Actor(block, 118, 1210, 330, light=(1, -0.2), halo=4), "cap", "key")
    crowd_back(Actor(block, 292, 1230, 300, light=(1, -0.2), halo=4), "scarf", "key")
    snow(block)
    return block


def snow(block: Block) -> None:
    """First flakes, thicker up high, none in the door's light."""
    chance = block.chance
    flakes = [(x, y) for x, y in chance.uniform((0, 0), (1600, 1150), (420, 2)) if not (820 < x < 1120 and y > 540) and chance.random() > y / 1500]
    for x, y in flakes:
        block.clear(disc(x, y, chance.uniform(1.6, 4.6)))
