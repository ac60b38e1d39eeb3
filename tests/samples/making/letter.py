"""A letter in Arabic on ruled paper: a Ruqaa hand, every word set down a little differently, folded twice for its envelope."""

from pathlib import Path

import numpy as np
import pyvips
from carving import curve, flat, noise, rect, soft, stroke, union
from lettering import shaped, words
from press import cloud
from shapely.affinity import rotate, scale
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

WIDE, HIGH = 1500, 2000
RIGHT, FIRST, RULE, SIZE = 1330.0, 300.0, 82.0, 66.0
INK, PAPER, LINES, MARGIN, DESK = (26, 36, 70), (244, 235, 214), (168, 186, 196), (190, 96, 66), (203, 192, 168)


def mask(shapes: list[BaseGeometry]) -> np.ndarray:
    """Shapes as coverage, 0 to 1."""
    path = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords) + "Z"
        for shape in shapes
        for polygon in getattr(shape, "geoms", [shape])
        if not polygon.is_empty and polygon.geom_type == "Polygon"
        for ring in (polygon.exterior, *polygon.interiors)
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}"><path fill="#fff" fill-rule="evenodd" d="{path}"/></svg>'
    return pyvips.Image.svgload_buffer(svg.encode(), unlimited=True).extract_band(3).numpy().astype(np.float32) / 255


def runs(word: str) -> list[tuple[str, str]]:
    """A word as (text, face) runs in reading order: figures and the full stop stand in the face's Latin half."""
    if word.isdigit():
        return [(word, "ruqaa-latin")]
    return [(word.rstrip("."), "ruqaa")] + ([(".", "ruqaa-latin")] if word.endswith(".") else [])


def set_word(word: str, x: float, base: float, size: float) -> tuple[BaseGeometry, float]:
    """A word whose right edge is at x, and its width."""
    parts, left = [], x
    for text, name in runs(word):
        parts.append(words(text, name, left, base, size, "end"))
        left -= sum(advance for *_, advance in shaped(text, name)) * size
    return union(*parts), x - left


def written(text: str) -> list[BaseGeometry]:
    """Every word of the letter where the hand put it, right to left, never twice alike."""
    chance = np.random.default_rng(1964)
    put: list[BaseGeometry] = []
    for number, line in enumerate(text.splitlines()):
        x, base = RIGHT + chance.normal() * 9, FIRST + number * RULE - 10
        x -= 70 if line.startswith(("السلام", "وصلتنا", "أرسلت", "تأخر", "تقول", "وحين")) else 0
        x = {0: 860.0, 19: 1010.0}.get(number, x)
        slope = chance.normal() * 0.004 - 0.004
        for word in line.split():
            size = SIZE * chance.uniform(0.96, 1.05) * (1.12 if number in (2, 19) else 1)
            shape, wide = set_word(word, x, base + (RIGHT - x) * slope + chance.normal() * 2.2, size)
            shape = scale(rotate(shape, chance.normal() * 0.9, origin=(x, base)), chance.uniform(0.98, 1.03), chance.uniform(0.96, 1.06), origin=(x, base))
            put.append(shape)
            x -= wide + size * chance.uniform(0.2, 0.3)
    return put


def postage(chance: np.random.Generator) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    """A stamp cut like a tiny print, and the lines of its postmark: (terra, key)."""
    x, y = 190, 1700
    frame = rect(x, y, x + 150, y + 190).difference(rect(x + 9, y + 9, x + 141, y + 181))
    sun = soft(*[(x + 75 + 34 * np.cos(t), y + 70 + 34 * np.sin(t)) for t in np.linspace(0, 2 * np.pi, 14)[:-1]])
    sea = [stroke(curve([(x + 14, y + 120 + k * 11), (x + 60, y + 116 + k * 11), (x + 136, y + 121 + k * 11)]), 6, chance) for k in range(5)]
    waves = [Polygon(stroke(curve([(x + 120 + k * 44, y + 40 + row * 26 + 8 * (-1) ** k) for k in range(8)]), 5, chance, 0.9)).buffer(0) for row in range(5)]
    ring = soft(*[(x + 190 + 74 * np.cos(t), y + 96 + 74 * np.sin(t)) for t in np.linspace(0, 2 * np.pi, 20)[:-1]])
    text = [words("تونس", "ruqaa-bold", x + 190, y + 92, 36, "middle"), words("20 XI 64", "typewriter", x + 190, y + 126, 21, "middle")]
    return [frame, sun.difference(union(frame)), *(Polygon(s).buffer(0) for s in sea)], [ring.difference(ring.buffer(-5)), *waves, *text]


