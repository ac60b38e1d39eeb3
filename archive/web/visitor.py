"""Who asks, of which archive, in what language."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app, g, request
from flask_login import UserMixin, current_user

from archive.model.access import PUBLIC, Viewer
from archive.model.record import direction_of

if TYPE_CHECKING:
    from archive.wiring import Archive

#: How each interface language names itself.
OWN_NAMES = {"fr": "Français", "en": "English", "ar": "العربية"}


class SignedIn(UserMixin):  # type: ignore[misc]  # flask_login says no types
    """A viewer as flask_login keeps them between requests: by name alone, looked up anew each time."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    def get_id(self) -> str:
        return self.viewer.name


def the_archive() -> Archive:
    return cast("Archive", current_app.extensions["archive"])


def the_viewer() -> Viewer:
    return current_user.viewer if current_user.is_authenticated else PUBLIC


def the_language() -> str:
    return cast("str", g.language)


def the_address() -> str:
    """Where the request came from, for limits alone; a proxy's word counts only as far as the settings trust it."""
    return request.remote_addr or ""


def language_wanted() -> str:
    """The interface language of a request whose path names none: the browser's wish, else the archive's first."""
    languages = the_archive().settings.languages
    return request.accept_languages.best_match(languages) or languages[0]


def language_of_path() -> None:
    """Before each request: the first part of the path, where it is a language of the interface."""
    first = request.path.split("/", 2)[1]
    g.language = first if first in the_archive().settings.languages else language_wanted()
    g.direction = direction_of(g.language)
