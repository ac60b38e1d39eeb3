"""The outbox: nothing is forgotten before it is carried both ways, and what cannot be carried stops nothing else."""

from __future__ import annotations

from archive.catalogue import outbox
from archive.catalogue.connection import Catalogue
from archive.catalogue.outbox import News
from tests.archive.catalogue.builders import AT, LATER, a_record, saved


def test_rows_wait_in_the_order_they_were_written(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        outbox.tell(c, [News(f"batch:{number}", AT) for number in range(5)])
    with catalogue.reading() as c:
        assert [row.subject for row in outbox.pending(c, limit=3)] == ["batch:0", "batch:1", "batch:2"]
        assert outbox.lag(c) == (5, AT)


def test_a_row_stays_until_it_is_carried_both_ways(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        outbox.tell(c, [News("batch:1", AT), News("batch:2", LATER)])
        first, second = [row.id for row in outbox.pending(c)]
        outbox.tick(c, [first, second], preserved=True)
        assert [(row.preserved, row.indexed) for row in outbox.pending(c)] == [(True, False)] * 2
        outbox.tick(c, [first], indexed=True)
        assert [row.id for row in outbox.pending(c)] == [second]
        assert outbox.lag(c) == (1, LATER)


def test_a_row_may_be_indexed_before_it_is_preserved(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        outbox.tell(c, [News("batch:1", AT)])
        ids = [row.id for row in outbox.pending(c)]
        outbox.tick(c, ids, indexed=True)
        assert len(outbox.pending(c)) == 1
        outbox.tick(c, ids, preserved=True)
        assert outbox.pending(c) == []


def test_ticking_one_row_of_a_record_leaves_a_later_one(catalogue: Catalogue) -> None:
    record = a_record()
    with catalogue.writing() as c:
        saved(c, record)
        first = outbox.pending(c)[0]
        saved(c, record.under("closed"))
        outbox.tick(c, [first.id], preserved=True, indexed=True)
        assert outbox.narrowing(c) == {record.ark}


def test_a_narrowing_is_known_until_the_index_has_it(catalogue: Catalogue) -> None:
    record = a_record()
    with catalogue.writing() as c:
        saved(c, record)
        saved(c, record.under("closed"))
        ids = [row.id for row in outbox.pending(c)]
        outbox.tick(c, ids, preserved=True)
        assert outbox.narrowing(c) == {record.ark}
        outbox.tick(c, ids, indexed=True)
        assert outbox.narrowing(c) == frozenset()


def test_a_row_set_aside_lets_others_pass_and_still_narrows(catalogue: Catalogue) -> None:
    record = a_record()
    with catalogue.writing() as c:
        saved(c, record)
        outbox.tick(c, [row.id for row in outbox.pending(c)], preserved=True, indexed=True)
        saved(c, record.under("closed"))
        (poison,) = outbox.pending(c)
        outbox.tell(c, [News("batch:1", AT)])
        outbox.set_aside(c, poison.id, "no such master")
        assert [row.subject for row in outbox.pending(c)] == ["batch:1"]
        assert [(row.id, row.set_aside) for row in outbox.aside(c)] == [(poison.id, "no such master")]
        assert outbox.narrowing(c) == {record.ark}
        assert outbox.try_again(c) == 1
        assert outbox.pending(c)[0].id == poison.id


def test_a_later_row_carried_heals_an_earlier_one_set_aside(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        outbox.tell(c, [News("batch:1", AT), News("batch:2", AT), News("batch:1", LATER)])
        old, other, new = [row.id for row in outbox.pending(c)]
        outbox.set_aside(c, old, "disk full")
        outbox.set_aside(c, other, "disk full")
        outbox.tick(c, [new], preserved=True, indexed=True)
        assert [row.id for row in outbox.aside(c)] == [other]


def test_a_number_is_never_given_twice(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        outbox.tell(c, [News("batch:1", AT)])
        (first,) = outbox.pending(c)
        outbox.tick(c, [first.id], preserved=True, indexed=True)
    with catalogue.writing() as c:
        outbox.tell(c, [News("batch:1", AT)])
        assert outbox.pending(c)[0].id > first.id
