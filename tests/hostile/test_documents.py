"""Documents made to do harm, through the real stages in real children: each refused or read for itself, within its limits."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.deriving.derive import derive
from ingest.identifying.identify import identify
from ingest.identifying.refused import FileRefused
from ingest.item import IncomingFile, Item, ItemProblem
from ingest.limits import Limits
from ingest.reading.read_office import ODT
from ingest.workers import Lost, run_all
from tests.ingest.makings import a_jpeg
from tests.originals import a_pdf

#: What no reader may go over, and little enough time that none may hang.
LIMITS = Limits(seconds=30, memory_bytes=2_000_000_000)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Trap:
    """A file, and the scan it stands beside where it is the words of one."""

    path: Path
    scan: Path | None = None


def taken(trap: Trap) -> str:
    """In a child: what became of the file; the words it gave."""
    item = Item("i", "in", workspace=trap.path.parent / f"{trap.path.name}-forms")
    for path in filter(None, (trap.scan, trap.path)):
        try:
            found = identify(path, LIMITS)
        except FileRefused as refusal:
            return f"refused: {refusal.text} {refusal.remedy}"
        file = IncomingFile(
            f"f{len(item.files) + 1}", path, path.name, media_type=found.media_type, role=found.role,
            of="f1" if trap.scan and item.files else None,
        )  # fmt: skip
        item = item.but(files=(*item.files, file))
    try:
        item = derive(item, LIMITS)
    except ItemProblem as problem:
        return f"refused: {problem.problem.text} {problem.problem.remedy}"
    return "taken: " + " ".join(each.text for file in item.files for each in file.passages)


def a_zip(path: Path, *parts: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name) if name == "mimetype" else name, content)
    return path


def a_docx(path: Path, body: bytes) -> Path:
    return a_zip(path, ("word/document.xml", f"<w:document {_W}>".encode() + body + b"</w:document>"))


def a_pdf_that_swells(path: Path) -> Path:
    """A page whose few bytes are packed thrice: four hundred million of them once open."""
    content = zlib.compress(zlib.compress(zlib.compress(bytes(400_000_000), 9), 9), 9)
    whole = a_pdf(path, "un").read_bytes()
    stream = b"<</Filter[/FlateDecode/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(content)
    begin, end = whole.index(b"5 0 obj\n") + 8, whole.index(b"\nendobj", whole.index(b"5 0 obj\n"))
    path.write_bytes(whole[:begin] + stream + content + b"\nendstream" + whole[end:])
    return path


def traps(folder: Path) -> dict[str, Trap]:
    scan = a_jpeg(folder / "scan.jpg")
    (folder / "empty.docx").write_bytes(b"")
    (folder / "mislabelled.docx").write_text("<script>alert(1)</script>")
    (folder / "secret.txt").write_text("SECRET")
    (folder / "xxe.xml").write_text(
        f'<!DOCTYPE alto [<!ENTITY x SYSTEM "{(folder / "secret.txt").as_uri()}">]><alto><Layout><Page><TextLine>'
        '<String CONTENT="a"/>&x;</TextLine></Page></Layout></alto>'
    )
    (folder / "pages.xml").write_text("<alto><Layout>" + "<Page/>" * 20_000 + "</Layout></alto>")
    depth = 100_000
    (folder / "deep.xml").write_text("<alto>" + "<a>" * depth + "</a>" * depth + "</alto>")
    kept = {path.name: Trap(path, scan) for path in folder.glob("*.xml")}
    files = [
        folder / "empty.docx", folder / "mislabelled.docx",
        a_docx(folder / "bomb.docx", b" " * 400_000_000),
        a_docx(folder / "deep.docx", b"<w:p>" * depth + b"</w:p>" * depth),
        a_zip(folder / "climbing.docx", ("word/document.xml", b"<a/>"), ("../../outside.txt", b"out")),
        a_zip(folder / "bomb.odt", ("mimetype", ODT.encode()), ("content.xml", b"<a>" + b" " * 400_000_000 + b"</a>")),
        a_pdf(folder / "circle.pdf", "un", "deux", kids="2 0 R 4 0 R"),
        a_pdf(folder / "long.pdf", "un", declared=20_000, kids="4 0 R " * 20_000),
        a_pdf_that_swells(folder / "swells.pdf"),
    ]  # fmt: skip
    return kept | {path.name: Trap(path) for path in files}


#: What does no harm in the end is read, and has no words: of a stream that swells, no more is unpacked than a page needs.
HARMLESS = {"climbing.docx", "deep.docx", "swells.pdf"}


def test_every_trap_costs_itself_alone_and_says_why(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    given = traps(folder)
    honest = Trap(a_docx(folder / "honest.docx", b"<w:p><w:r><w:t>Bonjour</w:t></w:r></w:p>"))
    outcomes = dict(run_all(taken, [*given.values(), honest], LIMITS, workers=2))
    assert outcomes[honest] == "taken: Bonjour"
    for name, trap in given.items():
        outcome = outcomes[trap]
        words = f"refused: {outcome.text} {outcome.remedy}" if isinstance(outcome, Lost) else outcome
        assert "SECRET" not in words
        assert words.startswith("refused: ") or name in HARMLESS, (name, words[:200])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


@pytest.mark.parametrize("name", ["circle", "self"])
def test_an_outline_that_goes_round_is_read_once(tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    again = "/Next 6 0 R" if name == "self" else "/First 6 0 R/Last 6 0 R"
    pdf = a_pdf(tmp_path / "a.pdf", "un", labels="/Outlines 6 0 R").read_bytes()
    written = pdf[: pdf.index(b"xref")] + f"6 0 obj\n<</Title(un)/First 6 0 R/Last 6 0 R{again}>>\nendobj\n".encode()
    (tmp_path / "a.pdf").write_bytes(written + b"trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
    assert taken(Trap(tmp_path / "a.pdf")) == "taken: un"
    assert "ircular" not in capfd.readouterr().err
