"""Each trouble of a reader: its status, and the words that help. An engine's own words never reach a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from flask import make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from archive.model import errors
from search.index import SearchUnavailable

if TYPE_CHECKING:
    from flask import Flask, Response

_log = structlog.get_logger()

STATUS: dict[type[Exception], int] = {
    errors.RecordNotFound: 404,
    errors.FileNotFound: 404,
    errors.BatchNotFound: 404,
    errors.RecordWithdrawn: 410,
    errors.NotAllowed: 403,
    errors.TooManyAttempts: 429,
    errors.Refused: 400,
    errors.ChangedMeanwhile: 409,
    errors.IdentifierTaken: 400,
    errors.NotReady: 503,
    errors.CatalogueUnavailable: 503,
    SearchUnavailable: 503,
}
#: Statuses with a page of their own; any other is said by the nearest.
_TOLD = (400, 403, 404, 405, 409, 410, 413, 429, 500, 503)
_STILL_BEING_MADE_SECONDS = 20


def tell_troubles(app: Flask) -> None:
    for kind in STATUS:
        app.register_error_handler(kind, _known)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _spoken)
    app.register_error_handler(Exception, _unforeseen)


def page(status: int, trouble: Exception | None = None) -> Response:
    """The page of a trouble, in the reader's language."""
    told = status if status in _TOLD else (404 if 400 <= status < 500 else 500)
    unsearchable = isinstance(trouble, SearchUnavailable)
    answer = make_response(render_template("error.html", told=told, trouble=trouble, unsearchable=unsearchable), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _known(trouble: Exception) -> Response:
    status = next(STATUS[kind] for kind in type(trouble).__mro__ if kind in STATUS)
    if isinstance(trouble, SearchUnavailable):
        _log.error("search unavailable", reason=trouble.reason, path=request.path)
    answer = page(status, trouble)
    if isinstance(trouble, errors.TooManyAttempts):
        answer.headers["Retry-After"] = str(trouble.retry_after_seconds)
    elif status == 503:
        answer.headers["Retry-After"] = str(_STILL_BEING_MADE_SECONDS)
    return answer


def _stale_form(trouble: CSRFError) -> Response:
    return page(400, trouble)


def _spoken(trouble: HTTPException) -> Response:
    if trouble.response is not None or trouble.code is None or trouble.code < 400:
        return trouble.get_response()  # type: ignore[return-value]  # werkzeug's own answers: redirects, ranges
    return page(trouble.code, trouble)


def _unforeseen(trouble: Exception) -> Response:
    _log.exception("page failed", path=request.path, exc_info=trouble)
    return page(500)
