"""Passages: the words of recordings and pages, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from archive.catalogue.connection import Reading
from archive.model.transcript import Passage


def of(c: Reading, ark: str, file_id: str | None = None, labels: Collection[str] | None = None) -> list[Passage]:
    """The passages of a record or of one file of it, in order; with `labels`, only those under one of them.

    The labels of the record and of the file are the caller's to ask.
    """
    raise NotImplementedError


def of_many(c: Reading, arks: Iterable[str]) -> dict[str, list[Passage]]:
    """All the passages of several records; records without any are not named."""
    raise NotImplementedError
