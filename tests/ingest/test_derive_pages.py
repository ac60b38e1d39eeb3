"""A PDF for the web: every page an image with its words and its label; drawn, never run; or refused once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import pyvips

from archive.images.tiles import Pyramid
from archive.model.derived import DERIVED, Derived
from archive.model.transcript import Passage
from ingest.derive_pages import derive_pages
from ingest.identify import identify
from ingest.limits import Limits
from ingest.refused import FileRefused
from tests.originals import a_pdf, cut_short, sample

FORMS = {"pyramid.tif", "edges.bin", "edges.json", "thumb-400.jpg", "thumb-1000.jpg", DERIVED}


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
