"""The carrier at work: elected, carrying what comes, giving way where it is asked to, trying again where it cannot."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import structlog

from archive.carriers.carry import Carrier
from archive.carriers.election import elected, wanted
from archive.model.errors import CatalogueUnavailable
from search.index import SearchUnavailable

TIDY_EVERY_SECONDS = 600.0
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS, _LONGEST_NAP_SECONDS = 0.5, 30.0, 0.1
log = structlog.get_logger()


def run(
    lock: Path,
    open_carrier: Callable[[], Carrier],
    stopped: Callable[[], bool],
    between: Callable[[], object] = lambda: None,
    wait_seconds: float = _FIRST_WAIT_SECONDS,
) -> None:
    """Carry until `stopped`: wait for election, then carry what comes; `between` runs at every turn (dated changes).

    An engine that cannot be reached is asked again after a growing wait; nothing is lost meanwhile.
    """
    while not stopped():
        if not wanted(lock):
            with elected(lock) as chosen:
                if chosen:
                    _carry_until(open_carrier, lambda: stopped() or wanted(lock), between, wait_seconds)
        _rest(wait_seconds, stopped)


def _carry_until(
    open_carrier: Callable[[], Carrier], ended: Callable[[], bool], between: Callable[[], object], wait_seconds: float
) -> None:
    carrier, wait, tidied = open_carrier(), wait_seconds, 0.0
    try:
        while not ended():
            try:
                between()
                moved = _carry(carrier)
                if not moved and time.monotonic() - tidied > TIDY_EVERY_SECONDS:
                    carrier.tidy()
                    tidied = time.monotonic()
                wait = wait_seconds
            except (SearchUnavailable, CatalogueUnavailable, OSError) as problem:
                log.error("could not carry; trying again", problem=repr(problem), wait_seconds=wait)
                moved, wait = 0, min(wait * 2, _LONGEST_WAIT_SECONDS)
            if not moved:
                _rest(wait, ended)
    finally:
        carrier.index.close()


def _carry(carrier: Carrier) -> int:
    """Carry what waits; where the index cannot be reached, preservation does not wait for it."""
    try:
        return carrier.carry()
    except SearchUnavailable:
        while carrier.preserve():
            pass
        raise


def _rest(seconds: float, ended: Callable[[], bool]) -> None:
    """Wait, but no longer than until told to end: whoever says so waits too."""
    until = time.monotonic() + seconds
    while not ended() and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, _LONGEST_NAP_SECONDS))
