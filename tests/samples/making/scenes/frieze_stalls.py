"""Larger things along the frieze: the liner, the slip, the café, the market, the march and the towers."""

import numpy as np
from actor import Actor
from block import Block
from carving import bar, disc, flat, limb, rect, soft, union
from figures import cat, crowd_back, man, walker, woman
from lettering import words


def liner(block: Block, x: float, level: float) -> None:
    """The steamer alongside, its gangway down and people on it."""
    hull = soft((x - 20, level - 110), (x + 60, level - 92), (x + 260, level - 84), (x + 480, level - 92), (x + 640, level - 124), (x + 610, level - 20), (x + 570, level + 34), (x + 30, level + 34), (x - 4, level - 20))
    block.place(rect(x + 110, level - 176, x + 480, level - 84), "", 3)
    for row, y in enumerate((level - 168, level - 128)):
        for k in range(15 - row):
            block.place(rect(x + 126 + k * 24, y, x + 140 + k * 24, y + 18), "key" if (k * 7 + row) % 5 else "terra", 0.8)
    block.lay("key", rect(x + 104, level - 180, x + 488, level - 172))
    for funnel in (x + 220, x + 340):
        block.place(flat((funnel, level - 180), (funnel + 6, level - 258), (funnel + 50, level - 258), (funnel + 46, level - 180)), "terra", 3)
        block.lay("key", rect(funnel + 5, level - 258, funnel + 51, level - 236))
    block.place(union(bar((x + 560, level - 110), (x + 566, level - 330), 5), bar((x + 60, level - 96), (x + 56, level - 300), 5), bar((x + 540, level - 270), (x + 590, level - 272), 4)), "key", 2)
    for a, b in (((x + 566, level - 326), (x + 390, level - 258)), ((x + 56, level - 296), (x + 226, level - 256)), ((x + 566, level - 326), (x + 636, level - 126))):
        block.draw([a, b], 2.2)
    block.place(hull, "key", 4)
    block.hatch("key", hull.intersection(rect(x - 20, level - 100, x + 640, level - 10)).buffer(-5), 2, 15, 4.4, length=(30, 150), gap=0.6, skip=0.3)
    red = hull.intersection(rect(x - 20, level + 4, x + 640, level + 50))
    block.clear(red)
    block.lay("terra", red)
    for k in range(17):
        block.clear(disc(x + 60 + k * 32, level - 52, 6))
        block.lay("key", disc(x + 60 + k * 32, level - 52, 3.6))
    block.clear(words("CORMORAN", "sign", x + 480, level - 66, 22, spread=0.05))
    gangway = flat((x + 300, level - 86), (x + 318, level - 86), (x + 480, level + 104), (x + 456, level + 104))
    block.place(gangway, "", 3)
    for k in range(11):
        block.draw([(x + 304 + k * 14.6, level - 76 + k * 16.6), (x + 322 + k * 14.6, level - 76 + k * 16.6)], 3)
    for k, kind in ((0.1, "scarf"), (0.36, "cap"), (0.62, "hat"), (0.86, "bun")):
        walker(Actor(block, x + 306 + 160 * k, level - 78 + 180 * k, 62 + 22 * k, halo=1.6), kind, ("terra", "key", "green+key", "key")[int(k * 4)], 0.6, skirt=kind in {"scarf", "bun"})


def slipway(block: Block, x: float, level: float) -> None:
    """A hull on its slip, ribs to the sky, welders' stars along its side."""
    for k in range(15):
        block.place(bar((x + 30 + k * 30, level), (x + 26 + k * 30, level - 205 - 10 * np.sin(k)), 5), "key", 1.4)
    hull = soft((x + 20, level - 6), (x - 6, level - 96), (x + 40, level - 160), (x + 200, level - 150), (x + 380, level - 150), (x + 500, level - 176), (x + 470, level - 70), (x + 420, level - 4))
    block.place(hull, "terra+key", 3.4)
    block.hatch("key", hull.buffer(-5), 1, 16, 6, wave=4, length=(40, 150), gap=0.3, skip=0.15)
    for y in (level - 178, level - 128):
        block.draw([(x - 30, y), (x + 220, y - 4), (x + 520, y)], 4.4, blunt=0.8)
    for sx, sy in ((x + 80, level - 70), (x + 250, level - 96), (x + 390, level - 58)):
        block.clear(disc(sx, sy, 7))
        block.shine("key", disc(sx, sy, 40), sx, sy, 6, 40, 13, 4, length=(16, 34), gap=0)
        block.shine("terra", disc(sx, sy, 24), sx, sy, 6, 24, 9, 4, length=(12, 20), gap=0)
        man(Actor(block, sx - 20, sy + 34, 58, light=(1, -0.2), halo=1.6), "cap", "key")
    for k in range(5):
        man(Actor(block, x + 60 + k * 92, level - 178 + (k % 2) * 2, 40, halo=1.2), "cap", "key")


