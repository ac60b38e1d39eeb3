"""Sound and film made to do harm pass the real stages in real children: each costs itself, in words; none reaches another file
or the network, none hangs, none swells."""

from __future__ import annotations

import socket
import time
import wave
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from struct import pack, pack_into

import av
import pytest

from ingest.deriving.derive import make
from ingest.identifying.identify import identify
from ingest.identifying.refused import FileRefused
from ingest.limits import Limits
from ingest.workers import Lost, run_all
from tests.originals import a_film, a_sound, cut_short

#: What an archive allows, but for the time, so that tests end.
LIMITS = Limits(seconds=20, memory_bytes=2_000_000_000)
SECRET_SECONDS = 1.7


def taken(path: Path) -> str:
    """In a child: a file through the stages that read it; what it was taken as, or why not."""
    try:
        found = identify(path, LIMITS)
        made, _, _ = make(path, found.role, path.with_name(f"{path.name}-forms"), "f1", LIMITS)
    except FileRefused as refusal:
        return f"refused: {refusal.text} {refusal.remedy}"
    return f"{found.role} {made.duration_seconds:.1f}"


def outcome(path: Path, limits: Limits = LIMITS) -> str:
    [(_, result)] = run_all(taken, [path], limits, workers=1)
    return f"refused: {result.text} {result.remedy}" if isinstance(result, Lost) else result


PLAYLISTS: dict[str, Callable[[str], str]] = {
    "hls": lambda where: f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:2,\n{where}\n#EXT-X-ENDLIST\n",
    "concat": lambda where: f"ffconcat version 1.0\nfile '{where}'\n",
    "dash": lambda where: (
        f'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>{where}</BaseURL></MPD>'
    ),
    "sdp": lambda where: f"v=0\no=- 0 0 IN IP4 127.0.0.1\ns={where}\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
    "m3u": lambda where: f"{where}\n",
}
FIRST_BYTES = {
    "bare": b"", "behind a tag": b"ID3\x04\x00\x00\x00\x00\x00\x00", "called a film": b"\x00\x00\x00\x08ftyp",
    "called a wave": b"RIFF\x24\x00\x00\x00WAVE", "called an Ogg": b"OggS", "called Matroska": b"\x1aE\xdf\xa3",
}  # fmt: skip


