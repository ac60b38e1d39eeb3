"""Citations: ISO 690's parts and BibTeX."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.model.dates import read_date
from archive.model.record import Record, Value
from archive.sharing import cite

ARK = "ark:99999/x1qpt2tt46"


def a_record(title: str = "La boulangerie", written: str = "1966", **terms: tuple[Value, ...]) -> Record:
    date = read_date(written)
    dates = {"created": (date,) if date else ()}
    return Record(ARK, "photograph", {"title": (Value(title, "fr"),), **terms}, dates, {"cote": "DRA 7"})


def bibtex(record: Record) -> str:
    return cite.bibtex(record, publisher="D’une rive", place="Nantes", url="https://a.example/x_1", languages=("fr",))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Maria Albertina Ferreira", "FERREIRA, Maria Albertina"),
        ("João da Silva", "DA SILVA, João"),
        ("Ferreira, Maria (1951-)", "FERREIRA, Maria"),
        ("Mohamed Ben Aïssa", "BEN AÏSSA, Mohamed"),
        ("محمد بن عيسى", "محمد بن عيسى"),
        ("Yvonne", "Yvonne"),
        ("Amicale des locataires de la cité 12", "Amicale des locataires de la cité 12"),
    ],
)
def test_a_name_is_printed_family_first_in_capitals(name: str, printed: str) -> None:
    assert cite.inverted(name) == printed


def test_who_speaks_is_cited_before_who_asks() -> None:
    asked = a_record(contributor=(Value("Hélène Marchand", role="ivr"), Value("Maria Ferreira", role="ive")))
    assert list(cite.creators(asked)) == ["FERREIRA, Maria"]


def test_the_date_is_cited_in_its_sources_words() -> None:
    found = cite.citation(
        a_record(written="vers 1966"), medium="photographie", place="Nantes", publisher="P", url="u", languages=("fr",)
    )
    assert (found.date, found.cote, found.title.text) == ("vers 1966", "DRA 7", "La boulangerie")


def test_a_reference_has_a_short_key_that_says_who_when_and_which() -> None:
    record = a_record(creator=(Value("Joaquim Teixeira", role="pht"),))
    assert cite.key(record) == "teixeira1966-x1qpt2tt46"


def test_bibtex_gives_authors_title_year_and_address() -> None:
    entry = bibtex(a_record(creator=(Value("Joaquim Teixeira", role="pht"), Value("Rosa Teixeira", role="pht"))))
    authors = "author = {Teixeira, Joaquim and Teixeira, Rosa}"
    for part in ("@misc{teixeira1966-", authors, "title = {{La boulangerie}}", "year = {1966}", "url = {https://a.example/x_1}"):
        assert part in entry


def test_bibtex_signs_in_a_title_do_no_harm() -> None:
    assert "{{50 \\% \\& plus}}" in bibtex(a_record("50 % & plus"))


@given(some.text(min_size=1, max_size=60))
def test_any_title_makes_an_entry_whose_braces_close(title: str) -> None:
    entry = bibtex(a_record(title))
    depth = 0
    for sign in entry:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
