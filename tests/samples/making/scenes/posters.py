"""Posters pulled from walls: a big shape in two inks, words set with care in Latin, Arabic and Vietnamese."""

import numpy as np
from actor import Actor
from block import Block
from carving import bar, disc, flat, limb, rect, rings_round, soft, union
from figures import crowd_back, man, walker, woman
from lettering import line, words
from shapely.affinity import rotate, translate


def sheet(seed: int, wide: int = 1000, high: int = 1400, inks: tuple[str, ...] = ("terra", "green", "key")) -> Block:
    """A bare sheet in portrait."""
    return Block(wide, high, inks, seed)


def arabic(text: str, x: float, y: float, size: float, anchor: str = "middle") -> object:
    """A line in the Ruqaa hand."""
    return words(text, "ruqaa-bold", x, y, size, anchor)


def sun(block: Block, x: float, y: float, radius: float, reach: float, ink: str, count: int = 60) -> None:
    """A lit disc and its rays cut from a plate."""
    ring = disc(x, y, reach)
    block.shine(ink, ring.difference(disc(x, y, radius)), x, y, radius * 1.08, reach, count, reach / count * 3.2, tone=lambda a, b: 1.25 - np.hypot(a - x, b - y) / reach, length=(60, 220), gap=0.06)
    block.clear(disc(x, y, radius))


def hiring() -> Block:
    """1909: women wanted, in French and Breton, a tin opened like a sun over the sea."""
    b = sheet(1909)
    b.lay("terra", rect(0, 0, 1000, 860))
    b.lay("key", rect(0, 0, 1000, 860))
    sun(b, 500, 520, 190, 760, "key", 80)
    sun(b, 500, 520, 196, 560, "terra", 44)
    fish(b, 500, 520)
    b.place(rect(0, 690, 1000, 860), "green", 5)
    b.hatch("green", rect(0, 700, 1000, 850), 0, 22, 9, wave=8, length=(60, 240), gap=0.3, skip=0.15)
    for k, (x, kind) in enumerate(((150, "scarf"), (330, "bun"), (690, "scarf"), (850, "veil"))):
        woman(Actor(b, x, 880, 330 + (k % 2) * 24, light=(1 if x < 500 else -1, -0.6), halo=4), kind, ("key", "green+key")[k % 2], "basket" if k in (1, 3) else "")
    b.place(rect(0, 866, 1000, 1400), "", 0)
    b.lay("key", line("ON DEMANDE", 500, 985, 84, "middle", 0.04))
    b.lay("terra", line("DES OUVRIÈRES", 500, 1098, 108, "middle", 0.03))
    b.lay("key", line("SARDINES L'ÉTÉ · PETITS POIS EN JUIN", 500, 1160, 42, "middle", 0.04))
    b.lay("key", line("Un sou de plus la centaine - logement au besoin", 500, 1212, 36, "middle", 0.02))
    b.lay("green", line("MICHEREZED A C'HOULENNER E NAONED", 500, 1274, 44, "middle", 0.04))
    b.lay("key", line("CONSERVERIE TESSIER-MAILLARD · CHANTENAY · FICTIF", 500, 1330, 28, "middle", 0.05))
    return b


def fish(block: Block, x: float, y: float) -> None:
    """Five sardines fanned in the light."""
    body = soft((-110, 0), (-60, -26), (30, -24), (96, 0), (30, 24), (-60, 26))
    tail = flat((-104, 0), (-150, -34), (-138, 0), (-150, 34))
    for turn in (-52, -26, 0, 26, 52):
        whole = translate(rotate(union(body, tail), turn - 90, origin=(0, 0)), x + turn * 1.9, y + 20 + abs(turn) * 0.5)
        block.place(whole, "green+key", 4)
        block.rim(whole, "key", (-0.6, -0.8), 5, 26)
        eye = translate(rotate(disc(74, -4, 6), turn - 90, origin=(0, 0)), x + turn * 1.9, y + 20 + abs(turn) * 0.5)
        block.clear(eye)


