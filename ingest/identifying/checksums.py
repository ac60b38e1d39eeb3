"""Checksums: SHA-512 in lower-case hexadecimal, of a file read in pieces."""

from __future__ import annotations

import hashlib
from pathlib import Path


def checksum(path: Path) -> str:
    """The SHA-512 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha512").hexdigest()


def checksums(folder: Path) -> dict[str, str]:
    """Name → SHA-512 of each file that lies in a folder, by name."""
    return {path.name: checksum(path) for path in sorted(folder.iterdir()) if path.is_file()}
