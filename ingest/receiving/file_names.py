"""Names of files as people read them, whatever system wrote them."""

from __future__ import annotations

import os
from unicodedata import normalize

#: Signs that move what stands around them: control codes, ends of lines, and those that turn the direction of writing.
UNSEEN = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)])
#: What old disks wrote names in; its five holes are read as the sign for what cannot be read.
_BEFORE_UTF_8 = "cp1252"


def is_utf_8(name: str) -> bool:
    """Whether a name of this system's can be written down: one of an old disk may be bytes of another encoding."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def readable(name: str) -> str:
    """A name in NFC, to be shown and kept; one that is not UTF-8 as Windows would read it, to be shown alone."""
    return normalize("NFC", name if is_utf_8(name) else os.fsencode(name).decode(_BEFORE_UTF_8, errors="replace"))


def on_one_line(text: str) -> str:
    """A text as a terminal can show it: a name can have no say in what stands around it."""
    return text.translate(dict.fromkeys(UNSEEN, "\N{REPLACEMENT CHARACTER}"))
