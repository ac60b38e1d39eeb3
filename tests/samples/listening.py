"""A recording as a meter hears it. Sound is mono floating point between -1 and 1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av
import numpy as np
from av.filter import Graph

_BLOCK_SECONDS = 0.02


@dataclass(frozen=True)
class Heard:
    """`samples` at `rate` a second; `loudness` integrated, in LUFS (EBU R128)."""

    samples: np.ndarray
    rate: int
    loudness: float

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    def levels(self) -> np.ndarray:
        """The level of each 20 ms, in decibels of full scale."""
        block = round(_BLOCK_SECONDS * self.rate)
        whole = self.samples[: len(self.samples) // block * block].reshape(-1, block)
        return np.asarray(10 * np.log10(np.mean(whole**2, axis=1) + 1e-12))

    def onsets(self, quieter_than: float) -> np.ndarray:
        """The seconds at which sound sets in again after at least 0.12 s below a level in decibels."""
        loud = self.levels() > quieter_than
        quiet_before = np.convolve(~loud, np.ones(6), "full")[: len(loud)] >= 6
        return np.asarray(np.flatnonzero(loud[1:] & quiet_before[:-1]) + 1) * _BLOCK_SECONDS

    def longest_quiet(self, quieter_than: float) -> float:
        """Seconds of the longest stretch below a level in decibels."""
        edges = np.flatnonzero(np.diff(np.r_[1, (self.levels() > quieter_than).astype(int), 1]))
        return float(max(edges[1::2] - edges[::2], default=0)) * _BLOCK_SECONDS


@cache
def heard(path: Path) -> Heard:
    """Decode a file whole and measure it."""
    pieces: list[np.ndarray] = []
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        graph = Graph()
        nodes = [graph.add_abuffer(template=stream), graph.add("ebur128", "metadata=1"), graph.add("abuffersink")]
        graph.link_nodes(*nodes).configure()
        loudness = float("-inf")
        for frame in container.decode(stream):
            whole = frame.to_ndarray()
            pieces.append((whole if whole.dtype.kind == "f" else whole / 32768).mean(axis=0))
            graph.push(frame)
            while True:
                try:
                    measured = graph.pull()
                except (BlockingIOError, EOFError):
                    break
                loudness = float(measured.metadata.get("lavfi.r128.I", loudness))
        return Heard(np.concatenate(pieces), stream.rate, loudness)
