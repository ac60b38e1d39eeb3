"""Tiles as they lie in a pyramid: the same pixels as the pyramid's own, and never a broken one."""

from __future__ import annotations

import json
import os
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pytest
import pyvips
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.images.pyramid import EDGE_TABLE, EDGES, PYRAMID, TILE_PIXELS, levels
from archive.images.render import render
from archive.images.request import read_request
from archive.images.tiles import Pyramid, PyramidDamaged, Pyramids
from ingest.deriving.derive_image import write_forms

#: How far a pixel may be from the pyramid's own, where its tile was encoded once more, mean and most.
MEAN, MOST = 3.0, 60


def a_picture(width: int, height: int, bands: int = 3, shift: int = 0) -> pyvips.Image:
    """Soft waves whose every pixel says where it is."""
    across, down = np.meshgrid(np.arange(width), np.arange(height))
    channels = [127 + 120 * np.sin((across * a + down * b + shift) / 90) for a, b in ((1, 0), (0, 1), (1, 1))][:bands]
    pixels = np.dstack(channels).astype(np.uint8)
    return pyvips.Image.new_from_array(pixels, interpretation="srgb" if bands == 3 else "b-w")


def pixels_of(jpeg: bytes) -> npt.NDArray[np.int16]:
    image = pyvips.Image.new_from_buffer(jpeg, "", fail_on="warning")
    shown: npt.NDArray[np.int16] = image.numpy().reshape(image.height, image.width, image.bands).astype(np.int16)
    return shown


def stored_pixels(folder: Path, number: int, left: int, top: int, width: int, height: int) -> npt.NDArray[np.int16]:
    """What the pyramid holds there, its last column and row repeated where the tile is one pixel larger."""
    image = pyvips.Image.tiffload(str(folder / PYRAMID), page=number)
    whole = image.numpy().reshape(image.height, image.width, image.bands)
    padded = np.pad(whole, ((0, 1), (0, 1), (0, 0)), mode="edge")
    cut: npt.NDArray[np.int16] = padded[top : top + height, left : left + width].astype(np.int16)
    return cut


@pytest.fixture(scope="module")
def pictures() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.parametrize(
    ("width", "height", "bands"),
    [
        (1, 1, 3), (256, 256, 3), (257, 256, 1), (511, 513, 3), (512, 512, 3), (1023, 511, 3), (1025, 770, 1), (700, 500, 3),
        (1, 1100, 3), (1100, 3, 3), (5, 2000, 1), (1537, 1025, 3),
    ],
)  # fmt: skip
def test_every_tile_of_a_pyramid_shows_what_the_pyramid_holds(
    tmp_path: Path, width: int, height: int, bands: int
) -> None:
    write_forms(a_picture(width, height, bands), tmp_path)
    pyramid = Pyramid(tmp_path, width, height)
    for number, level in enumerate(levels(width, height)):
        for row in range(level.rows):
            for column in range(level.columns):
                assert_tile_is_as_stored(pyramid, tmp_path, number, column, row)


