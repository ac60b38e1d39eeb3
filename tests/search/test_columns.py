"""Columns beside the embedded engine: whole with every commit, whatever dies in between, and exact at any number of values."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from search.document import Document
from search.embedded import open_embedded
from search.embedded_columns import Watch
from search.index import SearchIndex
from search.query import FacetCount, Query, Sort
from tests.search.documents import EVERYBODY, a_document, filled, ids

ROOT = Path(__file__).parents[2]
DIES_BETWEEN_ITS_TWO_COMMITS = """
import os, signal, sys
from pathlib import Path
from search.columns_writing import ColumnsWriter
from search.embedded import open_embedded
from tests.search.test_columns import a_boat
index = open_embedded(Path(sys.argv[1]), writing=True)
index.put([a_boat(f"{n}") for n in range(4)])
index.commit()
ColumnsWriter.publish = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
index.put([a_boat("1", kind="photograph"), a_boat("new")])
index.delete(["2"])
index.commit()
"""


def a_boat(id: str, kind: str = "interview") -> Document:  # noqa: A002
    return a_document(id, "bateau", facets={"kind": ((kind,),)}, points=((47.2, -1.5),), earliest=700_000)


def counted(index: SearchIndex, text: str = "", facet: str = "kind") -> dict[str, int]:
    results = index.find(Query(text, EVERYBODY, facets=(facet,)))
    return {"/".join(one.path): one.count for one in results.facets[facet]}


@pytest.fixture
def dead_in_between(tmp_path: Path) -> Path:
    """An index whose engine has committed what its columns do not have: 0, 3 and new are interviews, 1 a photograph."""
    killed = subprocess.run(
        [sys.executable, "-c", DIES_BETWEEN_ITS_TWO_COMMITS, str(tmp_path)], cwd=ROOT, check=False, capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    return tmp_path


def test_a_writer_that_died_between_its_two_commits_is_made_whole_by_the_next(dead_in_between: Path) -> None:
    writer = open_embedded(dead_in_between, writing=True)
    writer.reload()
    for text in ("", "bateau"):
        assert counted(writer, text) == {"interview": 3, "photograph": 1}
    filled(writer, [a_boat("new", kind="photograph")])
    assert counted(writer) == {"interview": 2, "photograph": 2}
    writer.close()


def test_a_reader_that_comes_before_that_sees_the_last_commit_whole(
    dead_in_between: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.embedded_columns.TRIES", 2)
    reader = open_embedded(dead_in_between)
    assert reader.find(Query("bateau", EVERYBODY)).total == reader.count() == 4
    assert counted(reader) == {"interview": 3, "photograph": 1}
    writer = open_embedded(dead_in_between, writing=True)
    filled(writer, [a_boat("later")])
    reader.reload()
    assert counted(reader) == {"interview": 4, "photograph": 1}
    writer.close()


@pytest.mark.parametrize("damage", ["gone", "half written"])
def test_columns_that_are_gone_or_half_written_are_made_again_out_of_the_index(tmp_path: Path, damage: str) -> None:
    writer = open_embedded(tmp_path, writing=True)
    filled(writer, [a_boat("1"), a_boat("2", kind="photograph")])
    filled(writer, [a_boat("1", kind="photograph")])
    writer.close()
    (said,) = tmp_path.glob("*/columns.json")
    said.unlink() if damage == "gone" else said.write_text(said.read_text()[:50])
    again = open_embedded(tmp_path, writing=True)
    again.reload()
    assert counted(again, "bateau") == {"photograph": 2}
    assert ids(again.find(Query("", EVERYBODY, sort=Sort.DATE))) in (["1", "2"], ["2", "1"])
    again.close()


def test_a_reader_keeps_what_it_saw_while_a_writer_is_between_its_two_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = open_embedded(tmp_path, writing=True), open_embedded(tmp_path)
    filled(writer, [a_boat("1")])
    reader.reload()
    seen: list[dict[str, int]] = []

    def look(*_: object) -> None:
        reader.reload()
        seen.append(counted(reader, "bateau"))
        raise OSError("no space left")

    monkeypatch.setattr("search.embedded_columns.ColumnsWriter.publish", look)
    writer.put([a_boat("2")])
    with pytest.raises(Exception, match="no space"):
        writer.commit()
    assert seen == [{"interview": 1}]
    monkeypatch.undo()
    filled(writer, [a_boat("3")])
    reader.reload()
    assert counted(reader, "bateau") == {"interview": 3}
    writer.close()


def test_counts_are_exact_beyond_the_number_of_values_an_engine_counts(tmp_path: Path) -> None:
    writer = open_embedded(tmp_path, writing=True)
    many = tuple((f"person-{n}",) for n in range(70_000))
    filled(writer, [a_document("1", facets={"person": many}), a_document("2", facets={"person": (("person-69999",),)})])
    results = writer.find(Query("", EVERYBODY, facets=("person",), values_each=2))
    assert results.facets["person"] == (FacetCount(("person-69999",), 2), FacetCount(("person-0",), 1))
    writer.close()


def test_a_facet_that_comes_late_and_one_that_goes_are_counted_right(tmp_path: Path) -> None:
    writer = open_embedded(tmp_path, writing=True)
    filled(writer, [a_document("1"), a_document("2", facets={"kind": (("poster",),)})])
    filled(writer, [a_document("3", facets={"place": (("fr", "nantes"), ("fr", "reze"))})])
    filled(writer, [a_document("2"), a_document("4", facets={"place": (("fr", "nantes"),)})])
    assert counted(writer, facet="kind") == {}
    assert counted(writer, facet="place") == {"fr": 2, "fr/nantes": 2, "fr/reze": 1}
    writer.close()


def test_following_an_index_costs_nothing_while_nothing_is_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = open_embedded(tmp_path, writing=True)
    filled(writer, [a_boat("1")])
    monkeypatch.setattr(Watch, "_look", lambda *_: pytest.fail("looked"))
    writer.reload()
    assert counted(writer) == {"interview": 1}
    writer.close()
