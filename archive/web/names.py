"""A–Z of names and of places, and the page of one of them."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from archive.actions import find, read
from archive.actions.question import Question
from archive.model.errors import RecordNotFound
from archive.web.visitor import the_archive, the_language, the_viewer

pages = Blueprint("names", __name__)

#: What each list holds, by the last part of its address.
LISTS = {"names": ("person", "family", "organisation"), "places": ("place",), "subjects": ("concept",)}
_FACETS = {"place": "place", "concept": "subject", "person": "name", "family": "name", "organisation": "name"}
_PAGE = 500
_SHOWN_EACH = 12


@pages.get("/<lang:language>/names", defaults={"which": "names"})
@pages.get("/<lang:language>/places", defaults={"which": "places"})
@pages.get("/<lang:language>/subjects", defaults={"which": "subjects"})
def a_to_z(which: str) -> str:
    kinds = LISTS[which]
    kind = request.args.get("kind")
    letter = request.args.get("letter") or None
    start = max(request.args.get("start", 0, type=int), 0)
    asked = (kind,) if kind in kinds else kinds
    headings, letters = read.headings(the_archive(), the_viewer(), asked, the_language(), letter, start)
    return render_template(
        "a_to_z.html", which=which, kinds=kinds, kind=kind if kind in kinds else None, headings=headings, letters=letters,
        letter=letter, start=start, more=len(headings) == _PAGE, page_size=_PAGE,
    )  # fmt: skip


@pages.get("/<lang:language>/names/<authority_id>")
def show(authority_id: str) -> str:
    archive, viewer = the_archive(), the_viewer()
    shown = read.authority(archive, viewer, authority_id)
    facet = _FACETS[shown.authority.kind]
    held = find.search(archive, viewer, Question(chosen={facet: (authority_id,)}, order="date", size=_SHOWN_EACH))
    if not (shown.records or held.total or viewer.signed_in or shown.authority.kind in ("place", "concept")):
        raise RecordNotFound(authority_id)
    return render_template("authority.html", shown=shown, authority=shown.authority, held=held, facet=facet)