def make_letter(source: Path, target: Path) -> int:
    """Write the letter as a PNG; returns bytes."""
    chance = np.random.default_rng(20)
    sheet = np.ones((HIGH, WIDE, 3), np.float32) * np.asarray(PAPER, np.float32) / 255
    sheet *= (1 + 0.012 * cloud(HIGH, WIDE, 420, 3) + 0.006 * cloud(HIGH, WIDE, 60, 4))[..., None]
    rules = [rect(90, FIRST + k * RULE, WIDE - 90, FIRST + k * RULE + 2.2) for k in range(-1, 20)]
    lay(sheet, mask(rules) * 0.6, LINES)
    lay(sheet, mask([rect(1392, 90, 1394.5, HIGH - 90), rect(1400, 90, 1402, HIGH - 90)]) * 0.7, MARGIN)
    load = np.clip(0.84 + 0.2 * cloud(HIGH, WIDE, 120, 8) + 0.12 * cloud(HIGH, WIDE, 9, 9), 0, 1)
    hand = pyvips.Image.new_from_array(mask(written(source.read_text(encoding="utf-8")))).gaussblur(1.1).numpy()
    lay(sheet, np.clip((hand - 0.3) * 2.4, 0, 1) * load, INK)
    red, black = postage(chance)
    worn = np.clip(0.75 + 0.6 * cloud(HIGH, WIDE, 14, 12), 0, 1)
    lay(sheet, mask(red) * worn, (176, 84, 52))
    lay(sheet, mask(black) * worn * 0.85, INK)
    sheet = folded(sheet)
    image = pyvips.Image.new_from_array((np.clip(on_desk(sheet), 0, 1) * 255).astype(np.uint8)).copy(interpretation="srgb")
    image.pngsave(str(target), palette=True, Q=70, effort=8, dither=0.3, strip=True)
    print(f"{target.name}: {target.stat().st_size / 1e6:.2f} MB")
    return target.stat().st_size


def lay(sheet: np.ndarray, coverage: np.ndarray, ink: tuple[int, int, int]) -> None:
    """Ink over paper, multiplied."""
    sheet *= 1 - coverage[..., None] * (1 - np.asarray(ink, np.float32) / 255)


def folded(sheet: np.ndarray) -> np.ndarray:
    """Two folds across: a dark hair, a faint light beside it, each panel catching the lamp differently."""
    y = np.arange(HIGH, dtype=np.float32)[:, None, None]
    for number, fold in enumerate((690, 1320)):
        wander = fold + 3 * noise(np.arange(WIDE) * 1.0, np.zeros(WIDE), 300, number)[None, :, None]
        away = y - wander
        sheet = sheet * (1 - 0.16 * np.exp(-((away / 2.2) ** 2)) + 0.05 * np.exp(-(((away - 6) / 5) ** 2)) - 0.045 * np.exp(-np.abs(away) / 60) * (away > 0))
    return sheet


def on_desk(sheet: np.ndarray) -> np.ndarray:
    """The leaf lying on a table, its edges cut by hand, a soft shadow under it."""
    edge = rect(56, 50, WIDE - 58, HIGH - 52)
    wavy = flat(*[(x + 2 * np.sin(i), y + 2 * np.cos(2 * i)) for i, (x, y) in enumerate(np.asarray(edge.segmentize(40).exterior.coords)[:-1])])
    leaf = mask([wavy])[..., None]
    shade = pyvips.Image.new_from_array(np.roll(leaf[..., 0], (10, 8), (0, 1))).gaussblur(9).numpy()[..., None]
    desk = np.asarray(DESK, np.float32) / 255 * (1 + 0.02 * cloud(HIGH, WIDE, 200, 6))[..., None] * (1 - 0.35 * shade)
    return sheet * leaf + desk * (1 - leaf)
