"""Nested folders as collections, where they are asked for: each is one, in the one that contains it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from ingest.item import Cell, Item

_HERE = PurePosixPath(".")


class FolderCollections:
    """The collections that the folders under `root` are, each given once, before what it contains.

    Their identifiers end with a slash, so that none is a file's or a cote's.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self._identifiers: dict[PurePosixPath, str] = {}
        self._within = Counter[str | None]()

    @property
    def identifiers(self) -> frozenset[str]:
        """Those given so far."""
        return frozenset(self._identifiers.values())

    def around(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, each in the collection its first file lies in, after that collection."""
        for item in items:
            folder = PurePosixPath(item.files[0].name).parent
            yield from self._given(folder)
            parent = self._identifiers[folder]
            yield item.but(parent=parent, position=self._next(parent))

    def _given(self, folder: PurePosixPath) -> Iterator[Item]:
        if folder in self._identifiers:
            return
        parent = None
        if folder != _HERE:
            yield from self._given(folder.parent)
            parent = self._identifiers[folder.parent]
        identifier = f"{self._root}/" if folder == _HERE else f"{self._root}/{folder}/"
        self._identifiers[folder] = identifier
        cells = (Cell("title", folder.name or self._root, 1), Cell("kind", "collection", 1))
        yield Item(identifier, self._root, position=self._next(parent), parent=parent, cells=cells)

    def _next(self, parent: str | None) -> int:
        self._within[parent] += 1
        return self._within[parent]
