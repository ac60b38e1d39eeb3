"""Files made to do harm pass the real stages in real children: each costs itself, the others come in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest.derive import make
from ingest.identify import identify
from ingest.limits import Limits
from ingest.refused import FileRefused
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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight honest photographs and seven traps."""
    for number in range(8):
        a_photograph(tmp_path / f"honest-{number}.jpg", number + 1, pixels=four_corners(90, 60))
    a_pdf_that_draws_itself(tmp_path / "trap-draws-itself.pdf")
    a_pdf(tmp_path / "trap-endless.pdf", "un", declared=100_000, kids="2 0 R")
    a_pdf(tmp_path / "trap-lies.pdf", "un", declared=1999)
    a_png_that_declares(tmp_path / "trap-gigapixels.png", 60_000, 60_000)
    a_png_that_declares(tmp_path / "trap-hollow.png", 15_000, 15_000)
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
