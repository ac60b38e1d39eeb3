"""hOCR: the words of scanned pages in XHTML, their boxes in the title of each element.

Source: hOCR 1.2, 3 (logical and typesetting elements), 4.1 (bbox), 5 (ocr_page).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.identifying.refused import FileRefused
from ingest.reading.page_text import Box, Line, PageText, read_on
from ingest.reading.read_xml import read_xml
from ingest.reading.xml_words import language_of

_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"})
_BOX = re.compile(r"(?:^|;)\s*bbox\s+(-?\d{1,7})\s+(-?\d{1,7})\s+(-?\d{1,7})\s+(-?\d{1,7})")
_SOFT_HYPHEN = re.compile("[\u00ac\u00ad]\n")


def read_hocr(path: Path) -> list[PageText]:
    """The pages of a file, in order. Raises FileRefused for one that is no hOCR in XHTML."""
    pages = [each for each in read_xml(path).iter(etree.Element) if "ocr_page" in _classes(each)]
    if not pages:
        raise FileRefused("Ce fichier n’est pas du hOCR : aucune page n’y est dite.", "Réexportez-le en hOCR ou en ALTO.")
    return [_page(each) for each in pages]


def _page(page: etree._Element) -> PageText:
    whole = _box(page)
    left, top = (whole.x, whole.y) if whole else (0, 0)
    lines = tuple(
        Line(text, Box(box.x - left, box.y - top, box.w, box.h) if box else None)
        for each in _lines(page)
        if (text := _words(each))
        for box in (_box(each),)
    )
    words = read_on(_SOFT_HYPHEN.sub("", "\n".join(line.text for line in lines))) if lines else _words(page)
    return PageText(words, lines, whole.w if whole else 0, whole.h if whole else 0, language=_language(page))


def _lines(page: etree._Element) -> Iterator[etree._Element]:
    """Its lines, in order; a line in a line is a part of it."""
    walk = etree.iterwalk(page, events=("start",))
    for _, each in walk:
        if _classes(each) & _LINES:
            yield each
            walk.skip_subtree()


def _words(element: etree._Element) -> str:
    words = [each for each in element.iter(etree.Element) if "ocrx_word" in _classes(each)] or [element]
    return " ".join(" ".join("".join(map(str, each.itertext())).split()) for each in words).strip()


def _language(page: etree._Element) -> str | None:
    """What its paragraphs say, where they agree; else what stands around."""
    said = {lang for each in page.iter(etree.Element) if (lang := each.get("lang"))}
    return said.pop() if len(said) == 1 else language_of(page)


def _box(element: etree._Element) -> Box | None:
    found = _BOX.search(element.get("title", ""))
    if found is None:
        return None
    x, y, right, bottom = map(int, found.groups())
    return Box(x, y, max(0, right - x), max(0, bottom - y))


def _classes(element: etree._Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())
