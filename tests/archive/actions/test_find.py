"""Finding, with labels and with what was closed a moment ago."""

from __future__ import annotations

from archive.actions import curate, find, read
from archive.actions.home import home
from archive.actions.question import Question
from archive.model.access import PUBLIC
from archive.model.record import Value
from archive.wiring import Archive
from tests.builders import ARCHIVIST, a_file, a_record, carried, deposited, said


def totals(archive: Archive, text: str) -> tuple[int, int]:
    return (find.search(archive, PUBLIC, Question(text)).total, find.search(archive, ARCHIVIST, Question(text)).total)


def test_a_closed_record_is_found_by_archivists_alone(archive: Archive) -> None:
    deposited(archive, a_record(title="Une lettre de famille"), open_=False)
    assert totals(archive, "lettre") == (0, 1)


def test_an_open_record_is_found_with_its_counts(archive: Archive) -> None:
    deposited(archive, a_record(title="La conserverie", dates={"created": "vers 1962"}))
    found = find.search(archive, PUBLIC, Question("conserverie"))
    assert found.total == 1
    assert [(value.code, value.count) for value in found.facets["decade"]] == [("1960", 1)]
    assert found.facets["kind"][0].names["fr"] == "Photographies"


def test_closing_hides_at_the_next_request_though_nothing_was_carried(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record(title="La conserverie"))
    curate.close_record(archive, ARCHIVIST, ark)
    found = find.search(archive, PUBLIC, Question("conserverie"))
    assert (found.total, found.found, sum(value.count for value in found.facets["kind"])) == (0, (), 0)


def test_opening_shows_once_carried(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record(title="La conserverie"), open_=False)
    curate.open_record(archive, ARCHIVIST, ark)
    carried(archive)
    assert totals(archive, "conserverie") == (1, 1)


def test_a_word_of_a_closed_passage_neither_finds_nor_is_quoted(archive: Archive) -> None:
    interview = a_record(title="Entretien", kind="interview", files=(a_file(b"sound", role="sound", name="a.mp3"),))
    words = {"f1": (*said("On parlait de la grève."), *said("Le secret.", label="closed"))}
    words["f1"] = (words["f1"][0], *said("", "Le secret.", label="closed")[1:])
    deposited(archive, interview, masters=[b"sound"], passages=words)
    assert totals(archive, "secret") == (0, 1)
    assert totals(archive, "grève") == (1, 1)
    quoted = find.search(archive, PUBLIC, Question("grève")).found[0].passages
    assert [each.passage.text for each in quoted] == ["On parlait de la grève."]


def test_a_place_is_counted_with_the_wider_places_it_lies_in(archive: Archive) -> None:
    bellevue = Value("Bellevue", "fr", authority="bellevue", role="depicted")
    deposited(archive, a_record(terms={"spatial": (bellevue,)}))
    found = find.search(archive, PUBLIC, Question(chosen={"place": ("nantes",)}))
    assert found.total == 1
    assert {"nantes", "bellevue"} <= {value.code for value in found.facets["place"]}


def test_the_home_page_counts_only_what_its_reader_may_see(archive: Archive) -> None:
    deposited(archive, a_record("r1"), a_record("r2"))
    deposited(archive, a_record("r3"), open_=False)
    assert home(archive, PUBLIC).kinds == {"photograph": 2}


def test_a_closed_collection_is_not_named_by_the_records_in_it(archive: Archive) -> None:
    deposited(archive, a_record("fonds", "Fonds secret", kind="collection"), open_=False)
    (ark,) = deposited(archive, a_record("r1"), parent="fonds")
    shown = read.record(archive, PUBLIC, ark)
    assert shown.ancestors == ()
    assert not find.search(archive, PUBLIC, Question()).facets["collection"]
