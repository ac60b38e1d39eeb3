"""Drafts a crosswalk from a sheet's own headers: what each probably means, and an example of what it holds.

Runs in a child process. A draft is usable at once; a person reads it first.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive.model.dates import read_date
from ingest.describing.crosswalk import BASE, FIELDS, Column, Crosswalk, read_crosswalk
from ingest.describing.crosswalk_file import as_looked_up
from ingest.describing.words import folded
from ingest.item import ItemProblem
from ingest.limits import Limits
from ingest.reading.read_sheet import Sheet, read_sheet
from ingest.telling import messages
from ingest.workers import Lost, run_all

_TAG = re.compile(r"(?P<bare>.*\w)\W*(?:@|[\s_.-]|\()(?P<tag>fr|en|ar|es|pt|it|de|tr|pl|ru|vi|zh|br)\)?", re.IGNORECASE)
_FILE = re.compile(r"[^\s/\\|;]+([/\\][^|;]+)*\.[A-Za-z0-9]{2,5}")
_SEPARATORS = ("|", "^^", ";", " / ")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
#: Fields and keys of which a record has one: a second column that seems to be the same is left to a person.
_ONCE = frozenset({"source_identifier", "cote", "accession", "donor", "agreement", *FIELDS}) - {"files", "alternative_text"}
_LOOKED_AT, _LONG_TEXT, _EXAMPLE = 200, 80, 60


@dataclass(frozen=True)
class DraftAsked:
    """The sheet, the folder of crosswalks, and the encoding where somebody says it."""

    sheet: Path
    crosswalks: Path
    encoding: str | None = None


@dataclass
class _Draft:
    """What is known while columns are gone through, in order."""

    known: Crosswalk
    guesses: Mapping[str, str]
    taken: set[str] = field(default_factory=set)

    def meaning(self, header: str, values: Sequence[str]) -> str:
        """The column of ours that a header probably means; "" where nothing tells."""
        for found in (_written(self.known.column(header)), self._guessed(header), _by_values(values)):
            if found is not None and not (found in _ONCE and found in self.taken):
                self.taken.add(found)
                return found
        return ""

    def _guessed(self, header: str) -> str | None:
        tagged = _TAG.fullmatch(header)
        if tagged and (found := self._by_words(tagged["bare"])):
            return f"{found}@{tagged['tag'].lower()}" if self._may_have_language(found) else found
        return self._by_words(header) or self.known.nearest(header)

    def _by_words(self, header: str) -> str | None:
        words = " ".join(re.findall(r"\w+", folded(header)))
        if words in self.guesses:
            return self.guesses[words]
        within = [known for known in self.guesses if len(known) > 2 and f" {known} " in f" {words} "]
        return self.guesses[max(within, key=len)] if within else None

    def _may_have_language(self, name: str) -> bool:
        column = self.known.column(name)
        return column is not None and column.meaning == "term"


def draft_in_child(asked: DraftAsked, limits: Limits) -> str:
    """The draft, made in a child process with limits. Raises ItemProblem."""
    [(_, result)] = run_all(draft_crosswalk, [asked], limits, workers=1)
    if isinstance(result, Lost):
        raise ItemProblem(messages.LOST.about(asked.sheet.name, text=result.text, remedy=result.remedy))
    return result


def draft_crosswalk(asked: DraftAsked) -> str:
    """The draft as TOML. Raises ItemProblem where the sheet cannot be read."""
    sheet = read_sheet(asked.sheet, asked.encoding)
    known = _closest(asked.crosswalks, sheet.header)
    guesses = tomllib.loads((asked.crosswalks / "drafting" / "guesses.toml").read_text("utf-8"))
    draft = _Draft(known, guesses)
    values = [_values(sheet, place) for place in range(len(sheet.header))]
    separator = _separator(values)
    lines, cut, seen = list[str](), list[str](), set[str]()
    for header, held in zip(sheet.header, values, strict=True):
        key = _key(header)
        if key is None:
            lines.append(f"# {_quoted(header)} : ôtez le signe @ de cet en-tête.")
        elif key and key not in seen:
            seen.add(key)
            lines.append(_line(key, draft.meaning(header, held), held))
            cut += [key] if any(separator in value for value in held) else []
    return "\n".join([*_head(asked.sheet, sheet, known, separator, cut), "[columns]", *lines, ""])


def _head(path: Path, sheet: Sheet, known: Crosswalk, separator: str, cut: Sequence[str]) -> list[str]:
    """All that stands before the columns. A common sign separates values in the columns that are named alone."""
    like = [f"# Ces colonnes ressemblent à celles de {known.name} (--crosswalk {known.code})."] if known.code != BASE else []
    some = [f"separated = {json.dumps(cut, ensure_ascii=False)}"] if cut and separator not in ("|", "^^") else []
    return [
        f"# Correspondance proposée d’après {_quoted(path.name)} : {len(sheet.rows)} lignes.",
        "# Relisez chaque ligne : à gauche l’en-tête, à droite ce qu’il veut dire ici ; \"\" : n’est pas repris.",
        "# Les noms possibles sont dans config/crosswalks/dublin-core.toml ; \"title@fr\" dit la langue, \"role:pht\" un rôle.",
        *like,
        f"name = {_quoted(path.stem)}",
        "",
        "# Ce qui sépare plusieurs valeurs dans une cellule.",
        f"separator = {_quoted(separator)}",
        *some,
        "",
    ]


def _line(key: str, meaning: str, values: Sequence[str]) -> str:
    example = " ".join(values[0].split()) if values else "(vide)"
    shown = example if len(example) <= _EXAMPLE else example[: _EXAMPLE - 1] + "…"
    doubt = "" if meaning else "à vous de dire ; "
    return f"{_quoted(key)} = {_quoted(meaning)}  # {doubt}ex. : {shown}"


def _quoted(text: str) -> str:
    """A basic string of TOML. JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _key(header: str) -> str | None:
    """The header as a crosswalk writes it; None for one whose language is none."""
    bare, at, tag = header.rpartition("@")
    if at and not _LANGUAGE.fullmatch(tag.strip()):
        return None
    return as_looked_up(bare if at else header)


