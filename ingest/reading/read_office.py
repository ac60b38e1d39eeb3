"""DOCX and ODT: their words, paragraph by paragraph. Nothing in them is run, and nothing outside of them is opened.

Sources: ECMA-376 part 1, 11.3 (parts) and 17.3 (paragraphs and runs); OpenDocument 1.3 part 3, 5 (paragraphs) and 6 (text).
"""

from __future__ import annotations

import errno
import lzma
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from ingest.identifying.refused import COPY_AGAIN, FileRefused
from ingest.reading.read_xml import read_xml

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
_MOST_BYTES = 60_000_000
#: The directory of an archive stands in memory whole, and no document has so many parts.
_MOST_PARTS, _MOST_ARCHIVE_BYTES = 20_000, 1_000_000_000
_BODIES = {DOCX: "word/document.xml", ODT: "content.xml"}
_NOTES = {DOCX: ("word/footnotes.xml", "word/endnotes.xml"), ODT: ()}
_ZIP = b"PK\x03\x04"
#: What a writer that follows the standard puts first, uncompressed. Source: OpenDocument 1.3 part 2, 3.3.
_ODT_SAYS = b"mimetype" + ODT.encode()
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, RuntimeError,
    EOFError, KeyError, IndexError, ValueError, OverflowError,
)  # fmt: skip
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = frozenset({f"{_W}p", f"{_TEXT}p", f"{_TEXT}h"})
#: What was struck out, remarked or is shown twice.
_PASSED_OVER = frozenset({
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_W}moveFrom", f"{_W}del",
    f"{_TEXT}tracked-changes", f"{_TEXT}note-citation", f"{_OFFICE}annotation", f"{_OFFICE}forms",
})  # fmt: skip
_SPACES = frozenset({f"{_W}br", f"{_W}cr", f"{_W}tab", f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"})
_HYPHEN = f"{_W}noBreakHyphen"


def office_type(path: Path, start: bytes) -> str | None:
    """The media type of a text document that begins so; None for what is none. Raises FileRefused for a broken one."""
    if not start.startswith(_ZIP):
        return None
    if start[30:].startswith(_ODT_SAYS):
        return ODT
    if path.suffix.lower() not in (".docx", ".odt"):
        return None
    with opened_parts(path) as archive:
        names = frozenset(archive.namelist())
    if _BODIES[DOCX] in names:
        return DOCX
    return ODT if {_BODIES[ODT], "META-INF/manifest.xml"} <= names else None


def read_office(path: Path, media_type: str) -> list[str]:
    """The paragraphs of a document, notes last. Raises FileRefused."""
    parts = (_BODIES[media_type], *_NOTES[media_type])
    with opened_parts(path) as archive, tempfile.TemporaryDirectory() as folder:
        if media_type == ODT and _is_locked(archive):
            raise FileRefused("Ce document est protégé par un mot de passe.", "Ôtez le mot de passe, puis déposez-le.")
        held = [part for part in parts if part in archive.namelist()]
        if parts[0] not in held:
            raise FileRefused("Ce document n’a pas de texte : il est incomplet.", COPY_AGAIN)
        return [each for part in held for each in paragraphs(read_xml(unpacked_part(archive, part, Path(folder))))]


def paragraphs(root: etree._Element) -> Iterator[str]:
    """The paragraphs and headings of a part, in order, without what was struck out; one within another comes before it."""
    open_: list[list[str]] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, each in walk:
        if event == "end":
            if each.tag in _PARAGRAPHS and open_:
                text = " ".join("".join(open_.pop()).split())
                if text:
                    yield text
            _add(open_, each.tail, each)
        elif each.tag in _PASSED_OVER:
            walk.skip_subtree()
        else:
            if each.tag in _PARAGRAPHS:
                open_.append([])
            _add(open_, " " if each.tag in _SPACES else "-" if each.tag == _HYPHEN else None)
            if str(each.tag).startswith(_TEXT) or each.tag == f"{_W}t":
                _add(open_, each.text)


def _add(open_: list[list[str]], text: str | None, after: etree._Element | None = None) -> None:
    """Words to the paragraph that is open; between the elements of a DOCX there are none, only line feeds of its writer."""
    if open_ and text and not (after is not None and str(after.tag).startswith(_W)):
        open_[-1].append(text)


@contextmanager
def opened_parts(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive of parts, open; whatever breaks in it refuses the document."""
    if path.stat().st_size > _MOST_ARCHIVE_BYTES:
        raise FileRefused("Ce document est trop grand.", "Partagez-le, ou ôtez-en les images.")
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.namelist()) > _MOST_PARTS:
                raise FileRefused("Ce document a trop de parties pour en être un.", COPY_AGAIN)
            yield archive
    except (*_BROKEN, OSError) as problem:
        if isinstance(problem, OSError) and problem.errno != errno.EINVAL:
            raise  # the file goes away while it is read; EINVAL is a place before its beginning
        raise FileRefused("Ce document est abîmé ou protégé : il ne s’ouvre pas.", COPY_AGAIN) from problem


def unpacked_part(archive: zipfile.ZipFile, part: str, folder: Path) -> Path:
    """A part in a file of its own; its directory says at most what it weighs, for no more is unpacked."""
    if archive.getinfo(part).file_size > _MOST_BYTES:
        raise FileRefused("Ce document est trop grand une fois ouvert.", "Partagez-le.")
    body = folder / part.replace("/", "-")
    with archive.open(part) as packed, body.open("wb") as file:
        shutil.copyfileobj(packed, file)
    return body


def _is_locked(archive: zipfile.ZipFile) -> bool:
    name = "META-INF/manifest.xml"
    if name not in archive.namelist():
        return False
    with archive.open(name) as manifest:
        return b"encryption-data" in manifest.read(1_000_000)
