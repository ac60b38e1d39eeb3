from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.model.record import Record, Value
from ingest.describing.describe import describe
from ingest.describing.words import folded, name_in_order, slug
from ingest.item import IncomingFile, ItemProblem
from tests.ingest.makings import a_guide, an_item, described


def record(**said: Any) -> Record:
    found = described(**said).record
    assert found is not None
    return found


def test_a_value_knows_its_language_and_several_stand_in_one_cell() -> None:
    told = record(title_at_fr="Rue des Pins", dcterms__title_at_ar="شارع", subject="jazz|lecture")
    assert told.values("title") == (Value("Rue des Pins", "fr"), Value("شارع", "ar"))
    assert [value.text for value in told.values("subject")] == ["jazz", "lecture"]


def test_a_date_keeps_the_words_and_gets_its_days() -> None:
    [known] = record(title="x", created="vers 1962").dates["created"]
    assert known.written == "vers 1962"
    assert known.earliest is not None
    assert known.earliest.year <= 1962


def test_a_date_nobody_understands_is_kept_as_written_with_a_warning() -> None:
    item = described(title="x", created="un jour de grand vent")
    assert item.record is not None
    assert item.record.dates["created"][0].written == "un jour de grand vent"
    assert item.record.dates["created"][0].undated
    assert [(each.level, each.row, each.column) for each in item.problems] == [("warning", 2, "created")]


def test_a_place_gets_its_authority_and_its_role() -> None:
    told = record(title="x", place__born="Bône", spatial="Nantes|Île inconnue")
    assert [(value.text, value.authority, value.role) for value in told.values("spatial")] == [
        ("Bône", "annaba", "born"), ("Nantes", "nantes", None), ("Île inconnue", None, None),
    ]  # fmt: skip


def test_a_place_with_a_role_is_not_said_again_without() -> None:
    told = record(title="x", spatial="Nantes", place__lived="Nantes", creator="Anne Roy", role__pht="Anne Roy")
    assert [(value.text, value.role) for value in told.values("spatial")] == [("Nantes", "lived")]
    assert [(value.text, value.role) for value in told.values("creator")] == [("Anne Roy", "pht")]


def test_a_subject_gets_its_concept_by_any_of_its_names() -> None:
    told = record(title="x", subject="Chantiers navals|la Navale|shipyards|autre chose")
    assert [value.authority for value in told.values("subject")] == ["shipyards", "shipyards", "shipyards", None]


def test_one_person_has_one_authority_however_the_name_is_ordered() -> None:
    item = described(title="x", creator="Loirat, Yvette", role__ive="Yvette Loirat")
    assert [each.id for each in item.authorities] == ["person-yvette-loirat"]
    assert item.record is not None
    assert {value.authority for value in item.record.values("creator")} == {"person-yvette-loirat"}


def test_roles_say_who_made_the_thing_and_who_helped() -> None:
    told = record(title="x", role__ive="Nadia Aït Saïd", role__trl="Omar Ali", role__nobody="Jean Petit")
    assert [(value.text, value.role) for value in told.values("creator")] == [("Nadia Aït Saïd", "ive")]
    assert [(value.text, value.role) for value in told.values("contributor")] == [("Omar Ali", "trl"), ("Jean Petit", None)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Amicale des locataires", "organisation"), ("Famille Benaïssa", "family"), ("Villeneuve, Marie", "person"),
        ("Association pour l’union", "organisation"),
    ],
)  # fmt: skip
def test_a_name_is_a_persons_a_familys_or_an_organisations(name: str, kind: str) -> None:
    assert [each.kind for each in described(title="x", creator=name).authorities] == [kind]


def test_a_name_in_arabic_has_an_authority_too() -> None:
    [authority] = described(title="x", creator_at_ar="محمد بن عيسى").authorities
    assert authority.id == "person-" + slug("محمد بن عيسى")
    assert authority.names[0].language == "ar"


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("CC-BY", "http://creativecommons.org/licenses/by/4.0/"),
        ("cc by", "http://creativecommons.org/licenses/by/4.0/"),
        ("https://creativecommons.org/licenses/by/4.0/deed.fr", "http://creativecommons.org/licenses/by/4.0/"),
        ("http://rightsstatements.org/vocab/InC/1.0", "http://rightsstatements.org/vocab/InC/1.0/"),
    ],
)
def test_rights_are_known_by_code_and_by_any_spelling_of_their_address(written: str, uri: str) -> None:
    assert record(title="x", rights=written).rights == uri


