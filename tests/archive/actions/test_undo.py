"""Taking a batch back: what it made goes, what it changed is as before, what people changed since stays."""

from __future__ import annotations

from hashlib import sha512

import pytest

from archive.actions import accession, curate, desk, making, read
from archive.actions.arrivals import Arrival
from archive.actions.curate import Correction
from archive.actions.undo import take_back
from archive.catalogue import history
from archive.catalogue.connection import Reading
from archive.model.access import PUBLIC
from archive.model.history import Change
from archive.model.record import File, Record, Value
from archive.wiring import Archive
from tests.builders import ARCHIVIST, a_file, a_record, carried, deposited, said


def staged(archive: Archive, content: bytes) -> None:
    path = archive.settings.home / "master"
    path.write_bytes(content)
    accession.stage(archive, path, sha512(content).hexdigest())


def updated(archive: Archive, *arrivals: Arrival, update: bool = True) -> str:
    """The batch in which these come in again."""
    batch = accession.begin(archive, "Anne", "sheet", "again.csv", {})
    accession.deposit(archive, batch, arrivals, update=update)
    accession.finish(archive, batch, {})
    return batch.id


def held(archive: Archive, ark: str) -> Record:
    return read.record(archive, ARCHIVIST, ark).record


def corrected(archive: Archive, ark: str, **terms: str) -> None:
    correction = Correction(terms={term: (Value(text, "fr"),) for term, text in terms.items()})
    version = read.record(archive, ARCHIVIST, ark).version
    curate.correct(archive, ARCHIVIST, ark, correction, expected_version=version, why="erreur")


def files_of(record: Record) -> list[tuple[str, str]]:
    return [(file.id, file.sha512) for file in record.files]


def test_values_a_batch_changed_are_as_before_and_the_history_says_so(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record("r1", "La rue", dates={"created": "1962"}))
    before = held(archive, ark)
    batch = updated(archive, Arrival(a_record("r1", "Le boulevard", dates={"created": "1970"}, keys={"cote": "7 Fi"})))
    assert held(archive, ark).title_in("fr").text == "Le boulevard"
    undone = take_back(archive, ARCHIVIST, batch)
    assert held(archive, ark) == before
    assert (undone.batch.state, undone.batch.counts, undone.kept) == ("undone", {"restored": 1}, ())
    assert [change.action for change in read.record(archive, ARCHIVIST, ark).history] == ["accession", "update", "undo"]


def test_what_a_person_changed_since_is_kept_and_listed(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record("r1", "La rue", terms={"description": (Value("Vue", "fr"),)}))
    new = a_record("r1", "Le boulevard", terms={"description": (Value("Autre", "fr"),)})
    batch = updated(archive, Arrival(new))
    corrected(archive, ark, title="Le boulevard Doulon")
    undone = take_back(archive, ARCHIVIST, batch)
    record = held(archive, ark)
    assert (record.title_in("fr").text, record.values("description")[0].text) == ("Le boulevard Doulon", "Vue")
    assert [(each.ark, each.part, each.who, each.action) for each in undone.kept] == [
        (ark, "terms.title", "Anne", "correction")
    ]
    shown = desk.batch(archive, ARCHIVIST, batch)
    assert shown is not None
    assert "terms.title a été modifié depuis par Anne" in shown.problems[0].text


def test_the_source_as_it_was_says_nothing_new_after_its_batch_was_taken_back(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record("r1", "La rue"))
    batch = updated(archive, Arrival(a_record("r1", "Le boulevard")))
    corrected(archive, ark, title="La ruelle")
    take_back(archive, ARCHIVIST, batch)
    again = accession.begin(archive, "Anne", "sheet", "s.csv", {})
    assert [each.what for each in accession.deposit(archive, again, [Arrival(a_record("r1", "La rue"))])] == ["skipped"]
    assert [each.what for each in accession.deposit(archive, again, [Arrival(a_record("r1", "Le quai"))])] == ["proposed"]


