"""What the archivist of the crash tests has on her disk: five sheets, some pictures and a voice."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyvips

FONDS, KEPT, VOICE, CORRECTED, CLOSED, EMBARGOED, UPDATED = (
    "fonds", "kept", "voice", "corrected", "closed", "embargoed", "updated",
)  # fmt: skip
LATE = "late"
UNDONE_OPEN, UNDONE_CLOSED = "undone-open", "undone-closed"

HEADER = "source_identifier;kind;level;parent;access_until;files;title@fr;creator;spatial"
FIRST = [
    f"{FONDS};collection;fonds;;;;Fonds de la rue des Pins;;Bellevue",
    f"{KEPT};photograph;;{FONDS};;kept.jpg;La boulangerie;Kermarrec, Joseph;Bellevue",
    f"{VOICE};interview;;{FONDS};;voice.wav;Une voix;;",
    f"{CORRECTED};document;;;;;Titre fautif;;",
    f"{CLOSED};photograph;;{FONDS};;closed.jpg;Un secret de famille;;",
    f"{EMBARGOED};document;;;2099-01-01;;Lettre sous réserve;;",
    f"{UPDATED};document;;;;;Titre ancien;;",
]
#: The source speaks again of four of them: other bytes under the same name, other words, a file instead of another. What
#: was closed meanwhile must stay so.
AGAIN = [
    f"{KEPT};photograph;;{FONDS};;kept.jpg;La boulangerie;Kermarrec, Joseph;Bellevue",
    f"{VOICE};interview;;{FONDS};;voice.wav;Une voix reprise;;",
    f"{CLOSED};photograph;;{FONDS};;closed-again.jpg;Un secret redit;;",
    f"{UPDATED};document;;;;;Titre nouveau;Kermarrec, Joseph;Bellevue",
]
MISTAKE = [
    f"{UNDONE_OPEN};photograph;;{FONDS};;mistake-1.jpg;Une erreur montrée;;",
    f"{UNDONE_CLOSED};photograph;;;;mistake-2.jpg;Une erreur jamais vue;;",
]
#: Its picture is no picture at first: it is refused, and tried again.
LATER = [f"{LATE};photograph;;{FONDS};;late.jpg;Une photographie tardive;;"]
#: Changes that are taken back: other bytes, other words, another file, and a title that somebody then changes.
REGRETTED = [
    f"{KEPT};photograph;;{FONDS};;kept.jpg;Une boulangerie regrettée;Kermarrec, Joseph;Bellevue",
    f"{VOICE};interview;;{FONDS};;voice.wav;Une voix regrettée;;",
    f"{UPDATED};document;;;;regret.jpg;Titre regretté;Kermarrec, Joseph;Bellevue",
]
#: Sheet → its rows, the pictures beside it with their widths in pixels, and what the voice says.
SHEETS = {
    "first": (FIRST, {"kept": 300, "closed": 310}, "Nous sommes arrivés en hiver."),
    "again": (AGAIN, {"kept": 320, "closed-again": 330}, "Nous sommes arrivés au printemps."),
    "mistake": (MISTAKE, {"mistake-1": 340, "mistake-2": 350}, None),
    "later": (LATER, {}, None),
    "regretted": (REGRETTED, {"kept": 370, "regret": 380}, "Nous étions arrivés en automne."),
}


def lay_out(folder: Path) -> None:
    """Put each sheet with its files into a folder of its own."""
    for name, (rows, pictures, words) in SHEETS.items():
        (folder / name).mkdir()
        _write(folder / name / f"{name}.csv", rows)
        for picture, width in pictures.items():
            draw(folder / name / f"{picture}.jpg", width, 280)
        if words:
            _say(folder / name / "voice.wav")
            cues = ("WEBVTT", "", "00:00.000 --> 00:00.500", words, "")
            (folder / name / "voice.fr.vtt").write_text("\n".join(cues), encoding="utf-8")
    (folder / "later" / "late.jpg").write_bytes(b"not yet")


def _write(path: Path, rows: Sequence[str]) -> None:
    path.write_text("\n".join((HEADER, *rows, "")), encoding="utf-8")


def draw(path: Path, width: int, height: int) -> None:
    slopes = pyvips.Image.xyz(width, height).cast("uchar")
    slopes.bandjoin(90).copy(interpretation="srgb").jpegsave(str(path))


def _say(path: Path, seconds: float = 1.0, rate: int = 8000) -> None:
    samples = (np.sin(np.arange(int(seconds * rate)) / 8) * 12_000).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
