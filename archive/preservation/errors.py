"""What the preservation store refuses, with the facts its reader needs."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model.errors import ArchiveError


@dataclass(eq=False)
class NotPreserved(ArchiveError):
    """The store holds no such object, or the object no such file."""

    object_id: str
    path: str = ""


@dataclass(eq=False)
class MasterMissing(ArchiveError):
    """A version names a file by checksum that is neither staged nor already in its object."""

    object_id: str
    path: str
    sha512: str


@dataclass(eq=False)
class ChecksumDiffers(ArchiveError):
    """The bytes read are not those announced: the file changed meanwhile, or the disk or the copy is bad."""

    path: str
    expected: str
    found: str


@dataclass(eq=False)
class PathRefused(ArchiveError):
    """A logical path OCFL cannot hold: empty, absolute, climbing, no text, or a file where another has a folder."""

    object_id: str
    path: str


@dataclass(eq=False)
class StoreUnusable(ArchiveError):
    """The folder is no preservation store of ours, is damaged, or does not share a file system with its work folder."""

    path: str
    problem: str


@dataclass(eq=False)
class HistoriesDiffer(ArchiveError):
    """An object has two pasts in two stores: neither is a later state of the other, so neither may overwrite."""

    object_id: str
