"""What is asked of the store: one new state of one object."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from archive.preservation import inventory


@dataclass(frozen=True)
class Held:
    """A file named by its SHA-512: staged, or already in the object."""

    sha512: str


Content = bytes | Held


@dataclass(frozen=True)
class ObjectVersion:
    """All that an object is to hold from now on, by logical path; what it held before stays in its earlier versions.

    `user` is a name and an address (a URI such as `mailto:…`, or empty). `created` carries its time zone.
    """

    id: str
    state: Mapping[str, Content]
    message: str
    user: tuple[str, str]
    created: datetime

    def sums(self) -> dict[str, str]:
        """The SHA-512 of what stands at each logical path."""
        return {
            path: content.sha512 if isinstance(content, Held) else hashlib.sha512(content).hexdigest()
            for path, content in self.state.items()
        }

    def as_inventory_version(self, sums: Mapping[str, str]) -> inventory.Version:
        """The same as the inventory writes it."""
        return inventory.Version(inventory.moment(self.created), self.message, *self.user, state=dict(sums))
