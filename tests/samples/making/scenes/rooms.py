"""Rooms and gatherings: the classroom, the hostel room, the packing tables, the card game from above."""

import math

import numpy as np
from actor import Actor
from block import Block
from carving import bar, disc, flat, limb, noise, rect, rings_round, soft, union
from figures import crowd_back, man, suitcase, walker, woman
from lettering import line, words
from scenery import window
from shapely.affinity import rotate, translate

from scenes.kitchen_table import crown, hand_on, sleeve


def boards(block: Block, top: float, bottom: float, wide: float, vanish: tuple[float, float], ink: str = "key") -> None:
    """A plank floor running away to a point."""
    floor = rect(0, top, wide, bottom)
    block.place(floor, ink, 0)
    for far in np.linspace(-1.4, 2.4, 30):
        x = wide * far
        block.along(ink, [np.array([(x, bottom), (vanish[0] + (x - vanish[0]) * (top - vanish[1]) / (bottom - vanish[1]), top)])], floor, 4.6, length=(60, 220), gap=0.12, skip=0.06)
    depth = lambda x, y: 0.35 + 0.5 * noise(x, y, 120, 3) + (y - top) / (bottom - top) * 0.4  # noqa: E731
    block.hatch(ink, floor, 0, 30, 5, tone=depth, length=(20, 90), gap=1.1, skip=0.4)


def desk_row(block: Block, y: float, scale: float, pupils: tuple[tuple[str, str], ...], wide: float, shift: float) -> None:
    """One row of double desks with the children in front of it, backs to us."""
    step = wide / len(pupils)
    for k, (wears, coat) in enumerate(pupils):
        x = shift + (k + 0.5) * step
        desk = flat((x - 76 * scale, y - 92 * scale), (x + 76 * scale, y - 92 * scale), (x + 88 * scale, y - 62 * scale), (x - 88 * scale, y - 62 * scale))
        block.place(desk, "", 3)
        block.lay("terra", desk)
        block.hatch("terra", desk, 1, 9 * scale, 3, length=(20, 60), gap=0.4, skip=0.2)
        block.place(rect(x - 84 * scale, y - 62 * scale, x + 84 * scale, y - 40 * scale), "key", 2)
        page = flat((x - 34 * scale, y - 90 * scale), (x + 2 * scale, y - 90 * scale), (x + 4 * scale, y - 70 * scale), (x - 38 * scale, y - 70 * scale))
        block.place(page, "", 1.4)
        for row in range(3):
            block.draw([(x - 30 * scale, y - (86 - row * 5) * scale), (x - 2 * scale, y - (86 - row * 5) * scale)], 1.6 * scale)
        for side in (-1, 1):
            block.place(bar((x + side * 70 * scale, y - 40 * scale), (x + side * 76 * scale, y + 34 * scale), 7 * scale), "key", 1.6)
        pupil = Actor(block, x + block.chance.normal() * 6, y + 46 * scale, 220 * scale, light=(-1, -0.4), lean=block.chance.normal() * 2.4, halo=3)
        crowd_back(pupil, wears, coat)
        if coat == "terra" or k == 1:
            block.place(union(limb((x + 34 * scale, y - 56 * scale, 9 * scale), (x + 58 * scale, y - 110 * scale, 8 * scale), (x + 54 * scale, y - 164 * scale, 6.4 * scale))), coat, 2.4)
            block.place(disc(x + 54 * scale, y - 174 * scale, 8 * scale, 1.2), "terra" if coat != "terra" else "key", 1.6)
        block.place(union(bar((x - 60 * scale, y + 10 * scale), (x + 60 * scale, y + 10 * scale), 12 * scale), bar((x - 50 * scale, y + 10 * scale), (x - 54 * scale, y + 90 * scale), 7 * scale), bar((x + 50 * scale, y + 10 * scale), (x + 54 * scale, y + 90 * scale), 7 * scale)), "key", 2)


