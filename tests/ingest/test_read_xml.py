from __future__ import annotations

from pathlib import Path

import pytest

from ingest.identifying.refused import FileRefused
from ingest.reading.read_xml import read_xml

LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a n="&c;">&c;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/x"> %b;]><a/>'


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "a.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_finding_aid_that_names_a_dtd_is_read_without_it(tmp_path: Path) -> None:
    root = read_xml(written(tmp_path, '<!DOCTYPE ead SYSTEM "ead.dtd"><ead><eadid>É</eadid></ead>'))
    assert root.findtext("eadid") == "É"


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, PARAMETER])
def test_entities_of_its_own_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileRefused, match="entités"):
        read_xml(written(tmp_path, text))


@pytest.mark.parametrize("text", ["", "<a>", "no xml", b"<a>\x80 ", b"\x00\xff\xfe", '<?xml version="1.0" encoding="zz"?><a/>'])
def test_what_is_no_xml_is_refused_with_words(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(FileRefused, match="ne se lit pas"):
        read_xml(written(tmp_path, text))


def test_a_file_too_large_for_memory_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "<a/>")
    with path.open("r+b") as file:
        file.truncate(200_000_000)
    with pytest.raises(FileRefused, match="dépasse 150 Mo"):
        read_xml(path)


def test_a_letter_that_the_dtd_would_name_is_read(tmp_path: Path) -> None:
    root = read_xml(written(tmp_path, '<!DOCTYPE ead SYSTEM "ead.dtd"><ead>Caf&eacute; &amp; th&eacute;<b/>&oelig;uf &zz;</ead>'))
    assert "".join(map(str, root.itertext())) == "Café & théœuf &zz;"


def test_the_line_that_breaks_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="ligne 3"):
        read_xml(written(tmp_path, "<a>\n<b>\n</a>"))
