"""Whatever bytes come as a picture: taken, or refused with words; never anything else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ingest.deriving.derive import make
from ingest.identifying.identify import identify
from ingest.identifying.media_types import ROLES, media_type_of
from ingest.identifying.refused import FileRefused
from ingest.limits import Limits
from tests.hostile.fuzz_pictures import READERS

CHECKOUT = Path(__file__).resolve().parents[2]
LIMITS = Limits(max_pixels=1_000_000)
fuzzing = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([b"", b"BM", b"II*\x00", b"\xff\xd8\xff", b"\x00\x00\x00\x18ftyp", b"\xffO\xffQ", b"GIF89a"]),
    st.binary(max_size=80),
)
def test_any_beginning_is_of_a_type_with_a_role_or_of_none(start: bytes, rest: bytes) -> None:
    found = media_type_of("a.jpg", start + rest)
    assert found is None or found in ROLES


@fuzzing
@given(
    st.sampled_from(["a.jpg", "b.jpg", "a.bmp", "a.jp2", "a.gif", "a.webp", "a.png", "a.tif"]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12), st.integers(0, 9000),
)  # fmt: skip
def test_a_picture_with_bytes_spoilt_goes_in_or_is_refused(
    tmp_path: Path, name: str, changes: list[tuple[int, int]], kept: int
) -> None:
    whole = tmp_path / name
    if not whole.exists():
        noise = np.random.default_rng(1).integers(0, 256, (40, 60, 3), dtype=np.uint8)
        more: dict[str, Any] = {"progressive": True} if name == "b.jpg" else {}
        Image.fromarray(noise).save(whole, **more)
    content = bytearray(whole.read_bytes())
    for place, value in changes:
        content[place % len(content)] = value
    hurt = tmp_path / f"hurt-{name}"
    hurt.write_bytes(content[: kept or None])
    try:
        made, *_ = make(hurt, identify(hurt, LIMITS).role, tmp_path / "forms", "f1", LIMITS)
    except FileRefused as refusal:
        if not (refusal.text and refusal.remedy):
            raise
        return
    assert made.width > 0 or made.pages > 0


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("reader", READERS)
def test_two_minutes_of_ever_deeper_input_break_no_reader(reader: str) -> None:
    pytest.importorskip("atheris", reason="atheris installs on some systems only")
    command = [sys.executable, "-m", "tests.hostile.fuzz_pictures", reader, "120"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
