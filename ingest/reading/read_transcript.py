"""Transcripts of every format as passages, to the millisecond, or refused by line.

An archive must not lose a sentence unseen: what a browser would skip in silence is refused here with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.model.segments import Segment
from archive.model.transcript import Passage
from ingest.identifying.refused import FileRefused, TranscriptRefused
from ingest.reading.cues import Cue, Remark, Script, backward, clock, in_order
from ingest.reading.read_elan import read_elan
from ingest.reading.read_ohms import read_ohms
from ingest.reading.read_srt import srt_cues
from ingest.reading.read_tei import read_tei
from ingest.reading.read_transcript_table import read_transcript_table
from ingest.reading.read_vtt import header_language, vtt_cues
from ingest.reading.read_whisper import read_whisper
from ingest.telling import messages

_VTT_SIGNATURE = re.compile(r"WEBVTT(?:[ \t\n]|$)")
LARGEST_BYTES = 30_000_000
_MOST_CUES = 100_000
#: A sound may end so much before the last words' time: players and encoders count otherwise.
_NEAR_ENOUGH_MILLISECONDS = 2_000
#: Captions often begin a little before those above them end.
_SLIGHTLY_MILLISECONDS = 500


@dataclass(frozen=True)
class Words:
    """What a transcript gives to its recording; `machine` names the program that wrote it, None where people did."""

    passages: tuple[Passage, ...]
    segments: tuple[Segment, ...] = ()
    machine: str | None = None
    remarks: tuple[Remark, ...] = ()

    def last_milliseconds(self) -> int:
        """The last time it names."""
        ends = [each.end_seconds or each.start_seconds or 0.0 for each in self.passages]
        return round(1000 * max([*ends, *(each.start_seconds for each in self.segments)], default=0.0))


def read_transcript(path: Path, media_type: str, recording: str, transcript: str, language: str | None) -> Words:
    """The words of a transcript (`transcript` is its file id) as passages of a recording, in order of time.

    A cue of two voices gives two passages with the same times; a cue without words gives none. `language` is that of
    its name or sheet; what the words say of themselves comes first. Raises TranscriptRefused, FileRefused.
    """
    if path.stat().st_size > LARGEST_BYTES:
        raise TranscriptRefused(1, "le fichier est trop long pour une transcription.", "Partagez-le.")
    try:
        script = READERS[media_type](path)
    except RecursionError:
        raise FileRefused("Ce fichier est trop imbriqué pour une transcription.", "Réexportez-le.") from None
    if len(script.cues) > _MOST_CUES:
        raise TranscriptRefused(1, f"il y a plus de {_MOST_CUES} phrases.", "Partagez-le.")
    passages = tuple(
        Passage(
            recording, number, cue.words, cue.language or language or script.language, start_seconds=_seconds(cue.start),
            end_seconds=_seconds(cue.end), speaker=cue.speaker, transcript=transcript, kind=cue.kind,
        )
        for number, cue in enumerate(script.cues, start=1)
    )  # fmt: skip
    return Words(passages, script.segments, script.machine, (*script.remarks, *_doubts(script.cues)))


def longer_than(words: Words, duration_seconds: float) -> Remark | None:
    """What to say of a transcript that goes on after its sound has ended."""
    last, length = words.last_milliseconds(), round(duration_seconds * 1000)
    if not length or last <= length + _NEAR_ENOUGH_MILLISECONDS:
        return None
    return Remark(messages.LONGER_THAN_ITS_SOUND, {"last": clock(last), "length": clock(length)})


def read_cues(text: str, web: bool = False) -> list[Cue]:
    """The cues of a WebVTT or SubRip text, ordered by their start; `web`: it is called WebVTT. Raises TranscriptRefused."""
    return list(_captions(text, web).cues)


def decoded(content: bytes) -> str:
    """The text, with line feeds alone: UTF-8 as the standard says, UTF-16 by its mark; older SubRip is Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def _captions(text: str, web: bool) -> Script:
    if _VTT_SIGNATURE.match(text):
        found, language = list(vtt_cues(text)), header_language(text)
    elif web:
        raise TranscriptRefused(
            1, "un fichier WebVTT commence par le mot WEBVTT.", "Ajoutez ce mot et une ligne vide en tête du fichier."
        )
    else:
        found, language = list(srt_cues(text)), None
    if not found:
        raise TranscriptRefused(
            1, "aucune phrase minutée n’a été trouvée.", "Vérifiez que c’est bien un fichier WebVTT ou SRT rempli."
        )
    return Script(in_order(found), language, remarks=backward(found))


def _doubts(cues: tuple[Cue, ...]) -> tuple[Remark, ...]:
    """A word on one speaker who would say two things at once; two people may speak together."""
    latest: dict[tuple[str | None, str | None], Cue] = {}
    for cue in cues:
        who = (cue.speaker, cue.kind)
        before = latest.get(who)
        if (
            before
            and cue.start is not None
            and cue.start != before.start
            and (before.end or 0) - cue.start > _SLIGHTLY_MILLISECONDS
        ):
            return (Remark(messages.SPEAKS_TWICE_AT_ONCE, {"time": clock(cue.start), "words": cue.words[:40]}),)
        if before is None or (cue.end or 0) >= (before.end or 0):
            latest[who] = cue
    return ()


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def _of_text(web: bool) -> Callable[[Path], Script]:
    return lambda path: _captions(decoded(path.read_bytes()), web)


#: By media type: one small reader a format.
READERS: dict[str, Callable[[Path], Script]] = {
    "text/vtt": _of_text(web=True), "application/x-subrip": _of_text(web=False),
    "application/x-ohms+xml": read_ohms, "application/tei+xml": read_tei, "text/x-eaf+xml": read_elan,
    "application/x-whisper+json": read_whisper,
    "text/csv": read_transcript_table,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": read_transcript_table,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": read_transcript_table,
}  # fmt: skip
