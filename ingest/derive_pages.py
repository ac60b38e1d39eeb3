"""A PDF for the web: each page an image like any other, and its words as passages. Pages are drawn, never run."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pyvips

from archive.model.derived import DERIVED, Derived
from archive.model.transcript import Passage
from ingest.derive_image import THUMBNAILS, ImageRefused, in_srgb, write_forms
from ingest.limits import Limits

_DOTS_PER_INCH = 170
_POINTS_PER_INCH = 72
#: A page drawn larger than this is drawn smaller.
_PAGE_PIXELS = 12_000_000


def derive_pages(
    master: Path, folder: Path, file_id: str, limits: Limits
) -> tuple[Derived, tuple[Passage, ...], tuple[str, ...]]:
    """Make all served forms of a PDF's pages; gives what was made, the words of each page, and the page labels.

    Raises ImageRefused for a PDF that is locked, damaged, empty or too long.
    """
    try:
        document = pdfium.PdfDocument(master)
    except pdfium.PdfiumError as problem:
        raise _refusal(problem) from problem
    try:
        count = len(document)
        if not count or count > limits.max_pages:
            raise ImageRefused(
                f"Le PDF annonce {count} pages ; il en faut de 1 à {limits.max_pages}.",
                "Partagez-le en plusieurs fichiers.",
            )
        sizes, passages = [], []
        for number in range(count):
            try:
                page = document[number]
                sizes.append(_draw(page, folder / "pages" / f"{number + 1:04d}"))
                words = _words(page)
            except pdfium.PdfiumError as problem:
                raise _refusal(problem, number + 1) from problem
            if words:
                passages.append(Passage(file_id, number + 1, words, page=number + 1))
        labels = tuple(document.get_page_label(number) or "" for number in range(count))
    finally:
        document.close()
    made = Derived("pages", pages=len(sizes), page_sizes=tuple(sizes), made=tuple(sorted(THUMBNAILS)))
    _first_as_cover(folder)
    return made, tuple(passages), labels if any(labels) else ()


def _draw(page: pdfium.PdfPage, folder: Path) -> tuple[int, int]:
    width, height = (side / _POINTS_PER_INCH * _DOTS_PER_INCH for side in page.get_size())
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH * min(1.0, (_PAGE_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    image = pyvips.Image.new_from_memory(
        bitmap.buffer, bitmap.stride // bitmap.n_channels, bitmap.height, bitmap.n_channels, "uchar"
    )
    image = image.crop(0, 0, bitmap.width, bitmap.height).copy(
        interpretation="srgb" if bitmap.n_channels >= 3 else "b-w"
    )
    size = write_forms(in_srgb(image), folder)
    made = Derived("image", *size, made=tuple(sorted(each.name for each in folder.iterdir())))
    (folder / DERIVED).write_bytes(made.to_json())
    return size


def _words(page: pdfium.PdfPage) -> str:
    text = page.get_textpage().get_text_bounded()
    return "\n".join(line.strip() for line in text.replace("\x00", "").splitlines() if line.strip())


def _first_as_cover(folder: Path) -> None:
    for name in THUMBNAILS:
        (folder / name).write_bytes((folder / "pages" / "0001" / name).read_bytes())


def _refusal(problem: pdfium.PdfiumError, page: int | None = None) -> ImageRefused:
    if "password" in str(problem).lower():
        return ImageRefused(
            "Le PDF est protégé par un mot de passe.", "Retirez la protection, puis déposez-le de nouveau."
        )
    where = f" (page {page})" if page else ""
    return ImageRefused(f"Le PDF est endommagé ou incomplet{where}.", "Copiez-le de nouveau depuis sa source.")
