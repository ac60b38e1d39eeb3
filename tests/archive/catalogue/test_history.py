"""History: who, when, what, why; before and after."""

from __future__ import annotations

from dataclasses import replace

from archive.catalogue import history, passages
from archive.catalogue.connection import Catalogue
from tests.archive.catalogue.builders import AT, LATER, a_file, a_record, an_ark, saved, some_passages


def test_an_accession_has_nothing_before_it(catalogue: Catalogue) -> None:
    record = a_record("Lettre")
    with catalogue.writing() as c:
        saved(c, record, why="don", batch="b1")
        (change,) = history.of(c, record.ark)
    assert (change.number, change.at, change.who, change.action, change.why) == (1, AT, "ana", "accession", "don")
    assert change.batch == "b1"
    assert change.before == {}
    assert change.after["terms.title"] == [{"text": "Lettre", "language": "fr"}]


def test_a_correction_keeps_only_what_differs(catalogue: Catalogue) -> None:
    record = a_record("Lettre")
    with catalogue.writing() as c:
        saved(c, record)
        saved(c, a_record("Carte", ark=record.ark), at=LATER, action="correction", who="ben")
        change = history.of(c, record.ark)[-1]
    assert (change.number, change.who, change.action) == (2, "ben", "correction")
    assert change.before == {"terms.title": [{"text": "Lettre", "language": "fr"}]}
    assert change.after == {"terms.title": [{"text": "Carte", "language": "fr"}]}


def test_a_first_transcript_is_told_by_its_length_and_a_corrected_one_by_its_words(catalogue: Catalogue) -> None:
    record = a_record(files=(a_file(),))
    old = some_passages("Je suis née à Oran.", "En 1948.")
    new = [old[0], replace(old[1], text="En 1949.")]
    with catalogue.writing() as c:
        saved(c, record, passages={"f1": old})
        saved(c, record, passages={"f1": new}, action="correction")
        first, second = history.of(c, record.ark)
    assert first.after["passages.f1"] == 2
    assert second.before == {"passages.f1": [old[1].to_json()]}
    assert second.after == {"passages.f1": [new[1].to_json()]}


def test_histories_of_several_records_are_told_apart(catalogue: Catalogue) -> None:
    one, two = a_record(), a_record()
    with catalogue.writing() as c:
        saved(c, one)
        saved(c, two)
        saved(c, two.under("closed"), at=LATER)
        told = history.of_many(c, [one.ark, two.ark, an_ark()])
    assert {ark: [change.number for change in changes] for ark, changes in told.items()} == {
        one.ark: [1], two.ark: [1, 2],
    }  # fmt: skip


def test_the_latest_changes_of_all_come_first(catalogue: Catalogue) -> None:
    old, new = a_record(), a_record()
    with catalogue.writing() as c:
        saved(c, new, at=LATER)
        saved(c, old)
        lines = history.latest(c)
    assert [line.ark for line in lines] == [new.ark, old.ark]


def test_passages_come_in_order_of_their_files_and_languages_kept_apart(catalogue: Catalogue) -> None:
    record = a_record(files=(a_file("f2"), a_file("f1")))
    french = some_passages("Oui.", "Non.", start_seconds=1.5, end_seconds=2.25, speaker="Nadia")
    arabic = [replace(passage, language="ar") for passage in french]
    page = some_passages("Page une", file="f2", page=1)
    with catalogue.writing() as c:
        saved(c, record, passages={"f1": [*french, *arabic], "f2": page})
    with catalogue.reading() as c:
        assert passages.of(c, record.ark) == [*page, *french, *arabic]
        assert passages.of(c, record.ark, "f2") == page
        assert passages.of_many(c, [record.ark]) == {record.ark: [*page, *french, *arabic]}


def test_a_passage_under_a_label_is_given_to_those_who_hold_it(catalogue: Catalogue) -> None:
    said, sealed = some_passages("Bonjour.", "Mon père…")
    sealed = sealed.under("family")
    record = a_record(files=(a_file(),))
    with catalogue.writing() as c:
        saved(c, record, passages={"f1": [said, sealed]})
        assert passages.of(c, record.ark, labels={"open"}) == [said]
        assert passages.of(c, record.ark, labels={"open", "family"}) == [said, sealed]
        assert passages.of(c, record.ark, labels=()) == []


def test_passages_of_files_not_named_stay(catalogue: Catalogue) -> None:
    record = a_record(files=(a_file("f1"), a_file("f2")))
    one, two = some_passages("un"), some_passages("deux", file="f2")
    with catalogue.writing() as c:
        saved(c, record, passages={"f1": one, "f2": two})
        saved(c, record, passages={"f2": ()})
        assert passages.of(c, record.ark) == one
        saved(c, a_record("Autre", ark=record.ark, files=record.files))
        assert passages.of(c, record.ark) == one


def test_passages_go_with_their_file(catalogue: Catalogue) -> None:
    record = a_record(files=(a_file(),))
    with catalogue.writing() as c:
        saved(c, record, passages={"f1": some_passages("un")})
        saved(c, a_record(ark=record.ark))
        assert passages.of(c, record.ark) == []
        assert history.of(c, record.ark)[-1].before["passages.f1"] == [some_passages("un")[0].to_json()]
