"""Sound for the web: Opus and AAC, as loud as every other recording, and the peaks of its waveform; streamed, so that six
hours cost little more memory than one minute (the MP4's own table of frames). No metadata of the master goes with it, and the
master is never touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer, OutputContainer

from archive.failpoints import failpoint
from archive.model.derived import Derived
from ingest.deriving.loudness import SAMPLES_A_SECOND, Loudness, layout_of, levelled, measure
from ingest.deriving.waveform import Waveform
from ingest.identifying.refused import FileRefused
from ingest.reading.open_media import TROUBLES, ask_for_time, must_be_readable, open_media, refusal, sound_in

SOUND, SMALL_SOUND, PEAKS = "audio.m4a", "audio.opus", "peaks.json"
#: Beginnings of files that can be played before they are wholly there.
FAST_START = {"movflags": "+faststart"}


@dataclass(frozen=True)
class Coding:
    """How sound is coded: the encoder, its samples, and its bits a second for one channel and for two."""

    encoder: str
    samples: str
    bits: dict[str, int]


AAC = Coding("aac", "fltp", {"mono": 96_000, "stereo": 128_000})
OPUS = Coding("libopus", "flt", {"mono": 64_000, "stereo": 96_000})


def derive_sound(master: Path, folder: Path) -> Derived:
    """Make `audio.m4a`, `audio.opus` and `peaks.json`. Raises FileRefused for what holds no sound or cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    failpoint("sound: before write")
    waveform = Waveform()
    try:
        loudness = _hear(master, waveform)
        _encode(master, folder, loudness)
    except TROUBLES as problem:
        raise refusal(problem, folder, "Le son est abîmé ou incomplet : il ne se lit pas jusqu’au bout.") from problem
    failpoint("sound: after write")
    write_peaks(waveform, folder)
    return Derived(
        "sound", duration_seconds=waveform.samples / SAMPLES_A_SECOND, made=(SOUND, SMALL_SOUND, PEAKS),
        technical=loudness.technical(),
    )  # fmt: skip


def write_peaks(waveform: Waveform, folder: Path) -> None:
    failpoint("peaks: before write")
    (folder / PEAKS).write_text(json.dumps(waveform.points()))
    failpoint("peaks: after write")


def add_voice(target: OutputContainer, coding: Coding, layout: str) -> av.AudioStream:
    voice = target.add_stream(coding.encoder, rate=SAMPLES_A_SECOND, layout=layout)
    if not isinstance(voice, av.AudioStream):
        raise TypeError(f"{coding.encoder} codes no sound")
    voice.format = av.AudioFormat(coding.samples)
    voice.bit_rate = coding.bits[layout]
    return voice


@contextmanager
def _heard(master: Path) -> Iterator[tuple[InputContainer, av.AudioStream]]:
    with open_media(master) as source:
        sound = sound_in(source)
        if sound is None:
            raise _silent()
        must_be_readable(sound)
        yield source, sound


def _hear(master: Path, waveform: Waveform) -> Loudness:
    with _heard(master) as (source, sound):
        ask_for_time(source, master)
        loudness = measure(source, sound, waveform)
    if not waveform.samples:
        raise _silent()
    return loudness


def _encode(master: Path, folder: Path, loudness: Loudness) -> None:
    """Both forms at once: the master is read and levelled once for the two."""
    with ExitStack() as opened:
        source, sound = opened.enter_context(_heard(master))
        voices = []
        for name, form, options, coding in ((SOUND, "mp4", FAST_START, AAC), (SMALL_SOUND, "ogg", {}, OPUS)):
            target = opened.enter_context(av.open(str(folder / name), "w", format=form, options=options))
            voices.append((target, add_voice(target, coding, layout_of(sound))))
        for frame in levelled(source, sound, loudness):
            for target, voice in voices:
                target.mux(voice.encode(frame))
        for target, voice in voices:
            target.mux(voice.encode(None))


def _silent() -> FileRefused:
    return FileRefused("Le fichier ne contient aucun son.", "Vérifiez que c’est bien l’enregistrement.")
