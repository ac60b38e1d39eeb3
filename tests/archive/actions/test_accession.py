"""Taking in, coming in again, taking back."""

from __future__ import annotations

from datetime import date

import pytest

from archive.actions import accession, curate, desk, read
from archive.actions.arrivals import Arrival
from archive.actions.curate import Correction
from archive.actions.undo import take_back
from archive.model.access import PUBLIC
from archive.model.errors import NotAllowed, RecordNotFound, RecordWithdrawn
from archive.model.record import Value
from archive.wiring import Archive
from tests.builders import ARCHIVIST, a_file, a_record, carried, deposited


def again(archive: Archive, *arrivals: Arrival, update: bool = False) -> list[str]:
    batch = accession.begin(archive, "Anne", "sheet", "again.csv", {})
    return [outcome.what for outcome in accession.deposit(archive, batch, arrivals, update=update)]


def test_what_comes_in_is_closed(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record(), open_=False)
    with pytest.raises(RecordNotFound):
        read.record(archive, PUBLIC, ark)


def test_the_same_again_is_skipped_and_nothing_doubles(archive: Archive) -> None:
    deposited(archive, a_record("r1"))
    assert again(archive, Arrival(a_record("r1"))) == ["skipped"]
    assert sum(desk.status(archive, ARCHIVIST).labels.values()) == 1


def test_a_change_becomes_a_proposal_that_shows_the_difference(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record("r1", "La rue"))
    assert again(archive, Arrival(a_record("r1", "Le boulevard"))) == ["proposed"]
    (proposal,) = desk.status(archive, ARCHIVIST).proposals
    assert proposal.subject == ark
    assert proposal.details["after"]["terms.title"][0]["text"] == "Le boulevard"
    assert read.record(archive, PUBLIC, ark).record.title_in("fr").text == "La rue"


def test_update_applies_a_change_and_keeps_what_the_archive_decided(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record("r1", "La rue"))
    assert again(archive, Arrival(a_record("r1", "Le boulevard")), update=True) == ["updated"]
    shown = read.record(archive, ARCHIVIST, ark)
    assert (shown.record.title_in("fr").text, shown.record.label) == ("Le boulevard", "open")
    assert [change.action for change in shown.history] == ["accession", "update"]


def corrected(archive: Archive, ark: str, **terms: str) -> None:
    correction = Correction(terms={term: (Value(text, "fr"),) for term, text in terms.items()})
    version = read.record(archive, ARCHIVIST, ark).version
    curate.correct(archive, ARCHIVIST, ark, correction, expected_version=version, why="erreur")


def test_the_same_source_again_leaves_what_an_archivist_corrected(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record("r1", "La rue"))
    corrected(archive, ark, title="La rue des Pins")
    assert again(archive, Arrival(a_record("r1", "La rue")), update=True) == ["skipped"]
    assert read.record(archive, PUBLIC, ark).record.title_in("fr").text == "La rue des Pins"


def test_an_update_changes_only_what_the_source_changed(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record("r1", "La rue", terms={"subject": (Value("rue", "fr"),)}))
    corrected(archive, ark, title="La rue des Pins")
    changed = Arrival(a_record("r1", "La rue", terms={"subject": (Value("boutique", "fr"),)}))
    assert again(archive, changed, update=True) == ["updated"]
    shown = read.record(archive, PUBLIC, ark).record
    assert (shown.title_in("fr").text, shown.values("subject")[0].text) == ("La rue des Pins", "boutique")
    assert again(archive, changed, update=True) == ["skipped"]


def test_a_batch_taken_back_purges_what_was_never_open(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record(files=(a_file(),)), masters=[b"master"], open_=False)
    batch = read.record(archive, ARCHIVIST, ark).record.batch or ""
    assert take_back(archive, ARCHIVIST, batch).batch.counts == {"purged": 1}
    carried(archive)
    with pytest.raises(RecordNotFound):
        read.record(archive, ARCHIVIST, ark)
    assert list(archive.preservation.state(ark)) == ["spent.json"]


def test_a_batch_taken_back_leaves_a_tombstone_of_what_was_open(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record())
    take_back(archive, ARCHIVIST, read.record(archive, PUBLIC, ark).record.batch or "")
    carried(archive)
    with pytest.raises(RecordWithdrawn):
        read.record(archive, PUBLIC, ark)
    assert list(archive.preservation.state(ark)) == ["tombstone.json"]


def test_only_an_archivist_takes_a_batch_back(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record())
    with pytest.raises(NotAllowed):
        take_back(archive, PUBLIC, read.record(archive, PUBLIC, ark).record.batch or "")


def test_a_record_knows_the_collection_that_came_before_or_with_it(archive: Archive) -> None:
    (fonds,) = deposited(archive, a_record("fonds", kind="collection"))
    (ark,) = deposited(archive, a_record("r1"), parent="fonds")
    assert [each.ark for each in read.record(archive, PUBLIC, ark).ancestors] == [fonds]
    assert [each.ark for each in read.record(archive, PUBLIC, fonds).children] == [ark]


def test_opening_a_batch_leaves_what_is_under_a_reserve(archive: Archive) -> None:
    closed, reserved = deposited(archive, a_record("r1"), a_record("r2", label="embargoed"), open_=False)
    curate.open_these(archive, ARCHIVIST, read.record(archive, ARCHIVIST, closed).record.batch or "")
    assert read.record(archive, PUBLIC, closed).record.label == "open"
    with pytest.raises(RecordNotFound):
        read.record(archive, PUBLIC, reserved)


def test_a_reserve_ends_on_its_day_though_nobody_asks(archive: Archive) -> None:
    batch = accession.begin(archive, "Anne", "sheet", "test.csv", {})
    arrivals = [
        Arrival(a_record("past", label="embargoed"), access_until=date(2020, 1, 1)),
        Arrival(a_record("future", label="embargoed"), access_until=date(9000, 1, 1)),
    ]
    past, future = (outcome.ark for outcome in accession.deposit(archive, batch, arrivals))
    assert curate.fall_due(archive) == 1
    assert read.record(archive, PUBLIC, past).record.label == "open"
    with pytest.raises(RecordNotFound):
        read.record(archive, PUBLIC, future)


def test_a_record_closed_by_hand_stays_closed_when_its_reserve_ends(archive: Archive) -> None:
    batch = accession.begin(archive, "Anne", "sheet", "test.csv", {})
    arrival = Arrival(a_record("past", label="embargoed"), access_until=date(2020, 1, 1))
    (outcome,) = accession.deposit(archive, batch, [arrival])
    curate.close_record(archive, ARCHIVIST, outcome.ark)
    curate.fall_due(archive)
    with pytest.raises(RecordNotFound):
        read.record(archive, PUBLIC, outcome.ark)


def test_an_archivist_is_led_from_a_file_to_its_twins_and_a_reader_is_not(archive: Archive) -> None:
    one, two = deposited(archive, a_record("r1", files=(a_file(),)), a_record("r2", files=(a_file(),)), masters=[b"master"])
    assert read.record(archive, ARCHIVIST, one).twins == {"f1": (two,)}
    assert read.record(archive, PUBLIC, one).twins == {}
