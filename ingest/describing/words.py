"""Words as people write them, and the same words brought to one form so that they can be compared."""

from __future__ import annotations

import hashlib
import re
import unicodedata

#: Letters that Unicode does not take apart, and the curly apostrophe.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'"}
)
#: Control and layout signs that a cell cannot mean: all but tab and line breaks. Joiners stay: Persian needs them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def cleaned(text: str) -> tuple[str, bool]:
    """A cell's text in NFC, trimmed, with unix line ends and no control sign; and whether any sign had to go."""
    bare = _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
    tidy = unicodedata.normalize("NFC", bare.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return tidy, bare != text


def folded(text: str) -> str:
    """A name without case, accents, hyphens or doubled spaces: "Île de Nantes" and "ile-de-nantes" are one."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(" " if sign in "-_.,'()" else sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(bare.split())


def slug(text: str) -> str:
    """A short identifier of a name, always the same: a-z, 0-9, hyphens; of its checksum where the script is another."""
    name = folded(text)
    latin = re.sub(r"[^a-z0-9]+", "-", name).strip("-")
    enough = sum(sign.isalnum() and sign.isascii() for sign in name) >= sum(sign.isalnum() for sign in name)
    return latin[:80].strip("-") if latin and enough else hashlib.sha256(name.encode()).hexdigest()[:12]


def name_in_order(text: str) -> str:
    """ "Loirat, Yvette" and "Yvette Loirat" are one person: the given name goes first where one comma says so."""
    last, comma, first = text.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first else text
