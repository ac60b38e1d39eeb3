"""The pictures of a film as they are to be seen: upright, of square pixels, at most 1080 lines, both sides even."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import av.filter
from av.container import InputContainer
from av.video.frame import PictureType

from ingest.identifying.refused import FileRefused
from ingest.reading.open_media import film_in, must_be_readable, open_media, start_of

_LONGEST, _SHORTEST = 1920, 1080
#: Pixels so nearly square are shown square: scaling would cost more than it mends.
_NEARLY_SQUARE = 0.01


@dataclass(frozen=True)
class FilmShape:
    """Width and height as shown; `turn` in degrees counter-clockwise that a phone held sideways asks for.

    `woven`: each picture holds two moments, line by line. `untouched`: the pictures need no turning, scaling or unweaving.
    """

    width: int
    height: int
    turn: int
    woven: bool
    untouched: bool


def shape_of(master: Path) -> FilmShape:
    """How a film is shown. Raises FileRefused where it has no picture, and whatever stops its reader."""
    with open_media(master) as source:
        film = film_in(source)
        if film is None:
            raise FileRefused("Le fichier ne contient aucune image animée.", "Vérifiez que c’est bien le film.")
        must_be_readable(film)
        first = next(source.decode(film), None)
        if first is None:
            raise FileRefused("Le film ne contient aucune image.", "Vérifiez que c’est bien le film.")
        aspect = float(film.sample_aspect_ratio or 1)
        turn = round(first.rotation / 90) * 90 % 360
        width, height, woven = first.width, first.height, first.interlaced_frame
    if abs(aspect - 1) > _NEARLY_SQUARE:
        width = max(1, round(width * aspect))
    if turn in (90, 270):
        width, height = height, width
    shown = _fitted(width, height)
    return FilmShape(*shown, turn, woven, untouched=turn == 0 and not woven and shown == (first.width, first.height))


def upright_pictures(source: InputContainer, film: av.VideoStream, shape: FilmShape) -> Iterator[av.VideoFrame]:
    """Every picture of the film, in the order of its time, which begins with the recording's."""
    graph = av.filter.Graph()
    steps = [
        ("setpts", f"PTS-({start_of(source, film)})"), *(_UNWOVEN if shape.woven else ()), *_TURNS[shape.turn],
        ("scale", f"{shape.width}:{shape.height}"), ("setsar", "1"), ("format", "yuv420p"),
    ]  # fmt: skip
    line = [graph.add_buffer(template=film), *(graph.add(*step) for step in steps), graph.add("buffersink")]
    for one, following in pairwise(line):
        one.link_to(following)
    graph.configure()
    for frame in source.decode(film):
        graph.push(frame)
        yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


#: Television and its cassettes weave two moments into one picture: combs, on a screen that shows it whole.
_UNWOVEN = (("bwdif", "mode=send_frame:deint=interlaced"),)
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
