"""Transcripts land in all three stores under their labels: the catalogue, preservation, the index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.actions import accession, curate, find, read, rebuild, reindex
from archive.actions.question import Question
from archive.model.access import CLOSED, OPEN, PUBLIC
from archive.model.errors import FileNotFound, RecordNotFound
from archive.model.record import Record
from archive.wiring import Archive, open_archive
from ingest import batch as batches
from ingest.batch import Asked, Ended
from ingest.telling.progress import Unwatched
from tests.builders import ARCHIVIST, carried, some_settings
from tests.ingest.makings import a_sheet, a_wav
from tests.ingest.spoken import a_docx, a_text

pytestmark = pytest.mark.usefixtures("no_children")
INDEX = "<index><point><time>1</time><title>La conserverie</title><synopsis>Les sirènes</synopsis></point></index>"
HEARD = {"segments": [{"start": 0, "end": 1, "text": "La machine entend sardine"}], "language": "fr"}


def take_in(archive: Archive, folder: Path) -> Ended:
    ended = batches.start(archive, Asked(str(folder)), "Anne", Unwatched())
    for ark in arks(archive):
        curate.open_record(archive, ARCHIVIST, ark)
    return ended


def arks(archive: Archive) -> list[str]:
    return [each.ark for each in accession.known(archive, ["a.wav"]).values()]


def the_record(archive: Archive) -> Record:
    return read.record(archive, ARCHIVIST, arks(archive)[0]).record


def test_a_machines_draft_is_for_archivists_until_its_file_is_opened(archive: Archive, tmp_path: Path) -> None:
    a_wav(tmp_path / "in/a.wav", 2)
    a_text(tmp_path / "in/a.json", json.dumps(HEARD))
    take_in(archive, tmp_path / "in")
    record = the_record(archive)
    carried(archive)
    assert [(file.role, file.label) for file in record.files] == [("sound", OPEN), ("transcript", CLOSED)]
    assert [each.text for each in read.words(archive, ARCHIVIST, record.ark)] == ["La machine entend sardine"]
    assert read.words(archive, PUBLIC, record.ark) == ()
    assert find.search(archive, PUBLIC, Question(text="sardine")).total == 0
    assert (
        read.form(archive, PUBLIC, record.ark, "f1", "audio.m4a").stat().st_size
    )  # the draft does not close its sound
    curate.set_file_label(archive, ARCHIVIST, record.ark, "f2", OPEN, "relue")
    carried(archive)
    assert [each.text for each in read.words(archive, PUBLIC, record.ark)] == ["La machine entend sardine"]
    assert find.search(archive, PUBLIC, Question(text="sardine")).total == 1


def test_closing_a_transcript_hides_its_words_before_anything_is_carried(archive: Archive, tmp_path: Path) -> None:
    a_wav(tmp_path / "in/a.wav", 2)
    a_docx(tmp_path / "in/a.fr.docx", ("temps", "locuteur", "texte"), ("0:01", "Marthe", "Une sardine"))
    take_in(archive, tmp_path / "in")
    ark = the_record(archive).ark
    carried(archive)
    assert find.search(archive, PUBLIC, Question(text="sardine")).total == 1
    curate.set_file_label(archive, ARCHIVIST, ark, "f2", CLOSED)
    assert find.search(archive, PUBLIC, Question(text="sardine")).total == 0
    assert read.words(archive, PUBLIC, ark) == ()
    with pytest.raises(FileNotFound):
        curate.set_file_label(archive, ARCHIVIST, ark, "f9", CLOSED)
    with pytest.raises(RecordNotFound):
        curate.set_file_label(archive, ARCHIVIST, "ark:99999/none", "f1", CLOSED)


def test_speakers_times_translations_and_segments_come_back_from_preservation_alone(
    archive: Archive, tmp_path: Path
) -> None:
    a_wav(tmp_path / "in/a.wav", 2)
    words = (
        "<transcript>MARTHE: Bom dia\nKARIM: Sim</transcript><sync>1:|2(1)</sync><transcript_alt>Bonjour</transcript_alt>"
        "<transcript_alt_lang>fr</transcript_alt_lang><language>pt</language>"
    )
    a_text(tmp_path / "in/a.xml", f"<ROOT><record>{words}{INDEX}</record></ROOT>")
    ended = take_in(archive, tmp_path / "in")
    assert ended.report.counts["added"] == 1
    carried(archive)
    record, before = the_record(archive), read.words(archive, ARCHIVIST, arks(archive)[0])
    assert [(each.speaker, each.language, each.kind, each.transcript) for each in before] == [
        ("MARTHE", "pt", None, "f2"), ("KARIM", "pt", None, "f2"), (None, "fr", "translation", "f2"),
    ]  # fmt: skip
    assert record.files[1].segments[0].titles == {"pt": "La conserverie"}
    again = tmp_path / "again"
    again.mkdir()
    (archive.settings.home / "preservation").rename(again / "preservation")
    anew = open_archive(some_settings(again))
    rebuild.rebuild(anew)
    reindex.reindex(anew)
    assert the_record(anew) == record
    assert read.words(anew, ARCHIVIST, record.ark) == before
    assert find.search(anew, PUBLIC, Question(text="bonjour")).total == 1
    anew.close()


def test_a_transcript_that_comes_again_unchanged_says_nothing_new(archive: Archive, tmp_path: Path) -> None:
    a_wav(tmp_path / "in/a.wav", 2)
    a_text(tmp_path / "in/a.xml", f"<ROOT><record>{INDEX}<transcript>Un mot</transcript></record></ROOT>")
    a_text(tmp_path / "in/a.json", json.dumps(HEARD))
    take_in(archive, tmp_path / "in")
    assert dict(take_in(archive, tmp_path / "in").report.counts) == {"skipped": 1}


@pytest.mark.parametrize("named", [False, True])
def test_facts_of_a_program_beside_a_recording_cost_it_nothing_unless_a_sheet_names_them(
    archive: Archive, tmp_path: Path, named: bool
) -> None:
    a_wav(tmp_path / "in/a.wav", 1)
    a_text(tmp_path / "in/a.json", '{"title": "un appareil"}')
    a_text(tmp_path / "in/a.xml", "<mets/>")
    header, row = ["source_identifier", "title@fr", "files"], ["a.wav", "Nadia", "a.wav|a.json" if named else "a.wav"]
    a_sheet(tmp_path / "in/records.csv", header, row)
    ended = take_in(archive, tmp_path / "in")
    assert dict(ended.report.counts) == ({"refused": 1} if named else {"added": 1})
    if not named:
        assert [file.name for file in the_record(archive).files] == ["a.wav"]


def test_what_stands_beside_a_recording_in_a_folder_is_taken_or_said(archive: Archive, tmp_path: Path) -> None:
    a_wav(tmp_path / "in/a.wav", 1)
    a_text(tmp_path / "in/a.json", '{"title": "un appareil"}')
    a_text(tmp_path / "in/a.csv", "temps;texte\n0:01;Une sardine\n")
    ended = take_in(archive, tmp_path / "in")
    assert dict(ended.report.counts) == {"added": 1}
    assert [(file.name, file.role) for file in the_record(archive).files] == [
        ("a.wav", "sound"),
        ("a.csv", "transcript"),
    ]
