"""Scans with the words that stand beside them: found by search at their page, their lines in the right boxes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import pyvips

from archive.actions import accession, making, read
from archive.actions.find import search
from archive.actions.question import Question
from archive.model.access import PUBLIC
from archive.model.record import Record
from archive.wiring import Archive
from ingest import batch as batches
from ingest.batch import Asked, Ended
from ingest.reading.page_text import TEXT
from ingest.telling.progress import Unwatched
from ingest.work import work_once
from search.document import Passage
from tests.builders import carried
from tests.ingest.makings import a_jpeg, a_sheet
from tests.ingest.test_read_documents import a_docx
from tests.originals import a_pdf, sample

pytestmark = pytest.mark.usefixtures("no_children")


def an_alto(path: Path, *lines: str, size: tuple[int, int] = (64, 64), unit: str = "pixel", version: str = "v4") -> Path:
    """One page; each line is ten units high, as wide as the page, one below another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = "".join(
        f'<TextLine HPOS="0" VPOS="{10 * place}" WIDTH="{size[0]}" HEIGHT="10"><String CONTENT="{line}"/></TextLine>'
        for place, line in enumerate(lines)
    )
    path.write_text(
        f'<alto xmlns="http://www.loc.gov/standards/alto/ns-{version}#"><Description><MeasurementUnit>{unit}'
        f'</MeasurementUnit></Description><Layout><Page WIDTH="{size[0]}" HEIGHT="{size[1]}"><PrintSpace><TextBlock>'
        f"{told}</TextBlock></PrintSpace></Page></Layout></alto>",
        "utf-8",
    )
    return path


def take_in(archive: Archive, path: Path, **asked: Any) -> Ended:
    ended = batches.start(archive, Asked(str(path), open_=True, **asked), "Anne", Unwatched())
    carried(archive)
    return ended


def told(ended: Ended) -> str:
    """The report, as it was written."""
    assert ended.written is not None
    return ended.written.read_text("utf-8")


def the_record(archive: Archive, identifier: str) -> Record:
    return accession.known(archive, [identifier])[identifier].record


def lines_of(archive: Archive, ark: str, file: str, page: int | None = None) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((archive.derivatives.folder(ark, file, page) / TEXT).read_bytes())
    return told


def quoted(archive: Archive, words: str) -> list[Passage]:
    found = search(archive, PUBLIC, Question(text=words))
    return [hit.passage for each in found.found for hit in each.passages]


