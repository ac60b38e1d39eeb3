"""The transcripts of an item: their words, and what is to be said of each beside its recording."""

from __future__ import annotations

from dataclasses import replace

from archive.model.access import CLOSED
from ingest.identifying.refused import FileRefused
from ingest.item import IncomingFile, Item
from ingest.reading.cues import Remark
from ingest.reading.page_text import PAGE_TEXTS
from ingest.reading.read_transcript import Words, longer_than, read_transcript
from ingest.receiving.companions import is_sure
from ingest.telling import messages


def read_transcripts(item: Item) -> Item:
    """The item with the words of its transcripts. One that a machine made is closed until an archivist opens it.

    Raises ItemProblem for one that cannot be read.
    """
    for file in item.files:
        if file.role == "transcript" and file.media_type not in PAGE_TEXTS:  # those were read with their scan
            item = _read(item, file)
    return item


def _read(item: Item, file: IncomingFile) -> Item:
    try:
        words = read_transcript(file.path, file.media_type, file.of or file.id, file.id, file.language)
    except FileRefused as problem:
        raise file.refused(problem.text, problem.remedy) from problem
    file = replace(file, passages=words.passages, segments=words.segments)
    if words.machine is not None:
        file = replace(file, label=CLOSED, technical={**file.technical, "machine": words.machine})
    remarks = _remarks(words, file, _duration_seconds(item, file))
    said = (each.sentence.about(file.name, file.row, None, **each.facts) for each in remarks)
    return item.with_file(file).noting(*said)


def _remarks(words: Words, file: IncomingFile, duration_seconds: float) -> list[Remark]:
    remarks = list(words.remarks)
    if file.of is None and not is_sure(file.name):  # of the others their names have told
        remarks.append(Remark(messages.LONE_TRANSCRIPT))
    if (longer := longer_than(words, duration_seconds)) is not None:
        remarks.append(longer)
    if words.machine is not None:
        remarks.append(Remark(messages.MACHINE_MADE, {"machine": words.machine, "id": file.id}))
    return remarks


def _duration_seconds(item: Item, file: IncomingFile) -> float:
    """How long its recording is; 0 where it has none."""
    recording = next((each for each in item.files if each.id == file.of), None)
    return float((recording.technical if recording else {}).get("duration_seconds", 0))
