"""What may be asked of an index, and what it answers. Plain values: no engine, no input or output."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from search.document import FacetPath, Passage

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
    """

    earliest: int | None = None
    latest: int | None = None
    undated: bool = False


@dataclass(frozen=True)
class Query:
    """One question.

    `text`: what a person typed. Words must all occur; "quoted words" as they stand, side by side; -word must not occur;
    word* by its beginning. Any text is accepted, the empty one finds everything.
    `labels`: every access label the viewer holds; nothing under another label is found, counted, excluded by or quoted.
    `without`: ids taken off hits, total and counts, exactly (what was closed and not yet carried to the index).
    `facets`: names of the facets to count, each without its own filters, so that a count equals what a click gives.
    `values_each`: how many values of each facet, the most frequent first; chosen ones always come too.
    `passages_each`: how many passages to quote under a hit.
    """

    text: str = ""
    labels: frozenset[str] = frozenset()
    filters: tuple[Filter, ...] = ()
    dates: DateRange | None = None
    without: frozenset[str] = frozenset()
    sort: Sort = Sort.RELEVANCE
    start: int = 0
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
    """The answer: exact `total`, one page of `hits`, and for each facet asked its counts, highest first."""

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
