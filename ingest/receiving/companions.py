"""Files that belong together by their names: transcripts beside a recording, pages of one object."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from unicodedata import normalize

from ingest.item import IncomingFile
from ingest.receiving.scan_companions import scan_of, scans_of
from ingest.receiving.tapes import interview

#: Only hints by which names are put together; what a file is, its content says (identify).
RECORDINGS = frozenset(
    {".wav", ".bwf", ".mp3", ".m4a", ".aac", ".flac", ".ogg", ".oga", ".opus", ".aif", ".aiff", ".aifc", ".wma", ".mka"}
    | {".mp4", ".m4v", ".mov", ".mkv", ".avi", ".mpg", ".mpeg", ".vob", ".ts", ".mts", ".m2ts", ".webm", ".ogv", ".wmv"}
)
TRANSCRIPTS = frozenset({".vtt", ".srt", ".eaf"})
#: What may be a transcript where it is called as a recording beside it is.
_TRANSCRIPTS_PERHAPS = frozenset({".xml", ".ohms", ".tei", ".json", ".csv", ".tsv", ".xlsx", ".docx"})
#: Of those, what people write much else in: a contract may be called as its recording is.
_DOCUMENTS = frozenset({".csv", ".tsv", ".xlsx", ".docx"})
_SAYS_SO = re.compile(r"(?P<stem>.+?)[ _.-]+(?:transcription|transcript|ohms|whisper)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
#: "x_001.jpg", "x-p02.tif": two or three digits. Cameras write four (IMG_0001), and those are no pages of one thing.
_PAGE = re.compile(r"(?P<stem>.+)[_-]p?(?P<number>\d{2,3})")


@dataclass(frozen=True)
class Transcript:
    """`sure`: no other file is called so; one that is not is a transcript only beside a recording of its name. `told`: the
    name says more than a recording's would, its language or that it transcribes."""

    stem: str
    language: str | None
    sure: bool = True
    told: bool = True


def transcript(name: str) -> Transcript | None:
    """What a file name says of a transcript: "x.fr.vtt" is one in French of the recording "x"; None: it is none."""
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if suffix not in TRANSCRIPTS | _TRANSCRIPTS_PERHAPS:
        return None
    stem, dot, tag = path.stem.rpartition(".")
    language = tag if dot and _LANGUAGE.fullmatch(tag) else None
    stem = stem if language else path.stem
    said = _SAYS_SO.fullmatch(stem)
    told = bool(language or said) or suffix not in _DOCUMENTS
    return Transcript(str(path.with_name(said["stem"] if said else stem)), language, suffix in TRANSCRIPTS, told)


def is_sure(name: str) -> bool:
    """Whether a file called so is a transcript wherever it stands."""
    said = transcript(name)
    return said is not None and said.sure


def is_recording(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in RECORDINGS


def page(name: str) -> tuple[str, int] | None:
    """The object and the number of a page, as its file name has them: ("dir/x", 2) for "dir/x_002.jpg"."""
    path = PurePosixPath(name)
    match = _PAGE.fullmatch(path.stem)
    return (str(path.with_name(match["stem"] + path.suffix.lower())), int(match["number"])) if match else None


def called_together(names: Sequence[str]) -> str:
    """What files of one object are called together: pages without their number, tapes without theirs, else as the first."""
    first = page(names[0])
    others = [page(each) for each in names[1:] if PurePosixPath(each).suffix.lower() == PurePosixPath(names[0]).suffix.lower()]
    several = first is not None and others and all(each is not None and each[0] == first[0] for each in others)
    return first[0] if first is not None and several else interview(names)


def numbered(files: Sequence[IncomingFile]) -> tuple[IncomingFile, ...]:
    """The files of one item with their ids ("f1", "f2"…), each transcript bound to its recording.

    A transcript belongs to the recording of its name, else to the only recording there is; the words of a page to the scan
    of their name.
    """
    given = [replace(file, id=f"f{number}") for number, file in enumerate(files, start=1)]
    recordings = {str(PurePosixPath(each.name).with_suffix("")): each.id for each in given if is_recording(each.name)}
    scans, ids = scans_of(each.name for each in given), {each.name: each.id for each in given}
    return tuple(_bound(each, recordings, ids.get(scan_of(each.name, scans) or "")) for each in given)


def _bound(file: IncomingFile, recordings: dict[str, str], scan: str | None) -> IncomingFile:
    said = transcript(file.name)
    if said is None:
        return replace(file, of=scan)
    only = next(iter(recordings.values())) if len(recordings) == 1 and said.sure else None
    return replace(file, language=file.language or said.language, of=recordings.get(said.stem, only) or scan)


def with_transcripts(names: Iterable[str], beside: Iterable[str]) -> list[str]:
    """Names with, after each recording, the transcripts `beside` it that carry its name and are not named already."""
    given = list(names)
    composed = {normalize("NFC", name) for name in given}
    free = {name: transcript(normalize("NFC", name)) for name in beside if normalize("NFC", name) not in composed}
    result: list[str] = []
    for name in given:
        result.append(name)
        if is_recording(name):
            stem = normalize("NFC", str(PurePosixPath(name).with_suffix("")))
            result += sorted(each for each, said in free.items() if said and said.told and said.stem == stem)
    return list(dict.fromkeys(result))
