"""A PDF for the web: every page an image with its words and its label; drawn, never run; or refused once."""

from __future__ import annotations

import json
import re
from hashlib import md5
from pathlib import Path

import pytest
import pyvips

from archive.images.tiles import Pyramid
from archive.model.derived import DERIVED, Derived
from archive.model.transcript import Passage
from ingest.deriving.derive_pages import derive_pages
from ingest.identifying.identify import identify
from ingest.identifying.refused import FileRefused
from ingest.limits import Limits
from tests.originals import a_pdf, cut_short, sample

FORMS = {"pyramid.tif", "edges.bin", "edges.json", "thumb-400.jpg", "thumb-1000.jpg", DERIVED}

#: What pads a password. Source: ISO 32000-1, 7.6.3.3, algorithm 2.
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
OWNER = bytes(range(32))


def user_key(owner: bytes, permissions: int = -44, identifier: bytes = b"\0") -> bytes:
    """What a document encrypted under the empty password says of it. Source: ISO 32000-1, 7.6.3, algorithms 2 and 4."""
    key = md5(_PADDING + owner + (permissions & 0xFFFFFFFF).to_bytes(4, "little") + identifier).digest()[:5]
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % 5]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in _PADDING:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def derived(master: Path, **limits: int) -> tuple[Derived, tuple[Passage, ...], tuple[str, ...], Path]:
    folder = master.with_name(f"{master.name}-forms")
    folder.mkdir()
    return (*derive_pages(master, folder, "f2", Limits(**limits)), folder)


def identified_and_derived(master: Path) -> None:
    identify(master, Limits())
    derived(master)


def test_every_page_is_an_image_with_its_words(tmp_path: Path) -> None:
    made, passages, labels, folder = derived(a_pdf(tmp_path / "a.pdf", "Bonjour Nantes", "", "Arrivée à Malakoff"))
    assert (made.kind, made.pages, len(made.page_sizes)) == ("pages", 3, 3)
    assert [(each.file, each.number, each.page, each.text) for each in passages] == [
        ("f2", 1, 1, "Bonjour Nantes"),
        ("f2", 3, 3, "Arrivée à Malakoff"),
    ]
    assert labels == ()
    for number, (width, height) in enumerate(made.page_sizes, start=1):
        page = folder / "pages" / f"{number:04d}"
        assert {form.name for form in page.iterdir()} == FORMS
        assert json.loads((page / DERIVED).read_bytes())["width"] == width
        assert Pyramid(page, width, height).tile(1, 0, 0)
    assert {path.name for path in folder.iterdir()} == {"pages", "thumb-400.jpg", "thumb-1000.jpg"}


def test_a_page_is_drawn_in_black_on_white_at_170_dots_per_inch(tmp_path: Path) -> None:
    made, _, _, folder = derived(a_pdf(tmp_path / "a.pdf", "Bonjour", box="0 0 144 72"))
    assert made.page_sizes == ((340, 170),)
    seen = pyvips.Image.new_from_file(str(folder / "pages" / "0001" / "thumb-400.jpg"))
    assert seen.max() > 250
    drawn = derived(a_pdf(tmp_path / "b.pdf", "Bonjour"))[3] / "pages" / "0001" / "thumb-400.jpg"
    assert pyvips.Image.new_from_file(str(drawn)).min() < 60


def test_a_page_knows_what_it_is_called(tmp_path: Path) -> None:
    numbered = "/PageLabels<</Nums[0<</S/r>>2<</S/D/St 5/P(A-)>>]>>"
    assert derived(a_pdf(tmp_path / "a.pdf", "un", "deux", "trois", labels=numbered))[2] == ("i", "ii", "A-5")


@pytest.mark.parametrize(
    ("box", "longest"),
    [
        ("0 0 1000000 1", 30_000),
        ("0 0 0.01 100000", 30_000),
        ("0 0 14400 14400", 4000),
        ("0 0 0 0", 4000),
        ("90 90 -90 -90", 4000),
    ],
)
def test_a_page_of_any_size_costs_few_pixels(tmp_path: Path, box: str, longest: int) -> None:
    ((width, height),) = derived(a_pdf(tmp_path / "a.pdf", "un", box=box))[0].page_sizes
    assert min(width, height) >= 1
    assert max(width, height) <= longest
    assert width * height <= 12_100_000


def test_a_document_has_as_many_pages_as_the_limit_at_most(tmp_path: Path) -> None:
    assert derived(a_pdf(tmp_path / "a.pdf", "un", "deux"), max_pages=2)[0].pages == 2
    with pytest.raises(FileRefused, match="3 pages"):
        derived(a_pdf(tmp_path / "b.pdf", "un", "deux", "trois"), max_pages=2)


