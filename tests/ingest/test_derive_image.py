"""Images for the web: upright, in sRGB on white, without a byte of what the camera wrote; or refused in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import pyvips
from PIL import Image, ImageCms

from archive.images.pyramid import PYRAMID, levels
from archive.images.tiles import Pyramid
from ingest.deriving.derive_image import derive_image
from ingest.identifying.identify import identify
from ingest.identifying.refused import FileRefused
from ingest.limits import Limits
from tests.originals import (
    CORNERS,
    LATITUDE,
    LONGITUDE,
    a_photograph,
    a_png_that_declares,
    cut_short,
    four_corners,
    sample,
)

RED = (200, 30, 60)
#: How far a colour may be from what was meant, after two conversions and JPEG.
NEAR = 12
FORMS = {"pyramid.tif", "edges.bin", "edges.json", "thumb-400.jpg", "thumb-1000.jpg"}


def derived(master: Path, **limits: int) -> tuple[int, int, Path]:
    folder = master.with_name(f"{master.name}-forms")
    width, height = derive_image(master, folder, Limits(**limits))
    return width, height, folder


def identified_and_derived(master: Path) -> None:
    identify(master, Limits())
    derived(master)


def pixels(folder: Path, name: str = PYRAMID) -> npt.NDArray[np.int16]:
    image = pyvips.Image.new_from_file(str(folder / name))
    shown: npt.NDArray[np.int16] = image.numpy().reshape(image.height, image.width, image.bands).astype(np.int16)
    return shown


def corners_of(shown: npt.NDArray[np.int16], width: int, height: int) -> list[npt.NDArray[np.int16]]:
    return [shown[y, x] for y in (height // 4, height * 3 // 4) for x in (width // 4, width * 3 // 4)]


def plain(colour: tuple[int, ...] = RED, size: tuple[int, int] = (120, 90)) -> npt.NDArray[np.uint8]:
    return np.full((size[1], size[0], len(colour)), colour, np.uint8)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", [".jpg", ".tif"])
def test_a_photograph_is_upright_however_the_camera_was_held(tmp_path: Path, orientation: int, suffix: str) -> None:
    width, height, folder = derived(a_photograph(tmp_path / f"a{suffix}", orientation))
    assert (width, height) == (360, 240)
    for name in (PYRAMID, "thumb-400.jpg"):
        for seen, meant in zip(corners_of(pixels(folder, name), width, height), CORNERS, strict=True):
            assert np.abs(seen - np.array(meant)).max() <= NEAR


@pytest.mark.parametrize("shape", ["landscape", "portrait"])
def test_the_eight_sample_orientations_look_alike(tmp_path: Path, shape: str) -> None:
    seen = []
    for orientation in range(1, 9):
        master = sample(f"06-photos-exif/orientation/{shape}_{orientation}.jpg")
        folder = tmp_path / str(orientation)
        derive_image(master, folder, Limits())
        seen.append(pixels(folder, "thumb-400.jpg"))
    for other in seen[1:]:
        assert other.shape == seen[0].shape
        assert np.abs(other - seen[0]).mean() < 12


def every_colour(folder: Path) -> dict[str, Path]:
    """The same red by many ways of writing it."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red = Image.fromarray(plain())
    deep = np.full((90, 120, 3), [value * 257 for value in RED], np.uint16)
    clear = Image.fromarray(np.dstack([plain(), np.full((90, 120), 255, np.uint8)]))
    ways: dict[str, tuple[Any, dict[str, Any]]] = {
        "rgb.jpg": (red, {}), "palette.png": (red.convert("P", palette=Image.Palette.ADAPTIVE), {}), "opaque.png": (clear, {}),
        "palette.gif": (red.convert("P", palette=Image.Palette.ADAPTIVE), {}), "rgb.webp": (red, {"quality": 95}),
        "profiled.jpg": (red, {"icc_profile": srgb}), "garbage-profile.jpg": (red, {"icc_profile": b"nonsense" * 40}),
        "short-profile.jpg": (red, {"icc_profile": srgb[:200]}), "cmyk-profile.jpg": (red, {"icc_profile": cmyk_profile()}),
    }  # fmt: skip
    for name, (image, options) in ways.items():
        image.save(folder / name, **options)
    pyvips.Image.new_from_array(deep, interpretation="rgb16").pngsave(str(folder / "16-bit.png"))
    pyvips.Image.new_from_array(deep, interpretation="rgb16").tiffsave(str(folder / "16-bit.tif"))
    pyvips.Image.new_from_array(plain(), interpretation="srgb").colourspace("lab").tiffsave(str(folder / "lab.tif"))
    cmyk = pyvips.Image.new_from_array(plain(), interpretation="srgb").icc_transform("cmyk", input_profile="srgb")
    cmyk.jpegsave(str(folder / "cmyk.jpg"), Q=95, keep="icc")
    cmyk.jpegsave(str(folder / "cmyk-bare.jpg"), Q=95, keep="none")
    cmyk.tiffsave(str(folder / "cmyk.tif"), keep="none")
    wide = pyvips.Image.new_from_array(plain(), interpretation="srgb").icc_transform("p3", input_profile="srgb")
    wide.jpegsave(str(folder / "wide-gamut.jpg"), Q=95, keep="icc")
    return {path.name: path for path in sorted(folder.iterdir())}


