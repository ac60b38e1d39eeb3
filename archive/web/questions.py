"""A search as an address: what its parameters ask, and the address of the same search with one thing changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import request, url_for

from archive.actions.find import FACETS, FacetValue, Question
from archive.web.sentences import SOURCE_LANGUAGE
from archive.web.visitor import the_language
from archive.web.words import in_its_language, language_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

ORDERS = ("relevance", "date", "title", "newest")
_LONGEST_TEXT = 500
_MOST_CHOSEN = 30
_LAST_PAGE = 500
_LATEST_YEAR = 2200


def asked() -> Question:
    """The question in this request's address; what makes no sense there is left out, so that no address is an error."""
    order = request.args.get("order", "")
    return Question(
        text=request.args.get("q", "")[:_LONGEST_TEXT].strip(),
        chosen={facet: tuple(codes) for facet in FACETS if (codes := _codes(facet))},
        first_year=_whole(request.args.get("from", ""), _LATEST_YEAR),
        last_year=_whole(request.args.get("to", ""), _LATEST_YEAR),
        order=order if order in ORDERS else "relevance",
        page=_whole(request.args.get("page", ""), _LAST_PAGE) or 1,
    )


def address(question: Question, **changed: Any) -> str:
    """The address of a question, with some of its parts changed; a change goes back to the first page."""
    asks = replace(question, **{"page": 1, **changed})
    query: dict[str, Any] = {"q": asks.text or None, **{facet: list(codes) for facet, codes in asks.chosen.items()}}
    query |= {"from": asks.first_year, "to": asks.last_year}
    query |= {"order": asks.order if asks.order != "relevance" else None, "page": asks.page if asks.page > 1 else None}
    return url_for("discover.search", language=the_language(), **query)


def without(question: Question, facet: str, code: str) -> str:
    """The address of the same question with one tick less."""
    left = {name: tuple(each for each in codes if (name, each) != (facet, code)) for name, codes in question.chosen.items()}
    return address(question, chosen={name: codes for name, codes in left.items() if codes})


def narrowed(question: Question, facet: str, code: str) -> str:
    """The address of the same question with one tick more."""
    return address(question, chosen={**question.chosen, facet: (*question.chosen.get(facet, ()), code)})


def name_of(facet: str, value: FacetValue) -> Markup:
    """What a facet's value is called, in the reader's language where it has a name there."""
    if facet == "language":
        return in_its_language(language_name(value.code), the_language())
    for language in (the_language(), SOURCE_LANGUAGE, *value.names):
        if value.names.get(language):
            return in_its_language(value.names[language], language)
    return in_its_language(value.code, None)


def ticked(facets: dict[str, tuple[FacetValue, ...]]) -> Iterator[tuple[str, FacetValue]]:
    """Every chosen value, facet by facet."""
    return ((facet, value) for facet, values in facets.items() for value in values if value.chosen)


def _codes(facet: str) -> list[str]:
    return list(dict.fromkeys(code for code in request.args.getlist(facet) if code))[:_MOST_CHOSEN]


def _whole(text: str, most: int) -> int | None:
    return min(int(text), most) if text.isdecimal() and len(text) < 7 and int(text) > 0 else None
