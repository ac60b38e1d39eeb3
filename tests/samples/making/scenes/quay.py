"""A man and his suitcase before the bow of the boat that brought him."""

import numpy as np
from actor import Actor
from block import Block
from carving import bar, curve, disc, flat, rect, rings_round, soft, union
from figures import child, man, suitcase, woman
from lettering import words
from scenery import gull, jib_crane, water
from shapely.affinity import rotate
from shapely.geometry import Polygon

SUN = (330.0, 640.0)
QUAY = 960


def sky(block: Block) -> None:
    """A low sun on the left, the sky turning round it in long cuts."""
    whole = rect(0, 0, block.width, QUAY)
    block.lay("key", whole)
    far = lambda x, y: np.hypot(x - SUN[0], y - SUN[1])  # noqa: E731
    block.lay("terra", disc(*SUN, 470))
    block.along("terra", rings_round(*SUN, 320, 480, 20, block.chance), whole, 15, tone=lambda x, y: (far(x, y) - 250) / 220, length=(60, 200))
    block.along("key", rings_round(*SUN, 120, 1500, 27, block.chance, 150, 240), whole, 20, tone=lambda x, y: 1.45 - far(x, y) / 950, length=(80, 330), gap=0.1)
    block.carve("key", disc(*SUN, 116))
    block.clear(disc(*SUN, 96))
    block.hatch("terra", disc(*SUN, 96).intersection(rect(0, SUN[1] + 10, 1300, 800)), 0, 22, 9, length=(60, 150), standing=True)


def hull(block: Block) -> None:
    """The bow, seen from under it: two flared sides meeting at the stem, carved along the flare."""
    stem = [(800, 250), (792, 420), (786, 620), (784, 820), (786, 960)]
    left = [(452, 196), (520, 330), (592, 520), (660, 740), (704, 960)]
    right = [(1300, 150), (1300, 960)]
    port = Polygon([*curve(left).tolist(), *curve(stem).tolist()[::-1]])
    starboard = Polygon([*curve(stem).tolist(), *right[::-1]])
    block.place(union(port, starboard).buffer(1), "key", 4, light=(-6, 0))
    lit = lambda x, y: 1.25 - (x - 470) / 330  # noqa: E731
    lines = [curve([(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t - 26 * np.sin(np.pi * t)) for t in np.linspace(0, 1, 7)]) for a, b in flare(left, stem, 62)]
    block.along("key", lines, port.buffer(-4), 11, tone=lit, length=(60, 260), gap=0.12, skip=0.06)
    lines = [curve([(x, y0 + k * 9 + (x - 800) * slant) for x in np.linspace(800, 1300, 9)]) for k in range(84) for y0, slant in ((256, -0.16 * (1 - k / 84)),)]
    block.along("key", lines, starboard.buffer(-8), 4.4, tone=lambda x, y: 0.35 + 0.8 * (x - 800) / 500, length=(40, 190), gap=0.5, skip=0.35)
    block.clear(Polygon([*(np.asarray(curve(stem)) - (5, 0)).tolist(), *(np.asarray(curve(stem)) + (4, 0)).tolist()[::-1]]))
    waterline(block, left, stem)