def cmyk_profile() -> bytes:
    return bytes(pyvips.Operation.call("profile_load", "cmyk"))


def test_every_way_of_writing_a_colour_comes_out_as_8_bit_srgb(tmp_path: Path) -> None:
    for name, master in every_colour(tmp_path).items():
        _, _, folder = derived(master)
        image = pyvips.Image.new_from_file(str(folder / PYRAMID))
        assert (image.bands, image.format, image.interpretation) == (3, "uchar", "srgb"), name
        reach = 40 if "cmyk" in name and "profile" not in name else NEAR  # ink cannot print this red
        assert np.abs(pixels(folder)[45, 60] - np.array(RED)).max() <= reach, name


def test_a_wide_gamut_is_converted_not_relabelled(tmp_path: Path) -> None:
    bare = pyvips.Image.new_from_array(plain(), interpretation="srgb").icc_transform("p3", input_profile="srgb")
    stored = bare.numpy()[45, 60]
    assert np.abs(stored.astype(int) - np.array(RED)).max() > NEAR, "the numbers in the file are others"


@pytest.mark.parametrize(
    ("name", "image", "shade"),
    [
        ("gray.jpg", Image.fromarray(np.full((90, 120), 77, np.uint8)), 77),
        ("16-bit.png", Image.fromarray(np.full((90, 120), 77 * 257, np.uint16)), 77),
        ("16-bit.tif", Image.fromarray(np.full((90, 120), 77 * 257, np.uint16)), 77),
        ("white.png", Image.fromarray(np.full((90, 120), 255, np.uint8)).convert("1"), 255),
        ("fax.tif", Image.fromarray(np.zeros((90, 120), np.uint8)).convert("1"), 0),
        (
            "clear.png",
            Image.fromarray(np.dstack([np.full((90, 120), 9, np.uint8), np.zeros((90, 120), np.uint8)]), "LA"),
            255,
        ),
    ],
)
def test_gray_stays_gray_in_8_bits(tmp_path: Path, name: str, image: Image.Image, shade: int) -> None:
    image.save(tmp_path / name)
    _, _, folder = derived(tmp_path / name)
    assert pixels(folder).shape[2] == 1
    assert abs(int(pixels(folder)[45, 60, 0]) - shade) <= 2


@pytest.mark.parametrize("deep", [False, True])
def test_what_is_clear_is_laid_on_white(tmp_path: Path, deep: bool) -> None:
    clear = np.dstack([plain(), np.zeros((90, 120), np.uint8)]).astype(np.uint16) * (257 if deep else 1)
    image = pyvips.Image.new_from_array(
        clear.astype(np.uint16 if deep else np.uint8), interpretation="rgb16" if deep else "srgb"
    )
    image.pngsave(str(tmp_path / "a.png"))
    _, _, folder = derived(tmp_path / "a.png")
    assert pixels(folder)[45, 60].tolist() == [255, 255, 255]


def no_form_says(folder: Path, *words: bytes) -> None:
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(found) == FORMS
    for name, content in found.items():
        for word in (b"Exif", b"GPS", b"xmp", b"XMP", b"photoshop", b"8BIM", b"ICC_PROFILE", *words):
            assert word not in content, f"{word!r} stands in {name}"


@pytest.mark.parametrize("orientation", [1, 6])
def test_where_a_photograph_was_taken_stands_in_no_byte_of_its_forms(tmp_path: Path, orientation: int) -> None:
    master = a_photograph(tmp_path / "a.jpg", orientation, placed=True)
    told = master.read_bytes()
    assert b"Exif" in told
    assert LATITUDE.encode() in told
    width, height, folder = derived(master)
    no_form_says(folder, LATITUDE.encode(), LONGITUDE.encode(), b"Marthe", b"caf\xc3\xa9")
    pyramid = Pyramid(folder, width, height)
    for number, level in enumerate(levels(width, height)):
        tiles = [pyramid.tile(1 << number, x, y) for x in range(level.columns) for y in range(level.rows)]
        assert all(tile is not None and b"Exif" not in tile and b"\xff\xe1" not in tile[:60] for tile in tiles)


