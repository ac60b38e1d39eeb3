"""Sound for the web: AAC in MP4, and the peaks of its waveform; streamed, so that six hours cost no more memory than one
minute. No metadata of the master goes with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import av
from av.audio.resampler import AudioResampler

from archive.failpoints import failpoint
from archive.model.derived import Derived
from ingest.refused import COPY_AGAIN, FileRefused, raise_where_full
from ingest.waveform import Waveform

SOUND, PEAKS = "audio.m4a", "peaks.json"
SAMPLES_A_SECOND = 44_100
_BITS_A_SECOND = {"mono": 96_000, "stereo": 128_000}
#: Beginnings of files that can be played before they are wholly there.
FAST_START = {"movflags": "+faststart"}
TROUBLES = (av.FFmpegError, OSError, ValueError)


def derive_sound(master: Path, folder: Path) -> Derived:
    """Make `audio.m4a` and `peaks.json`. Raises FileRefused for what holds no sound or cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    failpoint("sound: before write")
    waveform = Waveform()
    try:
        _encode(master, folder / SOUND, waveform)
    except TROUBLES as problem:
        raise refusal(problem, folder, "Le son est abîmé ou incomplet : il ne se lit pas jusqu’au bout.") from problem
    if not waveform.samples:
        raise FileRefused("Le fichier ne contient aucun son.", "Vérifiez que c’est bien l’enregistrement.")
    failpoint("sound: after write")
    write_peaks(waveform, folder)
    return Derived("sound", duration_seconds=waveform.samples / SAMPLES_A_SECOND, made=(SOUND, PEAKS))


def write_peaks(waveform: Waveform, folder: Path) -> None:
    failpoint("peaks: before write")
    (folder / PEAKS).write_text(json.dumps(waveform.points()))
    failpoint("peaks: after write")


def refusal(problem: Exception, folder: Path, text: str) -> FileRefused:
    """What stopped a reader of sound or film, as a refusal; what is not the file's fault is raised as it is."""
    raise_where_full(folder, problem)
    if isinstance(problem, OSError) and not isinstance(problem, av.FFmpegError):
        raise problem  # the share is gone
    return FileRefused(text, COPY_AGAIN)


def must_be_readable(stream: av.AudioStream | av.VideoStream) -> None:
    """Raises FileRefused for a track in a coding nobody here can read."""
    if getattr(stream, "codec_context", None) is None:
        raise FileRefused(
            "Le son ou l’image est dans un codage que l’archive ne sait pas lire.",
            "Exportez l’enregistrement en H.264 et AAC (MP4) depuis le logiciel qui l’a fait.",
        )


def layout_of(sound: av.AudioStream) -> str:
    return "mono" if sound.channels == 1 else "stereo"


def frames(source: av.container.InputContainer, sound: av.AudioStream, layout: str) -> Iterator[av.AudioFrame]:
    """The sound from its start as the web forms have it: 44.1 kHz, one or two channels, -1 to 1."""
    resampler = AudioResampler(format="fltp", layout=layout, rate=SAMPLES_A_SECOND)
    for frame in source.decode(sound):
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def add_voice(target: av.container.OutputContainer, layout: str) -> av.AudioStream:
    voice: av.AudioStream = target.add_stream("aac", rate=SAMPLES_A_SECOND, layout=layout)
    voice.bit_rate = _BITS_A_SECOND[layout]
    return voice


def _encode(master: Path, path: Path, waveform: Waveform) -> None:
    with av.open(str(master)) as source, av.open(str(path), "w", format="mp4", options=FAST_START) as target:
        if not source.streams.audio:
            raise FileRefused("Le fichier ne contient aucun son.", "Vérifiez que c’est bien l’enregistrement.")
        sound = source.streams.audio[0]
        must_be_readable(sound)
        voice = add_voice(target, layout_of(sound))
        for frame in frames(source, sound, layout_of(sound)):
            waveform.add(frame.to_ndarray())
            target.mux(voice.encode(frame))
        target.mux(voice.encode(None))
