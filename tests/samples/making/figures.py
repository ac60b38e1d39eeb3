"""People from behind or in profile, drawn a hundred units tall with the feet at the origin and then put on a block."""

from actor import Actor
from carving import bar, disc, flat, limb, rect, soft, union
from heads import head_from_behind, profile
from shapely.affinity import rotate, translate


def suitcase(actor: Actor, x: float, y: float, width: float, height: float, inks: str = "terra+key") -> None:
    """A suitcase whose lower left corner is at (x, y)."""
    middle = x + width / 2
    actor.part(union(bar((middle - 4, y - height), (middle - 4, y - height - 3.4), 1.4), bar((middle + 4, y - height), (middle + 4, y - height - 3.4), 1.4),
                     bar((middle - 4.6, y - height - 3), (middle + 4.6, y - height - 3), 1.6)))  # fmt: skip
    actor.part(rect(x, y - height, x + width, y).buffer(-1.4).buffer(1.4), inks, rim=width * 0.16)
    for share in (0.2, 0.27, 0.73, 0.8):
        actor.cut([(x + width * share, y - 0.6), (x + width * share + 0.2, y - height + 0.6)], 0.8)
    actor.cut([(x + 1, y - height * 0.64), (middle, y - height * 0.62), (x + width - 1, y - height * 0.65)], 0.8)
    for side, turn in ((x, 1), (x + width, -1)):
        for level, up in ((y, -1), (y - height, 1)):
            actor.cut([(side + turn * 0.4, level + up * height * 0.2), (side + turn * width * 0.14, level + up * height * 0.04)], 0.9)


def basket(actor: Actor, x: float, y: float, loaf: bool = True) -> None:
    """A shopping basket hanging from a hand at (x, y)."""
    if loaf:
        actor.part(limb((x - 1, y + 8, 1.9), (x + 9, y - 4, 1.6)), "terra")
        for share in (0.25, 0.5, 0.75):
            actor.draw([(x - 1 + 10 * share - 1, y + 8 - 12 * share - 1), (x + 10 * share + 0.6, y + 9 - 12 * share)], 0.7)
    actor.part(soft((x - 6, y), (x, y - 1), (x + 6, y), (x + 5, y + 1), (x, y + 0.4), (x - 5, y + 1)))
    body = soft((x - 8, y + 7), (x + 8, y + 7), (x + 7, y + 17), (x, y + 18.5), (x - 7, y + 17))
    actor.part(body, "key")
    for row in range(4):
        for column in range(6):
            left = x - 7 + column * 2.4 + (row % 2) * 1.2
            actor.cut([(left, y + 9 + row * 2.3), (left + 1.6, y + 9.3 + row * 2.3)], 0.8)


def hand(actor: Actor, x: float, y: float, skin: str) -> None:
    """A closed hand seen from outside."""
    actor.part(soft((x - 2.3, y - 2.6), (x + 2.3, y - 2.6), (x + 2.7, y + 1), (x + 1.2, y + 3.6), (x - 1.4, y + 3.6), (x - 2.6, y + 1)), skin, halo=0.6)
    for k in (-1, 0.2, 1.2):
        actor.draw([(x + k, y + 0.4), (x + k * 0.9, y + 3)], 0.45)