def cafe(block: Block, x: float, level: float) -> None:
    """Hédi's corner: two floors, an awning, the door open on the lamp."""
    block.place(rect(x, level - 330, x + 300, level), "", 4)
    for k in range(8):
        block.draw([(x, level - 316 + k * 26), (x + 150, level - 315 + k * 26), (x + 300, level - 316 + k * 26)], 2.4)
    for k in range(3):
        for row in range(2):
            left, top = x + 32 + k * 92, level - 312 + row * 82
            lit = (k + row) % 3 == 0
            block.place(rect(left, top, left + 36, top + 58), "terra" if lit else "key", 2.4)
            (block.lay if lit else block.carve)("key", union(bar((left + 18, top), (left + 18, top + 58), 3), bar((left, top + 22), (left + 36, top + 22), 3)))
            for side in (left - 20, left + 39):
                block.place(rect(side, top - 2, side + 17, top + 60), "green", 1.4)
    block.place(flat((x - 12, level - 326), (x + 312, level - 326), (x + 296, level - 358), (x + 4, level - 358)), "key", 3)
    block.place(rect(x - 4, level - 150, x + 304, level), "green", 3)
    block.place(rect(x + 10, level - 146, x + 290, level - 112), "key", 2)
    block.clear(words("CAFÉ DU QUAI", "sign", x + 150, level - 120, 27, "middle", 0.06))
    for left, right in ((x + 14, x + 112), (x + 186, x + 286)):
        block.place(rect(left, level - 84, right, level - 26), "terra", 2.6)
        lamp = ((left + right) / 2, level - 76)
        block.shine("terra", rect(left, level - 84, right, level - 26), *lamp, 8, 100, 22, 5, length=(16, 60), gap=0.1)
        for k in range(3):
            cx = left + 20 + k * 29
            block.place(union(soft((cx - 14, level - 26), (cx - 11, level - 44), (cx, level - 50), (cx + 11, level - 44), (cx + 14, level - 26)), disc(cx, level - 57, 7)).intersection(rect(left, level - 84, right, level - 26)), "key", 1.4)
    block.place(rect(x + 126, level - 92, x + 172, level), "", 2.6)
    block.screen("terra", rect(x + 126, level - 92, x + 172, level), 8, lambda px, py: 0.2 + (py - level + 92) / 130)
    man(Actor(block, x + 149, level + 3, 84, halo=2), "short", "key", gesture="raised")
    for k in range(12):
        block.place(flat((x - 6 + k * 26, level - 108), (x + 20 + k * 26, level - 108), (x + 19 + k * 27, level - 86), (x - 10 + k * 27, level - 86)), "terra" if k % 2 else "", 1)


def market(block: Block, x: float, level: float) -> None:
    """Three stalls: fish with the cat under it, oranges, cloth by the metre."""
    for k, (goods, ink) in enumerate((("fish", "green"), ("fruit", "terra"), ("cloth", "green"))):
        left = x + k * 128
        for post in (left + 4, left + 106):
            block.place(bar((post, level), (post, level - 120), 4), "key", 1.4)
        seller = Actor(block, left + 54, level - 12, 104, halo=2)
        (woman if k != 1 else man)(seller, ("scarf", "beret", "veil")[k], ("key", "green+key", "terra+key")[k])
        block.place(flat((left, level - 46), (left + 112, level - 46), (left + 118, level - 6), (left - 6, level - 6)), "key", 2.6)
        block.hatch("key", flat((left + 4, level - 36), (left + 108, level - 36), (left + 112, level - 10), (left, level - 10)), 90, 11, 3, length=(16, 30), gap=0.2, skip=0.2)
        block.place(flat((left - 4, level - 62), (left + 112, level - 62), (left + 116, level - 46), (left - 6, level - 46)), "", 2)
        for item in range(8):
            cx = left + 8 + item * 13.6
            if goods == "fish":
                block.place(union(soft((cx, level - 54), (cx + 6, level - 58), (cx + 11, level - 54), (cx + 6, level - 50)), flat((cx - 4, level - 58), (cx + 1, level - 54), (cx - 4, level - 50))), "key", 0.8)
            elif goods == "fruit":
                block.place(disc(cx + 3, level - 56 - (item % 2) * 6, 6.4), "terra", 1)
            else:
                block.place(rect(cx, level - 66, cx + 10, level - 47), ("terra", "green", "key", "")[item % 4], 1)
        for stripe in range(8):
            a = left - 12 + stripe * 17
            block.place(flat((a + 4, level - 146), (a + 20, level - 146), (a + 18, level - 116), (a, level - 116)), ink if stripe % 2 == 0 else "", 1)
            block.place(soft((a, level - 118), (a + 17, level - 118), (a + 15, level - 110), (a + 8, level - 107), (a + 2, level - 110)), ink if stripe % 2 == 0 else "", 0.8)
    cat(Actor(block, x + 30, level - 4, 52, halo=1.6))


