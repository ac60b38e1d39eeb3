"""What an index holds: records as they are searched, and passages as they are quoted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

OPEN = "open"
"""The label of what everybody may see. It is asked for like any other: a query without it finds nothing open."""

FacetPath = tuple[str, ...]
"""A facet's value: codes from the widest to the narrowest, ("fr", "fr-pdl", "44109"); a plain value is a 1-tuple."""


@dataclass(frozen=True)
class Words:
    """A text by which a record is found. `field`: what it is of the record ("title" weighs more, others are equal).

    Under a label other than "open" it finds the record only for those who hold both this label and the record's.
    `language`: BCP 47 tag, None where unknown (then its words are found as they stand, not by their stems).
    `names`: it is the name of a person, a family or an association, found by its other spellings too.
    """

    field: str
    text: str
    language: str | None = None
    label: str = OPEN
    names: bool = False


@dataclass(frozen=True)
class Passage:
    """A piece of a transcript or a page, quoted under its record and found through it (its words need not be repeated).

    `number` orders the passages of a `file`. Times in seconds from the start of the recording; `page` counts from 1.
    """

    number: int
    text: str
    language: str | None = None
    label: str = OPEN
    file: str = ""
    start_seconds: float | None = None
    end_seconds: float | None = None
    page: int | None = None
    speaker: str | None = None


@dataclass(frozen=True)
class Document:
    """One record as it is searched.

    `label` hides all of it, facets and dates too: facets hold only what every viewer of the record may know.
    `earliest`, `latest`: ordinal days, both included; one None is an open end, both None is undated.
    `points`: latitudes and longitudes, in degrees. `sort_title`: the title to sort by. `added`: rising number, the greater
    the newer (seconds since 1970).
    """

    id: str
    version: int = 1
    label: str = "closed"
    words: tuple[Words, ...] = ()
    facets: Mapping[str, tuple[FacetPath, ...]] = field(default_factory=dict)
    earliest: int | None = None
    latest: int | None = None
    points: tuple[tuple[float, float], ...] = ()
    sort_title: str = ""
    added: int = 0
    passages: tuple[Passage, ...] = ()
