"""Four people round a kitchen table, seen from the lamp: hair, hands, bread, a letter, a photograph torn in two."""

import math

import numpy as np
from block import Block
from carving import bar, disc, flat, limb, rect, rings_round, soft, union
from lettering import words
from shapely.affinity import rotate, scale, translate
from shapely.geometry.base import BaseGeometry

CENTRE = (750.0, 750.0)


def floor(block: Block) -> None:
    """Tiles on the slant, dark, each with its own bruises."""
    block.lay("key", rect(0, 0, 1500, 1500))
    for row in range(-2, 16):
        for column in range(-2, 16):
            x, y = column * 118 + 59 * (row % 2), row * 118 - 40
            tile = flat((x, y - 56), (x + 56, y), (x, y + 56), (x - 56, y))
            if (row + column) % 2:
                block.carve("key", tile)
                block.lay("green", tile)
                block.hatch("key", tile.buffer(-4), 45, 13, 4, length=(10, 50), gap=0.8, skip=0.35, standing=True)
            else:
                block.hatch("key", tile.buffer(-8), -45, 20, 3, length=(10, 40), gap=1, skip=0.5)


def table(block: Block) -> None:
    """The oilcloth: checks in two weights, a lit middle, a hem."""
    top = rect(270, 270, 1230, 1230).buffer(56)
    block.place(translate(top, 26, 30), "key", 0)
    block.place(top, "", 6)
    cloth = top.buffer(-10)
    block.lay("terra", union(*(rect(270 + k * 96 - 20, 200, 270 + k * 96 + 20, 1300) for k in range(11))).intersection(cloth))
    across = union(*(rect(200, 270 + k * 96 - 20, 1300, 270 + k * 96 + 20) for k in range(11))).intersection(cloth)
    block.hatch("terra", across, 90, 10, 5.4, length=(30, 44), gap=0.1, standing=True)
    far = lambda x, y: np.hypot(x - CENTRE[0], y - CENTRE[1])  # noqa: E731
    block.along("terra", rings_round(*CENTRE, 60, 560, 26, block.chance), cloth, 9, tone=lambda x, y: 1.1 - far(x, y) / 480, length=(30, 110), gap=0.4, skip=0.2)
    block.along("key", rings_round(*CENTRE, 480, 800, 19, block.chance), cloth, 9, tone=lambda x, y: (far(x, y) - 470) / 190, length=(40, 160), gap=0.2, standing=True)
    block.lay("key", top.difference(top.buffer(-7)))


def hand_on(block: Block, x: float, y: float, angle: float, size: float, *, left: bool = False, skin: str = "terra", spread: float = 1.0) -> None:
    """A hand lying on the table, pointing along `angle` (degrees, 0 to the right)."""
    fingers = []
    for number, (turn, long) in enumerate(((-17, 43), (-6, 50), (5, 48), (17, 38))):
        a = math.radians(turn * spread)
        base = (26 * math.cos(a * 1.6), (-19 + number * 12.4))
        fingers.append(limb((*base, 7.2), (base[0] + long * 0.55 * math.cos(a), base[1] + long * 0.55 * math.sin(a), 6.4), (base[0] + long * math.cos(a), base[1] + long * math.sin(a), 4.8)))
    thumb = limb((-8, -20, 9), (10, -36, 7.6), (30, -42, 5.4))
    palm = soft((-30, -17), (0, -26), (28, -24), (34, 0), (28, 24), (0, 24), (-30, 17))

    def put(shape: BaseGeometry) -> BaseGeometry:
        grown = scale(shape, size, -size if left else size, origin=(0, 0))
        return translate(rotate(grown, angle, origin=(0, 0)), x, y)

    for part in (thumb, palm, *fingers):
        block.place(put(part), skin, 2.4)
    block.lay(skin, put(palm.buffer(-2)))
    if "key" not in skin:
        shade = put(soft((-30, 4), (0, 12), (28, 12), (30, 22), (0, 24), (-30, 17)))
        block.hatch("key", shade, angle + 12, 7, 3.2, length=(12, 40), standing=True, skip=0.1)
        for number in range(4):
            nail = put(translate(disc(0, 0, 3.4, 1.2), 60 + (number in (1, 2)) * 9, -27 + number * 18))
            block.clear(nail.intersection(put(fingers[number].buffer(-1))))
    for number in range(3):
        gap = put(bar((20, -13 + number * 12.6), (34, -14 + number * 13.4), 1.6))
        block.lay("key", gap) if "key" not in skin else block.carve("key", gap)


