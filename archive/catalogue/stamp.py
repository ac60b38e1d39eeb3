"""A counter that every process of one host can see, raised whenever something became less visible.

Whoever keeps anything in memory keeps the number beside it, and throws it away when the number is another.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import threading
from pathlib import Path

from archive.failpoints import failpoint

_SIZE_BYTES = 8


class Stamp:
    """The counter in the mapped file `path`, made if absent. Reading costs no system call."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        if os.fstat(self._descriptor).st_size < _SIZE_BYTES:
            os.ftruncate(self._descriptor, _SIZE_BYTES)
        self._map = mmap.mmap(self._descriptor, _SIZE_BYTES)
        # A native 64-bit view loads and stores its number at once: no reader ever sees half of one.
        self._number = memoryview(self._map).cast("Q")
        self._one_thread = threading.Lock()  # a file lock keeps out other processes, not our own threads

    def read(self) -> int:
        return self._number[0]

    def raise_(self) -> int:
        """Count one more, for every process at once; gives the new number."""
        failpoint("stamp: before raise")
        with self._one_thread:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            try:
                self._number[0] += 1
                failpoint("stamp: after raise")
                return self._number[0]
            finally:
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        self._number.release()
        self._map.close()
        os.close(self._descriptor)