def assert_tile_is_as_stored(pyramid: Pyramid, folder: Path, number: int, column: int, row: int) -> None:
    level = pyramid.levels[number].level
    tile = pyramid.tile(level.scale, column, row)
    assert tile is not None
    shown = pixels_of(tile)
    wide, high = level.tile_size(column, row)
    assert shown.shape[:2] == (high, wide)
    expected = stored_pixels(folder, number, column * TILE_PIXELS, row * TILE_PIXELS, wide, high)
    off = np.abs(shown - expected)
    assert off.mean() <= MEAN
    assert off.max() <= MOST
    if not level.is_edge(column, row):
        assert not off.any(), "a tile within is the very bytes of the pyramid"


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 900), st.integers(1, 900), st.data())
def test_a_tile_asked_at_random_is_as_the_pyramid_has_it(width: int, height: int, data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_forms(a_picture(width, height), folder)
        pyramid = Pyramid(folder, width, height)
        number = data.draw(st.integers(0, len(pyramid.levels) - 1))
        level = pyramid.levels[number].level
        column, row = data.draw(st.integers(0, level.columns - 1)), data.draw(st.integers(0, level.rows - 1))
        assert_tile_is_as_stored(pyramid, folder, number, column, row)


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_levels_halve_until_one_fits_in_a_tile_or_is_one_pixel_thin(width: int, height: int) -> None:
    found = levels(width, height)
    assert (found[0].width, found[0].height) == (width, height)
    assert [level.scale for level in found] == [1 << number for number in range(len(found))]
    assert all(min(level.stored_width, level.stored_height) >= 1 for level in found)
    last = found[-1]
    assert max(last.stored_width, last.stored_height) <= TILE_PIXELS or min(last.stored_width, last.stored_height) == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_forms(a_picture(900, 700), tmp_path / "f1")
    return tmp_path / "f1"


@pytest.mark.parametrize(
    "place", [(0, 0, 0), (3, 0, 0), (-1, 0, 0), (64, 0, 0), (1, 4, 0), (1, 0, 3), (1, -1, 0), (2, 2, 0)]
)
def test_a_tile_outside_the_pyramid_is_none(folder: Path, place: tuple[int, int, int]) -> None:
    assert Pyramid(folder, 900, 700).tile(*place) is None


def test_a_pyramid_that_is_missing_a_part_is_damaged(folder: Path) -> None:
    for name in (PYRAMID, EDGES, EDGE_TABLE):
        lacking = folder.with_name(f"without-{name}")
        shutil.copytree(folder, lacking)
        (lacking / name).unlink()
        with pytest.raises(PyramidDamaged):
            Pyramid(lacking, 900, 700)


@pytest.mark.parametrize("kept", [0, 1, 7, 8, 200, 0.3, 0.6, 0.9, 0.999])
def test_a_pyramid_cut_short_is_damaged_when_opened_or_asked(folder: Path, kept: float) -> None:
    path = folder / PYRAMID
    size = path.stat().st_size
    os.truncate(path, int(kept if kept >= 1 or kept == 0 else kept * size))
    with pytest.raises(PyramidDamaged):
        every_tile(Pyramid(folder, 900, 700))


def test_edges_cut_short_are_damaged(folder: Path) -> None:
    os.truncate(folder / EDGES, 100)
    with pytest.raises(PyramidDamaged):
        every_tile(Pyramid(folder, 900, 700))


@pytest.mark.parametrize("table", [b"", b"[]", b"{}", b'{"0/3/0": 5}', b"null", b"\xff"])
def test_an_edge_table_of_nonsense_is_damaged(folder: Path, table: bytes) -> None:
    (folder / EDGE_TABLE).write_bytes(table)
    with pytest.raises(PyramidDamaged):
        Pyramid(folder, 900, 700)


def test_an_edge_table_that_lacks_a_tile_is_damaged(folder: Path) -> None:
    table = json.loads((folder / EDGE_TABLE).read_bytes())
    table.popitem()
    (folder / EDGE_TABLE).write_text(json.dumps(table))
    with pytest.raises(PyramidDamaged):
        Pyramid(folder, 900, 700)


def test_a_pyramid_of_another_size_is_damaged(folder: Path) -> None:
    with pytest.raises(PyramidDamaged):
        Pyramid(folder, 3000, 2000)


def test_a_chain_of_levels_that_turns_in_a_circle_is_damaged(folder: Path) -> None:
    path = folder / PYRAMID
    content = bytearray(path.read_bytes())
    (first,) = struct.unpack_from("<I", content, 4)
    (count,) = struct.unpack_from("<H", content, first)
    struct.pack_into("<I", content, first + 2 + count * 12, first)
    path.write_bytes(content)
    with pytest.raises(PyramidDamaged):
        Pyramid(folder, 900, 700)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=20), st.booleans())
def test_a_pyramid_with_bytes_changed_is_damaged_or_serves_tiles(
    pictures: Path, changes: list[tuple[int, int]], at_the_end: bool
) -> None:
    sound, hurt = pictures / "sound", pictures / "hurt"
    if not sound.exists():
        write_forms(a_picture(520, 300), sound)
        shutil.copytree(sound, hurt)
    content = bytearray((sound / PYRAMID).read_bytes())
    for place, value in changes:  # a TIFF of libvips has its header first and its directories last
        content[-1 - place % len(content) if at_the_end else place % 8] = value
    (hurt / PYRAMID).write_bytes(content)
    try:
        tiles = every_tile(Pyramid(hurt, 520, 300))
    except PyramidDamaged:
        return
    assert all(tile.startswith(b"\xff\xd8") for tile in tiles)


def every_tile(pyramid: Pyramid) -> list[bytes]:
    places = (
        (stored.level.scale, column, row)
        for stored in pyramid.levels
        for row in range(stored.level.rows)
        for column in range(stored.level.columns)
    )
    return [tile for place in places if (tile := pyramid.tile(*place))]


def test_a_replaced_folder_is_noticed(folder: Path) -> None:
    pyramids = Pyramids()
    before = pyramids.at(folder, 900, 700).tile(1, 0, 0)
    write_forms(a_picture(900, 700, shift=140), folder.with_name("new"))
    shutil.rmtree(folder)
    folder.with_name("new").rename(folder)
    after = pyramids.at(folder, 900, 700).tile(1, 0, 0)
    assert before != after
    assert_tile_is_as_stored(pyramids.at(folder, 900, 700), folder, 0, 0, 0)


def test_a_rendition_of_a_replaced_folder_shows_the_new_pixels(folder: Path) -> None:
    request = read_request("full", "300,", "0", "default.png", width=900, height=700, max_pixels=10**6)
    before = render(folder, 900, 700, request)
    write_forms(a_picture(900, 700, shift=140), folder)
    assert render(folder, 900, 700, request) != before


def test_a_folder_that_is_gone_is_damaged_though_it_was_open(folder: Path) -> None:
    pyramids = Pyramids()
    pyramids.at(folder, 900, 700)
    shutil.rmtree(folder)
    with pytest.raises(PyramidDamaged):
        pyramids.at(folder, 900, 700)


def test_few_pyramids_are_kept_open_at_a_time(folder: Path) -> None:
    def opened() -> int:
        return len(os.listdir("/proc/self/fd"))

    pyramids = Pyramids(most=2)
    folders = [folder]
    for number in range(4):
        folders.append(folder.with_name(f"g{number}"))
        shutil.copytree(folder, folders[-1])
    before = opened()
    for each in folders:
        assert pyramids.at(each, 900, 700).tile(1, 0, 0)
    assert opened() - before <= 2 * 2
