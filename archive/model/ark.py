"""ARKs: identifiers that never change and are never used again.

Source: The ARK Identifier Scheme, draft-kunze-ark, sections 2 and 3; the check character is that of NOID
(J. Kunze, "Nice Opaque Identifiers", section "noid check character").
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: Digits and consonants, without l and vowels: no word and no mistaken letter can appear.
BETANUMERIC = "0123456789bcdfghjkmnpqrstvwxz"
_ARK = re.compile(r"ark:/?(?P<naan>\d{5,9})/(?P<name>[0-9bcdfghjkmnpqrstvwxz]+)")


def check_character(naan_and_name: str) -> str:
    """The NOID check character of "99999/x1abc…": catches any single wrong character and any swapped pair."""
    total = sum(
        position * BETANUMERIC.index(character)
        for position, character in enumerate(naan_and_name, start=1)
        if character in BETANUMERIC
    )
    return BETANUMERIC[total % len(BETANUMERIC)]


def mint(naan: str, choose: Callable[[str], str], shoulder: str = "x1", length: int = 7) -> str:
    """A new ARK of `length` characters drawn by `choose`, with its check character; the caller asks if it is spent."""
    blade = shoulder + "".join(choose(BETANUMERIC) for _ in range(length))
    return f"ark:{naan}/{blade}{check_character(f'{naan}/{blade}')}"


def parse(text: str) -> str | None:
    """The canonical form of an ARK ("ark:/99999/x" and hyphens, which mean nothing, mended); None if it is not one."""
    match = _ARK.fullmatch(text.strip().replace("-", "").lower())
    if match is None:
        return None
    naan, name = match["naan"], match["name"]
    return f"ark:{naan}/{name}" if check_character(f"{naan}/{name[:-1]}") == name[-1] else None


def split(ark: str) -> tuple[str, str]:
    """The NAAN and the name of a canonical ARK."""
    naan, name = ark.removeprefix("ark:").split("/", 1)
    return naan, name
