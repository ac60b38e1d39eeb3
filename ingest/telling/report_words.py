"""The words of a report: its columns, what can become of an item, parts of a record in few words, the page it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

COLUMNS = ("Résultat", "Identifiant", "ARK", "Niveau", "Fichier", "Ligne", "Colonne", "Constat", "Remède ou source")
COUNTED = {
    "added": "entrée", "updated": "mise à jour", "proposed": "proposée", "skipped": "inchangée", "refused": "refusée",
}  # fmt: skip
LEVELS = {
    "error": "erreur", "warning": "attention", "note": "note", "proposal": "proposition", "change": "changement",
}  # fmt: skip
#: One, and several.
WHAT = {
    "added": ("entrée", "entrées"), "updated": ("mise à jour", "mises à jour"), "proposed": ("proposée", "proposées"),
    "skipped": ("inchangée", "inchangées"), "refused": ("refusée", "refusées"), "purged": ("supprimée", "supprimées"),
    "withdrawn": ("retirée", "retirées"), "restored": ("redevenue comme avant", "redevenues comme avant"),
}  # fmt: skip

PAGE = """<!DOCTYPE html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Rapport du lot {title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; color: #1b1b1b; background: #fff; }}
dl {{ display: flex; flex-wrap: wrap; gap: 1rem 2rem; }} dd {{ margin: 0; font-weight: bold; }}
.scroll {{ overflow-x: auto; }} table {{ border-collapse: collapse; inline-size: 100%; }}
small {{ color: #555; }} :is(tbody th, td:last-child) {{ overflow-wrap: anywhere; }}
.scroll td:nth-last-child(3) {{ white-space: nowrap; }} caption {{ text-align: start; }}
th, td {{ border: 1px solid #767676; padding: .25rem .5rem; text-align: start; vertical-align: top; font-weight: normal; }}
thead th {{ font-weight: bold; background: #eee; }}
</style></head>
<body><main>
<h1>Rapport du lot {title}</h1>
<p>{summary}</p>
<dl>{counts}</dl>
<h2>Ce qu’il y a à savoir</h2>
<div class="scroll" role="region" aria-label="Tableau du rapport" tabindex="0"><table>
<caption>Chaque erreur, avertissement, proposition et changement ; les notices inchangées sont seulement comptées.</caption>
<thead><tr><th scope="col">Notice</th><th scope="col">Niveau</th><th scope="col">Où</th>
<th scope="col">Ce qu’il y a, que faire</th></tr></thead>
{rows}</table></div>
</main></body></html>
"""


def counted(counts: Mapping[Any, int], words: Mapping[str, tuple[str, str]] = WHAT) -> str:
    """Counts in words: "1 entrée, 2 refusées"."""
    return ", ".join(f"{counts[what]} {some[counts[what] > 1]}" for what, some in words.items() if counts.get(what))


def in_words(value: object) -> str:
    """A part of a record in few words: the texts of its values."""
    if isinstance(value, list):
        return " | ".join(_one(each) for each in value) or "–"
    return "–" if value is None else str(value)


def _one(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("text") or value.get("written") or value.get("name") or value)
    return str(value)
