"""Pages that show what they can where the index cannot be asked, and say so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import structlog
from flask import g, request

from search.index import SearchUnavailable

Answer = TypeVar("Answer")
_log = structlog.get_logger()


def answered(ask: Callable[[], Answer], instead: Callable[[], Answer]) -> Answer:
    """What is asked of the index; where it does not answer, `instead`, and the page says so. It is then not asked again for
    this page: it may take its time not to answer."""
    if not g.get("unsearchable"):
        try:
            return ask()
        except SearchUnavailable as trouble:
            _log.error("search unavailable", reason=trouble.reason, path=request.path)
            g.unsearchable = True
    return instead()
