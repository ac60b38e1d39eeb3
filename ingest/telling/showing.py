"""What the terminal shows at the end of a batch, short; the report file has the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from archive.actions.desk import Status
from archive.actions.undo import Undone
from archive.model.batch import Problem
from ingest.batch import Ended
from ingest.receiving.file_names import on_one_line
from ingest.telling.progress import Pace
from ingest.telling.report import Line, Report
from ingest.telling.report_words import WHAT, counted, in_words

_MOST_SHOWN = 40
_MOST_CHANGES = 20
#: One, and several.
_WOULD = {**WHAT, "added": ("à faire entrer",) * 2, "updated": ("à mettre à jour",) * 2, "proposed": ("à proposer",) * 2}
_LEVELS = {"error": "[red]erreur[/]", "warning": "[yellow]attention[/]", "note": "[dim]note[/]"}
_MANY = {
    "error": ("erreur", "erreurs"), "warning": ("avertissement", "avertissements"), "note": ("note", "notes"),
    "proposal": ("valeur proposée", "valeurs proposées"),
}  # fmt: skip
STATES = {
    "waiting": "en attente", "running": "en cours", "done": "terminé", "stopped": "arrêté", "undoing": "en train d’être défait",
    "undone": "défait",
}  # fmt: skip


def show(console: Console, ended: Ended, *, dry_run: bool) -> None:
    """The counts, the changes, and the problems, errors first."""
    for problem in _first_of_each(ended.report.problems()):
        show_problem(console, problem)
    _show_changes(console, (line for line in ended.report.lines if line.before or line.after))
    counts = counted(ended.report.counts, _WOULD if dry_run else WHAT)
    name = f"Lot {ended.batch.id}" if ended.batch else "Essai, rien n’est écrit"
    console.print(f"[bold]{name}[/] : {counts or 'rien à faire'}", highlight=False)
    if levels := counted(Counter(_levels(ended.report)), _MANY):
        console.print(levels, highlight=False)
    if ended.written:
        console.print(f"Rapport : {ended.written}", highlight=False, soft_wrap=True)


def show_problem(console: Console, problem: Problem) -> None:
    place = [escape(on_one_line(problem.file))]
    if problem.row is not None:
        place.append(f"ligne {problem.row}")
    if problem.column:
        place.append(f"colonne {escape(problem.column)}")
    text = escape(on_one_line(problem.text))
    console.print(f"{_LEVELS[problem.level]} {', '.join(place)} : {text}", highlight=False, soft_wrap=True)
    if problem.remedy and problem.level != "note":
        console.print(f"    → {escape(on_one_line(problem.remedy))}", highlight=False, soft_wrap=True)


def show_batches(console: Console, status: Status) -> None:
    """The latest batches and what waits."""
    table = Table(box=None)
    for heading in ("Lot", "Source", "Par", "État", "Compte", "Erreurs"):
        table.add_column(heading)
    for batch in status.batches:
        counts = counted(batch.counts)
        if batch.state == "running" and batch.pace:
            counts = f"{counts} · {Pace.of(batch.pace).words()}".strip(" ·")
        errors = str(status.errors.get(batch.id, 0))
        table.add_row(batch.id, escape(batch.source), escape(batch.who), STATES[batch.state], counts, errors)
    console.print(table)
    console.print(f"Changements à porter : {status.lag} · propositions : {len(status.proposals)}", highlight=False)
    for (kind, state), count in status.jobs.items():
        console.print(f"Travaux {kind} ({state}) : {count}", highlight=False)


def show_undone(console: Console, undone: Undone) -> None:
    """What became of a batch taken back, and what stays because somebody changed it since."""
    counts = counted(undone.batch.counts)
    console.print(f"[bold]Lot {undone.batch.id}[/] défait : {counts or 'rien à retirer'}.", highlight=False)
    if undone.kept:
        console.print("Modifié depuis, et gardé ainsi :", highlight=False)
    for each in undone.kept:
        words = f"    {each.ark} « {each.title} » : {each.part}, par {each.who}"
        console.print(escape(words), highlight=False, soft_wrap=True)


def _levels(report: Report) -> Iterator[str]:
    yield from (problem.level for problem in report.problems())
    for line in report.lines:
        yield from ("proposal" for _ in line.proposals)


def _first_of_each(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first; each sentence of a file once, at its first row; those said again are in the report."""
    first: dict[str, dict[tuple[str, str], Problem]] = {"error": {}, "warning": {}, "note": {}}
    for problem in problems:
        same = first[problem.level]
        if len(same) < _MOST_SHOWN:
            same.setdefault((problem.text, problem.column or problem.file), problem)
    return [problem for same in first.values() for problem in same.values()][:_MOST_SHOWN]


def _show_changes(console: Console, lines: Iterable[Line]) -> None:
    for line in islice(lines, _MOST_CHANGES):
        console.print(f"[bold]{escape(line.source_identifier)}[/] {line.ark}", highlight=False)
        for part in line.after:
            before, after = (escape(in_words(told.get(part))[:120]) for told in (line.before, line.after))
            console.print(f"    {escape(part)} : {before} → {after}", highlight=False)
