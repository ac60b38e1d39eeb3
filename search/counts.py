"""What the counts of a facet mean, the same for every engine."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from search.document import FacetPath
from search.query import FacetCount, Query


def without_its_own_filters(query: Query, facet: str) -> Query:
    """The query whose hits a facet is counted over: choosing another of its values widens, so its own do not narrow."""
    return replace(query, filters=tuple(chosen for chosen in query.filters if chosen.facet != facet))


def chosen_values(query: Query, facet: str) -> frozenset[FacetPath]:
    """The values of one facet that the query is narrowed to."""
    return frozenset(path for narrowed in query.filters if narrowed.facet == facet for path in narrowed.values)


def most_frequent(counts: Mapping[FacetPath, int], chosen: Collection[FacetPath], most: int) -> tuple[FacetCount, ...]:
    """The `most` highest counts, a wider value before those below it, and every chosen value, even at nought."""
    in_order = sorted(counts, key=lambda path: (-counts[path], path))
    kept = in_order[:most] + [path for path in in_order[most:] if path in chosen]
    kept += sorted(path for path in chosen if path not in counts)
    return tuple(FacetCount(path, counts.get(path, 0), path in chosen) for path in kept)