def test_the_place_in_a_phones_photograph_stands_in_no_byte_of_its_forms(tmp_path: Path) -> None:
    derive_image(sample("06-photos-exif/mobile/HMD_Nokia_8.3_5G_gps.jpg"), tmp_path / "forms", Limits())
    no_form_says(tmp_path / "forms", b"Nokia", b"60.1", b"2021:")


def test_the_first_of_several_pictures_is_shown(tmp_path: Path) -> None:
    first, second = Image.fromarray(plain()), Image.fromarray(plain((0, 0, 0)))
    first.save(tmp_path / "a.gif", save_all=True, append_images=[second])
    _, _, folder = derived(tmp_path / "a.gif")
    assert np.abs(pixels(folder)[45, 60] - np.array(RED)).max() <= NEAR


@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 900), (900, 1), (257, 300)])
def test_an_image_of_any_shape_has_all_its_forms(tmp_path: Path, width: int, height: int) -> None:
    Image.fromarray(plain(size=(width, height))).save(tmp_path / "a.png")
    found = derived(tmp_path / "a.png")
    assert found[:2] == (width, height)
    assert {path.name for path in found[2].iterdir()} == FORMS
    assert max(pixels(found[2], "thumb-400.jpg").shape[:2]) <= 400
    Pyramid(found[2], width, height)


def test_made_again_in_the_same_folder_an_image_shows_its_new_pixels(tmp_path: Path) -> None:
    for colour in (RED, (20, 40, 220)):
        Image.fromarray(plain(colour)).save(tmp_path / "a.png")
        _, _, folder = derived(tmp_path / "a.png")
        assert np.abs(pixels(folder, "thumb-400.jpg")[45, 60] - np.array(colour)).max() <= NEAR


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp", ".gif"])
@pytest.mark.parametrize("share", [0.5, 0.97])
def test_a_truncated_image_is_refused_with_words(tmp_path: Path, suffix: str, share: float) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / f"a{suffix}")
    with pytest.raises(FileRefused) as refusal:
        identified_and_derived(cut_short(tmp_path / f"a{suffix}", share))
    assert refusal.value.remedy
    assert "vips" not in refusal.value.text.lower()


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (2_000_000, 300)])
def test_an_image_that_declares_gigapixels_is_refused_by_its_header(tmp_path: Path, width: int, height: int) -> None:
    with pytest.raises(FileRefused, match="mégapixels"):
        derived(a_png_that_declares(tmp_path / "a.png", width, height))


def test_an_image_that_declares_more_than_any_reader_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        derived(a_png_that_declares(tmp_path / "a.png", 2**31 - 1, 2**31 - 1))


def test_an_image_whose_pixels_never_come_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        derived(a_png_that_declares(tmp_path / "a.png", 500, 500))


def test_a_limit_of_pixels_is_the_settings_own(tmp_path: Path) -> None:
    master = a_photograph(tmp_path / "a.jpg", pixels=four_corners(200, 100))
    assert derived(master, max_pixels=20_000)[:2] == (200, 100)
    with pytest.raises(FileRefused):
        derived(master, max_pixels=19_999)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8\xff", b"<script>alert(1)</script>", b"II*\x00\x08\x00\x00\x00", b"GIF89a"]
)
def test_what_only_begins_like_an_image_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(FileRefused):
        derived(tmp_path / "a.jpg")


