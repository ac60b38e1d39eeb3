"""Carrying: at least once, in order, one bad object stopping no other, and nothing left lying."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha512
from pathlib import Path
from unittest.mock import patch

from archive.actions import curate, desk, find, read
from archive.actions.question import Question
from archive.actions.undo import take_back
from archive.carriers import carry
from archive.carriers.election import elected
from archive.carrying import the_carrier
from archive.model.access import PUBLIC
from archive.wiring import Archive
from search.index import SearchUnavailable
from tests.archive.carriers.poison import poisoned
from tests.archive.carriers.working import at_work, soon
from tests.builders import ARCHIVIST, a_file, a_record, carried, deposited

MASTER = b"master"


def test_a_record_and_its_batch_stand_in_preservation_after_one_carriage(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record(files=(a_file(MASTER),)), masters=[MASTER])
    assert sorted(archive.preservation.state(ark)) == ["files/f1/a.jpg", "record.json"]
    assert archive.preservation.read(ark, "files/f1/a.jpg") == MASTER
    assert desk.lag(archive) == (0, None)


def test_several_changes_between_two_carriages_make_one_version(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record())
    curate.close_record(archive, ARCHIVIST, ark)
    curate.open_record(archive, ARCHIVIST, ark)
    carried(archive)
    assert archive.preservation.head(ark) == 2


def test_a_record_whose_master_is_missing_is_set_aside_and_stops_no_other(archive: Archive) -> None:
    deposited(archive, a_record("r1", "Sans original", files=(a_file(b"never staged"),)), a_record("r2", "Entier"))
    assert [row.subject.startswith("record:") for row in desk.status(archive, ARCHIVIST).aside] == [True]
    assert find.search(archive, PUBLIC, Question("entier")).total == 1


def test_only_one_process_is_elected(tmp_path: Path) -> None:
    with elected(tmp_path / "lock") as first, elected(tmp_path / "lock") as second:
        assert (first, second) == (True, False)


def test_a_staged_master_is_forgotten_once_its_object_holds_it(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record(files=(a_file(MASTER),)), masters=[MASTER])
    assert tidied(archive) == 1
    assert archive.preservation.read(ark, "files/f1/a.jpg") == MASTER


def test_a_staged_master_is_kept_while_its_record_waits(archive: Archive) -> None:
    deposited(archive, a_record(files=(a_file(MASTER),)), masters=[MASTER], carry=False)
    assert tidied(archive) == 0


def test_nothing_of_a_purged_record_is_left_on_the_disk(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record(files=(a_file(MASTER),)), masters=[MASTER], open_=False)
    take_back(archive, ARCHIVIST, read.record(archive, ARCHIVIST, ark).record.batch or "")
    carried(archive)
    tidied(archive)
    found = [path for path in (archive.settings.home).rglob("*") if path.is_file() and path.read_bytes() == MASTER]
    assert [path.name for path in found] == ["master"]  # the test's own


def test_a_record_that_the_index_refuses_is_set_aside_with_its_reason_and_others_pass(archive: Archive) -> None:
    arks = deposited(archive, a_record("r1", "Empoisonné"), a_record("r2", "Entier"), carry=False)
    with poisoned(arks[0]):
        carried(archive)
    (row,) = desk.status(archive, ARCHIVIST).aside
    assert (row.ark, row.preserved, row.indexed, bool(row.set_aside)) == (arks[0], True, False, True)
    assert find.search(archive, PUBLIC, Question("entier")).total == 1
    assert desk.lag(archive) == (0, None)
    assert desk.try_again(archive, ARCHIVIST) == 1
    carried(archive)
    assert find.search(archive, PUBLIC, Question("empoisonné")).total == 1
    assert desk.status(archive, ARCHIVIST).aside == ()


def test_a_closed_record_is_found_by_nobody_though_the_index_refuses_to_hear_of_it(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record("r1", "Empoisonné"))
    with poisoned(ark):
        curate.close_record(archive, ARCHIVIST, ark)
        carried(archive)
    assert archive.index.versions([ark]) == {ark: 1}, "it is held as it was while it was open"
    assert find.search(archive, PUBLIC, Question("empoisonné")).total == 0


def test_while_the_index_cannot_be_reached_preservation_goes_on_and_nothing_is_lost(archive: Archive) -> None:
    records = [a_record(f"r{number}", "Une attente") for number in range(5)]
    with patch.object(carry, "ROWS_AT_ONCE", 2), at_work(archive):
        with unreachable(archive):
            arks = deposited(archive, *records, carry=False)
            assert soon(lambda: set(archive.preservation.ids()) >= set(arks))
            assert desk.lag(archive)[0] >= 5
        assert soon(lambda: desk.lag(archive)[0] == 0)
    assert find.search(archive, PUBLIC, Question("attente")).total == 5


def tidied(archive: Archive) -> int:
    """As after an hour."""
    staged = archive.preservation.staging.path(sha512(MASTER).hexdigest())
    if staged is not None:
        os.utime(staged, (time.time() - 7200,) * 2)
    carrier = the_carrier(archive)
    try:
        return carrier.tidy()
    finally:
        carrier.index.close()


@contextmanager
def unreachable(archive: Archive) -> Iterator[None]:
    with patch.object(type(archive.index), "commit", side_effect=SearchUnavailable("gone")):
        yield
