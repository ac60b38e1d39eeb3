"""Signing in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_login import login_user, logout_user

from archive.actions import accounts
from archive.model.errors import NotAllowed
from archive.web.visitor import SignedIn, the_address, the_archive

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

pages = Blueprint("door", __name__)


@pages.get("/<lang:language>/sign-in")
def sign_in() -> str:
    return render_template("sign_in.html", wrong=False, name="", then=_inside(request.args.get("then")))


@pages.post("/<lang:language>/sign-in")
def try_to_sign_in() -> Response | tuple[str, int]:
    name, then = request.form.get("name", "").strip(), _inside(request.form.get("then"))
    try:
        viewer = accounts.sign_in(the_archive(), name, request.form.get("password", ""), the_address())
    except NotAllowed:
        return render_template("sign_in.html", wrong=True, name=name, then=then), 401
    session.clear()  # whatever somebody left in this browser before
    login_user(SignedIn(viewer))
    return redirect(then or url_for("desk.status"), 303)


@pages.post("/<lang:language>/sign-out")
def sign_out() -> Response:
    logout_user()
    session.clear()
    return redirect(url_for("discover.home"), 303)


def _inside(address: str | None) -> str:
    """An address to go on to, if it is one of ours: a path, never another site."""
    parts = urlsplit(address or "")
    within = not parts.scheme and not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("//")
    return (address or "") if within and "\\" not in (address or "") else ""
