"""Correcting, opening and closing one record in a plain form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from archive.actions import curate, read
from archive.model.ark import parse
from archive.model.errors import ChangedMeanwhile, RecordNotFound, Refused
from archive.web.addresses import record_url
from archive.web.corrections import read_correction, sheet
from archive.web.desk import signed_in_only
from archive.web.sentences import gettext
from archive.web.visitor import the_archive, the_viewer

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

pages = Blueprint("editing", __name__)
pages.before_request(signed_in_only)


@pages.get("/<lang:language>/ark:<naan>/<name>/edit")
def form(naan: str, name: str) -> str:
    return _form(_ark(naan, name))


@pages.post("/<lang:language>/ark:<naan>/<name>/edit")
def save(naan: str, name: str) -> Response | tuple[str, int]:
    ark = _ark(naan, name)
    held = read.record(the_archive(), the_viewer(), ark).record
    try:
        correction = read_correction(request.form, held)
        curate.correct(
            the_archive(), the_viewer(), ark, correction,
            expected_version=request.form.get("version", 0, type=int), why=request.form.get("why", "").strip(),
        )  # fmt: skip
    except Refused as refused:
        return _form(ark, refused), 400
    except ChangedMeanwhile as changed:
        return _form(ark, changed), 409
    flash(gettext("La correction est enregistrée."))
    return redirect(record_url(ark), 303)


@pages.post("/<lang:language>/ark:<naan>/<name>/label")
def set_label(naan: str, name: str) -> Response:
    ark, label = _ark(naan, name), request.form.get("label", "")
    curate.set_label(the_archive(), the_viewer(), ark, label, request.form.get("why", "").strip())
    if label == "open":
        flash(gettext("La notice est ouverte à tous."))
    else:
        flash(gettext("La notice est fermée : plus personne ne la voit, sauf les archivistes."))
    back = url_for("editing.form", naan=naan, name=name) if request.form.get("back") == "edit" else record_url(ark)
    return redirect(back, 303)


def _form(ark: str, trouble: Refused | ChangedMeanwhile | None = None) -> str:
    shown = read.record(the_archive(), the_viewer(), ark)
    given = request.form if isinstance(trouble, Refused) else None
    return render_template(
        "edit.html", shown=shown, record=shown.record, sheet=sheet(shown.record, given), trouble=trouble, given=given,
        vocabularies=the_archive().vocabularies,
    )  # fmt: skip


def _ark(naan: str, name: str) -> str:
    ark = parse(f"ark:{naan}/{name}")
    if ark is None:
        raise RecordNotFound(f"ark:{naan}/{name}")
    return ark
