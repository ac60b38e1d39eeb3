"""Taking back: what nobody saw leaves a spent ARK, what was open a tombstone, and neither a word of what it said."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from archive.catalogue import arks, batches, history, jobs, outbox, passages, records
from archive.catalogue.connection import Catalogue
from archive.catalogue.tables import metadata
from archive.model.ark import mint, parse
from archive.model.errors import ChangedMeanwhile, NotAllowed, RecordNotFound
from archive.model.tombstone import Tombstone
from tests.archive.catalogue.builders import AT, LATER, OPEN, a_batch, a_file, a_record, an_ark, saved, some_passages

SECRET = "Je m’appelle Nadia Benali"


def test_a_purged_record_is_gone_and_its_ark_spent(catalogue: Catalogue) -> None:
    record = a_record(label="closed", opened=False, files=(a_file(),), batch="b1")
    with catalogue.writing() as c:
        batches.save(c, a_batch(), at=AT)
        saved(c, record, passages={"f1": some_passages(SECRET)})
        records.purge(c, record.ark, who="ana", why="", at=LATER, batch="b1")
    with catalogue.reading() as c:
        assert records.load(c, record.ark) is None
        assert passages.of(c, record.ark) == []
        assert history.of(c, record.ark) == []
        assert records.fate(c, record.ark) == "spent"
        batch = batches.load(c, "b1")
        assert batch is not None
        assert batch.spent == (record.ark,)


def test_a_record_once_open_cannot_be_purged(catalogue: Catalogue) -> None:
    record = a_record()
    with catalogue.writing() as c:
        saved(c, record)
        saved(c, record.under("closed"))
        with pytest.raises(NotAllowed):
            records.purge(c, record.ark, who="ana", why="", at=LATER)
        assert records.load(c, record.ark)


def test_a_withdrawn_record_leaves_a_tombstone(catalogue: Catalogue) -> None:
    record = a_record(keys={"source_identifier": "L-1"})
    with catalogue.writing() as c:
        saved(c, record)
        given = records.withdraw(c, record.ark, who="ana", reason="request", why="à sa demande", at=LATER)
    with catalogue.reading() as c:
        assert records.load(c, record.ark) is None
        assert records.visible(c, [record.ark], OPEN) == set()
        assert records.fate(c, record.ark) == given
    assert given == Tombstone(record.ark, "request", LATER, "ana", "à sa demande", "L-1")
    assert given.withdrawn_on == "2026-11-26"


@pytest.mark.parametrize("opened", [True, False])
def test_no_word_of_a_removed_record_stays_in_any_table(catalogue: Catalogue, opened: bool) -> None:
    record = a_record(SECRET, files=(a_file(name=f"{SECRET}.jpg"),), label="closed", opened=opened)
    with catalogue.writing() as c:
        saved(c, record, passages={"f1": some_passages(SECRET)})
        saved(c, a_record(ark=record.ark, label="closed", opened=opened))
        jobs.add(c, "proposal", record.ark, {"after": {"terms.title": SECRET}}, AT)
        if opened:
            records.withdraw(c, record.ark, who="ana", reason="request", why="", at=LATER)
        else:
            records.purge(c, record.ark, who="ana", why="", at=LATER)
    with catalogue.reading() as c:
        for table in metadata.sorted_tables:
            assert "Nadia" not in str(c.execute(select(table)).all()), table.name


def test_nothing_is_saved_at_an_ark_whose_record_is_gone(catalogue: Catalogue) -> None:
    purged, withdrawn = a_record(label="closed", opened=False), a_record()
    with catalogue.writing() as c:
        saved(c, purged)
        saved(c, withdrawn)
        records.purge(c, purged.ark, who="ana", why="", at=LATER)
        records.withdraw(c, withdrawn.ark, who="ana", reason="request", why="", at=LATER)
    for record in (purged, withdrawn):
        with pytest.raises(ChangedMeanwhile), catalogue.writing() as c:
            saved(c, record)


def test_what_was_withdrawn_is_known_when_it_comes_in_again(catalogue: Catalogue) -> None:
    record = a_record(keys={"source_identifier": "L-1"})
    with catalogue.writing() as c:
        saved(c, record)
        records.withdraw(c, record.ark, who="ana", reason="request", why="", at=LATER)
        assert records.by_source_identifier(c, ["L-1"]) == {}
        assert arks.withdrawn_sources(c, ["L-1", "L-2"]) == {"L-1": record.ark}


def test_what_does_not_stand_cannot_be_removed(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        with pytest.raises(RecordNotFound):
            records.purge(c, an_ark(), who="ana", why="", at=LATER)
        with pytest.raises(RecordNotFound):
            records.withdraw(c, an_ark(), who="ana", reason="request", why="", at=LATER)
        assert outbox.pending(c) == []


def test_fates_come_by_a_page_at_a_time(catalogue: Catalogue) -> None:
    gone = sorted(an_ark() for _ in range(3))
    with catalogue.writing() as c:
        for ark in gone:
            arks.restore_spent(c, ark)
        first = arks.all_fates(c, size=2)
        assert first == [(gone[0], "spent"), (gone[1], "spent")]
        assert arks.all_fates(c, after=first[-1][0]) == [(gone[2], "spent")]


def test_minted_arks_are_valid_and_differ(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        made = [arks.mint(c, "99999"), *arks.mint_many(c, "99999", 500)]
    assert len(set(made)) == 501
    assert all(parse(ark) == ark for ark in made)


def test_an_ark_once_given_is_not_drawn_again(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("0000000" * 2 + "1111111")
    monkeypatch.setattr("archive.catalogue.arks.secrets.choice", lambda _: next(drawn))
    with catalogue.writing() as c:
        first, second = arks.mint(c, "99999"), arks.mint(c, "99999")
    assert "0000000" in first
    assert "1111111" in second


def test_the_ark_of_a_record_minted_elsewhere_is_not_drawn_again(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter("0000000" * 2 + "1111111")
    monkeypatch.setattr("archive.catalogue.arks.secrets.choice", lambda _: next(drawn))
    with catalogue.writing() as c:
        saved(c, a_record(ark=mint("99999", lambda _: next(drawn))))
        assert "1111111" in arks.mint(c, "99999")
