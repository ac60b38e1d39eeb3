"""`ingest`: what the archivist types to take in folders and sheets.

Exit codes: 0, all is in (or would be); 1, something was refused, the rest is in; 2, it could not start;
3, it was stopped before the end, and `ingest resume` goes on with it.
"""

from __future__ import annotations

import getpass
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from rich.console import Console

from archive.actions import accession, desk
from archive.actions.clock import SYSTEM
from archive.actions.undo import take_back
from archive.model.batch import Batch
from archive.model.errors import ArchiveError, BatchNotFound, Refused
from archive.settings import SettingRefused, Settings, read_settings
from archive.wiring import Archive, open_archive
from ingest import batch as batches
from ingest.batch import Asked, Ended
from ingest.carrier import Carrier, carrying, wait_until_carried
from ingest.describing.crosswalk import BASE
from ingest.describing.draft_crosswalk import DraftAsked, draft_in_child
from ingest.interrupting import Interruption, interrupted_by_signals, stop_asked
from ingest.item import ItemProblem
from ingest.limits import Limits
from ingest.telling.progress import Watcher, watching
from ingest.telling.showing import STATES, show, show_batches, show_problem, show_undone
from ingest.work import work as do_work
from ingest.workers import spare_children_the_command
from ingest.workplace import stop_the_dead

ALL_IN, SOME_REFUSED, COULD_NOT_START, STOPPED = 0, 1, 2, 3
_SECONDS_BETWEEN_LOOKS = 2.0
console = Console()
Command = TypeVar("Command", bound=Callable[..., Any])
_CROSSWALK = click.option("--crosswalk", default=BASE, show_default=True, help="Correspondance des colonnes, ou fichier .toml.")
_ENCODING = click.option("--encoding", help="Encodage de la feuille : utf-8, cp1252, mac-roman…")
_OPTIONS = (
    click.option("--dry-run", is_flag=True, help="Tout lire et tout dire, sans rien écrire."),
    click.option("--open", "open_", is_flag=True, help="Ouvrir à tous ce dont la feuille ne dit pas l’accès."),
    click.option("--update", is_flag=True, help="Appliquer ce qui a changé depuis la dernière fois."),
    click.option("--withdrawn", is_flag=True, help="Faire revenir aussi ce qui a été retiré de l’archive."),
    _CROSSWALK,
    _ENCODING,
    click.option("--who", default=getpass.getuser, help="Qui ingère, pour l’historique."),
)


def options(command: Command) -> Command:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def xml_options(crosswalk: str) -> Callable[[Command], Command]:
    """The options of what is read from XML, which says its encoding itself, by its own crosswalk."""
    own = click.option("--crosswalk", default=crosswalk, show_default=True, help="Correspondance, ou fichier .toml.")

    def with_options(command: Command) -> Command:
        for option in (*reversed([each for each in _OPTIONS if each not in (_CROSSWALK, _ENCODING)]), own):
            command = option(command)
        return command

    return with_options


@click.group(epilog="Code de sortie : 0 tout est entré · 1 une partie est refusée · 2 impossible · 3 arrêté en route.")
def main() -> None:
    """Faire entrer dans l’archive des dossiers et des feuilles ; reprendre ou défaire un lot."""
    spare_children_the_command()


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--collections", is_flag=True, help="Faire de chaque dossier une collection, dans celle qui le contient.")
@options
def folder(folder: Path, **asked: Any) -> None:
    """Faire entrer un DOSSIER : par la feuille qui s’y trouve, sinon chaque fichier est une notice."""
    if not folder.is_dir():
        _cannot_start(f"« {folder} » n’est pas un dossier.")
    _take_in(Asked(str(folder.resolve())), **asked)


