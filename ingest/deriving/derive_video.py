"""Film for the web: H.264 and AAC in MP4, a poster, thumbnails, and the peaks of its sound; streamed.

A picture or sound that browsers play already is copied without loss, its metadata left behind; any other is encoded anew.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import av
import numpy as np
import pyvips
from av.container import InputContainer, OutputContainer
from av.frame import Frame
from av.stream import Stream

from archive.failpoints import failpoint
from archive.model.derived import Derived
from ingest.deriving.derive_image import THUMBNAILS, in_srgb, write_thumbnails
from ingest.deriving.derive_sound import AAC, FAST_START, PEAKS, add_voice, write_peaks
from ingest.deriving.film_pictures import FilmShape, shape_of, upright_pictures
from ingest.deriving.loudness import Loudness, layout_of, levelled, measure
from ingest.deriving.waveform import Waveform
from ingest.identifying.refused import FileRefused
from ingest.reading.open_media import (
    TROUBLES,
    ask_for_time,
    film_in,
    is_mp4,
    must_be_readable,
    open_media,
    refusal,
    sound_in,
    start_of,
)

FILM, POSTER = "video.mp4", "poster.jpg"
_CONSTANT_QUALITY, _PRESET = "23", "veryfast"
_TICKS_A_SECOND = 90_000
_POSTER_SIDE, _POSTER_QUALITY = 1280, 82
#: A poster from the first third shows what the film is about, but long films are not searched for it.
_POSTER_PART, _POSTER_LATEST_SECONDS = 1 / 3, 10.0
#: More bits than this a second would stop on a school's line.
_MOST_BITS_A_SECOND = 8_000_000


def derive_video(master: Path, folder: Path) -> Derived:
    """Make `video.mp4`, `poster.jpg`, thumbnails and, where there is sound, `peaks.json`. Raises FileRefused."""
    folder.mkdir(parents=True, exist_ok=True)
    failpoint("film: before write")
    waveform = Waveform()
    try:
        shape = shape_of(master)
        loudness = _hear(master, waveform)
        _write_film(master, folder / FILM, shape, loudness if waveform.samples else None)
        seconds = _seconds(folder / FILM)
        _write_poster(folder / FILM, min(seconds * _POSTER_PART, _POSTER_LATEST_SECONDS), folder)
    except (*TROUBLES, pyvips.Error) as problem:
        raise refusal(problem, folder, "Le film est abîmé ou incomplet : il ne se lit pas jusqu’au bout.") from problem
    failpoint("film: after write")
    made = [FILM, POSTER, *THUMBNAILS]
    if waveform.samples:
        write_peaks(waveform, folder)
        made.append(PEAKS)
    return Derived(
        "video", shape.width, shape.height, seconds, made=tuple(sorted(made)), technical=loudness.technical()
    )


def _hear(master: Path, waveform: Waveform) -> Loudness:
    with open_media(master) as source:
        ask_for_time(source, master)
        sound = sound_in(source)
        if sound is None:
            return Loudness()
        must_be_readable(sound)
        return measure(source, sound, waveform)


def _write_film(master: Path, path: Path, shape: FilmShape, loudness: Loudness | None) -> None:
    """The first picture and the first sound of the master in a new file, and no tags, no tracks of places or times; without
    `loudness` no sound.

    Each is read beside the other and written in step with it, so that neither waits in memory.
    """
    with (
        open_media(master) as source, open_media(master) as beside,
        av.open(str(path), "w", format="mp4", options=FAST_START) as target,
    ):  # fmt: skip
        parts = [_picture(source, target, shape)]
        sound = sound_in(beside)
        if sound is not None and loudness is not None:
            must_be_readable(sound)
            voice = add_voice(target, AAC, layout_of(sound))
            parts.append(_encoded(levelled(beside, sound, loudness, in_time=True), voice))
        for packet in heapq.merge(*parts, key=_time):
            target.mux(packet)


def _picture(source: InputContainer, target: OutputContainer, shape: FilmShape) -> Iterator[av.Packet[Any]]:
    film = film_in(source)
    if film is None:
        raise ValueError("a film has pictures")  # shape_of has seen them
    must_be_readable(film)
    is_fit = film.codec_context.name == "h264" and film.codec_context.pix_fmt in ("yuv420p", "yuvj420p")
    if is_fit and shape.untouched and is_mp4(source) and (source.bit_rate or 0) <= _MOST_BITS_A_SECOND:
        return _copied(source, film, target.add_stream_from_template(film))
    film.thread_type = "AUTO"
    picture = target.add_stream("libx264", rate=film.average_rate or film.guessed_rate or 25)
    picture.options = {"crf": _CONSTANT_QUALITY, "preset": _PRESET}
    picture.width, picture.height, picture.pix_fmt = shape.width, shape.height, "yuv420p"
    # Phones film at no even pace: each picture keeps its own time.
    picture.codec_context.time_base = Fraction(1, _TICKS_A_SECOND)
    return _encoded(upright_pictures(source, film, shape), picture)


def _copied(source: InputContainer, stream: Stream, copy: Stream) -> Iterator[av.Packet[Any]]:
    begin = start_of(source, stream)
    for packet in source.demux(stream):
        if packet.dts is not None:
            packet.dts -= begin
            packet.pts = None if packet.pts is None else packet.pts - begin
            packet.stream = copy
            yield packet


def _encoded(seen_or_heard: Iterable[Frame], stream: av.VideoStream | av.AudioStream) -> Iterator[av.Packet[Any]]:
    for frame in chain(seen_or_heard, [None]):
        yield from stream.encode(frame)  # type: ignore[arg-type]  # a picture to a picture, a sound to a sound


def _time(packet: av.Packet[Any]) -> Fraction:
    return (packet.dts or 0) * packet.time_base


def _seconds(film: Path) -> float:
    with av.open(str(film)) as source:
        seconds = float(source.duration or 0) / av.time_base
    if not seconds:
        raise FileRefused("Le film ne dure pas.", "Vérifiez que c’est bien un film.")
    return seconds


def _write_poster(film: Path, at_seconds: float, folder: Path) -> None:
    with av.open(str(film)) as source:
        source.seek(int(at_seconds * av.time_base))
        pixels = next(source.decode(video=0)).to_ndarray(format="rgb24")
    image = pyvips.Image.new_from_array(np.ascontiguousarray(pixels), interpretation="srgb")
    image = in_srgb(image.thumbnail_image(_POSTER_SIDE, size="down"))
    image.jpegsave(str(folder / POSTER), Q=_POSTER_QUALITY, keep="none")
    write_thumbnails(image, folder)
