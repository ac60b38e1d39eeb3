"""The record: one thing described, by Dublin Core, with its files, dates, access and place in a collection.

Source: DCMI Metadata Terms (2020-01-20) for the names in `terms`; ISAD(G) 2nd edition, 3.1.4 for `level`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from archive.model.access import CLOSED, OPEN
from archive.model.dates import ArchiveDate
from archive.model.segments import Segment

Direction = Literal["ltr", "rtl"]
#: What a file is for its reader, which decides how it is shown.
FileRole = Literal["image", "sound", "video", "pages", "transcript", "other"]
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ckb", "ps", "sd", "ug", "yi", "dv"})
_RIGHT_TO_LEFT_SCRIPTS = ("Arab", "Hebr", "Syrc", "Thaa", "Nkoo")


def direction_of(language: str | None) -> Direction:
    """Which way a language (BCP 47) is written: by its script where it names one ("az-Arab"), else by itself."""
    if not language:
        return "ltr"
    first, *rest = language.split("-")
    if any(part in _RIGHT_TO_LEFT_SCRIPTS for part in rest):
        return "rtl"
    return "rtl" if first.lower() in _RIGHT_TO_LEFT and "Latn" not in rest else "ltr"


@dataclass(frozen=True)
class Value:
    """One value of one term. `language` is BCP 47; `authority` is the id of who or what it names; `role` is a MARC
    relator code ("ive", interviewee) or, for a place, how it matters (born, lived, worked, arrived, depicted, recorded)."""

    text: str
    language: str | None = None
    direction: Direction | None = None
    authority: str | None = None
    role: str | None = None

    @property
    def written(self) -> Direction:
        return self.direction or direction_of(self.language)

    def to_json(self) -> dict[str, str]:
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class File:
    """One file of a record: the master as received, and what is known of it.

    `id` ("f1") is stable within the record and never used again there. `format` is a PRONOM identifier; `sha512` is of
    the master, lower-case hexadecimal. `of` names the recording or document a transcript belongs to.
    `alternatives` say in words what the file shows or sounds like, one per language. `segments` are the index that a
    transcript holds of its recording.
    """

    id: str
    name: str
    media_type: str
    size_bytes: int
    sha512: str
    role: FileRole
    format: str | None = None
    label: str = OPEN  # the record's own label applies as well
    page_label: str | None = None
    language: str | None = None
    of: str | None = None
    alternatives: tuple[Value, ...] = ()
    technical: Mapping[str, str | int | float] = field(default_factory=dict)
    segments: tuple[Segment, ...] = ()

    def under(self, labels: frozenset[str]) -> File:
        """The file with those of its segments that are under one of these labels."""
        if not self.segments:
            return self
        return replace(self, segments=tuple(each for each in self.segments if each.label in labels))

    def to_json(self) -> dict[str, Any]:
        kept = {name: value for name, value in vars(self).items() if value is not None and name != "segments"}
        if self.segments:
            kept["segments"] = [segment.to_json() for segment in self.segments]
        return {
            **kept,
            "alternatives": [value.to_json() for value in self.alternatives],
            "technical": dict(self.technical),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> File:
        return cls(**{
            **stored, "alternatives": tuple(Value(**value) for value in stored.get("alternatives", ())),
            "segments": tuple(Segment.from_json(each) for each in stored.get("segments", ())),
        })  # fmt: skip


@dataclass(frozen=True)
class Record:
    """One thing described. `terms` maps a Dublin Core term ("title", "creator", "spatial") to its values in order;
    `dates` maps a date term ("created", "temporal", "issued") likewise; `keys` holds the archivist's own
    (cote, accession, source_identifier, donor, agreement). `parent` is the ARK of the collection it stands in, `position` its
    place there. `opened` says whether it was ever open: if so, withdrawing it leaves a tombstone."""

    ark: str
    kind: str
    terms: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    dates: Mapping[str, tuple[ArchiveDate, ...]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    label: str = CLOSED
    parent: str | None = None
    level: str | None = None
    position: int = 0
    rights: str | None = None
    batch: str | None = None
    opened: bool = False

    def values(self, term: str) -> tuple[Value, ...]:
        return self.terms.get(term, ())

    def title_in(self, *languages: str) -> Value:
        """The title in the first of these languages it has, else its first title, else its source's name for it."""
        return best(self.values("title"), *languages) or Value(self.keys.get("source_identifier") or self.ark)

    def file(self, file_id: str) -> File | None:
        return next((each for each in self.files if each.id == file_id), None)

    def transcripts_of(self, file_id: str) -> Iterator[File]:
        return (each for each in self.files if each.of == file_id and each.role == "transcript")

    def under(self, label: str) -> Record:
        """The same record under another access label."""
        return replace(self, label=label, opened=self.opened or label == OPEN)

    def to_json(self) -> dict[str, Any]:
        """record.json: what preservation keeps, and all that is needed to make the record again."""
        return {
            "ark": self.ark, "kind": self.kind, "label": self.label, "opened": self.opened,
            "terms": {term: [value.to_json() for value in values] for term, values in self.terms.items()},
            "dates": {term: [date.to_json() for date in dates] for term, dates in self.dates.items()},
            "keys": dict(self.keys), "files": [each.to_json() for each in self.files],
            "parent": self.parent, "level": self.level, "position": self.position,
            "rights": self.rights, "batch": self.batch,
        }  # fmt: skip

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Record:
        return cls(**{
            **stored,
            "terms": {term: tuple(Value(**value) for value in values) for term, values in stored["terms"].items()},
            "dates": {term: tuple(ArchiveDate.from_json(date) for date in dates) for term, dates in stored["dates"].items()},
            "files": tuple(File.from_json(each) for each in stored["files"]),
        })  # fmt: skip


def best(values: Iterable[Value], *languages: str) -> Value | None:
    """The value in the first of these languages that has one; else one without language; else the first."""
    kept = tuple(values)
    for language in (*languages, None):
        for value in kept:
            if value.language == language:
                return value
    return kept[0] if kept else None
