"""What the counts of a facet mean, the same for every engine."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from heapq import nlargest

from search.document import FacetPath
from search.query import FacetCount, Query


def without_its_own_filters(query: Query, facet: str) -> Query:
    """The query whose hits a facet is counted over: choosing another of its values widens, so its own do not narrow."""
    return replace(query, filters=tuple(chosen for chosen in query.filters if chosen.facet != facet))


def chosen_values(query: Query, facet: str) -> frozenset[FacetPath]:
    """The values of one facet that the query is narrowed to."""
    return frozenset(path for narrowed in query.filters if narrowed.facet == facet for path in narrowed.values)


def least_kept(counts: Iterable[int], most: int) -> int:
    """The smallest count among the `most` highest; what counts less is not among them."""
    return min(nlargest(most, counts), default=0)


def most_frequent(counts: Mapping[FacetPath, int], chosen: Collection[FacetPath], most: int) -> tuple[FacetCount, ...]:
    """The `most` highest counts, a wider value before those below it, and every chosen value, even at nought."""
    least = least_kept(counts.values(), most)  # sorting a long tail of rare values would take most of the time
    in_order = sorted((path for path in counts if counts[path] >= least), key=lambda path: (-counts[path], path))[:most]
    kept = in_order + sorted(set(chosen).difference(in_order), key=lambda path: (-counts.get(path, 0), path))
    return tuple(FacetCount(path, counts.get(path, 0), path in chosen) for path in kept)
