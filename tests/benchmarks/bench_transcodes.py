"""Seconds of recording made into their served forms by each second of a processor, against the bare codecs with the same
settings: a sound heard for its loudness, then levelled and encoded; a film decoded and encoded; beside that, a sound encoded
in one pass, its loudness left as it is. And the memory a long recording takes beside a short one.

A processor's own seconds are counted, so that whatever else the machine does disturbs neither.

Called as `python -m tests.benchmarks.bench_transcodes [--full | --sizes N …]`: seconds of recording.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import chain
from pathlib import Path
from statistics import median

import av
import av.filter
import numpy as np

from ingest.deriving.derive import make
from ingest.limits import Limits
from ingest.workers import Lost, run_all
from tests.benchmarks.figures import Figure, a_home, sizes_asked, tell

RATE = 48_000
WIDTH, HEIGHT, PICTURES_A_SECOND = 720, 576, 25
LIMITS = Limits(seconds=3600)
ROUNDS = 3
#: A film takes many times as long as a sound.
FILM_PART = 12
MOST_MORE_MEGABYTES = 30


def a_voice(path: Path, length: int, rate: int = RATE) -> Path:
    """Noise that swells and falls as speech does, about as loud as it is served: WAV, two channels. The encoders' work depends
    on how loud a sound is, and is to be the same for both."""
    noise = np.random.default_rng(3).normal(size=(rate * 10, 2))
    swell = 0.05 + 0.95 * np.abs(np.sin(2 * np.pi * 2.1 * np.arange(len(noise)) / rate))
    smooth = np.cumsum(noise, axis=0)
    smooth -= np.linspace(smooth[0], smooth[-1], len(smooth))
    ten = ((noise + smooth / np.abs(smooth).max()) * swell[:, None] * 4200).astype(np.int16)
    with av.open(str(path), "w") as target:
        voice = target.add_stream("pcm_s16le", rate=rate, layout="stereo")
        for number in range(max(1, length // 10)):
            frame = av.AudioFrame.from_ndarray(ten.reshape(1, -1), format="s16", layout="stereo")
            frame.rate, frame.pts, frame.time_base = rate, number * len(ten), Fraction(1, rate)
            target.mux(voice.encode(frame))
        target.mux(voice.encode(None))
    return path


def a_film(path: Path, length: int) -> Path:
    """A cassette's picture: soft shapes that move under grain, MPEG-4 in AVI, no sound."""
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH]
    grain = np.random.default_rng(4).normal(0, 6, (8, HEIGHT, WIDTH))
    with av.open(str(path), "w") as target:
        film = target.add_stream("mpeg4", rate=PICTURES_A_SECOND)
        film.width, film.height, film.pix_fmt, film.bit_rate = WIDTH, HEIGHT, "yuv420p", 8_000_000
        for number in range(length * PICTURES_A_SECOND):
            light = (
                128 + 60 * np.sin((across + 3 * number) / 70) + 40 * np.sin((down - number) / 40) + grain[number % 8]
            )
            picture = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
            picture[:HEIGHT] = light.clip(0, 255).astype(np.uint8)
            target.mux(film.encode(av.VideoFrame.from_ndarray(picture, format="yuv420p")))
        target.mux(film.encode(None))
    return path


def whole(master: Path) -> float:
    """In a child: what ingest makes of a recording; the processor's seconds it took."""
    began = time.process_time()
    make(master, "sound" if master.suffix == ".wav" else "video", _forms(master), "f1", LIMITS)
    return time.process_time() - began


def bare(master: Path) -> float:
    """In a child: the codecs alone, in as many passes."""
    began = time.process_time()
    _forms(master).mkdir(exist_ok=True)
    if master.suffix == ".wav":
        hear(master)
        encode_sound(master, _forms(master), "volume=0.5dB")
    else:
        bare_film(master, _forms(master))
    return time.process_time() - began


def in_one_pass(master: Path) -> float:
    """In a child: the encoders alone, at whatever loudness."""
    began = time.process_time()
    _forms(master).mkdir(exist_ok=True)
    encode_sound(master, _forms(master), "anull")
    return time.process_time() - began


def hear(master: Path) -> None:
    with av.open(str(master)) as source:
        for _ in _filtered(source, "ebur128=peak=true:metadata=1:framelog=quiet"):
            pass


