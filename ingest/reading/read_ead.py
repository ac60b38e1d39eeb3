"""Reads a finding aid: EAD 2002 or EAD3, with or without namespace, as its descriptions, the wider before the narrower.

Runs in a child process. What each element means stands in the crosswalk `ead`; here it is only cut into cells.
Source: Encoded Archival Description Tag Library, version 2002 and version EAD3 1.1.1; ISAD(G), 3.1.4 (levels).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from ingest.identifying.refused import FileRefused
from ingest.item import Cell
from ingest.reading.ead_cells import Attached, attached_of, cells_of_did, cells_of_part
from ingest.reading.read_xml import read_xml
from ingest.reading.xml_words import language_of, line_of, name_of, words

_COMPONENT = re.compile(r"c(0[1-9]|1[0-2])?")
_ARRANGED = frozenset({"dsc", "dscgrp", "archdescgrp"})
_RESTRICTS = frozenset({"accessrestrict", "legalstatus"})
#: A component that holds no others is one document, unless its level says that it is more.
_WIDE = frozenset({"fonds", "collection", "recordgrp", "series", "subfonds", "subgrp", "subseries", "class"})
_DEEPEST = 100


@dataclass(frozen=True)
class Component:
    """One description: `parent` is the identifier of the one it stands in, `position` its place there, from 1; `line` is
    the file's. `files` are named by it. `restricted`: something is said of access to it, or to what it stands in."""

    identifier: str
    parent: str | None
    line: int
    position: int
    cells: tuple[Cell, ...]
    files: tuple[Attached, ...] = ()
    restricted: bool = False


@dataclass(frozen=True)
class FindingAid:
    """Its descriptions, and how many passages marked as internal were left out of them."""

    components: tuple[Component, ...]
    internal: int = 0


@dataclass(frozen=True)
class _Place:
    """Where an element stands: below which component, at which place of each level above it."""

    element: etree._Element
    parent: str | None = None
    path: tuple[int, ...] = ()
    restricted: bool = False


def read_ead(path: Path) -> FindingAid:
    """The descriptions of a finding aid. Raises FileRefused for a file that is none."""
    root = read_xml(path)
    aids = [root] if name_of(root) == "ead" else list(root.iter("{*}ead"))
    found: list[Component] = []
    internal = sum(_without_internal(aid) for aid in aids)
    for aid in aids:
        found += _components(aid, path.stem)
    if not found:
        raise FileRefused("Ce fichier XML n’est pas un instrument de recherche EAD.", "Exportez-le en EAD 2002 ou EAD3.")
    return FindingAid(tuple(_each_once(found)), internal)


def _components(aid: etree._Element, stem: str) -> Iterator[Component]:
    head = next(aid.iterchildren("{*}eadheader", "{*}control"), None)
    name = _identifier(head) or stem
    waiting = [_Place(each) for each in aid.iterchildren("{*}archdesc")]
    said = Counter(_unitid(each) for each in aid.iter() if _COMPONENT.fullmatch(name_of(each)))
    said.update(_unitid(place.element) for place in waiting)
    language = _language(head)
    about = _about(aid, head, language)
    while waiting:
        place = waiting.pop()
        if len(place.path) > _DEEPEST:
            raise FileRefused(f"Cet instrument de recherche a plus de {_DEEPEST} niveaux.", "Réduisez leur nombre.")
        cote = _unitid(place.element)
        one = _component(place, _known_by(name, place, cote if said[cote] == 1 else ""), language)
        yield one if place.path else replace(one, cells=(*one.cells, *about))
        below = list(_below(place.element))
        waiting += [
            _Place(each, one.identifier, (*place.path, number), one.restricted)
            for number, each in reversed(list(enumerate(below, start=1)))
        ]


def _component(place: _Place, identifier: str, language: str | None) -> Component:
    element = place.element
    cells = [*_what_it_is(element)]
    for part in element:
        if name_of(part) == "did":
            cells += cells_of_did(part, language)
        elif name_of(part) in _ARRANGED:
            cells += [cell for each in part if not _holds(each) for cell in cells_of_part(each, language)]
        elif not _holds(part):
            cells += cells_of_part(part, language)
    # What it contains is told before its history or arrangement, wherever they stand.
    cells.sort(key=lambda cell: cell.column.partition("@")[0] != "scopecontent")
    restricted = place.restricted or element.get("audience") == "internal" or any(
        name_of(each) in _RESTRICTS for each in _own(element)
    )  # fmt: skip
    position = place.path[-1] if place.path else 1
    return Component(
        identifier, place.parent, line_of(element), position, tuple(cells), tuple(attached_of(element)), restricted
    )


