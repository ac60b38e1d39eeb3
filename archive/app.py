"""The web application: an archive and its blueprints."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_babel import Babel
from flask_login import LoginManager
from werkzeug.middleware.proxy_fix import ProxyFix

from archive.actions import accounts
from archive.web import (
    desk,
    discover,
    door,
    editing,
    errors,
    health,
    machines,
    media,
    names,
    page,
    records,
    reports,
    security,
)  # fmt: skip
from archive.web.sentences import Sentences
from archive.web.tiles import TileLayer
from archive.web.visitor import SignedIn, language_of_path, the_language
from archive.wiring import Archive

_STATIC = Path(__file__).resolve().parent.parent / "static"
BLUEPRINTS = (
    discover.pages, records.pages, names.pages, reports.pages, media.pages, door.pages, desk.pages, editing.pages, health.pages,
    machines.machines,
)  # fmt: skip


def create_app(archive: Archive) -> Flask:
    """The application that shows this archive. Nothing of it is global: tests make as many as they like."""
    settings = archive.settings
    app = Flask("archive", static_folder=_STATIC, static_url_path="/static", template_folder=_templates())
    app.extensions["archive"] = archive
    app.json.sort_keys = False  # type: ignore[attr-defined]  # some viewers show the first language they meet
    app.url_map.strict_slashes = False
    app.before_request(language_of_path)
    security.guard(app, settings)
    errors.tell_troubles(app)
    _speak(app, Sentences(settings.config / "translations", settings.languages))
    _remember_who(app, archive)
    page.prepare(app, _STATIC, settings.languages)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.wsgi_app = TileLayer(app.wsgi_app, archive)  # type: ignore[method-assign]
    if settings.number("trusted_proxies"):
        trusted = settings.number("trusted_proxies")
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)  # type: ignore[method-assign]
    return app


def _templates() -> str:
    return str(Path(__file__).resolve().parent / "web" / "templates")


def _speak(app: Flask, sentences: Sentences) -> None:
    Babel(app, locale_selector=the_language)
    app.before_request(sentences.as_default)


def _remember_who(app: Flask, archive: Archive) -> None:
    keeper = LoginManager(app)
    keeper.session_protection = "basic"
    keeper.login_view = "door.sign_in"

    @keeper.user_loader  # type: ignore[untyped-decorator]
    def signed_in(name: str) -> SignedIn | None:
        viewer = accounts.viewer_named(archive, name)
        return SignedIn(viewer) if viewer else None
