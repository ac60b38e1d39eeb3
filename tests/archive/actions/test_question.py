"""What a person may ask, and what they are offered while they do."""

from __future__ import annotations

from archive.actions import find
from archive.actions.question import Question
from archive.actions.suggest import suggest
from archive.catalogue import authorities
from archive.model.access import PUBLIC
from archive.model.authorities import Authority, Name
from archive.model.record import Value
from archive.wiring import Archive
from search.query import Box
from tests.builders import ARCHIVIST, a_file, a_record, deposited, said


def asked(archive: Archive, text: str = "", **more: object) -> list[str]:
    """The titles of what the public finds."""
    found = find.search(archive, PUBLIC, Question(text, **more)).found  # type: ignore[arg-type]
    return sorted(each.record.title_in().text for each in found)


def test_a_field_is_asked_by_its_name_in_any_language_of_the_interface(archive: Archive) -> None:
    by = a_record("r1", "Une lettre", terms={"creator": (Value("Inês Rocha", None),)}, keys={"cote": "12J7"})
    deposited(archive, by, a_record("r2", "Portrait d’Inês Rocha"))
    assert (
        asked(archive, "auteur:rocha")
        == asked(archive, "creator:rocha")
        == asked(archive, "المؤلف:rocha")
        == ["Une lettre"]
    )
    assert asked(archive, "titre:rocha") == ["Portrait d’Inês Rocha"]
    assert asked(archive, "cote:12J7") == ["Une lettre"]


def test_somebody_is_found_by_every_name_of_their_authority_in_any_order(archive: Archive) -> None:
    names = (Name("Rocha, Inês", "pt"), Name("Moreira, Inês", "fr", "married"))
    with archive.catalogue.writing() as c:
        authorities.save(c, Authority("ines", "person", names), at="2026-01-01T00:00:00Z")
    deposited(archive, a_record("r1", "Lettre d’Inês Rocha"), a_record("r2", "Visite à Inês Moreira"))
    for text in ("Inês Moreira", "moreira ines", "Rocha Inês"):
        assert asked(archive, text) == ["Lettre d’Inês Rocha", "Visite à Inês Moreira"]
    assert asked(archive, "Inês Moreira", exact=True) == ["Visite à Inês Moreira"]


def test_a_place_is_found_by_its_name_of_another_time(archive: Archive) -> None:
    names = (Name("Annaba", "fr"), Name("Bône", "fr", "historic"))
    with archive.catalogue.writing() as c:
        authorities.save(c, Authority("annaba", "place", names), at="2026-01-01T00:00:00Z")
    deposited(archive, a_record("r1", "Le port de Bône"))
    assert asked(archive, "port annaba") == ["Le port de Bône"]


def test_a_given_name_is_found_as_families_spell_it(archive: Archive) -> None:
    deposited(
        archive, a_record("r1", "Mohamed au port"), a_record("r2", "Mahmoud au port"), a_record("r3", "محمد في الميناء")
    )
    assert asked(archive, "Mohammed") == ["Mohamed au port", "محمد في الميناء"]


def test_where_nothing_is_written_so_one_letter_off_is_found_and_said(archive: Archive) -> None:
    deposited(archive, a_record("r1", "L’usine de chaussures"))
    findings = find.search(archive, PUBLIC, Question("usinne"))
    assert (findings.total, findings.nearly) == (1, ("usine",))
    assert find.search(archive, PUBLIC, Question("usine")).nearly == ()
    assert find.search(archive, PUBLIC, Question("usinne", exact=True)).total == 0


def test_a_word_under_a_label_is_not_said_to_be_nearly_what_was_asked(archive: Archive) -> None:
    deposited(archive, a_record("r1", "L’usine de chaussures"), open_=False)
    findings = find.search(archive, PUBLIC, Question("usinne"))
    assert (findings.total, findings.nearly) == (0, ())


def test_words_spoken_in_one_passage_are_told_from_words_of_the_record(archive: Archive) -> None:
    sound = a_file(b"sound", role="sound", name="a.mp3")
    talk = a_record("r1", "Le quai", kind="interview", files=(sound,))
    deposited(archive, talk, masters=[b"sound"], passages={"f1": said("Le bateau était là.", "Le train aussi.")})
    assert asked(archive, "bateau quai") == asked(archive, "bateau train") == ["Le quai"]
    assert asked(archive, "bateau quai", spoken=True) == asked(archive, "bateau train", spoken=True) == []
    assert asked(archive, "bateau", spoken=True) == ["Le quai"]


