"""Transcripts: every sentence with its time to the millisecond and its voice, or the line that cannot be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model.transcript import Passage
from ingest.identifying.media_types import SNIFFED_BYTES, media_type_of
from ingest.identifying.refused import TranscriptRefused
from ingest.reading.cues import Cue
from ingest.reading.read_transcript import Words, decoded, read_cues, read_transcript
from tests.originals import SHARED, sample

GOOD = {
    "08-webvtt-srt/webvtt-py/sample.vtt": (16, 0.5, 64.3), "08-webvtt-srt/webvtt-py/sample.srt": (5, 0.5, 23.88),
    "08-webvtt-srt/webvtt-py/captions_with_bom.vtt": (4, 0.5, 21.58), "08-webvtt-srt/webvtt-py/regions.vtt": (2, 0.0, 22.5),
    "08-webvtt-srt/webvtt-py/styles_colours.srt": (6, 7.12, 149.28),
    "08-webvtt-srt/webvtt-py/metadata_headers_multiline.vtt": (2, 0.5, 11.89),
    "08-webvtt-srt/webvtt-py/using_identifiers.vtt": (6, 0.5, 27.28),
    "08-webvtt-srt/elephantsdream/captions.ar.vtt": (77, 15.042, 540.0),
    "08-webvtt-srt/elephantsdream/captions.ru.vtt": (84, 14.958, 540.0),
    "04-oral-fr/vtt/Rhap_D0003.vtt": (58, 0.232, 127.893), "07-audio-video/sonnet1_librivox_en.vtt": (15, 0.0, 53.24),
}  # fmt: skip
BROKEN = {
    "invalid.vtt": 1, "invalid_format1.srt": 1, "invalid_format2.srt": 1, "invalid_format3.srt": 2,
    "invalid_format4.srt": 1, "invalid_timeframe.srt": 6, "invalid_timeframe.vtt": 6, "missing_timeframe.srt": 6,
    "missing_timeframe.vtt": 6, "non_padded_timestamps.vtt": 4, "no_captions.vtt": 1,
}  # fmt: skip


def words_of(path: Path, language: str | None = None) -> Words:
    """What a transcript says, read by what it is."""
    with path.open("rb") as file:
        media_type = media_type_of(path.name, file.read(SNIFFED_BYTES)) or "text/vtt"
    return read_transcript(path, media_type, "f1", "f2", language)


def passages(folder: Path, text: str, name: str = "a.vtt") -> tuple[Passage, ...]:
    (folder / name).write_text(text, "utf-8")
    return words_of(folder / name, "fr").passages


def test_a_cue_becomes_a_passage_of_its_recording(tmp_path: Path) -> None:
    (one,) = passages(tmp_path, "WEBVTT\n\n1\n00:01.250 --> 01:02:03.004 align:start\nBonjour,\nNantes\n")
    assert one == Passage("f1", 1, "Bonjour, Nantes", "fr", start_seconds=1.25, end_seconds=3723.004, transcript="f2")


def test_each_voice_of_a_cue_is_a_passage_with_its_speaker(tmp_path: Path) -> None:
    said = (
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Marthe Le Goff>Oui.</v> <i>silence</i>\n"
        "<v.fort A&amp;B>Non\n<v.fort A&amp;B>vraiment\n"
    )
    found = [(each.speaker, each.text) for each in passages(tmp_path, said)]
    assert found == [("Marthe Le Goff", "Oui."), (None, "silence"), ("A&B", "Non vraiment")]


def test_tags_are_taken_away_and_references_read(tmp_path: Path) -> None:
    said = (
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<c.rouge>l&apos;&eacute;t&eacute;</c> <00:02.000>&lt;b&gt; 3 < 4 et 5 > 2\n"
    )
    assert passages(tmp_path, said)[0].text == "l'été <b> 3 < 4 et 5 > 2"


def test_notes_styles_and_regions_are_no_words(tmp_path: Path) -> None:
    beside = "NOTE\nà revoir\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n"
    said = f"WEBVTT - titre\nKind: captions\n\n{beside}00:01.000 --> 00:02.000\nOui\n"
    assert [each.text for each in passages(tmp_path, said)] == ["Oui"]


def test_times_right_after_the_header_or_the_words_begin_a_cue(tmp_path: Path) -> None:
    said = "WEBVTT\n00:01.000 --> 00:02.000\nUn\n00:03.000 --> 00:04.000\nDeux\n"
    assert [each.text for each in passages(tmp_path, said)] == ["Un", "Deux"]


def test_passages_stand_in_the_order_of_time(tmp_path: Path) -> None:
    said = "WEBVTT\n\n00:03.000 --> 00:04.000\nDeux\n\n00:01.000 --> 00:02.000\nUn\n"
    assert [(each.number, each.text) for each in passages(tmp_path, said)] == [(1, "Un"), (2, "Deux")]


def test_subrip_keeps_a_speaker_written_in_capitals_and_no_other(tmp_path: Path) -> None:
    said = (
        "1\r\n00:00:01,5 --> 00:00:02,250\r\n{\\an8}<i>INTERVIEWEUSE :</i> Et après ?\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:04,000\r\nAttention : travaux\r\n"
    )
    found = [(each.start_seconds, each.speaker, each.text) for each in passages(tmp_path, said, "a.srt")]
    assert found == [(1.5, "INTERVIEWEUSE", "Et après ?"), (3.0, None, "Attention : travaux")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_older_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.srt").write_bytes("1\n00:00:01,000 --> 00:00:02,000\nnée à l’été\n".encode(encoding))
    assert words_of(tmp_path / "a.srt").passages[0].text == "née à l’été"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("", 1),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\nUn\n", 1),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nUn\n\n00:61.000 --> 01:02.000\nDeux\n", 6),
        ("WEBVTT\n\n00:01.0000 --> 00:02.000\nUn\n", 3),
        ("WEBVTT\n\n1\n00:02.000 --> 00:01.000\nUn\n", 4),
        ("WEBVTT\n\nUn mot perdu\n", 3),
        (f"WEBVTT\n\n{'9' * 5000}:00:01.000 --> 00:02.000\nUn\n", 3),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(tmp_path: Path, said: str, line: int) -> None:
    with pytest.raises(TranscriptRefused) as refusal:
        passages(tmp_path, said)
    assert refusal.value.line == line
    assert f"Ligne {line} :" in refusal.value.text
    assert refusal.value.remedy


@pytest.mark.parametrize("name", GOOD)
def test_sample_transcripts_are_read_to_the_millisecond(name: str) -> None:
    found = words_of(sample(name)).passages
    assert (len(found), found[0].start_seconds, found[-1].end_seconds) == GOOD[name]


@pytest.mark.parametrize("name", BROKEN)
def test_broken_sample_transcripts_are_refused_with_their_line(name: str) -> None:
    with pytest.raises(TranscriptRefused) as refusal:
        words_of(sample(f"08-webvtt-srt/webvtt-py/{name}"))
    assert refusal.value.line == BROKEN[name]


def test_every_arrow_of_the_sample_transcripts_gives_a_passage() -> None:
    sample("08-webvtt-srt")
    for path in sorted((SHARED / "08-webvtt-srt/elephantsdream").glob("*.vtt")):
        assert len(words_of(path).passages) == path.read_text("utf-8").count("-->"), path.name


def captions_of_samples() -> list[Path]:
    folders = (SHARED / "08-webvtt-srt", SHARED / "04-oral-fr", SHARED / "07-audio-video")
    return sorted(path for folder in folders for kind in ("*.vtt", "*.srt") for path in folder.rglob(kind))


@pytest.mark.parametrize("path", captions_of_samples(), ids=lambda path: path.name)
def test_every_sample_is_read_to_its_last_millisecond_or_is_known_to_be_broken(path: Path) -> None:
    if path.name in BROKEN or not path.stat().st_size:
        with pytest.raises(TranscriptRefused):
            words_of(path)
        return
    stamps = re.findall(
        r"^([\d:.,]+) +--> +([\d:.,]+)(?: .*)?\n(?!\n|[\d:.,]+ -->|$)", path.read_text("utf-8-sig"), re.MULTILINE
    )
    wanted = {(milliseconds_of(start), milliseconds_of(end)) for start, end in stamps}
    found = words_of(path).passages
    assert {
        (round((each.start_seconds or 0) * 1000), round((each.end_seconds or 0) * 1000)) for each in found
    } == wanted


def milliseconds_of(stamp: str) -> int:
    *hours, minutes, seconds = re.split("[:]", stamp.replace(",", "."))
    return round((int(hours[0] if hours else 0) * 60 + int(minutes)) * 60_000 + float(seconds) * 1000)


times = st.integers(0, 99 * 3_600_000)
words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"], exclude_characters="<>&-:"), min_size=1)


def written(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{rest:03d}"


@pytest.mark.parametrize("web", [True, False])
@given(data=st.data())
def test_times_and_words_survive_whatever_they_are(web: bool, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(st.tuples(times, times, words), min_size=1))
    cues = [(min(one, other), max(one, other), said) for one, other, said in drawn]
    blocks = [
        f"{number}\n{written(start, '.' if web else ',')} --> {written(end, '.' if web else ',')}\n{said}\n"
        for number, (start, end, said) in enumerate(cues, start=1)
    ]
    found = read_cues("\n".join(["WEBVTT\n"] * web + blocks))
    assert [(cue.start, cue.end, cue.words) for cue in found] == sorted(cues, key=lambda cue: cue[0])


def cues_or_none(text: str) -> list[Cue]:
    """The cues of a text; none where it is refused, which is the only other thing that may happen."""
    try:
        return read_cues(text)
    except TranscriptRefused:
        return []


@given(st.binary(max_size=300), st.sampled_from([b"", b"WEBVTT\n\n", b"1\n00:00:01,000 --> 00:00:02,000\n"]))
def test_no_bytes_break_the_reader(content: bytes, before: bytes) -> None:
    for cue in cues_or_none(decoded(before + content)):
        assert cue.start is not None
        assert cue.end is not None
        assert 0 <= cue.start <= cue.end
        assert cue.words


@given(st.lists(st.sampled_from(
    ["WEBVTT", "NOTE", "STYLE", "-->", "00:01.000", "00:02.000", "<v", "<v A>", "</v>", "&amp", ">", " ", "\n", "\n\n", "x", "1"]
), max_size=40))  # fmt: skip
def test_no_order_of_the_standards_own_words_breaks_the_reader(parts: list[str]) -> None:
    assert all(cue.words for cue in cues_or_none("WEBVTT\n" + "".join(parts)))
