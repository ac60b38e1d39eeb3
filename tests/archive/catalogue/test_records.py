"""Records: saved whole, found again, and never half."""

from __future__ import annotations

from datetime import date

import pytest

from archive.catalogue import history, outbox, passages, records
from archive.catalogue.connection import Catalogue
from archive.catalogue.stored import Deposit
from archive.model.dates import ArchiveDate
from archive.model.errors import ChangedMeanwhile, IdentifierTaken
from archive.model.record import Value
from tests.archive.catalogue.builders import (
    AT,
    LATER,
    OPEN,
    a_file,
    a_record,
    an_ark,
    saved,
    saved_in_vain,
    some_passages,
)


def test_a_record_comes_back_as_it_was_saved(catalogue: Catalogue) -> None:
    record = a_record(
        "Lettre d’Alger",
        terms={"creator": (Value("Nadia", role="aut", authority="nadia"),), "title": (Value("رسالة", "ar"),)},
        dates={"created": (ArchiveDate("vers 1962", date(1961, 1, 1), date(1963, 12, 31), "1962~", approximate=True),)},
        keys={"cote": "12 J 4", "source_identifier": "L-1"},
        files=(a_file(technical={"width": 10, "scale": 1.5}), a_file("f2", label="family")),
        level="item", position=3, rights="http://rightsstatements.org/vocab/InC/1.0/",
    )  # fmt: skip
    with catalogue.writing() as c:
        saved(c, record)
    with catalogue.reading() as c:
        stored = records.load(c, record.ark)
    assert stored is not None
    assert stored.record == record
    assert (stored.version, stored.added_at, stored.changed_at) == (1, AT, AT)


def test_an_unknown_ark_gives_nothing(catalogue: Catalogue) -> None:
    with catalogue.reading() as c:
        assert records.load(c, an_ark()) is None
        assert records.label_of(c, an_ark()) is None
        assert records.file_label(c, an_ark(), "f1") is None
        assert history.of(c, an_ark()) == []


def test_records_come_in_the_order_they_are_asked_for(catalogue: Catalogue) -> None:
    made = [a_record(str(number)) for number in range(3)]
    asked = [made[2].ark, an_ark(), made[0].ark]
    with catalogue.writing() as c:
        records.save_many(c, [Deposit(each, "ana", "accession", "", AT) for each in made])
        assert list(records.load_many(c, asked)) == [made[2].ark, made[0].ark]


def test_saving_again_counts_a_version_and_tells_the_carrier(catalogue: Catalogue) -> None:
    record = a_record("Lettre", files=(a_file(),))
    with catalogue.writing() as c:
        saved(c, record)
        stored = saved(c, a_record("Carte", ark=record.ark, files=record.files), at=LATER, action="correction")
    assert (stored.version, stored.added_at, stored.changed_at) == (2, AT, LATER)
    with catalogue.reading() as c:
        assert [row.subject for row in outbox.pending(c)] == [f"record:{record.ark}"] * 2


def test_an_unchanged_record_writes_nothing(catalogue: Catalogue) -> None:
    record, words = a_record(files=(a_file(),)), {"f1": some_passages("Je suis née à Oran.")}
    with catalogue.writing() as c:
        first = saved(c, record, passages=words)
        again = saved(c, record, passages=words, at=LATER)
    assert again == first
    with catalogue.reading() as c:
        assert len(outbox.pending(c)) == 1
        assert len(history.of(c, record.ark)) == 1


def test_a_record_that_somebody_else_saved_meanwhile_is_refused(catalogue: Catalogue) -> None:
    record = a_record()
    with catalogue.writing() as c:
        saved(c, record)
        saved(c, a_record("Carte", ark=record.ark), expected_version=1)
    with pytest.raises(ChangedMeanwhile), catalogue.writing() as c:
        saved(c, a_record("Note", ark=record.ark), expected_version=1)
    with catalogue.reading() as c:
        stored = records.load(c, record.ark)
    assert stored is not None
    assert stored.record.title_in("fr").text == "Carte"


