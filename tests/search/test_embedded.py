"""What the embedded engine owes to other processes: durability, one writer, a rebuild nobody notices."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from search import embedded
from search.document import Document
from search.embedded import open_embedded
from search.index import SearchUnavailable
from search.query import Query
from tests.search.documents import EVERYBODY, a_document, filled, found

ROOT = Path(__file__).parents[2]
WRITES_AND_IS_KILLED = """
import os, signal, sys
from pathlib import Path
from search.embedded import open_embedded
from tests.search.documents import a_document
index = open_embedded(Path(sys.argv[1]), writing=True)
for number in range(5):
    index.put([a_document(f"{number}-{part}", "bateau") for part in range(50)])
    index.commit()
index.put([a_document(f"lost-{part}", "bateau") for part in range(5000)])
index.delete(["0-0"])
os.kill(os.getpid(), signal.SIGKILL)
"""
HOLDS_THE_LOCK = """
import sys
from pathlib import Path
from search.embedded import open_embedded
index = open_embedded(Path(sys.argv[1]), writing=True)
print("held", flush=True)
sys.stdin.read()
"""


def test_a_killed_writer_leaves_the_last_commit_and_no_lock(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", WRITES_AND_IS_KILLED, str(tmp_path)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    index = open_embedded(tmp_path, writing=True)
    assert index.count() == 250
    filled(index, [a_document("after", "bateau")])
    assert index.find(Query("bateau", labels=EVERYBODY)).total == 251
    index.close()


def test_a_second_writer_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS_THE_LOCK, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(SearchUnavailable):
            open_embedded(tmp_path, writing=True)
        assert open_embedded(tmp_path).count() == 0
        first.communicate()
    open_embedded(tmp_path, writing=True).close()


def test_a_reader_may_come_before_the_first_writer(tmp_path: Path) -> None:
    reader = open_embedded(tmp_path / "not" / "yet")
    assert (reader.count(), found(reader, "bateau"), reader.versions(["1"])) == (0, [], {})
    writer = open_embedded(tmp_path / "not" / "yet", writing=True)
    filled(writer, [a_document("1", "bateau")])
    assert found(reader, "bateau") == []
    reader.reload()
    assert found(reader, "bateau") == ["1"]
    writer.close()


def test_a_reader_follows_rebuilds_and_an_index_that_was_deleted(tmp_path: Path) -> None:
    writer = open_embedded(tmp_path / "index", writing=True)
    reader = open_embedded(tmp_path / "index")
    for round_ in ("1", "2", "3"):
        with writer.rebuild() as fresh:
            fresh.put([a_document(round_, "bateau")])
        reader.reload()
        assert found(reader, "bateau") == [round_]
    assert len(list((tmp_path / "index").glob("0*"))) == 2, "the generation in use, and the one before it"
    writer.close()
    (tmp_path / "index").rename(tmp_path / "gone")
    reader.reload()
    assert reader.needs_rebuild()
    assert found(reader, "bateau") == []


def test_a_new_or_deleted_index_asks_to_be_rebuilt_and_a_rebuilt_one_does_not(tmp_path: Path) -> None:
    assert open_embedded(tmp_path).needs_rebuild()
    writer = open_embedded(tmp_path, writing=True)
    filled(writer, [a_document("1")])
    assert writer.needs_rebuild()
    with writer.rebuild():
        pass
    assert not writer.needs_rebuild()
    assert not open_embedded(tmp_path).needs_rebuild()
    writer.close()


def test_an_index_of_another_analysis_is_still_read_but_not_written_until_it_is_rebuilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = open_embedded(tmp_path, writing=True)
    filled(writer, [a_document("1", "bateau")])
    writer.close()
    monkeypatch.setattr(embedded, "MADE_BY", "2.of-tomorrow")
    tomorrow = open_embedded(tmp_path)
    assert tomorrow.needs_rebuild()
    assert found(tomorrow, "bateau") == ["1"]
    with pytest.raises(SearchUnavailable, match="rebuild"):
        tomorrow.put([a_document("2", "bateau")])
    with tomorrow.rebuild() as fresh:
        fresh.put([a_document("3", "bateau")])
    tomorrow.put([a_document("4", "bateau")])
    tomorrow.commit()
    tomorrow.reload()
    assert found(tomorrow, "bateau") == ["3", "4"]
    tomorrow.close()


def test_what_was_put_before_a_rebuild_and_not_committed_is_refused_not_lost_in_silence(tmp_path: Path) -> None:
    writer = open_embedded(tmp_path, writing=True)
    writer.put([a_document("1", "bateau")])
    with open_embedded(tmp_path).rebuild():
        pass
    with pytest.raises(SearchUnavailable, match="put again"):
        writer.commit()
    filled(writer, [a_document("1", "bateau")])
    assert found(writer, "bateau") == ["1"]
    writer.close()


def test_a_rebuild_that_was_killed_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    writer = open_embedded(tmp_path, writing=True)
    filled(writer, [a_document("1", "bateau")])
    broken_off = tmp_path / embedded._name(1)
    broken_off.mkdir()
    (broken_off / "half-written").touch()
    with writer.rebuild() as fresh:
        fresh.put([a_document("2", "bateau")])
    writer.reload()
    assert found(writer, "bateau") == ["2"]
    writer.close()


def test_an_index_that_cannot_be_read_is_unavailable_in_our_words(tmp_path: Path) -> None:
    writer = open_embedded(tmp_path, writing=True)
    filled(writer, [a_document("1", "bateau")])
    writer.close()
    (tmp_path / embedded._name(0) / "meta.json").write_text("no longer an index", encoding="utf-8")
    reader = open_embedded(tmp_path)
    with pytest.raises(SearchUnavailable):
        reader.reload()
    with reader.rebuild() as fresh:
        fresh.put([a_document("2", "bateau")])
    reader.reload()
    assert found(reader, "bateau") == ["2"]


def test_a_catalogue_that_fails_while_documents_are_read_keeps_its_own_error(tmp_path: Path) -> None:
    def breaks() -> Iterator[Document]:
        yield a_document("1", "bateau")
        raise ValueError("the catalogue's own")

    writer = open_embedded(tmp_path, writing=True)
    with pytest.raises(ValueError, match="the catalogue's own"):
        writer.put(breaks())
    filled(writer, [])
    assert writer.count() == 0
    writer.close()


def test_another_process_sees_what_is_committed_after_it_opened(tmp_path: Path) -> None:
    writer = open_embedded(tmp_path, writing=True)
    filled(writer, [a_document("1", "bateau")])
    script = (
        "import sys; from pathlib import Path; from search.embedded import open_embedded; "
        "from tests.search.documents import found; reader = open_embedded(Path(sys.argv[1])); sys.stdin.readline(); "
        "reader.reload(); print(*found(reader, 'bateau'))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        filled(writer, [a_document("2", "bateau")])
        answer, _ = worker.communicate("go\n")
    assert answer.split() == ["1", "2"]
    writer.close()
