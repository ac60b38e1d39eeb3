"""What every command of `archive` has: a console, an open archive, and one sentence for each trouble."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console

from archive.model.errors import ArchiveError, BatchNotFound, RecordNotFound, Refused
from archive.settings import SettingRefused, read_settings
from archive.wiring import Archive, open_archive
from search.index import SearchUnavailable

console = Console()
_WORDS = {
    RecordNotFound: "Aucune notice à cet identifiant.",
    BatchNotFound: "Aucun lot de ce numéro. « archive status » donne la liste.",
    Refused: "Refusé",
    SearchUnavailable: "Le moteur de recherche ne répond pas, ou un autre processus refait l’index.",
}


@contextmanager
def opened() -> Iterator[Archive]:
    """The archive of the settings; troubles become one sentence and exit code 1."""
    try:
        archive = open_archive(read_settings())
    except (SettingRefused, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    try:
        yield archive
    except (ArchiveError, SearchUnavailable) as problem:
        known = next((words for kind, words in _WORDS.items() if isinstance(problem, kind)), "Impossible")
        raise click.ClickException(f"{known} ({problem!r})") from None
    finally:
        archive.close()
