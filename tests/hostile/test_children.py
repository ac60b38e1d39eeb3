"""A reader that dies, hangs or swells costs exactly one thing given, and says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from ingest.limits import Limits
from ingest.workers import Lost, more_time, run_all
from tests.hostile import readers
from tests.hostile.readers import BAD

GIVEN = range(10)
QUICK = Limits(seconds=2, memory_bytes=1_000_000_000)


def outcomes(reader: Callable[[int], int], limits: Limits = QUICK) -> tuple[dict[int, int], list[Lost[int]]]:
    """What came back for each thing given, and what was lost."""
    found = list(run_all(reader, GIVEN, limits, workers=2))
    assert sorted(given for given, _ in found) == list(GIVEN)
    whole = {given: result for given, result in found if not isinstance(result, Lost)}
    return whole, [result for _, result in found if isinstance(result, Lost)]


def test_every_result_comes_back_once() -> None:
    whole, lost = outcomes(readers.doubles)
    assert whole == {number: number * 2 for number in GIVEN}
    assert not lost


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (readers.dies_of_a_segfault, "arrêté net"),
        (readers.is_killed, "arrêté net"),
        (readers.asks_for_three_gigabytes, "mémoire"),
        (readers.asks_a_library_for_three_gigabytes, "arrêté net"),
        (readers.never_ends, "finissait pas"),
        (readers.never_ends_inside_a_library, "finissait pas"),
    ],
)
def test_a_reader_that_misbehaves_costs_one_thing_alone(reader: Callable[[int], int], words: str) -> None:
    whole, lost = outcomes(reader)
    assert whole == {number: number * 2 for number in GIVEN if number != BAD}
    (one,) = lost
    assert one.given == BAD
    assert words in one.text
    assert one.remedy


def test_a_long_document_is_given_more_time_as_it_is_read() -> None:
    whole, lost = outcomes(readers.earns_its_time, Limits(seconds=1))
    assert whole[BAD] == BAD * 2
    assert not lost


def test_time_is_given_by_what_is_read() -> None:
    found = dict(run_all(readers.never_ends, [BAD], Limits(seconds=60), workers=1, seconds_for=lambda _: 0.5))
    assert isinstance(found[BAD], Lost)


def test_more_time_means_nothing_where_no_limit_runs() -> None:
    more_time(5)


def test_a_defect_of_our_own_is_raised_not_blamed_on_the_file() -> None:
    with pytest.raises(KeyError):
        outcomes(readers.fails_in_its_own_code)


def test_few_things_wait_however_many_are_given() -> None:
    taken = 0

    def thousands() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    results = run_all(readers.doubles, thousands(), QUICK, workers=2)
    next(results)
    assert taken <= 10
    results.close()  # whoever stops early ends the children


def test_any_executor_may_run_the_tasks() -> None:
    with ThreadPoolExecutor(2) as executor:
        found = dict(run_all(readers.doubles, GIVEN, QUICK, executor=executor))
    assert found == {number: number * 2 for number in GIVEN}