def test_the_words_beside_a_scan_are_found_at_its_page(archive: Archive, tmp_path: Path) -> None:
    for number in (1, 2):
        a_jpeg(tmp_path / "in" / f"registre_00{number}.jpg")
        an_alto(tmp_path / "in" / f"registre_00{number}.xml", f"Feuillet {number}", ["", "Malakoff", "Chantenay"][number])
    take_in(archive, tmp_path / "in")
    (passage,) = quoted(archive, "Chantenay")
    assert (passage.file, passage.page) == ("f2", 2)
    record = the_record(archive, "registre_001.jpg")
    assert [(file.role, file.of) for file in record.files] == [
        ("image", None), ("image", None), ("transcript", "f1"), ("transcript", "f2"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["x.xml", "x_alto.xml", "x.alto.xml", "ALTO/x.xml", "alto/x_alto.xml", "../ALTO/x.xml"])
def test_people_put_the_words_of_a_scan_in_many_places(archive: Archive, tmp_path: Path, name: str) -> None:
    a_jpeg(tmp_path / "in" / "boîte" / "x.jpg")
    an_alto(tmp_path / "in" / "boîte" / name, "Bonjour")
    take_in(archive, tmp_path / "in")
    assert [each.of for each in the_record(archive, "boîte/x.jpg").files] == [None, "f1"]
    assert quoted(archive, "Bonjour")


@pytest.mark.parametrize("name", ["x.xml", "ALTO/x.xml", "../ALTO/x.xml"])
def test_a_sheet_that_names_a_scan_brings_its_words(archive: Archive, tmp_path: Path, name: str) -> None:
    a_jpeg(tmp_path / "in" / "scans" / "x.jpg")
    an_alto(tmp_path / "in" / "scans" / name, "Bonjour")
    take_in(archive, a_sheet(tmp_path / "in" / "s.csv", ["source_identifier", "title@fr", "files"], ["p1", "Un", "scans/x.jpg"]))
    assert [each.of for each in the_record(archive, "p1").files] == [None, "f1"]
    assert quoted(archive, "Bonjour")


def test_another_xml_beside_a_scan_does_not_stop_it(archive: Archive, tmp_path: Path) -> None:
    a_jpeg(tmp_path / "in" / "x.jpg")
    (tmp_path / "in" / "x.xml").write_text("<mets/>")
    ended = take_in(archive, tmp_path / "in")
    assert (ended.report.counts["added"], ended.report.counts["refused"]) == (1, 1)


def test_words_without_their_scan_are_kept_alone_and_said_to_be(archive: Archive, tmp_path: Path) -> None:
    an_alto(tmp_path / "in" / "ALTO" / "x.xml", "Orphelin")
    ended = take_in(archive, tmp_path / "in")
    assert "Aucune image" in told(ended)
    (passage,) = quoted(archive, "Orphelin")
    assert (passage.file, passage.page) == ("f1", 1)


def test_a_document_has_the_words_that_stand_beside_its_pages(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    a_pdf(folder / "lettre.pdf", "Bonjour", "Nantes")
    an_alto(folder / "ALTO" / "lettre_0002.xml", "Nantes relue", size=(300, 200))
    take_in(archive, folder)
    record = the_record(archive, "lettre.pdf")
    words = read.words(archive, PUBLIC, record.ark, "f1")
    assert [(each.page, each.text, each.transcript) for each in words] == [(1, "Bonjour", None), (2, "Nantes relue", "f2")]
    laid = lines_of(archive, record.ark, "f1", 2)
    assert (laid["width"], laid["height"]) == (709, 473)
    assert laid["lines"] == [{"text": "Nantes relue", "x": 0, "y": 0, "w": 709, "h": 24}]
    sums = archive.derivatives.derived(record.ark, "f1", 2)
    assert sums is not None
    assert TEXT in sums.checksums
    assert TEXT not in sums.made


def test_the_words_of_documents_without_pages_are_found(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "lettre.txt").write_bytes("Ma chère Thérèse".encode("cp1252"))
    a_docx(tmp_path / "in" / "recit.docx", "<w:p><w:r><w:t>Récit de Malakoff</w:t></w:r></w:p>")
    ended = take_in(archive, tmp_path / "in")
    assert "il a été lu comme cp1252" in told(ended)
    assert [each.text for each in quoted(archive, "Thérèse")] == ["Ma chère Thérèse"]
    assert [(each.file, each.page) for each in quoted(archive, "Malakoff")] == [("f1", None)]


def test_served_forms_made_again_have_their_lines_again(archive: Archive, tmp_path: Path) -> None:
    a_jpeg(tmp_path / "in" / "x.jpg")
    an_alto(tmp_path / "in" / "x.xml", "Bonjour")
    take_in(archive, tmp_path / "in")
    ark = the_record(archive, "x.jpg").ark
    before = lines_of(archive, ark, "f1")
    archive.derivatives.remove(ark, "f1")
    making.ask_for_missing(archive)
    work_once(archive)
    assert lines_of(archive, ark, "f1") == before
    assert quoted(archive, "Bonjour")


def test_words_that_are_closed_are_not_found_on_an_open_scan(archive: Archive, tmp_path: Path) -> None:
    a_jpeg(tmp_path / "in" / "x.jpg")
    an_alto(tmp_path / "in" / "x.xml", "Secret")
    batches.start(archive, Asked(str(tmp_path / "in")), "Anne", Unwatched())
    carried(archive)
    assert not quoted(archive, "Secret")


def test_words_read_again_replace_those_before(archive: Archive, tmp_path: Path) -> None:
    a_jpeg(tmp_path / "in" / "x.jpg")
    an_alto(tmp_path / "in" / "x.xml", "Avant")
    take_in(archive, tmp_path / "in")
    an_alto(tmp_path / "in" / "x.xml", "Apres", "Encore")
    take_in(archive, tmp_path / "in", update=True)
    ark = the_record(archive, "x.jpg").ark
    assert [each.text for each in read.words(archive, PUBLIC, ark)] == ["Apres\nEncore"]
    assert len(lines_of(archive, ark, "f1")["lines"]) == 2
    (tmp_path / "in" / "x.xml").unlink()
    take_in(archive, tmp_path / "in", update=True)
    assert read.words(archive, PUBLIC, ark) == ()
    assert not (archive.derivatives.folder(ark, "f1") / TEXT).exists()


def test_a_text_of_another_shape_keeps_its_words_and_loses_its_boxes(archive: Archive, tmp_path: Path) -> None:
    a_jpeg(tmp_path / "in" / "x.jpg")
    an_alto(tmp_path / "in" / "x.xml", "Bonjour", size=(64, 90))
    ended = take_in(archive, tmp_path / "in")
    assert "proportions" in told(ended)
    assert lines_of(archive, the_record(archive, "x.jpg").ark, "f1")["lines"] == [{"text": "Bonjour"}]
    assert quoted(archive, "Bonjour")


def test_a_broken_text_refuses_its_object_with_words(archive: Archive, tmp_path: Path) -> None:
    a_jpeg(tmp_path / "in" / "a.jpg"), a_jpeg(tmp_path / "in" / "b.jpg", 30)
    whole = an_alto(tmp_path / "in" / "a.xml", "Bonjour").read_text("utf-8")
    (tmp_path / "in" / "a.xml").write_text(whole[: len(whole) // 2], "utf-8")
    ended = take_in(archive, tmp_path / "in")
    assert (ended.report.counts["added"], ended.report.counts["refused"]) == (1, 1)
    assert "a.xml" in told(ended)


@pytest.mark.parametrize(
    ("name", "lines", "words"),
    [
        ("02-scans-fr/concours-bagneres-1962_33MP/0_36e81_default", 34, "Pyrénées"),
        ("02-scans-fr/mission-nouvelle-ecosse-1962/FRAN_0011_11082", 33, "Catalogue général"),
        ("03-manuscrits-fr-alto/AD78_0064-1", 36, "coffre fort"),
    ],
)
def test_sample_scans_have_their_lines_where_they_are_written(
    archive: Archive, tmp_path: Path, name: str, lines: int, words: str
) -> None:
    """Where a line is said to stand, the paper is darker than beside it."""
    for suffix in (".jpg", ".xml"):
        (tmp_path / "in").mkdir(exist_ok=True)
        shutil.copy(sample(name + suffix), tmp_path / "in")
    take_in(archive, tmp_path / "in")
    ark = the_record(archive, Path(name).name + ".jpg").ark
    (passage, *_) = quoted(archive, words)
    assert passage.page == 1
    laid = lines_of(archive, ark, "f1")
    image = pyvips.Image.new_from_file(str(tmp_path / "in" / f"{Path(name).name}.jpg")).colourspace("b-w").copy_memory()
    assert (laid["width"], laid["height"]) == (image.width, image.height)
    assert len(laid["lines"]) == lines
    inked = [
        image.crop(each["x"], each["y"], each["w"], each["h"]).deviate() for each in laid["lines"] if each["w"] and each["h"]
    ]
    assert len(inked) == lines
    assert sorted(inked)[lines // 2] > 12
