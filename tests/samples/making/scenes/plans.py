"""Plans cut from real coordinates: those of config/places/places.csv, and a few points of the river by hand (WGS 84, degrees)."""

import csv
import math
from functools import cache
from pathlib import Path

import numpy as np
from block import Block
from carving import bar, curve, disc, flat, rect, rings_round, soft, stroke, union
from lettering import line, words
from shapely.affinity import rotate
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

PLACES = Path(__file__).parents[4] / "config/places/places.csv"
LOIRE = ((-1.38, 47.300), (-1.41, 47.286), (-1.435, 47.264), (-1.47, 47.236), (-1.50, 47.2165), (-1.522, 47.2105))
NORTH_ARM = ((-1.522, 47.2105), (-1.533, 47.2118), (-1.545, 47.2098), (-1.556, 47.2092), (-1.566, 47.2072), (-1.576, 47.2020), (-1.586, 47.1985))
SOUTH_ARM = ((-1.522, 47.2105), (-1.532, 47.2040), (-1.545, 47.1990), (-1.558, 47.1975), (-1.572, 47.1985), (-1.586, 47.1985))
DOWNSTREAM = ((-1.586, 47.1985), (-1.602, 47.1948), (-1.63, 47.1945), (-1.66, 47.1968), (-1.70, 47.204), (-1.76, 47.216))
ERDRE = ((-1.531, 47.305), (-1.524, 47.285), (-1.523, 47.268), (-1.536, 47.251), (-1.5485, 47.236), (-1.5525, 47.222), (-1.5505, 47.2135))
SEVRE = ((-1.475, 47.150), (-1.505, 47.168), (-1.528, 47.183), (-1.5445, 47.1965))
FILLED = (((-1.5505, 47.2135), (-1.556, 47.2125), (-1.563, 47.2095)), ((-1.545, 47.2122), (-1.553, 47.2108), (-1.560, 47.2085)))


