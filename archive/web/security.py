"""What every answer tells the browser to allow, and who may keep it."""

from __future__ import annotations

import contextlib
import os
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import request
from flask_wtf.csrf import CSRFProtect

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask, Response

    from archive.settings import Settings

#: All from our own origin: no inline script or style, no frame, no plug-in. Images made of data are not needed.
POLICY = "; ".join((
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
))  # fmt: skip
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_YEAR_SECONDS = 31_536_000
LARGEST_FORM_BYTES = 1_000_000


def guard(app: Flask, settings: Settings) -> None:
    """Sessions, forgery tokens and headers for the whole app."""
    https = settings.text("public_url").startswith("https://")
    app.config.update(
        SECRET_KEY=the_secret(settings.home / "secret"),
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a report may take an afternoon to write
        MAX_CONTENT_LENGTH=LARGEST_FORM_BYTES,
    )
    CSRFProtect(app)

    @app.after_request
    def tell_the_browser(answer: Response) -> Response:
        for name, value in _HEADERS.items():
            answer.headers.setdefault(name, value)
        if https:
            answer.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR_SECONDS}")
        return _who_may_keep(answer)


def _who_may_keep(answer: Response) -> Response:
    if request.endpoint == "static":
        versioned = "v" in request.args
        answer.headers["Cache-Control"] = f"public, max-age={_YEAR_SECONDS}, immutable" if versioned else "public, max-age=3600"
    elif "Cache-Control" not in answer.headers:
        # What a page may show depends on who asks and can be closed at any moment.
        answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def the_secret(path: Path) -> bytes:
    """The key that signs sessions, made once in the archive's home and readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_bytes(secrets.token_bytes(32))
        with contextlib.suppress(FileExistsError):  # another worker was first: its key is everybody's
            os.link(draft, path)
        draft.unlink()
    return path.read_bytes()
