"""Sound and film for the web: AAC, H.264, a poster, and the peaks of a waveform; streamed, so that six hours cost no more
memory than one minute. No metadata of the master goes with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pyvips
from av.audio.resampler import AudioResampler

from archive.failpoints import failpoint
from archive.model.derived import Derived
from ingest.derive_image import ImageRefused, in_srgb

PEAKS = 1000
_AUDIO_BITS, _RATE = 96_000, 44_100
_LARGEST_FILM_HEIGHT = 1080
_WINDOW_SAMPLES = 2048
_DAMAGED = "Copiez-le de nouveau depuis sa source, ou réenregistrez-le."


def derive_sound(master: Path, folder: Path) -> Derived:
    """Make `audio.m4a` and `peaks.json`. Raises ImageRefused for what holds no sound or cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    failpoint("derive: before sound")
    try:
        seconds, peaks = _encode_sound(master, folder / "audio.m4a")
    except (av.FFmpegError, OSError, ValueError) as problem:
        raise ImageRefused(f"Le son ne se lit pas jusqu’au bout ({type(problem).__name__}).", _DAMAGED) from problem
    _write_peaks(peaks, folder)
    return Derived("sound", duration_seconds=seconds, made=("audio.m4a", "peaks.json"))


def derive_video(master: Path, folder: Path) -> Derived:
    """Make `video.mp4`, `poster.jpg` and `peaks.json` (where there is sound). Raises ImageRefused."""
    folder.mkdir(parents=True, exist_ok=True)
    failpoint("derive: before film")
    try:
        width, height, seconds, peaks = _encode_film(master, folder / "video.mp4")
        poster_at = min(seconds / 3, 10.0)
        _write_poster(folder / "video.mp4", poster_at, folder / "poster.jpg")
    except (av.FFmpegError, OSError, ValueError, pyvips.Error) as problem:
        raise ImageRefused(f"Le film ne se lit pas jusqu’au bout ({type(problem).__name__}).", _DAMAGED) from problem
    made = ["poster.jpg", "video.mp4"]
    if peaks:
        _write_peaks(peaks, folder)
        made.append("peaks.json")
    return Derived("video", width, height, seconds, made=tuple(sorted(made)))


def _encode_sound(master: Path, target: Path) -> tuple[float, list[float]]:
    with av.open(str(master)) as source, av.open(str(target), "w", options={"movflags": "+faststart"}) as written:
        if not source.streams.audio:
            raise ImageRefused("Le fichier ne contient aucun son.", "Vérifiez que c’est bien l’enregistrement.")
        sound = source.streams.audio[0]
        stream = written.add_stream("aac", rate=_RATE, layout="mono" if sound.channels == 1 else "stereo")
        stream.bit_rate = _AUDIO_BITS
        resampler = AudioResampler(format="fltp", layout=stream.layout, rate=_RATE)
        peaks, samples = [], 0
        for frame in _frames(source, sound, resampler):
            peaks += _loudest(frame)
            samples += frame.samples
            for packet in stream.encode(frame):
                written.mux(packet)
        for packet in stream.encode(None):
            written.mux(packet)
    if not samples:
        raise ImageRefused("Le son est vide.", _DAMAGED)
    return samples / _RATE, peaks


def _encode_film(master: Path, target: Path) -> tuple[int, int, float, list[float]]:
    with av.open(str(master)) as source, av.open(str(target), "w", options={"movflags": "+faststart"}) as written:
        if not source.streams.video:
            raise ImageRefused("Le fichier ne contient aucune image animée.", "Vérifiez que c’est bien le film.")
        film = source.streams.video[0]
        film.thread_type = "AUTO"
        width, height = _film_size(film.codec_context.width, film.codec_context.height)
        picture = written.add_stream(
            "libx264", rate=film.average_rate or 25, options={"crf": "23", "preset": "veryfast"}
        )
        picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
        sound = source.streams.audio[0] if source.streams.audio else None
        voice = written.add_stream("aac", rate=_RATE, layout="stereo") if sound else None
        resampler = AudioResampler(format="fltp", layout="stereo", rate=_RATE) if sound else None
        peaks: list[float] = []
        last = 0.0
        for packet in source.demux([each for each in (film, sound) if each]):
            for frame in packet.decode():
                if isinstance(frame, av.VideoFrame):
                    last = max(last, frame.time or 0.0)
                    shown = frame.reformat(width, height, "yuv420p")
                    shown.pict_type = av.video.frame.PictureType.NONE
                    written.mux(picture.encode(shown))
                elif isinstance(frame, av.AudioFrame) and voice is not None and resampler is not None:
                    for part in resampler.resample(frame):
                        peaks += _loudest(part)
                        written.mux(voice.encode(part))
        for stream in (each for each in (picture, voice) if each is not None):
            written.mux(stream.encode(None))
        length = float(source.duration or 0) / av.time_base
    return width, height, length or last, peaks


def _frames(
    source: av.container.InputContainer, sound: av.AudioStream, resampler: AudioResampler
) -> Iterator[av.AudioFrame]:
    for frame in source.decode(sound):
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _film_size(width: int, height: int) -> tuple[int, int]:
    """At most 1080 lines, both sides even, as H.264 wants them."""
    scale = min(1.0, _LARGEST_FILM_HEIGHT / height)
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def _loudest(frame: av.AudioFrame) -> list[float]:
    """The loudest sample of each window of the frame, 0 to 1."""
    samples = np.abs(frame.to_ndarray()).max(axis=0)
    return [float(samples[at : at + _WINDOW_SAMPLES].max()) for at in range(0, len(samples), _WINDOW_SAMPLES)]


def _write_peaks(peaks: list[float], folder: Path) -> None:
    """At most a thousand whole numbers from 0 to 100, relative to the loudest."""
    groups = np.array_split(np.array(peaks or [0.0]), min(PEAKS, max(1, len(peaks))))
    highest = max((float(group.max()) for group in groups), default=0.0) or 1.0
    (folder / "peaks.json").write_text(json.dumps([round(float(group.max()) / highest * 100) for group in groups]))


def _write_poster(film: Path, at_seconds: float, target: Path) -> None:
    with av.open(str(film)) as source:
        stream = source.streams.video[0]
        source.seek(int(at_seconds * av.time_base))
        frame = next(source.decode(stream))
        pixels = frame.to_ndarray(format="rgb24")
    image = pyvips.Image.new_from_array(np.ascontiguousarray(pixels), interpretation="srgb")
    in_srgb(image).thumbnail_image(1000, size="down").jpegsave(str(target), Q=82, keep="none")
