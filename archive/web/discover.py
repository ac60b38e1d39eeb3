"""Home, search, and the two doors without a language: "/" and the permanent address of a record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, g, jsonify, redirect, render_template, request, url_for
from flask import Response as FlaskResponse

from archive.actions import find, places, suggest
from archive.actions.home import home as home_of
from archive.actions.home import home_unsearched
from archive.model import ark as arks
from archive.model.errors import RecordNotFound
from archive.web import city_map, front, questions, wording
from archive.web.addresses import record_url
from archive.web.unsearched import answered
from archive.web.visitor import language_wanted, the_archive, the_language, the_viewer

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

pages = Blueprint("discover", __name__)

_LONGEST_WITHIN, _MOST_VALUES, _IN_A_FEED = 100, 5000, 50


@pages.get("/")
def choose_language() -> Response:
    answer = redirect(url_for("discover.home", language=language_wanted()), 302)
    answer.headers["Vary"] = "Accept-Language"
    return answer


@pages.get("/ark:<naan>/<name>")
@pages.get("/ark:/<naan>/<name>")
def permanent(naan: str, name: str) -> Response:
    """The address that never changes; it names no language, so it leads to the reader's own."""
    ark = arks.parse(f"ark:{naan}/{name}")
    if ark is None:
        raise RecordNotFound(f"ark:{naan}/{name}")
    naan, name = arks.split(ark)
    answer = redirect(url_for("records.show", language=language_wanted(), naan=naan, name=name), 303)
    answer.headers["Vary"] = "Accept-Language"
    return answer


@pages.get("/<lang:language>/")
def home() -> str:
    archive, viewer = the_archive(), the_viewer()
    told = answered(lambda: home_of(archive, viewer), lambda: home_unsearched(archive, viewer))
    near = () if g.get("unsearchable") else places.near(archive)
    return render_template(
        "home.html", front=told, counts=front.counts(told), example=front.example(told), voice_form=front.voice_form(told),
        map=city_map.drawn(near, told.places, the_language()),
    )  # fmt: skip


@pages.get("/<lang:language>/search")
def search() -> str:
    question = questions.asked()
    findings = find.search(the_archive(), the_viewer(), question)
    return render_template("search.html", findings=findings, question=question, asked=questions)


@pages.get("/<lang:language>/search/values/<facet>")
def values(facet: str) -> str:
    """All the values of one facet under a question, to be read through or filtered by some letters."""
    if facet not in (each.code for each in the_archive().facets):
        raise RecordNotFound(facet)
    question = questions.asked()
    within = request.args.get("within", "")[:_LONGEST_WITHIN].strip()
    counted = find.search(
        the_archive(), the_viewer(), replace(question, facets=(facet,), values_each=_MOST_VALUES, size=1)
    )
    shown = questions.containing(facet, counted.facets[facet], within)
    return render_template(
        "values.html", facet=facet, values=shown, question=question, asked=questions, within=within, total=counted.total
    )


@pages.get("/<lang:language>/search/feed.atom")
def feed() -> Response:
    """What a question finds, the latest arrivals first, for a feed reader. Source: RFC 4287."""
    question = replace(questions.asked(), order="newest", page=1, size=_IN_A_FEED, facets=())
    findings = find.search(the_archive(), the_viewer(), question)
    arrived = find.arrived(the_archive(), findings.found)
    text = render_template("feed.xml", findings=findings, question=question, asked=questions, arrived=arrived)
    return FlaskResponse(text, mimetype="application/atom+xml")


@pages.get("/<lang:language>/suggest")
def suggestions() -> Response:
    found = suggest.suggest(the_archive(), the_viewer(), request.args.get("q", "")[:_LONGEST_WITHIN])
    return jsonify([
        {"text": each.text, "language": each.language or "", "what": wording.suggestion_kind(each.kind), "address": (
            record_url(each.of) if each.kind == "record" else url_for("names.show", authority_id=each.of)
        )}
        for each in found
    ])  # fmt: skip


@pages.get("/<lang:language>/about")
def about() -> str:
    return render_template("about.html")
