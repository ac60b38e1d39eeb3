"""Propose: what a picture says of itself, for the archivist to confirm or leave; where it was taken, as a known place nearby.

Coordinates end here: no record, report, derivative or log has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from math import asin, cos, radians, sin, sqrt

from archive.model.authorities import Authority
from archive.model.record import Value
from ingest.describing.lexicon import Lexicon
from ingest.item import IncomingFile, Item, Proposal
from ingest.reading.read_camera import CameraFacts, read_camera
from ingest.reading.read_embedded import Embedded, read_embedded
from ingest.telling import messages

#: Places that are points on a map; the middle of a country or region is near nothing.
_POINTS = frozenset({"city", "commune", "place", "quartier"})
_NEAR_KM = 15.0
_EARTH_KM = 6371.0
#: Two numbers of degrees in a caption, as some phones write them there.
_WHERE = re.compile(r"\d{1,3}\.\d{3,}\s*°?\s*[NSns]?[\s,;/]+-?\d{1,3}\.\d{3,}|\d{1,3}\s*°\s*\d{1,2}\s*['′’]")


def with_proposals(item: Item, lexicon: Lexicon) -> Item:
    """The item with what each of its pictures says of itself proposed."""
    for file in item.files:
        if file.media_type.startswith("image/"):
            item = _with_proposals(item, file, lexicon)
    return item


def _with_proposals(item: Item, file: IncomingFile, lexicon: Lexicon) -> Item:
    """The item with a picture's own words proposed, never taken for said; and its camera and days among technical facts."""
    camera, embedded = read_camera(file.path), read_embedded(file.path)
    digitised = camera.digitised or embedded.digitised
    facts = {
        name: str(fact)
        for name, fact in (("camera", camera.camera), ("taken", camera.taken), ("digitised", digitised))
        if fact
    }
    item = item.with_file(replace(file, technical={**file.technical, **facts}))
    coordinates = camera.coordinates or embedded.coordinates
    written = [*_of_camera(camera), *_of_programs(embedded, camera)]
    told = [each for each in written if not _WHERE.search(each.value.text)]
    item = item.proposing(*_merged([*told, *_of_place(coordinates, lexicon)]))
    if camera.scanner and digitised:
        item = item.noting(messages.SCANNED_ON.about(file.name, file.row, day=digitised.isoformat()))
    return item.noting(messages.PLACE_KEPT_BACK.about(file.name, file.row)) if coordinates or told != written else item


def nearest_place(coordinates: tuple[float, float], places: Iterable[Authority]) -> tuple[Authority, float] | None:
    """The known place nearest to a point, and its distance in kilometres; None where none is within 15 km."""
    near = (
        (kilometres(coordinates, (place.latitude, place.longitude)), place)
        for place in places
        if place.place_kind in _POINTS and place.latitude is not None and place.longitude is not None
    )
    distance, place = min(near, key=lambda each: each[0], default=(_NEAR_KM + 1, None))
    return (place, distance) if place is not None and distance <= _NEAR_KM else None


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along a great circle, between two points in degrees (haversine)."""
    (south, west), (north, east) = ((radians(degrees) for degrees in point) for point in (one, other))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def _of_camera(facts: CameraFacts) -> Iterable[Proposal]:
    for term, fact, source in (
        ("created", facts.taken, "EXIF DateTimeOriginal"), ("description", facts.caption, "EXIF ImageDescription"),
        ("creator", facts.artist, "EXIF Artist"), ("rights", facts.copyright, "EXIF Copyright"),
    ):  # fmt: skip
        if fact:
            yield Proposal(term, Value(str(fact)), source)


def _of_programs(embedded: Embedded, camera: CameraFacts) -> Iterable[Proposal]:
    """What IPTC and XMP say; a scanner's "original" day is the scan's in both EXIF and XMP."""
    for each in embedded.proposals:
        if not (camera.scanner and each.source == "XMP exif:DateTimeOriginal"):
            yield each


def _of_place(coordinates: tuple[float, float] | None, lexicon: Lexicon) -> Iterable[Proposal]:
    found = nearest_place(coordinates, lexicon.authorities.values()) if coordinates else None
    if found:
        place, distance = found
        source = f"GPS : lieu connu le plus proche, à environ {max(1, round(distance))} km"
        yield Proposal("spatial", Value(lexicon.described(place.id), "fr", authority=place.id), source)


def _merged(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Each value of a term once, with all its sources: programs write the same words in three places."""
    merged: dict[tuple[str, str], Proposal] = {}
    for each in proposals:
        key = each.term, each.value.text.casefold()
        before = merged.get(key)
        if before is None:
            merged[key] = each
        elif each.source not in before.source.split(", "):
            language = before.value.language or each.value.language
            value = replace(before.value, language=language)
            merged[key] = Proposal(each.term, value, f"{before.source}, {each.source}")
    return list(merged.values())
