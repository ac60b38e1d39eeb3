"""DOCX, ODT and plain text: every paragraph as a passage, whatever encoding; a broken one refused with words."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ingest.deriving.derive_words import derive_words
from ingest.identifying.identify import identify
from ingest.identifying.refused import FileRefused
from ingest.identifying.text_types import PLAIN
from ingest.item import IncomingFile
from ingest.limits import Limits
from ingest.reading.read_office import DOCX, ODT, read_office
from tests.originals import cut_short, sample

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def a_docx(path: Path, body: str = "<w:p><w:r><w:t>Bonjour</w:t></w:r></w:p>", **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {_W}>{content}</w:{name}>")
    return path


def an_odt(path: Path, body: str = "<text:p>Bonjour</text:p>", manifest: str = "<manifest/>") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODT)
        archive.writestr(
            "content.xml",
            f"<office:document-content {_ODF}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def test_a_docx_gives_its_paragraphs_tables_and_notes_without_what_was_struck_out(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Arrivée</w:t><w:tab/><w:t>en 1962</w:t></w:r><w:del><w:r><w:delText>1961</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cellule</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
    )
    notes = "<w:footnote><w:p><w:r><w:t>Une note</w:t></w:r></w:p></w:footnote>"
    assert read_office(a_docx(tmp_path / "a.docx", body, footnotes=notes), DOCX) == ["Arrivée en 1962", "Cellule", "Une note"]


def test_an_odt_gives_its_headings_and_paragraphs(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>ôté</text:p></text:tracked-changes><text:h>Titre</text:h>"
        '<text:p>Une <text:span>rue</text:span><text:s text:c="999999999"/>à <office:annotation><text:p>à voir</text:p>'
        "</office:annotation>Nantes</text:p>"
    )
    assert read_office(an_odt(tmp_path / "a.odt", body), ODT) == ["Titre", "Une rue à Nantes"]


def test_documents_are_known_by_their_content(tmp_path: Path) -> None:
    found = identify(an_odt(tmp_path / "a.docx"), Limits())
    assert (found.media_type, found.role) == (ODT, "other")
    assert found.warning
    found = identify(a_docx(tmp_path / "b.docx"), Limits())
    assert (found.media_type, found.role, found.warning) == (DOCX, "other", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman"])
def test_a_text_is_read_in_its_encoding_which_is_said(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "lettre.txt"
    path.write_bytes("Ma chère sœur, l’été à Nantes.\r\nÀ bientôt.\r\n\r\nThérèse\r\n".encode(encoding))
    found = identify(path, Limits())
    assert (found.media_type, found.role) == (PLAIN, "other")
    file = derive_words(IncomingFile("f1", path, path.name, media_type=PLAIN, role="other"), "fr")
    assert [(each.text, each.language, each.page) for each in file.passages] == [
        ("Ma chère sœur, l’été à Nantes. À bientôt.\nThérèse", "fr", None)
    ]
    assert file.technical["encoding"] == encoding


def test_a_long_text_is_read_in_pieces_that_lose_no_word(tmp_path: Path) -> None:
    words = [f"mot{number}" for number in range(5000)]
    (tmp_path / "a.txt").write_text(" ".join(words))
    file = derive_words(IncomingFile("f1", tmp_path / "a.txt", "a.txt", media_type=PLAIN), None)
    assert max(len(each.text) for each in file.passages) <= 1500
    assert " ".join(each.text for each in file.passages).split() == words


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b"\x00\x01\x02"), ("a.txt", b"<script>alert(1)</script>"), ("a.exe", b"bonjour"), ("a.txt", b" \n ")],
)
def test_what_is_no_text_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefused):
        identify(tmp_path / name, Limits())


def test_an_old_or_locked_document_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    with pytest.raises(FileRefused, match="ancien format") as refusal:
        identify(tmp_path / "a.doc", Limits())
    assert ".docx" in refusal.value.remedy
    locked = an_odt(tmp_path / "a.odt", manifest="<manifest><encryption-data/></manifest>")
    with pytest.raises(FileRefused, match="mot de passe"):
        read_office(locked, ODT)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_document_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    for whole, media_type in ((a_docx(tmp_path / "a.docx"), DOCX), (an_odt(tmp_path / "a.odt"), ODT)):
        with pytest.raises(FileRefused):
            read_office(cut_short(whole, share), media_type)


def test_a_document_that_swells_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    swollen = a_docx(tmp_path / "a.docx", f"<!--{' ' * 61_000_000}-->")
    assert swollen.stat().st_size < 200_000
    with pytest.raises(FileRefused, match="trop grand"):
        read_office(swollen, DOCX)


@pytest.mark.parametrize(
    "declared",
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>'],
)
def test_a_document_that_declares_entities_is_refused(tmp_path: Path, declared: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", f"{declared}<w:document {_W}><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>")
    with pytest.raises(FileRefused, match="entités"):
        read_office(tmp_path / "a.docx", DOCX)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 0.999), noise=st.binary(min_size=1, max_size=12), odt=st.booleans())
@example(place=0.9921875, noise=b"\x01", odt=False)
def test_a_document_hurt_anywhere_is_read_or_refused(tmp_path: Path, place: float, noise: bytes, odt: bool) -> None:
    path = an_odt(tmp_path / "a.odt") if odt else a_docx(tmp_path / "a.docx")
    content = bytearray(path.read_bytes())
    at = int(len(content) * place)
    content[at : at + len(noise)] = noise
    path.write_bytes(bytes(content))
    with suppress(FileRefused):
        assert all(isinstance(each, str) for each in read_office(path, ODT if odt else DOCX))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(min_size=1, max_size=300))
def test_any_bytes_called_text_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with suppress(FileRefused):
        file = derive_words(IncomingFile("f1", tmp_path / "a.txt", "a.txt", media_type=PLAIN), None)
        assert all(each.text for each in file.passages)


@pytest.mark.parametrize("name", ["AD78_0064.txt", "AN_0008.txt"])
def test_sample_texts_are_read(name: str) -> None:
    path = sample(f"03-manuscrits-fr-alto/{name}")
    assert identify(path, Limits()).media_type == PLAIN
    file = derive_words(IncomingFile("f1", path, name, media_type=PLAIN), "fr")
    assert "testament" in " ".join(each.text for each in file.passages)
