"""What a batch has met so far, kept in a nameless database of the system's, so that a long batch takes no more memory."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable


class Seen:
    """The items that are in, and the first file of each checksum."""

    def __init__(self) -> None:
        # An empty name: a database of this process alone, on the disk once it is large, gone with it.
        self._kept = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute("CREATE TABLE items (identifier TEXT PRIMARY KEY) WITHOUT ROWID")
        self._kept.execute("CREATE TABLE files (sha512 BLOB PRIMARY KEY, item TEXT, name TEXT) WITHOUT ROWID")
        weakref.finalize(self, self._kept.close)

    def add(self, identifier: str) -> None:
        """An item is in."""
        self._kept.execute("INSERT OR IGNORE INTO items VALUES (?)", (identifier,))

    def those_in(self, identifiers: Iterable[str]) -> set[str]:
        """Which of these items are in."""
        asked = "SELECT 1 FROM items WHERE identifier = ?"
        return {each for each in identifiers if self._kept.execute(asked, (each,)).fetchone()}

    def first(self, sha512: str, identifier: str, name: str) -> tuple[str, str]:
        """The item and the name under which the batch first met a file of this checksum: these, if it is the first."""
        key = bytes.fromhex(sha512)
        self._kept.execute("INSERT OR IGNORE INTO files VALUES (?, ?, ?)", (key, identifier, name))
        item, first = self._kept.execute("SELECT item, name FROM files WHERE sha512 = ?", (key,)).fetchone()
        return item, first
