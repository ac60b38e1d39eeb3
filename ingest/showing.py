"""What the terminal shows at the end of a batch, short; the report file has the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from archive.actions.desk import Status
from archive.actions.undo import Undone
from archive.model.batch import Problem
from ingest.batch import Ended
from ingest.report import Line

_MOST_SHOWN = 40
_MOST_CHANGES = 20
#: One, and several.
_WHAT = {
    "added": ("entrée", "entrées"), "updated": ("mise à jour", "mises à jour"), "proposed": ("proposée", "proposées"),
    "skipped": ("inchangée", "inchangées"), "refused": ("refusée", "refusées"), "purged": ("supprimée", "supprimées"),
    "withdrawn": ("retirée", "retirées"), "restored": ("redevenue comme avant", "redevenues comme avant"),
}  # fmt: skip
_WOULD = {**_WHAT, "added": ("à faire entrer",) * 2, "updated": ("à mettre à jour",) * 2, "proposed": ("à proposer",) * 2}
_LEVELS = {"error": "[red]erreur[/]", "warning": "[yellow]attention[/]", "note": "[dim]note[/]"}
_MANY = {"error": ("erreur", "erreurs"), "warning": ("avertissement", "avertissements"), "note": ("note", "notes")}
_STATES = {
    "waiting": "en attente", "running": "en cours", "done": "terminé", "stopped": "arrêté", "undoing": "en train d’être défait",
    "undone": "défait",
}  # fmt: skip


def show(console: Console, ended: Ended, *, dry_run: bool) -> None:
    """The counts, the changes, and the problems, errors first."""
    problems = ended.report.problems()
    order = {"error": 0, "warning": 1, "note": 2}
    for problem in islice(sorted(_grouped(problems), key=lambda each: order[each.level]), _MOST_SHOWN):
        show_problem(console, problem)
    _show_changes(console, [line for line in ended.report.lines if line.before or line.after])
    counts = counted(ended.report.counts, _WOULD if dry_run else _WHAT)
    name = f"Lot {ended.batch.id}" if ended.batch else "Essai, rien n’est écrit"
    console.print(f"[bold]{name}[/] : {counts or 'rien à faire'}", highlight=False)
    if problems:
        console.print(counted(Counter(problem.level for problem in problems), _MANY), highlight=False)
    if ended.written:
        console.print(f"Rapport : {ended.written}", highlight=False, soft_wrap=True)


def counted(counts: Mapping[Any, int], words: Mapping[str, tuple[str, str]] = _WHAT) -> str:
    """Counts in words: "1 entrée, 2 refusées"."""
    return ", ".join(f"{counts[what]} {some[counts[what] > 1]}" for what, some in words.items() if counts.get(what))


def show_problem(console: Console, problem: Problem) -> None:
    place = [escape(problem.file)]
    if problem.row is not None:
        place.append(f"ligne {problem.row}")
    if problem.column:
        place.append(f"colonne {escape(problem.column)}")
    console.print(f"{_LEVELS[problem.level]} {', '.join(place)} : {escape(problem.text)}", highlight=False, soft_wrap=True)
    if problem.remedy and problem.level != "note":
        console.print(f"    → {escape(problem.remedy)}", highlight=False, soft_wrap=True)


def show_batches(console: Console, status: Status) -> None:
    """The latest batches and what waits."""
    table = Table(box=None)
    for heading in ("Lot", "Source", "Par", "État", "Compte", "Erreurs"):
        table.add_column(heading)
    for batch in status.batches:
        counts = counted(batch.counts)
        errors = str(status.errors.get(batch.id, 0))
        table.add_row(batch.id, escape(batch.source), escape(batch.who), _STATES[batch.state], counts, errors)
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


def _grouped(problems: Iterable[Problem]) -> list[Problem]:
    """Each sentence of a file once, at its first row; those said again are in the report."""
    first: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        first.setdefault((problem.text, problem.column or problem.file), problem)
    return list(first.values())


def _show_changes(console: Console, lines: list[Line]) -> None:
    for line in lines[:_MOST_CHANGES]:
        console.print(f"[bold]{escape(line.source_identifier)}[/] {line.ark}", highlight=False)
        for part in line.after:
            before, after = _short(line.before.get(part)), _short(line.after.get(part))
            console.print(f"    {escape(part)} : {before} → {after}", highlight=False)


def _short(value: object) -> str:
    """A part of a record in few words: the texts of its values."""
    if isinstance(value, list):
        return escape(" | ".join(_short_one(each) for each in value)[:120]) or "–"
    return "–" if value is None else escape(str(value)[:120])


def _short_one(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("text") or value.get("written") or value.get("name") or value)
    return str(value)
