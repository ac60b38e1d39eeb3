"""Reads the TOML of a crosswalk, which a person may have written: whatever is wrong in it is said before anything begins."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

from archive.model.errors import Refused

_WORDS = frozenset({"name", "separator", "reads", "date_order"})
_LISTS = frozenset({"separated", "prefixes", "terms", "dates", "keys", "creators", "organisations", "families"})
_TABLES = frozenset({"columns", "separators"})
_FLAGS = frozenset({"escaped"})
#: How names of files in a folder are read.
_OF_FOLDERS = frozenset({"pattern"})
_READS = ("table", "ead", "dublin-core")
_MOST_BYTES = 1_000_000


def read_tables(path: Path) -> dict[str, Any]:
    """The tables of a crosswalk's file, its headers as they are looked up. Raises Refused."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _refused(path, "le fichier est trop long")
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise _refused(path, str(problem)) from None
    for name, value in told.items():
        if not _is_right(name, value):
            raise _refused(path, f"« {name} » n’y a pas sa place, ou n’y est pas écrit ainsi")
    if told.get("reads", "table") not in _READS:
        raise _refused(path, f"« reads » est l’un de : {', '.join(_READS)}")
    for name in _TABLES & told.keys():
        told[name] = {as_looked_up(header): meant for header, meant in told[name].items()}
    return told


def as_looked_up(header: str) -> str:
    """A header without case, with one kind of apostrophe and no space about colons."""
    written = unicodedata.normalize("NFC", header).strip().replace("'", "’")
    return re.sub(r"\s*:\s*", ":", written.lower())


def _is_right(name: str, value: object) -> bool:
    if name in _WORDS:
        return isinstance(value, str)
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if name in _TABLES:
        return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    if name == "folder":
        return isinstance(value, dict) and value.keys() <= _OF_FOLDERS and all(isinstance(each, str) for each in value.values())
    return name in _FLAGS and isinstance(value, bool)


def _refused(path: Path, why: str) -> Refused:
    return Refused("crosswalk", f"{path} ne se lit pas : {why}.", "Corrigez ce fichier TOML.")