def tournament() -> Block:
    """1977: a ball as big as the sun over two towers, three languages."""
    b = sheet(1977)
    b.lay("green", rect(0, 0, 1000, 930))
    b.hatch("green", rect(0, 0, 1000, 930), -18, 44, 12, wave=20, tone=lambda x, y: 1.1 - y / 900, length=(80, 300), gap=0.4, skip=0.2)
    for left, top, wide in ((70, 360, 190), (760, 300, 170)):
        b.place(rect(left, top, left + wide, 930), "key", 5)
        for k in range(9):
            for c in range(4):
                b.place(rect(left + 18 + c * wide / 4.4, top + 26 + k * 58, left + 44 + c * wide / 4.4, top + 58 + k * 58), "terra" if (k * 5 + c * 3) % 4 == 0 else "", 1)
    football(b, 500, 330, 210)
    for k, x in enumerate((330, 470, 640)):
        walker(Actor(b, x, 930, 380 - k * 12, flip=k == 2, light=(0.3, -1), halo=4), "short", ("terra", "key", "terra+key")[k], 1.5, arm="forward" if k == 1 else "down")
    b.place(rect(0, 926, 1000, 1400), "", 0)
    b.lay("terra", line("TOURNOI DES LAURIERS", 500, 1034, 92, "middle", 0.02))
    b.lay("key", line("DIMANCHE 12 JUIN 1977 · 9 H · TERRAIN DE BELLEVUE", 500, 1094, 38, "middle", 0.04))
    b.lay("green", arabic("دورة لي لورييه لكرة القدم، الأحد", 500, 1176, 66))
    b.lay("key", line("TORNEIO DE FUTEBOL · DOMINGO 12 DE JUNHO", 500, 1246, 38, "middle", 0.04))
    b.lay("key", line("12 équipes - méchoui - buvette - un lot de maillots dépareillés", 500, 1298, 30, "middle", 0.02))
    b.lay("terra", line("ÉTOILE SPORTIVE DES LAURIERS · CLUB FICTIF", 500, 1340, 26, "middle", 0.06))
    return b


def football(block: Block, x: float, y: float, radius: float) -> None:
    """A leather ball of the old kind, lit from the left."""
    block.place(disc(x, y, radius), "", 7)
    block.lay("key", disc(x, y, radius).difference(disc(x, y, radius - 7)))
    star = [(x + radius * 0.34 * np.cos(t), y + radius * 0.34 * np.sin(t)) for t in np.linspace(-np.pi / 2, 1.5 * np.pi, 6)[:-1]]
    block.lay("key", flat(*star))
    for k, (px, py) in enumerate(star):
        t = -np.pi / 2 + k * 2 * np.pi / 5
        out = (x + radius * 0.72 * np.cos(t), y + radius * 0.72 * np.sin(t))
        block.draw([(px, py), out], 8, blunt=0.7)
        patch = soft(*[(x + radius * far * np.cos(t + turn), y + radius * far * np.sin(t + turn)) for far, turn in ((0.7, -0.22), (0.7, 0.22), (0.97, 0.3), (0.99, 0), (0.97, -0.3))])
        block.lay("key", patch.intersection(disc(x, y, radius)))
        block.draw([(x + radius * 0.72 * np.cos(t + 0.26), y + radius * 0.72 * np.sin(t + 0.26)), (x + radius * 0.62 * np.cos(t + 0.63), y + radius * 0.62 * np.sin(t + 0.63)),
                    (x + radius * 0.72 * np.cos(t + 1.0), y + radius * 0.72 * np.sin(t + 1.0))], 7, blunt=0.7)  # fmt: skip
    block.along("key", rings_round(x, y, radius * 0.6, radius, 15, block.chance, -40, 130), disc(x, y, radius - 8), 6, standing=True, length=(30, 110), gap=0.5, skip=0.3)


def closed_monday() -> Block:
    """1974: a small notice for a shop window, five languages and one loaf."""
    b = sheet(1974, 1000, 1240, ("terra", "key"))
    b.lay("key", rect(0, 0, 1000, 520))
    sun(b, 500, 300, 60, 700, "key", 70)
    loaf = limb((210, 340, 60), (420, 280, 84), (600, 260, 82), (800, 300, 56))
    b.place(loaf, "terra", 8)
    b.rim(loaf, "terra", (0, -1), 7, 40)
    for k in range(5):
        x = 320 + k * 100
        b.place(soft((x, 336), (x + 14, 250), (x + 60, 214), (x + 46, 300)), "", 0)
        b.draw([(x, 336), (x + 18, 262), (x + 60, 214)], 6)
    b.lay("key", line("FERMÉ LE LUNDI", 500, 660, 132, "middle", 0.02))
    b.lay("terra", rect(120, 694, 880, 702))
    for k, text in enumerate(("SERRET D'AL LUN", "FECHADO À SEGUNDA-FEIRA", "ĐÓNG CỬA NGÀY THỨ HAI")):
        b.lay("key", line(text, 500, 782 + k * 84, 58, "middle", 0.04))
    b.lay("terra", arabic("مغلق يوم الاثنين", 500, 1046, 96))
    b.lay("key", line("Boulangerie Le Goff, place des Lauriers (fictif)", 500, 1130, 32, "middle", 0.03))
    b.lay("key", line("Ouvert le mercredi. N'insistez pas.", 500, 1176, 28, "middle", 0.03))
    return b


