from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.model.batch import Problem
from ingest import pipeline
from ingest.item import IncomingFile, Item, ItemProblem
from ingest.limits import Limits
from ingest.loads import after_parents, in_loads, seconds_of
from ingest.pipeline import Stage, prepare, prepare_all
from ingest.stages import Orders
from ingest.telling.report import Line
from ingest.workers import Lost
from tests.ingest.makings import a_guide, run_here

ORDERS = Orders(a_guide())


class Noting:
    def __init__(self) -> None:
        self.groups: list[int] = []

    def acquaint(self, items: Sequence[Item]) -> list[Item]:
        return list(items)

    def deposit(self, items: Sequence[Item]) -> list[Line]:
        self.groups.append(len(items))
        return [Line.of(item, "added") for item in items]


def an_item(identifier: str = "r1", parent: str | None = None, files: int = 0) -> Item:
    some = tuple(IncomingFile(f"f{n}", Path(f"{n}.jpg"), f"{n}.jpg") for n in range(1, files + 1))
    return Item(identifier, "s.csv", row=2, parent=parent, files=some)


def raising(problem: Exception) -> Stage:
    def fail(_item: Item, _orders: Orders) -> Item:
        raise problem

    return Stage("identify", fail)


def identifiers(items: Any) -> list[str]:
    return [item.source_identifier for item in items]


def test_the_stages_stand_in_the_order_of_the_design() -> None:
    assert [stage.name for stage in pipeline.STAGES] == ["identify", "describe", "recognise", "derive"]


def test_a_refusal_stops_the_item_where_it_was_met() -> None:
    refusal = Problem("error", "1.jpg", "Vide", "Recopiez")
    after = Stage("derive", lambda *_: pytest.fail("went on"))
    item = prepare(an_item(files=1), ORDERS, (raising(ItemProblem(refusal)), after))
    assert (item.stopped_at, item.problems) == ("identify", (refusal,))


@pytest.mark.parametrize(
    "problem", [ValueError("x"), KeyError("y"), UnicodeDecodeError("utf-8", b"", 0, 1, "z"), RecursionError()]
)
def test_a_reader_that_breaks_costs_its_item_alone(problem: Exception) -> None:
    item = prepare(an_item(files=1), ORDERS, (raising(problem),))
    assert item.stopped_at == "identify"
    assert (item.problems[0].file, item.problems[0].level) == ("1.jpg", "error")
    assert item.problems[0].remedy


def test_a_file_that_vanishes_is_told() -> None:
    item = prepare(an_item(files=1), ORDERS, (raising(FileNotFoundError(errno.ENOENT, "No such file")),))
    assert "il n’est plus là" in item.problems[0].text


@pytest.mark.parametrize("problem", [MemoryError(), OSError(errno.ENOSPC, "full"), OSError(errno.EDQUOT, "quota")])
def test_what_no_file_causes_is_not_laid_to_one(problem: Exception) -> None:
    with pytest.raises(type(problem)):
        prepare(an_item(), ORDERS, (raising(problem),))


def test_an_item_stopped_before_passes_through() -> None:
    stopped = an_item().stopped("receive", Problem("error", "s.csv", "x"))
    assert prepare(stopped, ORDERS, (raising(ValueError()),)) == stopped


def test_a_child_that_dies_of_many_rows_has_each_tried_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def dying(function: Callable[[Any], Any], given: Any, *_: Any) -> Iterator[tuple[Any, Any]]:
        for load in given:
            bad = any(item.source_identifier == "bad" for item in load.items)
            yield load, Lost(load, "Le lecteur s’est arrêté", "Réenregistrez") if bad else list(load.items)

    monkeypatch.setattr(pipeline, "run_all", dying)
    items = [an_item("a"), an_item("bad"), an_item("b")]
    told = list(prepare_all(in_loads(items, ORDERS), ORDERS, 1))
    assert {item.source_identifier: item.stopped_at for item in told} == {"a": None, "bad": "derive", "b": None}
    assert [problem.remedy for item in told for problem in item.problems] == ["Réenregistrez"]


def test_files_go_alone_and_rows_together() -> None:
    items = [an_item("p", files=1), *(an_item(f"r{n}") for n in range(201)), an_item("q", files=2)]
    assert [len(load.items) for load in in_loads(items, ORDERS)] == [1, 200, 1, 1]


def test_each_item_with_files_has_a_workspace_of_its_own(tmp_path: Path) -> None:
    items = [an_item(name, files=1).but(workspace=tmp_path) for name in "ab"]
    places = [load.items[0].workspace for load in in_loads(items, ORDERS)]
    assert len(set(places)) == 2
    assert all(place and place.parent == tmp_path for place in places)


def test_a_recording_may_take_as_long_as_it_is() -> None:
    limits = Limits(seconds=100)
    film = IncomingFile("f1", Path("a.mp4"), "a.mp4", size_bytes=100_000_000)
    assert seconds_of([replace(film, name="a.pdf")], limits) == 100
    assert seconds_of([film, film], limits) == 200 + 2000


def test_nothing_comes_before_its_collection() -> None:
    items = [an_item("r1", "c2"), an_item("c2", "c1"), an_item("r2"), an_item("r3", "elsewhere"), an_item("c1")]
    assert identifiers(after_parents([*items, an_item("r4", "c1")], {"c1", "c2"})) == ["r2", "r3", "c1", "c2", "r1", "r4"]


def test_what_waits_for_a_collection_that_never_comes_comes_last() -> None:
    assert identifiers(after_parents([an_item("r1", "c1"), an_item("r2")], {"c1"})) == ["r2", "r1"]


def test_the_group_in_hand_is_counted_when_somebody_stops_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(function: Any, loads: Any, *_: Any) -> Iterator[tuple[Any, Any]]:
        for load in loads:
            yield load, list(load.items)
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "run_all", interrupted)
    monkeypatch.setattr(pipeline, "GROUP", 1)
    told = pipeline.take_in([[an_item("r1"), an_item("r2")]], frozenset(), Noting(), ORDERS)
    assert [line.source_identifier for _, lines in (next(told), next(told)) for line in lines] == ["r1", "r2"]
    with pytest.raises(KeyboardInterrupt):
        next(told)


def test_groups_are_handed_over_while_others_are_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Noting()
    monkeypatch.setattr(pipeline, "run_all", run_here)
    monkeypatch.setattr(pipeline, "SECONDS", 600)
    received = [[an_item(f"r{group}-{n}") for n in range(150)] for group in range(3)]
    told = list(pipeline.take_in(received, frozenset(), hands, ORDERS))
    assert hands.groups == [200, 200, 50]
    assert sum(len(lines) for _, lines in told) == 450
