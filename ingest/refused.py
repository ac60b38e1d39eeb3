"""Files that cannot be taken in, and the sentences that say why and what to do."""

from __future__ import annotations

COPY_AGAIN = "Copiez-le de nouveau depuis sa source, ou réenregistrez-le dans un autre logiciel."


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
