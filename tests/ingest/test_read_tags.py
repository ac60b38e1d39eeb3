"""What stands inside a recording is proposed with its source; a tape's digitising is not its making; no place goes further."""

from __future__ import annotations

from pathlib import Path
from struct import pack

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.identifying.identify import identify
from ingest.item import IncomingFile, Item
from ingest.limits import Limits
from ingest.reading.read_tags import RecordingFacts, read_tags
from ingest.stages import Orders, identify_files
from tests.ingest.makings import a_guide
from tests.originals import a_film, a_sound

TAPE = "A=ANALOGUE,M=mono,T=Studer A807\r\nA=PCM,F=48000,W=24,M=mono\r\n"


def a_broadcast_wave(
    path: Path, description: str = "Entretien avec Marthe, à Nantes", originator: str = "Radio Alternantes",
    day: str = "1998-05-12", history: str = "", encoding: str = "cp1252", title: str = "",
) -> Path:  # fmt: skip
    """Half a second of silence with a bext chunk (EBU Tech 3285, 2.3) and a title in RIFF INFO."""

    def field(text: str, length: int) -> bytes:
        return text.encode(encoding, errors="replace")[:length].ljust(length, b"\x00")

    def chunk(name: bytes, content: bytes) -> bytes:
        return name + pack("<I", len(content)) + content + b"\x00" * (len(content) % 2)

    bext = field(description, 256) + field(originator, 32) + field("FRRAD0001", 32) + field(day, 10) + b"10:20:30"
    bext += pack("<QH", 48_000, 1) + bytes(64 + 190) + history.encode()
    info = b"INFO" + chunk(b"INAM", title.encode(encoding) + b"\x00") if title else b"INFO"
    form = chunk(b"fmt ", pack("<HHIIHH", 1, 1, 48_000, 96_000, 2, 16))
    body = b"WAVE" + chunk(b"bext", bext) + form + chunk(b"LIST", info) + chunk(b"data", bytes(48_000))
    path.write_bytes(b"RIFF" + pack("<I", len(body)) + body)
    return path


def proposed(facts: RecordingFacts) -> dict[str, tuple[str, str]]:
    return {each.term: (each.value.text, each.source) for each in facts.proposals}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_a_broadcast_wave_proposes_what_its_maker_wrote(tmp_path: Path, encoding: str) -> None:
    facts = read_tags(a_broadcast_wave(tmp_path / "a.wav", encoding=encoding, title="Chez Arthé"))
    assert proposed(facts) == {
        "title": ("Chez Arthé", "étiquette « title »"),
        "creator": ("Radio Alternantes", "BWF Originator"),
        "description": ("Entretien avec Marthe, à Nantes", "BWF Description"),
        "created": ("1998-05-12", "BWF OriginationDate"),
    }
    assert facts.technical["recorder_reference"] == "FRRAD0001"
    assert facts.technical["time_reference_samples"] == "48000"


def test_the_day_a_tape_was_digitised_is_not_the_day_it_was_recorded(tmp_path: Path) -> None:
    facts = read_tags(a_broadcast_wave(tmp_path / "a.wav", history=TAPE))
    assert "created" not in proposed(facts)
    assert facts.technical["digitised"] == "1998-05-12"
    assert "Studer A807" in facts.technical["coding_history"]


@pytest.mark.parametrize("machine", ["ZOOM H4n", "Sound Devices 702T", "TASCAM DR-40", "Lavf58.29.100"])
def test_a_machine_is_nobody_who_made_anything(tmp_path: Path, machine: str) -> None:
    facts = read_tags(a_broadcast_wave(tmp_path / "a.wav", originator=machine))
    assert "creator" not in proposed(facts)
    assert facts.technical["recorder"] == machine


@pytest.mark.parametrize(
    ("written", "day"),
    [("1998-05-12", "1998-05-12"), ("1998:05:12", "1998-05-12"), ("1998/05/00", "1998-05"), ("1998_05_12", "1998-05-12"),
     ("0000-00-00", ""), ("1904-01-01", ""), ("1970-01-01", ""), ("1998-13-45", ""), ("mai 1998", ""), ("", "")],
)  # fmt: skip
def test_a_day_is_one_or_none_is_proposed(tmp_path: Path, written: str, day: str) -> None:
    assert proposed(read_tags(a_broadcast_wave(tmp_path / "a.wav", day=written))).get("created", ("",))[0] == day


@pytest.mark.parametrize(("name", "codec", "rate"), [("a.mp3", "libmp3lame", 44_100), ("a.ogg", "libopus", 48_000),
                                                     ("a.flac", "flac", 44_100), ("a.m4a", "aac", 44_100)])  # fmt: skip
def test_the_tags_of_other_sounds_are_proposed_too(tmp_path: Path, name: str, codec: str, rate: int) -> None:
    facts = read_tags(a_sound(tmp_path / name, codec, rate, title="L’été", artist="Jeanne Le Goff", date="1987"))
    assert {term: text for term, (text, _) in proposed(facts).items()} == {
        "title": "L’été", "creator": "Jeanne Le Goff", "created": "1987",
    }  # fmt: skip


def test_where_a_telephone_filmed_is_said_to_be_kept_back_and_goes_no_further(tmp_path: Path) -> None:
    film = a_film(tmp_path / "a.mov", location="+47.2184-001.5536/", creation_time="2019-06-21T10:00:00Z")
    item = Item("r1", "folder", files=(IncomingFile("f1", film, film.name),))
    known = identify_files(item, Orders(a_guide()))
    assert [each.term for each in known.proposals] == ["created"]
    assert [each.text for each in known.problems if "lieu" in each.text]
    assert "47.2184" not in repr(known)


def test_tags_in_letters_of_windows_do_not_make_a_sound_damaged(tmp_path: Path) -> None:
    assert identify(a_broadcast_wave(tmp_path / "a.wav", "L’été à Trignac"), Limits()).role == "sound"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=700), st.integers(0, 2**32 - 1))
def test_nonsense_in_a_broadcast_chunk_never_stops_a_reader(tmp_path: Path, content: bytes, length: int) -> None:
    wave = a_sound(tmp_path / "a.wav", seconds=0.1).read_bytes()
    (tmp_path / "b.wav").write_bytes(wave[:12] + b"bext" + pack("<I", length) + content + wave[12:])
    facts = read_tags(tmp_path / "b.wav")
    assert all(each.value.text.strip() for each in facts.proposals)


def test_what_is_no_recording_has_no_facts(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    assert read_tags(tmp_path / "a.wav") == RecordingFacts()
