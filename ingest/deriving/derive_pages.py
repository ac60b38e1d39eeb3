"""A PDF for the web: each page an image like any other, and its words as passages. Pages are drawn, never run."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pyvips

from archive.failpoints import failpoint
from archive.model.derived import DERIVED, Derived
from archive.model.transcript import Passage
from ingest.deriving.derive_image import THUMBNAILS, in_srgb, refusal_of, write_forms
from ingest.identifying.checksums import checksums
from ingest.limits import Limits
from ingest.reading.read_pdf import OpenPdf
from ingest.workers import more_time

_DOTS_PER_INCH = 170
_POINTS_PER_INCH = 72
#: A page drawn larger than this is drawn smaller.
_PAGE_PIXELS, _PAGE_SIDE = 12_000_000, 12_000
#: What one more page may add to the time its document may take.
_PAGE_SECONDS = 3.0


def derive_pages(
    master: Path, folder: Path, file_id: str, limits: Limits
) -> tuple[Derived, tuple[Passage, ...], tuple[str, ...]]:
    """Make all served forms of a PDF's pages; gives what was made, the words of each page, and the page labels.

    Raises FileRefused for a PDF that is locked, damaged, empty or too long.
    """
    sizes, passages = [], []
    with OpenPdf(master, limits.max_pages) as document:
        for number in range(1, document.pages + 1):
            more_time(_PAGE_SECONDS)
            failpoint("page: before write")
            with document.page(number) as page:
                sizes.append(_draw(page, folder / "pages" / f"{number:04d}"))
            failpoint("page: after write")
            words = document.words(number)
            if words:
                passages.append(Passage(file_id, number, words, page=number))
        labels, outline, facts = document.labels(), document.outline(), document.facts()
    _first_as_cover(folder)
    made = Derived(
        "pages", pages=len(sizes), page_sizes=tuple(sizes), outline=outline, made=tuple(sorted(THUMBNAILS)), technical=facts,
    )  # fmt: skip
    return made, tuple(passages), labels


def _draw(page: pdfium.PdfPage, folder: Path) -> tuple[int, int]:
    width, height = (side / _POINTS_PER_INCH * _DOTS_PER_INCH for side in page.get_size())
    fitting = min(1.0, (_PAGE_PIXELS / max(width * height, 1)) ** 0.5, _PAGE_SIDE / max(width, height, 1))
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH * fitting
    bitmap = page.render(scale=scale, rev_byteorder=True)
    image = pyvips.Image.new_from_memory(
        bitmap.buffer, bitmap.stride // bitmap.n_channels, bitmap.height, bitmap.n_channels, "uchar"
    )
    image = image.crop(0, 0, bitmap.width, bitmap.height).copy(
        interpretation="srgb" if bitmap.n_channels >= 3 else "b-w"
    )
    folder.mkdir(parents=True, exist_ok=True)
    try:
        size = write_forms(in_srgb(image), folder)
    except pyvips.Error as problem:
        raise refusal_of(problem, folder) from problem
    sums = checksums(folder)
    made = Derived("image", *size, made=tuple(sums), checksums=sums)
    (folder / DERIVED).write_bytes(made.to_json())
    return size


def _first_as_cover(folder: Path) -> None:
    for name in THUMBNAILS:
        (folder / name).write_bytes((folder / "pages" / "0001" / name).read_bytes())
