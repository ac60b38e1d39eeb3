"""The words of an XML element as a reader sees them: paragraphs on lines of their own, spaces as one."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Elements that stand inside a line; every other begins a new one. Source: EAD 2002, phrase level; EAD3's `part` too.
_INLINE = frozenset({
    "abbr", "archref", "bibref", "corpname", "date", "edition", "emph", "expan", "extptr", "extref", "famname",
    "foreign", "function", "genreform", "geogname", "language", "imprint", "name", "num", "occupation",
    "origination", "part", "persname", "ptr", "quote", "ref", "repository", "script", "subarea", "subject", "sup",
    "sub", "term", "title", "unitdate", "unittitle", "unitid",
})  # fmt: skip


def name_of(element: etree._Element) -> str:
    """Its name without namespace; "" for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def words(element: etree._Element, joint: str = "\n") -> str:
    """All the text of an element, its paragraphs and items joined by `joint`."""
    lines = (" ".join("".join(pieces).split()) for pieces in _lines(element))
    return joint.join(line for line in lines if line)


def _lines(element: etree._Element) -> Iterator[list[str]]:
    line: list[str] = []
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if name_of(each) not in _INLINE:
            yield line
            line = []
        if event == "start":
            line.append(each.text or "")
        elif each is not element:
            line.append(each.tail or "")
    yield line


def line_of(element: etree._Element) -> int:
    """The line of the file it begins on, from 1."""
    line: int | None = getattr(element, "sourceline", None)  # its stubs have it of no type at all
    return line or 1


def own_words(element: etree._Element, without: frozenset[str]) -> str:
    """The words of an element that stand outside of some of its children; "" where they are signs alone."""
    kept = [element.text or ""]
    for child in element:
        kept += [words(child, " ") if name_of(child) not in without else " ", child.tail or ""]
    text = " ".join("".join(kept).split())
    return text if any(sign.isalnum() for sign in text) else ""


def language_of(element: etree._Element) -> str | None:
    """The language that the element, or the nearest around it, says it is in, as written (xml:lang; EAD3: lang)."""
    around: etree._Element | None = element
    while around is not None:
        said = around.get(_XML_LANG) or around.get("lang")
        if said:
            return str(said).strip()
        around = around.getparent()
    return None
