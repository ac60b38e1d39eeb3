"""The papers of a batch: what preservation keeps of how it came in, beside what it made."""

from __future__ import annotations

from pathlib import Path

from archive.actions import accession
from archive.model.batch import Batch
from archive.model.errors import ArchiveError, Refused
from archive.settings import Settings
from archive.wiring import Archive
from ingest.describing.crosswalk import BASE
from ingest.receiving.receive import Received
from ingest.telling.report import Report
from ingest.telling.report_files import read_report


def papers_of(settings: Settings, crosswalk: str, received: Received) -> dict[str, Path]:
    """The sheets, as they came, and the crosswalks they are read by, each by its path among the papers."""
    folder = settings.config / "crosswalks"
    own = Path(crosswalk) if crosswalk.endswith(".toml") else folder / f"{crosswalk}.toml"
    papers = {f"source/{sheet.name}": sheet for sheet in received.sheets}
    return papers | {f"crosswalks/{each.name}": each for each in (folder / f"{BASE}.toml", own)}


def report_of(archive: Archive, batch: Batch) -> Report:
    """What a batch reported when it ended: from the reports, else from preservation. Raises Refused where there is none."""
    try:
        return read_report(archive.settings.home / "reports" / f"{batch.id}.json")
    except (OSError, ValueError):
        pass
    try:
        path = accession.paper(archive, batch, "report.json")
        if path is not None:
            return read_report(path)
    except (OSError, ValueError, ArchiveError):
        pass
    raise Refused("batch", f"Le rapport du lot {batch.id} est introuvable.", f"Relancez-le entier : ingest resume {batch.id}")