def test_a_record_expected_to_be_new_is_refused_where_one_stands(catalogue: Catalogue) -> None:
    record = a_record()
    with catalogue.writing() as c:
        saved(c, record, expected_version=0)
    with pytest.raises(ChangedMeanwhile), catalogue.writing() as c:
        saved(c, record, expected_version=0)


def test_a_source_identifier_belongs_to_one_record(catalogue: Catalogue) -> None:
    first = a_record(keys={"source_identifier": "L-1"})
    with catalogue.writing() as c:
        saved(c, first)
    with pytest.raises(IdentifierTaken) as refused, catalogue.writing() as c:
        saved(c, a_record(keys={"source_identifier": "L-1"}))
    assert refused.value.ark == first.ark


def test_two_new_records_of_one_source_identifier_are_refused_together(catalogue: Catalogue) -> None:
    twins = [Deposit(a_record(keys={"source_identifier": "L-1"}), "ana", "accession", "", AT) for _ in range(2)]
    with pytest.raises(IdentifierTaken), catalogue.writing() as c:
        records.save_many(c, twins)
    with catalogue.reading() as c:
        assert records.arks(c) == []


def test_records_may_exchange_their_source_identifiers(catalogue: Catalogue) -> None:
    one, two = a_record(keys={"source_identifier": "1"}), a_record(keys={"source_identifier": "2"})
    with catalogue.writing() as c:
        saved(c, one)
        saved(c, two)
        now_two = a_record(ark=one.ark, keys={"source_identifier": "2"})
        now_one = a_record(ark=two.ark, keys={"source_identifier": "1"})
        records.save_many(c, [Deposit(each, "ana", "correction", "", LATER) for each in (now_two, now_one)])
        assert records.by_source_identifier(c, ["1", "2"]) == {"1": two.ark, "2": one.ark}


def test_a_record_is_saved_once_at_a_time(catalogue: Catalogue) -> None:
    deposit = Deposit(a_record(), "ana", "accession", "", AT)
    with pytest.raises(ValueError, match="twice"), catalogue.writing() as c:
        records.save_many(c, [deposit, deposit])


def test_passages_need_a_file_of_the_record(catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match="f9"), catalogue.writing() as c:
        saved(c, a_record(), passages={"f9": some_passages("perdu", file="f9")})


def test_what_raises_leaves_nothing_behind(catalogue: Catalogue) -> None:
    record = a_record(files=(a_file(),))
    with pytest.raises(RuntimeError), catalogue.writing() as c:
        saved_in_vain(c, record, passages={"f1": some_passages("Je suis née à Oran.")})
    with catalogue.reading() as c:
        assert records.load(c, record.ark) is None
        assert passages.of(c, record.ark) == []
        assert outbox.lag(c) == (0, None)


def test_what_was_open_once_is_marked_so_for_ever(catalogue: Catalogue) -> None:
    record = a_record(label="closed", opened=False)
    with catalogue.writing() as c:
        saved(c, record)
        saved(c, a_record(ark=record.ark, label="open", opened=False))
        stored = saved(c, a_record(ark=record.ark, label="closed", opened=False))
    assert stored.record.opened


def test_a_source_identifier_a_checksum_and_a_batch_find_their_record(catalogue: Catalogue) -> None:
    record = a_record(keys={"source_identifier": "L-1"}, files=(a_file("f1"), a_file("f2")), batch="b1")
    with catalogue.writing() as c:
        saved(c, record)
    with catalogue.reading() as c:
        assert records.by_source_identifier(c, ["L-1", "L-2"]) == {"L-1": record.ark}
        assert records.by_checksum(c, [record.files[1].sha512, "0"]) == {record.files[1].sha512: [(record.ark, "f2")]}
        assert records.of_batch(c, "b1") == [record.ark]
        assert records.of_batch(c, "b2") == []


def test_all_records_come_by_a_page_at_a_time(catalogue: Catalogue) -> None:
    made = sorted(an_ark() for _ in range(5))
    with catalogue.writing() as c:
        for ark in made:
            saved(c, a_record(ark=ark))
    with catalogue.reading() as c:
        first = records.arks(c, size=3)
        assert first + records.arks(c, after=first[-1], size=3) == made


