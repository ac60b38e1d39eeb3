"""Names and titles as they are sorted and looked up: without case, accents or double spaces."""

from __future__ import annotations

import re
import unicodedata

#: Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def fold(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in apart if not unicodedata.combining(each)).translate(_LETTERS)
    return " ".join(bare.replace("’", "'").split())


def letter_of(folded: str) -> str:
    """The letter of an A–Z under which a folded name stands; "#" for one that begins with none."""
    found = re.search(r"\w", folded)
    return found[0].upper() if found and found[0].isalpha() else "#"
