"""Long lists of keys, asked for a part at a time: a database takes only so many in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Key = TypeVar("Key")


def parts(keys: Iterable[Key], size: int = 5_000) -> Iterator[list[Key]]:
    """The distinct keys in their order, in lists of at most `size`; nothing for none."""
    rest = iter(dict.fromkeys(keys))
    while part := list(islice(rest, size)):
        yield part