def _what_it_is(element: etree._Element) -> Iterator[Cell]:
    level, other, line = element.get("level") or "", element.get("otherlevel"), line_of(element)
    if level:
        yield Cell("level", str(level), line)
    if other:
        yield Cell("otherlevel", str(other), line)
    if next(_below(element), None) is not None:
        yield Cell("kind", "collection", line)
    elif level not in _WIDE and next(element.iter("{*}genreform"), None) is None and not any(attached_of(element)):
        yield Cell("kind", "document", line)


def _holds(element: etree._Element) -> bool:
    """Whether it is a description of its own, or holds some."""
    name = name_of(element)
    return name in _ARRANGED or _COMPONENT.fullmatch(name) is not None


def _below(element: etree._Element) -> Iterator[etree._Element]:
    """The components that stand right in it; what only arranges them is no level."""
    waiting = [element]
    while waiting:
        for each in waiting.pop():
            if _COMPONENT.fullmatch(name_of(each)):
                yield each
            elif name_of(each) in _ARRANGED:
                waiting.append(each)


def _own(element: etree._Element) -> Iterator[etree._Element]:
    """The elements of a description that are not another's."""
    waiting = [element]
    while waiting:
        for each in waiting.pop():
            if not _COMPONENT.fullmatch(name_of(each)):
                yield each
                waiting.append(each)


def _known_by(aid: str, place: _Place, cote: str) -> str:
    """The same name each time it comes: its id, a reference code it alone has, else its place."""
    if not place.path:
        return aid
    own = str(place.element.get("id") or "").strip()
    return f"{aid}#{own or cote or '.'.join(map(str, place.path))}"


def _each_once(components: Sequence[Component]) -> Iterator[Component]:
    """An id given twice by mistake says no longer which one is meant: the second has its line with it."""
    seen: set[str] = set()
    for one in components:
        name = one.identifier if one.identifier not in seen else f"{one.identifier} ({one.line})"
        seen.add(name)
        yield replace(one, identifier=name)


def _unitid(element: etree._Element) -> str:
    did = next(element.iterchildren("{*}did"), None)
    unitid = next(did.iterchildren("{*}unitid"), None) if did is not None else None
    return words(unitid, " ") if unitid is not None else ""


def _identifier(head: etree._Element | None) -> str:
    found = next(head.iterchildren("{*}eadid", "{*}recordid"), None) if head is not None else None
    return words(found, " ") if found is not None else ""


def _language(head: etree._Element | None) -> str | None:
    """The language that the finding aid is written in, as its head says."""
    for each in head.iter("{*}langusage", "{*}languagedeclaration") if head is not None else ():
        for language in each.iter("{*}language"):
            return str(language.get("langcode") or language.get("langcodes") or "") or None
    return language_of(head) if head is not None else None


def _about(aid: etree._Element, head: etree._Element | None, language: str | None) -> Iterator[Cell]:
    """What is said of the finding aid itself: who wrote it, when, by which rules."""
    for each in (head, *aid.iterchildren("{*}frontmatter")):
        if each is not None and (text := words(each)):
            yield Cell(name_of(each) + (f"@{language}" if language else ""), text, line_of(each))


def _without_internal(aid: etree._Element) -> int:
    """Take out what is marked for the archive's own eyes, and say how many passages that was."""
    marked = [
        each
        for each in aid.iter()
        if each.get("audience") == "internal" and each is not aid and not _COMPONENT.fullmatch(name_of(each))
        and name_of(each) not in ("archdesc", "eadheader", "control", "did", *_ARRANGED)
    ]  # fmt: skip
    for each in marked:
        parent, before = each.getparent(), each.getprevious()
        if parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "") + (each.tail or "")
        else:
            parent.text = (parent.text or "") + (each.tail or "")
        each.tail = None
        parent.remove(each)
    return len(marked)
