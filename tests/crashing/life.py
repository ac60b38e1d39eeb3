"""A short life of an archive: ingest, edit, close, ingest again, take back, carry; in a process that may be killed.

`python -m tests.crashing.life HOME` goes on from the first step not done; every step may be taken twice.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from archive.actions import accession, curate, desk, find, read
from archive.actions.curate import Correction
from archive.actions.find import Question
from archive.model.record import Value
from archive.wiring import Archive, open_archive
from ingest.cli import main as ingest
from tests.builders import ARCHIVIST, an_archive, carried, some_settings

KEPT, CORRECTED, CLOSED, UPDATED = "kept", "corrected", "closed", "updated"
UNDONE_OPEN, UNDONE_CLOSED = "undone-open", "undone-closed"


def live(home: Path) -> None:
    for step in STEPS:
        step(home)


def ingest_sheet(home: Path) -> None:
    _ingest(home, "sheet", str(home.parent / "first.csv"), "--open")


def edit(home: Path) -> None:
    archive = an_archive(home)
    ark = ark_of(archive, CORRECTED)
    shown = read.record(archive, ARCHIVIST, ark)
    if shown.record.title_in("fr").text != "Titre corrigé":
        correction = Correction(terms={"title": (Value("Titre corrigé", "fr"),)})
        curate.correct(archive, ARCHIVIST, ark, correction, expected_version=shown.version, why="erreur")
    archive.close()


def close(home: Path) -> None:
    archive = open_archive(some_settings(home))
    curate.close_record(archive, ARCHIVIST, ark_of(archive, CLOSED))
    archive.close()


def ingest_again(home: Path) -> None:
    _ingest(home, "sheet", str(home.parent / "again.csv"), "--update")


def undo(home: Path) -> None:
    """The second batch is taken back: one of its records was open, one never was."""
    _ingest(home, "sheet", str(home.parent / "mistake.csv"))
    archive = open_archive(some_settings(home))
    known = accession.known(archive, [UNDONE_OPEN])
    if known:
        curate.open_record(archive, ARCHIVIST, known[UNDONE_OPEN].ark)
    for batch in desk.status(archive, ARCHIVIST).batches:
        if batch.source.endswith("mistake.csv") and batch.state != "undone":
            accession.undo(archive, ARCHIVIST, batch.id)
    archive.close()


def carry(home: Path) -> None:
    archive = open_archive(some_settings(home))
    carried(archive)
    archive.close()


STEPS: tuple[Callable[[Path], None], ...] = (ingest_sheet, edit, close, ingest_again, undo, carry)


def ark_of(archive: Archive, identifier: str) -> str:
    return accession.known(archive, [identifier])[identifier].ark


def found(archive: Archive, text: str) -> list[str]:
    archive.index.reload()
    return [each.record.keys["source_identifier"] for each in find.search(archive, ARCHIVIST, Question(text)).found]


def _ingest(home: Path, *words: str) -> None:
    done = (home / "done").read_text().split("\n") if (home / "done").exists() else []
    if " ".join(words) in done:
        return
    ingest([*words, "--workers", "1"], standalone_mode=False)
    with (home / "done").open("a") as file:
        file.write(" ".join(words) + "\n")


if __name__ == "__main__":
    live(Path(sys.argv[1]))
