"""Where the camera looks while something is said: from which sentence on, at which picture, where and how near.

A look is (number of the sentence, picture, centre across, centre down, share of the widest view): shares of 1.
"""

Look = tuple[int, str, float, float, float]

FRIEZE = "prints/frise-une-rive-lautre"
CRANE, LAUNCH, WEDDING, CAFE = "prints/grue-et-butte", "prints/lancement-hirondelle", "prints/noce-a-trentemoult", "prints/cafe-du-quai"
TEAM, ORIGINS, QUAY, MARCH = "prints/onze-de-dos", "prints/carte-des-departs", "prints/quai-valise", "prints/egalite-des-droits"
TOWER, CITY, CROSSINGS, BISCUITS = "prints/tour-la-nuit", "prints/plan-quartiers", "prints/plan-hirondelle", "prints/emballage-1913"
HOSTEL, TABLE = "prints/chambre-14", "prints/table-de-cuisine"
BOOK, PERMIT, UNION = "documents/livret-corentin-dantec", "documents/carte-angelo-zannier", "documents/carte-syndicale-1936"

LOOKS: dict[str, tuple[Look, ...]] = {
    "devant-la-frise": (
        (1, FRIEZE, 0.10, 0.50, 0.98), (2, FRIEZE, 0.085, 0.62, 0.66), (3, FRIEZE, 0.20, 0.50, 0.86), (4, FRIEZE, 0.335, 0.42, 0.80),
        (5, FRIEZE, 0.49, 0.60, 0.62), (6, FRIEZE, 0.735, 0.66, 0.74), (7, FRIEZE, 0.865, 0.50, 0.96), (8, FRIEZE, 0.848, 0.30, 0.36),
    ),
    "michel-poupard": (
        (1, CROSSINGS, 0.50, 0.44, 0.98), (2, CROSSINGS, 0.42, 0.60, 0.50), (3, CRANE, 0.50, 0.50, 0.98), (5, CRANE, 0.62, 0.40, 0.55),
        (7, WEDDING, 0.68, 0.52, 0.62), (9, LAUNCH, 0.50, 0.50, 0.98), (11, LAUNCH, 0.62, 0.45, 0.55), (13, LAUNCH, 0.45, 0.75, 0.55),
        (16, TEAM, 0.50, 0.52, 0.98), (17, TEAM, 0.48, 0.66, 0.50), (18, ORIGINS, 0.50, 0.45, 0.98), (19, ORIGINS, 0.58, 0.47, 0.50),
        (20, CAFE, 0.50, 0.50, 0.98), (22, CAFE, 0.70, 0.58, 0.55), (24, LAUNCH, 0.50, 0.50, 0.98), (26, LAUNCH, 0.24, 0.34, 0.50),
        (28, LAUNCH, 0.55, 0.52, 0.60), (30, CROSSINGS, 0.45, 0.56, 0.66), (31, QUAY, 0.55, 0.24, 0.85), (34, QUAY, 0.64, 0.20, 0.50),
        (36, CRANE, 0.50, 0.50, 0.98), (38, MARCH, 0.50, 0.24, 0.98), (40, CRANE, 0.36, 0.62, 0.55), (43, CITY, 0.50, 0.50, 0.96),
        (45, TOWER, 0.45, 0.42, 0.98), (46, TOWER, 0.42, 0.30, 0.55), (47, CRANE, 0.52, 0.50, 0.98), (49, CRANE, 0.62, 0.42, 0.60),
        (51, LAUNCH, 0.50, 0.50, 0.98),
    ),
    "lucie-zanier": (
        (1, BISCUITS, 0.50, 0.50, 0.98), (3, BISCUITS, 0.34, 0.72, 0.55), (6, BOOK, 0.50, 0.50, 0.98), (8, BOOK, 0.30, 0.52, 0.58),
        (9, BOOK, 0.72, 0.52, 0.60), (12, HOSTEL, 0.50, 0.50, 0.98), (13, BISCUITS, 0.50, 0.55, 0.86), (15, BISCUITS, 0.66, 0.72, 0.55),
        (17, BISCUITS, 0.28, 0.76, 0.50), (18, PERMIT, 0.50, 0.50, 0.98), (20, PERMIT, 0.30, 0.60, 0.56), (23, PERMIT, 0.68, 0.42, 0.60),
        (24, ORIGINS, 0.58, 0.46, 0.66), (25, UNION, 0.50, 0.50, 0.98), (26, UNION, 0.30, 0.56, 0.58), (28, WEDDING, 0.50, 0.50, 0.98),
        (30, WEDDING, 0.50, 0.62, 0.60), (31, WEDDING, 0.70, 0.50, 0.55), (32, LAUNCH, 0.50, 0.50, 0.98), (34, CITY, 0.50, 0.50, 0.96),
        (37, TOWER, 0.45, 0.45, 0.98), (38, TOWER, 0.42, 0.36, 0.60), (40, CRANE, 0.38, 0.62, 0.56), (42, CRANE, 0.50, 0.50, 0.98),
        (44, ORIGINS, 0.50, 0.45, 0.98), (46, ORIGINS, 0.52, 0.47, 0.60), (47, TABLE, 0.50, 0.50, 0.98), (48, TABLE, 0.50, 0.55, 0.60),
        (49, BISCUITS, 0.50, 0.50, 0.98), (51, BISCUITS, 0.50, 0.34, 0.60),
    ),
}  # fmt: skip
