"""What a transcript is, by its first words."""

from __future__ import annotations

import pytest

from ingest.identifying.media_types import SNIFFED_BYTES, media_type_of
from ingest.identifying.transcript_types import ELAN, OHMS, SRT, TEI, VTT, WHISPER
from tests.originals import sample


@pytest.mark.parametrize(
    ("name", "start", "wanted"),
    [
        ("a.xml", '<?xml version="1.0"?><ROOT xmlns="https://www.weareavp.com/nunncenter/ohms">', OHMS),
        ("a.xml", "<ROOT><record id='1'><version>4</version>", OHMS),
        ("a.xml", "<!-- <ANNOTATION_DOCUMENT> --><!DOCTYPE TEI SYSTEM 'x.dtd'><TEI xmlns='http://www.tei-c.org/ns/1.0'>", TEI),
        ("a.eaf", '<?xml version="1.0"?>\n<ANNOTATION_DOCUMENT DATE="2026">', ELAN),
        ("a.json", '{"text": " Bonjour', WHISPER),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n", SRT),
        ("a.vtt", "1\n00:00:01,000 --> 00:00:02,000\n", VTT),
        ("a.txt", "WEBVTT\n\n", VTT),
        ("a.xml", "<mets>", None),
        ("a.xml", "<ead><eadheader>1\n00:00:01,000 --> 00:00:02,000", None),
        ("a.json", '{"title": "x"}', None),
        ("a.xml", "<" + "!--" * 1000, None),
    ],
)  # fmt: skip
def test_a_transcript_is_known_by_what_it_begins_with(name: str, start: str, wanted: str | None) -> None:
    assert media_type_of(name, start.encode()) == wanted


@pytest.mark.parametrize("name", ["empty_ohms", "various_gaps", "small-sample-vtt-ohms"])
def test_the_samples_of_ohms_are_known(name: str) -> None:
    path = sample(f"14-ohms/{name}.xml")
    assert media_type_of(path.name, path.read_bytes()[:SNIFFED_BYTES]) == OHMS
