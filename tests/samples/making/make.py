"""Make the sample collection again: `python tests/samples/making/make.py [sheet] [prints] [documents] [voices] [film]`.

Everything is invented here: prints from vectors, documents from text, voices from free engines. See README.md for what it needs.
"""

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import documents
import film
import press
import sheet
import voices

HERE = Path(__file__).parent
SAMPLES = HERE.parent

SCENES = {
    "crane_and_hill": "grue-et-butte",
    "quay": "quai-valise",
    "bakery_queue": "queue-du-samedi",
    "tower_at_night": "tour-la-nuit",
    "kitchen_table": "table-de-cuisine",
    "cafe_front": "cafe-du-quai",
    "frieze": "frise-une-rive-lautre",
}


def make_sheet() -> None:
    """records.csv from the descriptions."""
    print(sheet.write_sheet(HERE / "texts", SAMPLES / "records.csv"), "records")


def make_prints(only: tuple[str, ...] = tuple(SCENES)) -> None:
    """Every print, drawn, inked and saved as JPEG."""
    for scene in only:
        block = importlib.import_module(f"scenes.{scene}").draw()
        target = SAMPLES / "prints" / f"{SCENES[scene]}.jpg"
        size = press.save(press.printed(block, *press.sheet_size(block)), target, 72 if scene == "frieze" else 80)
        print(f"{target.name}: {size / 1e6:.2f} MB")


def make_documents() -> None:
    """The letter and the PDF documents."""
    documents.make_all(HERE / "texts", SAMPLES / "documents")


def make_voices() -> None:
    """The interviews and their transcripts."""
    for name in voices.HEARD:
        voices.make_voices(HERE / "texts", SAMPLES / "voices", name)


def make_film() -> None:
    """The walk along the frieze."""
    film.make_film(HERE / "texts", SAMPLES)


STEPS: dict[str, Callable[[], None]] = {
    "sheet": make_sheet,
    "prints": make_prints,
    "documents": make_documents,
    "voices": make_voices,
    "film": make_film,
}

if __name__ == "__main__":
    for step in sys.argv[1:] or STEPS:
        started = time.monotonic()
        STEPS[step]()
        print(f"{step}: {time.monotonic() - started:.0f} s")