@cache
def places() -> dict[str, tuple[str, float, float]]:
    """id -> French name, longitude, latitude."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        return {row["id"]: (row["name_fr"], float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(file) if row["latitude"]}


class Ground:
    """A window on the ground: longitude and latitude of the upper left corner, block units a degree of latitude."""

    def __init__(self, west: float, north: float, unit: float) -> None:
        self.west, self.north, self.unit = west, north, unit
        self.across = unit * math.cos(math.radians(47.21))

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.west) * self.across, (self.north - latitude) * self.unit

    def band(self, path: tuple[tuple[float, float], ...], metres: float) -> BaseGeometry:
        """A river of a width, along its middle."""
        return LineString(curve([self.at(*point) for point in path])).buffer(metres / 111_000 * self.unit / 2, 12).simplify(0.8)


def river(b: Block, ground: Ground) -> BaseGeometry:
    """The Loire and what runs into it, flat water with cuts along the stream."""
    whole = union(ground.band(LOIRE, 420), ground.band(NORTH_ARM, 210), ground.band(SOUTH_ARM, 300), ground.band(DOWNSTREAM, 400), ground.band(ERDRE, 190), ground.band(SEVRE, 90))
    whole = whole.buffer(6).buffer(-6).intersection(rect(64, 64, b.width - 64, b.height - 64))
    b.place(whole, "green", 7)
    lines = [curve([ground.at(*point) for point in path]) + (0, shift) for path in (LOIRE, NORTH_ARM, SOUTH_ARM, DOWNSTREAM, ERDRE, SEVRE) for shift in (-16, -6, 5, 15)]
    b.along("green", lines, whole.buffer(-4), 4.4, length=(30, 140), gap=0.6, skip=0.15)
    b.lay("key", whole.difference(whole.buffer(-3)))
    return whole


def label(b: Block, text: str, x: float, y: float, size: float, anchor: str = "middle", ink: str = "key") -> None:
    """A name with a white line round it."""
    shape = line(text, x, y, size, anchor, 0.03)
    b.clear(shape.buffer(7))
    b.lay(ink, shape)


def land(b: Block) -> None:
    """Paper for the ground, gouges for its slope, a double rule round it."""
    b.hatch("key", rect(0, 0, b.width, b.height), 18, 44, 3.2, wave=40, length=(10, 60), gap=2.6, skip=0.55, standing=True)
    frame = rect(64, 64, b.width - 64, b.height - 64)
    b.lay("key", frame.difference(frame.buffer(-6)))
    b.lay("terra", frame.buffer(-14).difference(frame.buffer(-18)))


def compass(b: Block, x: float, y: float, size: float) -> None:
    """North, and the wind that brings rain."""
    b.place(disc(x, y, size), "", 3)
    b.lay("key", disc(x, y, size).difference(disc(x, y, size - 5)))
    for k in range(8):
        t = k * math.pi / 4
        far = size * (0.94 if k % 2 == 0 else 0.6)
        point = flat((x + far * math.sin(t), y - far * math.cos(t)), (x + 9 * math.cos(t), y + 9 * math.sin(t)), (x - 9 * math.cos(t), y - 9 * math.sin(t)))
        b.lay("terra" if k == 0 else "key", point)
    b.lay("key", line("N", x, y - size - 10, 40, "middle"))


def scale_bar(b: Block, ground: Ground, x: float, y: float, metres: int, text: str) -> None:
    """A length on the ground, in two colours."""
    long = metres / 111_000 * ground.unit
    for k in range(4):
        b.place(rect(x + k * long / 4, y, x + (k + 1) * long / 4, y + 12), "key" if k % 2 else "terra", 1)
    label(b, text, x + long / 2, y - 12, 26)


SPOKEN = {
    "centre-ville": ("CENTRE-VILLE", "« en ville »"), "bellevue-chantenay-sainte-anne": ("BELLEVUE - CHANTENAY", "« les tours, la butte »"), "dervallieres-zola": ("DERVALLIÈRES - ZOLA", "« les Derves »"),
    "hauts-paves-saint-felix": ("HAUTS-PAVÉS - ST-FÉLIX", "« la montée »"), "malakoff-saint-donatien": ("MALAKOFF - ST-DONATIEN", "« Malak »"), "ile-de-nantes": ("ÎLE DE NANTES", "« les chantiers »"),
    "breil-barberie": ("BREIL - BARBERIE", "« le Breil »"), "nantes-nord": ("NANTES NORD", "« les Pavés »"), "nantes-erdre": ("NANTES ERDRE", "« chez les Batignolles »"), "doulon-bottiere": ("DOULON - BOTTIÈRE", "« les choux »"),
    "nantes-sud": ("NANTES SUD", "« de l'autre côté »"),
}  # fmt: skip
SHIFTS = {"bellevue-chantenay-sainte-anne": (-130, -110), "centre-ville": (-28, -6), "ile-de-nantes": (6, 14), "malakoff-saint-donatien": (110, -30), "hauts-paves-saint-felix": (-20, -50), "breil-barberie": (-110, -70), "dervallieres-zola": (-100, -34), "nantes-nord": (-60, 0), "nantes-erdre": (130, -40)}


def districts() -> Block:
    """The eleven districts at their coordinates, each a small print of its own, and the name people give it."""
    ground = Ground(-1.672, 47.292, 12_000)
    b = Block(1800, 1400, ("terra", "green", "key"), seed=44)
    land(b)
    river(b, ground)
    for name, (title, said) in SPOKEN.items():
        _, longitude, latitude = places()[name]
        x, y = ground.at(longitude, latitude)
        shift = SHIFTS.get(name, (0, 0))
        x, y = x + shift[0], y + shift[1]
        for k in range(5):
            high = 26 + (k * 13 + len(name) * 7) % 34
            left = x - 62 + k * 25
            b.place(rect(left, y - high, left + 22, y), ("key", "terra", "key", "green+key", "terra")[(k + len(name)) % 5], 2.4)
            b.place(flat((left - 3, y - high), (left + 11, y - high - 13), (left + 25, y - high)), "key", 1.6)
            b.clear(rect(left + 7, y - high + 10, left + 13, y - high + 19))
        label(b, title, x, y + 36, 30)
        spoken = words(said, "pencil", x, y + 74, 42, "middle")
        b.clear(spoken.buffer(5))
        b.lay("terra", spoken)
    label(b, "LOIRE", *ground.at(-1.63, 47.1945), 40, ink="green")
    label(b, "ERDRE", *ground.at(-1.513, 47.284), 30, ink="green")
    b.place(rect(96, 96, 700, 250), "", 4)
    b.lay("key", line("NANTES, ONZE QUARTIERS", 110, 168, 62, spread=0.02))
    b.lay("key", line("et le nom que les gens leur donnent · plan de l'atelier, fictif", 112, 218, 25, spread=0.02))
    compass(b, 1640, 1200, 74)
    scale_bar(b, ground, 160, 1290, 2000, "2 KM")
    return b


def crossings() -> Block:
    """The slips where the Hirondelle put in; the arms filled in between 1926 and 1946 are dotted."""
    ground = Ground(-1.6205, 47.2235, 31_000)
    b = Block(1700, 1180, ("terra", "green", "key"), seed=58)
    land(b)
    river(b, ground)
    for arm in FILLED:
        path = LineString([ground.at(*point) for point in arm])
        for at in np.arange(0, path.length, 26):
            point = path.interpolate(at)
            b.place(disc(point.x, point.y, 8), "green", 2)
    stops = (("TRENTEMOULT", (-1.582, 47.1962), (30, 64), "start"), ("QUAI DE LA FOSSE", (-1.5685, 47.2085), (-30, -26), "end"), ("CHANTENAY", (-1.593, 47.1990), (-30, -34), "end"), ("PRAIRIE-AU-DUC", (-1.5725, 47.2020), (56, 44), "start"))
    quay = {title: ground.at(*point) for title, point, *_ in stops}
    for a, c, bend in (("TRENTEMOULT", "QUAI DE LA FOSSE", 36), ("TRENTEMOULT", "CHANTENAY", 16), ("PRAIRIE-AU-DUC", "QUAI DE LA FOSSE", -18)):
        (x0, y0), (x1, y1) = quay[a], quay[c]
        path = [(x0, y0), ((x0 + x1) / 2 + bend, (y0 + y1) / 2 + bend), (x1, y1)]
        b.clear(Polygon(stroke(path, 20, b.chance, 0.8)).buffer(0))
        along = LineString(path)
        for at in np.arange(8, along.length, 24):
            start, end = along.interpolate(at), along.interpolate(min(along.length, at + 14))
            b.lay("terra", bar((start.x, start.y), (end.x, end.y), 9))
    for title, point, shift, anchor in stops:
        x, y = ground.at(*point)
        b.place(disc(x, y, 19), "", 4)
        b.lay("key", disc(x, y, 19).difference(disc(x, y, 12)))
        label(b, title, x + shift[0], y + shift[1], 44, anchor)
    for text, point, size in (("ÎLE DE NANTES", (-1.549, 47.2048), 40), ("BUTTE SAINTE-ANNE", (-1.583, 47.2062), 30), ("BOUFFAY", (-1.553, 47.2155), 30), ("REZÉ", (-1.560, 47.1925), 40)):
        label(b, text, *ground.at(*point), size)
    boat(b, *ground.at(-1.6035, 47.1948))
    b.place(rect(96, 92, 820, 246), "", 4)
    b.lay("key", line("L'HIRONDELLE ET SES CALES", 110, 164, 58, spread=0.02))
    b.lay("key", line("1921-1958 · bateau fictif, rives vraies · pointillé : bras comblés", 112, 214, 26, spread=0.02))
    compass(b, 1560, 980, 70)
    scale_bar(b, ground, 1180, 1060, 500, "500 M")
    return b


def boat(b: Block, x: float, y: float) -> None:
    """A small steamer on the map."""
    b.place(soft((x - 70, y - 14), (x - 56, y + 22), (x + 52, y + 22), (x + 78, y - 20), (x, y - 8)), "key", 4)
    b.place(rect(x - 10, y - 70, x + 12, y - 8), "terra", 3)
    for k in range(4):
        b.place(disc(x - 18 - k * 24, y - 84 - k * 9, 10 + k * 4), "", 2)
        b.lay("key", disc(x - 18 - k * 24, y - 84 - k * 9, 10 + k * 4).difference(disc(x - 18 - k * 24, y - 84 - k * 9, 7 + k * 4)))


DEPARTURES = (
    "carhaix", "hendaye", "braganca", "lisbonne", "barcelone", "udine", "varsovie", "istanbul", "diyarbakir", "erevan", "alep", "damas", "tunis", "alger", "annaba", "bejaia", "tiznit", "casablanca",
    "dakar", "kayes", "bamako", "conakry", "douala", "khartoum", "port-au-prince", "ho-chi-minh-ville", "hanoi", "vientiane",
)  # fmt: skip


def away(longitude: float, latitude: float) -> tuple[float, float]:
    """Kilometres from Nantes along a great circle, and the bearing it leaves by, degrees clockwise from north."""
    here, there = (math.radians(47.2181), math.radians(-1.5528)), (math.radians(latitude), math.radians(longitude))
    turn = there[1] - here[1]
    arc = math.acos(math.sin(here[0]) * math.sin(there[0]) + math.cos(here[0]) * math.cos(there[0]) * math.cos(turn))
    bearing = math.atan2(math.sin(turn) * math.cos(there[0]), math.cos(here[0]) * math.sin(there[0]) - math.sin(here[0]) * math.cos(there[0]) * math.cos(turn))
    return arc * 6371, math.degrees(bearing) % 360


def departures() -> Block:
    """One stroke of the gouge from each town to Nantes, in its true direction; the circles give the distance."""
    b = Block(1600, 1600, ("terra", "green", "key"), seed=2024)
    cx, cy, reach = 800.0, 870.0, 510.0
    b.lay("key", rect(0, 0, 1600, 1600))
    far = lambda km: reach * math.sqrt(km / 10_500)  # noqa: E731
    b.place(disc(cx, cy, reach + 24), "green+key", 5)
    b.along("key", rings_round(cx, cy, 40, reach, 30, b.chance), disc(cx, cy, reach), 6, tone=lambda x, y: 1.2 - np.hypot(x - cx, y - cy) / 620, length=(30, 160), gap=0.5, skip=0.2)
    for km in (500, 1000, 2500, 5000, 10_000):
        b.along("key", rings_round(cx, cy, far(km), far(km) + 1, 5, b.chance), disc(cx, cy, reach + 20), 3.6, length=(14, 16), gap=0.4)
        b.along("green", rings_round(cx, cy, far(km), far(km) + 1, 5, b.chance), disc(cx, cy, reach + 20), 3.6, length=(14, 16), gap=0.4)
    towns = sorted(away(*places()[name][1:])[::-1] + (places()[name][0],) for name in DEPARTURES)
    bearings = spaced([bearing for bearing, *_ in towns], 8.4)
    for (bearing, km, title), written in zip(towns, bearings, strict=True):
        t = math.radians(bearing)
        x, y = cx + far(km) * math.sin(t), cy - far(km) * math.cos(t)
        cut = [stroke([(x, y), ((x + cx) / 2 + 5, (y + cy) / 2 - 5), (cx, cy)], 11, b.chance, 0.3)]
        b.clear(cut)
        w = math.radians(written)
        end = (cx + (reach + 30) * math.sin(w), cy - (reach + 30) * math.cos(w))
        b.lay("terra", bar((x, y), end, 3.2))
        b.carve("key", bar((x, y), end, 3.2))
        b.place(disc(x, y, 10), "terra", 4)
        spelled(b, title.upper(), cx, cy, reach + 44, written)
    b.place(disc(cx, cy, 36), "", 4)
    b.lay("terra", disc(cx, cy, 26))
    b.clear(line("D'OÙ L'ON VIENT", 90, 150, 76, spread=0.04))
    b.clear(line("vingt-huit départs vers Nantes, direction vraie", 92, 222, 28, spread=0.02))
    b.clear(line("cercles : 500, 1 000, 2 500, 5 000, 10 000 km", 92, 262, 28, spread=0.02))
    b.clear(rect(92, 168, 560, 174))
    return b


def spaced(bearings: list[float], least: float) -> list[float]:
    """Bearings pushed apart until names have room, their order kept."""
    put = list(bearings)
    for _ in range(400):
        for k in range(len(put) - 1):
            lack = least - (put[k + 1] - put[k])
            if lack > 0:
                put[k], put[k + 1] = put[k] - lack / 2, put[k + 1] + lack / 2
    return put


def spelled(b: Block, text: str, cx: float, cy: float, radius: float, bearing: float) -> None:
    """A name along its ray, readable from either side."""
    right = math.sin(math.radians(bearing)) >= 0
    turn = bearing - 90 if right else bearing + 90
    w = math.radians(bearing)
    x, y = cx + radius * math.sin(w), cy - radius * math.cos(w)
    shape = line(text, x, y + 9, 26, "start" if right else "end", 0.05)
    b.clear(rotate(shape, turn, origin=(x, y)))
