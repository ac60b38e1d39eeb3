"""Opens XML that strangers wrote: no entity of its own, no DTD loaded, no network; for children with limits."""

from __future__ import annotations

import html
from pathlib import Path
from xml.parsers import expat

from lxml import etree

from ingest.identifying.refused import FileRefused

#: A tree takes about eight times its file in memory: what is larger would go over a child's limit.
_MOST_BYTES = 150_000_000
_PIECE_BYTES = 65_536


class _Begun(Exception):
    """The root element is reached: nothing can be declared any more."""


def read_xml(path: Path) -> etree._Element:
    """The root element of a file, without comments and instructions. Raises FileRefused for one that is no XML,
    is over 150 MB, or declares entities of its own."""
    if path.stat().st_size > _MOST_BYTES:
        most = _MOST_BYTES // 1_000_000
        raise FileRefused(f"Ce fichier XML dépasse {most} Mo.", "Partagez-le en plusieurs fichiers.")
    return read_packet(path.read_bytes())


def read_packet(content: bytes) -> etree._Element:
    """The root element of XML that stood in another file, read as `read_xml` does."""
    try:
        _refuse_entities(content)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
        )
        # From memory: of a file that has a name, lxml calls bad bytes an error of the disk.
        return _with_letters(etree.fromstring(content, parser))
    except (expat.ExpatError, etree.XMLSyntaxError, LookupError, ValueError) as problem:
        line = getattr(problem, "lineno", None) or 1
        remedy = "Ouvrez-le dans un éditeur XML, qui montrera la faute, puis déposez-le de nouveau."
        raise FileRefused(f"Ce fichier XML ne se lit pas à partir de la ligne {line}.", remedy) from None


def _with_letters(root: etree._Element) -> etree._Element:
    """The letters that a DTD not loaded would name ("&eacute;"), as HTML names them too; an unknown one stays as written."""
    for entity in list(root.iter(etree.Entity)):
        parent, before = entity.getparent(), entity.getprevious()
        letters = html.unescape(f"&{entity.name};") + (entity.tail or "")  # type: ignore[attr-defined]
        if parent is None:
            continue
        if before is None:
            parent.text = (parent.text or "") + letters
        else:
            before.tail = (before.tail or "") + letters
        entity.tail = None
        parent.remove(entity)
    return root


def _refuse_entities(content: bytes) -> None:
    """Entities open other files, or swell without end; an external DTD is only named, and never loaded."""
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _declared
    parser.StartElementHandler = _begun
    try:
        for at in range(0, len(content), _PIECE_BYTES):
            parser.Parse(content[at : at + _PIECE_BYTES], False)
    except _Begun:
        return


def _declared(*_: object) -> None:
    raise FileRefused("Ce fichier XML déclare des entités : il n’est pas lu.", "Enregistrez-le sans DTD interne.")


def _begun(*_: object) -> None:
    raise _Begun
