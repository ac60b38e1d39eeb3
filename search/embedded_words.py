"""What is looked for, as queries of the embedded engine: how each way to say it is asked of the fields that may hold it."""

import re
from collections.abc import Iterable
from typing import Final

import tantivy
from tantivy import Occur
from tantivy import Query as Asked

from search.fields import LITTLE_WEIGHT, Field
from search.patterns import Clause, Pattern, one_letter_off

IN_PASSAGES: Final[tuple[Field, ...]] = (("passage", "", 1.0),)


def any_value(schema: tantivy.Schema, field: str, values: Iterable[str]) -> Asked:
    each = [(Occur.Should, Asked.term_query(schema, field, value)) for value in sorted(values)]
    return Asked.boolean_query(each)


def said(schema: tantivy.Schema, clause: Clause, fields: Iterable[Field]) -> Asked:
    """A clause in any of its ways in any of these fields."""
    ways = [
        (Occur.Should, Asked.boost_query(_way(schema, way, f"{kind}_{way.stream}", before), weight))
        for kind, before, weight in fields
        for way in clause.ways
    ]
    return Asked.boolean_query(ways)


def _way(schema: tantivy.Schema, way: Pattern, field: str, before: str) -> Asked:
    terms = [before + term for term in way.terms]
    if way.prefix:
        return Asked.regex_query(schema, field, re.escape(terms[0]) + ".*")
    if way.typo and not before:
        return Asked.boost_query(Asked.fuzzy_term_query(schema, field, terms[0], distance=1), LITTLE_WEIGHT)
    if way.typo:  # the engine would find a letter off in what stands before, too
        mistyped = re.escape(before) + one_letter_off(way.terms[0], re.escape)
        return Asked.boost_query(Asked.regex_query(schema, field, mistyped), LITTLE_WEIGHT)
    if len(terms) == 1:
        return Asked.term_query(schema, field, terms[0])
    return Asked.phrase_query(schema, field, list(terms))