def test_a_speaker_is_found_in_the_words_that_everybody_may_hear(archive: Archive) -> None:
    sound = a_file(b"sound", role="sound", name="a.mp3")
    passage = said("Bonjour.")[0]
    voices = {"f1": (passage, *said("", "Caché.", label="closed")[1:])}
    voices["f1"] = tuple(
        type(each)(**{**vars(each), "speaker": who})
        for each, who in zip(voices["f1"], ("Ana Lopes", "Rui Reis"), strict=True)
    )
    deposited(
        archive, a_record("r1", "Entretien", kind="interview", files=(sound,)), masters=[b"sound"], passages=voices
    )
    assert asked(archive, "speaker:lopes") == ["Entretien"]
    assert asked(archive, "reis") == []
    assert find.search(archive, ARCHIVIST, Question("reis")).total == 1


def test_years_are_those_it_may_be_of_or_those_it_is_certainly_of(archive: Archive) -> None:
    deposited(
        archive,
        a_record("r1", "Vers", dates={"created": "années 1960"}),
        a_record("r2", "Sûr", dates={"created": "1962"}),
    )
    assert asked(archive, first_year=1961, last_year=1963) == ["Sûr", "Vers"]
    assert asked(archive, first_year=1961, last_year=1963, certainly=True) == ["Sûr"]


def test_a_year_counts_only_what_is_known_by_its_year(archive: Archive) -> None:
    deposited(
        archive,
        a_record("r1", dates={"created": "années 1960"}),
        a_record("r2", dates={"created": "1962"}),
        a_record("r3"),
    )
    facets = find.search(archive, PUBLIC, Question()).facets
    assert [(value.code, value.count) for value in facets["year"]] == [("1962", 1)]
    assert {value.code: value.count for value in facets["decade"]} == {"1960": 2, "undated": 1}


def test_a_place_of_origin_is_counted_apart_from_other_places(archive: Archive) -> None:
    born, lived = (
        Value("Bellevue", "fr", authority="bellevue", role="born"),
        Value("Nantes", "fr", authority="nantes", role="lived"),
    )
    deposited(archive, a_record("r1", terms={"spatial": (born, lived)}))
    facets = find.search(archive, PUBLIC, Question()).facets
    assert "bellevue" in {value.code for value in facets["origin"]}
    chosen = find.search(archive, PUBLIC, Question(chosen={"origin": ("nantes",)}))
    assert chosen.total == 1  # Bellevue is in Nantes
    assert find.search(archive, PUBLIC, Question(chosen={"origin": ("orvault",)})).total == 0


def test_a_part_of_the_map_finds_what_has_a_place_in_it(archive: Archive) -> None:
    deposited(
        archive, a_record("r1", "Ici", terms={"spatial": (Value("Nantes", "fr", authority="nantes"),)}), a_record("r2")
    )
    assert asked(archive, box=Box(47, -2, 48, -1)) == ["Ici"]
    assert asked(archive, box=Box(10, 10, 20, 20)) == []


def test_what_has_most_in_common_comes_first(archive: Archive) -> None:
    place, work = Value("Nantes", "fr", authority="nantes"), Value("travail", "fr", authority="work")
    both = {"spatial": (place,), "subject": (work,)}
    ark, *_ = deposited(
        archive, a_record("r1", "Même", terms=both), a_record("r2", "Tout proche", terms=both),
        a_record("r3", "Voisin", terms={"spatial": (place,)}), a_record("r4", "Loin", dates={"created": "1850"}),
    )  # fmt: skip
    shown = find.search(archive, PUBLIC, Question("Même")).found[0].record
    assert shown.ark == ark
    assert [each.record.title_in().text for each in find.alike(archive, PUBLIC, shown)][:2] == ["Tout proche", "Voisin"]


def test_names_and_titles_are_suggested_by_their_beginning(archive: Archive) -> None:
    deposited(
        archive, a_record("r1", "Belle journée", terms={"spatial": (Value("Bellevue", "fr", authority="bellevue"),)})
    )
    found = {(each.text, each.kind) for each in suggest(archive, PUBLIC, "bel")}
    assert {("Bellevue", "place"), ("Belle journée", "record")} <= found
    assert suggest(archive, PUBLIC, "b") == ()


def test_what_only_closed_records_name_is_suggested_to_nobody_else(archive: Archive) -> None:
    secret = a_record("r1", "Belle journée", terms={"spatial": (Value("Bellevue", "fr", authority="bellevue"),)})
    deposited(archive, secret, open_=False)
    assert suggest(archive, PUBLIC, "bel") == ()
    assert "Bellevue" in {each.text for each in suggest(archive, ARCHIVIST, "bel")}


def test_a_record_is_suggested_by_the_title_that_answers(archive: Archive) -> None:
    titles = (Value("Onze de dos", "fr"), Value("Before the match", "en"))
    deposited(archive, a_record("r1", terms={"title": titles}))
    assert [(each.text, each.language) for each in suggest(archive, PUBLIC, "bef")] == [("Before the match", "en")]