def classroom() -> Block:
    """Monsieur Guillou's class: the word of the day on the board, a stove, a map too small for them all."""
    b = Block(1500, 1180, ("terra", "green", "key"), seed=62)
    b.clear(rect(0, 0, 1500, 1180))
    b.lay("green", rect(0, 430, 1500, 640))
    b.hatch("green", rect(0, 430, 1500, 640), 90, 30, 6, length=(60, 190), gap=0.2, skip=0.2)
    b.lay("key", rect(0, 424, 1500, 434))
    b.hatch("key", rect(0, 44, 1500, 424), 88, 36, 5, tone=lambda x, y: (x - 900) / 900, length=(30, 120), gap=0.9, skip=0.3, standing=True)
    boards(b, 640, 1180, 1500, (750, 300))
    board = rect(380, 110, 1050, 470)
    b.place(board.buffer(16), "terra", 4)
    b.place(board, "green+key", 0)
    b.hatch("key", board.buffer(-14), 8, 46, 7, wave=24, length=(40, 180), gap=1.2, skip=0.4)
    for ink in ("key", "green"):
        b.carve(ink, words("mardi 7 novembre", "pencil", 420, 176, 52))
        b.carve(ink, words("le pain", "pencil", 715, 316, 170, "middle"))
        b.carve(ink, words("khobz  pão  bara  ekmek", "pencil", 715, 416, 70, "middle"))
    france = soft((1190, 130), (1240, 112), (1300, 150), (1370, 190), (1360, 260), (1384, 320), (1330, 350), (1270, 344), (1220, 362), (1190, 330), (1204, 270), (1180, 220), (1120, 196), (1150, 176))
    b.place(rect(1090, 84, 1420, 400), "", 4)
    b.lay("key", rect(1090, 84, 1420, 400).difference(rect(1098, 92, 1412, 392)))
    b.lay("terra", france)
    b.clear(disc(1178, 232, 8))
    b.lay("key", disc(1178, 232, 5))
    window(b, 60, 90, 190, 310, "terra", "")
    b.shine("terra", rect(60, 90, 250, 400), 90, 60, 10, 420, 34, 9, length=(40, 160), gap=0.1)
    b.place(union(rect(292, 330, 352, 640), rect(308, 44, 336, 340)), "key", 3)
    b.hatch("key", rect(296, 400, 348, 560), 0, 26, 5, length=(20, 50), gap=0.2)
    b.place(rect(306, 470, 338, 506), "terra", 3)
    man(Actor(b, 1180, 690, 400, light=(-1, -0.3), halo=4), "beret", "key", gesture="raised")
    b.place(bar((1000, 210), (1064, 258), 5), "", 2)
    desk_row(b, 760, 0.86, (("bob", "terra"), ("cap", "key"), ("curls", "green+key"), ("short", "key"), ("plaits", "terra")), 1180, 60)
    desk_row(b, 930, 1.1, (("short", "key"), ("scarf", "green+key"), ("plaits", "key"), ("cap", "terra"), ("curls", "key")), 1480, 10)
    desk_row(b, 1150, 1.45, (("bun", "green+key"), ("short", "terra"), ("bob", "key"), ("curls", "green+key")), 1620, -60)
    return b


