"""The IIIF community's own validator, run over a real server: Image API 3.0, level 2."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from iiif_validator.validator import ValidationInfo
from PIL import Image

from archive.model import ark as arks
from archive.wiring import Archive
from tests.pictures import with_picture
from tests.serving import served

SQUARES, SIDE = 10, 100


def the_validators_picture(path: Path) -> Path:
    """Ten by ten squares of the colours that the validator expects."""
    image = Image.new("RGB", (SQUARES * SIDE, SQUARES * SIDE))
    for column, colours in enumerate(ValidationInfo().colorInfo):
        for row, colour in enumerate(colours):
            image.paste(tuple(colour), (column * SIDE, row * SIDE, (column + 1) * SIDE, (row + 1) * SIDE))
    image.save(path)
    return path


@pytest.mark.long
def test_every_test_of_level_2_of_image_3_passes(archive: Archive, tmp_path: Path) -> None:
    naan, name = arks.split(with_picture(archive, the_validators_picture(tmp_path / "squares.png")))
    command = Path(sys.executable).with_name("iiif-validate.py")
    with served(archive.settings.home) as base:
        done = subprocess.run(
            [sys.executable, command, "-s", base.removeprefix("http://"), "-p", f"iiif/3/{naan}/{name}", "-i", "f1",
             "--version=3.0", "--level=2", "-v"],
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
    counted = re.search(r"Done \((\d+) tests, (\d+) failures\)", done.stdout + done.stderr)
    assert counted is not None, done.stdout + done.stderr
    assert (int(counted[1]), int(counted[2])) == (33, 0), done.stdout + done.stderr