def encode_sound(master: Path, folder: Path, level: str) -> None:
    with (
        av.open(str(master)) as source, av.open(str(folder / "bare.m4a"), "w", format="mp4") as one,
        av.open(str(folder / "bare.opus"), "w", format="ogg") as other,
    ):  # fmt: skip
        voice, small = (
            one.add_stream("aac", rate=RATE, layout="stereo"),
            other.add_stream("libopus", rate=RATE, layout="stereo"),
        )
        voice.bit_rate, small.bit_rate = 128_000, 96_000
        for frame in _filtered(source, level):
            one.mux(voice.encode(frame))
            other.mux(small.encode(frame))
        one.mux(voice.encode(None))
        other.mux(small.encode(None))


def _filtered(source: av.container.InputContainer, step: str) -> Iterator[av.AudioFrame]:
    graph = av.filter.Graph()
    name, _, options = step.partition("=")
    graph.link_nodes(
        graph.add_abuffer(template=source.streams.audio[0]), graph.add(name, options), graph.add("abuffersink")
    )
    graph.configure()
    for frame in chain(source.decode(audio=0), [None]):
        graph.push(frame)
        with suppress(av.BlockingIOError, av.EOFError):
            while True:
                yield graph.pull()  # type: ignore[misc]  # a graph of sound gives sound


def bare_film(master: Path, folder: Path) -> None:
    with av.open(str(master)) as source, av.open(str(folder / "bare.mp4"), "w") as target:
        source.streams.video[0].thread_type = "AUTO"
        film = target.add_stream("libx264", rate=PICTURES_A_SECOND, options={"crf": "23", "preset": "veryfast"})
        film.width, film.height, film.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for frame in source.decode(video=0):
            frame.pict_type = av.video.frame.PictureType.NONE
            target.mux(film.encode(frame))
        target.mux(film.encode(None))


def rate(task: Callable[[Path], float], masters: list[Path], length: int) -> float:
    """Seconds of recording a second of a processor, in as many children as masters."""
    spent = 0.0
    for _, took in run_all(task, masters, LIMITS, len(masters)):
        if isinstance(took, Lost):
            raise RuntimeError(took.text)
        spent += took
    return len(masters) * length / spent


def compare(figure: str, reference: Callable[[Path], float], masters: list[Path], length: int, goal: str = "") -> None:
    rounds = [(rate(whole, masters, length), rate(reference, masters, length)) for _ in range(ROUNDS)]
    ours, alone = (median(each) for each in zip(*rounds, strict=True))
    tell(Figure(figure, ours, "s of recording/processor s", alone, median(one / other for one, other in rounds), goal))


def memory(master: Path) -> int:
    """In a child of its own: the most memory it ever held, in megabytes."""
    whole(master)
    held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(held[1]) // 1024 if held else 0


def megabytes(master: Path) -> float:
    [(_, held)] = run_all(memory, [master], LIMITS, 1)
    if isinstance(held, Lost):
        raise RuntimeError(held.text)
    return held


def main() -> None:
    workers = os.cpu_count() or 1
    for size in sizes_asked(__doc__ or "", small=[120], full=[1800]):
        with a_home() as home:
            film = max(10, size // FILM_PART)
            first, last = a_voice(home / "0.wav", size), a_film(home / "0.avi", film)
            for name, original, length in (("sound", first, size), ("film", last, film)):
                masters = [original, *(_twin(original, number) for number in range(1, workers))]
                told = f"{name} of {length} s into its served forms, against the bare"
                compare(f"{told} codecs", bare, masters, length, "≥ 0.9")
                if name == "sound":
                    compare(f"{told} encoders in one pass", in_one_pass, masters, length)
        with a_home() as home:
            short, long = (
                megabytes(a_voice(home / "short.wav", 10)),
                megabytes(a_voice(home / "long.wav", size * 10, 8000)),
            )
            figure = f"memory of a worker, sound of {size * 10} s against one of 10 s"
            tell(Figure(figure, long, "MB", short, long / short, f"≤ {MOST_MORE_MEGABYTES} MB more"))


def _twin(original: Path, number: int) -> Path:
    twin = original.with_stem(str(number))
    twin.hardlink_to(original)
    return twin


def _forms(master: Path) -> Path:
    return master.with_name(f"{master.name}-forms")


if __name__ == "__main__":
    main()