def bed(block: Block, x: float, y: float, wide: float, deep: float, sleeper: bool = False) -> None:
    """An iron bed seen from its foot, a striped blanket over it."""
    top = flat((x + deep * 0.3, y - deep), (x + wide - deep * 0.3, y - deep), (x + wide, y), (x, y))
    block.place(rect(x - 6, y - 10, x + wide + 6, y + 70), "key", 3)
    block.place(top, "", 4)
    for k in range(7):
        share = k / 7
        a, c = y - deep + deep * share, y - deep + deep * (share + 0.08)
        inset = lambda v: deep * 0.3 * (y - v) / deep  # noqa: E731
        block.lay(("terra", "green", "key")[k % 3], flat((x + inset(a), a), (x + wide - inset(a), a), (x + wide - inset(c), c), (x + inset(c), c)))
    block.place(soft((x + wide * 0.22, y - deep * 0.8), (x + wide * 0.5, y - deep * 1.06), (x + wide * 0.78, y - deep * 0.8), (x + wide * 0.5, y - deep * 0.7)), "", 3)
    if sleeper:
        form = soft((x + wide * 0.2, y - 4), (x + wide * 0.28, y - deep * 0.62), (x + wide * 0.5, y - deep * 0.84), (x + wide * 0.72, y - deep * 0.6), (x + wide * 0.8, y - 4))
        block.place(form, "green", 4)
        block.hatch("green", form.buffer(-8), 80, 22, 6, wave=12, length=(30, 90), gap=0.4, skip=0.2)
        crown_shape = disc(x + wide * 0.5, y - deep * 0.86, wide * 0.085, 1.1)
        block.place(crown_shape, "key", 3)
    rails = [bar((x, y - 92), (x + wide, y - 92), 9), bar((x, y + 84), (x, y - 96), 10), bar((x + wide, y + 84), (x + wide, y - 96), 10)]
    rails += [bar((x + k, y - 92), (x + k, y + 10), 5) for k in np.linspace(0, wide, 7)[1:-1]]
    block.place(union(*rails), "key", 2.6)


