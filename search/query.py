"""What may be asked of an index, and what it answers. Plain values: no engine, no input or output."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from search.document import FacetPath, Passage

Cursor = tuple[str | int | float, ...]
"""Where a page ends: what its last record was sorted by, then its id."""

Marks = tuple[tuple[int, int], ...]
"""Where a text answers the query: (start, end) in characters, end excluded, in order, never overlapping."""


class Sort(Enum):
    RELEVANCE = "relevance"  # without words, all are equally relevant: the newest come first
    DATE = "date"  # oldest first, undated last
    TITLE = "title"
    NEWEST = "newest"  # latest added first


@dataclass(frozen=True)
class Filter:
    """Keep what has any of these values of one facet; a value holds all that lies below it ("or" within a filter).

    Several filters all apply ("and" between them). Two filters on one facet both apply too.
    """

    facet: str
    values: frozenset[FacetPath]


@dataclass(frozen=True)
class DateRange:
    """Keep what may have happened from `earliest` to `latest`: the intervals overlap, uncertain ends included.

    Both are ordinal days (`date.toordinal()`), both included; None: open. Undated records only where `undated` says so.
    `certainly`: keep only what cannot have happened outside; an open end lies outside every end that is given.
    """

    earliest: int | None = None
    latest: int | None = None
    undated: bool = False
    certainly: bool = False


@dataclass(frozen=True)
class Box:
    """Keep what has a point in this part of the map, borders included. Degrees, WGS 84; west may lie beyond east."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        across = (longitude >= self.west, longitude <= self.east)
        return self.south <= latitude <= self.north and (all(across) if self.west <= self.east else any(across))


@dataclass(frozen=True)
class Spelling:
    """Other ways to write some words of a query: all the names of an authority, where the text asks one of them."""

    asked: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """One question.

    `text`: what a person typed. Words must all occur; "quoted words" as they stand, side by side; -word must not occur;
    word* by its beginning; field:word in that field alone, for the names in `fields`. Any text is accepted, the empty
    one finds everything.
    `exact`: words as they are written, accents and case apart: no stems, no other spellings of names.
    `typos`: a word may differ by one letter put in, left out, changed or swapped with the next.
    `spellings`: what else the names in the text are known by.
    `spoken`: all that is sought must be said in one passage, and only passages count.
    `labels`: every access label the viewer holds; nothing under another label is found, counted, excluded by or quoted.
    `without`: ids taken off hits, total and counts, exactly (what was closed and not yet carried to the index).
    `alike`: rank first what has most of these; whatever has none of them is not found (related records).
    `after`: the `Results.following` of the page before; it takes the place of `start`, and costs the same at any depth.
    `facets`: names of the facets to count, each without its own filters, so that a count equals what a click gives.
    `values_each`: how many values of each facet, the most frequent first; chosen ones always come too.
    `passages_each`: how many passages to quote under a hit.
    """

    text: str = ""
    labels: frozenset[str] = frozenset()
    filters: tuple[Filter, ...] = ()
    dates: DateRange | None = None
    without: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    exact: bool = False
    typos: bool = False
    spellings: tuple[Spelling, ...] = ()
    spoken: bool = False
    box: Box | None = None
    alike: tuple[Filter, ...] = ()
    sort: Sort = Sort.RELEVANCE
    start: int = 0
    after: Cursor | None = None
    size: int = 20
    facets: tuple[str, ...] = ()
    values_each: int = 100
    passages_each: int = 0


@dataclass(frozen=True)
class PassageHit:
    """A passage that answers the query; `marks` are places in `passage.text`."""

    passage: Passage
    marks: Marks


@dataclass(frozen=True)
class Hit:
    """A record found. Scores compare only within one answer of one engine."""

    id: str
    score: float = 0.0
    passages: tuple[PassageHit, ...] = ()


@dataclass(frozen=True)
class FacetCount:
    """How many records one finds on choosing this value (and those below it)."""

    path: FacetPath
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Results:
    """The answer: exact `total`, one page of `hits`, and for each facet asked its counts, highest first.

    `following` asks for the next page; None after the last.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    following: Cursor | None = None
