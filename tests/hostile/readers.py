"""Readers that misbehave on one thing given, the number 3, and are well on every other: what children must survive."""

from __future__ import annotations

import ctypes
import os
import signal
import time

from ingest.workers import more_time

BAD = 3


def doubles(number: int) -> int:
    return number * 2


def dies_of_a_segfault(number: int) -> int:
    if number == BAD:
        ctypes.string_at(0)
    return number * 2


def is_killed(number: int) -> int:
    if number == BAD:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def asks_for_three_gigabytes(number: int) -> int:
    if number == BAD:
        return len(bytearray(3_000_000_000))
    return number * 2


def asks_a_library_for_three_gigabytes(number: int) -> int:
    """As a decoder in C would: what it is refused it does not ask about, but writes to."""
    if number == BAD:
        library = ctypes.CDLL(None)
        library.malloc.restype = ctypes.c_void_p
        library.malloc.argtypes = [ctypes.c_size_t]
        library.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
        library.memset(library.malloc(3_000_000_000), 1, 3_000_000_000)
    return number * 2


def never_ends(number: int) -> int:
    while number == BAD:
        pass
    return number * 2


def never_ends_inside_a_library(number: int) -> int:
    if number == BAD:
        ctypes.CDLL(None).pause()
    return number * 2


def earns_its_time(number: int) -> int:
    """Longer than its limit, but asks for more as it goes, as a long document does."""
    for _ in range(4 if number == BAD else 0):
        more_time(0.5)
        time.sleep(0.5)
    return number * 2


def fails_in_its_own_code(number: int) -> int:
    if number == BAD:
        raise KeyError(number)
    return number * 2
