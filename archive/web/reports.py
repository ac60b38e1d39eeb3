"""« Signaler, demander le retrait, corriger »: a form without account, on every public page."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from archive.actions import read, report
from archive.model import ark as arks
from archive.model.errors import Refused
from archive.web.visitor import the_address, the_archive, the_viewer

pages = Blueprint("reports", __name__)

_LONGEST_ADDRESS = 300


@pages.get("/<lang:language>/report")
def form() -> str:
    return _form(request.args.get("about"), request.args.get("kind", "correction"))


@pages.post("/<lang:language>/report")
def send() -> str | tuple[str, int]:
    about = arks.parse(request.form.get("about", ""))
    kind, words = request.form.get("kind", ""), request.form.get("words", "")
    if request.form.get("website"):  # a field no person sees: a machine filled it
        return render_template("report_sent.html", number=None, about=None)
    try:
        number = report.report(
            the_archive(), the_viewer(), kind=kind, words=words, address=the_address(), ark=about,
            page=request.form.get("page", "")[:_LONGEST_ADDRESS] or None, reply=request.form.get("reply", "")[:_LONGEST_ADDRESS],
        )  # fmt: skip
    except Refused as refused:
        return _form(request.form.get("about"), kind, refused.field, words), 400
    return render_template("report_sent.html", number=number, about=about)


def _form(about: str | None, kind: str, wrong: str | None = None, words: str = "") -> str:
    ark = arks.parse(about or "")
    record = read.record(the_archive(), the_viewer(), ark).record if ark else None
    return render_template(
        "report.html", record=record, kind=kind if kind in report.KINDS else "correction", kinds=report.KINDS,
        wrong=wrong, words=words, longest=report.LONGEST_WORDS,
        page=request.form.get("page") or request.args.get("page", "")[:_LONGEST_ADDRESS],
        reply=request.form.get("reply", ""),
    )  # fmt: skip
