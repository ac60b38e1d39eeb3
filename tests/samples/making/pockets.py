"""What was in the pockets: one function a card, book, slip or handful of tickets. Every name, number and office is invented."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from carving import rect
from papers import GREEN, INK, TERRA, VIOLET, Paper, on_desk, save, signature, stub


def fields(paper: Paper, rows: list[tuple[str, str]], x: float, y: float, right: float, step: float = 62, pen: bool = False, label: float = 26) -> float:
    """Printed labels and what was filled in; returns the next line's y."""
    for name, value in rows:
        paper.form(name, x, y, label, spread=0.02)
        start = x + max(150, len(name) * label * 0.5 + 16)
        paper.rule(start, y + 6, right)
        if pen:
            paper.pen(value, start + 12, y - 2, 52, slope=-1)
        else:
            paper.typed(value, start + 12, y - 3, 31)
        y += step
    return y


def workbook() -> np.ndarray:
    """Corentin Dantec's book of 1857: an opening of two pages, printed in a small office, filled in with a quill."""
    p = Paper(1560, 1080, (240, 228, 200), 57)
    p.folds(down=(780,))
    p.form("EMPIRE FRANÇAIS", 390, 130, 34, "middle")
    p.form("LIVRET D'OUVRIER", 390, 200, 58, "middle", spread=0.08)
    p.form("Département de la Loire-Inférieure - Commune de Chantenay", 390, 250, 22, "middle", name="typewriter")
    p.rule(130, 280, 650, dotted=False)
    y = fields(p, [("Nom", "Dantec"), ("Prénom", "Corentin"), ("Né à", "Carhaix, le 3 mai 1838"), ("Profession", "journalier"), ("Taille", "1 mètre 64"), ("Cheveux", "châtains"), ("Signes", "cicatrice au pouce")], 90, 360, 700, 74, pen=True)
    p.form("Document fictif", 90, y + 60, 20, name="typewriter")
    p.pen("Le maire,", 420, y + 30, 50)
    signature(p, 430, y + 90, 230)
    p.form("CERTIFICATS D'ENTRÉE ET DE SORTIE", 1170, 130, 30, "middle")
    for k, words_ in enumerate(("Entré à mon chantier le 14 mars 1857", "comme journalier, au pied de la butte.", "Sorti libre d'engagement", "le 30 9bre 1859.  Veuve Guibert", "Entré le 2 janvier 1860 comme calfat.", "Bon ouvrier, chante en breton.", "Sorti le 11 juin 1868, libre.")):
        p.pen(words_, 840, 220 + k * 84, 46, slope=-1)
        p.rule(840, 228 + k * 84, 1480)
    p.stamp(["MAIRIE DE", "CHANTENAY", "FICTIF"], 1310, 880, 30, (40, 52, 96), -12, 105)
    p.stain(1060, 890, 92)
    return on_desk([(p, 60, 60, 0)], 1680, 1200)


def identity_card() -> np.ndarray:
    """Angelo Zannier's foreign worker's card, folded in three."""
    p = Paper(1640, 980, (226, 216, 190), 26)
    p.guilloche(40, 40, 1600, 940, GREEN, 0.16)
    p.frame(36, GREEN)
    p.folds(down=(548, 1092))
    p.form("RÉPUBLIQUE FRANÇAISE", 290, 120, 34, "middle")
    p.form("CARTE D'IDENTITÉ", 290, 190, 46, "middle")
    p.form("DE TRAVAILLEUR ÉTRANGER", 290, 240, 34, "middle")
    p.form("INDUSTRIE", 290, 300, 40, "middle", TERRA)
    p.portrait(170, 350, 240, "cap")
    p.pen("Zanier Angelo", 150, 760, 60)
    signature(p, 150, 790, 250)
    p.form("DOCUMENT FICTIF", 290, 900, 22, "middle")
    fields(p, [("Nom", "ZANNIER"), ("Prénoms", "Angelo Luigi"), ("Né le", "9 février 1898"), ("à", "Udine"), ("Nationalité", "italienne"), ("Profession", "mosaïste"), ("Entré par", "Modane"), ("le", "22 avril 1924")], 590, 150, 1060, 82)
    p.form("Taxe acquittée", 590, 880, 26)
    p.form("VISAS ET CHANGEMENTS DE RÉSIDENCE", 1130, 130, 24)
    for k, text in enumerate(("Nantes, 3 rue Kervégan", "Nantes, rue Crébillon", "(chantier)", "Chantenay, chez Dantec")):
        p.typed(text, 1130, 230 + k * 90, 30)
        p.rule(1125, 240 + k * 90, 1570)
    p.stamp(["PRÉFECTURE", "LOIRE-INFre", "- FICTIF -"], 1360, 700, 34, VIOLET, 9)
    p.stamp(["MODANE", "22 AVR. 1924"], 860, 840, 30, (150, 50, 60), -5)
    return on_desk([(p, 50, 60, 0)], 1740, 1110)


