"""Small real files and items for the tests of ingest."""

from __future__ import annotations

import csv
import struct
import wave
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pyvips

from archive.settings import read_settings
from ingest.describing.describe import Guide, describe
from ingest.describing.gather_lexicon import gather_lexicon
from ingest.describing.lexicon import write_lexicon
from ingest.item import Cell, Item
from ingest.receiving.receive_sheet import SheetAsked, SheetReceived, read_spool, receive_sheet

#: Other people's files, for tests in place; never part of the repository.
SHARED = Path(__file__).resolve().parents[3] / "shared" / "samples"
CONFIG = read_settings({}).config
CROSSWALKS = CONFIG / "crosswalks"


def a_sheet(path: Path, *rows: Iterable[str], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """A CSV of these rows, the header first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def a_jpeg(path: Path, shade: int = 120, side: int = 64) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = (pyvips.Image.black(side, side, bands=3) + shade).cast("uchar").copy(interpretation="srgb")
    image.jpegsave(str(path))
    return path


def a_wav(path: Path, seconds: float = 0.5) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(b"".join(struct.pack("<h", (n * 91) % 9000) for n in range(int(16_000 * seconds))))
    return path


def a_vtt(path: Path, *sentences: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    cues = (f"00:00:{n:02d}.000 --> 00:00:{n + 1:02d}.000\n{text}\n" for n, text in enumerate(sentences))
    path.write_text("WEBVTT\n\n" + "\n".join(cues), "utf-8")
    return path


@lru_cache(maxsize=8)
def a_guide(open_: bool = False, crosswalk: str = "dublin-core") -> Guide:
    """How things are described by the archive's own tables."""
    lexicon = Path(mkdtemp(prefix="lexicon-")) / "lexicon"
    write_lexicon(gather_lexicon(CONFIG), lexicon)
    return Guide(CROSSWALKS, lexicon, crosswalk, open_)


def an_item(**said: Any) -> Item:
    """An item of one row: columns by keyword, "__" for a colon and "_at_" for an at sign (title_at_fr)."""
    columns = {name.replace("__", ":").replace("_at_", "@"): text for name, text in said.items()}
    identifier = columns.pop("source_identifier", "r1")
    cells = tuple(Cell(column, text, 2) for column, text in columns.items())
    return Item(identifier, "sheet.csv", row=2, cells=cells)


def described(guide: Guide | None = None, /, **said: Any) -> Item:
    return describe(an_item(**said), guide or a_guide())


def received(sheet: Path, files: Path | None = None, crosswalk: str = "dublin-core") -> tuple[SheetReceived, list[Item]]:
    """What the sheet's child process would leave, and its items."""
    spool = sheet.with_name("spool")
    told = receive_sheet(SheetAsked(sheet, files or sheet.parent, CROSSWALKS, crosswalk, None, spool))
    return told, [item for group in read_spool(spool) for item in group]


def run_here(function: Callable[[Any], Any], given: Iterable[Any], *_: Any, **__: Any) -> Iterator[tuple[Any, Any]]:
    """Run tasks in this process, one after another: for tests that ask about something else than children."""
    for each in given:
        yield each, function(each)