def hostel() -> Block:
    """Room 14: three beds, five padlocks, the clock on Kayes time, the suitcase on the wardrobe."""
    b = Block(1500, 1180, ("terra", "green", "key"), seed=14)
    b.clear(rect(0, 0, 1500, 1180))
    b.lay("terra", rect(0, 0, 1500, 700))
    lamp = (700.0, 215.0)
    b.shine("terra", rect(0, 0, 1500, 700), *lamp, 70, 1000, 90, 14, tone=lambda x, y: 1.5 - np.hypot(x - lamp[0], y - lamp[1]) / 520, length=(60, 240), gap=0.08)
    b.hatch("key", rect(0, 0, 1500, 700), 90, 24, 11, tone=lambda x, y: (np.hypot(x - lamp[0], y - lamp[1]) - 480) / 420, length=(60, 260), gap=0.1, standing=True)
    boards(b, 700, 1180, 1500, (700, 300))
    glass = rect(560, 300, 860, 600)
    b.place(glass.buffer(14), "", 4)
    b.lay("key", glass.buffer(14).difference(glass.buffer(8)))
    b.lay("key", glass)
    for k, (x, high) in enumerate(((580, 120), (640, 190), (720, 150), (790, 220))):
        b.place(rect(x, 600 - high, x + 50, 600), "green+key", 2)
        for row in range(high // 34):
            for c in range(2):
                if (row * 3 + c + k) % 3 == 0:
                    b.place(rect(x + 8 + c * 22, 600 - high + 10 + row * 32, x + 20 + c * 22, 600 - high + 26 + row * 32), "terra", 0.8)
    b.clear(disc(828, 340, 20))
    b.place(union(bar((710, 300), (710, 600), 9), bar((560, 440), (860, 440), 9)), "", 0)
    b.lay("terra", union(bar((710, 300), (710, 600), 9), bar((560, 440), (860, 440), 9)))
    b.place(bar((700, 0), (700, 150), 5), "key", 3)
    b.place(flat((650, 200), (750, 200), (722, 146), (678, 146)), "green+key", 4)
    b.place(disc(700, 214, 24), "", 0)
    wardrobe = rect(1130, 250, 1440, 740)
    b.place(wardrobe, "key", 6)
    b.hatch("key", wardrobe.buffer(-12), 90, 22, 5, wave=10, length=(60, 260), gap=0.3, skip=0.2)
    b.place(bar((1285, 256), (1285, 736), 5), "", 0)
    for k in range(5):
        x, y = (1252, 1318)[k % 2], 390 + k * 56
        b.place(disc(x, y - 14, 11).difference(disc(x, y - 14, 7)), "", 1)
        b.place(rect(x - 13, y - 10, x + 13, y + 14).buffer(2), "terra", 3)
        b.lay("key", disc(x, y, 3))
    suitcase(Actor(b, 1170, 250, 520, halo=4), 0, 0, 44, 24)
    b.place(disc(990, 210, 74), "", 5)
    b.lay("key", disc(990, 210, 74).difference(disc(990, 210, 65)))
    for k in range(12):
        t = k * math.pi / 6
        b.lay("key", bar((990 + 50 * math.cos(t), 210 + 50 * math.sin(t)), (990 + 60 * math.cos(t), 210 + 60 * math.sin(t)), 5))
    b.lay("key", union(bar((990, 210), (962, 190), 8), bar((990, 210), (1004, 166), 6), disc(990, 210, 7)))
    b.lay("terra", words("Kayes", "pencil", 990, 330, 56, "middle"))
    b.clear(words("Kayes", "pencil", 990, 330, 56, "middle"))
    basin = union(flat((72, 470), (292, 470), (262, 560), (102, 560)), rect(168, 560, 196, 700))
    b.place(basin, "", 5)
    b.lay("key", basin.difference(basin.buffer(-6)))
    b.place(union(limb((182, 470, 8), (182, 420, 8), (220, 412, 7), (224, 440, 6))), "key", 3)
    b.place(rect(96, 230, 268, 400), "", 5)
    b.lay("key", rect(96, 230, 268, 400).difference(rect(104, 238, 260, 392)))
    b.hatch("key", rect(106, 240, 258, 390), -50, 20, 5, length=(40, 120), gap=0.5, skip=0.3, standing=True)
    for k, x in enumerate((336, 396, 456)):
        b.place(bar((x, 268), (x, 282), 8), "key", 2)
        b.place(soft((x - 6, 280), (x - 34, 320), (x - 30, 440), (x + 30, 440), (x + 34, 320), (x + 6, 280)), ("green+key", "terra+key", "key")[k], 3)
        for fold in (-14, 0, 13):
            b.cut([(x + fold, 316), (x + fold * 1.3, 370), (x + fold, 432)], 4)
    bed(b, 60, 930, 330, 190, True)
    bed(b, 520, 900, 300, 170)
    bed(b, 1090, 960, 340, 200)
    b.place(soft((900, 960), (980, 944), (1060, 960), (980, 976)), "key", 2)
    b.place(union(rect(930, 900, 1030, 950), rect(944, 946, 952, 1000), rect(1008, 946, 1016, 1000)), "key", 3)
    pot = union(soft((918, 830), (980, 818), (1042, 830), (1034, 900), (980, 908), (926, 900)), bar((900, 842), (1060, 842), 9))
    b.place(pot, "green+key", 4)
    b.rim(pot, "key", (-0.6, -1), 5, 22)
    for k in range(3):
        b.along("terra", [np.array([(960 + k * 22 + 12 * math.sin(s / 3.0), 806 - s * 9) for s in range(12)])], rect(0, 0, 1500, 1180), 7, length=(40, 90), gap=0.2)
    crowd_back(Actor(b, 770, 1140, 520, light=(-0.2, -1), halo=6), "short", "green+key")
    crowd_back(Actor(b, 470, 1150, 520, light=(0.4, -1), halo=6), "hat", "terra")
    b.place(limb((560, 1010, 26), (630, 960, 20), (690, 985, 14)), "terra", 4)
    return b


def packing(sardines: bool = False) -> Block:
    """A long table and the women at it from behind: biscuits under the gaslight, or sardines on zinc."""
    b = Block(1500, 1100, ("terra", "key"), seed=1920 if sardines else 1913)
    b.lay("key", rect(0, 0, 1500, 1100))
    horizon = 420
    for k in range(5):
        x = 60 + k * 300
        if sardines:
            pane = rect(x, 90, x + 200, 330)
            b.place(pane, "", 5)
            b.screen("terra", pane, 15, lambda px, py: 0.75 - (py - 90) / 420)
            for c in (66, 133):
                b.lay("key", bar((x + c, 90), (x + c, 330), 7))
            b.lay("key", bar((x, 206), (x + 200, 206), 7))
        else:
            lx = x + 100
            b.clear(disc(lx, 200, 26))
            b.shine("key", disc(lx, 200, 260), lx, 200, 34, 250, 40, 10, tone=lambda px, py, c=lx: 1.2 - np.hypot(px - c, py - 200) / 230, length=(40, 120), gap=0.1)
            b.place(flat((lx - 60, 178), (lx + 60, 178), (lx + 20, 130), (lx - 20, 130)), "terra", 3)
            b.clear(bar((lx, 44), (lx, 132), 4))
    if not sardines:
        shelf(b, horizon)
    else:
        b.clear(line("DÉFENSE DE CHANTER", 750, 392, 40, "middle", 0.16))
    table = flat((0, horizon + 60), (1500, horizon + 60), (1500, horizon + 330), (0, horizon + 330))
    b.place(table, "", 5)
    if sardines:
        b.hatch("key", table, 0, 26, 7, wave=6, length=(80, 300), gap=0.6, skip=0.3, standing=True)
        for row in range(4):
            for k in range(22):
                cx, cy = 20 + k * 70 + (row % 2) * 34 + b.chance.normal() * 7, horizon + 100 + row * 46
                body = rotate(union(soft((-30, 0), (-10, -9), (16, -8), (30, 0), (16, 8), (-10, 9)), flat((-28, 0), (-44, -11), (-44, 11))), b.chance.normal() * 14, origin=(0, 0))
                b.place(translate(body, cx, cy), "key", 1.6)
                b.cut([(cx - 12, cy - 3), (cx + 14, cy - 3)], 3)
        for k in range(7):
            tin(b, 110 + k * 212, horizon + 290)
    else:
        b.hatch("key", table, 0, 34, 4, length=(80, 300), gap=1, skip=0.4, standing=True)
        for row in range(5):
            for k in range(30):
                cx, cy = 10 + k * 51 + (row % 2) * 25, horizon + 90 + row * 44
                if b.chance.random() > 0.12:
                    biscuit(b, cx, cy)
        for k in range(4):
            box(b, 150 + k * 370, horizon + 300)
    kinds = ("bun", "scarf", "bun", "veil", "scarf", "bun", "scarf") if sardines else ("bun", "plaits", "bun", "scarf", "bun", "bob", "bun")
    coats = ("key", "terra+key", "key", "key", "terra", "key", "terra+key")
    for k in range(7):
        x = 95 + k * 218 + b.chance.normal() * 10
        if k == 4 and sardines:
            walker(Actor(b, x, 1330, 640, light=(0, -1), halo=5), "scarf", "terra", 0.1, skirt=True, arm="forward")
            notes(b, x + 96, 640)
        else:
            actor = Actor(b, x, 1350 + (60 if kinds[k] == "plaits" else 0), 560 if kinds[k] == "plaits" else 650, lean=b.chance.normal() * 2.5, light=(0.1, -1), halo=5)
            woman(actor, kinds[k], coats[k])
            for side in (-1, 1):
                actor.cut([(side * 9, -58), (side * 16, -54)], 1.4)
            b.clear(actor.put(union(soft((-5, -57), (-13, -62), (-11, -52)), soft((5, -57), (13, -62), (11, -52)))))
    return b


def packing_biscuits() -> Block:
    """The biscuit works of 1913."""
    return packing()


def packing_sardines() -> Block:
    """The cannery, in the twenties."""
    return packing(sardines=True)


def shelf(b: Block, horizon: float) -> None:
    """Tins to the ceiling, waiting for their labels."""
    for k in range(24):
        x = 10 + k * 63
        b.place(rect(x, horizon - 66, x + 52, horizon + 20), "terra" if k % 3 else "", 3)
        b.lay("key", rect(x + 8, horizon - 40, x + 44, horizon - 8))
        b.clear(rect(x + 14, horizon - 32, x + 38, horizon - 28))


def biscuit(b: Block, x: float, y: float) -> None:
    """A small butter biscuit with its ears and scallops."""
    edge = [(x + 17 * (1 + 0.1 * math.cos(12 * t)) * math.copysign(abs(math.cos(t)) ** 0.5, math.cos(t)), y + 12 * (1 + 0.1 * math.cos(12 * t)) * math.copysign(abs(math.sin(t)) ** 0.5, math.sin(t))) for t in np.linspace(0, 2 * math.pi, 40)[:-1]]
    b.place(flat(*edge), "terra", 1.6)
    for dx in (-7, 0, 7):
        b.carve("terra", union(disc(x + dx, y - 3, 1.5), disc(x + dx, y + 4, 1.5)))


def box(b: Block, x: float, y: float) -> None:
    """A wooden case lined with paper, half full."""
    b.place(flat((x - 90, y - 40), (x + 90, y - 40), (x + 100, y + 60), (x - 100, y + 60)), "key", 4)
    b.place(flat((x - 80, y - 34), (x + 80, y - 34), (x + 86, y + 6), (x - 86, y + 6)), "", 2)
    for k in range(4):
        biscuit(b, x - 54 + k * 36, y - 14)
    b.clear(line("NANTES", x, y + 44, 28, "middle", 0.1))


def tin(b: Block, x: float, y: float) -> None:
    """An open tin with its row of heads and tails."""
    b.place(rect(x - 60, y - 34, x + 60, y + 34).buffer(8), "terra", 3)
    b.place(rect(x - 52, y - 26, x + 52, y + 26).buffer(4), "key", 1)
    for k in range(5):
        b.cut([(x - 42 + k * 21, y - 22), (x - 38 + k * 21, y), (x - 42 + k * 21, y + 22)], 8)


def notes(b: Block, x: float, y: float) -> None:
    """The song, as far as the foreman's ear."""
    for k, (dx, dy) in enumerate(((0, 0), (60, -40), (110, -120))):
        b.place(union(disc(x + dx, y + dy, 12, 0.8), bar((x + dx + 10, y + dy), (x + dx + 10, y + dy - 52), 5), bar((x + dx + 10, y + dy - 52), (x + dx + 32, y + dy - 40), 8)), "" if k % 2 else "terra", 3)


def cards() -> Block:
    """Wednesday's belote at Doulon, seen from the lamp."""
    b = Block(1400, 1400, ("terra", "green", "key"), seed=2012)
    b.lay("key", rect(0, 0, 1400, 1400))
    for row in range(12):
        for column in range(12):
            x, y = column * 124, row * 124
            if (row + column) % 2:
                b.carve("key", rect(x + 3, y + 3, x + 121, y + 121))
                b.lay("terra", rect(x + 3, y + 3, x + 121, y + 121))
                b.hatch("terra", rect(x + 8, y + 8, x + 116, y + 116), 20, 24, 5, length=(20, 80), gap=0.6, skip=0.4)
    cx = cy = 700
    b.place(translate(disc(cx, cy, 480), 24, 28), "key", 0)
    b.place(disc(cx, cy, 480), "", 7)
    b.lay("key", disc(cx, cy, 480).difference(disc(cx, cy, 466)))
    felt = disc(cx, cy, 430)
    b.lay("green", felt)
    b.along("green", rings_round(cx, cy, 60, 430, 26, b.chance), felt, 8, tone=lambda x, y: 1.25 - np.hypot(x - cx, y - cy) / 420, length=(30, 130), gap=0.4, skip=0.2)
    faces = (("V", "terra"), ("9", "terra"), ("A", "key"), ("10", "key"))
    for k, (face, ink) in enumerate(faces):
        card(b, cx + (-46, 52, 40, -58)[k], cy + (-54, -46, 54, 48)[k], (-14, 9, -7, 20)[k], face, ink)
    for x, y in ((440, 520), (980, 470), (930, 950)):
        glass(b, x, y)
    b.place(soft((400, 860), (470, 830), (540, 860), (500, 920), (430, 920)), "", 4)
    for k in range(3):
        b.draw([(420, 862 + k * 16), (470 + k * 8, 866 + k * 14)], 4)
    players(b, cx, cy)
    return b


def players(b: Block, cx: float, cy: float) -> None:
    """Four pensioners: a cap, a bald head, a beret, white hair; one holds his cards against his chest."""
    for side, (kind, coat) in enumerate((("cap", "key"), ("bald", "green+key"), ("beret", "key"), ("combed", "terra+key"))):
        turn = side * 90.0

        def at(x: float, y: float, t: float = turn) -> tuple[float, float]:
            a = math.radians(t)
            return cx + x * math.cos(a) - y * math.sin(a), cy + x * math.sin(a) + y * math.cos(a)

        body = soft(at(-230, 690), at(-215, 560), at(-90, 520), at(90, 520), at(215, 560), at(230, 690))
        b.place(body, coat, 6)
        b.hatch(coat.split("+")[-1], body.buffer(-8), turn + 84, 30, 8, wave=14, length=(40, 130), gap=0.5, skip=0.2)
        for s, reach in ((-1, 330), (1, 280)):
            path = [(*at(s * 200, 590), 46), (*at(s * 190, 460), 38), (*at(s * 118, reach + 50), 30)]
            sleeve(b, path, coat, turn + 10)
            hand_on(b, *at(s * 106, reach), turn - 90 + s * 14, 0.9, left=s < 0)
        for k in range(4):
            px, py = at(-120 + k * 22, 268 + abs(k - 1.5) * 9)
            back = rotate(rect(-26, -40, 26, 40).buffer(4), turn + (k - 1.5) * 13, origin=(0, 0))
            b.place(translate(back, px, py), "", 2.4)
            b.lay("terra", translate(back.buffer(-7), px, py))
            b.hatch("terra", translate(back.buffer(-10), px, py), 45, 9, 3, length=(20, 60), gap=0.1)
        x, y = at(0, 590)
        if kind in {"cap", "beret"}:
            b.place(disc(x, y, 92), "green+key" if kind == "cap" else "terra+key", 6)
            b.along("key", rings_round(x, y, 24, 88, 18, b.chance), disc(x, y, 86), 6, length=(30, 110), gap=0.3)
            if kind == "cap":
                peak = soft(at(-74, 520), at(0, 470), at(74, 520), at(0, 540))
                b.place(peak, "key", 4)
            else:
                b.place(disc(x, y, 9), "", 2)
        else:
            crown(b, x, y, 86, kind)


def card(b: Block, x: float, y: float, turn: float, face: str, ink: str) -> None:
    """A card face up."""
    put = lambda shape: translate(rotate(shape, turn, origin=(0, 0)), x, y)  # noqa: E731
    b.place(put(translate(rect(-44, -66, 44, 66).buffer(6), 5, 6)), "key", 0)
    b.place(put(rect(-44, -66, 44, 66).buffer(6)), "", 3)
    b.lay(ink, put(translate(line(face, 0, 0, 74, "middle"), 0, 12)))
    pip = union(disc(-9, 36, 10), disc(9, 36, 10), flat((-18, 40), (18, 40), (0, 60)))
    b.lay(ink, put(pip))


def glass(b: Block, x: float, y: float) -> None:
    """A small glass of red from above."""
    b.place(disc(x + 10, y + 12, 40), "key", 0)
    b.place(disc(x, y, 40), "", 4)
    b.lay("key", disc(x, y, 40).difference(disc(x, y, 34)))
    b.lay("terra", disc(x, y, 28))
    b.place(soft((x - 16, y - 10), (x - 2, y - 18), (x + 4, y - 10), (x - 10, y - 2)), "", 0)