def test_a_drawing_that_runs_or_fetches_is_never_opened(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'
    (tmp_path / "a.jpg").write_text(drawing)
    with pytest.raises(FileRefused):
        derived(tmp_path / "a.jpg")


@pytest.mark.parametrize("way", [{}, {"progressive": True}, {"subsampling": 0, "restart_marker_rows": 1}])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_whole_in_length_but_hurt_inside_is_refused(tmp_path: Path, mode: str, way: dict[str, Any]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    Image.fromarray(noise).convert(mode).save(tmp_path / "a.jpg", quality=90, **way)
    content = bytearray((tmp_path / "a.jpg").read_bytes())
    middle = len(content) // 2
    content[middle : middle + 400] = bytes(400)
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(FileRefused, match="abîmée"):
        identified_and_derived(tmp_path / "a.jpg")


def test_a_jpeg_that_is_merely_unusual_is_taken(tmp_path: Path) -> None:
    content = a_photograph(tmp_path / "a.jpg").read_bytes()
    (tmp_path / "padded.jpg").write_bytes(content[:-2] + bytes(64) + content[-2:] + b"trailing words of a phone")
    assert derived(tmp_path / "padded.jpg")[:2] == (360, 240)


@pytest.mark.parametrize("name", ["a.bmp", "a.jp2", "a.j2k"])
def test_pictures_of_other_readers_look_the_same(tmp_path: Path, name: str) -> None:
    Image.fromarray(four_corners()).save(tmp_path / name)
    width, height, folder = derived(tmp_path / name)
    assert {path.name for path in folder.iterdir()} == FORMS
    for seen, meant in zip(corners_of(pixels(folder), width, height), CORNERS, strict=True):
        assert np.abs(seen - np.array(meant)).max() <= NEAR


@pytest.mark.parametrize("name", ["a.bmp", "a.jp2", "a.j2k"])
@pytest.mark.parametrize("share", [0.1, 0.5])
def test_pictures_of_other_readers_cut_short_are_refused(tmp_path: Path, name: str, share: float) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / name)
    with pytest.raises(FileRefused) as refusal:
        identified_and_derived(cut_short(tmp_path / name, share))
    assert refusal.value.remedy


def test_a_bmp_that_declares_gigapixels_is_refused_by_its_header(tmp_path: Path) -> None:
    Image.fromarray(four_corners(16, 16)).save(tmp_path / "a.bmp")
    content = bytearray((tmp_path / "a.bmp").read_bytes())
    content[18:26] = (50_000).to_bytes(4, "little") * 2
    (tmp_path / "a.bmp").write_bytes(content)
    with pytest.raises(FileRefused, match="mégapixels"):
        derived(tmp_path / "a.bmp")


def test_a_phones_heic_is_upright_and_says_nothing_of_itself(tmp_path: Path) -> None:
    pytest.importorskip("pillow_heif")
    master = sample("06-photos-exif/mobile/iphone_13_pro_max_orientation6.HEIC")
    assert derive_image(master, tmp_path / "forms", Limits()) == (3024, 4032)
    no_form_says(tmp_path / "forms", b"Apple", b"iPhone", b"2022:")


#: The 24 patches of a colour chart, in sRGB: skin, sky, foliage, and the rest a photograph is judged by.
CHART = (
    (115, 82, 68), (194, 150, 130), (98, 122, 157), (87, 108, 67), (133, 128, 177), (103, 189, 170),
    (214, 126, 44), (80, 91, 166), (193, 90, 99), (94, 60, 108), (157, 188, 64), (224, 163, 46),
    (56, 61, 150), (70, 148, 73), (175, 54, 60), (231, 199, 31), (187, 86, 149), (8, 133, 161),
    (243, 243, 242), (200, 200, 200), (160, 160, 160), (122, 122, 121), (85, 85, 85), (52, 52, 52),
)  # fmt: skip


def a_chart() -> pyvips.Image:
    squares = np.array(CHART, np.uint8).reshape(4, 6, 3).repeat(40, axis=0).repeat(40, axis=1)
    return pyvips.Image.new_from_array(squares, interpretation="srgb")


def written(folder: Path, way: str) -> Path:
    """The chart as a camera, a printer or a scanner would keep it."""
    chart = a_chart()
    if way == "wide-gamut.jpg":
        chart.icc_transform("p3", input_profile="srgb").jpegsave(str(folder / way), Q=95, keep="icc")
    elif way == "wide-gamut-16-bit.tif":
        chart.icc_transform("p3", input_profile="srgb", depth=16).tiffsave(str(folder / way), keep="icc")
    elif way == "16-bit.png":
        (chart.cast("ushort") * 257).cast("ushort").copy(interpretation="rgb16").pngsave(str(folder / way), bitdepth=16)
    elif way == "cmyk.tif":
        chart.icc_transform("cmyk", input_profile="srgb").tiffsave(str(folder / way), keep="icc")
    elif way == "cmyk.jpg":
        chart.icc_transform("cmyk", input_profile="srgb").jpegsave(str(folder / way), Q=95, keep="icc")
    elif way.endswith((".bmp", ".jp2")):
        Image.fromarray(chart.numpy()).save(folder / way)
    else:
        chart.write_to_file(str(folder / way))
    return folder / way


@pytest.mark.parametrize(
    "way",
    [
        "plain.jpg", "plain.png", "plain.webp", "plain.bmp", "plain.jp2", "wide-gamut.jpg", "wide-gamut-16-bit.tif", "16-bit.png",
        "cmyk.tif", "cmyk.jpg",
    ],
)  # fmt: skip
def test_colours_are_those_of_the_chart(tmp_path: Path, way: str) -> None:
    shown = pyvips.Image.new_from_file(str(derived(written(tmp_path, way))[2] / PYRAMID))
    apart = shown.colourspace("lab").dE00(a_chart().colourspace("lab")).numpy()
    middles = apart[20:160:40, 20:240:40]
    assert np.median(middles) <= 2, way
    if "cmyk" not in way:  # ink cannot print every patch
        assert middles.max() <= 4, way