def flare(a: list[tuple[float, float]], b: list[tuple[float, float]], count: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Matching points down two edges of a plate."""
    first, second = (np.asarray(curve(line, steps=30)) for line in (a, b))
    at = lambda line, t: line[int(t * (len(line) - 1))]  # noqa: E731
    return [(at(first, t), at(second, t)) for t in np.linspace(0.02, 0.99, count)]


def waterline(block: Block, left: list[tuple[float, float]], stem: list[tuple[float, float]]) -> None:
    """The boot-topping in red, and plates riveted above it."""
    red = flat((676, 812), (786, 836), (1300, 772), (1300, 960), (704, 960))
    block.clear(red)
    block.lay("terra", red)
    block.hatch("key", red, -5, 17, 8, length=(40, 170), standing=True, skip=0.15)
    block.clear(flat((672, 800), (786, 824), (1300, 760), (1300, 772), (786, 838), (676, 813)))
    for x in (930, 1090):
        for y in np.arange(330, 770, 17):
            block.carve("key", disc(x + (y - 330) * -0.03, y, 2.5))


def upper_works(block: Block) -> None:
    """Bulwark, name, anchors, and the bridge high up with people along the rail."""
    block.place(flat((880, 0), (1300, 0), (1300, 128), (880, 168)), "", 4)
    for row, (top, high) in enumerate(((0, 46), (62, 60))):
        for x in np.arange(900 + row * 12, 1290, 58):
            block.place(rect(x, top + 8 - (x - 900) * 0.02, x + 34, top + high - (x - 900) * 0.03), "key", 0)
    block.lay("key", flat((868, 52), (1300, 46), (1300, 58), (868, 66)))
    for x in np.arange(470, 1300, 42):
        y = 196 + 54 * max(0, 1 - abs(x - 800) / 330) if x < 800 else 250 - (x - 800) * 0.2
        block.place(bar((x, y), (x, y - 46), 4), "key", 1.4)
    for lift in (22, 44):
        rail = [(456, 196 - lift), (640, 226 - lift), (800, 250 - lift), (1040, 202 - lift), (1300, 150 - lift)]
        block.draw(rail, 5, blunt=0.9)
    for x, y, kind in ((560, 214, 1), (606, 222, 2), (684, 236, 1), (864, 240, 2), (908, 232, 1)):
        passenger(block, x, y - 4, kind)
    block.clear(words("CORMORAN", "sign", 862, 346, 62, spread=0.06))
    block.hatch("key", rect(850, 290, 1200, 350), 0, 16, 3, length=(20, 80), gap=1.2, skip=0.4, standing=True)
    for x, y, tilt in ((690, 372, 1), (944, 420, -1)):
        block.clear(disc(x, y, 25, 1.25))
        block.lay("key", disc(x, y, 17, 1.3))
        anchor = union(bar((x, y), (x + tilt * 4, y + 92), 15), soft((x - 48, y + 56), (x - 40, y + 92), (x, y + 112), (x + 42, y + 92), (x + 50, y + 56), (x + 30, y + 80), (x, y + 88), (x - 28, y + 80)))
        block.place(anchor, "key", 4.5)


def passenger(block: Block, x: float, y: float, kind: int) -> None:
    """Somebody leaning on the rail, small and far."""
    block.place(soft((x - 13, y), (x - 12, y - 26), (x, y - 34), (x + 12, y - 26), (x + 13, y)), "key" if kind == 1 else "terra+key", 2.4)
    block.place(disc(x, y - 42, 9, 1.15), "terra", 1.5)
    block.place(soft((x - 10, y - 40), (x - 9, y - 53), (x + 9, y - 53), (x + 10, y - 40), (x, y - 37)), "key", 1)


def paving(block: Block) -> None:
    """The quay in perspective, stones meeting under the bow; shadows fall towards us."""
    ground = rect(0, QUAY, 1300, 1600)
    block.clear(ground)
    block.lay("key", rect(0, QUAY - 10, 1300, QUAY + 6))
    vanish = (560, 620)
    for x in np.arange(-1900, 3000, 150):
        block.draw([(vanish[0] + (x - vanish[0]) * t, vanish[1] + (1600 - vanish[1]) * t) for t in (0.352, 0.6, 1)], 4.5, blunt=0.5)
    y, step = QUAY + 14.0, 13.0
    while y < 1600:
        block.along("key", [np.array([(0, y), (650, y + 3), (1300, y)])], ground, 5, length=(120, 420), gap=0.1, standing=True)
        y, step = y + step, step * 1.3
    for left, right, level, reach in ((420, 700, 1450, 300), (802, 1124, 1500, 210)):
        shadow = flat((left, level), (right, level), (right + reach * 1.4, 1600), (left + reach * 1.1, 1600))
        block.lay("key", shadow)
        block.hatch("key", shadow, 38, 26, 6, length=(30, 120), gap=0.7, skip=0.25)
    block.hatch("key", ground, 2, 44, 3.2, wave=8, length=(8, 40), gap=2.2, skip=0.45, standing=True)
    block.screen("terra", flat((0, 990), (330, 980), (420, 1240), (250, 1600), (0, 1600)), 15, lambda x, y: 0.75 - (x / 520) - (y - 980) / 1400)


def draw() -> Block:
    """The whole block, from the sky forward."""
    block = Block(1300, 1600, ("terra", "green", "key"), seed=58)
    sky(block)
    for x, y, span, tilt in ((140, 250, 42, -10), (250, 180, 28, 8), (386, 330, 22, 5), (96, 420, 18, 0)):
        gull(block, x, y, span, tilt)
    jib_crane(block, 150, 830, 330)
    jib_crane(block, 470, 826, 210, flip=True)
    block.place(flat((0, 800), (60, 776), (240, 788), (520, 780), (700, 800), (700, 850), (0, 850)), "key", 3)
    for x in np.arange(12, 660, 30):
        block.cut([(x, 838), (x + 1, 806)], 4)
    water(block, rect(0, 846, 720, QUAY), 13, (SUN[0], 60))
    hull(block)
    upper_works(block)
    paving(block)
    light = (-1, -0.4)
    for x, y, h, kind in ((1010, 1010, 118, "woman"), (1062, 1014, 126, "man"), (1180, 1026, 122, "man"), (1230, 1024, 70, "child"), (84, 1030, 120, "man")):
        actor = Actor(block, x, y, h, light=light, halo=2)
        {"woman": lambda a=actor: woman(a, "veil", "key"), "man": lambda a=actor: man(a, "cap", "key", "suitcase"), "child": lambda a=actor: child(a, "bob", "terra")}[kind]()
    man(Actor(block, 540, 1460, 760, light=light, lean=-1.2, halo=4), "cap", "key", "", long=4, gesture="shading")
    big = Actor(block, 800, 1510, 760, light=light, halo=4)
    suitcase(big, 0, 0, 43, 33)
    label = flat((906, 1352), (1010, 1332), (1020, 1384), (916, 1404))
    block.place(label, "", 3)
    block.draw([(910, 1358), (1010, 1338)], 2.5)
    block.lay("key", rotate(words("NANTES", "sign", 963, 1388, 30, "middle"), -11, origin=(963, 1376)))
    return block
