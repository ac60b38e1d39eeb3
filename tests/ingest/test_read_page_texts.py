"""ALTO of every version and unit, and hOCR: words whole, boxes in pixels of the image as it is served."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.identifying.refused import FileRefused
from ingest.reading.page_text import Box, Line, PageText, Shown, placed
from ingest.reading.read_alto import read_alto
from ingest.reading.read_hocr import read_hocr
from tests.originals import sample

A_LINE = '<TextLine HPOS="{x}" VPOS="{y}" WIDTH="{w}" HEIGHT="{h}">{words}</TextLine>'


def an_alto(path: Path, *lines: str, unit: str = "pixel", size: str = 'WIDTH="200" HEIGHT="100"', namespace: str = "") -> Path:
    path.write_text(
        f"<alto{namespace}><Description><MeasurementUnit>{unit}</MeasurementUnit></Description><Layout><Page {size}>"
        f"<PrintSpace><TextBlock>{''.join(lines)}</TextBlock></PrintSpace></Page></Layout></alto>"
    )
    return path


def a_line(*words: str) -> str:
    return A_LINE.format(x=20, y=10, w=100, h=5, words=" ".join(words))


def a_word(text: str, more: str = "") -> str:
    return f'<String CONTENT="{text}" {more}/>'


@pytest.mark.parametrize("version", ["", "/ns-v2#", "/ns-v3#", "/ns-v4#"])
def test_every_version_is_read(tmp_path: Path, version: str) -> None:
    namespace = f' xmlns="http://www.loc.gov/standards/alto{version}"' if version else ""
    (page,) = read_alto(an_alto(tmp_path / "a.xml", a_line(a_word("Rue"), "<SP/>", a_word("Crébillon")), namespace=namespace))
    assert page.words == "Rue Crébillon"
    assert page.lines == (Line("Rue Crébillon", Box(20, 10, 100, 5)),)


@pytest.mark.parametrize(
    ("unit", "size", "shown", "box"),
    [
        ("pixel", 'WIDTH="200" HEIGHT="100"', Shown(200, 100), (20, 10, 100, 5)),
        ("pixel", 'WIDTH="200" HEIGHT="100"', Shown(400, 200), (40, 20, 200, 10)),
        ("mm10", 'WIDTH="200" HEIGHT="100"', Shown(400, 200), (40, 20, 200, 10)),
        ("inch1200", 'WIDTH="200" HEIGHT="100"', Shown(50, 25), (5, 2, 25, 2)),
        ("pixel", "", Shown(200, 100), (20, 10, 100, 5)),
        ("mm10", "", Shown(2000, 1000, pixels_an_inch=2540), (200, 100, 1000, 50)),
        ("inch1200", "", Shown(200, 100, pixels_an_inch=600), (10, 5, 50, 3)),
    ],
)
def test_boxes_of_every_unit_are_laid_onto_the_image(
    tmp_path: Path, unit: str, size: str, shown: Shown, box: tuple[int, int, int, int]
) -> None:
    (page,) = read_alto(an_alto(tmp_path / "a.xml", a_line(a_word("Rue")), unit=unit, size=size))
    laid = placed(page, shown)
    assert laid is not None
    assert laid.lines[0].box == pytest.approx(Box(*box)) or laid.lines[0].box == Box(*box)


@pytest.mark.parametrize(
    ("unit", "size", "shown"),
    [("pixel", 'WIDTH="200" HEIGHT="100"', Shown(100, 200)), ("mm10", "", Shown(200, 100))],
)
def test_boxes_that_cannot_be_of_this_image_are_laid_nowhere(tmp_path: Path, unit: str, size: str, shown: Shown) -> None:
    (page,) = read_alto(an_alto(tmp_path / "a.xml", a_line(a_word("Rue")), unit=unit, size=size))
    assert placed(page, shown) is None


@pytest.mark.parametrize(
    ("orientation", "box"), [(5, (10, 20, 5, 100)), (6, (85, 20, 5, 100)), (7, (85, 80, 5, 100)), (8, (10, 80, 5, 100))]
)
def test_a_master_on_its_side_has_its_boxes_turned_with_it(orientation: int, box: tuple[int, int, int, int]) -> None:
    page = PageText("Rue", (Line("Rue", Box(20, 10, 100, 5)),), 200, 100)
    laid = placed(page, Shown(100, 200, orientation))
    assert laid is not None
    assert laid.lines[0].box == Box(*box)
    already = placed(page, Shown(200, 100, orientation))
    assert already is not None
    assert already.lines[0].box == Box(20, 10, 100, 5)


def test_a_divided_word_is_whole_to_be_found_and_divided_where_it_stands(tmp_path: Path) -> None:
    subs = 'SUBS_TYPE="{}" SUBS_CONTENT="immigration"'
    first = a_line(a_word("une"), a_word("immi", subs.format("HypPart1")), '<HYP CONTENT="-"/>')
    second = a_line(a_word("gration", subs.format("HypPart2")), a_word("italienne"))
    (page,) = read_alto(an_alto(tmp_path / "a.xml", first, second))
    assert page.words == "une immigration\nitalienne"
    assert [line.text for line in page.lines] == ["une immi-", "gration italienne"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((a_line(a_word("immi"), '<HYP CONTENT="-"/>'), a_line(a_word("gration"), a_word("ici"))), "immigration\nici"),
        ((a_line(a_word("immi¬")), a_line(a_word("gration"))), "immigration"),
        ((a_line(a_word("peut-")), a_line(a_word("être"))), "peut-être"),
        ((a_line(a_word("Saint-")), a_line(a_word("Herblain"))), "Saint-\nHerblain"),
    ],
)
def test_a_word_that_goes_on_in_the_next_line_is_read_on(tmp_path: Path, lines: tuple[str, ...], words: str) -> None:
    assert read_alto(an_alto(tmp_path / "a.xml", *lines))[0].words == words


def test_a_line_without_a_box_stands_where_its_outline_or_its_words_do(tmp_path: Path) -> None:
    outline = '<TextLine><Shape><Polygon POINTS="5,6 25,6 25,16 5,16"/></Shape><String CONTENT="a"/></TextLine>'
    words = (
        '<TextLine><String CONTENT="a" HPOS="1" VPOS="2" WIDTH="3" HEIGHT="4"/>'
        '<String CONTENT="b" HPOS="10" VPOS="1" WIDTH="3" HEIGHT="4"/></TextLine>'
    )
    (page,) = read_alto(an_alto(tmp_path / "a.xml", outline, words, '<TextLine><String CONTENT="nulle part"/></TextLine>'))
    assert [line.box for line in page.lines] == [Box(5, 6, 20, 10), Box(1, 1, 12, 5), None]


def test_no_box_reaches_out_of_the_image() -> None:
    page = PageText("a", (Line("a", Box(-10, 90, 500, 500)),), 200, 100)
    laid = placed(page, Shown(200, 100))
    assert laid is not None
    assert laid.lines[0].box == Box(0, 90, 200, 10)


@pytest.mark.parametrize(
    ("name", "words", "lines", "language"),
    [
        ("hocr.xml", "CAUTION\nAll units must be connected as above", 3, "eng"),
        ("extract_from_pdf_sample.300.hocr", "Paul Langevin and published their private let-ters.", 3, None),
    ],
)
def test_sample_hocr_is_read_line_by_line(name: str, words: str, lines: int, language: str | None) -> None:
    (page,) = read_hocr(sample(f"15-hocr/{name}"))
    assert page.words.startswith(words)
    assert (len(page.lines), page.language) == (lines, language)
    assert all(line.box for line in page.lines)


@pytest.mark.parametrize("content", ["<a/>", "<html><body>Bonjour</body></html>", "<alto", "", "Bonjour"])
def test_what_is_neither_is_refused_with_words(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.xml").write_text(content)
    for reader in (read_alto, read_hocr):
        with pytest.raises(FileRefused) as refusal:
            reader(tmp_path / "a.xml")
        assert refusal.value.remedy


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.text("0123456789.-+einfaNxX ", max_size=8), words=st.text(max_size=12), cut=st.floats(0.3, 1))
def test_any_file_gives_pages_or_is_refused(tmp_path: Path, number: str, words: str, cut: float) -> None:
    said = "".join(letter for letter in words if letter.isprintable() and letter not in '<&"')
    line = f'<TextLine HPOS="{number}" VPOS="{number}" WIDTH="9" HEIGHT="{number}"><String CONTENT="{said}"/></TextLine>'
    alto = an_alto(tmp_path / "a.xml", line, size=f'WIDTH="{number}" HEIGHT="{number}"').read_text()
    line = f'<p class="ocr_line" title="bbox {number}">{said}</p>'
    hocr = f'<html><div class="ocr_page" title="bbox {number} 0 9 9">{line}</div></html>'
    for text, reader in ((alto, read_alto), (hocr, read_hocr)):
        (tmp_path / "a.xml").write_text(text[: int(len(text) * cut)], "utf-8")
        try:
            pages = reader(tmp_path / "a.xml")
        except FileRefused:
            continue
        for page in pages:
            laid = placed(page, Shown(30, 40, 6, 300))
            boxes = [] if laid is None else [each.box for each in laid.lines if each.box]
            assert all(0 <= box.x <= 30 and 0 <= box.y <= 40 for box in boxes)