def test_children_come_by_position_then_title_and_closed_ones_do_not(catalogue: Catalogue) -> None:
    fonds = a_record(kind="collection")
    titles = {"Zola": 0, "école": 1, "Fête": 1, "Secret": 0}
    with catalogue.writing() as c:
        saved(c, fonds)
        for title, position in titles.items():
            label = "closed" if title == "Secret" else "open"
            saved(c, a_record(title, parent=fonds.ark, position=position, label=label))
    with catalogue.reading() as c:
        shown = [child.title_in("fr").text for child in records.children(c, fonds.ark, OPEN)]
        assert shown == ["Zola", "école", "Fête"]
        assert records.count_children(c, fonds.ark, OPEN) == 3
        assert [child.title_in("fr").text for child in records.children(c, fonds.ark, OPEN, 1, 1)] == ["école"]


def test_ancestors_come_widest_first(catalogue: Catalogue) -> None:
    fonds = a_record("Fonds", kind="collection")
    series = a_record("Série", kind="collection", parent=fonds.ark)
    item = a_record("Lettre", parent=series.ark)
    with catalogue.writing() as c:
        for record in (fonds, series, item):
            saved(c, record)
        assert records.ancestors(c, item.ark) == [fonds, series]
        assert records.ancestors(c, fonds.ark) == []


def test_a_collection_that_stands_in_itself_does_not_hang(catalogue: Catalogue) -> None:
    one, two = an_ark(), an_ark()
    with catalogue.writing() as c:
        saved(c, a_record("Un", ark=one, parent=two))
        saved(c, a_record("Deux", ark=two, parent=one))
        assert [record.ark for record in records.ancestors(c, one)] == [two]


def test_labels_are_told_of_a_record_and_a_file(catalogue: Catalogue) -> None:
    record = a_record(label="family", files=(a_file(label="closed"),))
    with catalogue.writing() as c:
        saved(c, record)
    with catalogue.reading() as c:
        assert records.label_of(c, record.ark) == "family"
        assert records.file_label(c, record.ark, "f1") == ("family", "closed")
        assert records.file_label(c, record.ark, "f2") is None


def test_a_closed_record_is_never_counted_listed_or_visible(catalogue: Catalogue) -> None:
    shown, hidden = a_record(kind="photograph"), a_record(kind="photograph", label="closed")
    with catalogue.writing() as c:
        saved(c, shown)
        saved(c, hidden, at=LATER)
    with catalogue.reading() as c:
        assert records.visible(c, [shown.ark, hidden.ark, an_ark()], OPEN) == {shown.ark}
        assert records.latest(c, OPEN) == [shown]
        assert records.count_by(c, OPEN, "kind") == {"photograph": 1}
        assert records.visible(c, [shown.ark], frozenset()) == set()


def test_the_last_added_come_first_even_when_an_older_one_was_corrected(catalogue: Catalogue) -> None:
    old, new = a_record("Vieille"), a_record("Neuve")
    with catalogue.writing() as c:
        saved(c, old)
        saved(c, new, at=LATER)
        saved(c, a_record("Corrigée", ark=old.ark), at="2026-12-01T00:00:00Z", action="correction")
        assert [record.title_in("fr").text for record in records.latest(c, OPEN)] == ["Neuve", "Corrigée"]
        assert records.latest(c, OPEN, kinds=["photograph"]) == []


def test_a_list_longer_than_a_database_takes_at_once_is_asked_for_in_parts(catalogue: Catalogue) -> None:
    record = a_record()
    with catalogue.writing() as c:
        saved(c, record)
        asked = [an_ark() for _ in range(70_000)] + [record.ark]
        assert records.visible(c, asked, OPEN) == {record.ark}


@pytest.mark.parametrize("words", ["'; DROP TABLE records; --", 'ark:99999/" OR 1=1', "%", "\\"])
def test_no_words_are_taken_for_a_command(catalogue: Catalogue, words: str) -> None:
    record = a_record(words, keys={"source_identifier": words})
    with catalogue.writing() as c:
        saved(c, record, why=words)
        assert records.by_source_identifier(c, [words]) == {words: record.ark}
        assert records.load(c, words) is None
        assert records.count_by(c, OPEN, "kind") == {"document": 1}
