"""Printing: each plate becomes a mask, the mask takes ink unevenly, the inks multiply on paper. Pixels are sRGB, 8 bits."""

from pathlib import Path

import numpy as np
import pyvips
from block import Block
from carving import noise

INKS = {"key": (20, 33, 61), "green": (31, 111, 92), "terra": (181, 83, 45), "sand": (222, 200, 160)}
PAPER = (246, 239, 226)
REGISTER = {"key": (0, 0), "green": (2, -2), "terra": (-2, 2), "sand": (1, 2)}


def mask_of(block: Block, ink: str, scale: float) -> np.ndarray:
    """Where a plate stands, 0 to 1, antialiased."""
    w, h = block.width, block.height
    paths = "".join(f'<path fill="{"#fff" if up else "#000"}" d="{d}"/>' for up, d in block.plates[ink])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w * scale}" height="{h * scale}" viewBox="0 0 {w} {h}">'
        f'<rect width="{w}" height="{h}"/><clipPath id="edge"><path d="{edge(block)}"/></clipPath>'
        f'<g clip-path="url(#edge)">{paths}</g></svg>'
    )
    image = pyvips.Image.svgload_buffer(svg.encode(), unlimited=True)
    return image.extract_band(0).numpy().astype(np.float32) / 255


def edge(block: Block) -> str:
    """The block's own border, sawn by hand."""
    m, w, h = block.margin, block.width - block.margin, block.height - block.margin
    corners = np.array([(m, m), (w, m), (w, h), (m, h), (m, m)], float)
    side = np.vstack([np.linspace(a, b, 90, endpoint=False) for a, b in zip(corners[:-1], corners[1:], strict=True)])
    side = side + 2.4 * np.c_[noise(side[:, 0], side[:, 1], 26, 5), noise(side[:, 0], side[:, 1], 26, 6)]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in side) + "Z"


def cloud(height: int, width: int, scale: float, layer: int) -> np.ndarray:
    """Smooth noise over a sheet, made small and enlarged."""
    step = max(1, int(scale / 3))
    rows, columns = np.mgrid[0 : height + step : step, 0 : width + step : step]
    small = noise(columns.astype(float), rows.astype(float), scale, layer).astype(np.float32)
    if step == 1:
        return small[:height, :width]
    return pyvips.Image.new_from_array(small).resize(step, kernel="linear").numpy()[:height, :width]


def inked(mask: np.ndarray, layer: int, chance: np.random.Generator) -> np.ndarray:
    """A plate's ink on paper: corners round off, the edge is eaten, solids are mottled and salted."""
    height, width = mask.shape
    soft = pyvips.Image.new_from_array(mask).gaussblur(1.3).numpy()[:height, :width]
    grain = chance.random((height, width), dtype=np.float32)
    ragged = soft + 0.16 * cloud(height, width, 7, layer) + 0.1 * (grain - 0.5)
    coverage = np.clip((ragged - 0.40) * 3.6, 0, 1)
    pressure = 0.55 + 0.45 * cloud(height, width, 260, layer + 3) + 0.5 * cloud(height, width, 30, layer + 5)
    speck = cloud(height, width, 3.7, layer + 9) + 0.5 * (grain - 0.5)
    salt = np.clip((speck - 0.88 - 0.2 * pressure) * 6, 0, 1)
    return coverage * (1 - 0.85 * salt) * (0.965 - 0.03 * pressure)


def printed(block: Block, scale: float = 1.5, seed: int = 5) -> np.ndarray:
    """The finished sheet, height x width x 3."""
    chance = np.random.default_rng(seed)
    height, width = round(block.height * scale), round(block.width * scale)
    fibre = 1 + 0.008 * cloud(height, width, 4, 2) + 0.008 * cloud(height, width, 90, 4)
    sheet = np.asarray(PAPER, np.float32) / 255 * fibre[..., None]
    for layer, ink in enumerate(block.inks):
        mask = mask_of(block, ink, scale)[:height, :width]
        ink_on = inked(np.roll(mask, REGISTER[ink], (1, 0)), layer * 11, chance)
        sheet *= 1 - ink_on[..., None] * (1 - np.asarray(INKS[ink], np.float32) / 255)
    return (np.clip(sheet, 0, 1) * 255).astype(np.uint8)


def sheet_size(block: Block) -> tuple[float, int]:
    """Scale (pixels a block unit) and seed for a print: half as large again as drawn; 62 megapixels for a frieze to walk along."""
    return (3.5 if block.width > 3 * block.height else 1.5), block.width


def save(sheet: np.ndarray, path: Path, quality: int = 80) -> int:
    """Write a JPEG with no metadata but its resolution; returns bytes."""
    image = pyvips.Image.new_from_array(sheet).copy(interpretation="srgb")
    image.jpegsave(str(path), Q=quality, optimize_coding=True, strip=True, subsample_mode="on", trellis_quant=True)
    return path.stat().st_size