def tet() -> Block:
    """1985: a branch in flower, a buffalo under the moon, the year's wish."""
    b = sheet(1985)
    b.lay("terra", rect(0, 0, 1000, 900))
    b.hatch("terra", rect(0, 0, 1000, 900), 20, 40, 9, wave=26, tone=lambda x, y: 0.2 + np.hypot(x - 640, y - 300) / 900, length=(60, 260), gap=0.5, skip=0.2)
    b.clear(disc(640, 320, 230))
    b.lay("terra", disc(640, 320, 230).difference(disc(640, 320, 216)))
    buffalo(b, 600, 860)
    branch(b)
    b.place(rect(0, 896, 1000, 1400), "", 0)
    b.lay("terra", line("MỪNG XUÂN ẤT SỬU", 500, 1028, 104, "middle", 0.03))
    b.lay("key", line("CHÚC MỪNG NĂM MỚI 1985", 500, 1104, 56, "middle", 0.05))
    b.lay("green", rect(180, 1134, 820, 1141))
    b.lay("key", line("Fête du Têt - samedi 23 février, 19 h - salle du Breil", 500, 1202, 42, "middle", 0.02))
    b.lay("key", line("Ca nhạc - múa lân - bánh chưng · dix francs, enfants gratuits", 500, 1256, 34, "middle", 0.02))
    b.lay("green", line("Bà Nguyễn Thị Lan, hội trưởng", 500, 1304, 32, "middle", 0.03))
    b.lay("key", line("Association des familles vietnamiennes de l'Ouest (fictive)", 500, 1344, 24, "middle", 0.04))
    return b


def buffalo(block: Block, x: float, y: float) -> None:
    """A water buffalo, head low, a child asleep on its back."""
    for far in (-190, -130, 120, 176):
        block.place(limb((x + far, y - 160, 34), (x + far - 6, y - 70, 24), (x + far, y, 20)), "key", 4)
    body = soft((x - 250, y - 200), (x - 200, y - 290), (x - 60, y - 300), (x + 90, y - 320), (x + 210, y - 290), (x + 240, y - 190), (x + 190, y - 120), (x - 40, y - 96), (x - 210, y - 118))
    block.place(body, "key", 5)
    block.place(limb((x - 220, y - 230, 60), (x - 300, y - 190, 54), (x - 350, y - 130, 34), (x - 372, y - 96, 26)), "key", 4)
    for horn in ([(-300, -226), (-212, -300), (-214, -384), (-290, -440), (-252, -384), (-262, -316), (-306, -262)], [(-306, -220), (-396, -262), (-440, -350), (-420, -430), (-404, -356), (-362, -296), (-298, -256)]):
        block.place(soft(*[(x + a, y + c) for a, c in horn]), "key", 5)
    block.place(soft((x - 268, y - 226), (x - 214, y - 250), (x - 186, y - 226), (x - 220, y - 206)), "key", 4)
    block.rim(body, "key", (0.3, -1), 7, 46)
    block.hatch("key", body.buffer(-20), 70, 34, 6, wave=18, length=(30, 100), gap=0.9, skip=0.4)
    block.place(limb((x + 238, y - 230, 9), (x + 282, y - 150, 7), (x + 274, y - 80, 12)), "key", 3)
    block.place(soft((x - 60, y - 300), (x - 20, y - 352), (x + 70, y - 356), (x + 110, y - 316)), "green", 4)
    block.place(flat((x - 110, y - 322), (x - 44, y - 404), (x + 6, y - 330)), "", 4)
    block.lay("terra", flat((x - 104, y - 326), (x - 44, y - 398), (x, y - 334)))


def branch(block: Block) -> None:
    """A flowering branch across the corner."""
    block.place(limb((0, 70, 22), (180, 150, 17), (380, 130, 12), (560, 60, 7)), "key", 4)
    block.place(limb((180, 150, 12), (270, 260, 8), (420, 290, 5)), "key", 4)
    for x, y in ((120, 90), (220, 200), (300, 96), (390, 170), (430, 280), (480, 60), (330, 300), (90, 160), (570, 90), (180, 60)):
        for t in np.linspace(0, 2 * np.pi, 6)[:-1]:
            block.place(disc(x + 20 * np.cos(t), y + 20 * np.sin(t), 15), "", 1.5)
            block.lay("key", disc(x + 20 * np.cos(t), y + 20 * np.sin(t), 15).difference(disc(x + 20 * np.cos(t), y + 20 * np.sin(t), 12.6)))
        block.place(disc(x, y, 8), "terra", 1)


