"""What was made of one file for its readers: the facts that stand beside the served forms, in `derived.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

DERIVED = "derived.json"


@dataclass(frozen=True)
class Derived:
    """What was made of one file."""

    kind: str  # image, pages, sound, video
    width: int = 0  # pixels, as shown: orientation applied
    height: int = 0
    duration_seconds: float = 0.0
    pages: int = 0
    page_sizes: tuple[tuple[int, int], ...] = ()  # width and height of each page, in pixels
    outline: tuple[tuple[int, str, int], ...] = ()  # of a document: depth (from 0), title and page (from 1; 0: none) of each part
    made: tuple[str, ...] = ()  # names of the files in the folder
    checksums: Mapping[str, str] = field(default_factory=dict)  # name → SHA-512 of its bytes
    technical: Mapping[str, str | int | float] = field(default_factory=dict)  # measured of the master: its loudness…

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Derived:
        read = json.loads(content)
        read["page_sizes"] = tuple((int(width), int(height)) for width, height in read.get("page_sizes", ()))
        read["outline"] = tuple((int(depth), str(title), int(page)) for depth, title, page in read.get("outline", ()))
        read["made"] = tuple(read.get("made", ()))
        known = {name: value for name, value in read.items() if name in cls.__dataclass_fields__}
        return cls(**known)
