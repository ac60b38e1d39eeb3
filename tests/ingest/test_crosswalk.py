from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.model.errors import Refused
from ingest.describing.crosswalk import Column, read_crosswalk
from tests.ingest.makings import CROSSWALKS


def meant(header: str, crosswalk: str = "dublin-core") -> Column | None:
    return read_crosswalk(CROSSWALKS, crosswalk).column(header)


@pytest.mark.parametrize("header", ["dcterms:title@fr", "dc:title@fr", "title@fr", "Title@fr", " titre@fr ", "DC:TITLE@fr"])
def test_one_term_has_many_spellings(header: str) -> None:
    column = meant(header)
    assert column is not None
    assert (column.meaning, column.name, column.language) == ("term", "title", "fr")


@pytest.mark.parametrize(
    ("header", "meaning", "name"),
    [
        ("dcterms:created", "date", "created"), ("dc:date", "date", "date"),
        ("dcterms:tableOfContents", "term", "tableOfContents"),
        ("cote", "key", "cote"), ("identifiant", "key", "source_identifier"), ("role:ive", "role", "ive"),
        ("place:born", "place", "born"), ("alternative_text@fr", "field", "alternative_text"), ("rights", "field", "rights"),
        ("files", "field", "files"), ("Numéro d'inventaire", "key", "accession"),
    ],
)  # fmt: skip
def test_each_kind_of_column_is_known(header: str, meaning: str, name: str) -> None:
    column = meant(header)
    assert column is not None
    assert (column.meaning, column.name) == (meaning, name)


@pytest.mark.parametrize("header", ["weather", "title@", "title@not a language", "role:", "dcterms:weather"])
def test_what_means_nothing_is_not_guessed(header: str) -> None:
    assert meant(header) is None


def test_the_nearest_name_is_offered() -> None:
    assert read_crosswalk(CROSSWALKS).nearest("dcterms:tittle@fr".removeprefix("dcterms:")) in ("title", "titre")
    assert read_crosswalk(CROSSWALKS).nearest("zzzzqqq") is None


@pytest.mark.parametrize(
    ("crosswalk", "header", "name"),
    [
        ("omeka-classic", "Dublin Core:Title", "title"), ("omeka-classic", "Dublin Core : Date Created", "created"),
        ("omeka-classic", "tags", "subject"), ("omeka-classic", "Item Type Metadata:Interviewee", "ive"),
        ("omeka-s", "dcterms:title", "title"), ("omeka-s", "o:id", "source_identifier"), ("omeka-s", "o:media/file", "files"),
        ("collectionbuilder", "objectid", "source_identifier"), ("collectionbuilder", "image_alt_text", "alternative_text"),
    ],
)  # fmt: skip
def test_other_systems_columns_are_mapped(crosswalk: str, header: str, name: str) -> None:
    column = meant(header, crosswalk)
    assert column is not None
    assert column.name == name


def test_a_column_left_out_knowingly_is_no_unknown_one() -> None:
    column = meant("o:is_public", "omeka-s")
    assert column is not None
    assert column.meaning == "ignored"


def test_only_the_columns_that_hold_several_values_are_cut() -> None:
    subject, description = meant("subject", "collectionbuilder"), meant("description", "collectionbuilder")
    assert subject is not None
    assert description is not None
    assert (subject.separator, description.separator) == (";", "")


def test_a_crosswalk_of_ones_own_lies_over_dublin_core(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('name = "Mine"\nseparator = "/"\n[columns]\n"sujet principal" = "subject@fr"\n', "utf-8")
    crosswalk = read_crosswalk(CROSSWALKS, str(own))
    assert crosswalk.column("Sujet principal") == Column("Sujet principal", "term", "subject", "fr", "/")
    assert crosswalk.column("dcterms:title") is not None


def test_a_crosswalk_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_crosswalk(CROSSWALKS, "nowhere")
    assert "omeka-s" in refused.value.remedy
    (tmp_path / "bad.toml").write_text("name = ", "utf-8")
    with pytest.raises(Refused):
        read_crosswalk(CROSSWALKS, str(tmp_path / "bad.toml"))


@pytest.mark.parametrize("path", sorted(CROSSWALKS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_column_of_a_crosswalk_leads_somewhere(path: Path) -> None:
    crosswalk = read_crosswalk(CROSSWALKS, path.stem)
    assert [header for header in crosswalk.columns if crosswalk.column(header) is None] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("separator = 3", "separator"),
        ('seperator = "|"', "seperator"),
        ('columns = "title"', "columns"),
        ("[columns]\na = 1", "columns"),
        ('separated = "a"', "separated"),
        ('reads = "marc"', "dublin-core"),
        ('[columns]\n"Objet" = "titel"', "titel"),
        ("a = " + "[" * 3000, "ne se lit pas"),
    ],
)
def test_what_is_wrong_in_ones_own_crosswalk_is_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "own.toml").write_text(text, "utf-8")
    with pytest.raises(Refused) as refused:
        read_crosswalk(CROSSWALKS, str(tmp_path / "own.toml"))
    assert said in refused.value.problem


def test_ones_own_headers_may_be_written_as_in_the_sheet(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('[columns]\n"Nom de l\'objet" = "title@fr"\n"DC : Sujet" = "subject"\n', "utf-8")
    crosswalk = read_crosswalk(CROSSWALKS, str(tmp_path / "own.toml"))
    found = [crosswalk.column(header) for header in ("nom de l’objet", "dc:sujet")]
    assert [column.name for column in found if column] == ["title", "subject"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=200), st.text(st.sampled_from('[]{}="\n,|abc1columns separator.')).map(str.encode)))
def test_any_file_is_a_crosswalk_or_refused_with_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "own.toml").write_bytes(content)
    read_crosswalk.cache_clear()
    try:
        assert read_crosswalk(CROSSWALKS, str(tmp_path / "own.toml")).column("title") is not None
    except Refused as refused:
        if not refused.remedy:
            raise
