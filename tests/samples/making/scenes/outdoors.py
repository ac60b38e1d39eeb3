"""Out of doors: the team, the wedding on the ferry, the gardens, the herb stall, the first tram, the launching, the lily pickers."""

import numpy as np
from actor import Actor
from block import Block
from carving import bar, disc, flat, limb, noise, rect, soft, union
from figures import cat, child, crowd_back, dog, man, walker, woman
from heads import head_from_behind
from lettering import line
from scenery import bare_tree, gull, jib_crane, lamp_post, roof, titan_crane, water, window
from shapely.affinity import translate


def evening(b: Block, bottom: float, sun: tuple[float, float, float], reach: float = 900, count: int = 96) -> None:
    """A sky cut by the rays of a low sun, in terra and key."""
    sky = rect(0, 0, b.width, bottom)
    x0, y0, radius = sun
    b.lay("terra", sky)
    b.lay("key", sky)
    far = lambda x, y: np.hypot(x - x0, y - y0)  # noqa: E731
    b.shine("key", sky, x0, y0, radius * 1.1, reach, count, 14, tone=lambda x, y: 1.6 - far(x, y) / (reach * 0.55), length=(60, 240), gap=0.07)
    b.shine("terra", sky, x0, y0, radius * 1.2, reach, count // 2, 8, tone=lambda x, y: 1.2 - abs(far(x, y) - reach * 0.35) / (reach * 0.3), length=(40, 150), gap=0.3, skip=0.25)
    b.clear(disc(x0, y0, radius))


def grass(b: Block, top: float, bottom: float, mud: bool = False) -> None:
    """A field in green, its tufts leaning with the wind."""
    field = rect(0, top, b.width, bottom)
    b.place(field, "green", 0)
    b.hatch("key", field, 0, 22, 8, wave=12, tone=lambda x, y: 0.3 + 0.9 * (y - top) / (bottom - top) + 0.4 * noise(x, y, 90, 4), length=(30, 160), gap=0.5, skip=0.2, standing=True)
    b.hatch("green", field, -70, 30, 6, tone=lambda x, y: 0.5 + 0.7 * noise(x, y, 70, 8), length=(16, 40), gap=1.6, skip=0.4)
    if mud:
        for x, y, wide in ((260, bottom - 120, 190), (900, bottom - 70, 240), (1280, bottom - 160, 150)):
            puddle = soft((x - wide, y), (x - wide * 0.4, y - 22), (x + wide * 0.6, y - 16), (x + wide, y + 4), (x + wide * 0.2, y + 22), (x - wide * 0.7, y + 16))
            b.place(puddle, "", 3)
            b.hatch("key", puddle, 0, 14, 5, length=(30, 120), gap=0.5, skip=0.3, standing=True)


def jersey(b: Block, x: float, y: float, tall: float, number: int, wears: str, skin: str, lean: float) -> None:
    """A player from behind: hooped jersey, number, shorts, hooped socks, hands on his neighbours' shoulders."""
    actor = Actor(b, x, y, tall, lean=lean, light=(-1, -0.4), halo=4)
    for side in (-1, 1):
        actor.part(limb((side * 5.6, -36, 4.8), (side * 6.2, -20, 4.4), (side * 6.2, -4, 3)), skin, halo=0.7)
        actor.part(limb((side * 6.2, -19, 4.6), (side * 6.2, -6, 3.6)), "green", halo=0.6)
        for level in (-17, -13, -9):
            actor.block.clear(actor.put(rect(side * 6.2 - 5, level, side * 6.2 + 5, level + 1.5)))
        actor.part(soft((side * 6 - 4, -5), (side * 6.2 - 4.6, 0), (side * 7, 1.6), (side * 6.4 + 4.8, 0), (side * 6 + 4, -5)), "key", halo=0.5)
    actor.part(soft((-13, -50), (13, -50), (15.4, -31), (2, -30), (0, -36), (-2, -30), (-15.4, -31)), "key", halo=1)
    actor.cut([(0, -48), (0.4, -41), (0, -36)], 1)
    body = soft((-4, -86), (-10, -84), (-14, -79), (-13.4, -66), (-12.8, -48), (0, -46.6), (12.8, -48), (13.4, -66), (14, -79), (10, -84), (4, -86))
    actor.part(body, "green", halo=1)
    for level in (-78, -70, -55):
        actor.block.clear(actor.put(rect(-16, level, 16, level + 3.4).intersection(body)))
    plate = rect(-7.4, -72, 7.4, -54)
    actor.block.clear(actor.put(plate))
    actor.block.lay("key", actor.put(translate(line(str(number), 0, 0, 17, "middle"), 0, -56)))
    actor.part(limb((11, -80, 4.2), (17, -77, 3.8), (21, -79, 3.2)), "green", halo=0.7)
    actor.part(limb((-11, -80, 4.2), (-17, -77, 3.8), (-21, -79, 3.2)), "green", halo=0.7)
    actor.part(limb((0, -85, 3.9), (0, -90, 3.7)), skin, halo=0.4)
    head_from_behind(actor, 0, -96, wears, skin)


def team() -> Block:
    """Eleven from behind in the mud at Couëron, the shot tower on the river beyond, a dog for a mascot."""
    b = Block(1600, 1100, ("terra", "green", "key"), seed=67)
    evening(b, 520, (1180, 330, 74))
    b.place(flat((0, 470), (500, 452), (1600, 470), (1600, 540), (0, 540)), "key", 3)
    tower = flat((268, 500), (280, 120), (330, 120), (342, 500))
    b.place(tower, "key", 5)
    b.hatch("key", tower.buffer(-5), 0, 20, 5, length=(14, 50), gap=0.3, skip=0.2)
    b.place(union(rect(262, 96, 348, 124), rect(290, 66, 320, 98)), "key", 4)
    for x in (60, 120, 420, 1460, 1530):
        b.place(union(rect(x, 420, x + 62, 500), flat((x - 6, 424), (x + 31, 384), (x + 68, 424))), "key", 3)
        b.place(rect(x + 24, 444, x + 38, 464), "terra", 1)
    grass(b, 520, 1100, mud=True)
    for x in (150, 1450):
        b.place(bar((x, 760), (x, 470), 10), "", 3)
    b.place(bar((146, 474), (1454, 474), 10), "", 3)
    net = [bar((x, 478), (x + (800 - x) * 0.04, 740), 2.4) for x in np.arange(170, 1450, 40)] + [bar((154, y), (1446, y), 2.2) for y in np.arange(510, 740, 38)]
    b.lay("key", union(*net))
    wears = ("short", "short", "curls", "short", "cap", "short", "curls", "short", "beret", "short", "short")
    for k in range(11):
        x = 118 + k * 137
        jersey(b, x + b.chance.normal() * 5, 985 + (k % 2) * 12, 440 + b.chance.normal() * 14, (1, 2, 3, 10, 5, 6, 7, 8, 11, 12, 13)[k], wears[k], ("terra", "terra+key")[k in (2, 4, 6)], b.chance.normal() * 1.6)
    dog(Actor(b, 1490, 1050, 210, halo=4))
    ball(b, 118, 1040, 34)
    for x, y, span, tilt in ((700, 150, 30, -8), (800, 210, 22, 10), (560, 230, 18, 4)):
        gull(b, x, y, span, tilt)
    return b


def ball(b: Block, x: float, y: float, r: float) -> None:
    """A laced leather ball."""
    b.place(disc(x, y, r), "terra", 4)
    for k in (-0.5, 0, 0.5):
        b.draw([(x - r * 0.9, y + k * r * 0.6), (x, y + k * r * 1.1), (x + r * 0.9, y + k * r * 0.6)], 3)
    b.draw([(x, y - r * 0.9), (x + r * 0.2, y), (x, y + r * 0.9)], 3)


def ferry(b: Block, x: float, level: float, size: float = 1.0, name: str = "HIRONDELLE") -> None:
    """The Hirondelle: straight stem, one thin funnel, an awning on four posts."""
    s = size
    hull = soft((x - 330 * s, level - 96 * s), (x - 318 * s, level - 30 * s), (x - 280 * s, level + 16 * s), (x + 250 * s, level + 16 * s), (x + 330 * s, level - 30 * s), (x + 372 * s, level - 120 * s), (x + 240 * s, level - 92 * s), (x, level - 82 * s))
    b.place(hull, "green+key", 5)
    b.hatch("key", hull.buffer(-7 * s), 1, 17 * s, 5 * s, length=(40, 170), gap=0.4, skip=0.2)
    b.place(soft((x - 326 * s, level - 96 * s), (x, level - 84 * s), (x + 366 * s, level - 122 * s), (x + 366 * s, level - 108 * s), (x, level - 70 * s), (x - 326 * s, level - 82 * s)), "terra", 2)
    b.place(flat((x - 40 * s, level - 84 * s), (x - 32 * s, level - 290 * s), (x + 12 * s, level - 290 * s), (x + 20 * s, level - 84 * s)), "terra", 4)
    b.place(flat((x - 34 * s, level - 290 * s), (x + 14 * s, level - 290 * s), (x + 13 * s, level - 258 * s), (x - 33 * s, level - 258 * s)), "key", 2)
    b.place(rect(x + 56 * s, level - 170 * s, x + 170 * s, level - 88 * s), "", 4)
    b.lay("key", rect(x + 56 * s, level - 170 * s, x + 170 * s, level - 88 * s).difference(rect(x + 62 * s, level - 164 * s, x + 164 * s, level - 88 * s)))
    for k in range(3):
        b.lay("key", rect(x + (72 + k * 31) * s, level - 152 * s, x + (92 + k * 31) * s, level - 122 * s))
    b.clear(line(name, x - 60 * s, level - 26 * s, 46 * s, "middle", 0.1))


def wedding() -> Block:
    """Trentemoult, May 1949: the bride on the slip, her veil held by four, the ferry waiting in flags."""
    b = Block(1500, 1200, ("terra", "green", "key"), seed=49)
    evening(b, 480, (420, 300, 84))
    for x, wide, high in ((0, 150, 90), (150, 100, 130), (260, 130, 80), (400, 90, 110), (1180, 120, 100), (1300, 200, 140)):
        b.place(rect(x, 480 - high, x + wide, 500), "key", 3)
        for k in range(int(wide // 34)):
            b.place(rect(x + 12 + k * 33, 480 - high + 22, x + 26 + k * 33, 480 - high + 44), "terra", 1)
    titan_crane(b, 900, 492, 330)
    water(b, rect(0, 488, 1500, 840), 15, (420, 60))
    ferry(b, 930, 720, 1.25)
    b.place(bar((1240, 620), (1252, 300), 8), "key", 3)
    flags(b, [(1252, 306), (1100, 350), (930, 362), (700, 420), (560, 610)])
    for k, (x, wears, coat) in enumerate(((640, "hat", "key"), (700, "bun", "terra"), (1080, "cap", "key"), (1150, "scarf", "green+key"), (1210, "hat", "terra+key"))):
        crowd_back(Actor(b, x, 628 + (k % 2) * 4, 150, halo=3), wears, coat)
    accordion(b, 1020, 640)
    quay = flat((0, 800), (1500, 840), (1500, 1200), (0, 1200))
    b.place(quay, "", 5)
    for row in range(9):
        y = 826 + row * 24 + row * row * 2.4
        b.draw([(0, y), (750, y + 10), (1500, y + 22)], 4, blunt=0.7)
        for x in np.arange((row % 2) * 70, 1500, 120 + row * 12):
            b.draw([(x, y + 2), (x + 4, y + 26 + row * 4)], 3)
    b.hatch("key", quay, 2, 40, 8, tone=lambda x, y: abs(x - 640) / 800, length=(30, 120), gap=1, skip=0.4, standing=True)
    veil = soft((560, 700), (640, 690), (700, 760), (820, 920), (980, 1020), (1150, 1060), (1180, 1110), (960, 1110), (700, 1100), (560, 1110), (520, 900))
    gown = soft((600, 720), (560, 860), (500, 1110), (760, 1120), (690, 860), (660, 720))
    b.place(gown, "", 7)
    for k in range(7):
        b.draw([(604 + k * 9, 800), (570 + k * 22, 960), (530 + k * 36, 1108)], 4)
    b.place(veil.difference(gown.buffer(-30)), "", 6)
    b.screen("green", veil, 15, lambda x, y: 0.16 + 0.22 * (noise(x, y, 60, 5) + 0.4))
    for k in range(6):
        b.draw([(620 + k * 14, 720), (680 + k * 40, 900), (640 + k * 100, 1098)], 3.4)
    head = disc(628, 668, 40, 1.15)
    b.place(head, "key", 5)
    for k in range(9):
        b.cut([(600 + k * 7, 632), (598 + k * 8, 668), (606 + k * 6, 704)], 4)
    for turn in np.linspace(3.5, 5.9, 8):
        b.place(disc(628 + 42 * np.cos(turn), 668 + 48 * np.sin(turn), 9), "", 2)
        b.lay("terra", disc(628 + 42 * np.cos(turn), 668 + 48 * np.sin(turn), 4))
    man(Actor(b, 470, 1130, 500, light=(-1, -0.4), halo=5), "short", "key")
    for k, (x, kind, coat) in enumerate(((880, "plaits", "terra"), (1010, "bob", "green"), (1130, "cap", "key"), (1236, "plaits", "terra+key"))):
        child(Actor(b, x, 1172 - (k % 2) * 16, 250, light=(-1, -0.4), halo=4), kind, coat)
    woman(Actor(b, 150, 1150, 420, halo=5), "scarf", "green+key", "basket")
    walker(Actor(b, 290, 1150, 420, halo=5), "hat", "terra+key", 0.4)
    for x, y, span, tilt in ((640, 150, 34, -8), (760, 210, 26, 10), (1340, 160, 22, 4)):
        gull(b, x, y, span, tilt)
    return b


def flags(b: Block, path: list[tuple[float, float]]) -> None:
    """A string of pennants."""
    for (x0, y0), (x1, y1) in zip(path[:-1], path[1:], strict=True):
        b.draw([(x0, y0), ((x0 + x1) / 2, (y0 + y1) / 2 + 14), (x1, y1)], 3)
        for k in range(5):
            t = (k + 0.5) / 5
            x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 12 * np.sin(np.pi * t)
            b.place(flat((x - 14, y), (x + 14, y + 2), (x - 3, y + 36)), ("terra", "", "green", "key")[k % 4], 2)


def accordion(b: Block, x: float, y: float) -> None:
    """The musician under the awning."""
    crowd_back(Actor(b, x, y - 12, 160, halo=3), "beret", "key")
    b.place(flat((x + 24, y - 60), (x + 90, y - 74), (x + 92, y - 20), (x + 26, y - 16)), "terra", 3)
    for k in range(6):
        b.draw([(x + 32 + k * 9, y - 62), (x + 34 + k * 9, y - 20)], 3)


def launching() -> Block:
    """1921: the hull about to go, the gang from behind, a dog that has understood nothing."""
    b = Block(1500, 1150, ("terra", "green", "key"), seed=21)
    evening(b, 560, (300, 380, 90))
    b.place(flat((0, 520), (1500, 500), (1500, 580), (0, 580)), "key", 3)
    jib_crane(b, 160, 540, 220)
    water(b, rect(0, 560, 1500, 760), 14, (300, 60))
    slip = flat((0, 720), (560, 690), (1500, 860), (1500, 1150), (0, 1150))
    b.place(slip, "", 5)
    for k in range(14):
        y = 730 + k * 34
        b.draw([(0, y), (700, y - 10), (1500, y + 90)], 6, blunt=0.8)
    b.hatch("key", slip, 4, 34, 10, wave=8, tone=lambda x, y: 0.2 + (y - 740) / 500, length=(50, 220), gap=0.5, skip=0.2, standing=True)
    hull = soft((330, 690), (300, 600), (290, 430), (330, 418), (640, 460), (1000, 440), (1280, 330), (1330, 330), (1290, 520), (1200, 720), (1060, 800), (620, 770))
    b.place(hull, "green+key", 7)
    for k in range(9):
        y0 = 470 + k * 34
        b.along("key", [np.array([(300, y0 - 20), (640, y0 + 14), (1000, y0 - 2), (1300, y0 - 110)])], hull.buffer(-10), 7, length=(60, 240), gap=0.12)
    low = hull.intersection(flat((200, 690), (700, 720), (1400, 560), (1400, 900), (200, 900)))
    b.place(low, "terra", 4)
    b.hatch("terra", low.buffer(-8), -3, 26, 6, length=(40, 160), gap=0.5, skip=0.3)
    b.clear(line("HIRONDELLE", 1010, 520, 60, "middle", 0.12))
    b.place(flat((560, 462), (570, 250), (624, 250), (640, 460)), "terra", 4)
    b.place(rect(566, 226, 628, 262), "key", 3)
    flags(b, [(1300, 332), (1000, 260), (600, 232), (330, 420)])
    for x, lean in ((420, -14), (560, -10), (1090, 14), (1210, 20)):
        b.place(bar((x, 900 - abs(lean) * 2), (x + lean * 5, 640), 16), "key", 4)
    for x in (700, 860):
        b.place(flat((x - 150, 800), (x + 150, 826), (x + 150, 862), (x - 150, 836)), "terra+key", 4)
    gang = ((120, "cap", "key", ""), (250, "cap", "green+key", "bag"), (398, "beret", "key", "raised"), (560, "hat", "terra+key", ""), (760, "cap", "key", ""), (930, "short", "green+key", "raised"), (1090, "cap", "key", "bag"), (1250, "cap", "terra+key", ""), (1400, "beret", "key", ""))
    for k, (x, wears, coat, does) in enumerate(gang):
        man(Actor(b, x, 1120 + (k % 3) * 14, 330 + (k % 2) * 20, lean=(-3, 2, 0)[k % 3], halo=5), wears, coat, "bag" if does == "bag" else "", gesture="raised" if does == "raised" else "")
    dog(Actor(b, 670, 1126, 130, halo=4))
    for x, y, span, tilt in ((760, 120, 30, -8), (900, 170, 24, 8), (470, 110, 20, 4)):
        gull(b, x, y, span, tilt)
    return b


def cabbage(b: Block, x: float, y: float, r: float) -> None:
    """A cabbage, leaf over leaf."""
    for turn in np.linspace(0, 2 * np.pi, 8)[:-1]:
        cx, cy = x + r * 0.62 * np.cos(turn), y + r * 0.3 * np.sin(turn)
        leaf = disc(cx, cy, r * 0.56, 0.72)
        b.place(leaf, "green", 2.4)
        b.cut([(x, y), (cx, cy), (x + r * 1.1 * np.cos(turn), y + r * 0.5 * np.sin(turn))], r * 0.08, "green")
    b.place(disc(x, y - r * 0.14, r * 0.46, 0.86), "green+key", 2.4)
    for k in (-0.24, 0, 0.24):
        b.cut([(x + k * r, y + r * 0.2), (x + k * r * 0.6, y - r * 0.46)], r * 0.07)


def gardens() -> Block:
    """The gardens behind the wooden houses: bean rows, enormous cabbages, four languages over the fence."""
    b = Block(1500, 1150, ("terra", "green", "key"), seed=25)
    evening(b, 470, (760, 300, 80), 1000)
    for k in range(5):
        x = -60 + k * 330
        house = flat((x, 300), (x + 130, 200), (x + 260, 300), (x + 260, 520), (x, 520))
        b.place(house, "", 5)
        for c in range(13):
            b.draw([(x + 6 + c * 20, 300), (x + 7 + c * 20, 520)], 4)
        roof(b, flat((x - 24, 306), (x + 130, 180), (x + 284, 306), (x + 262, 306), (x + 130, 206), (x - 2, 306)), 12)
        window(b, x + 46, 360, 56, 72, "terra" if k % 2 else "", "green")
        b.place(rect(x + 170, 380, x + 226, 520), "green+key", 3)
        b.place(rect(x + 190, 160, x + 222, 250), "key", 3)
    earth = rect(0, 515, 1500, 1150)
    b.place(earth, "key", 4)
    for k in range(26):
        far = -1200 + k * 150
        b.along("key", [np.array([(760 + far * 0.28, 520), (760 + far, 1150)])], earth, 9, length=(40, 160), gap=0.25, skip=0.1)
    for x0, x1 in ((110, -60), (1320, 1500)):
        for k in range(7):
            t = k / 6
            x, y, s = x0 + (x1 - x0) * t, 560 + 460 * t, 0.6 + 0.8 * t
            b.place(union(bar((x - 26 * s, y), (x + 4 * s, y - 200 * s), 6 * s), bar((x + 26 * s, y), (x - 4 * s, y - 200 * s), 6 * s)), "", 2)
            for leaf in range(11):
                lx, ly = x + b.chance.normal() * 16 * s, y - 18 * s - leaf * 15 * s
                b.place(soft((lx - 15 * s, ly), (lx, ly - 11 * s), (lx + 15 * s, ly), (lx, ly + 9 * s)), "green", 1.2)
    for row, y in enumerate((610, 680, 780, 920)):
        s = 0.55 + row * 0.28
        for k in range(4):
            cabbage(b, 760 + (k - 1.5) * 190 * s, y, 66 * s)
    for y in (1040,):
        b.place(union(bar((0, y - 60), (1500, y - 66), 12), bar((0, y), (1500, y - 4), 12)), "", 3)
        for x in np.arange(20, 1500, 62):
            b.place(flat((x, y + 60), (x, y - 110), (x + 15, y - 130), (x + 30, y - 110), (x + 30, y + 60)), "terra" if int(x / 62) % 3 else "", 3)
    man(Actor(b, 470, 1140, 560, light=(0.6, -0.8), halo=6), "cap", "key")
    woman(Actor(b, 1060, 1140, 540, light=(-0.6, -0.8), halo=6), "scarf", "green+key", "basket")
    man(Actor(b, 300, 760, 250, light=(1, -0.5), halo=4), "hat", "terra+key")
    woman(Actor(b, 1220, 780, 250, light=(-1, -0.5), halo=4), "bun", "terra")
    b.place(bar((352, 770), (352, 560), 7), "", 2)
    cat(Actor(b, 760, 1000, 120, halo=4))
    return b


def herbs() -> Block:
    """Talensac: three women's herbs on one board under the iron hall."""
    b = Block(1500, 1150, ("terra", "green", "key"), seed=86)
    b.lay("key", rect(0, 0, 1500, 1150))
    for k in range(6):
        x = k * 300
        b.place(flat((x + 20, 60), (x + 280, 60), (x + 250, 210), (x + 50, 210)), "terra", 4)
        b.shine("terra", flat((x + 20, 60), (x + 280, 60), (x + 250, 210), (x + 50, 210)), x + 150, -60, 30, 300, 26, 9, length=(30, 120), gap=0.2)
        for c in range(1, 4):
            b.lay("key", bar((x + 20 + c * 65, 60), (x + 50 + c * 50, 210), 5))
        b.place(bar((x, 44), (x, 700), 20), "", 3)
        b.place(union(limb((x, 300, 6), (x + 40, 240, 5), (x + 130, 226, 4)), limb((x, 300, 6), (x - 40, 240, 5), (x - 130, 226, 4))), "", 3)
    b.place(rect(430, 240, 1070, 330), "green", 5)
    b.clear(line("HERBES · MENTHE · CITRONNELLE", 750, 304, 40, "middle", 0.05))
    for k, (x, wears, coat) in enumerate(((120, "hat", "green+key"), (230, "bun", "terra"), (600, "scarf", "key"), (760, "beret", "terra+key"), (1290, "curls", "green+key"), (1410, "cap", "key"))):
        crowd_back(Actor(b, x, 690, 330 + (k % 2) * 30, light=(0, -1), halo=4), wears, coat)
    board = flat((0, 690), (1500, 690), (1500, 900), (0, 900))
    b.place(board, "", 5)
    b.hatch("key", board, 0, 38, 5, length=(80, 280), gap=0.8, skip=0.3, standing=True)
    for row, y in enumerate((730, 800, 876)):
        for k in range(13):
            bunch(b, 60 + k * 116 + (row % 2) * 54, y, 1 + row * 0.16, ("mint", "parsley", "lemongrass")[min(2, (k + row) // 5)])
    for x, text in ((260, "2 F"), (760, "1,50"), (1240, "3 F")):
        b.place(flat((x - 54, 640), (x + 54, 634), (x + 56, 700), (x - 52, 704)), "", 4)
        b.lay("terra", line(text, x, 692, 52, "middle", 0.03))
    for k, (x, wears, coat, load) in enumerate(((180, "veil", "green+key", "basket"), (470, "scarf", "terra+key", ""), (1010, "bob", "key", "basket"), (1330, "bun", "green+key", "baby"))):
        woman(Actor(b, x, 1360, 620 + (k % 2) * 24, light=(-0.2, -1), halo=6), wears, coat, load)
    child(Actor(b, 740, 1180, 330, light=(0, -1), halo=5), "plaits", "terra", pointing=True)
    return b


def bunch(b: Block, x: float, y: float, s: float, kind: str) -> None:
    """A tied bunch of mint, parsley or lemongrass."""
    if kind == "lemongrass":
        for k in range(7):
            b.place(limb((x - 12 * s + k * 4 * s, y + 26 * s, 3.4 * s), (x - 20 * s + k * 7 * s, y - 20 * s, 3 * s), (x - 38 * s + k * 13 * s, y - 66 * s, 1.2 * s)), "green", 1.4)
    else:
        for k in range(9):
            turn = -np.pi / 2 + (k - 4) * 0.22
            end = (x + 56 * s * np.cos(turn), y + 56 * s * np.sin(turn))
            b.place(limb((x, y + 20 * s, 2.4), (*end, 2)), "green", 1)
            for t in (0.55, 0.78, 1.0):
                cx, cy = x + (end[0] - x) * t, y + 20 * s + (end[1] - y - 20 * s) * t
                leaf = soft((cx - 12 * s, cy), (cx, cy - 8 * s), (cx + 12 * s, cy), (cx, cy + 8 * s)) if kind == "mint" else disc(cx, cy, 8 * s)
                b.place(leaf, "green" if (k + int(t * 9)) % 3 else "green+key", 1.2)
    b.place(rect(x - 15 * s, y + 8 * s, x + 15 * s, y + 17 * s), "terra", 1.4)


def tram() -> Block:
    """January 1985, before day: the first car of the new line, its lights on the wet stones, the old ones getting in first."""
    b = Block(1600, 1100, ("terra", "green", "key"), seed=85)
    b.lay("key", rect(0, 0, 1600, 1100))
    for x, wide, high in ((0, 200, 420), (200, 160, 520), (360, 220, 460), (1120, 200, 500), (1320, 280, 430)):
        b.place(rect(x, 620 - high, x + wide, 640), "key", 5)
        b.hatch("key", rect(x + 6, 630 - high, x + wide - 6, 640), 90, 26, 4, length=(20, 90), gap=0.9, skip=0.4)
        for r in range(int(high // 84)):
            for c in range(int(wide // 60)):
                if (r * 5 + c * 3 + x // 40) % 4 == 0:
                    b.place(rect(x + 18 + c * 58, 640 - high + r * 82, x + 44 + c * 58, 684 - high + r * 82), "terra", 2)
    b.hatch("key", rect(560, 0, 1120, 420), 74, 40, 5, length=(14, 46), gap=1.5, skip=0.3)
    b.along("key", [np.array([(0, 120), (760, 176), (1600, 110)]), np.array([(0, 150), (760, 190), (1600, 136)])], rect(0, 0, 1600, 400), 5, length=(200, 500), gap=0.02)
    body = rect(330, 260, 1270, 800).buffer(-50).buffer(50)
    b.place(body, "", 8)
    b.lay("green", rect(330, 640, 1270, 800).intersection(body))
    b.lay("key", body.difference(body.buffer(-8)))
    b.clear(rect(338, 632, 1262, 644))
    for left, right in ((370, 640), (960, 1230)):
        pane = rect(left, 330, right, 600).buffer(-16).buffer(16)
        b.place(pane, "terra", 5)
        b.shine("terra", pane, (left + right) / 2, 330, 16, 330, 30, 11, tone=lambda x, y: 1.2 - (y - 330) / 280, length=(40, 150), gap=0.1)
        for k in range(3):
            cx = left + 46 + k * 88
            b.place(union(soft((cx - 42, 602), (cx - 36, 520), (cx, 496), (cx + 36, 520), (cx + 42, 602)), disc(cx, 462, 25, 1.2)).intersection(pane), "key", 3)
    for left in (660, 806):
        leaf = rect(left, 320, left + 134, 786)
        b.place(leaf, "", 4)
        b.screen("terra", leaf, 15, lambda x, y: 0.15 + (y - 320) / 700)
        b.lay("key", leaf.difference(leaf.buffer(-7)))
    b.place(rect(560, 214, 1040, 282).buffer(8), "key", 5)
    b.clear(line("HALUCHÈRE", 800, 272, 62, "middle", 0.1))
    b.place(union(bar((720, 214), (800, 150), 7), bar((880, 214), (800, 150), 7), bar((700, 150), (900, 150), 8)), "", 3)
    for x in (380, 1220):
        b.place(disc(x, 720, 26), "", 4)
    b.place(rect(300, 800, 1300, 850), "key", 4)
    street = rect(0, 840, 1600, 1100)
    b.hatch("key", street, 0, 22, 9, wave=6, tone=lambda x, y: 1.1 - abs(x - 800) / 640, length=(40, 180), gap=0.4, skip=0.15)
    b.screen("terra", flat((660, 850), (940, 850), (1120, 1100), (480, 1100)), 16, lambda x, y: 0.8 - (y - 850) / 330)
    for x0, x1 in ((420, 140), (1180, 1460)):
        b.clear(bar((x0, 850), (x1, 1100), 7))
    queue = ((690, "hat", "key", ""), (800, "scarf", "green+key", "basket"), (905, "cap", "terra+key", ""))
    for x, wears, coat, load in queue:
        (woman if wears == "scarf" else man)(Actor(b, x, 900, 380, light=(0, -1), halo=5), wears, coat, load)
    for x, wears, coat, flip in ((250, "beret", "key", False), (120, "bun", "terra", False), (1390, "cap", "green+key", True), (1510, "hat", "key", True)):
        walker(Actor(b, x, 1040, 460, flip=flip, light=(1, -0.5), halo=5), wears, coat, 0.8, skirt=wears == "bun")
    child(Actor(b, 1120, 1030, 300, light=(-0.5, -1), halo=5), "cap", "terra", satchel=True)
    lamp_post(b, 40, 1000, 620)
    return b


def lilies() -> Block:
    """The lily pickers before daybreak: bent backs, head lamps, the hoops of the frames running to the edge of the sky."""
    b = Block(1600, 1050, ("terra", "green", "key"), seed=430)
    b.lay("key", rect(0, 0, 1600, 420))
    b.lay("terra", rect(0, 300, 1600, 420))
    b.hatch("key", rect(0, 250, 1600, 420), 0, 22, 12, wave=8, tone=lambda x, y: (y - 230) / 130, length=(80, 340), gap=0.2, skip=0.1)
    for x, y in b.chance.uniform((50, 50), (1550, 250), (70, 2)):
        b.clear(disc(x, y, b.chance.uniform(1.6, 3.6)))
    bare_tree(b, 1390, 430, 330, halo=3)
    b.place(flat((0, 412), (500, 402), (1600, 414), (1600, 440), (0, 440)), "key", 3)
    field = rect(0, 430, 1600, 1050)
    b.place(field, "green+key", 3)
    for k in range(15):
        far = -1900 + k * 270
        b.along("key", [np.array([(800 + far * 0.2, 432), (800 + far, 1050)])], field, 16, length=(60, 240), gap=0.08)
    for k in range(150):
        t = b.chance.random() ** 0.7
        y = 450 + 590 * t
        far = -1900 + int(b.chance.integers(0, 15)) * 270 + b.chance.normal() * 60
        x, s = 800 + far * (0.2 + 0.8 * (y - 432) / 618), 0.3 + t
        if 30 < x < 1570:
            sprig(b, x, y, s)
    pickers = ((300, 600, 150, False, "scarf", "terra+key"), (620, 570, 130, True, "cap", "key"), (1010, 590, 140, False, "scarf", "green"), (1300, 640, 170, True, "beret", "key"),
               (200, 830, 270, False, "cap", "terra"), (760, 800, 260, True, "scarf", "key"), (1240, 860, 290, False, "curls", "terra+key"), (560, 1010, 400, True, "bun", "terra"), (1000, 1030, 410, False, "cap", "key"))
    for x, y, size, flip, wears, coat in pickers:
        stooping(b, x, y, size, flip, wears, coat)
    return b


def sprig(b: Block, x: float, y: float, s: float) -> None:
    """Two leaves and a stem of bells."""
    for side in (-1, 1):
        b.place(soft((x, y), (x + side * 14 * s, y - 26 * s), (x + side * 22 * s, y - 58 * s), (x + side * 5 * s, y - 36 * s)), "green", 1.2)
    b.draw([(x, y), (x + 3 * s, y - 34 * s), (x + 14 * s, y - 62 * s)], 3 * s)
    for k in range(5):
        b.place(disc(x + (4 + k * 3) * s, y - (30 + k * 8) * s, 5.4 * s), "", 1)


def stooping(b: Block, x: float, y: float, size: float, flip: bool, wears: str, coat: str) -> None:
    """A picker bent double in profile, lamp on the brow, a bunch in the hand."""
    a = Actor(b, x, y, size, flip=flip, light=(0.8, -0.6), halo=4)
    for dx in (-7, 5):
        a.part(limb((dx - 6, -48, 8), (dx - 2, -26, 6.4), (dx, -5, 4.4)), "key", rim=2)
        a.part(soft((dx - 4, -5), (dx - 5, 0), (dx + 10, 1), (dx + 8, -3)), "key", halo=0.6)
    back = soft((-22, -50), (-20, -64), (-6, -74), (18, -72), (34, -60), (30, -50), (10, -46), (-8, -38))
    a.part(back, coat, rim=6)
    a.cloth(back, coat, 20)
    a.part(limb((28, -60, 5), (32, -40, 4.2), (38, -18, 3)), coat, halo=0.8)
    a.part(disc(39, -14, 3.6), "terra" if coat != "terra" else "key", halo=0.6)
    for k in (-4, 0, 4):
        a.part(limb((39, -14, 1), (41 + k, -2, 0.8)), "green", halo=0.5)
    a.part(disc(42, -62, 8.4, 1.06), "terra+key" if coat == "terra" else "terra", halo=0.8)
    cap = soft((33, -64), (36, -73), (44, -74), (51, -68), (50, -62), (42, -67))
    a.part(cap, "terra" if wears == "scarf" and coat != "terra" else "key", halo=0.6)
    light = flat((50, -63), (92, -40), (84, -6), (50, -58))
    put = a.put(light)
    b.screen("terra", put, 12, lambda px, py: 0.5 + 0 * px)
    b.clear(a.put(disc(51, -63, 2.6)))
