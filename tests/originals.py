"""Originals made on the spot: photographs with facts inside, sound, film, PDF; and where others' samples stand."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from struct import pack
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

#: Other people's files, for tests in place; never part of the repository.
SHARED = Path(__file__).resolve().parents[2] / "shared" / "samples"
#: Where the camera stood, as it would stand in EXIF and in XMP: words that no derivative may hold.
LATITUDE, LONGITUDE = "47.2184", "-1.5536"
GPS_IFD, ORIENTATION, DESCRIPTION, ARTIST = 0x8825, 0x0112, 0x010E, 0x013B
#: Corners of a photograph that is upright: top left, top right, bottom left, bottom right.
CORNERS = ((200, 30, 30), (30, 160, 40), (40, 50, 200), (230, 220, 60))
_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="{LATITUDE}" exif:GPSLongitude="{LONGITUDE}"/>'
    "</rdf:RDF></x:xmpmeta>"
)


def sample(name: str) -> Path:
    """A file of the shared samples; the test is skipped where they are absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the shared sample {name} is not on this machine")
    return path


def four_corners(width: int = 360, height: int = 240) -> npt.NDArray[np.uint8]:
    """A picture whose four quarters tell which way is up."""
    pixels = np.zeros((height, width, 3), np.uint8)
    for number, colour in enumerate(CORNERS):
        row, column = divmod(number, 2)
        pixels[row * height // 2 : (row + 1) * height // 2, column * width // 2 : (column + 1) * width // 2] = colour
    return pixels


def turned_away(pixels: npt.NDArray[np.uint8], orientation: int) -> npt.NDArray[np.uint8]:
    """The pixels as a camera held so would store them: undone by the orientation (EXIF 1 to 8)."""
    stored = {
        1: pixels, 2: pixels[:, ::-1], 3: pixels[::-1, ::-1], 4: pixels[::-1], 5: pixels.transpose(1, 0, 2),
        6: np.rot90(pixels, 1), 7: np.rot90(pixels, 1)[:, ::-1], 8: np.rot90(pixels, -1),
    }[orientation]  # fmt: skip
    return np.ascontiguousarray(stored)


def a_photograph(
    path: Path, orientation: int | None = None, *, placed: bool = False, pixels: npt.NDArray[np.uint8] | None = None
) -> Path:
    """A JPEG, PNG or TIFF with EXIF; `placed`: with coordinates in EXIF, XMP and a comment."""
    exif = Image.Exif()
    exif[DESCRIPTION], exif[ARTIST] = "Le café de la rue des Pins", "Marthe Le Goff"
    if orientation:
        exif[ORIENTATION] = orientation
    if placed:
        exif.get_ifd(GPS_IFD).update({1: "N", 2: (47.0, 13.0, 6.24), 3: "W", 4: (1.0, 33.0, 12.96)})
    shown = four_corners() if pixels is None else pixels
    image = Image.fromarray(turned_away(shown, orientation or 1))
    more: dict[str, Any] = (
        {"xmp": _XMP.encode(), "comment": f"{LATITUDE} {LONGITUDE}".encode()}
        if placed and path.suffix == ".jpg"
        else {}
    )
    image.save(path, exif=exif, quality=92, **more)
    return path


def a_png_that_declares(path: Path, width: int, height: int) -> Path:
    """A few bytes whose header promises any number of pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    return path


def cut_short(path: Path, share: float = 0.5) -> Path:
    """The same file, its end missing."""
    content = path.read_bytes()
    short = path.with_name(f"court-{path.name}")
    short.write_bytes(content[: int(len(content) * share)])
    return short


def a_sound(
    path: Path, codec: str = "pcm_s16le", rate: int = 44_100, channels: int = 1, loud: Sequence[float] = (0.8, 0.0),
    seconds: float = 2.0, **metadata: str,
) -> Path:  # fmt: skip
    """A tone, as loud in each equal part as said (0 to 1)."""
    layout = "mono" if channels == 1 else "stereo"
    with av.open(str(path), "w") as target:
        target.metadata.update(metadata)
        stream = target.add_stream(codec, rate=rate, layout=layout)
        assert isinstance(stream, av.AudioStream)
        if codec.startswith("wma"):
            stream.bit_rate = 96_000  # it has no own
        resampler = av.AudioResampler(format=stream.format, layout=layout, rate=rate)
        for frame in [*_tone(rate, channels, loud, seconds), None]:
            for part in resampler.resample(frame):
                target.mux(stream.encode(part))
        target.mux(stream.encode(None))
    return path


def _tone(
    rate: int, channels: int, loud: Sequence[float], seconds: float, begins: int = 0
) -> Iterator[av.AudioFrame]:
    samples, block = int(rate * seconds), 8192
    layout = "mono" if channels == 1 else "stereo"
    for begin in range(0, samples, block):
        at = np.arange(begin, min(begin + block, samples))
        volume = np.asarray(loud)[at * len(loud) // samples]
        tone = (np.sin(2 * np.pi * 440 * at / rate) * volume).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(np.tile(tone, (channels, 1)), format="fltp", layout=layout)
        frame.rate, frame.pts, frame.time_base = rate, begins + begin, Fraction(1, rate)
        yield frame


def a_film(
    path: Path, pixels: npt.NDArray[np.uint8] | None = None, codec: str = "libx264", milliseconds: Sequence[int] = (40,) * 25,
    *, turned: int = 0, with_sound: bool = True, aspect: Fraction | None = None, voice_codec: str = "aac", ticks: int = 1000,
    begins: int = 0, **metadata: str,
) -> Path:  # fmt: skip
    """A still film, each picture shown so many milliseconds; `turned` degrees by its display matrix.

    Some codings know no milliseconds, but `ticks`: 25 a second. It `begins` at so many of them.
    """
    picture = four_corners(320, 180) if pixels is None else pixels
    with av.open(str(path), "w") as target:
        target.metadata.update(metadata)
        stream = target.add_stream(codec, rate=25)
        assert isinstance(stream, av.VideoStream)
        stream.height, stream.width = picture.shape[:2]
        stream.pix_fmt, stream.codec_context.time_base = "yuv420p", Fraction(1, ticks)
        if aspect:
            stream.codec_context.sample_aspect_ratio = aspect
        if turned:
            stream.set_display_rotation(turned)
        voice = target.add_stream(voice_codec, rate=48_000, layout="mono") if with_sound else None
        assert voice is None or isinstance(voice, av.AudioStream)
        if voice is not None and voice_codec.startswith("wma"):
            voice.bit_rate = 96_000
        at = begins
        for shown in milliseconds:
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = at, Fraction(1, ticks)
            target.mux(stream.encode(frame))
            at += shown * ticks // 1000
        target.mux(stream.encode(None))
        if voice is not None:
            for tone in [*_tone(48_000, 1, (0.8, 0.0), sum(milliseconds) / 1000, begins * 48_000 // ticks), None]:
                target.mux(voice.encode(tone))
    return path


def a_pdf(
    path: Path,
    *texts: str,
    declared: int | None = None,
    box: str = "0 0 300 200",
    kids: str | None = None,
    labels: str = "",
) -> Path:
    """A PDF of one page a text; `declared` and `kids` let it lie about how many it has."""
    first = 4
    pages = [first + 2 * number for number in range(len(texts))]
    listed = kids if kids is not None else " ".join(f"{number} 0 R" for number in pages)
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{labels}>>",
        f"<</Type/Pages/Kids[{listed}]/Count {len(texts) if declared is None else declared}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, text in zip(pages, texts, strict=True):
        drawn = f"BT /F1 18 Tf 20 100 Td ({text}) Tj ET"
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents {number + 1} 0 R/Resources<</Font<</F1 3 0 R>>>>>>",
            f"<</Length {len(drawn.encode('cp1252'))}>>stream\n{drawn}\nendstream",
        ]
    path.write_bytes(_as_pdf(objects))
    return path


def a_pdf_that_draws_itself(path: Path) -> Path:
    """A PDF whose page draws a form that draws itself, twice: without end, or until the stack ends."""
    form = "/X Do /X Do "
    path.write_bytes(_as_pdf([
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        f"<</Length {len(form)}>>stream\n{form}\nendstream",
        "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</XObject<</X 5 0 R>>>>"
        f"/Length {len(form)}>>stream\n{form}\nendstream",
    ]))  # fmt: skip
    return path


def _as_pdf(objects: Sequence[str]) -> bytes:
    written, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    written_at = len(written)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    return written + f"{end}startxref\n{written_at}\n%%EOF\n".encode()