def man(actor: Actor, wears: str = "cap", coat: str = "key", carries: str = "", skin: str = "terra", long: float = 0.0, gesture: str = "") -> None:
    """A man from behind in a coat; `long` lowers its hem; `carries` is suitcase, bag or nothing; `gesture` raises an arm."""
    for side in (-1, 1):
        leg = limb((side * 5.2, -36, 6), (side * 5.8, -18, 5), (side * 6.2, -3, 4.2))
        actor.part(leg, "key", rim=2)
        actor.cloth(leg, "key", 90)
        actor.cut([(side * 6, -22), (side * 6.6, -12), (side * 6.2, -5)], 0.6)
        actor.part(soft((side * 6.2 - 4, -4), (side * 6.6 - 4.6, 0), (side * 7.4, 1.8), (side * 6.8 + 4.8, 0), (side * 6.2 + 4, -4)), "key", halo=0.5)
    if carries == "suitcase":
        suitcase(actor, 6, -13, 26, 24)
    torso = soft((-3.6, -87), (-8.6, -84.4), (-13, -81), (-14.4, -74), (-12.4, -60), (-12.2, -50), (-13.8, -36), (-14.8, -26 + long),
                 (-6, -24.8 + long), (4, -25.4 + long), (14.8, -26 + long), (13.8, -36), (12.2, -50), (12.4, -60), (14.4, -74), (13, -81), (8.6, -84.4), (3.6, -87))  # fmt: skip
    hand(actor, -16.6, -41, skin)
    actor.part(torso, coat, rim=5)
    actor.cloth(torso, coat)
    arm = lambda s, *j: actor.part(limb(*[(s * a, b, r) for a, b, r in j]), coat, rim=2.2 if s < 0 else 0, halo=0.55)  # noqa: E731
    arm(-1, (11.4, -78, 4.4), (15.4, -62, 4.3), (16.4, -46, 3.4))
    if gesture == "raised":
        actor.part(limb((27.5, -109, 2.2), (29, -113, 1.9)), skin)
        arm(1, (11, -78, 4.6), (20, -92, 4), (27, -107, 2.9))
    elif gesture == "shading":
        arm(1, (11.4, -78, 4.6), (22.5, -82, 4), (12.5, -94, 3))
        actor.part(soft((13.4, -95.6), (8, -101), (4.6, -100.6), (6, -97.6), (10, -92.6)), skin, halo=0.6)
    else:
        hand(actor, 16.6 if carries != "suitcase" else 18.6, -41, skin)
        arm(1, (11.4, -78, 4.4), (15.4, -62, 4.3), (16.4 if carries != "suitcase" else 18.4, -46, 3.4))
    ink = coat.split("+")[-1]
    for line, width in (([(0.2, -60), (-0.3, -44), (0.3, -26 + long)], 1.1), ([(-8.4, -77), (-6, -70), (-7, -61)], 0.9),
                        ([(7.4, -77), (5.6, -70), (6.6, -62)], 0.8), ([(-6, -57), (0, -56), (6, -57)], 0.9),
                        ([(-9, -48), (-8.2, -40), (-9.6, -30 + long)], 1.0), ([(8.8, -47), (8.6, -38), (10.4, -29 + long)], 0.8),
                        ([(-17.8, -62), (-14.4, -60)], 0.8), ([(17.6, -61), (14.6, -59.6)], 0.7)):  # fmt: skip
        actor.cut(line, width, ink)
    actor.part(limb((0, -86, 4.6), (0, -90, 4.4)), skin, halo=0.4)
    actor.part(soft((-6, -88), (-9, -84), (-5, -80.4), (0, -80.8), (5, -80.4), (9, -84), (6, -88), (0, -88.2)), coat, halo=0.35)
    head_from_behind(actor, 0.2, -95, wears, skin)
    if carries == "bag":
        actor.cut([(-9, -82), (0, -66), (9.6, -52)], 1.6, ink)
        actor.part(soft((6, -54), (17, -52), (18, -40), (7, -39)), "terra+key" if coat == "key" else "key", rim=2)


def woman(actor: Actor, wears: str = "scarf", dress: str = "green+key", carries: str = "", skin: str = "terra", long: float = 0.0) -> None:
    """A woman from behind in a coat or dress; `carries` is basket, suitcase or baby."""
    for side in (-1, 1):
        actor.part(limb((side * 4.4, -30, 4), (side * 4.9, -17, 4.1), (side * 4.2, -4, 2.2)), skin, halo=0.6)
        actor.draw([(side * 4.4 + 1.4, -24), (side * 4.9 + 2, -16), (side * 4.3 + 1, -6)], 1.3)
        actor.part(soft((side * 4.2 - 3, -4.6), (side * 4.6 - 3.4, 0), (side * 5, 1.4), (side * 4.6 + 3.6, 0), (side * 4.2 + 3, -4.6)), "key", halo=0.5)
    if carries == "suitcase":
        suitcase(actor, 5, -14, 23, 21)
    body = soft((-3, -86.6), (-7.6, -84), (-11.4, -80), (-12.2, -73), (-9.6, -62), (-9.8, -56), (-12.6, -46), (-15, -32), (-16.6, -21 + long), (-6, -19.6 + long),
                (5, -20.4 + long), (16.4, -21 + long), (15, -32), (12.6, -46), (9.8, -56), (9.6, -62), (12.2, -73), (11.4, -80), (7.6, -84), (3, -86.6))  # fmt: skip
    actor.part(body, dress, rim=5)
    actor.cloth(body, dress)
    ink = dress.split("+")[-1]
    for k in (-8, -5, -1.8, 1.6, 5, 8.2):
        actor.cut([(k * 0.85, -54), (k * 1.15, -40), (k * 1.6, -22 + long)], 1.25 - abs(k) * 0.03, ink)
    for line in ([(-9, -58.6), (0, -57.2), (9, -58.6)], [(-6.6, -78), (-4.8, -71), (-6, -64)], [(6, -78), (4.6, -71), (5.6, -64)]):
        actor.cut(line, 1.0, ink)
    arm = lambda s, *j: actor.part(limb(*[(s * a, b, r) for a, b, r in j]), dress, rim=2 if s < 0 else 0, halo=0.55)  # noqa: E731
    hand(actor, -15.8, -43, skin)
    arm(-1, (9.6, -77.6, 3.9), (13.6, -62, 3.6), (15.6, -47.6, 2.8))
    if carries == "baby":
        actor.part(soft((9, -78), (17, -82), (22, -72), (20, -60), (12, -58)), "terra", halo=0.8)
        actor.part(disc(17.6, -84.4, 4.6), "key", halo=0.7)
        arm(1, (9.6, -77.6, 3.9), (19, -66, 3.8), (12, -60, 3.2))
    else:
        hand(actor, 16, -43, skin)
        arm(1, (9.6, -77.6, 3.9), (13.8, -62, 3.6), (15.8, -47.6, 2.8))
    if carries == "basket":
        basket(actor, 16.4, -41)
    actor.part(limb((0, -84, 3.5), (0, -89, 3.4)), skin, halo=0.4)
    head_from_behind(actor, 0, -95, wears, skin, dress)


