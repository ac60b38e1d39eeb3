"""Folders that lie or go away: each file is taken in or refused in words, nothing is half in, and nothing outside is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from archive.actions import accession
from archive.wiring import Archive
from ingest import batch as batches
from ingest import stages
from ingest.batch import Asked, Ended
from ingest.deriving import derive as deriving
from ingest.identifying import identify as identifying
from ingest.identifying.checksums import checksum
from ingest.identifying.refused import FileRefused
from ingest.item import IncomingFile, Item, ItemProblem
from ingest.limits import Limits
from ingest.telling.progress import Unwatched
from tests.builders import an_archive
from tests.ingest.makings import a_guide, a_jpeg, run_here

IN_A_CHILD_WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from ingest.receiving.walk_folder import walk
from ingest.pipeline import prepare, STAGES
from ingest.item import IncomingFile, Item
from ingest.stages import Orders
from tests.ingest.makings import a_guide
folder, orders = Path(sys.argv[1]), Orders(a_guide())
os.setgroups([]); os.setgid(65534); os.setuid(65534)
print([each.text for each in walk(folder) if not isinstance(each, list)])
item = Item("a", "in", files=(IncomingFile("f1", folder / "a.jpg", "a.jpg"),))
print([problem.text for problem in prepare(item, orders, STAGES[:1]).problems])
"""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """An archive, with no children: the folder is what is asked about."""
    monkeypatch.setattr("ingest.pipeline.run_all", run_here)
    monkeypatch.setattr("ingest.receiving.receive.run_all", run_here)
    made = an_archive(tmp_path / "home")
    yield made
    made.close()


def take_in(archive: Archive, folder: Path, watcher: Unwatched | None = None) -> Ended:
    return batches.start(archive, Asked(str(folder)), "Anne", watcher or Unwatched())


class Leaving(Unwatched):
    """Takes the folder away once the first group is in: unplugged, or unmounted, which leaves an empty folder."""

    def __init__(self, folder: Path, empty: bool) -> None:
        self.folder, self.empty = folder, empty

    def went_in(self, pieces: int, size_bytes: int) -> None:
        away = self.folder.with_name("away")
        if not away.exists():
            self.folder.rename(away)
            if self.empty:
                self.folder.mkdir()


@pytest.mark.parametrize("empty", [True, False])
def test_a_share_that_goes_leaves_what_is_in_and_the_rest_waits(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty: bool
) -> None:
    folder = tmp_path / "share"
    for number in range(12):
        a_jpeg(folder / f"{number % 3}" / f"{number}.jpg", 10 * number)
    monkeypatch.setattr("ingest.pipeline.GROUP", 2)
    ended = take_in(archive, folder, Leaving(folder, empty))
    counts = ended.report.counts
    assert (ended.state, counts["added"] + counts["refused"], counts["added"] >= 2) == ("stopped", 12, True)
    refused = [problem for line in ended.report.lines if line.what == "refused" for problem in line.problems]
    assert all("il n’est plus là" in problem.text for problem in refused)
    assert "ingest resume" in list(ended.report.problems())[-len(refused) - 1].remedy
    assert ended.batch is not None
    batch = accession.load_batch(archive, ended.batch.id)
    if not empty:
        with pytest.raises(ItemProblem, match="n’est pas là"):
            batches.resume(archive, batch, Unwatched())
    shutil.rmtree(folder, ignore_errors=True)
    (tmp_path / "away").rename(folder)
    again = batches.resume(archive, batch, Unwatched())
    assert again.batch is not None
    assert (again.batch.state, again.batch.counts) == ("done", {"added": 12})


def test_a_file_that_changes_after_it_was_read_is_refused_whole(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_jpeg(tmp_path / "in" / "a.jpg", 10), a_jpeg(tmp_path / "in" / "b.jpg", 20)
    def and_somebody_writes(item: Item, limits: Limits) -> Item:
        derived = deriving.derive(item, limits)
        if item.source_identifier == "a.jpg":
            with (tmp_path / "in" / "a.jpg").open("ab") as file:
                file.write(b"more")
        return derived

    monkeypatch.setattr(stages, "derive", and_somebody_writes)
    ended = take_in(archive, tmp_path / "in")
    assert ended.report.counts == {"added": 1, "refused": 1}
    assert accession.known(archive, ["a.jpg"]) == {}
    home = archive.settings.home
    assert list((home / "ingesting").iterdir()) == []
    kept = [path for path in home.rglob("*") if path.is_file() and path.read_bytes().endswith(b"more")]
    assert kept == []


def test_a_file_that_grows_while_its_checksum_is_taken_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = a_jpeg(tmp_path / "a.jpg")
    def and_somebody_writes(path: Path) -> str:
        found = checksum(path)
        with path.open("ab") as file:
            file.write(b"more")
        return found

    monkeypatch.setattr(identifying, "checksum", and_somebody_writes)
    with pytest.raises(FileRefused, match="a changé"):
        identifying.identify(picture, Limits())


def test_a_file_that_became_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    item = Item("a", "in", files=(IncomingFile("f1", tmp_path / "a.jpg", "a.jpg"),))
    with pytest.raises(ItemProblem, match="tube"):
        stages.identify_files(item, stages.Orders(a_guide()))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give up its rights")
def test_what_may_not_be_read_is_refused_in_words() -> None:
    folder = Path("/tmp") / f"unreadable-{os.getpid()}"
    try:
        (a_jpeg(folder / "a.jpg")).chmod(0)
        (folder / "shut").mkdir(mode=0)
        folder.chmod(0o755)
        told = subprocess.run(
            [sys.executable, "-c", IN_A_CHILD_WITHOUT_RIGHTS, str(folder)], capture_output=True, text=True, check=True
        )
    finally:
        shutil.rmtree(folder)
    assert told.stdout.splitlines() == [
        "['Ce dossier ne se lit pas : l’accès en est refusé.']", "['Ce fichier ne se lit pas, ou plus : l’accès en est refusé.']"
    ]  # fmt: skip


def a_packed_trap(folder: Path) -> None:
    """Paths that lead out, links, and a size that is a lie."""
    with zipfile.ZipFile(folder / "out.zip", "w") as packed:
        packed.writestr("../../out.jpg", b"x")
        packed.writestr("/tmp/out-of-a-zip.jpg", b"x")
    lying = bytearray((folder / "out.zip").read_bytes())
    lying[22:26] = (2**32 - 1).to_bytes(4, "little")  # APPNOTE.TXT 4.3.7: the uncompressed size
    (folder / "lies.jpg").write_bytes(lying)
    for name, mode in (("link.tar", "w"), ("link.tar.gz", "w:gz")):
        with tarfile.open(folder / name, mode) as packed_tar:  # type: ignore[call-overload]
            link = tarfile.TarInfo("link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            packed_tar.addfile(link)
            packed_tar.addfile(tarfile.TarInfo("../out.jpg"), BytesIO(b""))


def test_what_is_packed_is_never_unpacked(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "in"
    a_jpeg(folder / "a.jpg")
    a_packed_trap(folder)
    before = set((tmp_path / "deep").rglob("*"))
    ended = take_in(archive, folder)
    assert ended.report.counts == {"added": 1, "refused": 4}
    remedies = [problem.remedy for problem in ended.report.problems() if problem.level == "error"]
    assert all("Décompressez" in remedy for remedy in remedies)
    assert set((tmp_path / "deep").rglob("*")) == before
    assert not Path("/tmp/out-of-a-zip.jpg").exists()
    assert not list(tmp_path.rglob("out.jpg"))
