"""What the desk calls things: changes, batches, jobs, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.model.errors import ChangedMeanwhile, Refused
from archive.model.record import Value
from archive.web.sentences import gettext, lazy_gettext
from archive.web.words import number, plain_label

if TYPE_CHECKING:
    from collections.abc import Mapping

_ACTIONS = {
    "accession": lazy_gettext("entrée"), "correction": lazy_gettext("correction"), "opening": lazy_gettext("ouverture"),
    "closing": lazy_gettext("fermeture"), "update": lazy_gettext("mise à jour"), "withdrawal": lazy_gettext("retrait"),
    "undo": lazy_gettext("retour en arrière"),
}  # fmt: skip
_STATES = {
    "waiting": lazy_gettext("en attente"), "running": lazy_gettext("en cours"), "done": lazy_gettext("terminé"),
    "stopped": lazy_gettext("interrompu"), "undoing": lazy_gettext("en train d’être repris"),
    "undone": lazy_gettext("repris"),
}  # fmt: skip
_OUTCOMES = {
    "added": lazy_gettext("ajoutées"), "skipped": lazy_gettext("inchangées"), "proposed": lazy_gettext("proposées"),
    "updated": lazy_gettext("mises à jour"), "refused": lazy_gettext("refusées"), "files": lazy_gettext("fichiers"),
    "records": lazy_gettext("notices"), "purged": lazy_gettext("supprimées"), "withdrawn": lazy_gettext("retirées"),
    "restored": lazy_gettext("redevenues comme avant"),
}  # fmt: skip
_JOBS = {
    "derive": lazy_gettext("Préparation des images et du son"), "proposal": lazy_gettext("Proposition"),
    "relabel": lazy_gettext("Ouverture à une date"),
}  # fmt: skip
blank = Value("")
plain = plain_label


def action(code: str) -> str:
    return str(_ACTIONS.get(code, code))


def batch_state(state: str) -> str:
    return str(_STATES.get(state, state))


def outcome(code: str) -> str:
    return str(_OUTCOMES.get(code, code))


def outcomes(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number(count)} {outcome(code)}" for code, count in counts.items() if count)


def job(kind: str) -> str:
    return str(_JOBS.get(kind, kind))


def waiting_jobs(counts: Mapping[tuple[str, str], int]) -> int:
    """How many jobs wait for a worker; proposals and dated changes wait for somebody or for a day."""
    return sum(count for (kind, state), count in counts.items() if kind not in ("proposal", "relabel") and state != "failed")


def refusal(trouble: Refused | ChangedMeanwhile) -> str:
    """What to do about a correction that was not taken."""
    if isinstance(trouble, ChangedMeanwhile):
        return gettext("Quelqu’un a enregistré cette notice pendant que vous écriviez. Voici son travail : refaites le vôtre.")
    if trouble.field == "title":
        return gettext("Une notice garde au moins un titre.")
    return gettext("Le champ %(field)s ne peut pas être pris ainsi.", field=trouble.field)


def part(stored: Any) -> str:
    """A part of a record as the history keeps it, short enough for a line."""
    if isinstance(stored, list):
        return ", ".join(part(each) for each in stored)
    if isinstance(stored, dict):
        return str(stored.get("text") or stored.get("written") or stored.get("name") or stored)
    return "" if stored is None else str(stored)
