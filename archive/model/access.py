"""Who may see what: one rule, closed by default."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

OPEN = "open"
CLOSED = "closed"


@dataclass(frozen=True)
class Viewer:
    """Whoever asks. `groups` are the access labels held beside "open"; `can` are the things they may do."""

    name: str = ""
    groups: frozenset[str] = frozenset()
    can: frozenset[str] = frozenset()

    @property
    def signed_in(self) -> bool:
        return bool(self.name)


#: Anyone, signed in or not.
PUBLIC = Viewer()


def labels_open_to(viewer: Viewer) -> frozenset[str]:
    """Every access label this viewer may see; an unknown label is in no set."""
    return frozenset({OPEN}) | viewer.groups


def is_open_to(viewer: Viewer, labels: Iterable[str]) -> bool:
    """Whether the viewer holds every label on the way to a thing: the record's, the file's, the passage's."""
    return labels_open_to(viewer).issuperset(labels)


def narrows(before: str, after: str) -> bool:
    """Whether a change of label may hide the thing from somebody who could see it.

    Any change but an opening may: two labels other than "open" have different holders.
    """
    return before != after and after != OPEN