@main.command()
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--files", type=click.Path(path_type=Path), help="Dossier des fichiers, s’il n’est pas celui de la feuille.")
@options
def sheet(sheet: Path, files: Path | None, **asked: Any) -> None:
    """Faire entrer une FEUILLE (CSV, XLSX ou ODS) et les fichiers qu’elle nomme."""
    _described(sheet, files, **asked)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--files", type=click.Path(path_type=Path), help="Dossier des objets numériques, s’il n’est pas celui du fichier.")
@xml_options("ead")
def ead(file: Path, files: Path | None, **asked: Any) -> None:
    """Faire entrer un instrument de recherche (EAD 2002 ou EAD3), avec tous ses niveaux."""
    _described(file, files, **asked)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@xml_options("dublin-core-xml")
def dc(file: Path, **asked: Any) -> None:
    """Faire entrer des notices Dublin Core en XML (oai_dc, dcterms, RDF, réponse OAI-PMH)."""
    _described(file, None, **asked)


@main.command()
@click.argument("sheet", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_ENCODING
@click.option("--to", type=click.Path(path_type=Path), help="Fichier .toml à écrire ; sinon, tout s’affiche.")
def crosswalk(sheet: Path, encoding: str | None, to: Path | None) -> None:
    """Écrire une première correspondance d’après les en-têtes d’une FEUILLE ; à relire, puis --crosswalk FICHIER.toml."""
    settings = _settings()
    if to is not None and to.exists():
        _cannot_start(f"« {to} » existe déjà ; donnez un autre nom.")
    with told():
        draft = draft_in_child(DraftAsked(sheet, settings.config / "crosswalks", encoding), Limits.of(settings))
        if to is None:
            click.echo(draft, nl=False)
        else:
            to.write_text(draft, "utf-8")


@main.command()
@click.argument("batch")
def resume(batch: str) -> None:
    """Reprendre un LOT arrêté ; ce qui est entré n’entre pas deux fois."""
    with opened(_settings()) as archive:
        found = accession.load_batch(archive, batch)
        if found.state not in ("running", "stopped"):
            _cannot_start(f"Le lot {batch} n’attend pas de suite ({STATES[found.state]}).")
        _go_on(archive, found, batches.resume)


@main.command()
@click.argument("batch")
@click.option("--failed", is_flag=True, required=True, help="Seulement ce qui a été refusé.")
def retry(batch: str, failed: bool) -> None:  # noqa: ARG001 - said so that nobody takes it for the whole
    """Reprendre d’un LOT terminé ce qui a été refusé, une fois les fichiers ou la feuille corrigés ; dans le même lot."""
    with opened(_settings()) as archive:
        found = accession.load_batch(archive, batch)
        if found.state != "done":
            _cannot_start(f"Le lot {batch} n’est pas terminé ({STATES[found.state]}) : « ingest resume » le reprend.")
        _go_on(archive, found, batches.retry)


@main.command()
@click.argument("batch")
@click.option("--who", default=getpass.getuser, help="Qui défait, pour l’historique.")
def undo(batch: str, who: str) -> None:
    """Défaire un LOT : ce qu’il a fait entrer s’en va, ce qu’il a changé redevient comme avant.

    Une notice jamais ouverte disparaît ; celle qui l’a été est retirée et le dit. Ce que quelqu’un a modifié depuis reste.
    """
    with opened(_settings()) as archive:
        stop_the_dead(archive)
        if accession.load_batch(archive, batch).state == "running":
            _cannot_start(f"Le lot {batch} est en cours : arrêtez-le d’abord (Ctrl-C).")
        with carrying(archive) as carrier:
            undone = take_back(archive, replace(SYSTEM, name=who), batch)
            _carried(archive, carrier)
        show_undone(console, undone)


@main.command()
@click.option("--follow", is_flag=True, help="Montrer de nouveau toutes les deux secondes tant qu’un lot est en cours.")
def status(follow: bool) -> None:
    """Les lots et où ils en sont, ce qui reste à porter, ce qui attend."""
    with opened(_settings()) as archive:
        while True:
            stop_the_dead(archive)
            now = desk.status(archive, SYSTEM)
            show_batches(console, now)
            if not follow or all(batch.state != "running" for batch in now.batches):
                return
            time.sleep(_SECONDS_BETWEEN_LOOKS)


@main.command()
def work() -> None:
    """Faire les travaux en attente, jusqu’à SIGTERM."""
    stopped = stop_asked()  # before all else: whoever starts it may end it at once
    with opened(_settings()) as archive:
        do_work(archive, stopped)


def _go_on(archive: Archive, batch: Batch, go: Callable[[Archive, Batch, Watcher], Ended]) -> NoReturn:
    with interrupted_by_signals() as interruption, carrying(archive) as carrier:
        with watching(console, interruption.enough) as watcher:
            ended = go(archive, batch, watcher)
        interruption.gently = False
        _carried(archive, carrier)
    sys.exit(_told(ended))


def _described(file: Path, files: Path | None, **asked: Any) -> None:
    """Take in what one file describes, with the files that it names."""
    if not file.is_file():
        _cannot_start(f"« {file} » n’est pas un fichier.")
    if files is not None and not files.is_dir():
        _cannot_start(f"« {files} » n’est pas un dossier.")
    _take_in(Asked(str(file.resolve()), str(files.resolve()) if files else None), **asked)


def _take_in(asked: Asked, *, dry_run: bool, who: str, **options: Any) -> None:
    asked, settings = replace(asked, **options), _settings()
    with interrupted_by_signals() as interruption:
        ended = _tried(settings, asked) if dry_run else _taken_in(settings, asked, who, interruption)
        sys.exit(_told(ended, dry_run=dry_run))


def _taken_in(settings: Settings, asked: Asked, who: str, interruption: Interruption) -> Ended:
    with opened(settings) as archive, carrying(archive) as carrier:
        with watching(console, interruption.enough) as watcher:
            ended = batches.start(archive, asked, who, watcher)
        interruption.gently = False
        _carried(archive, carrier)
        return ended


def _tried(settings: Settings, asked: Asked) -> Ended:
    """Where there is no archive yet, none is made to try."""
    if not settings.text("catalogue_url") and not (settings.home / "catalogue.sqlite").exists():
        with told(), watching(console) as watcher:
            return batches.attempt(None, settings, asked, watcher)
    with opened(settings) as archive, watching(console) as watcher:
        return batches.attempt(archive, settings, asked, watcher)


def _carried(archive: Archive, carrier: Carrier) -> None:
    with console.status("Mise en conservation et à l’index…"):
        left = wait_until_carried(archive, carrier)
    if left:
        console.print(f"{left} changements restent à porter ; « archive serve » ou « archive carry » s’en charge.")


def _told(ended: Ended, *, dry_run: bool = False) -> int:
    show(console, ended, dry_run=dry_run)
    if ended.state == "stopped":
        return STOPPED
    return SOME_REFUSED if ended.report.counts["refused"] else ALL_IN


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingRefused as problem:
        _cannot_start(str(problem))


@contextmanager
def opened(settings: Settings) -> Iterator[Archive]:
    """The archive, closed at the end; troubles become a sentence and exit code 2."""
    with told():
        archive = open_archive(settings)
        try:
            yield archive
        finally:
            archive.close()


@contextmanager
def told() -> Iterator[None]:
    """What keeps a command from starting, in words."""
    try:
        yield
    except ItemProblem as problem:
        show_problem(console, problem.problem)
        sys.exit(COULD_NOT_START)
    except Refused as problem:
        _cannot_start(f"{problem.problem} {problem.remedy}")
    except BatchNotFound as problem:
        _cannot_start(f"Il n’y a pas de lot « {problem.batch} ». « ingest status » donne la liste.")
    except KeyboardInterrupt:
        _cannot_start("Arrêté avant le début.")
    except (ArchiveError, OSError) as problem:
        _cannot_start(f"Impossible : {problem}")


def _cannot_start(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(COULD_NOT_START)


if __name__ == "__main__":
    main()