def sleeve(block: Block, path: list[tuple[float, float, float]], ink: str, angle: float) -> None:
    """A forearm in its sleeve, folds across it and a cuff."""
    shape = limb(*path)
    block.place(shape, ink, 4)
    block.hatch(ink.split("+")[-1], shape.buffer(-5), angle, 24, 7, wave=10, length=(20, 70), gap=0.5, skip=0.25)


def crown(block: Block, x: float, y: float, radius: float, kind: str, ink: str = "key") -> None:
    """The top of a head from above: combed, curled, scarved or bald on top."""
    if kind == "scarf":
        block.place(disc(x, y, radius, 1.06), "terra", 5)
        for turn in np.linspace(0, 2 * math.pi, 15)[:-1]:
            for far in (0.32, 0.62, 0.88):
                a = turn + far
                block.carve("terra", disc(x + radius * far * math.cos(a), y + radius * far * math.sin(a), 4.5))
        for turn in (-2.6, -2.0, -1.57, -1.1, -0.5):
            block.draw([(x + radius * 0.3 * math.cos(turn), y - radius * 0.35 + radius * 0.2 * math.sin(turn)), (x + radius * 0.95 * math.cos(turn), y + radius * 0.98 * math.sin(turn))], 6)
        return
    block.place(disc(x, y, radius, 1.06), ink, 5)
    if kind == "curls":
        for turn in np.linspace(0, 2 * math.pi, 22)[:-1]:
            for far in (0.25, 0.55, 0.85):
                cx, cy, u = x + radius * far * math.cos(turn + far * 3), y + radius * far * math.sin(turn + far * 3), np.linspace(turn, turn + 4, 8)
                block.cut(np.c_[cx + 8 * np.cos(u), cy + 8 * np.sin(u)].tolist(), 3.4, ink)
        return
    part = (x + radius * 0.3, y - radius * 0.2)
    for turn in np.linspace(0, 2 * math.pi, 46)[:-1]:
        far = radius * block.chance.uniform(0.82, 0.98)
        block.cut([(part[0] + 10 * math.cos(turn), part[1] + 10 * math.sin(turn)), (x + far * 0.62 * math.cos(turn + 0.12), y + far * 0.62 * math.sin(turn + 0.12)),
                   (x + far * math.cos(turn + 0.3), y + far * math.sin(turn + 0.3))], 4.2, ink)  # fmt: skip
    if kind == "bald":
        block.place(disc(x, y, radius * 0.62, 1.06), "terra", 3)
        block.hatch("key", disc(x + 12, y + 16, radius * 0.5).intersection(disc(x, y, radius * 0.6)), 40, 12, 4, standing=True, skip=0.2)
    if kind == "plaits":
        block.clear(flat((x - 3, y - radius), (x + 3, y - radius), (x + 3, y + radius), (x - 3, y + radius)))


