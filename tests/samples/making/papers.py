"""Cards, books, slips and tickets that lived in pockets: printed forms, typewriter, rubber stamps, a pen, folds. Pixels are sRGB."""

from pathlib import Path

import numpy as np
import pyvips
from carving import bar, curve, disc, noise, rect, soft, stroke, union
from lettering import line, words
from press import cloud
from shapely.affinity import rotate
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

INK, VIOLET, TERRA, GREEN, GREY = (26, 34, 58), (84, 64, 130), (170, 74, 42), (34, 104, 86), (120, 118, 110)
DESK = (203, 192, 168)


class Paper:
    """One sheet on a table. Units are pixels; `chance` makes every strike of the machine its own."""

    def __init__(self, wide: int, high: int, colour: tuple[int, int, int], seed: int) -> None:
        self.wide, self.high, self.seed = wide, high, seed
        self.chance = np.random.default_rng(seed)
        self.sheet = np.ones((high, wide, 3), np.float32) * np.asarray(colour, np.float32) / 255
        self.sheet *= (1 + 0.014 * cloud(high, wide, 420, seed % 9) + 0.009 * cloud(high, wide, 60, 4) + 0.008 * cloud(high, wide, 5, 6))[..., None]

    def mask(self, shapes: list[BaseGeometry]) -> np.ndarray:
        path = "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords) + "Z"
            for shape in shapes for polygon in getattr(shape, "geoms", [shape])
            if polygon.geom_type == "Polygon" and not polygon.is_empty for ring in (polygon.exterior, *polygon.interiors)
        )  # fmt: skip
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.wide}" height="{self.high}"><path fill="#fff" fill-rule="evenodd" d="{path}"/></svg>'
        return pyvips.Image.svgload_buffer(svg.encode(), unlimited=True).extract_band(3).numpy().astype(np.float32) / 255

    def lay(self, shapes: list[BaseGeometry], ink: tuple[int, int, int] = INK, strength: float = 0.9, worn: float = 0.12, grain: int = 9) -> None:
        """Ink over paper, multiplied, a little eaten."""
        eaten = np.clip(1 - worn + 2 * worn * cloud(self.high, self.wide, grain, len(shapes) % 13), 0, 1)
        self.sheet *= 1 - (self.mask(shapes) * eaten * strength)[..., None] * (1 - np.asarray(ink, np.float32) / 255)

    def form(self, text: str, x: float, y: float, size: float, anchor: str = "start", ink: tuple[int, int, int] = INK, name: str = "sign", spread: float = 0.03) -> None:
        """Printed matter."""
        self.lay([line(text, x, y, size, anchor, spread) if name == "sign" else words(text, name, x, y, size, anchor)], ink)

    def typed(self, text: str, x: float, y: float, size: float = 34, ink: tuple[int, int, int] = INK) -> None:
        """A typewriter's line: every letter a hair off, one in twenty struck twice."""
        put: list[BaseGeometry] = []
        for letter in text:
            if letter != " ":
                at = (x + self.chance.normal() * 0.7, y + self.chance.normal() * 1.1)
                put.append(rotate(words(letter, "typewriter", *at, size), self.chance.normal() * 1.1, origin=at))
                if self.chance.random() < 0.05:
                    put.append(words(letter, "typewriter", at[0] + 1.8, at[1] + 0.8, size))
            x += size * 0.56
        self.lay([union(*put)] if put else [], ink, self.chance.uniform(0.72, 0.92), 0.2)

    def pen(self, text: str, x: float, y: float, size: float = 58, ink: tuple[int, int, int] = INK, slope: float = -2) -> None:
        """A line by hand, each word on its own slant."""
        put = []
        for word in text.split():
            shape = words(word, "pencil", x, y, size * self.chance.uniform(0.96, 1.05))
            put.append(rotate(shape, slope + self.chance.normal() * 0.8, origin=(x, y)))
            right = shape.bounds[2]
            y += np.sin(np.radians(slope)) * (right - x + size * 0.3)
            x = right + size * 0.26
        self.lay(put, ink, 0.82, 0.15, 40)

    def rule(self, left: float, y: float, right: float, ink: tuple[int, int, int] = INK, dotted: bool = True) -> None:
        marks: list[BaseGeometry] = [disc(x, y, 1.7) for x in np.arange(left, right, 9)] if dotted else [rect(left, y, right, y + 2)]
        self.lay([union(*marks)], ink, 0.75)

    def frame(self, inset: float, ink: tuple[int, int, int] = INK, weights: tuple[float, ...] = (5, 2)) -> None:
        """Printer's rules round the form, one inside the other."""
        shapes = []
        for order, weight in enumerate(weights):
            k = inset + order * 13
            outer = rect(k, k, self.wide - k, self.high - k)
            shapes.append(outer.difference(outer.buffer(-weight)))
        self.lay(shapes, ink)

    def guilloche(self, left: float, top: float, right: float, bottom: float, ink: tuple[int, int, int], strength: float = 0.22, waves: float = 190) -> None:
        """The fine waves that were meant to stop forgers."""
        x = np.arange(left, right, 5)
        lines = []
        for number, y in enumerate(np.arange(top, bottom, 9)):
            swing = 12 * np.sin(x / waves * 6.28 + number * 0.42) + 5 * np.sin(x / waves * 17 - number * 0.3)
            lines.append(LineString(np.c_[x, y + swing]).buffer(1.0, 2))
        self.lay([part.intersection(rect(left, top, right, bottom)) for part in lines], ink, strength, 0.1)

    def stamp(self, lines: list[str], x: float, y: float, size: float = 40, ink: tuple[int, int, int] = VIOLET, turn: float = -8, round_: float = 0) -> None:
        """A rubber stamp, askew, dry on one side; `round_` is its radius if it is one."""
        shapes: list[BaseGeometry] = [line(text, x, y + k * size * 1.25, size, "middle", 0.05) for k, text in enumerate(lines)]
        box = union(*shapes)
        middle = ((box.bounds[0] + box.bounds[2]) / 2, (box.bounds[1] + box.bounds[3]) / 2)
        edge = disc(*middle, round_) if round_ else rect(*box.bounds).buffer(size * 0.45, join_style="mitre")
        shapes += [edge.difference(edge.buffer(-size * 0.1)), edge.buffer(-size * 0.2).difference(edge.buffer(-size * 0.24))]
        self.lay([rotate(union(*shapes), turn, origin=middle)], ink, 0.85, 0.3, 26)

    def portrait(self, left: float, top: float, wide: float, kind: str = "short") -> None:
        """The photograph, taken from behind as everyone's here: a pasted print with a white edge."""
        high = wide * 1.28
        outer = rect(left, top, left + wide, top + high)
        self.lay([rotate(rect(left + 6, top + 8, left + wide + 7, top + high + 8), 0.4)], GREY, 0.4)
        inside = self.mask([outer])[..., None]
        self.sheet = self.sheet * (1 - inside) + inside * np.asarray((240, 234, 222), np.float32) / 255
        view = outer.buffer(-wide * 0.05)
        cx, base = left + wide / 2, top + high
        bust = soft((cx - wide * 0.42, base), (cx - wide * 0.38, base - high * 0.24), (cx - wide * 0.12, base - high * 0.36), (cx + wide * 0.12, base - high * 0.36),
                    (cx + wide * 0.38, base - high * 0.24), (cx + wide * 0.42, base)).intersection(view)  # fmt: skip
        neck = rect(cx - wide * 0.09, base - high * 0.44, cx + wide * 0.09, base - high * 0.3)
        head = disc(cx, base - high * 0.56, wide * 0.19, 1.22)
        ears = union(disc(cx - wide * 0.19, base - high * 0.53, wide * 0.035, 1.6), disc(cx + wide * 0.19, base - high * 0.53, wide * 0.035, 1.6))
        hair = head if kind == "bun" else head.intersection(rect(left, top, left + wide, base - high * 0.5))
        extra = {"bun": disc(cx, base - high * 0.6, wide * 0.1), "cap": soft((cx - wide * 0.23, base - high * 0.62), (cx - wide * 0.14, base - high * 0.8), (cx + wide * 0.14, base - high * 0.8), (cx + wide * 0.23, base - high * 0.62))}.get(kind)
        back = [Polygon(stroke(curve([(view.bounds[0], y), (cx, y + self.chance.normal() * 3), (view.bounds[2], y)]), 5, self.chance)).buffer(0).intersection(view) for y in np.arange(view.bounds[1] + 6, base, 10)]
        figure = union(bust, neck, head, ears, *([extra] if extra else []))
        self.lay([union(*back).difference(figure.buffer(4))], INK, 0.62)
        self.lay([union(neck, head, ears)], TERRA, 0.55)
        lines = [stroke(curve([(cx + k * wide * 0.05, base - high * 0.34), (cx + k * wide * 0.1, base - high * 0.16), (cx + k * wide * 0.12, base)]), wide * 0.02, self.chance) for k in (-3, -2, -1, 0, 1, 2, 3)]
        self.lay([bust.difference(union(*(Polygon(s).buffer(0) for s in lines)))], INK, 0.88)
        combed = [stroke(curve([(cx + k * wide * 0.02, base - high * 0.74), (cx + k * wide * 0.05, base - high * 0.58), (cx + k * wide * 0.05, base - high * 0.46)]), wide * 0.014, self.chance) for k in (-3, -2, -1, 0, 1, 2, 3)]
        self.lay([union(hair, *([extra] if extra else [])).difference(union(*(Polygon(s).buffer(0) for s in combed)))], INK, 0.9)

    def folds(self, across: tuple[float, ...] = (), down: tuple[float, ...] = ()) -> None:
        """Creases: a dark hair, a light beside it, a shade to one side."""
        for axis, places in ((0, across), (1, down)):
            size = self.sheet.shape[1 - axis]
            at = np.arange(self.sheet.shape[axis], dtype=np.float32)
            for number, place in enumerate(places):
                wander = place + 3 * noise(np.arange(size) * 1.0, np.zeros(size), 300, number + 2)
                away = at[:, None] - wander[None, :] if axis == 0 else at[None, :] - wander[:, None]
                self.sheet *= (1 - 0.2 * np.exp(-((away / 2.2) ** 2)) + 0.06 * np.exp(-(((away - 6) / 5) ** 2)) - 0.06 * np.exp(-np.abs(away) / 70) * (away > 0))[..., None]

    def stain(self, x: float, y: float, radius: float) -> None:
        """The ring of a glass."""
        ring = disc(x, y, radius).difference(disc(x + 2, y - 1, radius - 7))
        self.lay([ring], (176, 132, 84), 0.4, 0.6, 60)
        self.lay([disc(x, y, radius - 4)], (214, 190, 150), 0.18, 0.3, 80)


