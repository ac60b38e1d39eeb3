"""Opens sound and film: the file alone, as one of the containers the archive takes, whatever it would have a reader open.

A playlist, a list of parts or a stream's address inside is never followed, neither on the network nor on this disk; a
cover or a picture larger than any film's is never unpacked.
"""

from __future__ import annotations

from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition, Stream

from ingest.identifying.refused import COPY_AGAIN, FileRefused, raise_where_full
from ingest.workers import more_time

#: What stops a reader of sound or film.
TROUBLES = (av.FFmpegError, OSError, ValueError, OverflowError)
_CONTAINERS = "aac,aiff,asf,avi,flac,matroska,mov,mp3,mpeg,mpegts,mpegvideo,ogg,wav"
#: 8K film has 33 million.
_MOST_PIXELS = {"max_pixels": "40000000"}
_ALONE = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "file", **_MOST_PIXELS}
#: No coding of speech says a second in fewer bytes, none of film in fewer: what is smaller lies about its length.
_SPEECH_BYTES_A_SECOND, _FILM_BYTES_A_SECOND = 600, 2000
_LONGEST_SECONDS = 86_400
#: How long a slow machine works on a second of sound, and of film.
_WORK_ON_SOUND, _WORK_ON_FILM = 0.1, 2.0


def open_media(path: Path) -> InputContainer:
    """Open a sound or a film. Raises one of TROUBLES."""
    # Tags in letters of Windows are no fault of the sound.
    return av.open(f"file:{path.absolute()}", options=_ALONE, metadata_errors="surrogateescape")


def film_in(source: InputContainer) -> av.VideoStream | None:
    """The first moving picture, a cover being none."""
    return next((each for each in source.streams.video if not each.disposition & Disposition.attached_pic), None)


def sound_in(source: InputContainer) -> av.AudioStream | None:
    return next(iter(source.streams.audio), None)


def must_be_readable(stream: av.AudioStream | av.VideoStream) -> None:
    """Raises FileRefused for a track in a coding nobody here can read; a picture too large is stopped by its reader."""
    if getattr(stream, "codec_context", None) is None:
        raise FileRefused(
            "Le son ou l’image est dans un codage que l’archive ne sait pas lire.",
            "Exportez l’enregistrement en H.264 et AAC (MP4) depuis le logiciel qui l’a fait.",
        )
    stream.codec_context.options = _MOST_PIXELS


def ask_for_time(source: InputContainer, path: Path) -> None:
    """Have the child that reads it be given the time its length asks, as far as its size makes that length believable."""
    least, work = (_FILM_BYTES_A_SECOND, _WORK_ON_FILM) if film_in(source) else (_SPEECH_BYTES_A_SECOND, _WORK_ON_SOUND)
    said = (source.duration or 0) / av.time_base
    more_time(max(0.0, min(said, path.stat().st_size / least, _LONGEST_SECONDS)) * work)


def is_mp4(source: InputContainer) -> bool:
    return "mp4" in source.format.name


def start_of(source: InputContainer, stream: Stream) -> int:
    """Where the recording begins on a track's own clock: tapes captured from a broadcast begin at any hour."""
    return int((source.start_time or 0) / av.time_base / (stream.time_base or 1))


def refusal(problem: Exception, folder: Path, text: str) -> FileRefused:
    """What stopped a reader of sound or film, as a refusal; what is not the file's fault is raised as it is."""
    raise_where_full(folder, problem)
    if isinstance(problem, OSError) and not isinstance(problem, av.FFmpegError):
        raise problem  # the share is gone
    return FileRefused(text, COPY_AGAIN)
