"""Fuzzes one reader of descriptions by what of its code each input reaches, with atheris where it is installed.

Called as `python -m tests.hostile.fuzz_descriptions READER SECONDS`; ends with 0 if nothing but refusals came.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Each reader by a name: its module and function, its crosswalk, and a seed to begin from.
READERS = {
    "sheet": (
        "ingest.receiving.receive_sheet", "receive_sheet", "dublin-core",
        b'source_identifier,title@fr,created\nr1,"Rue",1962\n',
    ),
    "atom": (
        "ingest.receiving.receive_sheet", "receive_sheet", "atom-isad",
        b"legacyId,title,eventDates,culture\n1,Rue,1962|1970,fr\n",
    ),
    "ead": (
        "ingest.receiving.receive_ead", "receive_ead", "ead",
        b"<ead><eadheader><eadid>F</eadid></eadheader><archdesc><did><unitid>1</unitid></did><c><did/></c></archdesc></ead>",
    ),
    "dublin-core": (
        "ingest.receiving.receive_dublin_core", "receive_dublin_core", "dublin-core-xml",
        b'<r xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title xml:lang="fr">Rue</dc:title></r>',
    ),
}  # fmt: skip
_LONGEST_BYTES, _SLOWEST_SECONDS, _MOST_MEGABYTES = 4096, 20, 2000


def main(reader: str, seconds: int) -> None:
    atheris = importlib.import_module("atheris")
    module, function, crosswalk, seed = READERS[reader]
    with atheris.instrument_imports(include=["ingest"]):
        receive = getattr(importlib.import_module(module), function)
        sheets = importlib.import_module("ingest.receiving.receive_sheet")
        items = importlib.import_module("ingest.item")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        (folder / "corpus" / "seed").write_bytes(seed)
        limits = [f"-max_total_time={seconds}", f"-timeout={_SLOWEST_SECONDS}", f"-rss_limit_mb={_MOST_MEGABYTES}"]
        told = [sys.argv[0], str(folder / "corpus"), *limits, f"-max_len={_LONGEST_BYTES}", f"-artifact_prefix={folder}/"]
        atheris.Setup(told, _one_input(folder, receive, sheets.SheetAsked, crosswalk, items.ItemProblem))
        atheris.Fuzz()


def _one_input(
    folder: Path, receive: Callable[[Any], Any], asked: Callable[..., Any], crosswalk: str, refusal: type[Exception]
) -> Callable[[bytes], None]:
    crosswalks = Path(__file__).resolve().parents[2] / "config" / "crosswalks"

    def read(content: bytes) -> None:
        path = folder / "input"
        path.write_bytes(content)
        try:
            receive(asked(path, folder, crosswalks, crosswalk, None, folder / "spool"))
        except refusal:
            return

    return read


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
