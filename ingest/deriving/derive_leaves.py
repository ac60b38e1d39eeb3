"""A TIFF of several pictures for the web: each a page, as a PDF's are."""

from __future__ import annotations

from pathlib import Path

import pyvips

from archive.failpoints import failpoint
from archive.model.derived import DERIVED, Derived
from ingest.deriving.derive_image import THUMBNAILS, refusal_of, upright, write_forms
from ingest.identifying.checksums import checksums
from ingest.identifying.refused import FileRefused
from ingest.limits import Limits
from ingest.reading.read_tiff import leaves
from ingest.workers import more_time

#: What one more picture may add to the time its file may take.
_PICTURE_SECONDS = 10.0


def derive_leaves(master: Path, folder: Path, limits: Limits) -> Derived:
    """Make all served forms of a TIFF's pictures. Raises FileRefused, with its page for one that is damaged."""
    numbers = leaves(master)
    if len(numbers) > limits.max_pages:
        raise FileRefused(
            f"Le TIFF contient {len(numbers)} images ; il en faut {limits.max_pages} au plus.",
            "Vérifiez le fichier ; s’il est vraiment si long, partagez-le.",
        )
    sizes = []
    for page, number in enumerate(numbers, start=1):
        more_time(_PICTURE_SECONDS)
        failpoint("page: before write")
        sizes.append(_page(master, number, page, folder / "pages" / f"{page:04d}", limits))
        failpoint("page: after write")
    for name in THUMBNAILS:
        (folder / name).write_bytes((folder / "pages" / "0001" / name).read_bytes())
    return Derived("pages", pages=len(sizes), page_sizes=tuple(sizes), made=tuple(sorted(THUMBNAILS)))


def _page(master: Path, number: int, page: int, folder: Path, limits: Limits) -> tuple[int, int]:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        size = write_forms(upright(master, limits, number), folder)
    except pyvips.Error as problem:
        raise _on_page(page, refusal_of(problem, folder)) from problem
    except FileRefused as problem:
        raise _on_page(page, problem) from problem
    sums = checksums(folder)
    (folder / DERIVED).write_bytes(Derived("image", *size, made=tuple(sums), checksums=sums).to_json())
    return size


def _on_page(page: int, problem: FileRefused) -> FileRefused:
    return FileRefused(f"Page {page} : {problem.text}", problem.remedy)
