from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.sheet_encoding import decoded

FRENCH = [
    "titre;lieu\nFête des Élèves de l’école;Chantenay\n« Où est Noël ? »;Île de Nantes\n",
    "title,creator\nCafé,Zoé\n",
    "nom\nÉCOLE DES BÂTIMENTS\n",
    "a;b\nil a reçu 5 € – œuvre d’août;dîner à l'hôtel\n",
]


@pytest.mark.parametrize("text", FRENCH)
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "utf-16-le", "utf-16-be"])
def test_french_is_read_from_every_usual_encoding(text: str, encoding: str) -> None:
    found = decoded(text.encode(encoding))
    assert (found.text, found.guessed) == (text, True)


@pytest.mark.parametrize("text", [FRENCH[1], FRENCH[2]])
def test_french_of_dos_is_read(text: str) -> None:
    assert decoded(text.encode("cp850")).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("nazwa\nŁódź, święto, zażółć gęślą jaźń\n", "cp1250"),
        ("ad\nŞişli, ağaç, yağmur, İzmir, ışık\n", "cp1254"),
        ("title\nMünchen, Straße, Größe, Händler\n", "cp1252"),
        ("الاسم\nصورة العائلة في الميناء القديم قبل الرحيل إلى نانت\n", "cp1256"),
        ("имя\nФотография семьи у старого порта перед отъездом в Нант\n", "cp1251"),
        ("رقم,عنوان\n1,الميناء\n", "utf-16-le"),
        ("plain,ascii\n1,2\n", "utf-16-be"),
    ],
)
def test_other_languages_are_read_too(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)).text == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8])
def test_a_byte_order_mark_is_believed_and_taken_off(mark: bytes) -> None:
    body = "née".encode({codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(mark, "utf-8"))
    found = decoded(mark + body)
    assert (found.text, found.guessed) == ("née", False)


def test_utf8_is_read_without_a_word() -> None:
    assert not decoded("née à Bône – مرحبا".encode()).guessed


def test_what_is_told_counts_before_any_guess() -> None:
    assert decoded("née".encode("mac-roman"), "mac-roman").text == "née"
    with pytest.raises(UnicodeDecodeError):
        decoded("née".encode("cp1252"), "utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(content: bytes) -> None:
    assert isinstance(decoded(content).text, str) or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
