"""The words that stand beside a scan: read, laid onto the image as it is served, and given as passages with their page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyvips

from archive.model.derived import DERIVED, Derived
from ingest.identifying.checksums import checksums
from ingest.identifying.refused import FileRefused
from ingest.item import IncomingFile, Item
from ingest.limits import Limits
from ingest.reading.page_text import ALTO, PAGE_TEXTS, TEXT, PageText, Shown, as_json, placed
from ingest.reading.read_alto import read_alto
from ingest.reading.read_hocr import read_hocr
from ingest.receiving.scan_companions import page_text

#: The words of each page, by its number in the image or document (from 1).
Pages = Mapping[int, Sequence[PageText]]
_MILLIMETRES_AN_INCH = 25.4
_MOST_SIGNS = 1_000_000


def texts_of(item: Item, file: IncomingFile) -> list[IncomingFile]:
    """The files of an item that have the words of one of its scans."""
    return [each for each in item.files if each.of == file.id and each.media_type in PAGE_TEXTS]


def read_page_texts(file: IncomingFile, limits: Limits) -> list[PageText]:
    """The pages of an ALTO or hOCR file. Raises ItemProblem."""
    try:
        pages = read_alto(file.path) if file.media_type == ALTO else read_hocr(file.path)
        if len(pages) > limits.max_pages:
            raise FileRefused(f"Ce fichier a {len(pages)} pages ; {limits.max_pages} sont permises.", "Partagez-le.")
        if any(len(page.words) > _MOST_SIGNS for page in pages):
            raise FileRefused(f"Une page de ce fichier dépasse {_MOST_SIGNS} signes.", "Vérifiez ce fichier.")
    except FileRefused as problem:
        raise file.refused(problem.text, problem.remedy) from problem
    return pages


def by_page(text: IncomingFile, pages: Sequence[PageText], of: IncomingFile) -> dict[int, PageText]:
    """The pages by their number in the document; a file of one page has it in its name, as its last number."""
    said = page_text(text.name)
    begins = said.number if of.role == "pages" and len(pages) == 1 and said and said.number else 1
    return dict(enumerate(pages, start=begins))


def write_texts(master: Path, folder: Path, made: Derived, texts: Pages) -> int:
    """Write the lines of each page beside its served forms; says how many pages have words whose boxes do not fit it. An
    image is its own first page; words of pages that a document does not have stay words."""
    if made.kind == "image":
        whole = how_shown(master, made.width, made.height)
        return _write(texts.get(1, ()), folder, whole)
    misfits = 0
    for number, (width, height) in enumerate(made.page_sizes, start=1):
        if texts.get(number):
            page = folder / "pages" / f"{number:04d}"
            misfits += _write(texts[number], page, Shown(width, height))
            described = Derived.from_json((page / DERIVED).read_bytes())
            sums = {name: sum_ for name, sum_ in checksums(page).items() if name != DERIVED}
            (page / DERIVED).write_bytes(replace(described, checksums=sums).to_json())
    return misfits


def _write(pages: Sequence[PageText], folder: Path, shown: Shown) -> int:
    if not pages:
        return 0
    fitting = [placed(page, shown) for page in pages]
    bare = [replace(page, lines=tuple(replace(line, box=None) for line in page.lines)) for page in pages]
    kept = [there or without for there, without in zip(fitting, bare, strict=True)]
    (folder / TEXT).write_bytes(as_json(kept, shown.width, shown.height))
    return int(None in fitting)


def how_shown(master: Path, width: int, height: int) -> Shown:
    """How an image is served, of what its header says; one that libvips cannot open lies as it is seen."""
    try:
        header = pyvips.Image.new_from_file(str(master))
    except pyvips.Error:
        return Shown(width, height)
    orientation = int(header.get("orientation")) if header.get_typeof("orientation") else 1
    told = header.get_typeof("resolution-unit") and header.xres > 1
    return Shown(width, height, orientation, header.xres * _MILLIMETRES_AN_INCH if told else None)
