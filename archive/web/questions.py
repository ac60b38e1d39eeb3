"""A search as an address: what its parameters ask, and the address of the same search with one thing changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import request, url_for

from archive.actions.question import Question
from archive.web import wording
from archive.web.visitor import the_archive, the_language
from archive.web.words import bare
from search.query import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.actions.find import FacetValue

SWITCHES = ("exact", "certainly", "spoken")
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
        chosen={facet.code: tuple(codes) for facet in the_archive().facets if (codes := _codes(facet.code))},
        first_year=_whole(request.args.get("from", ""), _LATEST_YEAR),
        last_year=_whole(request.args.get("to", ""), _LATEST_YEAR),
        order=order if order in ORDERS else "relevance",
        page=_whole(request.args.get("page", ""), _LAST_PAGE) or 1,
        box=_box(request.args.get("box", "")),
        exact=_switched("exact"), certainly=_switched("certainly"), spoken=_switched("spoken"),
    )  # fmt: skip


def parameters(question: Question) -> dict[str, Any]:
    """What an address says of a question; what is as always is not said."""
    query: dict[str, Any] = {
        "q": question.text or None,
        **{facet: list(codes) for facet, codes in question.chosen.items()},
    }
    query |= {"from": question.first_year, "to": question.last_year}
    query |= {"order": question.order if question.order != "relevance" else None}
    query |= {"page": question.page if question.page > 1 else None}
    query |= {"box": ",".join(f"{edge:.4f}" for edge in vars(question.box).values()) if question.box else None}
    return query | {name: "1" if getattr(question, name) else None for name in SWITCHES}


def address(question: Question, endpoint: str = "discover.search", **changed: Any) -> str:
    """The address of a question, with some of its parts changed; a change goes back to the first page."""
    asks = replace(question, **{"page": 1, **changed})
    return url_for(endpoint, language=the_language(), **parameters(asks))


def all_values(question: Question, facet: str) -> str:
    """The address of all the values of a facet."""
    return url_for("discover.values", language=the_language(), facet=facet, **parameters(replace(question, page=1)))


def hidden(question: Question, *but: str) -> Iterator[tuple[str, str]]:
    """The parts of a question that a form must carry along, without those it asks itself."""
    for name, value in parameters(replace(question, page=1)).items():
        if value is not None and name not in but:
            yield from ((name, each) for each in (value if isinstance(value, list) else [str(value)]))


def without(question: Question, facet: str, code: str) -> str:
    """The address of the same question with one tick less."""
    left = {
        name: tuple(each for each in codes if (name, each) != (facet, code)) for name, codes in question.chosen.items()
    }
    return address(question, chosen={name: codes for name, codes in left.items() if codes})


def narrowed(question: Question, facet: str, code: str) -> str:
    """The address of the same question with one tick more."""
    return address(question, chosen={**question.chosen, facet: (*question.chosen.get(facet, ()), code)})


def containing(facet: str, values: Iterable[FacetValue], letters: str) -> list[FacetValue]:
    """The values whose name has these letters, whatever their case and accents, in the order of their names."""
    sought = bare(letters)
    named = [(bare(wording.facet_name(facet, value).striptags()), value) for value in values]
    return [value for name, value in sorted(named, key=lambda each: each[0]) if sought in name]


def ticked(facets: dict[str, tuple[FacetValue, ...]]) -> Iterator[tuple[str, FacetValue]]:
    """Every chosen value, facet by facet."""
    return ((facet, value) for facet, values in facets.items() for value in values if value.chosen)


def _switched(name: str) -> bool:
    return request.args.get(name) == "1"


def _codes(facet: str) -> list[str]:
    return list(dict.fromkeys(code for code in request.args.getlist(facet) if code))[:_MOST_CHOSEN]


def _whole(text: str, most: int) -> int | None:
    return min(int(text), most) if text.isdecimal() and len(text) < 7 and int(text) > 0 else None


def _box(text: str) -> Box | None:
    """A part of the map as "south,west,north,east", in degrees."""
    try:
        south, west, north, east = map(float, text.split(","))
    except ValueError:
        return None
    inside = -90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180
    return Box(south, west, north, east) if inside else None
