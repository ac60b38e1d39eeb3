"""Every setting of the archive, once: its name, what holds when nobody says, and what it means.

A setting is read from `config/default.toml`, then the file named by ARCHIVE_CONFIG, then the environment (upper case).
A name no part knows is refused at start, so that a typing mistake cannot leave something open or off.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Setting:
    name: str
    default: str | int | float | bool
    meaning: str


class SettingRefused(Exception):
    """A setting nobody knows, or a value of the wrong kind; says which and what to write instead."""


LIST = (
    Setting("archive_home", "./var", "Folder that holds all data"),
    Setting(
        "config_folder",
        "",
        "Folder of crosswalks, vocabularies, places and translations; empty: the one beside the code",
    ),
    Setting("catalogue_url", "", "SQLAlchemy URL of the catalogue; empty: SQLite in the home"),
    Setting("search_url", "", "Search engine: address of an Elasticsearch 8 or 9 (or several); empty: embedded, in the home"),
    Setting("search_name", "archive", "Name of this archive's index on that server, in small letters"),
    Setting("search_api_key", "", "Key of that server, where it wants one"),
    Setting("public_url", "", "Base of every absolute address, as readers type it; empty: as the request says"),
    Setting("site_name", "D’une rive, l’autre", "Name of the archive, in the header of every page"),
    Setting("site_line_fr", "Mémoire et histoire de l’immigration à Nantes", "Line under the name, in French"),
    Setting("site_line_en", "Memory and history of immigration in Nantes", "Line under the name, in English"),
    Setting("site_line_ar", "ذاكرة الهجرة وتاريخها في نانت", "Line under the name, in Arabic"),
    Setting("fictional", False, "Whether every page says that persons and stories are invented (the samples)"),
    Setting("languages", "fr,en,ar", "Languages of the interface, the first is the fall-back"),
    Setting("time_zone", "Europe/Paris", "Time zone of the hours shown at the desk"),
    Setting(
        "near_places",
        "quartier,commune",
        "Kinds of place (config/vocabularies/place_kinds.csv) shown on the front page as near",
    ),
    Setting("near_within", "nantes-metropole", "The wider place (config/places/) in which a place is near; empty: anywhere"),
    Setting("naan", "99999", "Name assigning authority number of the ARKs; 99999 is for tests and examples"),
    Setting("publisher", "D’une rive, l’autre", "Publisher named in citations"),
    Setting("publisher_place", "Nantes", "Place of publication named in citations"),
    Setting("tile_pixels", 256, "Side of one IIIF tile, in pixels"),
    Setting("max_pixels", 400_000_000, "Largest image taken in, in pixels"),
    Setting("max_render_pixels", 25_000_000, "Largest image made for one IIIF request, in pixels"),
    Setting("max_file_bytes", 20_000_000_000, "Largest file taken in, in bytes"),
    Setting("ingest_workers", 0, "Child processes of ingest; 0: one for each core"),
    Setting(
        "reader_seconds", 120, "Longest time a reader of one file may take, in seconds, where its length sets no other"
    ),
    Setting("reader_memory_bytes", 2_000_000_000, "Most memory a reader may ask for, in bytes"),
    Setting("results_per_page", 20, "Results on one page of a search"),
    Setting("reports_per_hour", 5, "Reports one address may send in an hour"),
    Setting("sign_ins_per_hour", 20, "Failed sign-ins one address or account may make in an hour"),
    Setting("trusted_proxies", 0, "How many proxies before the server set X-Forwarded-For"),
    Setting("carry_seconds", 0.5, "Longest wait before a change is brought to preservation and index, in seconds"),
)
_BY_NAME = {setting.name: setting for setting in LIST}


@dataclass(frozen=True)
class Settings:
    """The values that hold, by name: `settings["tile_pixels"]`, or typed: `settings.number("tile_pixels")`."""

    values: Mapping[str, str | int | float | bool]

    def __getitem__(self, name: str) -> str | int | float | bool:
        return self.values[name]

    def text(self, name: str) -> str:
        return str(self.values[name])

    def number(self, name: str) -> int:
        return int(self.values[name])

    def seconds(self, name: str) -> float:
        return float(self.values[name])

    def flag(self, name: str) -> bool:
        return bool(self.values[name])

    @property
    def home(self) -> Path:
        return Path(self.text("archive_home")).expanduser().absolute()

    @property
    def config(self) -> Path:
        given = self.text("config_folder")
        return Path(given).absolute() if given else Path(__file__).resolve().parent.parent / "config"

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text("languages").split(","))


def read_settings(environment: Mapping[str, str] = os.environ, **given: str | int | float | bool) -> Settings:
    """The settings that hold: defaults, then files, then the environment, then `given`. Raises SettingRefused."""
    values: dict[str, str | int | float | bool] = {setting.name: setting.default for setting in LIST}
    default_file = Path(__file__).resolve().parent.parent / "config" / "default.toml"
    for path in (default_file, *([Path(environment["ARCHIVE_CONFIG"])] if environment.get("ARCHIVE_CONFIG") else ())):
        if path.is_file():
            _take(values, tomllib.loads(path.read_text("utf-8")), str(path))
    for setting in LIST:
        if setting.name.upper() in environment:
            values[setting.name] = _from_text(setting, environment[setting.name.upper()])
    _take(values, given, "given")
    return Settings(values)


def _take(values: dict[str, str | int | float | bool], new: Mapping[str, Any], where: str) -> None:
    for name, value in new.items():
        setting = _BY_NAME.get(name)
        if setting is None:
            raise SettingRefused(
                f"{where}: there is no setting “{name}”. The settings are listed in config/default.toml."
            )
        if type(value) is not type(setting.default) and not (type(setting.default) is float and type(value) is int):
            raise SettingRefused(f"{where}: {name} must be a {type(setting.default).__name__}, not {value!r}.")
        values[name] = value


def _from_text(setting: Setting, text: str) -> str | int | float | bool:
    kind = type(setting.default)
    try:
        return text.strip().lower() in ("1", "true", "yes", "on") if kind is bool else kind(text)
    except ValueError:
        raise SettingRefused(
            f"{setting.name.upper()} in the environment must be a {kind.__name__}, not {text!r}."
        ) from None
