"""`archive`: what the person who runs the archive types."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.progress import Progress

from archive import carrying, cli_index, logs, serving
from archive.actions import accounts, curate, export, keep
from archive.actions.clock import SYSTEM
from archive.actions.rebuild import rebuild as rebuild_catalogue
from archive.actions.reindex import reindex as reindex_records
from archive.carriers.election import elected
from archive.model.access import CLOSED, OPEN
from archive.model.errors import Refused
from archive.settings import read_settings
from archive.terminal import console, opened


@click.group()
def main() -> None:
    """L’archive : la créer, la servir, ouvrir et fermer des notices, la vérifier, la sauvegarder."""
    logs.write_json_lines()


for command in (cli_index.status, cli_index.retry, cli_index.reindex):
    main.add_command(command)


@main.command()
def init() -> None:
    """Créer l’archive là où ARCHIVE_HOME le dit, avec ses lieux et ses sujets."""
    with opened() as archive:
        learned = keep.learn(archive)
        console.print(f"Archive prête dans {archive.settings.home} ({learned} noms de lieux et de sujets appris).")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="Le premier port libre à partir de celui-ci.")
@click.option("--workers", default=2, show_default=True, help="Processus qui répondent aux visiteurs.")
@click.option(
    "--ingest-worker/--no-ingest-worker", default=True, help="Faire aussi les travaux d’ingestion en attente."
)
def serve(host: str, port: int, workers: int, ingest_worker: bool) -> None:
    """Servir l’archive, avec son porteur et son ouvrier d’ingestion ; Ctrl-C arrête tout."""
    try:
        serving.serve(
            host,
            port,
            workers,
            lambda address: console.print(f"[bold]L’archive est ouverte : {address}"),
            ingest_worker,
        )
    except OSError as problem:
        raise click.ClickException(str(problem)) from None


@main.command()
def carry() -> None:
    """Porter les changements vers la conservation et l’index, tant que le processus vit."""
    carrying.carry_on(read_settings())


@main.command("open")
@click.argument("what")
@click.option("--why", default="")
@click.option("--file", "file_id", default="", help="Un seul fichier de la notice (f2), par exemple une transcription.")
def open_(what: str, why: str, file_id: str) -> None:
    """Ouvrir à tous une notice (ARK) ou les notices d’un lot."""
    with opened() as archive:
        if file_id:
            curate.set_file_label(archive, SYSTEM, what, file_id, OPEN, why)
            console.print(f"Ouvert : {what}, {file_id}.")
            return
        console.print(f"Ouvert : {len(curate.open_these(archive, SYSTEM, what, why))}.")


@main.command()
@click.argument("ark")
@click.option("--why", default="")
@click.option("--file", "file_id", default="", help="Un seul fichier de la notice (f2).")
def close(ark: str, why: str, file_id: str) -> None:
    """Fermer une notice : plus rien d’elle ne se voit dès la requête suivante."""
    with opened() as archive:
        if file_id:
            curate.set_file_label(archive, SYSTEM, ark, file_id, CLOSED, why)
        else:
            curate.close_record(archive, SYSTEM, ark, why)
        console.print(f"Fermé : {ark}{', ' * bool(file_id)}{file_id}.")


@main.command()
def rebuild() -> None:
    """Refaire le catalogue et l’index depuis la seule conservation (catalogue vide)."""
    with opened() as archive, elected(archive.settings.home / "carrier.lock") as chosen:
        _need(chosen)
        with Progress(console=console) as progress:
            task = progress.add_task("Objets", total=None)
            done = rebuild_catalogue(archive, lambda count: progress.update(task, completed=count))
        console.print(f"{done} objets repris, {reindex_records(archive, resume=False)} notices indexées.")


@main.command()
def check() -> None:
    """Recalculer toutes les empreintes de la conservation. Code 1 si quelque chose ne va pas."""
    with opened() as archive:
        problems = 0
        for problem in keep.check(archive):
            problems += 1
            console.print(f"{problem.sentence} {problem.remedy}")
        console.print("Tout est intact." if not problems else f"{problems} problèmes.")
    if problems:
        sys.exit(1)


@main.command("export")
@click.argument("ark")
@click.argument("folder", type=click.Path(path_type=Path))
def export_(ark: str, folder: Path) -> None:
    """Faire sortir une collection (ARK), même ce qui est fermé, dans un DOSSIER nouveau : une feuille et les originaux.

    « ingest sheet DOSSIER/notices.csv --crosswalk archive » la fait entrer ailleurs, telle quelle.
    """
    with opened() as archive, Progress(console=console) as progress:
        task = progress.add_task("Fichiers", total=None)
        viewer = export.archivist(archive, SYSTEM)
        try:
            made = export.export(archive, viewer, ark, folder, lambda done, of: progress.update(task, completed=done, total=of))
        except Refused as problem:
            raise click.ClickException(f"{problem.problem} {problem.remedy}") from None
    console.print(f"{made.records} notices ({made.not_open} ne sont pas ouvertes) et {made.files} fichiers dans {folder}.")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def backup(folder: Path) -> None:
    """Sauvegarder dans un dossier : catalogue entier, et ce que la conservation a gagné."""
    with opened() as archive:
        counts = keep.backup(archive, folder)
        console.print(f"{counts.objects} objets, {counts.files} fichiers, {counts.bytes} octets ajoutés à {folder}.")
    if counts.problems:
        raise click.ClickException(f"{len(counts.problems)} objets laissés : {counts.problems[0]}")


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def restore(folder: Path) -> None:
    """Rendre à une maison vide ce qu’une sauvegarde contient, puis refaire l’index."""
    with opened() as archive, elected(archive.settings.home / "carrier.lock") as chosen:
        _need(chosen)
        counts = keep.restore(archive, folder)
        console.print(f"{counts.objects} objets rendus, {reindex_records(archive, resume=False)} notices indexées.")


@main.group()
def user() -> None:
    """Les comptes du bureau."""


@user.command("add")
@click.argument("name")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, envvar="ARCHIVE_PASSWORD")
def add_user(name: str, password: str) -> None:
    """Ajouter un compte d’archiviste (au moins douze signes)."""
    with opened() as archive:
        accounts.add(archive, name, password)
        console.print(f"Compte « {name} » ajouté.")


@user.command("password")
@click.argument("name")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, envvar="ARCHIVE_PASSWORD")
def password_of(name: str, password: str) -> None:
    """Changer le mot de passe d’un compte."""
    with opened() as archive:
        accounts.change_password(archive, name, password)


@user.command("disable")
@click.argument("name")
def disable_user(name: str) -> None:
    """Fermer un compte, dès la requête suivante."""
    with opened() as archive:
        accounts.disable(archive, name)


def _need(chosen: bool) -> None:
    if not chosen:
        raise click.ClickException("Un porteur travaille (archive serve, ou une ingestion) : arrêtez-le d’abord.")


if __name__ == "__main__":
    main()
