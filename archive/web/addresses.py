"""Where things are: the addresses of records, files, images and of the archive itself."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from archive.model import ark as arks
from archive.web.visitor import the_archive, the_language


def record_url(ark: str, **query: Any) -> str:
    """The address of a record's page in the reader's language."""
    naan, name = arks.split(ark)
    return url_for("records.show", language=the_language(), naan=naan, name=name, **query)


def media_url(ark: str, file_id: str, form: str, page: int | None = None) -> str:
    naan, name = arks.split(ark)
    return url_for("media.form", naan=naan, name=name, file_id=f"{file_id}-{page}" if page else file_id, form=form)


def download_url(which: str, ark: str, file_id: str) -> str:
    """A copy to take away: `which` is download (for the screen) or original."""
    naan, name = arks.split(ark)
    return url_for(f"media.{which}", language=the_language(), naan=naan, name=name, file_id=file_id)


def image_url(ark: str, leaf_id: str) -> str:
    """The image's IIIF identifier, as a path. Source: IIIF Image API 3.0, section 2."""
    naan, name = arks.split(ark)
    return f"/iiif/3/{naan}/{name}/{leaf_id}"


def manifest_url(ark: str) -> str:
    """The record's IIIF manifest, as an absolute address. Source: IIIF Presentation API 3.0."""
    naan, name = arks.split(ark)
    return public_url(f"/iiif/presentation/3/{naan}/{name}/manifest.json")


def door_url(door: str) -> str:
    """A search for every kind of record behind one of the three doors: listen, look, read."""
    kinds = [term.code for term in the_archive().vocabularies["kinds"] if term.facts.get("door") == door]
    return url_for("discover.search", language=the_language(), kind=kinds)


def public_url(path: str = "") -> str:
    """An absolute address, as readers type it."""
    base = the_archive().settings.text("public_url") or request.host_url
    return base.rstrip("/") + path


def in_language(language: str) -> str:
    """This same page in another interface language."""
    first, _, rest = request.full_path.lstrip("/").rstrip("?").partition("/")
    if first not in the_archive().settings.languages or request.method != "GET":
        return url_for("discover.home", language=language)
    return f"/{language}/{rest}"
