"""A PDF open to be read: its pages, their words and labels, or why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.identifying.refused import COPY_AGAIN, FileRefused

#: Where a word is divided at the end of a line, pdfium writes U+0002 and joins the lines, or U+FFFE before the next.
_DIVIDED = re.compile("[\x02\ufffe](?:\r?\n)?")
_NOT_PROTECTED = -1
_DEEPEST, _MOST_PARTS, _TITLE_SIGNS = 12, 5000, 300
_NOT_WORDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class OpenPdf:
    """An open PDF with a number of pages. Raises FileRefused where it is locked, damaged, empty or too long."""

    def __init__(self, path: Path, max_pages: int) -> None:
        try:
            self._document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as problem:
            raise _refusal(problem) from problem
        if pdfium_c.FPDF_GetSecurityHandlerRevision(self._document) != _NOT_PROTECTED:
            self._document.close()
            raise FileRefused(
                "Le PDF est chiffré : il s’ouvre, mais interdit qu’on le copie ou le convertisse.",
                "Enregistrez-en une copie sans protection, puis déposez-la.",
            )
        self.pages = len(self._document)
        if not 1 <= self.pages <= max_pages:
            self._document.close()
            raise FileRefused(
                f"Le PDF annonce {self.pages} pages ; il en faut de 1 à {max_pages}.",
                "Vérifiez le fichier ; s’il est vraiment si long, partagez-le.",
            )

    def __enter__(self) -> OpenPdf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    @contextmanager
    def page(self, number: int) -> Iterator[pdfium.PdfPage]:
        """A page, counted from 1. Raises FileRefused."""
        try:
            page = self._document[number - 1]
            try:
                yield page
            finally:
                page.close()
        except pdfium.PdfiumError as problem:
            raise _refusal(problem, number) from problem

    def words(self, number: int) -> str:
        """The words of a page, line by line; none for a scan without a text layer."""
        with self.page(number) as page:
            text = page.get_textpage().get_text_bounded()
        text = _NOT_WORDS.sub(" ", _DIVIDED.sub("", text))
        return "\n".join(line.strip() for line in text.splitlines() if line.strip())

    def outline(self) -> tuple[tuple[int, str, int], ...]:
        """Its parts: the depth of each from 0, its title, and the page it begins on (0: it names none). What refers to
        itself is read once; of more than 5,000 parts, the first."""
        parts = islice(self._document.get_toc(max_depth=_DEEPEST), _MOST_PARTS)
        return tuple((part.level, _title(part), self._page_of(part)) for part in parts)

    def facts(self) -> dict[str, int]:
        """How many signatures, attached files and scripts it holds; what it has none of is not named."""
        counts = {
            "signatures": pdfium_c.FPDF_GetSignatureCount(self._document),
            "attachments": pdfium_c.FPDFDoc_GetAttachmentCount(self._document),
            "scripts": pdfium_c.FPDFDoc_GetJavaScriptActionCount(self._document),
        }
        return {name: int(count) for name, count in counts.items() if count > 0}

    def _page_of(self, part: pdfium.PdfBookmark) -> int:
        target = part.get_dest()
        number = None if target is None else target.get_index()
        return number + 1 if number is not None and 0 <= number < self.pages else 0

    def labels(self) -> tuple[str, ...]:
        """What each page calls itself ("iv", "12"); nothing where no page says so, or all are merely counted."""
        labels = tuple((self._document.get_page_label(number) or "").replace("|", "¦") for number in range(self.pages))
        counted = tuple(str(number + 1) for number in range(self.pages))
        return labels if any(labels) and labels != counted else ()


def _refusal(problem: pdfium.PdfiumError, page: int | None = None) -> FileRefused:
    if "password" in str(problem).lower():
        return FileRefused(
            "Le PDF est protégé par un mot de passe.", "Retirez la protection, puis déposez-le de nouveau."
        )
    where = f" (page {page})" if page else ""
    return FileRefused(f"Le PDF est abîmé ou incomplet{where}.", COPY_AGAIN)


def _title(part: pdfium.PdfBookmark) -> str:
    return " ".join(_NOT_WORDS.sub(" ", part.get_title()).split())[:_TITLE_SIGNS]
