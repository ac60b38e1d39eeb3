"""JSON as people read it and compare it: a line for each part, and for each entry of a part.

Python's own indented form takes twice as long, for every record that is kept.
"""

from __future__ import annotations

import json
from typing import Any

_DEPTH = 2
_on_one_line = json.JSONEncoder(ensure_ascii=False).encode


def in_lines(content: Any) -> bytes:
    """The same bytes for the same content, in UTF-8."""
    return _opened(content, _DEPTH, "\n").encode()


def _opened(content: Any, depth: int, margin: str) -> str:
    """`content` with its members on lines of their own, down to `depth`; `margin` begins the line it stands on."""
    if not depth or not content or not isinstance(content, dict | list | tuple):
        return _on_one_line(content)
    inner = f"{margin} "
    if isinstance(content, dict):
        lines = [f"{inner}{_on_one_line(name)}: {_opened(each, depth - 1, inner)}" for name, each in content.items()]
        return f"{{{','.join(lines)}{margin}}}"
    return f"[{','.join(inner + _opened(each, depth - 1, inner) for each in content)}{margin}]"