def on_desk(papers: list[tuple[Paper, float, float, float]], wide: int, high: int) -> np.ndarray:
    """Sheets at (x, y, degrees) on a table, each with its shadow."""
    desk = np.ones((high, wide, 3), np.float32) * np.asarray(DESK, np.float32) / 255 * (1 + 0.02 * cloud(high, wide, 200, 6) + 0.012 * cloud(high, wide, 7, 3))[..., None]
    for paper, x, y, turn in papers:
        image = pyvips.Image.new_from_array(paper.sheet).copy(interpretation="multiband")
        w, h = paper.wide, paper.high
        outline = rect(0, 0, w, h).segmentize(40)
        leaf = Polygon([(a + 1.8 * np.sin(i * 2.1), b + 1.8 * np.cos(i * 1.3)) for i, (a, b) in enumerate(np.asarray(outline.exterior.coords)[:-1])])
        alpha = pyvips.Image.new_from_array(paper.mask([leaf.buffer(-5)]))
        whole = image.bandjoin(alpha).rotate(turn, background=[0, 0, 0, 0]) if turn else image.bandjoin(alpha)
        pixels = whole.numpy()
        top, left = int(y), int(x)
        bottom, right = min(high, top + pixels.shape[0]), min(wide, left + pixels.shape[1])
        cover = pixels[: bottom - top, : right - left, 3:4]
        shade = np.zeros((high, wide), np.float32)
        shade[top:bottom, left:right] = cover[..., 0]
        shade = pyvips.Image.new_from_array(np.roll(shade, (11, 8), (0, 1))).gaussblur(9).numpy()
        desk *= 1 - 0.36 * shade[..., None]
        desk[top:bottom, left:right] = pixels[: bottom - top, : right - left, :3] * cover + desk[top:bottom, left:right] * (1 - cover)
    return desk