def march(block: Block, x: float, level: float) -> None:
    """Autumn 1983, everyone from behind: the banner in front, fists, a child on shoulders."""
    chance = block.chance
    pole = level - 300
    for px in (x + 60, x + 452, x + 846):
        block.place(bar((px, level), (px, pole - 14), 7), "key", 2)
    top = [(x + 40 + k * 41, pole + 9 * np.sin(k * 0.9)) for k in range(21)]
    banner = flat(*top, *[(px + 2, py + 96 + 3 * np.sin(px)) for px, py in reversed(top)])
    block.place(banner, "terra", 4)
    block.hatch("terra", banner.buffer(-4), 88, 52, 4, length=(16, 44), gap=1, skip=0.5)
    block.clear(words("ÉGALITÉ DES DROITS", "sign", x + 452, pole + 72, 64, "middle", 0.06))
    for row in range(3):
        for k in range(11):
            px, py = x - 10 + k * 84 + row * 30 + chance.normal() * 8, level - 84 + row * 46
            if row == 2 and k in (2, 7):
                block.place(union(limb((px, py - 70, 11), (px + 8, py - 176, 8)), limb((px + 8, py - 184, 11), (px + 9, py - 194, 10))), "terra", 3)
            wears = ("cap", "scarf", "curls", "short", "bun", "veil", "hat", "bob", "beret")[int(chance.integers(9))]
            coat = ("key", "terra", "green+key", "key", "terra+key")[int(chance.integers(5))]
            crowd_back(Actor(block, px, py, 168 + row * 26, lean=chance.uniform(-4, 4), halo=2.6), wears, coat)
    child_up = (x + 372, level - 158)
    block.place(soft((child_up[0] - 17, child_up[1]), (child_up[0] - 14, child_up[1] - 30), (child_up[0], child_up[1] - 36), (child_up[0] + 14, child_up[1] - 30), (child_up[0] + 17, child_up[1])), "green+key", 2.4)
    block.place(disc(child_up[0], child_up[1] - 48, 13, 1.1), "key", 2)


def towers(block: Block, x: float, level: float) -> None:
    """Bellevue after dark: three towers, a hundred windows, one of them ours."""
    chance = block.chance
    for left, wide, high, side in ((x + 330, 150, 420, 40), (x, 190, 540, 50), (x + 210, 140, 350, 36)):
        block.place(flat((left + wide, level - high), (left + wide + side, level - high + 20), (left + wide + side, level), (left + wide, level)), "", 3)
        block.hatch("key", flat((left + wide + 1, level - high), (left + wide + side, level - high + 22), (left + wide + side, level), (left + wide + 1, level)), 90, 9, 6.4, length=(40, 160), gap=0.1, standing=True)
        block.place(rect(left, level - high, left + wide, level), "key", 4)
        floors = int(high // 36)
        for floor in range(floors):
            y = level - high + 12 + floor * 36
            block.cut([(left + 4, y + 28), (left + wide / 2, y + 29), (left + wide - 4, y + 28)], 2.6)
            for k in range(int(wide // 30)):
                px = left + 10 + k * 30
                ours = wide == 190 and floor == floors - 9 and k == 3
                awake = ours or chance.random() < 0.3
                block.place(rect(px, y, px + 18, y + 20), ("" if ours or chance.random() < 0.2 else "terra") if awake else "key", 1.8)
                if ours:
                    block.lay("key", union(soft((px + 3, y + 20), (px + 4, y + 12), (px + 9, y + 9), (px + 14, y + 12), (px + 15, y + 20)), disc(px + 9, y + 6, 3.4)))
                elif awake and chance.random() < 0.6:
                    cx = px + 9 + chance.normal() * 3
                    block.lay("key", union(soft((cx - 6, y + 20), (cx - 5, y + 12), (cx, y + 10), (cx + 5, y + 12), (cx + 6, y + 20)), disc(cx, y + 7, 3)))
    block.place(rect(x + 76, level - 34, x + 112, level), "terra", 2)
    block.draw([(x - 30, level + 2), (x + 270, level + 3), (x + 580, level + 2)], 5, blunt=0.8)
    block.hatch("key", flat((x - 10, level + 4), (x + 500, level + 4), (x + 380, level + 110), (x - 190, level + 110)), 0, 11, 8, wave=4, length=(40, 180), gap=0.15, standing=True)
