"""Photographs a second through ingest's readers (checksum, format, pyramid, edge tiles, thumbnails), against libvips alone in
as many workers: making the same pyramid and thumbnails, and the pyramid only; and the memory one worker takes at most.

Called as `python -m tests.benchmarks.bench_photographs [--full | --sizes N …]`: how many photographs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyvips

from ingest.deriving.derive import make
from ingest.identifying.identify import identify
from ingest.limits import Limits
from ingest.workers import Lost, run_all
from tests.benchmarks.figures import Figure, a_home, seconds, sizes_asked, tell

WIDTH, HEIGHT = 3000, 2000
LARGE_WIDTH, LARGE_HEIGHT = 8660, 5773
MOST_MEGABYTES = 400
LIMITS = Limits(seconds=600)


def a_photograph(
    path: Path, width: int, height: int, seed: int, *, turned: bool = False, progressive: bool = False
) -> Path:
    """Soft shapes with the grain of a film: as hard to encode as a photograph, about 0.4 byte a pixel."""
    soft = pyvips.Image.perlin(width, height, cell_size=400, uchar=True, seed=seed)
    bands = [soft, soft.rot180(), soft.fliphor()]
    image = (
        bands[0].bandjoin(bands[1:]) * 0.8 + pyvips.Image.gaussnoise(width, height, sigma=8, mean=20, seed=seed)
    ).cast("uchar")
    image = image.copy(interpretation="srgb")
    if turned:
        image = image.copy()
        image.set_type(pyvips.GValue.gint_type, "orientation", 6)
    image.jpegsave(str(path), Q=89, interlace=progressive)  # 4:2:0, as cameras write
    return path


def whole(path: Path) -> str:
    """In a child: what ingest does with a photograph: identify, and every form of it."""
    found = identify(path, LIMITS)
    make(path, found.role, _forms(path), "f1", LIMITS)
    return found.sha512


def forms_alone(path: Path) -> str:
    """In a child: the same pyramid and thumbnails as libvips makes them, straight from the photograph."""
    pyramid_alone(path)
    large = pyvips.Image.thumbnail(str(path), 1000, height=1000, size="down").copy_memory()
    large.jpegsave(str(_forms(path) / "large.jpg"), Q=82, keep="none")
    large.thumbnail_image(400).jpegsave(str(_forms(path) / "small.jpg"), Q=82, keep="none")
    return ""


def pyramid_alone(path: Path) -> str:
    """In a child: the pyramid only, with the same settings."""
    folder = _forms(path)
    folder.mkdir(parents=True, exist_ok=True)
    pyvips.Image.new_from_file(str(path), access="sequential").tiffsave(
        str(folder / "alone.tif"), tile=True, pyramid=True, tile_width=256, tile_height=256, compression="jpeg", Q=89,
        keep="none",
    )  # fmt: skip
    return ""


def memory(path: Path) -> int:
    """In a child of its own: the most memory it ever held, in megabytes, having made every form of one photograph."""
    whole(path)
    return peak_megabytes()


def peak_megabytes() -> int:
    """Not ru_maxrss: that one begins with what the parent held."""
    held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(held[1]) // 1024 if held else 0


def rate(function: Callable[[Path], str], photographs: list[Path], workers: int) -> float:
    """Photographs a second, children already started and warm."""
    outcomes: list[object] = []
    run = lambda: outcomes.extend(result for _, result in run_all(function, photographs, LIMITS, workers))  # noqa: E731
    took = seconds(run)
    if lost := [each for each in outcomes if isinstance(each, Lost)]:
        raise RuntimeError(str(lost[0]))
    return len(photographs) / took


def main() -> None:
    workers = os.cpu_count() or 1
    for size in sizes_asked(__doc__ or "", small=[24], full=[400]):
        with a_home() as home:
            photographs = [a_photograph(home / f"{n:05d}.jpg", WIDTH, HEIGHT, n) for n in range(size)]
            rate(whole, photographs[:workers], workers)  # the server that children are forked from starts once
            tasks = (whole, forms_alone, pyramid_alone)
            rounds = [[rate(task, photographs, workers) for task in tasks] for _ in range(3)]
            ours, forms, pyramid = (float(each) for each in np.median(np.array(rounds), axis=0))
            name = f"photographs of {WIDTH * HEIGHT // 10**6} megapixels, {size}"
            tell(
                Figure(
                    f"{name}, against pyramid and thumbnails by libvips",
                    ours,
                    "photographs/s",
                    forms,
                    ours / forms,
                    "≥ 0.8",
                ),
                Figure(f"{name}, against the pyramid only", ours, "photographs/s", pyramid, ours / pyramid),
            )
    for name, options in LARGE_FORMS.items():
        with a_home() as home:
            path = a_photograph(home / "large.jpg", LARGE_WIDTH, LARGE_HEIGHT, 1, **options)
            ((_, megabytes),) = run_all(memory, [path], LIMITS, 1)
            if isinstance(megabytes, Lost):
                raise RuntimeError(megabytes.text)
            figure = f"memory of a worker, 50 megapixels, {name}"
            tell(Figure(figure, megabytes, "MB", MOST_MEGABYTES, megabytes / MOST_MEGABYTES, "≤ 400 MB"))


LARGE_FORMS: dict[str, dict[str, bool]] = {
    "as it lies": {},
    "turned": {"turned": True},
    "progressive": {"progressive": True},
}


def _forms(path: Path) -> Path:
    return path.with_name(f"{path.name}-forms")


if __name__ == "__main__":
    main()
