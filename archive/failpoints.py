"""Named places where a test may kill this very process, so that a crash can be tried wherever one can happen.

A leaf like `archive.settings`: it imports nothing of ours, and any room may import it.

Off, a passage costs one look at an empty dictionary. The environment, read once when this module is first imported,
switches it on:

`ARCHIVE_FAILPOINT=name` or `name:3`  the process kills itself (SIGKILL, no clean-up) at the first or third passing;
`ARCHIVE_FAILPOINT_LOG=file`          the name is written there just before, so that a test can prove that it fired;
`ARCHIVE_FAILPOINT_LIST=file`         each distinct name passed is written there, one a line.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Mapping

_VARIABLES = ("ARCHIVE_FAILPOINT", "ARCHIVE_FAILPOINT_LOG", "ARCHIVE_FAILPOINT_LIST")
_orders: Mapping[str, str] = {name: os.environ[name] for name in _VARIABLES if os.environ.get(name)}
_passings: dict[str, int] = {}


def failpoint(name: str) -> None:
    """Pass a place where the process may be told to die; `name` reads like "ocfl version folder: before rename"."""
    if not _orders:
        return
    _passings[name] = _passings.get(name, 0) + 1
    if _passings[name] == 1 and "ARCHIVE_FAILPOINT_LIST" in _orders:
        _append_line(_orders["ARCHIVE_FAILPOINT_LIST"], name)
    if (name, _passings[name]) == _place_to_die(_orders.get("ARCHIVE_FAILPOINT", "")):
        if "ARCHIVE_FAILPOINT_LOG" in _orders:
            _append_line(_orders["ARCHIVE_FAILPOINT_LOG"], name)
        os.kill(os.getpid(), signal.SIGKILL)
        os._exit(137)


def _place_to_die(order: str) -> tuple[str, int]:
    """The name and the number of the passing; names may hold colons, so only a last ":<digits>" is a number."""
    numbered = re.fullmatch(r"(.+):([0-9]+)", order)
    return (numbered[1], int(numbered[2])) if numbered else (order, 1)


def _append_line(path: str, line: str) -> None:
    """Write past every buffer of the process, in one call, so that several processes may share the file."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(descriptor, f"{line}\n".encode())
    finally:
        os.close(descriptor)
