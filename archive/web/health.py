"""Whether this worker can answer: for whoever runs the server, and for the proxy before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify

from archive.actions import health
from archive.web.visitor import the_archive

if TYPE_CHECKING:
    from flask import Response

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> Response:
    """200 where the catalogue answers, so that records can be read; where it does not, its trouble's own status
    (`errors.py`). An index that does not answer is said: a proxy that took this worker away would close the records too."""
    health.ask_the_catalogue(the_archive())
    return jsonify({"well": True, "search": health.searchable(the_archive())})