def test_rights_in_other_words_are_kept_and_give_nothing_away() -> None:
    item = described(title="x", rights="© Ville de Nantes")
    assert item.record is not None
    assert item.record.rights is None
    assert item.record.values("rights") == (Value("© Ville de Nantes"),)
    assert [each.column for each in item.problems] == ["rights"]


def test_what_comes_in_is_closed_unless_the_sheet_or_the_batch_says_so() -> None:
    assert record(title="x").label == "closed"
    assert record(title="x", label="open").label == "open"
    opening = replace(a_guide(), open_=True)
    told = [described(opening, title="x"), described(opening, title="x", label="closed")]
    assert [item.record.label for item in told if item.record] == ["open", "closed"]


def test_a_day_to_come_closes_whatever_else_is_said() -> None:
    item = described(replace(a_guide(), open_=True), title="x", label="open", access_until="01/02/2035")
    assert item.record is not None
    assert (item.record.label, item.record.opened, item.access_until) == ("embargoed", False, date(2035, 2, 1))
    assert [each.column for each in item.problems] == ["label"]


@pytest.mark.parametrize("said", [{"label": "ouvret"}, {"access_until": "2035"}, {"access_until": "31/02/2035"}])
def test_an_access_nobody_understands_refuses_the_row(said: dict[str, str]) -> None:
    with pytest.raises(ItemProblem) as refused:
        described(None, title="x", **said)
    assert (refused.value.problem.row, refused.value.problem.column) == (2, next(iter(said)))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"kind": "letter"}, "letter"), ({"kind": "Lettre"}, "letter"), ({"kind": "Lettres"}, "letter"),
        ({"type": "StillImage"}, "photograph"), ({"type": "http://purl.org/dc/dcmitype/Sound"}, "interview"),
        ({"level": "fonds"}, "collection"), ({"level": "item"}, "document"), ({}, "document"), ({"kind": "bidule"}, "document"),
    ],
)  # fmt: skip
def test_the_kind_is_said_or_guessed(said: dict[str, str], kind: str) -> None:
    assert record(title="x", **said).kind == kind


@pytest.mark.parametrize(
    ("role", "kind"), [("image", "photograph"), ("sound", "interview"), ("video", "interview"), ("pages", "document")]
)
def test_a_file_says_the_kind_where_nobody_does(role: Any, kind: str) -> None:
    item = an_item(title="x").but(files=(IncomingFile("f1", Path("a"), "a", role=role),))
    told = describe(item, a_guide()).record
    assert told is not None
    assert told.kind == kind


def test_a_file_without_title_proposes_its_name() -> None:
    item = an_item().but(files=(IncomingFile("f1", Path("a"), "dossier/Portrait_de_famille  1962.jpg", role="image"),))
    told = describe(item, a_guide())
    assert told.record is not None
    assert told.record.values("title") == (Value("Portrait de famille 1962"),)
    assert [(each.term, each.source) for each in told.proposals] == [("title", "nom du fichier")]


def test_languages_become_their_codes() -> None:
    told = record(title="x", language="français|ara|pt|eng")
    assert [value.text for value in told.values("language")] == ["fr", "ar", "pt", "en"]


def test_the_archivists_keys_are_kept() -> None:
    told = record(title="x", cote="1 Fi 3", donor="Mme Roy", agreement="C-12", accession="2026-4")
    assert told.keys == {
        "cote": "1 Fi 3", "donor": "Mme Roy", "agreement": "C-12", "accession": "2026-4", "source_identifier": "r1",
    }  # fmt: skip


def test_two_places_of_one_name_are_told_apart_by_the_wider_one() -> None:
    [value] = record(title="x", spatial="Bellevue (Nantes)").values("spatial")
    assert value.authority is not None


@pytest.mark.parametrize(
    ("written", "plain"),
    [("Île de Nantes", "ile de nantes"), ("SAINT-ÉTIENNE", "saint etienne"), ("L’Œuvre", "l oeuvre")],
)
def test_names_are_compared_without_case_accents_and_hyphens(written: str, plain: str) -> None:
    assert folded(written) == plain


def test_a_slug_is_short_safe_and_always_the_same() -> None:
    assert slug("Conceição Teixeira da Silva") == "conceicao-teixeira-da-silva"
    assert slug("محمد") == slug("محمد") != slug("أحمد")
    assert name_in_order("Loirat, Yvette") == "Yvette Loirat"
    assert name_in_order("Paris, Lyon, Marseille") == "Paris, Lyon, Marseille"