def child(actor: Actor, wears: str = "cap", coat: str = "terra", skin: str = "terra", pointing: bool = False, satchel: bool = False) -> None:
    """A child from behind: larger head, bare knees, socks."""
    for side in (-1, 1):
        actor.part(limb((side * 5.6, -34, 4.8), (side * 6, -18, 4.4), (side * 6, -5, 3)), skin, halo=0.6)
        actor.part(soft((side * 6 - 3.8, -12), (side * 6.2 - 4.6, 0), (side * 6.6, 1.6), (side * 6.6 + 4.8, 0), (side * 6 + 3.8, -12)), "key", halo=0.6)
        actor.cut([(side * 6 - 3, -9), (side * 6 + 3, -9)], 1.0)
    girl = wears in {"plaits", "bob", "scarf"}
    flare = 18 if girl else 13.6
    body = soft((-4, -78), (-10, -75.4), (-13.6, -70), (-12, -58), (-13, -46), (-flare, -31), (-6, -29), (6, -29.4), (flare, -31), (13, -46), (12, -58), (13.6, -70), (10, -75.4), (4, -78))
    actor.part(body, coat, rim=5)
    ink = coat.split("+")[-1]
    for k in (-7, -2.4, 2.6, 7):
        actor.cut([(k, -52), (k * 1.2, -42), (k * 1.7, -31)], 1.3, ink)
    actor.cut([(-11, -55.6), (0, -54), (11, -55.6)], 1.2, ink)
    if satchel:
        actor.part(rect(-9.5, -70, 9.5, -52).buffer(-1).buffer(1), "terra+key" if coat != "terra" else "key", rim=3)
        actor.cut([(-9, -61.4), (0, -58.8), (9, -61.4)], 1.2)
    hand(actor, -16.8, -42, skin)
    actor.part(limb((-10.4, -71, 4.4), (-14.6, -58, 3.9), (-16.4, -46, 3)), coat, halo=0.6)
    if pointing:
        actor.part(limb((35, -89, 2.2), (40, -94.6, 0.9)), skin, halo=0.5)
        actor.part(limb((11, -71.5, 4.4), (22, -78, 3.7), (33, -87, 2.7)), coat, rim=1.6, halo=0.7)
    else:
        hand(actor, 16.8, -42, skin)
        actor.part(limb((10.4, -71, 4.4), (14.6, -58, 3.9), (16.4, -46, 3)), coat, halo=0.6)
    actor.part(limb((0, -78, 3.8), (0, -83, 3.8)), skin, halo=0.4)
    head_from_behind(actor, 0, -90, wears, skin)


