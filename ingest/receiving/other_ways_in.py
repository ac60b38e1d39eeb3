"""Files that have another way in than as an original of their own: packed folders, finding aids, sheets.

What is packed is never opened, so that no path in it, no link and no lie about a size leads anywhere.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from ingest.identifying.refused import FileRefused

_PACKED = {
    b"PK\x03\x04": "ZIP", b"PK\x05\x06": "ZIP", b"PK\x07\x08": "ZIP",  # APPNOTE.TXT 6.3.10, 4.3
    b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR",
    b"\x1f\x8b\x08": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz", b"\x28\xb5\x2f\xfd": "Zstandard",
}  # fmt: skip
_TAR_AT, _TAR = 257, b"ustar"  # POSIX.1-2017, pax: the magic of a header block
_FINDING_AID = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?ead[\s>]")
_DUBLIN_CORE = re.compile(rb"<(?:OAI-PMH|(?:oai_dc|dcterms|rdf):\w+|dc)[\s>]")
_SHEETS = frozenset({".csv", ".tsv", ".xlsx", ".ods"})


def other_way_in(path: PurePath, start: bytes) -> FileRefused | None:
    """The way in of a file that begins so; None: there is none."""
    if path.suffix.lower() in _SHEETS:
        return FileRefused("C’est une feuille, non un original.", "Faites-la entrer par « ingest sheet ».")
    if (packed := packed_as(start)) is not None:
        return FileRefused(
            f"C’est une archive compressée ({packed}) : elle n’est pas ouverte ici.",
            "Décompressez-la, puis déposez le dossier obtenu.",
        )
    if _FINDING_AID.search(start):
        return FileRefused("C’est un instrument de recherche (EAD).", "Faites-le entrer par « ingest ead ».")
    if _DUBLIN_CORE.search(start):
        return FileRefused("Ce sont des notices Dublin Core en XML.", "Faites-les entrer par « ingest dc ».")
    return None


def packed_as(start: bytes) -> str | None:
    """What packs the files in a file that begins so; None: it is no such file."""
    if start[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        return "tar"
    return next((name for signature, name in _PACKED.items() if start.startswith(signature)), None)
