"""The near places as a drawing of links: each a disc at its point, the denser the more it holds. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.model.authorities import Authority

WIDTH = 860
_MARGIN = 70
_DENSITIES = 4
_LEAST_RADIUS, _MOST_RADIUS = 9.0, 34.0
_LETTER_WIDTH = 8.4  # of the map's 16 px type, on average


@dataclass(frozen=True)
class Spot:
    """One place on the map: its point and radius in the drawing's own pixels, and how dense it is drawn (0 to 4).

    `number` is that of the list beside it, which a phone shows in place of the name; `named` where the name has room.
    """

    authority: Authority
    x: float
    y: float
    radius: float
    density: int
    count: int
    number: int | None = None
    named: bool = True


@dataclass(frozen=True)
class CityMap:
    width: int
    height: int
    spots: tuple[Spot, ...]


def drawn(near: Sequence[Sequence[Authority]], counts: Mapping[str, int], language: str) -> CityMap | None:
    """The map of near places (finest kind first); None where none has a point.

    Drawn in a plane where a degree of longitude is as long as it is on the ground at that latitude.
    """
    wider = {parent for kind in near for each in kind for parent in each.parents}
    near = [[each for each in kind if each.id not in wider] for kind in near]  # a town drawn by its quarters is not drawn again
    everywhere = [each for kind in near for each in kind]
    if not everywhere:
        return None
    middle = sum(each.latitude or 0 for each in everywhere) / len(everywhere)
    shrink = math.cos(math.radians(middle))
    across = [(each.longitude or 0) * shrink for each in everywhere]
    up = [each.latitude or 0 for each in everywhere]
    scale = (WIDTH - 2 * _MARGIN) / ((max(across) - min(across)) or 1)
    height = round((max(up) - min(up)) * scale + 2 * _MARGIN)
    most = max((counts.get(each.id, 0) for each in everywhere), default=0)
    spots = [
        Spot(
            each, round(_MARGIN + (x - min(across)) * scale, 1), round(_MARGIN + (max(up) - y) * scale, 1),
            _radius(counts.get(each.id, 0), most), _density(counts.get(each.id, 0), most), counts.get(each.id, 0),
            number=position if position <= len(near[0]) else None,
        )
        for position, (each, x, y) in enumerate(zip(everywhere, across, up, strict=True), start=1)
    ]  # fmt: skip
    return CityMap(WIDTH, height, tuple(_named_where_room(spots, language)))


def _radius(count: int, most: int) -> float:
    return round(_LEAST_RADIUS + (_MOST_RADIUS - _LEAST_RADIUS) * math.sqrt(count / most), 1) if count else 5.0


def _density(count: int, most: int) -> int:
    return math.ceil(_DENSITIES * math.sqrt(count / most)) if count else 0


def _named_where_room(spots: Sequence[Spot], language: str) -> list[Spot]:
    """The same spots; a name that would run into one already written is left to the list and the table."""
    taken: list[tuple[float, float, float]] = []
    kept: dict[str, bool] = {}
    for spot in sorted(spots, key=lambda each: (-each.count, each.number is None)):
        half = len(spot.authority.name_in(language).text) * _LETTER_WIDTH / 2
        y = spot.y + spot.radius + 17
        free = all(abs(x - spot.x) > half + other or abs(y - at) > 19 for x, at, other in taken) and not any(
            other is not spot and other.count and abs(other.x - spot.x) < half + other.radius
            and -other.radius < y - 6 - other.y < other.radius + 6
            for other in spots
        )  # fmt: skip
        kept[spot.authority.id] = free
        if free:
            taken.append((spot.x, y, half))
    return [Spot(**{**vars(spot), "named": kept[spot.authority.id]}) for spot in spots]
