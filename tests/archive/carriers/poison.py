"""Records that the index will not take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from archive.carriers import carry
from archive.carriers.documents import document
from search.document import Document


@contextmanager
def poisoned(*arks: str) -> Iterator[None]:
    """These have, as long as the block lasts, a first day that no engine can count to."""

    def made(*given: Any) -> Document:
        harmless = document(*given)
        return replace(harmless, earliest=10**30) if harmless.id in arks else harmless

    with patch.object(carry, "document", made):
        yield
