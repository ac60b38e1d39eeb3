"""Plain text: in which encoding it is, and its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ingest.identifying.refused import FileRefused
from ingest.reading.cues import one_line
from ingest.reading.sheet_encoding import decoded

_MOST_BYTES = 30_000_000
_BETWEEN = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


@dataclass(frozen=True)
class PlainText:
    paragraphs: tuple[str, ...]
    encoding: str


def read_text(path: Path) -> PlainText:
    """The paragraphs of a text: what stands between empty lines. Raises FileRefused."""
    if path.stat().st_size > _MOST_BYTES:
        raise FileRefused(f"Ce texte dépasse {_MOST_BYTES // 1_000_000} Mo.", "Partagez-le en plusieurs fichiers.")
    try:
        read = decoded(path.read_bytes())
    except (LookupError, UnicodeDecodeError) as problem:
        raise FileRefused("Ce texte ne se lit dans aucun encodage usuel.", "Réenregistrez-le en UTF-8.") from problem
    text = read.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n")
    told = (one_line(each) for each in _BETWEEN.split(text))
    return PlainText(tuple(each for each in told if each), read.encoding)
