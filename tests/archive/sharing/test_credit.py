"""The credit inside a picture, and captions."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from archive.model.transcript import Passage
from archive.sharing.captions import webvtt
from archive.sharing.credit import Credit, written_into_jpeg

CC_BY = "http://creativecommons.org/licenses/by/4.0/"
CREDIT = Credit("La <boulangerie> & la rue", ("Joaquim Teixeira",), "CC BY 4.0", CC_BY, "https://a.example/ark:1/x", "fr")


def a_jpeg() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "#b5532d").save(content, "JPEG")
    return content.getvalue()


def test_a_copy_says_in_itself_who_made_it_and_where_it_is_kept() -> None:
    credited = written_into_jpeg(a_jpeg(), CREDIT)
    with Image.open(io.BytesIO(credited)) as image:
        packet = image.info["xmp"].decode()
        pixels = image.tobytes()
    with Image.open(io.BytesIO(a_jpeg())) as image:
        assert image.tobytes() == pixels
    ElementTree.fromstring(packet)
    for part in ("La &lt;boulangerie&gt; &amp; la rue", "Joaquim Teixeira", "CC BY 4.0", "https://a.example/ark:1/x"):
        assert part in packet


def test_what_is_no_jpeg_is_refused() -> None:
    with pytest.raises(ValueError, match="JPEG"):
        written_into_jpeg(b"\x89PNG", CREDIT)


def test_captions_keep_voices_and_hide_markup() -> None:
    said = [Passage("f1", 1, "Un <b>mot</b>\n\n--> là", "fr", "open", 3661.5, 3662.25, speaker="Maria")]
    assert webvtt(said) == "WEBVTT\n\n01:01:01.500 --> 01:01:02.250\n<v Maria>Un &lt;b&gt;mot&lt;/b&gt; --&gt; là\n"