def makossa() -> Block:
    """1994 or 1995: a guitar neck, dancers from behind, a dish or twenty francs."""
    b = sheet(1994)
    b.lay("key", rect(0, 0, 1000, 1400))
    sun(b, 500, 430, 150, 900, "key", 84)
    b.screen("terra", disc(500, 430, 420).difference(disc(500, 430, 160)), 18, lambda x, y: 1.1 - np.hypot(x - 500, y - 430) / 420)
    for k, (x, kind, coat) in enumerate(((170, "curls", "green+key"), (360, "short", "terra"), (640, "scarf", "green"), (840, "hat", "terra+key"))):
        actor = Actor(b, x, 930 + (k % 2) * 14, 430, lean=(-5, 4, -4, 6)[k], light=(1 if x < 500 else -1, -0.7), halo=5)
        woman(actor, kind, coat) if k in (0, 2) else man(actor, kind, coat, gesture="raised")
    b.place(rect(0, 930, 1000, 1400), "key", 0)
    b.clear(line("NUIT DU MAKOSSA", 500, 1060, 112, "middle", 0.01))
    b.lay("terra", line("MAKOSSA · ZOUK · KOMPA", 500, 1062 + 76, 58, "middle", 0.06))
    b.carve("key", line("MAKOSSA · ZOUK · KOMPA", 500, 1062 + 76, 58, "middle", 0.06))
    b.clear(line("Entrée : un plat ou vingt francs", 500, 1206, 48, "middle", 0.02))
    b.clear(line("Salle des Dervallières, samedi, jusqu'au premier bus", 500, 1262, 36, "middle", 0.03))
    b.clear(line("Les Amis du Wouri et de l'Artibonite (association fictive)", 500, 1318, 26, "middle", 0.05))
    return b


def equality() -> Block:
    """November 1983: a street of backs under one banner, French and Arabic."""
    b = sheet(1983)
    b.lay("terra", rect(0, 0, 1000, 620))
    b.hatch("terra", rect(0, 0, 1000, 620), 4, 30, 10, wave=8, tone=lambda x, y: y / 600, length=(80, 320), gap=0.3, skip=0.15)
    b.place(flat((70, 170), (930, 120), (934, 400), (66, 430)), "", 7)
    b.lay("key", flat((70, 170), (930, 120), (934, 400), (66, 430)).difference(flat((82, 182), (918, 133), (922, 389), (78, 418))))
    b.lay("key", rotate(line("ÉGALITÉ", 500, 286, 140, "middle", 0.04), -2.6, origin=(500, 286)))
    b.lay("green", rotate(line("DES DROITS", 500, 386, 84, "middle", 0.08), -2.4, origin=(500, 386)))
    for x in (70, 930):
        b.place(bar((x, 110), (x + (6 if x < 500 else -6), 760), 14), "key", 3)
    wears = ("cap", "scarf", "curls", "beret", "short", "bob", "hat", "bun", "veil")
    for row, (y, tall, count) in enumerate(((640, 250, 9), (760, 330, 7), (930, 460, 5))):
        for k in range(count):
            x = (k + 0.5 + 0.18 * b.chance.normal()) * 1000 / count
            crowd_back(Actor(b, x, y, tall * b.chance.uniform(0.93, 1.07), light=(-1, -0.6), lean=b.chance.normal() * 2, halo=4), wears[(k * 4 + row * 2) % 9], ("key", "green+key", "terra+key", "key", "terra")[(k + row * 2) % 5])
    b.place(rect(0, 900, 1000, 1400), "", 0)
    b.lay("terra", line("TOUS PLACE DU COMMERCE", 500, 1010, 78, "middle", 0.02))
    b.lay("key", arabic("المساواة في الحقوق، الجميع إلى ساحة الكوميرس", 500, 1104, 62))
    b.lay("key", line("SAMEDI 26 NOVEMBRE 1983 · 15 H", 500, 1184, 60, "middle", 0.05))
    b.lay("key", line("Pour saluer la Marche pour l'égalité et contre le racisme,", 500, 1246, 34, "middle", 0.02))
    b.lay("key", line("partie de Marseille le 15 octobre", 500, 1288, 34, "middle", 0.02))
    b.lay("green", line("Collectif nantais pour l'égalité (fictif)", 500, 1340, 28, "middle", 0.05))
    return b


