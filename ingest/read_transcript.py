"""Transcripts with times: WebVTT and SubRip files as passages, to the millisecond, or refused by line.

An archive must not lose a sentence unseen: what a browser would skip in silence is refused here with its line.
"""

from __future__ import annotations

import re
from pathlib import Path

from archive.model.transcript import Passage
from ingest.cues import Cue, srt_cues, vtt_cues
from ingest.refused import TranscriptRefused

_VTT_SIGNATURE = re.compile(r"WEBVTT(?:[ \t\n]|$)")
_LARGEST_BYTES = 30_000_000


def read_transcript(path: Path, recording: str, language: str | None) -> tuple[Passage, ...]:
    """The cues of a WebVTT or SubRip file as passages of a recording (its file id), in order of time.

    A cue of two voices gives two passages with the same times; a cue without words gives none. Raises TranscriptRefused.
    """
    if path.stat().st_size > _LARGEST_BYTES:
        raise TranscriptRefused(1, "le fichier est trop long pour une transcription.", "Partagez-le.")
    cues = read_cues(decoded(path.read_bytes()), web=path.suffix.lower() == ".vtt")
    return tuple(
        Passage(
            recording, number, cue.words, language,
            start_seconds=cue.start / 1000, end_seconds=cue.end / 1000, speaker=cue.speaker,
        )
        for number, cue in enumerate(cues, start=1)
    )  # fmt: skip


def read_cues(text: str, web: bool = False) -> list[Cue]:
    """The cues of a transcript, ordered by their start; `web`: it is called WebVTT. Raises TranscriptRefused."""
    if _VTT_SIGNATURE.match(text):
        found = vtt_cues(text)
    elif web:
        raise TranscriptRefused(
            1, "un fichier WebVTT commence par le mot WEBVTT.", "Ajoutez ce mot et une ligne vide en tête du fichier."
        )
    else:
        found = srt_cues(text)
    cues = sorted(found, key=lambda cue: cue.start)  # those that start together stay as the source has them
    if not cues:
        raise TranscriptRefused(
            1, "aucune phrase minutée n’a été trouvée.", "Vérifiez que c’est bien un fichier WebVTT ou SRT rempli."
        )
    return cues


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