def union_card() -> np.ndarray:
    """Twelve months to stamp: the card of 1936."""
    p = Paper(1480, 1000, (226, 196, 150), 36)
    p.frame(34, INK, (6, 2, 2))
    p.folds(down=(742,))
    p.form("CONFÉDÉRATION GÉNÉRALE DU TRAVAIL", 385, 130, 29, "middle")
    p.form("SYNDICAT DU BÂTIMENT", 385, 215, 58, "middle")
    p.form("NANTES ET ENVIRONS (fictif)", 385, 262, 27, "middle")
    hands = [rect(250, 300, 520, 306), rect(250, 420, 520, 426)]
    p.lay(hands, TERRA)
    p.form("1936", 385, 410, 104, "middle", TERRA, spread=0.12)
    fields(p, [("Nom", "Zanié"), ("Prénom", "Angelo"), ("Métier", "mosaïste"), ("Carte no", "4 071"), ("Adhérent depuis", "1931")], 90, 510, 690, 82, pen=True)
    p.stamp(["BOURSE DU", "TRAVAIL", "NANTES - FICTIF"], 510, 850, 28, VIOLET, -9)
    months = ("JANV.", "FÉV.", "MARS", "AVRIL", "MAI", "JUIN", "JUIL.", "AOÛT", "SEPT.", "OCT.", "NOV.", "DÉC.")
    for k, month in enumerate(months):
        x, y = 800 + (k % 3) * 212, 90 + (k // 3) * 206
        box = rect(x, y, x + 192, y + 186)
        p.lay([box.difference(box.buffer(-2.4))], INK, 0.7)
        p.form(month, x + 10, y + 28, 20)
        if k < 10:
            tile = rect(x + 26, y + 40, x + 166, y + 172)
            ink = (TERRA, GREEN)[k // 3 % 2]
            p.lay([tile.difference(tile.buffer(-9))], ink, 0.8)
            p.form("CGT", x + 96, y + 118, 50, "middle", ink)
            p.form("1 mois", x + 96, y + 152, 22, "middle", ink)
        if k == 5:
            p.pen("11 juin, occupé", x + 8, y + 150, 40, INK, -9)
    return on_desk([(p, 60, 60, 0)], 1600, 1130)


def nansen() -> np.ndarray:
    """Hripsimé Der Garabédian's certificate: a large sheet, six folds, a five-franc stamp."""
    p = Paper(1280, 1640, (236, 230, 212), 24)
    p.guilloche(60, 60, 1220, 1580, GREEN, 0.13, 260)
    p.frame(46, INK)
    p.folds(across=(550, 1090), down=(640,))
    p.form("RÉPUBLIQUE FRANÇAISE", 640, 150, 40, "middle")
    p.form("CERTIFICAT D'IDENTITÉ ET DE VOYAGE", 640, 224, 44, "middle")
    p.form("pour les réfugiés arméniens (arrangement du 31 mai 1924)", 640, 274, 24, "middle", name="typewriter")
    p.portrait(880, 330, 260, "bun")
    y = fields(p, [("Nom", "DER GARABEDIAN"), ("Prénom", "Hripsimé"), ("Née en", "1901"), ("à", "Kharpout"), ("d'origine", "arménienne")], 110, 400, 830, 78)
    y = fields(p, [("N'ayant acquis aucune autre nationalité", ""), ("Profession", "couturière"), ("Domicile", "Nantes, rue des Hauts-Pavés"), ("Yeux", "marron"), ("Signes", "néant")], 110, y + 20, 1160, 78)
    p.pen("une machine à pédale, une belle-sœur", 300, y + 40, 60, GREEN)
    p.form("Le présent certificat n'est pas valable pour le retour", 110, y + 130, 28)
    p.form("dans le pays qui l'a délivré, sans mention spéciale.", 110, y + 172, 28)
    p.typed("Nantes, le 11 mai 1926", 110, y + 250, 34)
    tile = rect(880, y + 170, 1100, y + 430)
    p.lay([tile.difference(tile.buffer(-10)), tile.buffer(-22).difference(tile.buffer(-26))], (40, 66, 120), 0.8)
    p.form("5 F", 990, y + 320, 90, "middle", (40, 66, 120))
    p.form("RÉFUGIÉS", 990, y + 372, 30, "middle", (40, 66, 120))
    p.stamp(["PRÉFECTURE", "FICTIF"], 820, y + 330, 40, VIOLET, -14, 128)
    signature(p, 330, y + 370, 300)
    return on_desk([(p, 70, 60, 0)], 1420, 1770)


def licence() -> np.ndarray:
    """Mohammed Diallo's football licence, season 1968-1969."""
    p = Paper(1320, 860, (214, 226, 208), 68)
    p.guilloche(40, 40, 1280, 820, GREEN, 0.2, 140)
    p.frame(30, GREEN)
    p.form("LICENCE DE JOUEUR AMATEUR", 70, 130, 56, ink=GREEN)
    p.form("Ligue de l'Ouest de football (document fictif)", 70, 178, 24, name="typewriter")
    p.form("SAISON 1968 - 1969", 1250, 178, 36, "end", TERRA)
    p.portrait(80, 230, 290, "short")
    y = fields(p, [("Nom", "DIALLO"), ("Prénom", "Mohammed"), ("Né le", "12 mars 1942"), ("à", "Conakry (Guinée)"), ("Club", "Étoile sp. des Lauriers"), ("Poste", "demi-centre"), ("No", "44 01 186")], 430, 280, 1250, 70)
    p.form("Signature du joueur", 430, y + 10, 24)
    p.pen("Mohamed Diallo", 720, y + 16, 66)
    p.stamp(["VISITE MÉDICALE", "APTE - FICTIF"], 1020, 370, 36, TERRA, -11)
    p.folds(down=(660,))
    p.stain(250, 740, 74)
    return on_desk([(p, 60, 55, 0)], 1440, 980)


def payslip() -> np.ndarray:
    """Conceição Dasilva's week of July 1971."""
    p = Paper(1180, 1380, (238, 234, 222), 71)
    p.frame(40, INK, (3,))
    p.form("CONSERVERIE TESSIER-MAILLARD", 90, 140, 46)
    p.form("Chantenay-Nantes (entreprise fictive)", 90, 184, 24, name="typewriter")
    p.form("BULLETIN DE PAIE", 1090, 140, 38, "end", TERRA)
    p.rule(80, 215, 1100, dotted=False)
    p.typed("DASILVA Conceiçao   matr. 312", 90, 280, 36)
    p.typed("semaine du 12 au 17 juillet 1971", 90, 330, 36)
    rows = ("Heures normales   40   x 3,50    140,00", "Heures à 25 %      8   x 4,38     35,04", "Heures à 50 %     14   x 5,25     73,50", "Prime de marée     3   x 2,00      6,00", "                              ---------", "BRUT                             254,54", "Séc. sociale       6,50 %        -16,55", "Retraite           1,76 %         -4,48", "Tablier (2/6)                     -3,00", "Sardines (2 kg)                   -4,20", "                              ---------", "NET A PAYER                     226,31 F")
    for k, row in enumerate(rows):
        p.typed(row, 90, 440 + k * 62, 36 if k != 11 else 40)
    p.stamp(["PAYÉ", "17 JUIL. 1971"], 800, 1240, 44, VIOLET, -7)
    p.pen("62 h. Le 14 aussi.", 130, 1260, 66, GREEN, -4)
    p.folds(across=(690,), down=(590,))
    return on_desk([(p, 70, 60, 0)], 1320, 1510)


def tickets() -> np.ndarray:
    """Two ferry tickets, a tram ticket, and what was written on the back of a third."""
    ferry = []
    for seed, number in ((48, "07 412"), (49, "07 413")):
        t = stub((222, 190, 150), seed)
        t.frame(14, TERRA, (3,))
        t.form("ROQUIOS", 300, 88, 60, "middle", TERRA, spread=0.1)
        t.form("TRENTEMOULT - LA FOSSE", 300, 130, 30, "middle")
        t.form("5 F", 470, 214, 54, "middle", TERRA)
        t.typed(f"No {number}", 60, 206, 34)
        t.form("Hirondelle - billet fictif", 60, 236, 18, name="typewriter")
        ferry.append(t)
    tram = stub((206, 218, 204), 50, (300, 640))
    tram.frame(14, GREEN, (3,))
    tram.form("TRAMWAYS", 150, 90, 44, "middle", GREEN)
    tram.form("DE NANTES", 150, 132, 36, "middle", GREEN)
    tram.form("LIGNE DES QUAIS", 150, 186, 28, "middle")
    for k in range(8):
        tram.form(f"{k + 1}", 70, 246 + k * 42, 30)
        tram.rule(100, 240 + k * 42, 260)
    tram.lay([rect(200, 318, 240, 352)], DESK_HOLE, 0.95)
    tram.form("fictif", 150, 606, 22, "middle", name="typewriter")
    back = stub((226, 200, 164), 51)
    back.pen("Cité 24-17", 110, 120, 92, INK, -4)
    back.pen("le soir", 240, 200, 80, INK, -4)
    return on_desk([(tram, 880, 120, 7), (ferry[0], 120, 130, -6), (ferry[1], 190, 380, 4), (back, 520, 640, -3)], 1320, 1000)


DESK_HOLE = (150, 138, 116)
POCKETS: dict[str, Callable[[], np.ndarray]] = {
    "livret-corentin-dantec": workbook, "carte-angelo-zannier": identity_card, "carte-syndicale-1936": union_card, "certificat-nansen": nansen,
    "licence-diallo": licence, "paie-dasilva": payslip, "billets-de-passage": tickets,
}  # fmt: skip


def make_pockets(target: Path, only: tuple[str, ...] = tuple(POCKETS)) -> None:
    """Every card and slip as JPEG."""
    for name in only:
        save(POCKETS[name](), target / f"{name}.jpg")
