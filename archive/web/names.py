"""A–Z of names and of places, and the page of one of them."""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from archive.actions import find, read
from archive.actions.find import Findings
from archive.actions.question import Question
from archive.model.errors import RecordNotFound
from archive.web import questions
from archive.web.unsearched import answered
from archive.web.visitor import the_archive, the_language, the_viewer
from search.query import Box

if TYPE_CHECKING:
    from archive.model.authorities import Authority

pages = Blueprint("names", __name__)

#: What each list holds, by the last part of its address.
LISTS = {"names": ("person", "family", "organisation"), "places": ("place",), "subjects": ("concept",)}
_FACETS = {"place": "place", "concept": "subject", "person": "name", "family": "name", "organisation": "name"}
_PAGE = 500
_KM_PER_DEGREE = 111.2  # of latitude
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
    question = Question(chosen={facet: (authority_id,)}, order="date", size=_SHOWN_EACH)
    held = answered(lambda: find.search(archive, viewer, question), lambda: Findings(question, 0, (), {}, 0))
    if not (shown.records or held.total or viewer.signed_in or shown.authority.kind in ("place", "concept")):
        raise RecordNotFound(authority_id)
    return render_template(
        "authority.html", shown=shown, authority=shown.authority, held=held, facet=facet, around=_around(shown.authority)
    )


def _around(place: Authority) -> str | None:
    """A search for what has to do with the part of the map around a place; None for a wide one, or one without a point."""
    reach = the_archive().vocabularies["place_kinds"].get(place.place_kind or "").facts.get("around_km")
    if not reach or place.latitude is None or place.longitude is None:
        return None
    high = float(reach) / _KM_PER_DEGREE
    wide = high / max(cos(radians(place.latitude)), 0.01)
    south, north = max(place.latitude - high, -90.0), min(place.latitude + high, 90.0)
    return questions.address(Question(box=Box(south, place.longitude - wide, north, place.longitude + wide)))
