"""Citing a record: ISO 690 and BibTeX. Pure; the words between are the caller's, in the reader's language.

Source: ISO 690:2021 for the order of the parts; BibTeX's `misc` entry (btxdoc, 1988) with the `url` and `note` fields
that styles know.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.model.record import Record, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Whose work it first is: who speaks, wrote, took or drew it, before whoever asked, gave or collected.
_FIRST_ROLES = ("ive", "spk", "aut", "pht", "art", "prm", "vdg", "cre", None)
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_PARTICLES = frozenset({
    "al", "ben", "bint", "da", "das", "de", "del", "della", "des", "di", "do", "dos", "du", "el", "ibn", "la", "le", "van", "von",
})  # fmt: skip
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")


@dataclass(frozen=True)
class Citation:
    """The parts of a reference in the order of ISO 690; an empty one is left out.

    `title` is set in italics where the page can; `medium` and the words before `cote` and `url` are in the reader's language.
    """

    creators: tuple[str, ...]
    title: Value
    medium: str
    place: str
    publisher: str
    date: str
    cote: str
    url: str


def citation(record: Record, *, medium: str, place: str, publisher: str, url: str, languages: tuple[str, ...]) -> Citation:
    return Citation(
        creators=tuple(creators(record)),
        title=record.title_in(*languages),
        medium=medium, place=place, publisher=publisher, date=date_written(record),
        cote=record.keys.get("cote", ""), url=url,
    )  # fmt: skip


def creators(record: Record) -> Iterator[str]:
    """Who made it, name first and in capitals as ISO 690 prints it: FERREIRA, Maria Albertina."""
    values = (*record.values("creator"), *record.values("contributor"))
    for role in _FIRST_ROLES:
        named = [value.text for value in values if value.role == role]
        if named:
            yield from dict.fromkeys(inverted(name) for name in named)
            return


def inverted(name: str) -> str:
    """A personal name with its family name first and in capitals; one that already has a comma keeps its order.

    Names in other scripts, single words and names of bodies (with a digit, or more than four words) stay as they are.
    """
    name = re.sub(r"\s*\([^)]*\)", "", name).strip()
    if "," in name:
        family, given = name.split(",", 1)
        return f"{family.strip().upper()}, {given.strip()}"
    words = name.split()
    if not 2 <= len(words) <= 4 or not all(_LATIN.search(word) for word in words) or any(c.isdigit() for c in name):
        return name
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return f"{' '.join(words[start:]).upper()}, {' '.join(words[:start])}"


def date_written(record: Record) -> str:
    """The date as its source wrote it: of its making, else of its publication."""
    for term in ("created", "date", "issued"):
        for date in record.dates.get(term, ()):
            return date.written
    return ""


def year(record: Record) -> str:
    """The one year it was made in; empty where that is not one."""
    for term in ("created", "date", "issued"):
        for date in record.dates.get(term, ()):
            if date.earliest and date.latest and date.earliest.year == date.latest.year:
                return str(date.earliest.year)
    return ""


def key(record: Record) -> str:
    """A short name for reference lists and saved files: ferreira2004-x1abc."""
    first = next(creators(record), "") or record.title_in().text
    family = first.split(",")[0]
    plain = unicodedata.normalize("NFKD", family.casefold()).encode("ascii", "ignore").decode()
    return f"{_NOT_LETTERS.sub('', plain)[:24]}{year(record)}-{record.ark.rpartition('/')[2]}".lstrip("-")


def bibtex(record: Record, *, publisher: str, place: str, url: str, languages: tuple[str, ...]) -> str:
    """The record as a BibTeX `misc` entry, in UTF-8; braces keep capitals as they are."""
    title = record.title_in(*languages)
    fields = {
        "author": " and ".join(_mixed(name) if "," in name else "{" + name + "}" for name in creators(record)),
        "title": "{" + title.text + "}",
        "year": year(record),
        "date": date_written(record) if not year(record) else "",
        "publisher": publisher,
        "address": place,
        "howpublished": "\\url{" + url + "}",
        "note": record.keys.get("cote", ""),
        "url": url,
        "language": title.language or "",
    }
    kept = [f"  {name} = {{{_escaped(text, name)}}}" for name, text in fields.items() if text]
    return f"@misc{{{key(record)},\n" + ",\n".join(kept) + "\n}\n"


def _mixed(name: str) -> str:
    """FERREIRA, Maria → Ferreira, Maria: lists set capitals themselves."""
    family, given = name.split(",", 1)
    return f"{family.title()},{given}"


def _escaped(text: str, field: str) -> str:
    """BibTeX's own signs made harmless; addresses stay as they are."""
    if field in ("url", "howpublished"):
        return text
    for sign in "&%$#_":
        text = text.replace(sign, "\\" + sign)
    return text if _balanced(text) else text.replace("{", "(").replace("}", ")")


def _balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
