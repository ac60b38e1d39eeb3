"""Heads from behind or in profile, and what covers them; never a face."""

import numpy as np
from actor import Actor
from carving import disc, limb, soft, union
from shapely.affinity import translate


def head_from_behind(actor: Actor, x: float, y: float, wears: str, skin: str = "terra", inks: str = "key") -> None:
    """A head whose centre is (x, y): neck, ears and what covers it; never a face."""
    at = lambda shape: translate(shape, x, y)  # noqa: E731
    actor.part(at(union(disc(0, 0.2, 5.2, 1.2), disc(-5.5, 1.2, 1.2, 1.7), disc(5.5, 1.2, 1.2, 1.7))), skin, halo=0.7)
    for side in (-1, 1):
        actor.draw([(x + side * 1.3, y + 7.4), (x + side * 1.1, y + 11)], 0.5)
    if wears in {"cap", "hat", "beret", "short", "fez"}:
        actor.part(at(soft((-5.5, -3), (-5.5, 2), (-5.0, 5.2), (-3.9, 7.6), (0, 8.2), (3.9, 7.6), (5.0, 5.2), (5.5, 2), (5.5, -3), (3.5, -7), (0, -7.8), (-3.5, -7))), "key", halo=0)
    if wears == "cap":
        actor.part(at(soft((-6.6, -1), (-7.4, -4.6), (-3.6, -8.4), (3.6, -8.4), (7.4, -4.6), (6.6, -1), (0, -2))), inks, rim=2.6)
        actor.cut([(x - 5.6, y - 2.6), (x, y - 3.4), (x + 5.6, y - 2.6)], 0.7)
    elif wears == "beret":
        actor.part(at(soft((-6.4, -2.4), (-9.4, -5.2), (-5, -8.8), (3, -8.6), (8, -5.4), (6.2, -2.4), (0, -3.2))), inks, rim=2.6)
    elif wears == "hat":
        actor.part(at(soft((-5.8, -2), (-5.6, -8), (-2.6, -11), (0.6, -9.8), (3.6, -11), (5.8, -8), (6, -2))), inks, rim=2.6)
        actor.part(at(soft((-10.6, -1.4), (-5, -3.6), (0, -4), (5, -3.6), (10.8, -1), (5, 0.2), (0, 0.4), (-5, 0.2))), inks, rim=1.5)
        actor.cut([(x - 5.6, y - 4.9), (x, y - 5.5), (x + 5.8, y - 4.9)], 1.0)
    elif wears == "short":
        for k in range(-3, 4):
            actor.cut([(x + k * 1.5, y - 1), (x + k * 1.2, y - 5.6)], 0.55)
    elif wears == "scarf":
        cloth = soft((-6.6, -1), (-5.6, -7.2), (0, -9), (5.6, -7.2), (6.8, -1), (5.8, 4), (8.6, 9.6), (0.6, 20), (-8, 10), (-5.6, 4))
        actor.part(at(cloth), "terra" if inks != "terra" else "green")
        ink = "terra" if inks != "terra" else "green"
        for a, b in (((-5.4, 4.6), (5.6, 4.4)), ((-4, 8.4), (4.4, 8))):
            actor.draw([(x + a[0], y + a[1]), (x, y + (a[1] + 1.6)), (x + b[0], y + b[1])], 0.9)
        for sx, sy in ((-3, -4), (1.5, -5.6), (4, -2), (-1.2, -1), (2, 1), (-3.6, 1.4), (-2.4, 12), (1.6, 11.6), (0.4, 15.4), (3.8, 9.8), (-5, 10)):
            actor.block.carve(ink, actor.put(at(disc(sx, sy, 0.75))))
    elif wears == "veil":
        cloth = soft((-6.6, 0), (-5.4, -7.4), (0, -9.2), (5.4, -7.4), (6.8, 0), (8, 8), (12.4, 14), (9, 22), (0, 24), (-9, 22), (-12.4, 14), (-8, 8))
        actor.part(at(cloth), inks, rim=3)
        for k in (-6, -2.4, 1.2, 5):
            actor.cut([(x + k * 0.5, y - 4), (x + k * 0.9, y + 8), (x + k * 1.3, y + 21)], 0.8, inks.split("+")[-1])
    elif wears in {"bun", "bob", "plaits", "curls"}:
        hair(actor, x, y, wears)


