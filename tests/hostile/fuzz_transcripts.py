"""Fuzzes one reader of transcripts by what of its code each input reaches, with atheris where it is installed.

Called as `python -m tests.hostile.fuzz_transcripts MEDIA_TYPE SECONDS`; ends with 0 if nothing but refusals came.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

_OHMS = (
    b"<ROOT><record><sync>1:|1(2)|2(1)</sync><transcript>A: Un deux\nB: trois</transcript><transcript_alt>one</transcript_alt>"
    b"<index><point><time>7</time><title>T</title><keywords>a;b</keywords></point></index></record></ROOT>"
)
_TEI = (
    b"<TEI><timeline origin='#a' unit='s'><when xml:id='a'/><when xml:id='b' interval='1.5' since='#a'/></timeline><text><body>"
    b"<u who='#m' start='#a' end='#b'>Un <vocal><desc>rire</desc></vocal><anchor synch='#b'/></u></body></text></TEI>"
)
_ELAN = (
    b"<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID='a' TIME_VALUE='5'/></TIME_ORDER><TIER TIER_ID='t'><ANNOTATION>"
    b"<ALIGNABLE_ANNOTATION ANNOTATION_ID='x' TIME_SLOT_REF1='a' TIME_SLOT_REF2='a'><ANNOTATION_VALUE>Un</ANNOTATION_VALUE>"
    b"</ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"
)
#: Each reader by the media type it reads, with a seed to begin from.
SEEDS = {
    "text/vtt": b"WEBVTT\nLanguage: fr\n\n1\n00:01.000 --> 00:02.000\n<v.x A&amp;B><lang pt>Un</lang> <b>deux</b>\n\nNOTE x\n",
    "application/x-subrip": b"1\n00:00:01,000 --> 00:00:02,000\n{\\an8}- A : Un\n- B : deux\n",
    "application/x-ohms+xml": _OHMS, "application/tei+xml": _TEI, "text/x-eaf+xml": _ELAN,
    "application/x-whisper+json": b'{"segments":[{"start":0,"end":1.5,"text":"Un","speaker":"A"}],"language":"french"}',
    "text/csv": b"temps;fin;locuteur;texte\n0:01,5;0:02;A;Un\n1h02m03;;B;deux\n",
}  # fmt: skip
_LONGEST_BYTES, _SLOWEST_SECONDS, _MOST_MEGABYTES = 4096, 20, 2000


def main(media_type: str, seconds: int) -> None:
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["ingest"]):
        readers = importlib.import_module("ingest.reading.read_transcript")
        refused = importlib.import_module("ingest.identifying.refused")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        (folder / "corpus" / "seed").write_bytes(SEEDS[media_type])
        limits = [f"-max_total_time={seconds}", f"-timeout={_SLOWEST_SECONDS}", f"-rss_limit_mb={_MOST_MEGABYTES}"]
        told = [sys.argv[0], str(folder / "corpus"), *limits, f"-max_len={_LONGEST_BYTES}", f"-artifact_prefix={folder}/"]
        atheris.Setup(told, _one_input(folder / "input", media_type, readers.read_transcript, refused.FileRefused))
        atheris.Fuzz()


def _one_input(
    path: Path, media_type: str, read: Callable[..., Any], refusal: type[Exception]
) -> Callable[[bytes], None]:
    def one(content: bytes) -> None:
        path.write_bytes(content)
        try:
            words = read(path, media_type, "f1", "f2", None)
        except refusal:
            return
        for each in words.passages:
            each.text.encode("utf-8")
            if not each.text or (each.start_seconds or 0) < 0:
                raise AssertionError(each)

    return one


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
