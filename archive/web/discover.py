"""Home, search, and the two doors without a language: "/" and the permanent address of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for

from archive.actions import find, places
from archive.model import ark as arks
from archive.model.errors import RecordNotFound
from archive.web import city_map, front, questions
from archive.web.visitor import language_wanted, the_archive, the_language, the_viewer

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

pages = Blueprint("discover", __name__)


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
    told = find.home(archive, viewer)
    near = places.near(archive)
    return render_template(
        "home.html", front=told, counts=front.counts(told), example=front.example(told), voice_form=front.voice_form(told),
        map=city_map.drawn(near, told.places, the_language()),
    )  # fmt: skip


@pages.get("/<lang:language>/search")
def search() -> str:
    question = questions.asked()
    findings = find.search(the_archive(), the_viewer(), question)
    return render_template("search.html", findings=findings, question=question, asked=questions)


@pages.get("/<lang:language>/about")
def about() -> str:
    return render_template("about.html")