def hair(actor: Actor, x: float, y: float, kind: str) -> None:
    """Hair combed in strokes."""
    at = lambda shape: translate(shape, x, y)  # noqa: E731
    if kind == "curls":
        turn = np.linspace(0, 2 * np.pi, 12)
        actor.part(at(union(disc(0, 0, 7), *(disc(7 * np.cos(t), 7.4 * np.sin(t), 2.7) for t in turn))), "key", halo=0.8)
        for t in turn:
            for far in (2.6, 5.6):
                u = np.linspace(t, t + 3.6, 6)
                actor.cut(np.c_[x + far * np.cos(t) + 1.1 * np.cos(u), y + far * np.sin(t) + 1.1 * np.sin(u)].tolist(), 0.55)
        return
    low = 9.5 if kind == "bob" else 6.4
    actor.part(at(soft((-6.2, 0), (-5, -6.6), (0, -8.6), (5, -6.6), (6.2, 0), (6.2, low - 2), (3.4, low), (0, low + 0.4), (-3.4, low), (-6.2, low - 2))), "key", halo=0.8)
    for k in range(-4, 5):
        actor.cut([(x + k * 0.5, y - 7), (x + k * 1.25, y - 1), (x + k * 1.3, y + low - 1.4)], 0.6)
    if kind == "bun":
        actor.part(at(disc(0, -2.6, 3.5)), "key", halo=0.7)
        for k in range(3):
            u = np.linspace(k, k + 3.4, 7)
            actor.cut(np.c_[x + (0.9 + k * 0.8) * np.cos(u), y - 2.6 + (0.9 + k * 0.8) * np.sin(u)].tolist(), 0.5)
    if kind == "plaits":
        for side in (-1, 1):
            actor.part(at(limb((side * 5.6, 5, 2), (side * 7.6, 12, 1.9), (side * 7.2, 20, 1.2))), "key", halo=0.7)
            for k in range(5):
                actor.cut([(x + side * 6.8 - 1.7, y + 7 + k * 2.7), (x + side * 7, y + 8.4 + k * 2.7), (x + side * 7 + 1.7, y + 7 + k * 2.7)], 0.6)


def profile(actor: Actor, wears: str, skin: str) -> None:
    """A head in profile, facing right: forehead, nose and chin only."""
    actor.part(soft((-5.2, -92), (-5, -99), (0, -102), (4.6, -100.6), (5.7, -97.2), (5.9, -95.4), (7.9, -92.4), (6.2, -91.6), (6.4, -89.8), (5.4, -87.6), (2, -87.4), (-2, -87), (-4.6, -88.4)), skin, halo=0.7)
    if wears in {"scarf", "veil"}:
        actor.part(soft((5, -99.6), (0, -103.8), (-5.8, -101), (-7.4, -94), (-6.4, -87.4), (-9, -81.4), (-0.6, -82.4), (3.4, -86.2), (1.6, -91), (3.2, -96)), "terra" if wears == "scarf" else "key")
        for line in ([(3.6, -100), (-2, -99), (-6, -93)], [(2, -96.6), (-2, -94), (-5.4, -87)], [(1.2, -90.6), (-2, -88), (-6.6, -83)]):
            (actor.draw if wears == "scarf" else actor.cut)(line, 0.9)
        return
    actor.part(soft((-5.6, -89.4), (-6.2, -97), (-2, -102.8), (3.4, -102), (4.2, -98.6), (0.8, -97), (0.2, -93), (-1.6, -91.4), (-2.6, -88)), "key", halo=0)
    for k in range(4):
        actor.cut([(-5 + k * 1.1, -90), (-4.8 + k * 1.3, -95)], 0.55)
    if wears == "cap":
        actor.part(soft((-6.6, -96), (-6.8, -100.8), (-1, -104.2), (5, -102.6), (7, -98.8), (10.8, -96.9), (6.2, -96.4), (0, -96)), "key", rim=2)
    elif wears == "hat":
        actor.part(soft((-5.4, -97), (-5, -104), (0, -106), (4.8, -104), (5.2, -97)), "key", rim=2)
        actor.part(soft((-9.4, -96.4), (0, -98.6), (10, -96), (4, -95.2), (-4, -95.4)), "key")
    elif wears == "bun":
        actor.part(disc(-6.8, -96.4, 3.1), "key", halo=0.6)
    elif wears == "beret":
        actor.part(soft((-7.6, -97.4), (-8, -101.4), (-1, -104), (5.6, -102), (5, -98.6), (0, -98)), "key", rim=2)
