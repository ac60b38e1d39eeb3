"""The pictures of a TIFF: each leaf a page, copies apart, a list that goes round refused, nonsense read as nothing."""

from __future__ import annotations

import contextlib
from pathlib import Path
from struct import pack

import numpy as np
import pytest
import pyvips
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, TiffImagePlugin

from archive.model.derived import DERIVED, Derived
from ingest.deriving.derive import make
from ingest.identifying.identify import identify
from ingest.identifying.refused import FileRefused
from ingest.identifying.wholeness import missing_bytes
from ingest.limits import Limits
from ingest.reading.read_tiff import leaves, pictures
from tests.originals import cut_short

COLOURS = ((200, 30, 30), (30, 160, 40), (40, 50, 200))


def a_letter(path: Path, **ways: str) -> Path:
    first, *others = (Image.new("RGB", (320, 200 + 40 * number), colour) for number, colour in enumerate(COLOURS))
    first.save(path, save_all=True, append_images=others, **ways)
    return path


def derived(master: Path, **limits: int) -> tuple[Derived, Path]:
    folder = master.with_name(f"{master.name}-forms")
    return make(master, identify(master, Limits()).role, folder, "f1", Limits(**limits))[0], folder


@pytest.mark.parametrize("ways", [{}, {"compression": "tiff_lzw"}, {"compression": "jpeg"}, {"compression": "tiff_deflate"}])
def test_every_picture_of_a_letter_is_a_page(tmp_path: Path, ways: dict[str, str]) -> None:
    made, folder = derived(a_letter(tmp_path / "a.tif", **ways))
    assert (made.kind, made.pages, made.page_sizes) == ("pages", 3, ((320, 200), (320, 240), (320, 280)))
    for number, colour in enumerate(COLOURS, start=1):
        page = folder / "pages" / f"{number:04d}"
        assert Derived.from_json((page / DERIVED).read_bytes()).width == 320
        assert (page / "pyramid.tif").stat().st_size
        shown = pyvips.Image.new_from_file(str(page / "thumb-400.jpg")).getpoint(100, 100)
        assert np.abs(np.array(shown) - np.array(colour)).max() <= 8
    assert (folder / "thumb-400.jpg").read_bytes() == (folder / "pages/0001/thumb-400.jpg").read_bytes()


def test_a_page_of_one_bit_and_one_of_sixteen_come_out_alike(tmp_path: Path) -> None:
    with TiffImagePlugin.AppendingTiffWriter(str(tmp_path / "a.tif"), True) as file:
        for leaf in (
            Image.new("1", (90, 60), 1), Image.fromarray(np.full((60, 90), 40_000, np.uint16)), Image.new("CMYK", (90, 60))
        ):  # fmt: skip
            leaf.save(file, format="TIFF", compression="group4" if leaf.mode == "1" else None)
            file.newFrame()
    made, folder = derived(tmp_path / "a.tif")
    assert made.page_sizes == ((90, 60),) * 3
    shades = [
        pyvips.Image.new_from_file(str(folder / f"pages/{number:04d}/thumb-400.jpg")).getpoint(40, 30)[0] for number in (1, 2, 3)
    ]
    assert shades == pytest.approx([255, 156, 255], abs=3)


def test_each_page_is_upright(tmp_path: Path) -> None:
    turned = TiffImagePlugin.ImageFileDirectory_v2()
    turned[0x0112] = 6
    Image.new("RGB", (60, 40)).save(
        tmp_path / "a.tif", save_all=True, append_images=[Image.new("RGB", (60, 40))], tiffinfo=turned
    )
    assert set(derived(tmp_path / "a.tif")[0].page_sizes) == {(40, 60)}


def test_a_pyramid_is_one_picture(tmp_path: Path) -> None:
    pyvips.Image.black(1000, 701, bands=3).tiffsave(str(tmp_path / "a.tif"), tile=True, pyramid=True, compression="deflate")
    assert leaves(tmp_path / "a.tif") == (0,)
    pyvips.Image.black(1000, 701).tiffsave(str(tmp_path / "b.tif"), tile=True, pyramid=True, bigtiff=True)
    assert leaves(tmp_path / "b.tif") == (0,)


def test_a_small_leaf_among_large_ones_is_a_leaf(tmp_path: Path) -> None:
    Image.new("L", (2480, 3508)).save(tmp_path / "a.tif", save_all=True, append_images=[Image.new("L", (1200, 700))])
    assert leaves(tmp_path / "a.tif") == (0, 1)


@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_a_letter_whose_last_leaf_is_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    with pytest.raises(FileRefused):
        derived(cut_short(a_letter(tmp_path / "a.tif"), share))


@pytest.mark.parametrize("next_at", [8, 60])
def test_a_list_of_pictures_that_goes_round_is_refused(tmp_path: Path, next_at: int) -> None:
    tags = pack("<HHIHHHHIHH", 256, 3, 1, 8, 0, 257, 3, 1, 8, 0)
    (tmp_path / "a.tif").write_bytes(
        b"II*\x00\x08\x00\x00\x00" + b"\x02\x00" + tags + pack("<I", 60) + bytes(22)
        + b"\x02\x00" + tags + pack("<I", next_at) + bytes(100)
    )  # fmt: skip
    with pytest.raises(FileRefused, match="tourne en rond"):
        identify(tmp_path / "a.tif", Limits())


def test_a_letter_has_as_many_pages_as_the_limit_at_most(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="3 images"):
        derived(a_letter(tmp_path / "a.tif"), max_pages=2)


def test_a_damaged_page_is_refused_by_its_number(tmp_path: Path) -> None:
    content = bytearray(a_letter(tmp_path / "a.tif", compression="tiff_deflate").read_bytes())
    with (tmp_path / "a.tif").open("rb") as file:
        *_, last = pictures(file)
    content[last.ends - 120 : last.ends] = bytes(120)
    (tmp_path / "a.tif").write_bytes(content)
    with pytest.raises(FileRefused, match="Page 3"):
        derived(tmp_path / "a.tif")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=20), st.integers(0, 4000), st.booleans())
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], kept: int, big: bool
) -> None:
    folder = tmp_path_factory.getbasetemp()
    whole = folder / f"whole-{big}.tif"
    if not whole.exists():
        pyvips.Image.black(40, 30).tiffsave(str(whole), bigtiff=big, pyramid=True, tile=True, tile_width=16, tile_height=16)
    content = bytearray(whole.read_bytes())
    for place, value in changes:
        content[place % len(content)] = value
    (folder / "hurt.tif").write_bytes(content[: kept or len(content)])
    with contextlib.suppress(FileRefused):
        assert len(leaves(folder / "hurt.tif")) >= 1
        assert missing_bytes(folder / "hurt.tif", "image/tiff") >= 0
