"""Every function of ours that writes, renames, links or removes a file of the archive's home while it lives.

Python itself tells (audit events, PEP 578), so that no new write can be forgotten. What engines in C or Rust write by
themselves (SQLite, the index's segments, pictures, sound) it does not see: our own calls around them are failpoints.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import FrameType
from typing import Any

ROOMS = Path(__file__).resolve().parent.parent.parent
_WRITES = os.O_WRONLY | os.O_RDWR
#: Audit event → which of its arguments is the path that changes.
_CHANGES = {"os.rename": 1, "os.link": 1, "os.remove": 0, "os.truncate": 0, "shutil.rmtree": 0, "shutil.copyfile": 1}


def noted(home: Path, places: Path) -> None:
    """From now on, append each new place ("archive/preservation/durable.py write") to the file `places`."""
    seen: set[str] = set()

    def hear(event: str, given: tuple[Any, ...]) -> None:
        path = _changed(event, given)
        if path is None or not path.startswith(f"{home}/"):
            return
        place = _place(sys._getframe(1))
        if place not in seen:
            seen.add(place)
            with places.open("a") as file:
                file.write(f"{place}\n")

    sys.addaudithook(hear)


def _changed(event: str, given: tuple[Any, ...]) -> str | None:
    """The path that this event changes, if any."""
    if event == "open":
        path = given[0] if given[2] & _WRITES else None
    else:
        path = given[_CHANGES[event]] if event in _CHANGES else None
    return os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else None


def _place(frame: FrameType | None) -> str:
    """The innermost function of our rooms on the stack."""
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOMS) and path.relative_to(ROOMS).parts[0] in ("archive", "ingest", "search"):
            return f"{path.relative_to(ROOMS)} {frame.f_code.co_name}"
        frame = frame.f_back
    return "nobody of ours"
