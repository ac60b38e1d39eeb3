"""What a recorder or a program wrote into a sound or a film: proposals for the archivist, and a place that goes no further.

Sources: EBU Tech 3285 (the bext chunk of a broadcast wave: Description, Originator, OriginationDate, TimeReference), EBU R 98
(its coding history), RIFF INFO, ID3v2, Vorbis comments, the tags of QuickTime and Matroska.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import av

from archive.model.record import Value
from ingest.item import Proposal
from ingest.reading.open_media import TROUBLES, open_media

#: What is called so in a file, in small letters, is proposed under this term: the first that is there.
_PROPOSED = (
    ("title", ("title",)), ("creator", ("artist", "author", "performer", "originator")),
    ("description", ("bext description", "description", "comment", "synopsis")), ("rights", ("copyright", "license")),
)  # fmt: skip
_BROADCAST = {"comment": "bext description", "encoded_by": "originator", "date": "origination_date"}
_DATES = ("origination_date", "com.apple.quicktime.creationdate", "date", "creation_time", "year")
_KEPT = {"originator": "recorder", "originator_reference": "recorder_reference", "coding_history": "coding_history",
         "time_reference": "time_reference_samples"}  # fmt: skip
_DAY = re.compile(r"(\d{4})(?:[-_:./ ](\d{2})(?:[-_:./ ](\d{2}))?)?")
#: Clocks that were never set: QuickTime's, Unix's, and the first years of neither.
_NO_YEARS = frozenset({1904, 1970})
#: R 98: the first step of a sound that was on a tape before.
_FROM_A_TAPE = re.compile(r"A=ANALOG", re.IGNORECASE)
#: Programs and recorders name themselves where a person could stand.
_MACHINE = re.compile(
    r"zoom|tascam|sound ?devices|marantz|nagra|olympus|roland|edirol|sony|philips|wavelab|audacity|pro ?tools|reaper|lavf|lavc"
    r"|adobe|audition|sound forge|mixpre|\b(?:pmd|dr|h)-?\d",
    re.IGNORECASE,
)
_LONGEST_LETTERS = 10_000


@dataclass(frozen=True)
class RecordingFacts:
    """`placed`: it says where it was made."""

    proposals: tuple[Proposal, ...] = ()
    technical: Mapping[str, str] = field(default_factory=dict)
    placed: bool = False


def read_tags(path: Path) -> RecordingFacts:
    """The facts of a sound or a film; none where it carries none, or does not open."""
    try:
        with open_media(path) as source:
            tags = _tags(source)
    except TROUBLES:
        return RecordingFacts()
    technical = {name: tags[tag] for tag, name in _KEPT.items() if tags.get(tag)}
    proposals = []
    for term, names in _PROPOSED:
        name = next((each for each in names if _is_said(term, tags.get(each, ""))), None)
        if name:
            proposals.append(Proposal(term, Value(tags[name]), _source(name)))
    name, day = next(((name, day) for name in _DATES if (day := _day(tags.get(name, "")))), ("", ""))
    if day and _FROM_A_TAPE.search(tags.get("coding_history", "")):
        technical["digitised"] = day
    elif day:
        technical["recorded"] = day
        proposals.append(Proposal("created", Value(day), _source(name)))
    return RecordingFacts(tuple(proposals), technical, placed=any("location" in each for each in tags))


def _tags(source: av.container.InputContainer) -> dict[str, str]:
    """Every tag of the file and of its tracks, by its name in small letters."""
    found: dict[str, str] = {}
    for each in (*(stream.metadata for stream in source.streams), source.metadata):
        found |= {name.lower(): text for name, value in each.items() if (text := _text(value))}
    if source.format.name == "wav" and "time_reference" in found:  # bext, under the names its reader gives
        found |= {ours: found.pop(theirs) for theirs, ours in _BROADCAST.items() if theirs in found}
    return found


def _text(value: str) -> str:
    """The words of a tag, in whatever letters its program wrote them: UTF-8, or those of Windows."""
    raw = value.encode("utf-8", errors="surrogateescape")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return text.replace("\x00", "").replace("\r\n", "\n").strip()[:_LONGEST_LETTERS]


def _is_said(term: str, text: str) -> bool:
    return bool(text) and not (term == "creator" and _MACHINE.search(text))


def _day(text: str) -> str:
    """A year, a month or a day as ISO 8601 has it; empty where it is none, or a clock that was never set."""
    match = _DAY.match(text)
    if match is None or int(match[1]) in _NO_YEARS or match[1] == "0000":
        return ""
    year, month, day = match[1], match[2] or "00", match[3] or "00"
    try:
        date(int(year), max(1, int(month)), max(1, int(day)))
    except ValueError:
        return ""
    return "-".join(part for part in (year, month, day) if part != "00")


def _source(name: str) -> str:
    """Where it stands, in the words of the format."""
    broadcast = {"bext description": "Description", "originator": "Originator", "origination_date": "OriginationDate"}
    return f"BWF {broadcast[name]}" if name in broadcast else f"étiquette « {name} »"