def sitter(block: Block, side: int, crown_kind: str, coat: str, shift: float = 0.0, skin: str = "terra") -> None:
    """One person at one side of the table (0 top, 1 right, 2 bottom, 3 left), leaning in."""
    spin = lambda shape: rotate(translate(shape, *CENTRE), side * 90, origin=CENTRE)  # noqa: E731
    at = lambda x, y: np.asarray(spin(disc(x, y, 1)).centroid.coords[0])  # noqa: E731
    shoulders = soft((-215 + shift, -770), (-235 + shift, -640), (-180 + shift, -560), (0 + shift, -540), (180 + shift, -560), (235 + shift, -640), (215 + shift, -770))
    block.place(spin(shoulders), coat, 5)
    for k in (-130, -60, 60, 130):
        line = [tuple(at(k + shift, -720)), tuple(at(k * 0.9 + shift, -640)), tuple(at(k * 0.6 + shift, -570))]
        block.cut(line, 9, coat.split("+")[-1])
    for flip in (-1, 1):
        reach = {(0, -1): (-150, -330), (0, 1): (110, -300), (1, -1): (-130, -310), (1, 1): (150, -350), (2, -1): (-170, -300), (2, 1): (130, -330), (3, -1): (-160, -340), (3, 1): (110, -270)}[(side, flip)]
        elbow = (flip * 215 + shift, -470)
        path = [(flip * 190 + shift, -610, 46), (*elbow, 43), ((elbow[0] + reach[0] * 1.0) / 2 + shift * 0, (elbow[1] + reach[1]) / 2, 36), (reach[0], reach[1], 27)]
        turned = [(*at(x, y), r) for x, y, r in path]
        towards = math.degrees(math.atan2(reach[1] - elbow[1], reach[0] - elbow[0])) + side * 90
        tip = at(reach[0] + 34 * math.cos(math.radians(towards - side * 90)), reach[1] + 34 * math.sin(math.radians(towards - side * 90)))
        hand_on(block, *tip, towards, 1.25 if crown_kind != "plaits" else 0.95, left=flip < 0, skin=skin, spread=1.2)
        sleeve(block, turned, coat, towards + 80)
        cuff = at(reach[0], reach[1])
        block.clear(bar(cuff - 30 * np.array([-math.sin(math.radians(towards)), math.cos(math.radians(towards))]), cuff + 30 * np.array([-math.sin(math.radians(towards)), math.cos(math.radians(towards))]), 5))
    x, y = at(shift, -590)
    crown(block, x, y, 104 if crown_kind != "plaits" else 88, crown_kind)


def things(block: Block) -> None:
    """What the hands are about: bread, tea, the letter, the exercise book, oranges, and the two halves."""
    loaf = rotate(soft((-112, -32), (-60, -52), (60, -52), (116, -26), (116, 26), (60, 50), (-60, 52), (-112, 30)), -32, origin=(0, 0))
    block.place(translate(translate(loaf, 470, 500), 8, 12), "key", 0)
    block.place(translate(loaf, 470, 500), "terra+key", 4)
    for k in range(-2, 3):
        block.cut([(470 + k * 40 - 18, 500 - k * 25 - 26), (470 + k * 40 + 4, 500 - k * 25), (470 + k * 40 + 8, 500 - k * 25 + 34)], 15)
    letter = rotate(rect(-84, -118, 84, 118), 11)
    block.place(translate(letter, 1010, 566), "", 5)
    block.lay("key", translate(letter.difference(letter.buffer(-3)), 1010, 566))
    for row in range(9):
        y = -88 + row * 21
        for column in range(5):
            if not (row == 8 and column < 3):
                piece = rotate(bar((-66 + column * 27, y), (-66 + column * 27 + block.chance.uniform(12, 22), y + block.chance.normal() * 2), 4.4), 11, origin=(0, 0))
                block.lay("key", translate(piece, 1010, 566))
    teapot(block, 1010, 950)
    book = rotate(rect(-110, -84, 110, 84), -14)
    block.place(translate(book, 480, 990), "", 5)
    for part in (book.difference(book.buffer(-4)), rotate(bar((0, -84), (0, 84), 4), -14, origin=(0, 0))):
        block.lay("key", translate(part, 480, 990))
    for text, x, y in (("7 × 8 = 56", -102, -42), ("7 × 9 = 63", -102, 0), ("7 × 7 = 49", -102, 42), ("le pain", 12, -42), ("khobz", 12, 0), ("pão", 12, 42)):
        block.lay("key", translate(rotate(words(text, "pencil", x, y, 25), -14, origin=(0, 0)), 480, 990))
    for x, y in ((700, 1010), (762, 1056), (690, 1082)):
        block.place(disc(x, y, 37), "terra", 4)
        block.along("key", rings_round(x - 10, y - 12, 22, 60, 9, block.chance, -20, 130), disc(x, y, 34), 4, length=(10, 40), standing=True)
        block.lay("key", disc(x - 8, y - 10, 4))
    glass(block, 838, 470)
    glass(block, 730, 452)
    photograph(block)


