"""Transcripts made to do harm pass the real readers in real children: each is refused with words, or read as words."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identifying.refused import FileRefused
from ingest.identifying.transcript_types import DOCX, ELAN, OHMS, SRT, TEI, VTT, WHISPER, XLSX
from ingest.limits import Limits
from ingest.reading.read_transcript import LARGEST_BYTES, READERS, read_transcript
from ingest.workers import Lost, run_all
from tests.hostile.fuzz_transcripts import SEEDS
from tests.ingest.spoken import a_text

CHECKOUT = Path(__file__).resolve().parents[2]
LIMITS = Limits(seconds=30, memory_bytes=1_500_000_000)
Trap = tuple[Path, str]
ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
MANY = 300_000


def taken(trap: Trap) -> str:
    """In a child: a transcript through its reader."""
    path, media_type = trap
    try:
        words = read_transcript(path, media_type, "f1", "f2", None)
    except FileRefused as refusal:
        return f"refused: {refusal.text} {refusal.remedy}"
    return f"taken: {words.passages[0].text[:80] if words.passages else ''}"


def marks_that_never_end(folder: Path) -> Iterator[tuple[str, Trap]]:
    """Texts that would cost a careless pattern the square of their length, or more."""
    begun = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
    for number, mark in enumerate(
        ("<v ", "<v.......", "<lang ", "</v ", "<c.", "<v A>x", "&amp", "<", "<br ", "{\\an8")
    ):
        yield "taken", (a_text(folder / f"{number}.vtt", begun + mark * MANY), VTT)
        yield "taken", (a_text(folder / f"{number}.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{mark * MANY}"), SRT)
    yield "refused", (a_text(folder / "spaces.srt", "1\n" + " " * MANY + "x\n"), SRT)
    yield "refused", (a_text(folder / "colons.srt", "1\n" + "1:" * MANY + "\n"), SRT)


def files_that_open_others(folder: Path) -> Iterator[tuple[str, Trap]]:
    for name, kind, root in (("o", OHMS, "ROOT"), ("t", TEI, "TEI"), ("e", ELAN, "ANNOTATION_DOCUMENT")):
        for number, before in enumerate((ENTITY, LAUGHS)):
            inside = f"<record><transcript>&a;</transcript><text><u>&a;&c;</u></text></record></{root}>"
            yield "refused", (a_text(folder / f"{name}{number}.xml", f"{before}<{root}>{inside}"), kind)
        yield "refused", (a_text(folder / f"{name}-cut.xml", f"<{root}><record>"), kind)
        yield "refused", (a_text(folder / f"{name}-deep.xml", f"<{root}><text><u>" + "<seg>" * 100_000), kind)
    yield "refused", (a_text(folder / "deep.json", '{"segments":' + "[" * 200_000), WHISPER)


def archives_that_swell(folder: Path) -> Iterator[tuple[str, Trap]]:
    with (
        zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as body,
    ):
        for _ in range(70):
            body.write(b" " * 1_000_000)
    yield "refused", (folder / "bomb.docx", DOCX)
    lying = bytearray((folder / "bomb.docx").read_bytes())
    directory = lying.rindex(b"PK\x01\x02")
    lying[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    (folder / "lying.docx").write_bytes(bytes(lying))
    yield "refused", (folder / "lying.docx", DOCX)
    (folder / "cut.docx").write_bytes((folder / "bomb.docx").read_bytes()[:500])
    yield "refused", (folder / "cut.docx", DOCX)
    (folder / "cut.xlsx").write_bytes(b"PK\x03\x04" + bytes(400))
    yield "refused", (folder / "cut.xlsx", XLSX)


@pytest.mark.parametrize("made", [marks_that_never_end, files_that_open_others, archives_that_swell])
def test_every_trap_is_refused_with_words_or_read_as_words(tmp_path: Path, made: object) -> None:
    assert callable(made)
    wanted = {trap: outcome for outcome, trap in made(tmp_path)}
    for trap, outcome in run_all(taken, wanted, LIMITS, workers=2):
        assert not isinstance(outcome, Lost), trap
        assert outcome.startswith(wanted[trap]), (trap, outcome)
        assert "localhost" not in outcome


def test_a_hundred_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(FileRefused, match="trop long"):
        read_transcript(path, VTT, "f1", "f2", None)


def test_the_longest_transcript_that_is_taken_fits_a_childs_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    cue = "00:01.000 --> 00:02.000\n" + "mot " * 100 + "\n\n"
    path.write_text("WEBVTT\n\n" + cue * (LARGEST_BYTES // len(cue) - 1), "utf-8")
    (_, outcome) = next(iter(run_all(taken, [(path, VTT)], LIMITS, workers=1)))
    assert outcome == f"taken: {('mot ' * 20)[:80]}"


def test_more_sentences_than_a_hundred_interviews_have_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="100000"):
        read_transcript(
            a_text(tmp_path / "a.vtt", "WEBVTT\n\n" + "00:01.000 --> 00:02.000\nx\n\n" * 100_001), VTT, "f1", "f2", None
        )


def test_script_in_a_cue_is_words(tmp_path: Path) -> None:
    path = a_text(
        tmp_path / "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<script>alert(1)</script> <rires> <b>Oui</b>\n"
    )
    (passage,) = read_transcript(path, VTT, "f1", "f2", None).passages
    assert passage.text == "<script>alert(1)</script> <rires> Oui"


pieces = st.sampled_from([
    "<ROOT>", "<record>", "<transcript>", "<sync>1:|1(1)</sync>", "</transcript>", "</record>", "</ROOT>", "<index>", "<point>",
    "<time>7</time>", "</point>", "</index>", "<TEI>", "<timeline>", "<when interval='2'/>", "</timeline>", "<u start='#a'>",
    "</u>", "</TEI>", "<ANNOTATION_DOCUMENT>", "<TIER TIER_ID='a'>", "<ANNOTATION>", "<ALIGNABLE_ANNOTATION ANNOTATION_ID='x'>",
    "<ANNOTATION_VALUE>", "</ANNOTATION_VALUE>", "</ALIGNABLE_ANNOTATION>", "</ANNOTATION>", "</TIER>", "</ANNOTATION_DOCUMENT>",
    "mot", "&#233;", "<vtt_transcript>WEBVTT\n\n", "</vtt_transcript>", "<anchor synch='#a'/>", "é", "temps;texte\n", "0:01;Un\n",
])  # fmt: skip


@pytest.mark.parametrize("media_type", READERS)
@given(
    st.lists(pieces, max_size=25).map("".join).map(str.encode)
    | st.binary(max_size=200)
    | st.binary(max_size=99).map(b"PK\x03\x04".__add__)
)
def test_no_bytes_break_a_reader(tmp_path_factory: pytest.TempPathFactory, media_type: str, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzzed"
    path.write_bytes(content)
    try:
        words = read_transcript(path, media_type, "f1", "f2", None)
    except FileRefused:
        return
    for each in words.passages:
        assert each.text
        each.text.encode("utf-8")
        assert (each.start_seconds or 0) <= (each.end_seconds or 1e12)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("media_type", SEEDS)
def test_two_minutes_of_ever_deeper_input_break_no_reader(media_type: str) -> None:
    pytest.importorskip("atheris", reason="atheris installs on some systems only")
    command = [sys.executable, "-m", "tests.hostile.fuzz_transcripts", media_type, "120"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
