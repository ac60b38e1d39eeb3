"""Cuts one description of a finding aid into cells: one for each thing it says, under the name of its element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from archive.model.authorities import AuthorityKind
from ingest.describing.language_tags import short_tag
from ingest.item import Cell
from ingest.reading.xml_words import language_of, line_of, name_of, own_words, words

_KINDS: dict[str, AuthorityKind] = {
    "persname": "person", "famname": "family", "corpname": "organisation", "geogname": "place", "subject": "concept",
}  # fmt: skip
_NAMES = frozenset({"persname", "famname", "corpname", "name"})
_INDEXED = _NAMES | {"geogname", "subject", "genreform", "function", "occupation", "title"}
_GROUPS = frozenset({"descgrp", "did", "controlaccess"})
_DATES = frozenset({"unitdate", "unitdatestructured"})
_FILES = frozenset({"dao", "daogrp", "daoset"})
_OF_THE_SUBJECT = frozenset({"sujet", "subject", "sbj", "dpc"})
_ON_ONE_LINE = frozenset({"unittitle", "unitid", "physdescstructured", "container"})
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_COTE = re.compile("cote|call|shelf", re.IGNORECASE)


@dataclass(frozen=True)
class Attached:
    """A digital object that a description names: a file's name or an address, what is said of it, and on which line."""

    address: str
    title: str
    line: int


def cells_of_did(did: etree._Element, language: str | None) -> Iterator[Cell]:
    """What identifies a description: reference codes, title, dates, makers, extent, languages."""
    parts = [each for each in did if name_of(each)]
    for each in parts:
        if name_of(each) != "unitid":
            yield from cells_of_part(each, language)
    cotes = [cell for each in parts if name_of(each) == "unitid" for cell in _plain(each, None)]
    typed = [str(each.get("type") or each.get("localtype") or "") for each in parts if name_of(each) == "unitid" and words(each)]
    cote = next((cell for cell, type_ in zip(cotes, typed, strict=True) if _COTE.search(type_)), cotes[0] if cotes else None)
    for cell in cotes:
        yield cell if cell is cote else replace(cell, column="unitid/other")
    if not any(words(each) for each in parts if name_of(each) == "unittitle"):
        dated = [words(each, " ") for each in parts if name_of(each) in _DATES]
        if instead := next(iter([text for text in dated if text] + [cell.text for cell in cotes]), ""):
            yield Cell("unittitle", instead, line_of(did))


def cells_of_part(part: etree._Element, language: str | None) -> Iterator[Cell]:
    """What one element says. A group is what its members are, and a word on itself where it has any."""
    name = name_of(part)
    if name in _FILES:
        yield from _described_files(part, language)
    elif name in _DATES:
        yield from _dates(part)
    elif name == "origination":
        yield from _names(part, "origination", language)
    elif name == "langmaterial":
        yield from _languages(part, language)
    elif name == "controlaccess":
        yield from _index(part, language)
    elif name in _GROUPS:
        for each in part:
            yield from _plain(each, language, "odd") if name_of(each) == "head" else cells_of_part(each, language)
    elif name:
        yield from _plain(part, language)
        if name == "unittitle":
            for each in part.iter("{*}unitdate"):
                yield from _dates(each)


def attached_of(element: etree._Element) -> Iterator[Attached]:
    """The digital objects that a description names, not those of the descriptions below it."""
    places = [element, *element.iterchildren("{*}did")]
    for place in places:
        for top in place:
            if name_of(top) not in _FILES:
                continue
            for each in top.iter("{*}dao", "{*}daoloc"):
                address = next((str(value) for key, value in each.attrib.items() if etree.QName(key).localname == "href"), "")
                if address.strip():
                    yield Attached(address.strip(), _title(each), line_of(each))


def _described_files(part: etree._Element, language: str | None) -> Iterator[Cell]:
    """What is said of digital objects together; a title of one is said with its file."""
    if text := words(part):
        yield _cell("daodesc", text, part, language)


def _title(element: etree._Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == "title"), "").strip()


