"""The city's own places: those the front page shows as near."""

from __future__ import annotations

from archive.catalogue import authorities
from archive.model.authorities import Authority
from archive.wiring import Archive

_MOST = 5000


def near(archive: Archive) -> tuple[tuple[Authority, ...], ...]:
    """The places of each kind that the settings call near, in the order of the kinds, each with a point."""
    with archive.catalogue.reading() as c:
        known = authorities.all(c, kinds=("place",), size=_MOST)
    within = archive.settings.text("near_within")
    kinds = [part.strip() for part in archive.settings.text("near_places").split(",")]
    return tuple(
        tuple(each for each in known if each.place_kind == kind and each.latitude is not None and _lies(each, within))
        for kind in kinds
    )


def _lies(place: Authority, within: str) -> bool:
    return not within or within in place.parents
