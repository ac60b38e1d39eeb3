"""Reads Dublin Core in XML: one record or many, as oai_dc, as dcterms, in RDF, or as an OAI-PMH answer brings them.

Runs in a child process. Source: DCMI, Guidelines for implementing Dublin Core in XML, 2003; OAI-PMH 2.0, section 2.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ingest.identifying.refused import FileRefused
from ingest.item import Cell
from ingest.reading.read_xml import read_xml
from ingest.reading.xml_words import language_of, line_of, name_of, words

_NAMESPACES = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
#: How deep a record may stand in its file; an OAI-PMH answer's is the fifth.
_DEEPEST = 50


@dataclass(frozen=True)
class Described:
    """One record: its identifier where the file gives one, the line it begins on, its cells under "dcterms:title@fr"…,
    and the names of elements that are not Dublin Core."""

    identifier: str
    line: int
    cells: tuple[Cell, ...]
    foreign: tuple[str, ...] = ()


def read_dublin_core(path: Path) -> list[Described]:
    """The records of a file, but those a harvest says are deleted. Raises FileRefused for a file that has none."""
    found = list(_records(read_xml(path)))
    if not found:
        remedy = "Exportez-le en oai_dc ou en dcterms ; pour un instrument de recherche : ingest ead."
        raise FileRefused("Ce fichier XML ne contient pas de notice Dublin Core.", remedy)
    return found


def _records(root: etree._Element) -> Iterator[Described]:
    """Every element that has terms right below it; what stands in a record is no other record."""
    waiting = [(root, "", 0)]
    while waiting:
        element, above, depth = waiting.pop()
        identifier = _identifier(element) or above
        if any(_is_term(each) for each in element):
            yield _described(element, identifier)
        elif depth < _DEEPEST:
            waiting += [(each, identifier, depth + 1) for each in reversed(element) if name_of(each)]


def _described(element: etree._Element, above: str) -> Described:
    cells = tuple(cell for each in element if _is_term(each) for cell in _cell(each))
    own = element.get(f"{_RDF}about") or element.get("id") or ""
    given = next((cell.text for cell in cells if cell.column.partition("@")[0] == "dcterms:identifier"), "")
    foreign = (name_of(each) for each in element if name_of(each) and not _is_term(each) and words(each))
    return Described(above or str(own).strip() or given, line_of(element), cells, tuple(dict.fromkeys(foreign)))


def _identifier(element: etree._Element) -> str:
    """The identifier in the head of a harvested record."""
    head = next(element.iterchildren("{http://www.openarchives.org/OAI/2.0/}header"), None)
    found = next(head.iterchildren("{*}identifier"), None) if head is not None else None
    return words(found, " ") if found is not None else ""


def _is_term(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).namespace in _NAMESPACES


def _cell(element: etree._Element) -> Iterator[Cell]:
    text = words(element) or str(element.get(f"{_RDF}resource") or "").strip()
    language = language_of(element)
    if text:
        column = f"dcterms:{name_of(element)}" + (f"@{language}" if language else "")
        yield Cell(column, text, line_of(element))
