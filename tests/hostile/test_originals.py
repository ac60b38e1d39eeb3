"""Files made to do harm pass the real stages in real children: each costs itself, the others come in."""

from __future__ import annotations

import shutil
from pathlib import Path
from struct import pack

import pytest
from PIL import Image

from ingest.deriving.derive import make
from ingest.identifying.identify import identify
from ingest.identifying.refused import FileRefused
from ingest.limits import Limits
from ingest.workers import Lost, run_all
from tests.originals import a_pdf, a_pdf_that_draws_itself, a_photograph, a_png_that_declares, cut_short, four_corners

#: Small enough to be quick, large enough for honest files on a busy machine.
LIMITS = Limits(seconds=20, memory_bytes=1_500_000_000)


def taken(path: Path) -> str:
    """In a child: a file through the stages that read it."""
    try:
        found = identify(path, LIMITS)
        make(path, found.role, path.with_name(f"{path.name}-forms"), "f1", LIMITS)
    except FileRefused as refusal:
        return f"refused: {refusal.text}"
    return "taken"


def traps_of_other_formats(folder: Path) -> None:
    """Headers that declare gigapixels or pixels that never come, a list of pictures that goes round, drawings with scripts."""
    Image.fromarray(four_corners(60, 40)).save(folder / "small.jp2")
    boxed = bytearray((folder / "small.jp2").read_bytes())
    for name, place in (("box", boxed.find(b"ihdr") + 4), ("stream", boxed.find(b"\xff\x51") + 6)):
        lying = bytearray(boxed)
        lying[place : place + 8] = pack(">II", 60_000, 60_000)
        (folder / f"trap-{name}.jp2").write_bytes(lying)
    (folder / "small.jp2").unlink()
    for name, height in (("hollow", 7000), ("gigapixels", 300_000), ("upside", -(2**31))):
        header = pack("<2sIIIIiiHHIIiiII", b"BM", 54, 0, 54, 40, 7000, height, 1, 24, 0, 0, 0, 0, 0, 0)
        (folder / f"trap-{name}.bmp").write_bytes(header)
    Image.new("1", (40_000, 40_000)).save(folder / "trap-gigapixels.tif", compression="group4")
    tags = pack("<HHIHHHHIHH", 256, 3, 1, 8, 0, 257, 3, 1, 8, 0)
    (folder / "trap-round.tif").write_bytes(b"II*\x00\x08\x00\x00\x00\x02\x00" + tags + pack("<I", 8) + bytes(60))
    (folder / "trap-drawing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    (folder / "trap-drawing.png").write_text('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>')
    (folder / "trap-hollow.heic").write_bytes(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(4000))
    (folder / "trap-empty.jpg").write_bytes(b"")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight honest photographs and many traps."""
    for number in range(8):
        a_photograph(tmp_path / f"honest-{number}.jpg", number + 1, pixels=four_corners(90, 60))
    a_pdf_that_draws_itself(tmp_path / "trap-draws-itself.pdf")
    a_pdf(tmp_path / "trap-endless.pdf", "un", declared=100_000, kids="2 0 R")
    a_pdf(tmp_path / "trap-lies.pdf", "un", declared=1999)
    a_png_that_declares(tmp_path / "trap-gigapixels.png", 60_000, 60_000)
    a_png_that_declares(tmp_path / "trap-hollow.png", 15_000, 15_000)
    traps_of_other_formats(tmp_path)
    (tmp_path / "trap-script.jpg").write_text("<script>alert(1)</script>")
    shutil.move(cut_short(tmp_path / "honest-0.jpg"), tmp_path / "trap-cut.jpg")
    return tmp_path


def test_every_trap_costs_itself_and_nothing_else(folder: Path) -> None:
    files = sorted(path for path in folder.iterdir() if path.is_file())
    outcomes = dict(run_all(taken, files, LIMITS, workers=2))
    assert set(outcomes) == set(files)
    for path, outcome in outcomes.items():
        if path.name.startswith("honest"):
            assert outcome == "taken", path.name
        else:
            assert isinstance(outcome, Lost) or outcome.startswith("refused"), path.name
    outside = [path for path in folder.rglob("*") if path.is_file() and path not in files]
    assert not [path for path in outside if not path.relative_to(folder).parts[0].endswith("-forms")]
