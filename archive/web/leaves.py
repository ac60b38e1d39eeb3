"""What can be leafed through in a record: each image, and each page of each document, in order. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.model.derived import Derived
    from archive.model.record import File, Record

_WIDEST_THUMBNAIL = 1000


@dataclass(frozen=True)
class Leaf:
    """One picture to look at. `number` counts from 1 in the record; `page` in its document, None for an image."""

    number: int
    file: File
    page: int | None
    width: int
    height: int

    @property
    def id(self) -> str:
        """As image addresses name it: "f2", "f2-3"."""
        return f"{self.file.id}-{self.page}" if self.page else self.file.id

    @property
    def fitted(self) -> tuple[int, int]:
        """Width and height of its larger stored thumbnail, in pixels."""
        longest = max(self.width, self.height, 1)
        shrink = min(1.0, _WIDEST_THUMBNAIL / longest)
        return max(1, round(self.width * shrink)), max(1, round(self.height * shrink))


def leaves(record: Record, derived: Mapping[str, Derived]) -> tuple[Leaf, ...]:
    """Every leaf that is ready to be looked at."""
    found: list[Leaf] = []
    for file in record.files:
        made = derived.get(file.id)
        if made is None:
            continue
        if made.kind == "image":
            found.append(Leaf(len(found) + 1, file, None, made.width, made.height))
        elif made.kind == "pages":
            for page, (width, height) in enumerate(made.page_sizes, start=1):
                found.append(Leaf(len(found) + 1, file, page, width, height))
    return tuple(found)


def opened_at(all_leaves: Sequence[Leaf], number: str | None, file_id: str | None, page: str | None) -> Leaf | None:
    """The leaf an address asks for, by its number or by file and page; else the first; None where there is none."""
    for leaf in all_leaves:
        if number is not None and number == str(leaf.number):
            return leaf
        if number is None and file_id == leaf.file.id and (leaf.page is None or page in (None, str(leaf.page))):
            return leaf
    return all_leaves[0] if all_leaves else None
