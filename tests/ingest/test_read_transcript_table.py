"""Transcripts in a table: time, speaker, words, as people type them."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ingest.identifying.refused import FileRefused, TranscriptRefused
from ingest.identifying.transcript_types import table_type
from ingest.reading.read_transcript_table import _milliseconds
from tests.ingest.spoken import a_docx, a_text, said, words_of

WANTED = [(1.5, None, "Marthe", "Bonjour, Nantes"), (62.0, None, "Karim", "Oui")]


def test_a_csv_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    path = a_text(tmp_path / "a.csv", 'Temps;Locuteur;Texte\n0:01,500;Marthe;"Bonjour, Nantes"\n1:02;Karim;Oui\n')
    assert said(words_of(path)) == WANTED


def test_a_windows_csv_is_read_with_its_accents(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("Début;Fin;Paroles;Langue\n0:01;0:02;née à l’été;fr\n".encode("cp1252"))
    (one,) = words_of(tmp_path / "a.csv").passages
    assert (one.start_seconds, one.end_seconds, one.text, one.language) == (1.0, 2.0, "née à l’été", "fr")


def test_a_workbook_with_times_of_its_own_is_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["time", "speaker", "text"],
        [time(0, 0, 1, 500_000), "Marthe", "Bonjour, Nantes"],
        [timedelta(seconds=62), "Karim", "Oui"],
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert said(words_of(tmp_path / "a.xlsx")) == WANTED


def test_a_docx_with_headings_is_read(tmp_path: Path) -> None:
    path = a_docx(
        tmp_path / "a.docx", ("Minutage", "Intervenante", "Propos"), ("[00:00:01,500]", "Marthe", "Bonjour, Nantes"),
        ("1'02''", "Karim :", "Oui"),
    )  # fmt: skip
    assert said(words_of(path)) == WANTED


def test_a_docx_without_headings_is_read_by_what_its_columns_hold(tmp_path: Path) -> None:
    path = a_docx(tmp_path / "a.docx", ("0:01", "MARTHE : Bonjour"), ("0:03 – 0:05", "KARIM : Oui"))
    assert said(words_of(path)) == [(1.0, None, "MARTHE", "Bonjour"), (3.0, 5.0, "KARIM", "Oui")]


def test_rows_without_a_time_follow_the_one_above_and_are_counted(tmp_path: Path) -> None:
    words = words_of(a_text(tmp_path / "a.csv", "temps,texte\n0:05,Un\n,Deux\n0:09,Trois\n"))
    assert [each[3] for each in said(words)] == ["Un", "Deux", "Trois"]
    assert words.remarks[0].facts == {"count": 1}


def test_times_that_go_back_are_said_and_put_in_order(tmp_path: Path) -> None:
    words = words_of(a_text(tmp_path / "a.csv", "temps,texte\n0:05,Deux\n0:01,Un\n"))
    assert [each[3] for each in said(words)] == ["Un", "Deux"]
    assert words.remarks[0].facts == {"time": "0:00:01", "words": "Un"}


@pytest.mark.parametrize(
    ("cell", "word"), [("-0:05", "avant le début"), ("00:01:02:12", "ne se lit pas"), ("0:09-0:05", "finit avant")]
)
def test_a_time_that_cannot_be_is_refused_with_its_row(tmp_path: Path, cell: str, word: str) -> None:
    with pytest.raises(TranscriptRefused, match=word) as refusal:
        words_of(a_text(tmp_path / "a.csv", f"temps,texte\n0:01,Un\n{cell},Deux\n"))
    assert refusal.value.line == 3


def test_a_quote_that_never_closes_loses_no_row_unseen(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="guillemet"):
        words_of(a_text(tmp_path / "a.csv", 'temps,texte\n0:01,"Un\n0:02,Deux\n'))


@pytest.mark.parametrize("rows", [[("Nom", "Date"), ("Le Goff", "1962")], [("10:30", "Salle A")], []])
def test_another_table_is_no_transcript(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    path = a_docx(tmp_path / "a.docx", *rows)
    assert table_type(path, path.read_bytes()[:4096]) is None


def test_a_csv_of_records_is_no_transcript(tmp_path: Path) -> None:
    path = a_text(tmp_path / "a.csv", "source_identifier,dcterms:title@fr\n1,Une usine\n")
    assert table_type(path, path.read_bytes()) is None


@given(st.integers(0, 99 * 3_600_000))
def test_every_time_is_read_to_the_millisecond(milliseconds: int) -> None:
    seconds, rest = divmod(milliseconds, 1000)
    written = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d},{rest:03d}"
    assert _milliseconds(written, 1) == milliseconds
    assert _milliseconds(f"{seconds // 3600}h{seconds // 60 % 60}min{seconds % 60}.{rest:03d}s", 1) == milliseconds


@given(st.text(alphabet="0123456789:,.-'h []min s”→x", max_size=14))
def test_no_cell_breaks_the_reading_of_times(written: str) -> None:
    try:
        found = _milliseconds(written, 1)
    except TranscriptRefused:
        return
    assert found is None or found >= 0
