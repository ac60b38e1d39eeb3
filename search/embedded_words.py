"""What is looked for, as queries of the embedded engine: which fields hold it, and how each way to say it is asked."""

import re
from collections.abc import Iterable
from typing import Final

import tantivy
from tantivy import Occur
from tantivy import Query as Asked

from search.document import OPEN
from search.layout import field_prefix, label_prefix
from search.patterns import Clause, Pattern, one_letter_off

TITLE_WEIGHT = 3.0
LITTLE_WEIGHT = 0.2
Field = tuple[str, str, float]
"""A kind of field, what stands before each of its terms, and what it weighs."""

IN_PASSAGES: Final[tuple[Field, ...]] = (("passage", "", 1.0),)


def fields_of(clause: Clause, label: str) -> tuple[Field, ...]:
    """The fields of a record that hold what stands under a label."""
    before = "" if label == OPEN else label_prefix(label)
    if clause.field is not None:
        return (("fielded", before + field_prefix(clause.field), 1.0),)
    return (("title", "", TITLE_WEIGHT), ("words", "", 1.0)) if label == OPEN else (("labelled", before, 1.0),)


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
