"""What every template may use: addresses, words, the reader."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import current_app, url_for
from jinja2 import pass_context
from werkzeug.routing import BaseConverter

from archive.model import ark as arks
from archive.model.record import Record, Value, best, direction_of
from archive.web import addresses, desk_words, facts, wording, words
from archive.web.sentences import SOURCE_LANGUAGE
from archive.web.visitor import OWN_NAMES, the_archive, the_language, the_viewer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from flask import Flask
    from markupsafe import Markup

    from archive.actions.find import Found
    from archive.model.transcript import Passage

#: Width over height from which a picture is a panorama.
_LONG_PICTURE = 2


def prepare(app: Flask, static: Path, languages: Sequence[str]) -> None:
    """Give the app its language in the path, and templates their globals and filters."""
    app.url_map.converters["lang"] = type("Language", (BaseConverter,), {"regex": "|".join(languages), "part_isolating": True})
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    versions = lru_cache(maxsize=200)(lambda name: _version(static / name))
    app.jinja_env.globals.update(
        static_url=lambda name: url_for("static", filename=name, v=versions(name)), ark_parts=arks.split,
        title_of=title_of, best_told=best_told, own_names=OWN_NAMES, direction_of=direction_of, wording=wording,
        desk_words=desk_words, wide_enough=wide_enough, facts=facts, passage_value=passage_value, name_of=wording.name_of,
        ratio_class=words.ratio_class,
        **{name: getattr(addresses, name) for name in ("record_url", "media_url", "download_url", "image_url", "manifest_url",
                                                        "door_url", "public_url", "in_language")},
    )  # fmt: skip
    filters = (
        words.number, words.clock, words.machine_duration, words.duration, words.size, words.day, words.instant, words.label,
        words.told, words.listed, words.language_name, words.spaced,
    )  # fmt: skip
    app.jinja_env.filters.update({each.__name__: _for_each_reader(each) for each in filters})
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_every_page)


def _for_each_reader(word: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is never worked out when a template is compiled: "cote" would stay in the language of its first reader."""

    @pass_context
    def asked(_context: object, *said: Any, **more: Any) -> Any:
        return word(*said, **more)

    return asked


def _every_page() -> dict[str, Any]:
    archive, language = the_archive(), the_language()
    settings = archive.settings
    line = settings.values.get(f"site_line_{language}") or settings.text("site_line_fr")
    return {
        "language": language, "direction": direction_of(language), "languages": settings.languages, "viewer": the_viewer(),
        "site_name": settings.text("site_name"), "site_line": line, "fictional": settings.flag("fictional"),
    }  # fmt: skip


def title_of(record: Record) -> Value:
    return record.title_in(the_language(), SOURCE_LANGUAGE)


def best_told(values: tuple[Value, ...]) -> Markup | None:
    """Of values that say the same in several languages, the one the reader will understand best."""
    chosen = best(values, the_language(), SOURCE_LANGUAGE)
    return words.told(chosen) if chosen else None


def wide_enough(found: Found) -> tuple[str, str, int | None] | None:
    """The thumbnail for a row of pictures: of a long one the larger, for it is drawn as wide as the page."""
    if found.thumbnail and (found.ratio or 1) > _LONG_PICTURE and found.thumbnail[1] == "thumb-400.jpg":
        return found.thumbnail[0], "thumb-1000.jpg", found.thumbnail[2]
    return found.thumbnail


def passage_value(passage: Passage) -> Value:
    """A passage's words under their own language."""
    return Value(passage.text, passage.language)


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Views need no argument for the language: the visitor has it (`visitor.the_language`)."""
    if values:
        values.pop("language", None)


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    if "language" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        values["language"] = the_language()


def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else "0"