def _plain(part: etree._Element, language: str | None, column: str = "") -> Iterator[Cell]:
    name = column or name_of(part)
    joint = " " if name in _ON_ONE_LINE else " ; " if name in ("physdesc", "physdescset") else "\n"
    text = words(part, joint) if name else ""
    if text:
        yield _cell(name, text, part, None if name == "unitid" else language)


def _dates(part: etree._Element) -> Iterator[Cell]:
    """A date in its own words, and in EDTF where an attribute says it so."""
    text, normal = words(part, " "), str(part.get("normal") or "")
    if name_of(part) == "unitdatestructured":
        text = " ; ".join("-".join(words(day, " ") for day in each if words(day)) or words(each, " ") for each in _ranges(part))
        normal = "/".join(str(day.get("standarddate") or "") for day in part.iter("{*}fromdate", "{*}todate", "{*}datesingle"))
    normal = _edtf(normal)
    if text or normal:
        yield Cell("unitdate", text or normal, line_of(part), normal=normal or None)


def _ranges(part: etree._Element) -> Iterator[etree._Element]:
    yield from part.iter("{*}daterange", "{*}datesingle")


def _edtf(normal: str) -> str:
    """ISO 8601 as EAD writes it ("19770101/20091231", spaces about the slash) in EDTF's own spelling."""
    spans = [[_day(day.strip()) for day in span.split("/")] for span in normal.split(",")]
    if not any(day for span in spans for day in span) or any(len(span) > 2 for span in spans):
        return ""
    return "/".join(spans[0]) if len(spans) == 1 else "{" + ",".join("..".join(span) for span in spans) + "}"


def _day(written: str) -> str:
    match = _COMPACT.fullmatch(written)
    return "-".join(filter(None, match.groups())) if match else written


def _names(part: etree._Element, column: str, language: str | None) -> Iterator[Cell]:
    named = [each for each in part.iter() if name_of(each) in _NAMES and words(each)]
    for each in named:
        yield _named(each, column)
    if not named and (text := words(part, " ")):
        yield _cell(column, text, part, None)
    elif own_words(part, _NAMES):
        yield _cell("odd", words(part, " "), part, language)


def _named(element: etree._Element, column: str) -> Cell:
    """A name, what it names, and its number in an authority file. EAD3 writes it in parts."""
    parts = [words(each, " ") for each in element.iterchildren("{*}part")]
    role = str(element.get("role") or element.get("relator") or "").strip().lower()
    role = role.rpartition("/")[2].partition("(")[0].strip()
    if role and name_of(element) in _NAMES and role not in _OF_THE_SUBJECT and "@" not in role:
        column = f"role:{role}"
    return Cell(
        column, ", ".join(filter(None, parts)) or words(element, " "), line_of(element), kind=_KINDS.get(name_of(element)),
        scheme=str(element.get("source") or "").strip(),
        number=str(element.get("authfilenumber") or element.get("identifier") or "").strip(),
    )  # fmt: skip


def _index(part: etree._Element, language: str | None) -> Iterator[Cell]:
    """The entries of an index, in groups of groups; what is said beside them is kept as a note."""
    for each in part.iter():
        name = name_of(each)
        above = each.getparent()
        if name in _INDEXED and words(each) and (above is None or name_of(above) not in _INDEXED):
            yield _named(each, f"controlaccess/{name}")
        elif name == "controlaccess" and (text := own_words(each, _INDEXED | {"controlaccess", "head"})):
            yield _cell("odd", text, each, language)


def _languages(part: etree._Element, language: str | None) -> Iterator[Cell]:
    said = [each for each in part.iter() if name_of(each) == "language"]
    for each in said:
        code = str(each.get("langcode") or "").strip()
        if code or words(each):
            yield Cell("langmaterial", code or words(each, " "), line_of(each))
    if not said and (text := words(part, " ")):
        yield Cell("langmaterial", text, line_of(part))
    elif own_words(part, frozenset({"language", "languageset"})):
        yield _cell("odd", words(part, " "), part, language)


def _cell(column: str, text: str, element: etree._Element, language: str | None) -> Cell:
    tag = (language_of(element) or language) if language else None
    return Cell(f"{column}@{short_tag(tag)}" if tag else column, text, line_of(element))