def a_record_with(*files: File) -> Record:
    return a_record("r1", files=files)


def test_files_added_go_and_files_replaced_or_dropped_come_back_with_their_words(archive: Archive) -> None:
    old, gone = a_file(b"old", name="old.jpg"), a_file(b"gone", id="f2", name="gone.wav", role="sound")
    words = {"f2": said("Nous sommes partis.", file="f2")}
    (ark,) = deposited(archive, a_record_with(old, gone), masters=(b"old", b"gone"), passages=words)
    before = held(archive, ark)
    for content in (b"new", b"more"):
        staged(archive, content)
    new, more = a_file(b"new", name="old.jpg"), a_file(b"more", id="f3", name="more.jpg")
    batch = updated(archive, Arrival(a_record_with(new, more)))
    carried(archive)
    assert read.words(archive, ARCHIVIST, ark) == ()
    undone = take_back(archive, ARCHIVIST, batch)
    carried(archive)
    assert held(archive, ark) == before
    assert [each.text for each in read.words(archive, PUBLIC, ark, "f2")] == ["Nous sommes partis."]
    assert archive.preservation.master(ark, old.sha512).read_bytes() == b"old"
    assert undone.kept == ()
    assert sorted(job for job in desk.status(archive, ARCHIVIST).jobs.items()) == [((making.DERIVE, "waiting"), 2)]


def test_a_master_that_was_replaced_before_it_was_preserved_stays_replaced_and_is_listed(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record_with(a_file(b"old")), masters=(b"old",), carry=False)
    staged(archive, b"new")
    batch = updated(archive, Arrival(a_record_with(a_file(b"new"))))
    carried(archive)
    archive.preservation.sweep((), -1)
    assert [each.part for each in take_back(archive, ARCHIVIST, batch).kept] == ["files"]
    assert files_of(held(archive, ark)) == files_of(a_record_with(a_file(b"new")))


def test_proposals_of_a_batch_taken_back_wait_no_longer(archive: Archive) -> None:
    deposited(archive, a_record("r1", "La rue"))
    batch = updated(archive, Arrival(a_record("r1", "Le boulevard")), update=False)
    assert len(desk.status(archive, ARCHIVIST).proposals) == 1
    take_back(archive, ARCHIVIST, batch)
    assert desk.status(archive, ARCHIVIST).proposals == ()


def test_taking_back_again_changes_nothing_even_what_was_typed_since(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record("r1", "La rue"))
    batch = updated(archive, Arrival(a_record("r1", "Le boulevard")), Arrival(a_record("r2", "Le quai")))
    first = take_back(archive, ARCHIVIST, batch)
    corrected(archive, ark, title="Le boulevard")
    assert take_back(archive, ARCHIVIST, batch).batch.counts == first.batch.counts == {"restored": 1, "purged": 1}
    assert held(archive, ark).title_in("fr").text == "Le boulevard"


def test_a_taking_back_that_broke_off_is_gone_on_with(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    arks = deposited(archive, a_record("r1", "La rue"), a_record("r2", "Le quai"))
    batch = updated(archive, Arrival(a_record("r1", "A")), Arrival(a_record("r2", "B")), Arrival(a_record("r3", "C")))
    real, calls = history.of, list[str]()

    def breaking(c: Reading, ark: str) -> list[Change]:
        calls.append(ark)
        if len(calls) == 2:
            raise OSError("gone")
        return real(c, ark)

    with monkeypatch.context() as patched:
        patched.setattr("archive.catalogue.history.of", breaking)
        with pytest.raises(OSError, match="gone"):
            take_back(archive, ARCHIVIST, batch)
    assert accession.load_batch(archive, batch).state == "undoing"
    assert take_back(archive, ARCHIVIST, batch).batch.counts == {"restored": 2, "purged": 1}
    assert [held(archive, ark).title_in("fr").text for ark in arks] == ["La rue", "Le quai"]