@pytest.mark.parametrize(
    ("declared", "kids"),
    [
        (100_000, "4 0 R"),
        (100_000, "2 0 R"),
        (1500, "2 0 R 4 0 R"),
        (50, "4 0 R"),
        (0, ""),
        (-5, ""),
    ],
)
def test_a_document_that_lies_about_its_pages_is_refused_at_once(tmp_path: Path, declared: int, kids: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        derived(a_pdf(tmp_path / "a.pdf", "un", declared=declared, kids=kids))
    assert refusal.value.remedy
    assert "pdfium" not in refusal.value.text.lower()


def test_a_locked_document_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="mot de passe") as refusal:
        derive_pages(sample("13-pdf/py-pdf/libreoffice-writer-password.pdf"), tmp_path, "f1", Limits())
    assert "protection" in refusal.value.remedy


@pytest.mark.parametrize("share", [0.02, 0.4, 0.8, 0.95])
def test_a_document_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    short = cut_short(a_pdf(tmp_path / "a.pdf", "un", "deux", "trois"), share)
    with pytest.raises(FileRefused):
        identified_and_derived(short)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"pas un PDF"])
def test_what_only_begins_like_a_document_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(FileRefused):
        derived(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("name", "pages", "words"),
    [
        ("pikepdf/fourpages.pdf", 4, ("First page", "Second page")),
        ("pikepdf/francais_ocr_sandwich.pdf", 1, ("Portez ce vieux whisky",)),
        ("pikepdf/francais.pdf", 1, ()),
        ("py-pdf/pdflatex-4-pages.pdf", 4, ("Hello, here is some text",)),
        ("py-pdf/with-attachment.pdf", 1, ("Lorem ipsum",)),
    ],
)
def test_sample_documents_are_read_page_by_page(tmp_path: Path, name: str, pages: int, words: tuple[str, ...]) -> None:
    made, passages, _ = derive_pages(sample(f"13-pdf/{name}"), tmp_path, "f1", Limits())
    assert made.pages == pages
    for passage, start in zip(passages, words, strict=False):
        assert passage.text.startswith(start)
    assert bool(passages) == bool(words)
    assert not [each for each in passages if re.search("[\ufffe\x00-\x09\x0b-\x1f]", each.text)]


def test_a_word_divided_at_the_end_of_a_line_is_one_word(tmp_path: Path) -> None:
    _, (passage,), _ = derive_pages(sample("13-pdf/py-pdf/minimal-document.pdf"), tmp_path, "f1", Limits())
    assert "no sea takimata sanctus" in passage.text


def test_the_outline_is_kept_with_the_page_each_part_begins_on(tmp_path: Path) -> None:
    made = derive_pages(sample("13-pdf/pikepdf/toc.pdf"), tmp_path, "f1", Limits())[0]
    assert made.outline[:2] == ((0, "Page 1", 1), (0, "Page 2", 2))
    assert made.outline[-1] == (3, "Deeper still", 2)
    assert Derived.from_json(made.to_json()) == made


def test_a_page_label_never_ends_the_list_it_stands_in(tmp_path: Path) -> None:
    numbered = "/PageLabels<</Nums[0<</P(A|B)>>]>>"
    assert derived(a_pdf(tmp_path / "a.pdf", "un", labels=numbered))[2] == ("A¦B",)


@pytest.mark.parametrize(
    ("more", "facts"),
    [
        ("/Names<</EmbeddedFiles<</Names[(a.txt)<</Type/Filespec/F(a.txt)>>]>>>>", {"attachments": 1}),
        ("/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(while\\(1\\){})>>]>>>>", {"scripts": 1}),
        ("/OpenAction<</S/JavaScript/JS(while\\(1\\){})>>", {}),
        (
            "/AcroForm<</SigFlags 3/Fields[<</FT/Sig/T(s)/V<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>"
            "/ByteRange[0 1 2 3]>>>>]>>",
            {"signatures": 1},
        ),
        ("", {}),
    ],
)
def test_what_a_document_carries_beside_its_pages_is_counted_and_never_run(
    tmp_path: Path, more: str, facts: dict[str, int]
) -> None:
    made, passages, _, _ = derived(a_pdf(tmp_path / "a.pdf", "un", labels=more))
    assert made.technical == facts
    assert [each.text for each in passages] == ["un"]


def test_an_encrypted_document_is_refused_even_where_it_opens(tmp_path: Path) -> None:
    """RC4 of 40 bits and an empty password: what every reader opens, and no archive should keep."""
    pdf = a_pdf(tmp_path / "a.pdf", "un").read_bytes()
    locked = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{OWNER.hex()}>/U<{user_key(OWNER).hex()}>/P -44>>/ID[<00><00>]"
    (tmp_path / "a.pdf").write_bytes(pdf.replace(b"/Root 1 0 R>>", f"/Root 1 0 R{locked}>>".encode()))
    with pytest.raises(FileRefused, match="chiffré") as refusal:
        derived(tmp_path / "a.pdf")
    assert "sans protection" in refusal.value.remedy
