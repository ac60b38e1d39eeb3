"""Masters copied in and synced before their record is written; the carrier takes them into their objects later.

One flat folder, each file named by its SHA-512. Several processes may stage at once; a copy in progress has another
name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.failpoints import failpoint
from archive.preservation import durable
from archive.preservation.errors import ChecksumDiffers

_CHUNK_BYTES = 1 << 20
_IS_MASTER = re.compile(r"[0-9a-f]{128}").fullmatch
A_DAY_SECONDS = 86_400.0


@dataclass(frozen=True)
class StagedFile:
    """A master kept: its SHA-512, in hexadecimal, and its size in bytes."""

    sha512: str
    size: int


class Staging:
    """The folder of staged masters."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = folder / ".lock"

    def stage(self, source: Path | BinaryIO, sha512: str | None = None) -> StagedFile:
        """Copy a master in, durably. Its checksum is taken while copying; ChecksumDiffers where another was announced.

        Staged already: nothing is copied. An OSError (a full disk) leaves nothing behind.
        """
        if isinstance(source, Path):
            held = self._already(sha512, source.stat().st_size)
            if held is not None:
                return held
            with source.open("rb") as file:
                return self._copy(file, str(source), sha512)
        return self._copy(source, str(getattr(source, "name", "")), sha512)

    def path(self, sha512: str) -> Path | None:
        """Where a staged master stands; None if it does not."""
        path = self.folder / sha512
        return path if _IS_MASTER(sha512) and path.is_file() else None

    def sums(self) -> Iterator[str]:
        """The checksum of every staged master."""
        with contextlib.suppress(FileNotFoundError), os.scandir(self.folder) as entries:
            yield from (entry.name for entry in entries if _IS_MASTER(entry.name))

    def forget(self, sums: Collection[str]) -> None:
        """Remove these masters; absent is well."""
        for sha512 in sums:
            if _IS_MASTER(sha512):
                durable.remove_file(self.folder / sha512, "staged master")

    def sweep(self, wanted: Collection[str], older_than_seconds: float = A_DAY_SECONDS) -> int:
        """Remove what nobody wants, interrupted copies too; says how many.

        What came in lately stays: its record may be on its way.
        """
        keep, limit = frozenset(wanted), time.time() - older_than_seconds
        removed = 0
        with durable.locked(self._lock), os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.name not in keep and entry.name != self._lock.name and _older(entry, limit):
                    durable.remove_file(Path(entry.path), "staged left-over")
                    removed += 1
        return removed

    def _already(self, sha512: str | None, size: int) -> StagedFile | None:
        """Renew the age of a master staged before, under the lock that keeps the sweep away."""
        if sha512 is None or not _IS_MASTER(sha512):
            return None
        path = self.folder / sha512
        with durable.locked(self._lock, shared=True), contextlib.suppress(FileNotFoundError):
            if path.stat().st_size == size:
                os.utime(path)
                return StagedFile(sha512, size)
        return None

    def _copy(self, source: BinaryIO, name: str, sha512: str | None) -> StagedFile:
        incoming = self.folder / f".incoming-{secrets.token_hex(16)}"
        try:
            staged = _copy_and_sync(source, incoming)
            if sha512 is not None and staged.sha512 != sha512:
                raise ChecksumDiffers(name, expected=sha512, found=staged.sha512)
            with durable.locked(self._lock, shared=True):
                durable.rename(incoming, self.folder / staged.sha512, "staged master")
                durable.sync_folder(self.folder, "staging folder")
        finally:
            incoming.unlink(missing_ok=True)
        return staged


def _copy_and_sync(source: BinaryIO, target: Path) -> StagedFile:
    digest, size = hashlib.sha512(), 0
    failpoint("staged master: before write")
    with target.open("xb") as copy:
        while chunk := source.read(_CHUNK_BYTES):
            digest.update(chunk)
            copy.write(chunk)
            size += len(chunk)
        failpoint("staged master: after write")
        durable.sync_file(copy, "staged master")
    return StagedFile(digest.hexdigest(), size)


def _older(entry: os.DirEntry[str], limit: float) -> bool:
    try:
        return entry.stat().st_mtime < limit
    except FileNotFoundError:
        return False
