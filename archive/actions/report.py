"""Reports: what anyone may tell or ask of the archive, without an account, and what archivists make of it."""

from __future__ import annotations

from archive.actions import read
from archive.actions.accounts import HOUR_SECONDS
from archive.actions.clock import CURATE, now, require
from archive.catalogue import attempts, cases
from archive.catalogue.cases import Case
from archive.model.access import Viewer
from archive.model.errors import Refused, TooManyAttempts
from archive.wiring import Archive

KINDS = ("signal", "withdrawal", "correction")
LONGEST_WORDS = 5000


def report(
    archive: Archive, viewer: Viewer, *, kind: str, words: str, address: str, ark: str | None = None,
    page: str | None = None, reply: str | None = None,
) -> int:  # fmt: skip
    """Take a report and give its number. `address` is the sender's network address, kept only to count.

    Raises Refused, TooManyAttempts, and RecordNotFound if the ARK is of nothing the sender may know of.
    """
    if kind not in KINDS:
        raise Refused("kind", kind)
    if not words.strip() or len(words) > LONGEST_WORDS:
        raise Refused("words", str(LONGEST_WORDS))
    if ark is not None:
        read.record(archive, viewer, ark)
    with archive.catalogue.writing() as c:
        tried = attempts.count_and_add(c, "report", address, now(), HOUR_SECONDS)
    if tried >= archive.settings.number("reports_per_hour"):
        raise TooManyAttempts(HOUR_SECONDS)
    with archive.catalogue.writing() as c:
        return cases.add(
            c, at=now(), kind=kind, words=words.strip(), ark=ark, page=page, reply=(reply or "").strip() or None
        )


def waiting(archive: Archive, viewer: Viewer) -> list[Case]:
    """The open cases, oldest first. Raises NotAllowed."""
    require(viewer, CURATE)
    with archive.catalogue.reading() as c:
        return cases.all(c)


def close(archive: Archive, viewer: Viewer, case_id: int, outcome: str) -> None:
    """Close a case, saying what came of it. Raises NotAllowed."""
    require(viewer, CURATE)
    with archive.catalogue.writing() as c:
        cases.close(c, case_id, who=viewer.name, at=now(), outcome=outcome)
