"""What an image request means, and which are refused before a pixel is touched (IIIF Image API 3.0, section 4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.images.request import ImageRequest, RequestRefused, largest_size, read_request

WIDTH, HEIGHT, MOST = 6000, 4000, 25_000_000
LONGEST = 65_500


def asked(address: str, width: int = WIDTH, height: int = HEIGHT, most: int = MOST) -> ImageRequest:
    region, size, rotation, rest = address.split("/")
    return read_request(region, size, rotation, rest, width=width, height=height, max_pixels=most)


@pytest.mark.parametrize(
    ("region", "box"),
    [
        ("full", (0, 0, 6000, 4000)),
        ("square", (1000, 0, 4000, 4000)),
        ("10,20,300,400", (10, 20, 300, 400)),
        ("5900,3900,500,500", (5900, 3900, 100, 100)),
        ("0,0,999999999,999999999", (0, 0, 6000, 4000)),
        ("pct:10,20,50,25", (600, 800, 3000, 1000)),
        ("pct:41.6,7.5,40,70", (2496, 300, 2400, 2800)),
        ("pct:.5,.5,.5,.5", (30, 20, 30, 20)),
        ("pct:0,0,0.0000001,0.0000001", (0, 0, 1, 1)),
        ("pct:99.9999999,99.9999999,5,5", (5999, 3999, 1, 1)),
        ("pct:50,50,200,200", (3000, 2000, 3000, 2000)),
    ],
)
def test_a_region_is_a_box_inside_the_image(region: str, box: tuple[int, int, int, int]) -> None:
    found = asked(f"{region}/10,/0/default.jpg" if box[2] > 9 else f"{region}/max/0/default.jpg").region
    assert (found.left, found.top, found.width, found.height) == box


@pytest.mark.parametrize(
    "region",
    [
        "", "Full", "full ", "0,0,10", "0,0,10,10,10", "-1,0,10,10", "0,0,0,10", "0,0,10,0", "6000,0,10,10", "0,4000,10,10",
        "0.5,0,10,10", "pct:0,0,0,10", "pct:100,0,10,10", "pct:-1,0,10,10", "pct:1e1,0,10,10", "pct:nan,0,1,1", "٠,0,10,10",
        "0,0,10,10\n", "0,0,9999999999,10",
    ],
)  # fmt: skip
def test_a_region_outside_the_image_or_misspelt_is_refused(region: str) -> None:
    with pytest.raises(RequestRefused):
        asked(f"{region}/max/0/default.jpg")


@pytest.mark.parametrize(
    ("size", "wide", "high"),
    [
        ("max", 6000, 4000), ("600,", 600, 400), (",400", 600, 400), ("600,400", 600, 400), ("300,400", 300, 400),
        ("pct:50", 3000, 2000), ("pct:0.001", 1, 1), ("!600,600", 600, 400), ("!600,100", 150, 100), ("!9000,4000", 6000, 4000),
        ("1,", 1, 1), ("6000,4000", 6000, 4000),
    ],
)  # fmt: skip
def test_a_size_is_measured_in_pixels_of_the_region(size: str, wide: int, high: int) -> None:
    found = asked(f"full/{size}/0/default.jpg")
    assert (found.width, found.height, found.enlarged) == (wide, high, False)


@pytest.mark.parametrize(
    ("size", "wide", "high"),
    [
        ("^200,", 200, 200), ("^,200", 200, 200), ("^200,150", 200, 150), ("^!200,150", 150, 150), ("^pct:300", 300, 300),
        ("^max", 5000, 5000),
    ],
)  # fmt: skip
def test_a_caret_enlarges(size: str, wide: int, high: int) -> None:
    found = asked(f"0,0,100,100/{size}/0/default.jpg")
    assert (found.width, found.height, found.enlarged) == (wide, high, True)


@pytest.mark.parametrize(
    "size",
    [
        "", ",", "^,", "!,", "^!,", "full", "6001,", ",4001", "6001,10", "pct:101", "pct:0", "0,", ",0", "0,0", "!0,0", "!10,",
        "!9000,9000",
        "^70000,1", "^6000,5000", "^pct:1000000", "^999999999,", "pct:", "pct:-1", "10", "10,10,", "^^max", "max,",
    ],
)  # fmt: skip
def test_a_size_that_is_empty_too_large_or_misspelt_is_refused(size: str) -> None:
    with pytest.raises(RequestRefused):
        asked(f"full/{size}/0/default.jpg")


@pytest.mark.parametrize(
    ("rotation", "mirrored", "degrees"),
    [
        ("0", False, 0),
        ("90", False, 90),
        ("!0", True, 0),
        ("!180", True, 180),
        ("22.5", False, 22.5),
        ("360", False, 0),
    ],
)
def test_a_rotation_is_clockwise_after_mirroring(rotation: str, mirrored: bool, degrees: float) -> None:
    found = asked(f"full/600,/{rotation}/default.jpg")
    assert (found.mirrored, found.degrees) == (mirrored, degrees)


@pytest.mark.parametrize("rotation", ["", "-90", "361", "360.1", "90.", "!", "!!0", "ninety", "1e2", "nan", "+90"])
def test_a_rotation_beyond_a_circle_or_misspelt_is_refused(rotation: str) -> None:
    with pytest.raises(RequestRefused):
        asked(f"full/600,/{rotation}/default.jpg")


@pytest.mark.parametrize(
    "rest", ["default", "default.", ".jpg", "native.jpg", "default.gif", "default.jpg.png", "Default.jpg"]
)
def test_a_quality_or_format_nobody_makes_is_refused(rest: str) -> None:
    with pytest.raises(RequestRefused):
        asked(f"full/600,/0/{rest}")


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("full/max/0/default.jpg", "full/max/0/default.jpg"),
        ("0,0,6000,4000/6000,/0/default.jpg", "full/max/0/default.jpg"),
        ("pct:0,0,100,100/pct:10/360/default.jpg", "full/600,400/0/default.jpg"),
        ("square/!100,100/!22.50/gray.png", "1000,0,4000,4000/100,100/!22.5/gray.png"),
        ("0,0,100,100/^200,/0/default.jpg", "0,0,100,100/^200,200/0/default.jpg"),
        ("0,0,100,100/^max/0/default.jpg", "0,0,100,100/^max/0/default.jpg"),
        ("0,0,100,100/^100,/0/default.jpg", "0,0,100,100/max/0/default.jpg"),
        ("full/600,/0.0000001/default.jpg", "full/600,400/0.0000001/default.jpg"),
    ],
)
def test_requests_that_mean_the_same_have_one_canonical_address(address: str, canonical: str) -> None:
    most = MOST
    assert asked(address, most=most).canonical == canonical
    assert asked(canonical, most=most).canonical == canonical


def test_the_largest_size_of_a_large_image_keeps_its_shape_under_the_cap() -> None:
    assert largest_size(20_000, 10_000, 2_000_000) == (2000, 1000)
    found = asked("full/max/0/default.jpg", 20_000, 10_000, 2_000_000)
    assert (found.width, found.height, found.largest) == (2000, 1000, True)


def test_a_side_longer_than_the_format_holds_is_refused_not_tried() -> None:
    assert asked("full/20000,/0/default.jpg", 20_000, 100).width == 20_000
    for address in ("full/20000,/0/default.webp", "full/max/0/default.jpg", "full/65500,/45/default.jpg"):
        with pytest.raises(RequestRefused):
            asked(address, 20_000 if "webp" in address else 100_000, 100)


number = st.one_of(
    st.integers(-3, 10_000).map(str), st.sampled_from(["", "1e3", "0", "999999999", "٣", ".5", "max", "full"])
)
part = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["full", "square", "max", "^max", "0", "default.jpg", "gray.png", "color.webp", "bitonal.jpg"]),
    st.builds(
        "{}{}".format,
        st.sampled_from(["", "^", "!", "^!", "pct:", "^pct:"]),
        st.lists(number, max_size=5).map(",".join),
    ),
)


@given(
    st.one_of(part, st.just("full")), part, st.one_of(part, st.just("0")), st.one_of(part, st.just("default.jpg")),
    st.integers(1, 100_000), st.integers(1, 100_000), st.integers(1, MOST),
)  # fmt: skip
def test_any_address_is_refused_or_stays_inside_its_bounds(
    region: str, size: str, rotation: str, rest: str, width: int, height: int, most: int
) -> None:
    try:
        found = read_request(region, size, rotation, rest, width=width, height=height, max_pixels=most)
    except RequestRefused:
        return
    box = found.region
    assert 0 <= box.left < box.left + box.width <= width
    assert 0 <= box.top < box.top + box.height <= height
    assert found.width >= 1
    assert found.height >= 1
    assert found.width * found.height <= most
    assert max(found.width, found.height) <= LONGEST or found.format == "png"
    assert 0 <= found.degrees < 360
    again = read_request(*found.canonical.split("/"), width=width, height=height, max_pixels=most)
    assert again.canonical == found.canonical
    assert again == found
