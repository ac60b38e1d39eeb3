"""The signed-in archivist's desk: what waits, what runs, what failed; batches and cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user

from archive.actions import curate, desk, report
from archive.actions.undo import take_back
from archive.model.errors import BatchNotFound
from archive.web.visitor import the_archive, the_viewer

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

pages = Blueprint("desk", __name__)


@pages.before_request
def signed_in_only() -> Response | None:
    """Others are shown the door, and come back to what they wanted."""
    if current_user.is_authenticated:
        return None
    return redirect(url_for("door.sign_in", then=request.path if request.method == "GET" else None), 303)


@pages.get("/<lang:language>/desk")
def status() -> str:
    return render_template("desk.html", status=desk.status(the_archive(), the_viewer()))


@pages.post("/<lang:language>/desk/try-again")
def try_again() -> Response:
    desk.try_again(the_archive(), the_viewer())
    return redirect(url_for("desk.status"), 303)


@pages.get("/<lang:language>/desk/batches/<batch_id>")
def batch(batch_id: str) -> str:
    shown = desk.batch(the_archive(), the_viewer(), batch_id)
    if shown is None:
        raise BatchNotFound(batch_id)
    return render_template("batch.html", shown=shown, batch=shown.batch)


@pages.post("/<lang:language>/desk/batches/<batch_id>/open")
def open_batch(batch_id: str) -> Response:
    curate.open_batch(the_archive(), the_viewer(), batch_id, request.form.get("why", ""))
    return redirect(url_for("desk.batch", batch_id=batch_id), 303)


@pages.post("/<lang:language>/desk/batches/<batch_id>/undo")
def undo_batch(batch_id: str) -> Response:
    take_back(the_archive(), the_viewer(), batch_id)
    return redirect(url_for("desk.batch", batch_id=batch_id), 303)


@pages.get("/<lang:language>/desk/cases")
def cases() -> str:
    return render_template("cases.html", cases=report.waiting(the_archive(), the_viewer()))


@pages.post("/<lang:language>/desk/cases/<int:case_id>/close")
def close_case(case_id: int) -> Response:
    report.close(the_archive(), the_viewer(), case_id, request.form.get("outcome", "").strip())
    return redirect(url_for("desk.cases"), 303)