def _closest(folder: Path, headers: Sequence[str]) -> Crosswalk:
    """The crosswalk that knows most of the headers; Dublin Core unless another knows more."""
    tables = [read_crosswalk(folder, path.stem) for path in sorted(folder.glob("*.toml"))]
    known = {table.code: sum(table.column(header) is not None for header in headers if header) for table in tables}
    usable = [table for table in tables if table.reads == "table"]
    return max(usable, key=lambda table: (known[table.code], table.code == BASE))


def _written(column: Column | None) -> str | None:
    """How a crosswalk writes what a column means; None where nobody knows."""
    if column is None:
        return None
    name = f"{column.meaning}:{column.name}" if column.meaning in ("role", "place") else column.name
    return f"{name}@{column.language}" if column.language and column.meaning == "term" and "@" not in column.header else name


def _values(sheet: Sheet, place: int) -> list[str]:
    cells = (row.cells[place] for row in sheet.rows[:_LOOKED_AT] if place < len(row.cells))
    return [cell for cell in cells if cell]


def _by_values(values: Sequence[str]) -> str | None:
    """What a column's cells look like: dates, names of files, long text."""
    if not values:
        return None
    if sum(read_date(value) is not None for value in values) > 0.7 * len(values):
        return "created"
    if all(_FILE.fullmatch(value) for value in values):
        return "files"
    return "description" if sum(map(len, values)) > _LONG_TEXT * len(values) else None


def _separator(values: Sequence[Sequence[str]]) -> str:
    """The sign that stands between short words in most cells; a bar where none does."""
    short = [value for held in values for value in held if len(value) < 3 * _LONG_TEXT]
    counts = {sign: sum(sign in value for value in short) for sign in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda sign: counts[sign])
    return best.strip() if counts[best] else "|"
