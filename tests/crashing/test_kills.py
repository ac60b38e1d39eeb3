"""A process is killed at every place where ingest, edit or carry writes, renames, syncs or commits; then the archive lives on."""

from __future__ import annotations

import ast
import os
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.crashing.checks import assert_nothing_is_lost_or_doubled, assert_the_closed_stays_closed
from tests.crashing.life import live
from tests.crashing.lives import Lives, lives
from tests.crashing.places import EXCUSED, FAILPOINTS, ONE_OF_EACH_KIND
from tests.crashing.source import lay_out
from tests.crashing.writes import ROOMS

IN_THE_LONG_RUN = [
    order for name in FAILPOINTS for order in (name, f"{name}:2", f"{name}:3") if order not in ONE_OF_EACH_KIND
]
#: A crash, and another while the archive lives on after it.
TWICE = [
    ("new derivatives: after rename", "catalogue: before commit"),
    ("ocfl version folder: after rename", "ocfl root inventory: after rename"),
    ("ocfl purged object: after rename", "ocfl purged object: before removal"),
    ("report: after rename", "report: before rename:2"),
]


@pytest.fixture(scope="module")
def begun() -> Iterator[Lives]:
    with lives() as begun:
        yield begun


@pytest.fixture
def home(tmp_path: Path) -> Path:
    lay_out(tmp_path)
    return tmp_path / "home"


def is_killed_at(order: str, home: Path, begun: Lives) -> bool:
    """Live until killed there; whether it was, proved by the word it left and by how it ended."""
    fired = home.parent / "fired"
    fired.unlink(missing_ok=True)
    ended = begun.live(home, ARCHIVE_FAILPOINT=order, ARCHIVE_FAILPOINT_LOG=fired)
    assert ended == (-signal.SIGKILL if fired.exists() else 0)
    return fired.exists()


def test_the_places_to_be_killed_at_are_those_that_are_passed(home: Path, begun: Lives) -> None:
    passed, writes = home.parent / "passed", home.parent / "writes"
    assert begun.live(home, ARCHIVE_FAILPOINT_LIST=passed, LIFE_WRITES=writes) == 0
    assert sorted(passed.read_text().splitlines()) == sorted(FAILPOINTS)
    assert {place for place in writes.read_text().splitlines() if not has_failpoint(place)} == set(EXCUSED)
    assert_nothing_is_lost_or_doubled(home)


def has_failpoint(place: str) -> bool:
    """Whether the function that writes calls `failpoint` itself."""
    path, _, name = place.rpartition(" ")
    functions = (each for each in ast.walk(ast.parse((ROOMS / path).read_text())) if isinstance(each, ast.FunctionDef))
    called = (
        call.func for each in functions if each.name == name for call in ast.walk(each) if isinstance(call, ast.Call)
    )
    return any(isinstance(function, ast.Name) and function.id == "failpoint" for function in called)


@pytest.mark.parametrize(
    "order", [*ONE_OF_EACH_KIND, *(pytest.param(each, marks=pytest.mark.long) for each in IN_THE_LONG_RUN)]
)
def test_a_kill_anywhere_loses_and_doubles_nothing(home: Path, begun: Lives, order: str) -> None:
    fired = is_killed_at(order, home, begun)
    assert fired or order not in [*FAILPOINTS, *ONE_OF_EACH_KIND]  # some places are passed once in that short life
    assert_the_closed_stays_closed(home)
    resuming = not order.endswith(":2")
    live(home, resuming)
    assert_nothing_is_lost_or_doubled(home, resumed=resuming)


@pytest.mark.long
@pytest.mark.parametrize("number", range(300))
def test_three_hundred_kills_at_random_are_lived_through(home: Path, begun: Lives, number: int) -> None:
    """One to three kills, wherever and whenever; KILLS_SEED gives those of another day again."""
    seed = f"{os.environ.get('KILLS_SEED', date.today().isoformat())} {number}"  # a failure shows it
    chance = Random(seed)
    orders = [f"{chance.choice(FAILPOINTS)}:{chance.randint(1, 12)}" for _ in range(chance.randint(1, 3))]
    for order in orders:
        is_killed_at(order, home, begun)
        assert_the_closed_stays_closed(home)
    resuming = len(orders) == 1 and chance.random() < 0.5
    live(home, resuming)
    assert_nothing_is_lost_or_doubled(home, resumed=resuming)


@pytest.mark.long
@pytest.mark.parametrize(("first", "second"), TWICE)
def test_a_kill_while_living_on_after_a_kill_is_lived_through_too(
    home: Path, begun: Lives, first: str, second: str
) -> None:
    for order in (first, second):
        assert is_killed_at(order, home, begun)
        assert_the_closed_stays_closed(home)
    live(home)
    assert_nothing_is_lost_or_doubled(home, resumed=False)
