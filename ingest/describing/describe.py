"""Describe: what the source says becomes a record, by its crosswalk and the archive's vocabularies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from archive.model.access import CLOSED, OPEN
from archive.model.record import Record, Value
from ingest.describing.crosswalk import BASE, read_crosswalk
from ingest.describing.describe_values import Said, gathered
from ingest.describing.lexicon import Lexicon, read_lexicon
from ingest.item import IncomingFile, Item, ItemProblem, Proposal
from ingest.receiving.companions import called_together
from ingest.receiving.file_names import UNSEEN
from ingest.telling import messages

#: What a thing is where nobody says: by what its first file is for its reader.
_KIND_OF_ROLE = {"image": "photograph", "sound": "interview", "video": "interview", "pages": "document"}
_COLLECTION, _DOCUMENT, _EMBARGOED, _ITEM = "collection", "document", "embargoed", "item"
_SCREEN = dict.fromkeys(UNSEEN, " ") | str.maketrans({"_": " ", "\u00a0": " "})


@dataclass(frozen=True)
class Guide:
    """By what a batch is described: the folder of crosswalks and the one chosen, the lexicon as it was left for children,
    and whether what comes in is open."""

    crosswalks: Path
    lexicon: Path
    crosswalk: str = BASE
    open_: bool = False


def describe(item: Item, guide: Guide) -> Item:
    """The item with its record. An access nobody knows or a day that is none refuses it: nothing opens by mistake."""
    lexicon = read_lexicon(guide.lexicon)
    crosswalk = read_crosswalk(guide.crosswalks, guide.crosswalk)
    said = gathered(item, crosswalk, lexicon)
    record = Record(
        ark="",
        kind=_kind(item, said, lexicon),
        terms=said.terms,
        dates=said.dates,
        keys={**said.keys, "source_identifier": item.source_identifier},
        files=tuple(_under_known(file, item, lexicon).described() for file in item.files),
        label=_label(said, guide, lexicon),
        level=said.level,
        position=item.position,
        rights=said.rights,
    )
    item = item.but(
        record=record.under(record.label), access_until=said.access_until, authorities=tuple(said.authorities.values())
    )
    return _with_title(item.noting(*said.problems))


def _kind(item: Item, said: Said, lexicon: Lexicon) -> str:
    """The kind said; else what its DCMI type, its files or its level make it."""
    if said.kind and (code := lexicon.code("kinds", said.kind.text)):
        return code
    guess = _guessed_kind(item, said, lexicon)
    if said.kind:
        known = lexicon.known("kinds")
        said.note(messages.UNKNOWN_KIND, said.kind, text=said.kind.text, kind=guess, known=known)
    return guess


def _guessed_kind(item: Item, said: Said, lexicon: Lexicon) -> str:
    for value in said.terms.get("type", ()):
        named = PurePosixPath(value.text).name.replace(" ", "").casefold()
        for term in lexicon.vocabularies["kinds"]:
            if term.facts.get("dcmi_type", "").casefold() == named or lexicon.code("kinds", value.text) == term.code:
                return term.code
    roles = [file.role for file in item.files if file.role in _KIND_OF_ROLE]
    if roles:
        return _KIND_OF_ROLE[str(roles[0])]
    return _COLLECTION if said.level and said.level != _ITEM else _DOCUMENT


def _label(said: Said, guide: Guide, lexicon: Lexicon) -> str:
    """Closed unless the sheet or the batch says otherwise; a day to come closes whatever else is said."""
    told = lexicon.code("labels", said.label.text) if said.label else None
    if said.label and told is None:
        known = lexicon.known("labels")
        raise said.refusal(messages.UNKNOWN_LABEL, said.label, text=said.label.text, known=known)
    if said.access_until is None:
        return told or (OPEN if guide.open_ else CLOSED)
    if told == OPEN and said.label:
        said.note(messages.OPEN_AND_RESERVED, said.label, day=said.access_until.isoformat())
    reserved = _EMBARGOED if _EMBARGOED in lexicon.vocabularies["labels"] else CLOSED
    return told if told not in (None, OPEN) else reserved


def _under_known(file: IncomingFile, item: Item, lexicon: Lexicon) -> IncomingFile:
    """The file, if its access is one the archive knows. Raises ItemProblem."""
    if file.label not in lexicon.vocabularies["labels"]:
        known = lexicon.known("labels")
        about = messages.UNKNOWN_LABEL.about(item.origin, file.row, "file_label", text=file.label, known=known)
        raise ItemProblem(about)
    return file


def _with_title(item: Item) -> Item:
    """The item with a title: for want of one, its cote or what its files are called together, as a proposal."""
    record = item.record
    if record is None or record.values("title"):
        return item
    if record.keys.get("cote") == item.source_identifier:  # known by the cote that its files' names carry
        return _entitled(item, record, Value(item.source_identifier), "cote")
    name = PurePosixPath(called_together([each.name for each in item.files]) if item.files else item.source_identifier)
    title = Value(" ".join((name.stem if item.files else str(name)).translate(_SCREEN).split()) or name.name)
    return _entitled(item, record, title, "nom du fichier" if item.files else "identifiant")


def _entitled(item: Item, record: Record, title: Value, source: str) -> Item:
    named = replace(record, terms={"title": (title,), **record.terms})
    return item.but(record=named).proposing(Proposal("title", title, source))
