"""Cells of an exported sheet: several values in one, none of them a formula, and read back as they were."""

from __future__ import annotations

import re
from collections.abc import Iterable

SEPARATOR, ESCAPE = "|", "\\"
#: A sign that makes a formula where a cell begins, or would begin in a program that cuts at another separator.
#: Source: OWASP, CSV Injection.
_FORMULA = re.compile(r"(^|[;,\t\r\n|])([=+\-@\uff1d\uff0b\uff0d\uff20])")
_SIGN = re.compile(r"\\(.)|\|", re.DOTALL)


def cell(values: Iterable[str]) -> str:
    """Values as one cell: `\\` stands before a sign that is meant as it is."""
    return SEPARATOR.join(escaped(value) for value in values)


def escaped(text: str) -> str:
    meant = text.replace(ESCAPE, ESCAPE * 2).replace(SEPARATOR, ESCAPE + SEPARATOR)
    return _FORMULA.sub(rf"\1{ESCAPE * 2}\2", meant)


def values(text: str) -> list[str]:
    """The values of a cell that `cell` wrote, bare of blanks around them; an empty cell has one, empty."""
    parts, began = [""], 0
    for found in _SIGN.finditer(text):
        parts[-1] += text[began : found.start()]
        if found[0] == SEPARATOR:
            parts.append("")
        else:
            parts[-1] += found[1]
        began = found.end()
    parts[-1] += text[began:]
    return [part.strip() for part in parts]


def whole(text: str) -> str:
    """The one value of a cell that holds no more."""
    return SEPARATOR.join(values(text))
