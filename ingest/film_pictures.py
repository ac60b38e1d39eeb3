"""The pictures of a film as they are to be seen: upright, of square pixels, at most 1080 lines, both sides even."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import av.filter
from av.video.frame import PictureType

from ingest.derive_sound import must_be_readable
from ingest.refused import FileRefused

_LONGEST, _SHORTEST = 1920, 1080
#: Pixels so nearly square are shown square: scaling would cost more than it mends.
_NEARLY_SQUARE = 0.01


@dataclass(frozen=True)
class FilmShape:
    """Width and height as shown; `turn` in degrees counter-clockwise that a phone held sideways asks for.

    `untouched`: the pictures need neither turning nor scaling.
    """

    width: int
    height: int
    turn: int
    untouched: bool


def shape_of(master: Path) -> FilmShape:
    """How a film is shown. Raises FileRefused where it has no picture, and whatever stops its reader."""
    with av.open(str(master)) as source:
        if not source.streams.video:
            raise FileRefused("Le fichier ne contient aucune image animée.", "Vérifiez que c’est bien le film.")
        must_be_readable(source.streams.video[0])
        first = next(source.decode(video=0), None)
        if first is None:
            raise FileRefused("Le film ne contient aucune image.", "Vérifiez que c’est bien le film.")
        aspect = float(source.streams.video[0].sample_aspect_ratio or 1)
        turn = round(first.rotation / 90) * 90 % 360
        width, height = first.width, first.height
    if abs(aspect - 1) > _NEARLY_SQUARE:
        width = round(width * aspect)
    if turn in (90, 270):
        width, height = height, width
    shown = _fitted(width, height)
    return FilmShape(*shown, turn, untouched=turn == 0 and shown == (first.width, first.height))


def upright_pictures(source: av.container.InputContainer, shape: FilmShape) -> Iterator[av.VideoFrame]:
    """Every picture of the film, in the order of its time."""
    film = source.streams.video[0]
    graph = av.filter.Graph()
    steps = [graph.add_buffer(template=film)]
    for name, arguments in (*_TURNS[shape.turn], ("scale", f"{shape.width}:{shape.height}"), ("setsar", "1"),
                            ("format", "yuv420p")):  # fmt: skip
        steps.append(graph.add(name, arguments))
    steps.append(graph.add("buffersink"))
    for one, following in pairwise(steps):
        one.link_to(following)
    graph.configure()
    for frame in source.decode(film):
        graph.push(frame)
        yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


_TURNS: dict[int, tuple[tuple[str, str], ...]] = {
    0: (), 90: (("transpose", "cclock"),), 180: (("hflip", ""), ("vflip", "")), 270: (("transpose", "clock"),),
}  # fmt: skip


def _ready(graph: av.filter.Graph) -> Iterator[av.VideoFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, av.VideoFrame):
            frame.pict_type = PictureType.NONE  # the encoder chooses its own key pictures
            yield frame


def _fitted(width: int, height: int) -> tuple[int, int]:
    """Within 1920 × 1080, or 1080 × 1920; both sides even, as H.264 wants them."""
    scale = min(1.0, _LONGEST / max(width, height), _SHORTEST / min(width, height))
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)
