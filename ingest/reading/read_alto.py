"""ALTO: the words of scanned pages with their boxes.

Source: ALTO 2.1, 3.1 and 4.4 (Library of Congress): MeasurementUnit, Page, TextBlock, TextLine, String, SP, HYP. Elements are
known by their local names, since each version has a namespace of its own and some writers none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from lxml import etree

from ingest.identifying.refused import FileRefused
from ingest.reading.page_text import Box, Line, PageText, read_on
from ingest.reading.read_xml import read_xml
from ingest.reading.xml_words import name_of

_UNITS_AN_INCH = {"mm10": 254.0, "inch1200": 1200.0}
#: Signs by which transcribers say that a word goes on in the next line.
_GOES_ON = re.compile("[\u00ac\u00ad\u2e17]$")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class _Word:
    """`whole` is the whole of a divided word, said by its first part; None for the second, which adds nothing."""

    printed: str
    whole: str | None
    divided: bool = False


def read_alto(path: Path) -> list[PageText]:
    """The pages of a file, in order. Raises FileRefused for one that is no ALTO."""
    root = read_xml(path)
    if name_of(root) != "alto":
        raise FileRefused("Ce fichier XML n’est pas de l’ALTO.", "Réexportez-le en ALTO depuis le logiciel de lecture.")
    unit = next((each.text or "" for each in _named(root, "MeasurementUnit")), "pixel").strip()
    return [_page(page, _UNITS_AN_INCH.get(unit)) for page in _named(root, "Page")]


def _page(page: etree._Element, units_an_inch: float | None) -> PageText:
    found = [(each, list(_words(each))) for each in _named(page, "TextLine")]
    lines = tuple(
        Line(printed, _box_of(line))
        for line, words in found
        if (printed := " ".join(word.printed for word in words if word.printed))
    )
    languages = {said for each in _named(page, "TextBlock", "TextLine") if (said := each.get("LANG") or each.get("language"))}
    return PageText(
        _read_on(words for _, words in found), lines, _number(page, "WIDTH") or 0, _number(page, "HEIGHT") or 0,
        units_an_inch, languages.pop() if len(languages) == 1 else None,
    )  # fmt: skip


def _words(line: etree._Element) -> Iterator[_Word]:
    """The words of a line; a hyphen the printer set at its end stands with the last of them."""
    held: _Word | None = None
    for each in line:
        if name_of(each) == "String":
            if held is not None:
                yield held
            text = " ".join(each.get("CONTENT", "").split())
            part, whole = each.get("SUBS_TYPE"), each.get("SUBS_CONTENT")
            if whole and part == "HypPart2":
                held = _Word(text, None)
            else:
                held = _Word(text, whole if whole and part == "HypPart1" else text)
        elif name_of(each) == "HYP" and held is not None:
            sign = (each.get("CONTENT") or "-").replace("\u00ad", "-")
            printed = held.printed if held.printed.endswith(sign) else held.printed + sign
            held = _Word(printed, held.whole, divided=held.whole == held.printed)
    if held is not None:
        yield held


def _read_on(lines: Iterable[list[_Word]]) -> str:
    """The words of all lines, one line under another; a word divided between two stands whole in the first."""
    read: list[str] = []
    going_on = False
    for words in lines:
        kept = [word.whole for word in words if word.whole]
        if not kept:
            continue
        if going_on and read:
            read[-1] += kept.pop(0)
        going_on = words[-1].divided and bool(words[-1].whole)
        if kept and (cut := _GOES_ON.sub("", kept[-1])) != kept[-1]:
            kept[-1], going_on = cut, True
        if kept:
            read.append(" ".join(kept))
    return read_on("\n".join(read))


def _box_of(line: etree._Element) -> Box | None:
    """Its own box, else what its outline or its words take up."""
    own = _box(line)
    if own is not None:
        return own
    outline = next((each.get("POINTS", "") for each in _named(line, "Polygon")), "")
    points = [float(number) for number in _NUMBER.findall(outline)]
    if len(points) >= 6:
        across, down = points[0::2], points[1::2]
        return Box(min(across), min(down), max(across) - min(across), max(down) - min(down))
    return _around([box for each in _named(line, "String") if (box := _box(each))])


def _box(element: etree._Element) -> Box | None:
    x, y, w, h = (_number(element, name) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return None if x is None or y is None or w is None or h is None else Box(x, y, w, h)


def _around(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.x + box.w for box in boxes) - left, max(box.y + box.h for box in boxes) - top)


def _number(element: etree._Element, name: str) -> float | None:
    try:
        number = float(element.get(name, ""))
    except ValueError:
        return None
    return number if isfinite(number) and abs(number) < 1e7 else None


def _named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    return root.iter(*(f"{{*}}{name}" for name in names))
