"""Authorities: known by every name, and in the A–Z only where a record that may be seen names them."""

from __future__ import annotations

import pytest

from archive.catalogue import authorities, outbox
from archive.catalogue.connection import Catalogue
from archive.catalogue.folding import fold, letter_of
from archive.model.authorities import Authority
from archive.model.record import Record, Value
from tests.archive.catalogue.builders import AT, OPEN, a_record, an_authority, saved

ISTANBUL = an_authority(
    "p1", "Istanbul@fr", "İstanbul@tr", "إسطنبول@ar", "Constantinople@fr/historic", latitude=41.0, longitude=28.9
)
ORAN = an_authority("p2", "Oran@fr", parents=("algeria",), identifiers={"geonames": "2485926"})
PLACES = ("place",)


def _naming(*ids: str, label: str = "open", title: str = "Lettre") -> Record:
    return a_record(title, terms={"spatial": tuple(Value(each, authority=each) for each in ids)}, label=label)


def _keep(catalogue: Catalogue, given: list[Authority], records: list[Record]) -> None:
    with catalogue.writing() as c:
        authorities.save_many(c, given, at=AT)
        for record in records:
            saved(c, record)


def test_an_authority_comes_back_as_it_was_saved(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        authorities.save(c, ISTANBUL, at=AT)
    with catalogue.reading() as c:
        assert authorities.load(c, "p1") == ISTANBUL
        assert authorities.load(c, "p9") is None
        assert authorities.load_many(c, ["p1", "p9"]) == {"p1": ISTANBUL}


def test_an_authority_saved_again_as_it_was_tells_nobody(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        assert authorities.save_many(c, [ISTANBUL, ORAN], at=AT) == 2
        assert not authorities.save(c, ISTANBUL, at=AT)
        assert authorities.save(c, an_authority("p1", "Istanbul@fr"), at=AT)
        assert [row.subject for row in outbox.pending(c)] == ["authority:p1", "authority:p2", "authority:p1"]
        assert authorities.by_name(c, ["Constantinople"]) == {}


def test_authorities_are_known_by_any_form_of_their_name(catalogue: Catalogue) -> None:
    _keep(catalogue, [ISTANBUL, ORAN, an_authority("f1", "ORAN", kind="family")], [])
    with catalogue.reading() as c:
        found = authorities.by_name(c, ["constantinople", "إسطنبول", "Oran", "Nulle part"])
    assert found == {"constantinople": ["p1"], "إسطنبول": ["p1"], "Oran": ["f1", "p2"]}


def test_authorities_of_a_kind_come_by_a_page_at_a_time(catalogue: Catalogue) -> None:
    _keep(catalogue, [ISTANBUL, ORAN, an_authority("f1", "Oran", kind="family")], [])
    with catalogue.reading() as c:
        assert authorities.all(c, kinds=PLACES, size=1) == [ISTANBUL]
        assert authorities.all(c, kinds=PLACES, after="p1") == [ORAN]
        assert len(authorities.all(c)) == 3


def test_the_a_to_z_counts_records_that_may_be_seen(catalogue: Catalogue) -> None:
    twice = a_record(terms={"spatial": (Value("Oran", authority="p2"),), "subject": (Value("Oran", authority="p2"),)})
    _keep(catalogue, [ISTANBUL, ORAN], [_naming("p1", "p2"), _naming("p2", label="closed"), twice])
    with catalogue.reading() as c:
        lines = authorities.headings(c, PLACES, "fr", OPEN)
        assert [(line.text, line.letter, line.records) for line in lines] == [("Istanbul", "I", 1), ("Oran", "O", 2)]
        assert [line.records for line in authorities.headings(c, PLACES, "fr", {"open", "closed"})] == [1, 3]


def test_a_name_of_closed_records_alone_is_in_no_a_to_z(catalogue: Catalogue) -> None:
    _keep(catalogue, [ORAN], [_naming("p2", label="closed")])
    with catalogue.reading() as c:
        assert authorities.headings(c, PLACES, "fr", OPEN) == []
        assert authorities.letters(c, PLACES, "fr", OPEN) == {}
        assert authorities.arks_of(c, "p2", OPEN) == []


@pytest.mark.parametrize(
    ("language", "text", "letter"), [("fr", "Istanbul", "I"), ("ar", "إسطنبول", "ا"), ("en", "Istanbul", "I")]
)
def test_each_name_is_read_once_in_the_language_asked_or_the_first(
    catalogue: Catalogue, language: str, text: str, letter: str
) -> None:
    _keep(catalogue, [ISTANBUL], [_naming("p1")])
    with catalogue.reading() as c:
        (line,) = authorities.headings(c, PLACES, language, OPEN)
        assert (line.text, line.letter) == (text, letter)
        assert line.text == ISTANBUL.name_in(language).text
        assert authorities.letters(c, PLACES, language, OPEN) == {letter: 1}


def test_a_letter_gives_its_names_in_order_whatever_their_accents(catalogue: Catalogue) -> None:
    names = {"a": "Évora", "b": "Elbeuf", "c": "ermont", "d": "Oran"}
    _keep(catalogue, [an_authority(each, name) for each, name in names.items()], [_naming(*names)])
    with catalogue.reading() as c:
        assert [line.text for line in authorities.headings(c, PLACES, "fr", OPEN, letter="E")] == [
            "Elbeuf", "ermont", "Évora",
        ]  # fmt: skip
        assert authorities.letters(c, PLACES, "fr", OPEN) == {"E": 3, "O": 1}


def test_the_records_of_an_authority_come_by_title(catalogue: Catalogue) -> None:
    first, second = _naming("p2", title="Âge"), _naming("p2", title="zèle")
    _keep(catalogue, [ORAN], [second, first, _naming("p1")])
    with catalogue.reading() as c:
        assert authorities.arks_of(c, "p2", OPEN) == [first.ark, second.ark]
        assert authorities.arks_of(c, "p2", OPEN, start=1) == [second.ark]


def test_an_authority_named_before_it_is_known_is_found_once_it_is(catalogue: Catalogue) -> None:
    _keep(catalogue, [], [_naming("p2")])
    _keep(catalogue, [ORAN], [])
    with catalogue.reading() as c:
        assert [line.authority for line in authorities.headings(c, PLACES, "fr", OPEN)] == ["p2"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Éloïse  BENALI", "eloise benali"), ("Łódź", "lodz"), ("Œuvre", "oeuvre"), ("L’Île", "l'ile"), ("İzmir", "izmir"),
     ("أحمد", "احمد"), ("straße", "strasse"), ("", "")],
)  # fmt: skip
def test_names_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("folded", "letter"), [("'abd", "A"), ("oran", "O"), ("1er mai", "#"), ("", "#"), ("(z", "Z")])
def test_the_letter_of_a_name_is_its_first(folded: str, letter: str) -> None:
    assert letter_of(folded) == letter