def evening_class() -> Block:
    """After 1979: a lamp, a page, three scripts on one sheet."""
    b = sheet(1979)
    b.lay("key", rect(0, 0, 1000, 760))
    cone = flat((430, 190), (570, 190), (960, 760), (40, 760))
    b.clear(cone)
    b.screen("terra", cone, 17, lambda x, y: 0.9 - (y - 190) / 640)
    b.place(flat((380, 190), (620, 190), (560, 90), (440, 90)), "green+key", 5)
    b.place(bar((500, 0), (500, 92), 10), "key", 4)
    b.place(disc(500, 204, 34), "", 0)
    b.place(flat((130, 510), (500, 466), (870, 510), (870, 700), (130, 700)), "", 6)
    b.lay("key", flat((130, 510), (500, 466), (870, 510), (870, 700), (130, 700)).difference(flat((142, 520), (500, 478), (858, 520), (858, 700), (142, 700))))
    b.lay("key", bar((500, 470), (500, 700), 6))
    b.lay("key", line("a b c", 310, 600, 84, "middle", 0.1))
    b.lay("green", arabic("أ ب ت", 690, 596, 96))
    for x, kind, coat in ((150, "veil", "green+key"), (330, "cap", "key"), (520, "scarf", "terra+key"), (700, "short", "key"), (870, "bob", "green+key")):
        crowd_back(Actor(b, x, 905, 380, light=(0.2 if x < 500 else -0.2, -1), halo=5), kind, coat)
    b.place(rect(0, 888, 1000, 1400), "", 0)
    b.lay("terra", line("COURS DU SOIR", 500, 1000, 118, "middle", 0.03))
    b.lay("key", arabic("دروس مسائية، القراءة والكتابة والحساب", 500, 1086, 66))
    b.lay("green", line("LỚP HỌC BUỔI TỐI - ĐỌC, VIẾT, TÍNH", 500, 1164, 56, "middle", 0.04))
    b.lay("key", line("Lire, écrire, compter, répondre au guichet", 500, 1232, 44, "middle", 0.02))
    b.lay("key", line("Le mardi, 20 h, local à vélos - gratuit - apporter sa chaise", 500, 1286, 34, "middle", 0.02))
    b.lay("terra", line("Amicale des locataires des Lauriers (fictive)", 500, 1338, 28, "middle", 0.05))
    return b


def tin_lid() -> Block:
    """The lid of a sardine tin, printed on plate: waves, a crane, one fish that smiles at nobody."""
    b = sheet(1930, 1300, 940)
    lid = rect(90, 90, 1210, 850).buffer(-70).buffer(70)
    b.place(lid, "", 0)
    b.lay("key", lid.difference(lid.buffer(-12)))
    b.lay("terra", lid.buffer(-24))
    band = lid.buffer(-44)
    b.clear(band)
    b.lay("green", band.intersection(rect(0, 520, 1300, 900)))
    b.hatch("green", band.intersection(rect(0, 530, 1300, 900)), 0, 24, 10, wave=12, length=(60, 220), gap=0.3, skip=0.15)
    b.shine("terra", band.intersection(rect(0, 0, 1300, 520)), 650, 520, 130, 900, 46, 13, length=(80, 320), gap=0.05, standing=True)
    b.clear(disc(650, 520, 150).intersection(rect(0, 0, 1300, 520)))
    body = soft((330, 560), (460, 470), (700, 450), (930, 520), (980, 556), (930, 600), (700, 660), (460, 640))
    tail = flat((350, 558), (220, 470), (262, 560), (220, 650))
    b.place(union(tail, body), "key", 8)
    b.rim(body, "key", (0, -1), 9, 60)
    for k in range(7):
        for row in range(3):
            b.cut([(460 + k * 60, 520 + row * 34), (484 + k * 60, 536 + row * 34), (460 + k * 60, 552 + row * 34)], 7)
    b.clear(disc(920, 536, 13))
    b.cut([(860, 500), (838, 556), (862, 612)], 8)
    b.place(rect(300, 168, 1000, 290).buffer(16), "key", 5)
    b.clear(line("LA SARDINE DE L'ÎLE", 650, 260, 78, "middle", 0.04))
    b.place(rect(250, 712, 1050, 800).buffer(10), "", 5)
    b.lay("key", line("À L'HUILE D'OLIVE · TESSIER-MAILLARD · NANTES", 650, 754, 34, "middle", 0.04))
    b.lay("terra", line("fabrique fictive - 12 poissons", 650, 796, 28, "middle", 0.05))
    return b
