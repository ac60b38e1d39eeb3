"""Fuzzes our readers of pictures by what of their code each input reaches, with atheris where it is installed.

Called as `python -m tests.hostile.fuzz_pictures READER SECONDS`; ends with 0 if nothing but refusals came.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Each reader by a name, and a seed to begin from.
READERS = {
    "media-types": b"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00",
    "tiff": b"II*\x00\x08\x00\x00\x00\x01\x00\x00\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00",
    "xmp": b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description '
    b'xmlns:e="http://ns.adobe.com/exif/1.0/" e:GPSLatitude="47,13N" e:GPSLongitude="1,33W"/></r:RDF>',
    "iptc": b"19680513",
    "jpeg": b"\xff\xd8\xff\xd9",
}
_LONGEST_BYTES, _SLOWEST_SECONDS, _MOST_MEGABYTES = 4096, 20, 2000


def main(reader: str, seconds: int) -> None:
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["ingest"]):
        media_types = importlib.import_module("ingest.identifying.media_types")
        read_tiff = importlib.import_module("ingest.reading.read_tiff")
        embedded = importlib.import_module("ingest.reading.read_embedded")
        whole_jpeg = importlib.import_module("ingest.identifying.whole_jpeg")
        refusal = importlib.import_module("ingest.identifying.refused").FileRefused
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "input"
        (folder / "corpus").mkdir()
        (folder / "corpus" / "seed").write_bytes(READERS[reader])
        readers: dict[str, Callable[[bytes], Any]] = {
            "media-types": lambda content: media_types.media_type_of("a.jpg", content),
            "tiff": lambda _: read_tiff.leaves(path),
            "xmp": lambda content: embedded.of_packets(content, {}),
            "iptc": lambda content: embedded.of_packets(b"", {(2, number): [content] for number in range(130)}),
            "jpeg": lambda _: whole_jpeg.whole_jpeg(path, 100),
        }
        read = readers[reader]

        def one_input(content: bytes) -> None:
            path.write_bytes(content)
            try:
                read(content)
            except refusal:
                return

        limits = [f"-max_total_time={seconds}", f"-timeout={_SLOWEST_SECONDS}", f"-rss_limit_mb={_MOST_MEGABYTES}"]
        told = [sys.argv[0], str(folder / "corpus"), *limits, f"-max_len={_LONGEST_BYTES}", f"-artifact_prefix={folder}/"]
        atheris.Setup(told, one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
