"""Small real pictures and sounds, made on the spot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyvips

from archive.actions import accession
from archive.actions.arrivals import Arrival
from archive.model.record import File, Record
from archive.wiring import Archive
from ingest.deriving.derive import make
from ingest.identifying.checksums import checksum
from ingest.limits import Limits
from tests.builders import a_record, carried


def a_gradient(path: Path, width: int = 700, height: int = 500, **options: object) -> Path:
    """A picture whose every pixel says where it is."""
    across = np.tile(np.linspace(0, 255, width, dtype=np.uint8), (height, 1))
    down = np.tile(np.linspace(0, 255, height, dtype=np.uint8)[:, None], (1, width))
    image = pyvips.Image.new_from_array(np.dstack([across, down, np.full_like(across, 90)]), interpretation="srgb")
    image.write_to_file(str(path), **options)
    return path


def with_picture(archive: Archive, path: Path, record: Record | None = None, *, open_: bool = True) -> str:
    """A photograph taken in whole, with its served forms; gives its ARK."""
    checked = checksum(path)
    prepared = archive.settings.home / "workspace" / checked[:12]
    made, _, _ = make(path, "image", prepared, "f1", Limits())
    file = File("f1", path.name, "image/jpeg", path.stat().st_size, checked, "image")
    accession.stage(archive, path, checked)
    batch = accession.begin(archive, "Anne", "folder", "photos", {})
    whole = record or a_record()
    arrival = Arrival(Record.from_json({**whole.to_json(), "files": [file.to_json()]}), prepared={"f1": prepared})
    (outcome,) = accession.deposit(archive, batch, [arrival], open_=open_)
    accession.finish(archive, batch, {"added": 1})
    carried(archive)
    assert made.width
    return outcome.ark
