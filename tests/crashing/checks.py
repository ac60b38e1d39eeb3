"""What must hold of the archive of `life.py`: at its end, and for the closed record at every moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.actions import find, read
from archive.actions.question import Question
from archive.carriers import carry, objects
from archive.catalogue import arks, authorities, batches, jobs, outbox, records
from archive.catalogue.connection import Reading
from archive.model.access import PUBLIC, Viewer
from archive.model.errors import RecordNotFound, RecordWithdrawn
from archive.model.record import Record
from archive.preservation import fixity
from archive.preservation.store import ObjectVersion
from archive.wiring import Archive
from tests.archive.preservation.second_opinion import ocfl_complaints
from tests.crashing.life import ARCHIVIST, acknowledged, opened
from tests.crashing.source import (
    CLOSED,
    CORRECTED,
    EMBARGOED,
    FONDS,
    KEPT,
    LATE,
    UPDATED,
    VOICE,
)  # fmt: skip

#: Source identifier → label, title, what happened to the record, in order.
AT_THE_END = {
    FONDS: ("open", "Fonds de la rue des Pins", ["accession"]),
    KEPT: ("open", "La boulangerie", ["accession", "update", "update", "undo"]),
    VOICE: ("open", "Une voix reprise", ["accession", "update", "update", "undo"]),
    CORRECTED: ("open", "Titre corrigé", ["accession", "correction"]),
    CLOSED: ("closed", "Un secret redit", ["accession", "closing", "update"]),
    EMBARGOED: ("embargoed", "Lettre sous réserve", ["accession"]),
    UPDATED: ("open", "Titre gardé", ["accession", "update", "update", "correction", "undo"]),
    LATE: ("open", "Une photographie tardive", ["accession"]),
}

BATCHES = {
    ("first.csv", "done"), ("again.csv", "done"), ("mistake.csv", "undone"), ("later.csv", "done"), ("regretted.csv", "undone"),
}  # fmt: skip


def assert_the_closed_stays_closed(home: Path) -> None:
    """What anybody finds right now, before anything is mended."""
    if not acknowledged(home).exists():
        return
    with opened(home) as archive:
        assert identifiers(archive, PUBLIC, "secret") == []
        (ark,) = [each.ark for each in every_record(archive) if each.keys["source_identifier"] == CLOSED]
        assert fate(archive, ark, PUBLIC) == "not found"


def assert_nothing_is_lost_or_doubled(home: Path, resumed: bool = True) -> None:
    """At the end of the life. `resumed`: a batch that broke off was gone on with, not begun anew beside it."""
    assert_the_closed_stays_closed(home)
    with opened(home) as archive:
        assert_every_record_is_as_it_should_be(archive)
        assert_every_batch_is_as_it_should_be(archive, resumed)
        assert_only_what_should_be_is_found(archive)
    assert_the_stores_agree(home)


def assert_the_stores_agree(home: Path) -> None:
    """Of any archive that has carried all its changes."""
    with opened(home) as archive:
        assert_preservation_agrees(archive)
        assert_index_agrees(archive)
        assert_derivatives_agree(archive)
    assert left_over(home) == []


def assert_every_record_is_as_it_should_be(archive: Archive) -> None:
    every = every_record(archive)
    assert sorted(each.keys["source_identifier"] for each in every) == sorted(AT_THE_END)
    for each in every:
        shown = read.record(archive, ARCHIVIST, each.ark)
        happened = [change.action for change in sorted(shown.history, key=lambda change: change.number)]
        assert (each.label, each.title_in("fr").text, happened) == AT_THE_END[each.keys["source_identifier"]]
    by_identifier = {each.keys["source_identifier"]: each for each in every}
    for child in (KEPT, VOICE, CLOSED, LATE):
        assert by_identifier[child].parent == by_identifier[FONDS].ark
    assert [each.text for each in read.words(archive, PUBLIC, by_identifier[VOICE].ark)] == [
        "Nous sommes arrivés au printemps."
    ]


def assert_every_batch_is_as_it_should_be(archive: Archive, resumed: bool) -> None:
    with archive.catalogue.reading() as c:
        every, waiting = batches.all(c), jobs.all(c)
        fates = dict(arks.all_fates(c))
    ended = [batch for batch in every if batch.state not in ("running", "stopped")]
    assert {(batch.source, batch.state) for batch in ended} == BATCHES
    assert ended == every or not resumed
    written = {path.name for path in (archive.settings.home / "reports").iterdir()}
    # One that broke off and was taken back before it was gone on with has no report.
    reported = [batch for batch in ended if resumed or batch.state == "done" or "report.json" in batch.kept]
    wanted = {f"{batch.id}.{kind}" for batch in reported for kind in ("csv", "html", "json")}
    assert written == wanted if resumed else written >= wanted
    # What a killed worker had taken falls due again, long after; `ingest work` has asked for it anew.
    assert [job.kind for job in waiting if job.state == "waiting"] == ["relabel"]
    for batch in ended:
        sheet = archive.settings.home.parent / Path(batch.source).stem / batch.source
        assert archive.preservation.read(f"batch:{batch.id}", f"source/{batch.source}") == sheet.read_bytes()
        assert {"report.json", "report.csv"} <= batch.kept.keys() or batch not in reported
    (withdrawn,) = [ark for ark, each in fates.items() if each != "spent"]
    (spent,) = [ark for ark, each in fates.items() if each == "spent"]
    assert (fate(archive, withdrawn, PUBLIC), fate(archive, spent, PUBLIC)) == ("withdrawn", "not found")
    assert [ark for batch in every for ark in batch.spent] == [spent]


def assert_preservation_agrees(archive: Archive) -> None:
    """Each object holds what the catalogue says, to the byte; there is none that it does not know; both judges agree."""
    with archive.catalogue.reading() as c:
        assert outbox.lag(c) == (0, None)
        wanted = {version.id: dict(version.sums()) for version in every_object(c)}
    store = archive.preservation
    assert {object_id: dict(store.state(object_id)) for object_id in store.ids()} == wanted
    assert list(fixity.check(store)) == []
    # Of the archivists it has names, not addresses.
    assert [line for each in ocfl_complaints(store.root) for line in each.splitlines() if "[W008]" not in line] == []


def assert_index_agrees(archive: Archive) -> None:
    every = every_record(archive)
    with archive.catalogue.reading() as c:
        versions = {ark: each.version for ark, each in records.load_many(c, [each.ark for each in every]).items()}
    archive.index.reload()
    assert archive.index.count() == len(every)
    assert dict(archive.index.versions(versions)) == versions


def assert_only_what_should_be_is_found(archive: Archive) -> None:
    archive.index.reload()
    for identifier, (label, title, _) in AT_THE_END.items():
        assert identifiers(archive, ARCHIVIST, f'"{title}"') == [identifier]
        assert identifiers(archive, PUBLIC, f'"{title}"') == ([identifier] if label == "open" else [])
    assert identifiers(archive, ARCHIVIST, "printemps") == [VOICE]
    for gone in ("erreur", "hiver", "fautif", "ancien", "automne", "regretté", "regrettée"):
        assert identifiers(archive, ARCHIVIST, gone) == []


def assert_derivatives_agree(archive: Archive) -> None:
    """What is served was made of the very file the record has; nothing else lies there."""
    served = set()
    for record in every_record(archive):
        for file in (file for file in record.files if file.role != "transcript"):
            made = archive.derivatives.derived(record.ark, file.id)
            assert made is not None
            assert made.width == file.technical.get("width", 0)
            assert all((archive.derivatives.folder(record.ark, file.id) / name).stat().st_size for name in made.made)
            served.add(archive.derivatives.folder(record.ark, file.id))
    assert set(archive.derivatives.root.glob("*/*/*")) == served


def every_record(archive: Archive) -> list[Record]:
    with archive.catalogue.reading() as c:
        return [each.record for each in records.load_many(c, records.arks(c)).values()]


def every_object(c: Reading) -> Iterator[ObjectVersion]:
    """What preservation should hold, as the catalogue has it."""
    at = "2026-01-01T00:00:00Z"
    for _, whole in carry.whole_records(c, dict.fromkeys(records.arks(c))):
        yield objects.of_record(whole)
    for ark, each in arks.all_fates(c):
        yield objects.of_spent(ark, at) if each == "spent" else objects.of_tombstone(each)
    for authority in authorities.all(c):
        yield objects.of_authority(authority, at)
    for batch in batches.all(c):
        yield objects.of_batch(batch, at)


def identifiers(archive: Archive, viewer: Viewer, text: str) -> list[str]:
    """The source identifiers of what this viewer finds; of what is counted, all must be shown."""
    found = find.search(archive, viewer, Question(text))
    assert found.total == len(found.found)
    return sorted(each.record.keys["source_identifier"] for each in found.found)


def fate(archive: Archive, ark: str, viewer: Viewer) -> str:
    try:
        read.record(archive, viewer, ark)
    except RecordNotFound:
        return "not found"
    except RecordWithdrawn:
        return "withdrawn"
    return "shown"


def left_over(home: Path) -> list[str]:
    """Files that nobody waits for, where work is prepared."""
    places = ("staging", "work", "ingesting")
    every = (path for place in places for path in (home / place).rglob("*") if path.is_file())
    return [str(path.relative_to(home)) for path in every if path.name != ".lock"]
