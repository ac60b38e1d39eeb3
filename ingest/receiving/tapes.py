"""Tapes of one interview by their names: "Le Goff - cassette 2 face B.wav" is the fourth side of "Le Goff"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

#: Words for what holds sound, its sides, and the pieces a side was cut into, as archives in France and elsewhere write them.
_HOLDERS = r"(?:mini[ -]?)?k7|cassettes?|cass|bandes?|bobines?|disques?|discs?|minidiscs?|cd|md|dat|tapes?|reels?|شريط"
_SIDES = r"faces?|sides?|c[oô]t[eé]s?|وجه"
_PIECES = r"parties?|parts?|pt|pistes?|tracks?|plages?|s[eé]quences?|جزء"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
#: One mark: a word, a number or a letter, perhaps a side's letter behind: "K7-2B".
_MARK = re.compile(
    rf"(?<![^\W\d_])(?:(?P<holder>{_HOLDERS})|(?P<side>{_SIDES})|(?P<piece>{_PIECES}))[\s._-]*(?:n[°ºo]\.?\s*)?"
    r"(?:(?P<number>\d{1,3})[\s._-]?(?P<letter>[a-d](?![^\W_]))?|(?P<alone>[a-d]|[ivx]{1,4}))(?![^\W_]|[.,]\d)",
    re.IGNORECASE,
)
_EDGE = " \t._,;:()[]–—-"


@dataclass(frozen=True)
class Tape:
    """`of` is the name of the interview, with its folder; `place` puts tapes in order: holder, side, piece. `called` is
    what the name says of it: "cassette 2 face B"."""

    of: str
    place: tuple[int, int, int]
    called: str


def tape(name: str) -> Tape | None:
    """What a file name says of a tape; None where it says nothing, or something follows that would be lost."""
    path = PurePosixPath(name)
    marks = list(_MARK.finditer(path.stem))
    if not marks:
        return None
    first, last = marks[0].start(), marks[-1].end()
    between = _MARK.sub("", path.stem[first:])
    if between.strip(_EDGE):
        return None
    stem = path.stem[:first].strip(_EDGE)
    of = str(path.with_name(stem)) if stem else str(path.parent)
    return Tape(of, _place(marks), " ".join(path.stem[first:last].replace("_", " ").split()))


def interview(names: Sequence[str]) -> str:
    """What files are called together: the first one's name, without the number of its tape where there are several tapes."""
    said = [found for each in names if (found := tape(each)) is not None]
    several = (
        len(said) > 1 and len({each.of.casefold() for each in said}) == 1 and len({each.place for each in said}) > 1
    )
    return said[0].of + PurePosixPath(names[0]).suffix if several else names[0]


def together(names: Iterable[str]) -> dict[str, str]:
    """Of the recordings of one folder, those that are tapes of one interview: each with the interview's name.

    Two or more, each at a place of its own: the same tapes in another format are another interview's. Tapes that bear no
    name but their number are those of their folder, if it has a name itself.
    """
    found = {name: said for name in names if (said := tape(name)) is not None and said.of != "."}
    groups: dict[str, list[str]] = {}
    for name, said in found.items():
        groups.setdefault(said.of.casefold(), []).append(name)
    return {
        name: key
        for of, group in groups.items()
        for key, alike in _by_format(of, group, found).items()
        if len(alike) > 1
        for name in alike
    }


def _by_format(of: str, names: list[str], found: dict[str, Tape]) -> dict[str, list[str]]:
    if len({found[name].place for name in names}) == len(names):
        return {of: names}
    formats: dict[str, list[str]] = {}
    for name in names:
        formats.setdefault(of + PurePosixPath(name).suffix.lower(), []).append(name)
    return {key: alike for key, alike in formats.items() if len({found[name].place for name in alike}) == len(alike)}


def _place(marks: Iterable[re.Match[str]]) -> tuple[int, int, int]:
    holder = side = piece = 0
    for mark in marks:
        number = int(mark["number"]) if mark["number"] else _number(mark["alone"])
        if mark["holder"]:
            holder, side = number, _number(mark["letter"]) if mark["letter"] else side
        elif mark["side"]:
            side = number
        else:
            piece = number
    return holder, side, piece


def _number(letters: str) -> int:
    """A side's letter, or a Roman number: I and V are numbers, C and D sides."""
    letters = letters.lower()
    return _ROMAN.get(letters) or ord(letters) - ord("a") + 1
