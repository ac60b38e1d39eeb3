"""The one place that chooses engines: settings → an `Archive` value that everything else is given."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.catalogue.connection import Catalogue
from archive.catalogue.stamp import Stamp
from archive.model.authorities import Authority, Name
from archive.model.facets import Facet, facets_of
from archive.model.vocabulary import Vocabulary, from_rows
from archive.preservation.derivatives import Derivatives
from archive.preservation.store import Preservation
from archive.settings import Settings
from search.embedded import open_embedded
from search.index import SearchIndex

_READERS_WAIT_SECONDS = 5.0


@dataclass(frozen=True)
class Archive:
    """All that an archive is at work: no part of it is global, so tests and tools open as many as they like."""

    settings: Settings
    catalogue: Catalogue
    preservation: Preservation
    derivatives: Derivatives
    index: SearchIndex
    vocabularies: Mapping[str, Vocabulary]
    stamp: Stamp

    @property
    def facets(self) -> tuple[Facet, ...]:
        """By what a search is narrowed, in the order a reader meets them."""
        return facets_of(self.vocabularies["facets"])

    def close(self) -> None:
        self.index.close()
        self.catalogue.close()


def open_archive(settings: Settings) -> Archive:
    """Open what the settings name, making it where nothing stands yet."""
    home = settings.home
    home.mkdir(parents=True, exist_ok=True)
    stamp = Stamp(home / "stamp")
    return Archive(
        settings=settings,
        catalogue=Catalogue.open(catalogue_url(settings), stamp=stamp),
        preservation=Preservation.open(home / "preservation"),
        derivatives=Derivatives(home / "derivatives"),
        index=open_index(settings, writing=False),
        vocabularies=read_vocabularies(settings.config / "vocabularies"),
        stamp=stamp,
    )


def open_index(settings: Settings, *, writing: bool) -> SearchIndex:
    """The search engine, which need not be up. `writing`: for the carrier, who waits for it longer than a reader would."""
    if url := settings.text("search_url"):
        from search.elastic import open_elastic  # its client takes longer to load than all the rest

        config = json.loads((settings.config / "elasticsearch" / "index.json").read_text("utf-8"))
        return open_elastic(
            url, settings.text("search_name"), config["settings"], settings.text("search_api_key") or None,
            timeout_seconds=60 if writing else _READERS_WAIT_SECONDS,
        )  # fmt: skip
    return open_embedded(settings.home / "index")


def catalogue_url(settings: Settings) -> str:
    return settings.text("catalogue_url") or f"sqlite:///{settings.home / 'catalogue.sqlite'}"


def read_vocabularies(folder: Path) -> dict[str, Vocabulary]:
    """Every table of `config/vocabularies/`, by its file's name."""
    return {path.stem: from_rows(path.stem, _rows(path)) for path in sorted(folder.glob("*.csv"))}


def read_places(path: Path) -> list[Authority]:
    """The places of `config/places/places.csv`, as authorities; `other_names` are "Bône@fr/1832-1962|Annaba@fr"."""
    rows = {row["id"]: row for row in _rows(path)}
    return [_place(row, rows) for row in rows.values()]


def read_concepts(subjects: Vocabulary) -> list[Authority]:
    """The concepts of `config/vocabularies/subjects.csv`, as authorities."""
    return [
        Authority(
            id=term.code,
            kind="concept",
            names=tuple(Name(text, language) for language, text in term.names.items())
            + tuple(Name(text, "fr", "variant") for text in term.facts.get("other_fr", "").split("|") if text),
            parents=tuple(part for part in [term.facts.get("broader", "")] if part),
        )
        for term in subjects
    ]


def _place(row: Mapping[str, str], rows: Mapping[str, Mapping[str, str]]) -> Authority:
    preferred = tuple(Name(row[f"name_{code}"], code) for code in ("fr", "en", "ar") if row[f"name_{code}"])
    return Authority(
        id=row["id"],
        kind="place",
        names=preferred + tuple(_other_name(text) for text in row["other_names"].split("|") if text),
        parents=tuple(_parents(row["parent"], rows)),
        identifiers={scheme: row[scheme] for scheme in ("insee", "wikidata") if row[scheme]},
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        place_kind=row["kind"],
        note=row.get("note_fr") or None,
    )


def _parents(parent: str, rows: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Wider places, nearest first; a circle in the table ends where it closes."""
    found: list[str] = []
    while parent and parent not in found:
        found.append(parent)
        parent = rows[parent]["parent"] if parent in rows else ""
    return found


def _other_name(written: str) -> Name:
    text, _, rest = written.partition("@")
    language, _, period = rest.partition("/")
    return Name(text.strip(), language or None, "historic" if period else "variant", period.replace("-", "/") or None)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{column: value or "" for column, value in row.items() if column} for row in csv.DictReader(file)]