def save(desk: np.ndarray, target: Path) -> int:
    """A JPEG with no metadata; returns bytes."""
    image = pyvips.Image.new_from_array((np.clip(desk, 0, 1) * 255).astype(np.uint8)).copy(interpretation="srgb")
    image.jpegsave(str(target), Q=78, optimize_coding=True, strip=True, subsample_mode="on", trellis_quant=True)
    print(f"{target.name}: {target.stat().st_size / 1e6:.2f} MB")
    return target.stat().st_size


def stub(colour: tuple[int, int, int], seed: int, size: tuple[int, int] = (560, 260)) -> Paper:
    """A blank ticket with its edge of dots."""
    paper = Paper(*size, colour, seed)
    paper.lay([union(*(disc(18, y, 5) for y in range(20, size[1], 22)))], DESK, 0.5)
    return paper


def signature(paper: Paper, x: float, y: float, wide: float) -> None:
    """A flourish under a name."""
    path = [(x + wide * t, y + 16 * np.sin(9 * t) * (1 - t) + 10 * np.cos(23 * t)) for t in np.linspace(0, 1, 14)]
    paper.lay([Polygon(stroke(curve(path), 6, paper.chance, 0.4)).buffer(0), bar((x, y + 26), (x + wide * 0.8, y + 20), 3)], INK, 0.8)