def walker(actor: Actor, wears: str = "cap", coat: str = "key", stride: float = 1.0, skirt: bool = False, skin: str = "terra", arm: str = "down") -> None:
    """Someone in profile, facing right; `arm` is down, forward (holding something out) or pocket."""
    for x, phase in ((-1.4, -1), (1.4, 1)):
        knee, foot = x + phase * 4.4 * stride, x + phase * (10 if phase > 0 else 11) * stride
        cloth = skin if skirt else "key"
        lift = 3 * stride if phase < 0 else 0
        actor.part(limb((x, -36, 5.6 if not skirt else 4), (knee, -19, 4.6 if not skirt else 3.9), (foot, -4 - lift, 3.4 if not skirt else 2.2)), cloth, rim=1.6 if not skirt else 0, halo=0.7)
        shoe = soft((foot - 3.6, -4.4), (foot - 4.2, -0.2), (foot + 1, 0.8), (foot + 8, 0.4), (foot + 6.6, -2.2), (foot + 3, -4.4))
        actor.part(rotate(translate(shoe, 0, -lift), 16 * stride if phase < 0 else 0, origin=(foot, -4)), "key", halo=0.5)
    hem = -21 if skirt else -30
    body = soft((-3.4, -86.6), (-7.4, -82.6), (-9.4, -72), (-8.2, -60), (-9.4, -46), (-11.4, hem), (0, hem + 1.4), (10.4, hem - 0.6), (9, -46), (7.8, -60), (8.6, -72), (6.4, -81.6), (2.8, -86.6))
    actor.part(body, coat, rim=4.4)
    ink = coat.split("+")[-1]
    for line in ([(2, -56), (2.6, -44), (4.8, hem - 2)], [(-3.4, -56), (-3.8, -44), (-5, hem - 2)], [(-8, -58.4), (0, -57.4), (7.4, -58.6)]):
        actor.cut(line, 1.0, ink)
    if arm == "forward":
        actor.part(limb((15.4, -66, 2), (18, -67, 1.7)), skin, halo=0.5)
        actor.part(limb((-0.6, -77, 4.4), (3, -63, 3.9), (14, -65.6, 2.9)), coat, rim=1.6, halo=0.7)
    elif arm == "pocket":
        actor.part(limb((-1.4, -77, 4.6), (-5, -61, 4), (1.6, -49, 3.4)), coat, rim=1.8, halo=0.7)
    else:
        hand(actor, 1.6 + 3 * stride, -42, skin)
        actor.part(limb((-0.8, -77, 4.5), (-1.6, -61, 3.9), (1.6 + 2 * stride, -46, 3)), coat, rim=1.8, halo=0.7)
    actor.part(limb((-0.4, -84, 3.8), (0.6, -89, 3.6)), skin, halo=0.4)
    profile(actor, wears, skin)


def crowd_back(actor: Actor, wears: str, coat: str = "key") -> None:
    """Head and shoulders only, for the front of a crowd: the origin is at the waist."""
    actor.part(soft((-4, -40), (-14, -34), (-20, -24), (-22, 4), (22, 4), (20, -24), (14, -34), (4, -40)), coat, rim=4)
    actor.cut([(-11, -30), (-13, -14), (-12, 2)], 1.4, coat.split("+")[-1])
    actor.cut([(11, -30), (13, -14), (12, 2)], 1.2, coat.split("+")[-1])
    head_from_behind(actor, 0, -48, wears)


def cat(actor: Actor) -> None:
    """A cat sitting with its back to us."""
    actor.part(soft((-9, 0), (-11, -14), (-6, -30), (0, -34), (6, -30), (11, -14), (9, 0)), "key", rim=3)
    actor.part(union(disc(0, -40, 8), flat((-7.6, -43), (-6.6, -54), (-1, -47)), flat((7.6, -43), (6.6, -54), (1, -47))), "key")
    actor.part(limb((8, -3, 2.6), (18, -4, 2.2), (22, -12, 1.6)), "key")
    actor.cut([(0, -30), (0.5, -18), (0, -6)], 1.6)


def dog(actor: Actor) -> None:
    """A dog sitting, in profile, hoping."""
    actor.part(soft((-14, 0), (-16, -12), (-8, -26), (2, -36), (9, -33), (9, -18), (10, 0), (5, 0), (3, -12), (-2, 0)), "key", rim=4)
    actor.part(soft((0, -36), (2, -46), (9, -50), (13, -46), (22, -43), (21, -39), (12, -37), (8, -33)), "key")
    actor.part(soft((3, -48), (0, -42), (2, -36), (6, -40)), "key", halo=0.8)
    actor.part(limb((-14, -2, 2), (-24, -6, 1.7), (-27, -14, 1.1)), "key")
