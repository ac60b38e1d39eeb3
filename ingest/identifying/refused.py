"""Files that cannot be taken in, and the sentences that say why and what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

COPY_AGAIN = "Copiez-le de nouveau depuis sa source, ou réenregistrez-le dans un autre logiciel."

#: Writers in C say of a full disk no more than "write error": with less than this left, it is that.
_FULL_BYTES = 1 << 20


class FileRefused(Exception):
    """A file that cannot be taken in: `text` says why, `remedy` what to do, both to the person who brought it."""

    def __init__(self, text: str, remedy: str = COPY_AGAIN) -> None:
        super().__init__(text, remedy)
        self.text, self.remedy = text, remedy


class TranscriptRefused(FileRefused):
    """A transcript that cannot be read, with the line of the file it breaks at (from 1)."""

    def __init__(
        self, line: int, text: str, remedy: str = "Corrigez cette ligne, puis déposez de nouveau le fichier."
    ) -> None:
        super().__init__(f"Ligne {line} : {text}", remedy)
        self.line = line
        self.args = (line, text, remedy)  # what it is made again from, on its way out of a child process


def raise_where_full(folder: Path, problem: Exception) -> None:
    """Raise OSError (ENOSPC) where what stopped a writer is a full disk, which is no fault of the file."""
    left = os.statvfs(folder)
    if getattr(problem, "errno", None) == errno.ENOSPC or left.f_bavail * left.f_frsize < _FULL_BYTES:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder)) from problem
