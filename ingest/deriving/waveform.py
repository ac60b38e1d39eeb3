"""The peaks of a sound, to draw its waveform: gathered while it is read, in the same memory for a minute and for a day."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

#: As many points as a waveform has at most.
POINTS = 1000
_FIRST_SAMPLES = 256
#: Samples taken in at once.
_AT_ONCE = 65_536


class Waveform:
    """The loudest sample of each stretch of a sound. Stretches double in length whenever there are twice too many."""

    def __init__(self) -> None:
        self.samples = 0
        self._stretch = _FIRST_SAMPLES
        self._peaks: list[float] = []
        self._waiting: list[npt.NDArray[Any]] = []
        self._rest: npt.NDArray[np.float32] = np.zeros(0, np.float32)

    def add(self, sound: npt.NDArray[Any]) -> None:
        """Take the next samples, floats from -1 to 1: channels × samples."""
        self.samples += sound.shape[1]
        self._waiting.append(sound)
        if sum(each.shape[1] for each in self._waiting) >= _AT_ONCE:
            self._take()

    def points(self) -> list[int]:
        """At most a thousand whole numbers from 0 to 100, relative to the loudest; a silent sound is all 0."""
        self._take()
        peaks = [*self._peaks, *([float(self._rest.max())] if len(self._rest) else [])]
        groups = np.array_split(np.array(peaks or [0.0]), min(POINTS, max(1, len(peaks))))
        highest = max(float(group.max()) for group in groups) or 1.0
        return [round(float(group.max()) / highest * 100) for group in groups]

    def _take(self) -> None:
        """Bring what waits into stretches: much at once, for each small piece would cost as much."""
        if not self._waiting:
            return
        sound = np.ascontiguousarray(np.concatenate(self._waiting, axis=1), np.float32)
        self._waiting.clear()
        loud = np.abs(sound, out=sound).max(axis=0)
        if not np.isfinite(loud.sum()):  # a sound of floats may hold what is no number
            loud = np.nan_to_num(sound).max(axis=0)
        loud = np.concatenate((self._rest, loud))
        whole = len(loud) // self._stretch * self._stretch
        self._peaks += loud[:whole].reshape(-1, self._stretch).max(axis=1).tolist()
        self._rest = loud[whole:]
        while len(self._peaks) >= 2 * POINTS:
            self._halve()

    def _halve(self) -> None:
        """Join stretches two by two; what is left of an odd one goes back to the samples not yet in a stretch."""
        pairs = len(self._peaks) // 2
        odd = self._peaks[2 * pairs :]
        self._peaks = [max(self._peaks[2 * at], self._peaks[2 * at + 1]) for at in range(pairs)]
        self._rest = np.concatenate((np.full(len(odd) * self._stretch, odd[0] if odd else 0, np.float32), self._rest))
        self._stretch *= 2
