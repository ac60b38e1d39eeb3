"""`archive status`, `archive retry` and `archive reindex`: what waits, what was set aside, and the index made again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from archive.actions import desk
from archive.actions.clock import SYSTEM
from archive.actions.reindex import Tell
from archive.actions.reindex import reindex as reindex_records
from archive.carriers.election import in_turn
from archive.terminal import console, opened


@click.command()
def status() -> None:
    """Ce qui attend, ce qui tourne, ce qui a échoué."""
    with opened() as archive:
        now = desk.status(archive, SYSTEM)
        table = Table(show_header=False, box=None)
        for label, count in now.labels.items():
            table.add_row(f"Notices « {label} »", str(count))
        table.add_row("Changements à porter", f"{now.lag}" + (f" depuis {now.lag_since}" if now.lag_since else ""))
        table.add_row("Moteur de recherche", "répond" if now.searchable else "ne répond pas")
        table.add_row("Changements mis de côté", str(len(now.aside)))
        for (kind, state), count in now.jobs.items():
            table.add_row(f"Travaux {kind} ({state})", str(count))
        table.add_row("Signalements ouverts", str(now.cases))
        for batch in now.batches:
            counts = ", ".join(f"{name} {count}" for name, count in batch.counts.items())
            table.add_row(
                f"Lot {batch.id}", f"{batch.kind} · {batch.state} · {counts} · erreurs {now.errors.get(batch.id, 0)}"
            )
        for row in now.aside:
            table.add_row(f"Mis de côté : {row.subject}", row.set_aside or "")
        console.print(table)


@click.command()
def retry() -> None:
    """Porter de nouveau ce qui a été mis de côté, une fois la cause réparée."""
    with opened() as archive:
        console.print(f"{desk.try_again(archive, SYSTEM)} changements repris ; le porteur s’en charge.")


@click.command()
@click.option("--anew", is_flag=True, help="Ne pas reprendre ce qu’une réindexation interrompue a déjà rempli.")
def reindex(anew: bool) -> None:
    """Refaire l’index depuis le catalogue, à côté de l’ancien, puis le mettre à sa place, sans rien arrêter."""
    with opened() as archive:
        turn = partial(in_turn, archive.settings.home / "carrier.lock")
        with progress() as tell:
            done = reindex_records(archive, tell, turn, resume=not anew)
        console.print(f"{done} notices indexées.")


@contextmanager
def progress() -> Iterator[Tell]:
    """What shows how many records are indexed, of how many, at what rate and until when."""
    columns = (TextColumn("Notices"), BarColumn(), MofNCompleteColumn(), Rate(), TextColumn("encore"), TimeRemainingColumn())
    with Progress(*columns, console=console) as shown:
        task = shown.add_task("", total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)


class Rate(ProgressColumn):
    """Records a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s".replace(",", " ") if speed else "")
