"""The sample collection in an archive of its own, on each engine: its sheet, its transcripts, and a speck in place of each
picture, so that what it says can be asked without drawing or recording anything."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image

from archive.wiring import Archive
from ingest.batch import Asked, start
from ingest.telling.progress import Unwatched
from tests.builders import an_archive, carried

SAMPLES = Path(__file__).parent
ENGINES = ("embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch))


@pytest.fixture(scope="module", params=ENGINES)
def collection(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("collection")
    server = {}
    if request.param == "elastic":
        server = {"search_url": request.getfixturevalue("elastic_url"), "search_name": f"samples-{uuid4().hex}"}
    archive = an_archive(folder / "home", **server)
    start(archive, Asked(str(_sheet_without_media(folder))), "Anne", Unwatched())
    carried(archive)
    yield archive
    archive.close()


def _sheet_without_media(folder: Path) -> Path:
    with (SAMPLES / "records.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    for number, record in enumerate(records):
        names = record["files"].split("|")
        record["files"] = "|".join(name for name in names if name.endswith((".vtt", ".jpg", ".png")))
        for name in filter(None, record["files"].split("|")):
            (folder / name).parent.mkdir(exist_ok=True)
            if name.endswith(".vtt"):
                shutil.copy(SAMPLES / name, folder / name)
            else:
                Image.new("L", (8, 8), number).save(folder / name)
    sheet = folder / "records.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, list(records[0]))
        written.writeheader()
        written.writerows(records)
    return sheet
