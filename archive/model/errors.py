"""Errors named for the trouble their reader is in. They carry facts; words are given where they are shown."""

from __future__ import annotations

from dataclasses import dataclass


class ArchiveError(Exception):
    """Anything the archive refuses or cannot do, and can explain."""


@dataclass(eq=False)  # exceptions stay hashable
class RecordNotFound(ArchiveError):
    """No record the viewer may know of stands at this identifier."""

    ark: str


@dataclass(eq=False)
class RecordWithdrawn(ArchiveError):
    """A record once open was withdrawn; its tombstone says why and when, never what it was."""

    ark: str
    reason: str
    withdrawn_on: str  # ISO 8601 day


@dataclass(eq=False)
class FileNotFound(ArchiveError):
    """The record has no such file, or the viewer may not know of it."""

    ark: str
    file: str


@dataclass(eq=False)
class NotReady(ArchiveError):
    """A served form is still being made."""

    ark: str
    file: str


@dataclass(eq=False)
class NotAllowed(ArchiveError):
    """The viewer may not do this."""

    action: str


@dataclass(eq=False)
class TooManyAttempts(ArchiveError):
    """Somebody asked more often than the limit allows."""

    retry_after_seconds: int


@dataclass(eq=False)
class Refused(ArchiveError):
    """Something given cannot be taken as it is: where it stands, what is wrong, what to do."""

    field: str
    problem: str
    remedy: str = ""


@dataclass(eq=False)
class ChangedMeanwhile(ArchiveError):
    """Somebody else saved the record between its reading and its saving."""

    ark: str


@dataclass(eq=False)
class IdentifierTaken(ArchiveError):
    """Another record has this source identifier; `ark` is that one's."""

    identifier: str
    ark: str


@dataclass(eq=False)
class BatchNotFound(ArchiveError):
    """No batch has this number."""

    batch: str


@dataclass(eq=False)
class CatalogueUnavailable(ArchiveError):
    """The catalogue cannot be read or written now: disk full, server away, another writer too long. Worth trying again.

    `reason` is in the database's own words, for a log and never for a page.
    """

    reason: str


@dataclass(eq=False)
class UnknownSetting(ArchiveError):
    """A setting that no part of the archive knows, or a value it cannot have."""

    name: str
    problem: str