def glass(block: Block, x: float, y: float) -> None:
    """A tea glass from above, a leaf of mint in it."""
    block.place(disc(x, y, 36), "", 4)
    block.lay("key", disc(x, y, 36).difference(disc(x, y, 31)))
    block.lay("green", disc(x, y, 26))
    block.place(soft((x - 14, y + 6), (x, y - 8), (x + 16, y - 6), (x + 2, y + 9)), "key+green", 2)


def teapot(block: Block, x: float, y: float) -> None:
    """A round teapot from above."""
    block.place(disc(x + 12, y + 16, 100), "key", 0)
    block.place(union(limb((x - 80, y - 30, 20), (x - 128, y - 56, 15), (x - 156, y - 64, 10))), "green+key", 4)
    block.place(limb((x + 84, y + 34, 12), (x + 140, y + 40, 12), (x + 136, y + 84, 12), (x + 74, y + 72, 12)), "key", 4)
    block.place(disc(x, y, 98), "green+key", 5)
    block.along("key", rings_round(x, y, 56, 98, 13, block.chance, 150, 150), disc(x, y, 93), 7, length=(30, 120), gap=0.2)
    block.place(disc(x, y, 48), "green+key", 4)
    for turn in np.linspace(0, 2 * math.pi, 13)[:-1]:
        block.cut([(x + 16 * math.cos(turn), y + 16 * math.sin(turn)), (x + 40 * math.cos(turn), y + 40 * math.sin(turn))], 6)
    block.place(disc(x, y, 12), "terra", 3)


def photograph(block: Block) -> None:
    """Two halves of one portrait from behind, nearly touching: the tear runs through an ear."""
    tear = [(4, -112), (-6, -80), (8, -52), (-8, -24), (6, 4), (-6, 40), (9, 70), (-2, 112)]
    halves = (flat((-84, -112), *tear, (-84, 112)), flat((84, -112), *tear, (84, 112)))
    for half, turn, dx, dy in zip(halves, (-6, 8), (-11, 12), (5, -4), strict=True):
        put = lambda shape, t=turn, x=dx, y=dy: translate(rotate(shape, t, origin=(0, 0)), 752 + x, 742 + y)  # noqa: E731
        block.place(put(translate(half, 7, 9)), "key", 0)
        block.place(put(half), "", 3)
        picture = half.intersection(rect(-70, -98, 70, 98))
        block.lay("key", put(picture))
        block.hatch("key", put(picture.intersection(rect(-70, -98, 70, 10))), 18, 15, 7, length=(20, 70), gap=0.3)
        coat = soft((-78, 110), (-66, 50), (-34, 26), (0, 20), (34, 26), (66, 50), (78, 110)).intersection(picture)
        block.place(put(coat), "key", 3)
        block.place(put(union(disc(0, -16, 34, 1.2), disc(-34, -10, 8, 1.5), disc(34, -10, 8, 1.5), rect(-18, 14, 18, 40)).intersection(picture)), "terra", 3)
        block.place(put(soft((-37, -22), (-40, -44), (0, -66), (40, -44), (37, -22), (30, 4), (0, 12), (-30, 4)).intersection(picture)), "key", 2)


def draw() -> Block:
    """The whole block, from the floor up."""
    block = Block(1500, 1500, ("terra", "green", "key"), seed=75)
    floor(block)
    table(block)
    things(block)
    sitter(block, 0, "scarf", "green+key")
    sitter(block, 1, "bald", "key", 20)
    sitter(block, 2, "curls", "terra+key", -10)
    sitter(block, 3, "plaits", "green+key", 0)
    return block
