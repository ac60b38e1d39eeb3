"""Writing that survives a crash: each write, link, rename, sync and removal, between two failpoints.

`what` names the thing in the failpoints and in nothing else: "ocfl version folder: before rename".
A rename within one file system is atomic (POSIX); bytes are on the disk only after a sync.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from archive.failpoints import failpoint

# Linux alone has syncfs; it reports write errors since 5.8. Elsewhere every file is synced by itself.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def write(path: Path, content: bytes, what: str) -> None:
    """Write a new file, unsynced."""
    failpoint(f"{what}: before write")
    with path.open("wb") as file:
        file.write(content)
    failpoint(f"{what}: after write")


def link_or_copy(source: Path, target: Path, what: str) -> None:
    """Give the bytes a second name, or copy them where the file system has no links or no more of them; unsynced."""
    failpoint(f"{what}: before link")
    try:
        os.link(source, target)
    except OSError as problem:
        if problem.errno not in (errno.EPERM, errno.EMLINK, errno.EXDEV, errno.EOPNOTSUPP):
            raise
        shutil.copyfile(source, target)
    failpoint(f"{what}: after link")


def rename(source: Path, target: Path, what: str) -> None:
    """Move within one file system: readers see all of it or nothing."""
    failpoint(f"{what}: before rename")
    source.rename(target)
    failpoint(f"{what}: after rename")


def sync_file(file: BinaryIO, what: str) -> None:
    """Bring an open file's bytes to the disk."""
    failpoint(f"{what}: before sync")
    file.flush()
    os.fsync(file.fileno())
    failpoint(f"{what}: after sync")


def sync_folder(path: Path, what: str) -> None:
    """Bring a folder's names to the disk."""
    failpoint(f"{what}: before sync")
    _fsync(path)
    failpoint(f"{what}: after sync")


def sync_everything(*folders: Path, what: str) -> None:
    """Bring all under these folders of one file system to the disk: in one call on Linux, file by file elsewhere."""
    failpoint(f"{what}: before sync")
    if _LIBC is not None and folders:
        _syncfs(_LIBC, folders[0])
    else:
        for folder in folders:
            _sync_tree(folder)
    failpoint(f"{what}: after sync")


def remove_tree(path: Path, what: str) -> None:
    """Remove a folder and all in it; absent is well."""
    failpoint(f"{what}: before removal")
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(path)
    failpoint(f"{what}: after removal")


def remove_file(path: Path, what: str) -> None:
    """Remove a file; absent is well."""
    failpoint(f"{what}: before removal")
    path.unlink(missing_ok=True)
    failpoint(f"{what}: after removal")


@contextlib.contextmanager
def locked(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock among processes and threads while the block runs; waits for it. The dead hold no lock."""
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield


def _syncfs(libc: ctypes.CDLL, folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if libc.syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(descriptor)


def _sync_tree(folder: Path) -> None:
    for parent, _, names in os.walk(folder):
        for name in names:
            _fsync(Path(parent, name))
        _fsync(Path(parent))


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
