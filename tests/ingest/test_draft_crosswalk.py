from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.describing.crosswalk import read_crosswalk
from ingest.describing.draft_crosswalk import DraftAsked, draft_crosswalk
from tests.ingest.makings import CROSSWALKS, SHARED, a_sheet, received


def drafted(path: Path) -> dict[str, Any]:
    return tomllib.loads(draft_crosswalk(DraftAsked(path, CROSSWALKS)))


VOLUNTEER = [
    ["N°", "Titre_fr", "Titre (en)", "Photographe", "Date de prise de vue", "Mots-clés", "Quartier", "Fichier", "Divers", "X"],
    ["12", "Le port", "The port", "Loirat, Yvette", "vers 1962", "port; grues", "Chantenay", "a.jpg", "vu", ""],
    ["13", "Rue", "Street", "", "mai 1968", "rue", "Dervallières", "b.jpg", "", ""],
]


def test_a_volunteers_sheet_gets_a_guess_for_each_header(tmp_path: Path) -> None:
    draft = drafted(a_sheet(tmp_path / "photos.csv", *VOLUNTEER))
    assert draft["columns"] == {
        "n°": "source_identifier", "titre_fr": "title@fr", "titre (en)": "title@en", "photographe": "role:pht",
        "date de prise de vue": "created", "mots-clés": "subject", "quartier": "spatial", "fichier": "files",
        "divers": "", "x": "",
    }  # fmt: skip
    assert (draft["separator"], draft["separated"], draft["name"]) == (";", ["mots-clés"], "photos")


def test_each_header_has_an_example_beside_it(tmp_path: Path) -> None:
    text = draft_crosswalk(DraftAsked(a_sheet(tmp_path / "photos.csv", *VOLUNTEER), CROSSWALKS))
    assert '"titre_fr" = "title@fr"  # ex. : Le port' in text
    assert '"divers" = ""  # à vous de dire ; ex. : vu' in text
    assert '"x" = ""  # à vous de dire ; ex. : (vide)' in text


def test_a_draft_is_usable_at_once(tmp_path: Path) -> None:
    sheet = a_sheet(tmp_path / "photos.csv", *VOLUNTEER)
    own = tmp_path / "own.toml"
    own.write_text(draft_crosswalk(DraftAsked(sheet, CROSSWALKS)), "utf-8")
    told, items = received(sheet, crosswalk=str(own))
    assert [item.source_identifier for item in items] == ["12", "13"]
    assert not any(problem.level == "warning" for problem in told.problems)


def test_the_columns_of_another_program_are_known_for_what_they_are(tmp_path: Path) -> None:
    header = ["o:id", "o:item_set", "o:is_public", "dcterms:title", "o:resource_class"]
    text = draft_crosswalk(DraftAsked(a_sheet(tmp_path / "a.csv", header, ["1", "2", "1", "Rue", "Image"]), CROSSWALKS))
    assert "--crosswalk omeka-s" in text
    assert tomllib.loads(text)["columns"]["o:id"] == "source_identifier"


def test_a_second_identifier_is_left_to_a_person(tmp_path: Path) -> None:
    columns = drafted(a_sheet(tmp_path / "a.csv", ["id", "identifiant"], ["1", "un"]))["columns"]
    assert list(columns.values()) == ["source_identifier", ""]


@pytest.mark.parametrize(
    ("values", "meaning"),
    [(["1962", "vers 1970", "s.d."], "created"), (["a/1.jpg", "b.tif"], "files"), (["mot " * 40], "description"), (["mot"], "")],
)
def test_what_a_header_does_not_tell_its_cells_may(tmp_path: Path, values: list[str], meaning: str) -> None:
    rows = ([value, "x"] for value in values)
    assert drafted(a_sheet(tmp_path / "a.csv", ["zzz", "yyy"], *rows))["columns"]["zzz"] == meaning


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), min_size=1, max_size=5))
def test_any_headers_give_a_crosswalk_that_leads_somewhere(tmp_path: Path, headers: list[str]) -> None:
    sheet = a_sheet(tmp_path / "a.csv", ["title", *headers], ["rue", *headers])
    own = tmp_path / f"{abs(hash(tuple(headers)))}.toml"
    own.write_text(draft_crosswalk(DraftAsked(sheet, CROSSWALKS)), "utf-8")
    crosswalk = read_crosswalk(CROSSWALKS, str(own))
    assert [header for header in crosswalk.columns if crosswalk.column(header) is None] == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared samples are not here")
def test_a_real_museums_sheet_is_known_as_dublin_core() -> None:
    sheet = next((SHARED / "11-csv" / "musees-cc0").glob("*.csv"))
    draft = drafted(sheet)
    assert draft["columns"]["title"] == "title"
    assert draft["separator"] == "|"
