"""Make the sample collection again: `python tests/samples/making/make.py [sheet] [prints] [documents] [voices] [films]`.

Everything is invented here: prints from vectors, documents from text, voices from free engines. See README.md for what it needs.
"""

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import documents
import film
import pockets
import press
import sheet
import voices

HERE = Path(__file__).parent
SAMPLES = HERE.parent

# Each print: the module under scenes/, the function that draws it, the file it becomes.
SCENES = {
    "grue-et-butte": ("crane_and_hill", "draw"),
    "quai-valise": ("quay", "draw"),
    "queue-du-samedi": ("bakery_queue", "draw"),
    "tour-la-nuit": ("tower_at_night", "draw"),
    "table-de-cuisine": ("kitchen_table", "draw"),
    "cafe-du-quai": ("cafe_front", "draw"),
    "frise-une-rive-lautre": ("frieze", "draw"),
    "classe-guillou": ("rooms", "classroom"),
    "chambre-14": ("rooms", "hostel"),
    "emballage-1913": ("rooms", "packing_biscuits"),
    "mise-en-boite": ("rooms", "packing_sardines"),
    "belote-du-mercredi": ("rooms", "cards"),
    "onze-de-dos": ("outdoors", "team"),
    "noce-a-trentemoult": ("outdoors", "wedding"),
    "lancement-hirondelle": ("outdoors", "launching"),
    "jardins-des-maisons-de-bois": ("outdoors", "gardens"),
    "talensac": ("outdoors", "herbs"),
    "premier-tramway": ("outdoors", "tram"),
    "muguet": ("outdoors", "lilies"),
    "on-demande-des-ouvrieres": ("posters", "hiring"),
    "tournoi-des-lauriers": ("posters", "tournament"),
    "ferme-le-lundi": ("posters", "closed_monday"),
    "tet-at-suu": ("posters", "tet"),
    "nuit-du-makossa": ("posters", "makossa"),
    "egalite-des-droits": ("posters", "equality"),
    "cours-du-soir": ("posters", "evening_class"),
    "couvercle-sardine": ("posters", "tin_lid"),
    "plan-quartiers": ("plans", "districts"),
    "plan-hirondelle": ("plans", "crossings"),
    "carte-des-departs": ("plans", "departures"),
}
FIRST_SEVEN = tuple(SCENES)[:7]  # printed a little finer


def make_sheet() -> None:
    """records.csv from the descriptions."""
    print(sheet.write_sheet(HERE / "texts", SAMPLES / "records.csv"), "records")


def make_prints(only: tuple[str, ...] = tuple(SCENES)) -> None:
    """Every print, drawn, inked and saved as JPEG."""
    for name in only:
        module, function = SCENES[name]
        block = getattr(importlib.import_module(f"scenes.{module}"), function)()
        target = SAMPLES / "prints" / f"{name}.jpg"
        quality = 70 if module == "frieze" else 80 if name in FIRST_SEVEN else 74
        size = press.save(press.printed(block, *press.sheet_size(block)), target, quality)
        print(f"{target.name}: {size / 1e6:.2f} MB")


def make_documents() -> None:
    """The letter, the PDF documents, and what was in the pockets."""
    documents.make_all(HERE / "texts", SAMPLES / "documents")
    pockets.make_pockets(SAMPLES / "documents")


def make_voices() -> None:
    """The interviews and their transcripts."""
    for name in voices.HEARD:
        voices.make_voices(HERE / "texts", SAMPLES / "voices", name)


def make_films() -> None:
    """The filmed interviews, and the walk along the frieze."""
    for name in voices.SEEN:
        film.make_film(HERE / "texts", SAMPLES, name)


STEPS: dict[str, Callable[[], None]] = {
    "sheet": make_sheet,
    "prints": make_prints,
    "documents": make_documents,
    "voices": make_voices,
    "films": make_films,
}

if __name__ == "__main__":
    for step in sys.argv[1:] or STEPS:
        started = time.monotonic()
        STEPS[step]()
        print(f"{step}: {time.monotonic() - started:.0f} s")