@pytest.mark.parametrize("kind", PLAYLISTS)
def test_a_list_of_other_recordings_is_refused_and_never_followed(tmp_path: Path, kind: str) -> None:
    """Neither to a file beside it nor to a server: whatever stands before it and whatever it is called."""
    a_sound(tmp_path / "secret.wav", seconds=SECRET_SECONDS)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/secret.wav"
        traps = []
        for number, (where, before) in enumerate(
            (where, before) for where in ("secret.wav", str(tmp_path / "secret.wav"), address) for before in FIRST_BYTES
        ):
            traps.append(tmp_path / f"{number}.{('mp3', 'mp4', 'wav')[number % 3]}")
            traps[-1].write_bytes(FIRST_BYTES[before] + PLAYLISTS[kind](where).encode())
        for trap, result in run_all(taken, traps, LIMITS, workers=2):
            assert isinstance(result, Lost) or result.startswith("refused"), (trap.read_bytes(), result)
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("kind", ["hls", "concat", "dash"])
def test_a_playlist_is_refused_as_what_it_is(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.m3u8").write_text(PLAYLISTS[kind]("entretien.wav"))
    with pytest.raises(FileRefused, match="liste de lecture"):
        identify(tmp_path / "a.m3u8", LIMITS)


def a_picture(width: int, height: int) -> bytes:
    """A PNG that really holds so many pixels, all black, in few bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))

    squeezed, row = zlib.compressobj(9), bytes(1 + 3 * width)
    pixels = b"".join(squeezed.compress(row) for _ in range(height)) + squeezed.flush()
    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def with_cover(sound: Path, picture: bytes) -> Path:
    """An MP3 with a cover: an APIC frame of ID3v2.4, 4.14."""

    def in_sevens(number: int) -> bytes:
        return bytes(number >> shift & 127 for shift in (21, 14, 7, 0))

    frame = b"\x00image/png\x00\x03\x00" + picture
    tag = b"APIC" + in_sevens(len(frame)) + b"\x00\x00" + frame
    sound.write_bytes(b"ID3\x04\x00\x00" + in_sevens(len(tag)) + tag + sound.read_bytes())
    return sound


@pytest.mark.parametrize("side", [60, 15_000])
def test_a_cover_makes_no_film_and_a_huge_one_is_never_unpacked(tmp_path: Path, side: int) -> None:
    master = with_cover(a_sound(tmp_path / "a.mp3", "libmp3lame"), a_picture(side, side))
    # A cover of 15,000 × 15,000 would take 675 MB.
    assert outcome(master, Limits(seconds=20, memory_bytes=500_000_000)) == "sound 2.0"


def test_a_film_of_pictures_too_large_is_refused(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "a.mov"), "w") as target:
        stream = target.add_stream("png", rate=25)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 15_000, 15_000, "rgb24"
        for number in range(3):
            packet = av.Packet(a_picture(15_000, 15_000))
            packet.stream, packet.pts, packet.dts, packet.is_keyframe = stream, number, number, True
            packet.time_base = Fraction(1, 25)
            target.mux(packet)
    assert outcome(tmp_path / "a.mov").startswith("refused")


def test_a_sound_that_lies_about_its_length_is_as_long_as_it_is(tmp_path: Path) -> None:
    content = bytearray(a_sound(tmp_path / "a.m4a", "aac").read_bytes())
    for box, place in ((b"mvhd", 20), (b"mdhd", 20)):
        pack_into(">I", content, content.index(box) + place, 0x7FFFFFFF)
    (tmp_path / "a.m4a").write_bytes(content)
    assert outcome(tmp_path / "a.m4a") in ("sound 2.0", "sound 2.1")


def test_a_film_with_a_picture_of_another_century_does_not_hang(tmp_path: Path) -> None:
    """Ten years between two pictures."""
    a_film(tmp_path / "a.mkv", milliseconds=(40, 315_360_000_000, 40), with_sound=False)
    began = time.monotonic()
    assert outcome(tmp_path / "a.mkv")
    assert time.monotonic() - began < 30


def test_a_sound_with_a_gap_of_years_beside_its_pictures_does_not_hang(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "a.mkv"), "w") as target, av.open(str(a_film(tmp_path / "b.mkv"))) as source:
        copies = {each.index: target.add_stream_from_template(each) for each in source.streams}
        for number, packet in enumerate(source.demux()):
            if packet.dts is None:
                continue
            late = 30_000_000_000 if packet.stream.type == "audio" and number > 40 else 0
            packet.pts, packet.dts = (packet.pts or 0) + late, packet.dts + late
            packet.stream = copies[packet.stream.index]
            target.mux(packet)
    began = time.monotonic()
    assert outcome(tmp_path / "a.mkv")
    assert time.monotonic() - began < 40


def test_a_sound_of_days_in_a_few_bytes_is_stopped(tmp_path: Path) -> None:
    """FLAC says silence in a dozen bytes for each four seconds, MP3 cannot: days of it fit into a letter."""
    (tmp_path / "a.flac").write_bytes(days_of_silence(tmp_path))
    began = time.monotonic()
    assert outcome(tmp_path / "a.flac", Limits(seconds=3)).startswith("refused: La lecture n’en finissait pas")
    assert time.monotonic() - began < 60


def days_of_silence(folder: Path) -> bytes:
    with wave.open(str(folder / "one.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(bytes(2 * 8_000 * 40))
    with av.open(str(folder / "one.wav")) as source, av.open(str(folder / "one.flac"), "w") as target:
        stream = target.add_stream("flac", rate=8_000, layout="mono", options={"frame_size": "65535"})
        for frame in source.decode(audio=0):
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    content = (folder / "one.flac").read_bytes()
    first = content.index(b"\xff\xf8")
    return content[:first] + content[first:] * (900_000 // (len(content) - first))


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.flac", "a.ogg", "a.m4a", "a.aiff", "a.mp4", "a.avi", "a.mkv"])
@pytest.mark.parametrize("content", [b"", b"\x00" * 5000, b"\xff" * 5000, b"<script>alert(1)</script>" * 99])
def test_what_is_no_recording_is_refused_in_words(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        identify(tmp_path / name, LIMITS)
    assert refusal.value.text
    assert refusal.value.remedy


BROKEN: dict[str, Callable[[Path], Path]] = {
    "a.mp3": lambda path: a_sound(path, "libmp3lame"), "a.wav": a_sound, "a.flac": lambda path: a_sound(path, "flac"),
    "a.opus": lambda path: a_sound(path, "libopus", 48_000), "a.wma": lambda path: a_sound(path, "wmav2"),
    "a.aiff": lambda path: a_sound(path, "pcm_s16be"), "a.m4a": lambda path: a_sound(path, "aac"),
    "a.mp4": a_film, "a.mkv": a_film, "a.ts": lambda path: a_film(path, ticks=25),
    "a.avi": lambda path: a_film(path, codec="mpeg4", voice_codec="libmp3lame", ticks=25),
    "a.mpg": lambda path: a_film(path, codec="mpeg2video", voice_codec="mp2", ticks=25),
}  # fmt: skip


def test_recordings_with_bytes_spoilt_come_in_or_are_refused_and_nothing_else(tmp_path: Path) -> None:
    """Spoilt in their headers, in their middle, and cut; none so that its child dies of it."""
    traps: list[Path] = []
    for number, (name, maker) in enumerate(BROKEN.items()):
        content = maker(tmp_path / name).read_bytes()
        for step in range(4):
            spoilt = bytearray(content)
            for at in range(12 + 7 * step, len(spoilt), 97 + 511 * step):
                spoilt[at] ^= 0x55 + number
            traps.append(tmp_path / f"{step}-{name}")
            traps[-1].write_bytes(spoilt)
        traps.append(cut_short(tmp_path / name, 0.37))
    results = dict(run_all(taken, traps, LIMITS, workers=2))
    assert set(results) == set(traps)
    for trap, result in results.items():
        assert not isinstance(result, Lost), trap.name
        assert result.split(" ")[0] in ("refused:", "sound", "video"), trap.name
