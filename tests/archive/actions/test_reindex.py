"""The index made again while the archive is at work, on both engines: nothing is missed, nothing seen by halves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

from archive.actions import curate, desk, find, read, reindex
from archive.actions.curate import Correction
from archive.actions.question import Question
from archive.actions.undo import take_back
from archive.carriers.carry import documents_of
from archive.carriers.election import in_turn
from archive.catalogue import records
from archive.model.access import PUBLIC
from archive.model.record import Record, Value
from archive.wiring import Archive
from search.index import SearchUnavailable
from tests.archive.carriers.poison import poisoned
from tests.archive.carriers.working import at_work, soon
from tests.archive.conftest import ENGINES
from tests.builders import ARCHIVIST, a_record, carried, deposited

pytestmark = pytest.mark.parametrize("archive", ENGINES, indirect=True)
WORD = "bateau"


def some(count: int, first: int = 0) -> list[Record]:
    return [a_record(f"r{number}", f"Un bateau, {number}") for number in range(first, first + count)]


def total(archive: Archive, text: str = WORD) -> int:
    return find.search(archive, PUBLIC, Question(text)).total


def lock_of(archive: Archive) -> Path:
    return archive.settings.home / "carrier.lock"


def reindexed(archive: Archive, resume: bool = True) -> int:
    return reindex.reindex(archive, turn=partial(in_turn, lock_of(archive)), resume=resume)


def test_what_changes_while_an_index_is_filled_is_in_it_when_it_is_taken_into_use(archive: Archive) -> None:
    arks = deposited(archive, *some(12))
    (spoiled,) = deposited(archive, a_record("spoiled", "Un bateau de trop"), open_=False)

    def meanwhile() -> None:
        correction = Correction(terms={"title": (Value("Un train", "fr"),)})
        curate.correct(archive, ARCHIVIST, arks[0], correction, expected_version=1, why="faute")
        curate.close_record(archive, ARCHIVIST, arks[1])
        take_back(archive, ARCHIVIST, read.record(archive, ARCHIVIST, spoiled).record.batch or "")
        deposited(archive, a_record("late", "Un bateau tardif"))

    assert between_filling_and_switch(archive, meanwhile) == 13
    assert (total(archive), total(archive, "train"), total(archive, "tardif")) == (11, 1, 1)
    assert archive.index.count() == 13
    assert archive.index.versions([arks[0]]) == {arks[0]: 2}


def between_filling_and_switch(archive: Archive, happens: object) -> int:
    @contextmanager
    def turn() -> Iterator[None]:
        happens()  # type: ignore[operator]
        with in_turn(lock_of(archive)):
            yield

    return reindex.reindex(archive, turn=turn)


def test_an_index_is_made_again_beside_a_carrier_at_work_and_no_search_notices(archive: Archive) -> None:
    deposited(archive, *some(40))
    seen: set[int] = set()
    troubles: list[Exception] = []
    ended = threading.Event()

    def search_all_the_while() -> None:
        while not ended.is_set():
            try:
                seen.add(total(archive))
            except SearchUnavailable as trouble:
                troubles.append(trouble)

    readers = [threading.Thread(target=search_all_the_while) for _ in range(2)]
    for reader in readers:
        reader.start()
    with at_work(archive):
        assert [reindexed(archive) for _ in range(3)] == [40, 40, 40]
    ended.set()
    for reader in readers:
        reader.join()
    assert (troubles, seen) == ([], {40})


def test_a_carrier_that_gave_way_goes_on_carrying(archive: Archive) -> None:
    deposited(archive, *some(3))
    with at_work(archive):
        reindexed(archive)
        deposited(archive, *some(2, first=3), carry=False)
        assert soon(lambda: desk.lag(archive)[0] == 0)
    archive.index.reload()
    assert total(archive) == 5


def test_a_filling_that_broke_off_is_gone_on_with_and_begun_anew_where_that_is_asked(archive: Archive) -> None:
    deposited(archive, *some(30))
    with patch.object(reindex, "PUT_AT_ONCE", 10), patch.object(reindex, "COMMIT_EVERY_SECONDS", -1):
        with pytest.raises(KeyboardInterrupt):
            reindex.reindex(archive, tell=interrupt_after(20))
        assert put_by(archive, resume=True) == 10
        with pytest.raises(KeyboardInterrupt):
            reindex.reindex(archive, tell=interrupt_after(20))
        assert put_by(archive, resume=False) == 30
    assert total(archive) == 30


def interrupt_after(count: int) -> reindex.Tell:
    def tell(done: int, of: int) -> None:
        assert of == 30
        if done >= count:
            raise KeyboardInterrupt

    return tell


def put_by(archive: Archive, resume: bool) -> int:
    """How many records a reindexing reads from the catalogue."""
    with patch("archive.actions.reindex.documents_of", wraps=documents_of) as asked:
        reindexed(archive, resume=resume)
    return sum(len(call.args[1]) for call in asked.call_args_list)


def test_a_record_withdrawn_after_a_filling_broke_off_is_not_in_the_index_gone_on_with(archive: Archive) -> None:
    arks = deposited(archive, *some(3))
    with patch.object(reindex, "COMMIT_EVERY_SECONDS", -1), pytest.raises(KeyboardInterrupt):
        reindex.reindex(archive, tell=interrupt_after_all)
    take_back(archive, ARCHIVIST, read.record(archive, ARCHIVIST, arks[0]).record.batch or "")
    carried(archive)
    assert reindexed(archive) == archive.index.count() == 0


def interrupt_after_all(done: int, of: int) -> None:
    raise KeyboardInterrupt


def test_an_index_that_does_not_hold_what_the_catalogue_does_is_never_taken_into_use(archive: Archive) -> None:
    deposited(archive, *some(3))
    versions = records.versions

    def all_but_one(c: object, after: str = "", size: int = 1000) -> dict[str, int]:
        every = versions(c, after, size)  # type: ignore[arg-type]
        return every | ({"ark:99999/x1unheard": 1} if every else {})

    with patch.object(records, "versions", all_but_one), pytest.raises(SearchUnavailable):
        reindexed(archive)
    archive.index.reload()
    assert total(archive) == 3
    assert reindexed(archive) == 3


def test_two_never_fill_a_new_index_at_once(archive: Archive) -> None:
    def another() -> None:
        with pytest.raises(SearchUnavailable):
            reindex.reindex(archive)

    assert between_filling_and_switch(archive, another) == 0


def test_what_the_index_refuses_is_set_aside_and_forgotten_once_it_is_taken(archive: Archive) -> None:
    good, bad = deposited(archive, a_record("good", "Un bateau"), a_record("bad", "Un bateau perdu"))
    with poisoned(bad):
        assert reindexed(archive) == 1
        assert reindexed(archive) == 1
    assert [(row.ark, bool(row.set_aside)) for row in desk.status(archive, ARCHIVIST).aside] == [(bad, True)]
    assert archive.index.versions([good, bad]) == {good: 1}
    assert reindexed(archive) == 2
    assert desk.status(archive, ARCHIVIST).aside == ()
