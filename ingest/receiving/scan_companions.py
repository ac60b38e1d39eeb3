"""Scans and what was read on them: an ALTO or hOCR file belongs to the scan of its name, wherever people put it.

"x.tif" has "x.xml", "x_alto.xml", "x.alto.xml", "x.hocr", "ALTO/x.xml"; a folder "ALTO" may stand in the scans' folder or
beside it. A document "x.pdf" has "x.xml" for all of its pages, or "x_0001.xml"… for one each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.identifying.media_types import SNIFFED_BYTES, media_type_of
from ingest.reading.page_text import PAGE_TEXTS

#: Only hints by which names are put together; what a file is, its content says (identify).
SCANS = frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".tif", ".tiff", ".png", ".webp", ".gif", ".bmp", ".dib", ".jp2", ".jpx", ".jpf",
    ".j2k", ".heic", ".heif", ".pdf",
})  # fmt: skip
_TEXTS = frozenset({".xml", ".alto", ".hocr", ".html", ".xhtml", ".htm"})
_FOLDERS = frozenset({"alto", "altos", "alto_xml", "hocr", "ocr"})
_SAYS_SO = re.compile(r"(?P<stem>.+?)[ _.-]+(?:alto|hocr|ocr)\d?", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<stem>.+?)[ _.-]+(?:p|page|f)?[ _.-]?(?P<number>\d{1,6})", re.IGNORECASE)


@dataclass(frozen=True)
class PageTextName:
    """`stem` is the scan's name without suffix, `number` the page its own name ends with; `sure`: it says what it is."""

    stem: str
    sure: bool
    number: int | None = None


def page_text(name: str) -> PageTextName | None:
    """What a file name says of the words of a page; None: it is none."""
    path = PurePosixPath(name)
    if path.suffix.lower() not in _TEXTS:
        return None
    said = _SAYS_SO.fullmatch(path.stem)
    in_folder = is_folder_of_texts(path.parent.name)
    folder = path.parent.parent if in_folder else path.parent
    own = said["stem"] if said else path.stem
    numbered = _NUMBER.fullmatch(own)
    return PageTextName(
        str(folder / own), bool(said) or in_folder or path.suffix.lower() in (".alto", ".hocr"),
        int(numbered["number"]) if numbered else None,
    )  # fmt: skip


def is_scan(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in SCANS


def is_folder_of_texts(name: str) -> bool:
    return name.lower() in _FOLDERS


def may_stand_in_folder_of_texts(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _TEXTS


def scans_of(names: Iterable[str]) -> dict[str, str]:
    """Scans by the stems they may be asked for: their own; and their name in the folder above, for a folder of texts that
    stands beside theirs."""
    scans: dict[str, str] = {}
    for name in filter(is_scan, names):
        scans.setdefault(str(PurePosixPath(name).with_suffix("")), name)
    for stem, name in list(scans.items()):
        path = PurePosixPath(stem)
        if path.parent != path.parent.parent:
            scans.setdefault(str(path.parent.parent / path.name), name)
    return scans


def scan_of(name: str, scans: Mapping[str, str]) -> str | None:
    """The scan that a file has the words of, by their names; None: there is none."""
    for place, stem in enumerate(stems_asked(name) if scans else ()):
        scan = scans.get(stem)
        if scan and (not place or scan.lower().endswith(".pdf")):
            return scan
    return None


def stems_asked(name: str) -> list[str]:
    """The stems of scans a file may have the words of: its own; without its number, that of a whole document."""
    said = page_text(name)
    if said is None:
        return []
    path = PurePosixPath(said.stem)
    numbered = _NUMBER.fullmatch(path.name)
    return [said.stem, str(path.with_name(numbered["stem"]))] if numbered else [said.stem]


def is_page_text(name: str, path: Path) -> bool:
    """Whether a file that is called as a scan has its words: its name says so, or its first bytes."""
    said = page_text(name)
    if said is None or said.sure:
        return said is not None
    try:
        with path.open("rb") as file:
            return media_type_of(name, file.read(SNIFFED_BYTES)) in PAGE_TEXTS
    except OSError:
        return False
