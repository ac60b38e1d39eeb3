"""Crosswalks: which column of a sheet means what: tables in `config/crosswalks/`, Dublin Core under all others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Literal

from archive.model import cells
from archive.model.errors import Refused
from archive.model.reading_dates import Order
from ingest.describing.crosswalk_file import read_tables
from ingest.describing.language_tags import short_tag
from ingest.receiving.name_pattern import NamePattern

Meaning = Literal["term", "date", "key", "role", "place", "field", "row", "ignored"]
Source = Literal["table", "ead", "dublin-core"]
#: Columns that say something other than a term, a date or a key.
FIELDS = (
    "kind", "level", "parent", "position", "label", "access_until", "rights", "files", "order", "page_label",
    "alternative_text", "file_id", "file_name", "file_label", "file_language", "transcript_of",
)  # fmt: skip
BASE = "dublin-core"
#: What Omeka S writes behind a header: the type of its values ("^^uri"), and that they are not for the public.
_TYPE = re.compile(r"\s*\^\^[^\s@§]+")
_PRIVATE = re.compile(r"§\s*private\b", re.IGNORECASE)
_PREFIXES = ("dcterms:", "dc:")
_BESIDE = ("authority", "edtf")
_WITH_ROLES = ("creator", "contributor", "publisher")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Column:
    """What one header means: a term ("title"), a date term, a key, a role ("ive"), a place role ("born") or a field.

    `term` is what a role makes of its names, where the header says it ("creator:pht"). `beside` ("authority" or "edtf")
    marks a column that tells more of the one to its left. `escaped`: its cells are written as `archive.model.cells` does.
    """

    header: str
    meaning: Meaning
    name: str = ""
    language: str | None = None
    separator: str = ""
    term: str = ""
    beside: str = ""
    escaped: bool = False

    def parts(self, text: str) -> list[str]:
        """The values of a cell."""
        if self.escaped:
            return cells.values(text)
        return [part.strip() for part in text.split(self.separator)] if self.separator else [text]

    def whole(self, text: str) -> str:
        """The one value of a cell that holds no more."""
        return cells.whole(text) if self.escaped else text

    def told_of(self, parts: int, text: str | None) -> Sequence[str | None]:
        """What is told beside a cell, for each of its parts."""
        if text is None or not self.escaped:
            return [text] * parts
        return [*cells.values(text), *[""] * parts][:parts]


@dataclass(frozen=True)
class Crosswalk:
    """`columns` maps a header, case and prefix apart, to the column of ours it means; "" is left out knowingly.

    `names` maps each name of ours, in lower case, to what it means and its proper spelling.
    `separators` has the sign of a column that has another. `separated` empty: every column may hold several values.
    `reads` is the kind of source it is for. `escaped`: the sheet is one of our own exports. `date_order` is that of day
    and month in figures, where the archivist says it. `pattern` reads the names of a folder's files; None: nothing is read
    in them.
    """

    code: str
    name: str
    separator: str
    separated: frozenset[str]
    separators: Mapping[str, str]
    prefixes: tuple[str, ...]
    columns: Mapping[str, str]
    names: Mapping[str, tuple[Meaning, str]]
    creators: frozenset[str]
    organisations: frozenset[str]
    families: frozenset[str]
    reads: Source = "table"
    escaped: bool = False
    date_order: Order | None = None
    pattern: NamePattern | None = None
    _read: dict[str, Column | None] = field(default_factory=dict, compare=False, repr=False)

    def column(self, header: str) -> Column | None:
        """What a header means; None if nobody knows."""
        if header not in self._read:
            self._read[header] = self._column(header) if self.escaped else self._foreign_column(header)
        return self._read[header]

    def _foreign_column(self, header: str) -> Column | None:
        """What a header means with all that other programs write behind it."""
        found = self._column(_TYPE.sub("", header))
        if _PRIVATE.search(header):
            return Column(header, "ignored")
        if found is None:
            return None
        language = short_tag(found.language) if found.language else None
        separator = self.separators.get(header.partition("@")[0].strip().lower(), found.separator)
        return replace(found, header=header, language=language, separator=separator)

    def _column(self, header: str) -> Column | None:
        written = unicodedata.normalize("NFC", header).strip().replace("'", "’")
        before, sharp, beside = written.rpartition("#")
        if self.escaped and sharp and beside in _BESIDE:
            return Column(header, "ignored", beside=beside, escaped=True) if self.column(before) else None
        bare, at, tag = written.rpartition("@")
        if at and not _LANGUAGE.fullmatch(tag.strip()):
            return None
        plain = (bare if at else written).strip().lower()
        meant = self._meant(plain)
        found = self._ours(meant or plain)
        if meant == "":
            found = Column("", "ignored")
        if found is None:
            return None
        separator = self.separator if not self.separated or plain in self.separated else ""
        language = tag.strip() if at else found.language
        return replace(found, header=header, language=language, separator=separator, escaped=self.escaped)

    def nearest(self, header: str) -> str | None:
        """The known header most like an unknown one, a name of Dublin Core before any other."""
        plain = header.partition("@")[0].strip().lower()
        found = get_close_matches(plain, list(self.names), n=1, cutoff=0.7)
        found = found or get_close_matches(plain, list(self.columns), n=1, cutoff=0.7)
        return self.names.get(found[0], ("", found[0]))[1] if found else None

    def _meant(self, plain: str) -> str | None:
        tightened = re.sub(r"\s*:\s*", ":", plain)
        return self.columns.get(tightened, self.columns.get(_without(tightened, self.prefixes)))

    def _ours(self, written: str) -> Column | None:
        if written.startswith("row:"):
            return Column("", "row", written.removeprefix("row:"))
        plain, _, tag = written.partition("@")
        group, colon, code = plain.lower().partition(":")
        if colon and group in ("role", "place") and code:
            return Column("", "role" if group == "role" else "place", code.strip(), tag or None)
        if colon and group in _WITH_ROLES and code:
            return Column("", "role", code.strip(), tag or None, term=group)
        bare = _without(re.sub(r"\s*:\s*", ":", plain.lower()), (*self.prefixes, *_PREFIXES))
        meaning, name = self.names.get(bare, (None, ""))
        return Column("", meaning, name, tag or None) if meaning else None


def _without(text: str, prefixes: tuple[str, ...]) -> str:
    return next((text.removeprefix(prefix) for prefix in prefixes if text.startswith(prefix)), text)


@lru_cache(maxsize=16)
def read_crosswalk(folder: Path, code: str = BASE) -> Crosswalk:
    """The crosswalk `code` of a folder, or of a TOML file of its own where `code` is a path. Raises Refused."""
    path = Path(code) if code.endswith(".toml") else folder / f"{code}.toml"
    if not path.is_file():
        known = ", ".join(sorted(each.stem for each in folder.glob("*.toml")))
        raise Refused("crosswalk", f"Il n’y a pas de correspondance « {code} ».", f"Celles qui existent : {known}.")
    base, own = read_tables(folder / f"{BASE}.toml"), read_tables(path)
    laid_over = {**base, **own, "columns": {**base["columns"], **own.get("columns", {})}}
    crosswalk = Crosswalk(
        code=code,
        name=laid_over["name"],
        separator=laid_over["separator"],
        separated=frozenset(laid_over.get("separated", ())),
        separators=laid_over.get("separators", {}),
        prefixes=tuple(laid_over.get("prefixes", ())),
        columns=laid_over["columns"],
        names=_names(laid_over),
        creators=frozenset(laid_over["creators"]),
        organisations=frozenset(laid_over["organisations"]),
        families=frozenset(laid_over["families"]),
        reads=laid_over.get("reads", "table"),
        escaped=own.get("escaped", False),
        date_order=_date_order(laid_over.get("date_order")),
        pattern=_pattern(path, laid_over.get("folder", {}).get("pattern")),
    )
    if crosswalk.pattern:
        _need_columns(path, crosswalk, crosswalk.pattern)
    for header, meant in own.get("columns", {}).items():
        if meant and crosswalk.column(meant) is None:
            nearest = crosswalk.nearest(meant) or BASE
            raise Refused(
                "crosswalk", f"{path} : « {meant} », en face de « {header} », n’est pas un nom connu.", f"Voyez « {nearest} »."
            )
    return crosswalk


def _pattern(path: Path, told: str | None) -> NamePattern | None:
    try:
        return NamePattern.of(told) if told else None
    except ValueError as problem:
        remedy = r"Par exemple : (?P<cote>.+)_(?P<page>\d+)"
        raise Refused("crosswalk", f"{path}, [folder] pattern : {problem}.", remedy) from None


def _need_columns(path: Path, crosswalk: Crosswalk, pattern: NamePattern) -> None:
    """Raises Refused where the pattern names what no column is called."""
    for name in pattern.columns:
        if crosswalk.column(name) is None:
            remedy = "Les groupes sont cote, page, ou un nom de colonne (title, created…)."
            raise Refused("crosswalk", f"{path}, [folder] pattern : « {name} » n’est pas un nom connu.", remedy)


def _date_order(told: object) -> Order | None:
    if told is None or told == "dmy" or told == "mdy":
        return told
    raise Refused(
        "crosswalk", f"date_order = {told!r} n’est pas un ordre de date.", 'Écrivez "dmy" (jour d’abord) ou "mdy" (mois d’abord).'
    )


def _names(tables: Mapping[str, list[str]]) -> dict[str, tuple[Meaning, str]]:
    """Fields come last: "rights" is a term as well, but what it says is looked at first."""
    names: dict[str, tuple[Meaning, str]] = {name.lower(): ("term", name) for name in tables["terms"]}
    names |= {name.lower(): ("date", name) for name in tables["dates"]}
    names |= {name.lower(): ("key", name) for name in tables["keys"]}
    return names | {name: ("field", name) for name in FIELDS}
