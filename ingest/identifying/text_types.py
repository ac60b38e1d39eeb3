"""What a text is that is no transcript of a recording: the words of scanned pages, or plain text."""

from __future__ import annotations

import re
from pathlib import PurePath

from ingest.reading.page_text import ALTO, HOCR
from ingest.reading.read_office import DOCX, ODT

PLAIN = "text/plain"
#: What has words of its own, and no served form: the words are passages, the file is kept.
DOCUMENTS = (PLAIN, DOCX, ODT)
USUAL_SUFFIXES = {
    ALTO: {".xml", ".alto"}, HOCR: {".hocr", ".html", ".xhtml", ".htm", ".xml"}, PLAIN: {".txt", ".text", ".md"},
    DOCX: {".docx"}, ODT: {".odt"},
}  # fmt: skip
_ALTO = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?alto[\s>]")
_HOCR = re.compile(r"""class\s*=\s*["'](?:[^"']*\s)?ocr_page[\s"']|name\s*=\s*["']ocr-(?:system|capabilities)["']""")
#: How a page or a drawing begins; a transcription may begin with a sign of its own ("<s> et alors…").
_MARKUP = re.compile(r"<(?:[?!]|(?:html|head|body|svg|script|iframe|\w+:\w+)[\s>/])|<\w+[^>]*\sxmlns", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def text_type(name: str, text: str) -> str | None:
    """The media type of a text that begins so. Nothing in a plain text says what it is: its name has to, and it has no
    markup and no signs that texts have not."""
    begins = text.lstrip()
    called_plain = PurePath(name).suffix.lower() in USUAL_SUFFIXES[PLAIN]
    if begins.startswith("<") and (not called_plain or _MARKUP.match(begins)):
        return ALTO if _ALTO.search(text) else HOCR if _HOCR.search(text) else None
    is_plain = called_plain and bool(begins) and not _CONTROL.search(text)
    return PLAIN if is_plain else None
