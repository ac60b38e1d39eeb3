"""Loudness: how loud a recording is as a whole, and what makes it as loud as all others in its served form.

Sources: EBU R 128 and Tech 3341 (integrated loudness, true peak), ITU-R BS.1770-5; −16 LUFS is what listeners with headphones
and telephones are served (AES TD1008).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import av
import av.filter
from av.audio.resampler import AudioResampler
from av.container import InputContainer

from ingest.deriving.waveform import Waveform

SAMPLES_A_SECOND = 48_000
TARGET_LUFS = -16.0
#: Lower than the −1 dBTP asked: coding moves peaks, and a limiter of samples does not see what lies between them.
_CEILING_DB = -2.0
#: BS.1770 gates out what is quieter: such a sound is silence.
_SILENCE_LUFS = -70.0
#: An almost empty tape must not become a storm.
_MOST_GAIN_DB = 30.0
#: What is this near is left as it is.
_NEAR_DB = 0.1
#: Samples handed on at once.
_BLOCK = 8192
_SAMPLES = "dbl"
Step = tuple[str, str]


@dataclass(frozen=True)
class Loudness:
    """Of a whole recording: `lufs` None is silence; `peak_dbtp` is its true peak, None for digital silence."""

    lufs: float | None = None
    peak_dbtp: float | None = None

    @property
    def gain_db(self) -> float:
        """What brings it to the loudness served; silence stays silence."""
        if self.lufs is None:
            return 0.0
        gain = min(TARGET_LUFS - self.lufs, _MOST_GAIN_DB)
        return gain if abs(gain) > _NEAR_DB else 0.0

    def steps(self) -> tuple[Step, ...]:
        """The filters that do so. A limiter stands only where a peak would come too high."""
        gain: tuple[Step, ...] = (("volume", f"{self.gain_db:.2f}dB"),) if self.gain_db else ()
        if self.peak_dbtp is None or self.peak_dbtp + self.gain_db <= _CEILING_DB:
            return gain
        limit = 10 ** (_CEILING_DB / 20)
        return (*gain, ("alimiter", f"limit={limit:.4f}:level=false:latency=true:attack=5:release=50"))

    def technical(self) -> dict[str, float]:
        told = {"loudness_lufs": self.lufs, "true_peak_dbtp": self.peak_dbtp}
        return {name: round(value, 1) for name, value in told.items() if value is not None}


def layout_of(sound: av.AudioStream) -> str:
    return "mono" if sound.channels == 1 else "stereo"


def measure(source: InputContainer, sound: av.AudioStream, waveform: Waveform) -> Loudness:
    """Hear a recording once from its start to its end: its loudness, its waveform, in the same memory for any length."""
    heard: dict[str, str] = {}
    highest = 0.0
    for frame in _filtered(source, sound, (("ebur128", "peak=true:metadata=1:framelog=quiet"),)):
        waveform.add(frame.to_ndarray().reshape(frame.samples, -1).T)
        heard = dict(frame.metadata) or heard
        highest = max(highest, float(heard.get("lavfi.r128.true_peak", 0)))
    lufs = float(heard.get("lavfi.r128.I", _SILENCE_LUFS))
    return Loudness(lufs if lufs > _SILENCE_LUFS else None, 20 * math.log10(highest) if highest > 0 else None)


def levelled(
    source: InputContainer, sound: av.AudioStream, loudness: Loudness, in_time: bool = False
) -> Iterator[av.AudioFrame]:
    """The sound as it is served: 48 kHz, one or two channels, as loud as all others.

    `in_time`: kept to its own clock, with silence where it has gaps, for it goes with pictures.
    """
    on_time: tuple[Step, ...] = ()
    if in_time:
        begin = round((source.start_time or 0) / av.time_base * SAMPLES_A_SECOND)
        on_time = ("asetpts", f"PTS-({begin})"), ("aresample", "async=1:first_pts=0")
    as_coded = ("aformat", "sample_fmts=fltp"), ("asetnsamples", f"{_BLOCK}:p=0")
    return _filtered(source, sound, (*on_time, *loudness.steps(), *as_coded))


def _filtered(source: InputContainer, sound: av.AudioStream, steps: tuple[Step, ...]) -> Iterator[av.AudioFrame]:
    """Every frame of a track, having passed these filters."""
    graph = av.filter.Graph()
    begin = graph.add_abuffer(
        sample_rate=SAMPLES_A_SECOND, format=_SAMPLES, layout=layout_of(sound), time_base=Fraction(1, SAMPLES_A_SECOND)
    )
    for one, following in pairwise([begin, *(graph.add(*step) for step in steps), graph.add("abuffersink")]):
        one.link_to(following)
    graph.configure()
    for frame in _alike(source, sound):
        graph.push(frame)
        yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


def _alike(source: InputContainer, sound: av.AudioStream) -> Iterator[av.AudioFrame]:
    """Every frame at 48 kHz, of one or two channels, whatever a broadcast changes on its way and a header said before it."""
    kind: tuple[str, str, int] | None = None
    resampler = None
    for frame in source.decode(sound):
        if resampler is None or kind != (frame.format.name, frame.layout.name, frame.sample_rate):
            if resampler is not None:
                yield from resampler.resample(None)
            kind = frame.format.name, frame.layout.name, frame.sample_rate
            resampler = AudioResampler(_SAMPLES, layout_of(sound), SAMPLES_A_SECOND)
        yield from resampler.resample(frame)
    if resampler is not None:
        yield from resampler.resample(None)


def _ready(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, av.AudioFrame):
            yield frame
