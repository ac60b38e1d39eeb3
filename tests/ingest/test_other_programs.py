"""Sheets with the headers that other programs write: AtoM, Omeka, CollectionBuilder."""

from __future__ import annotations

from pathlib import Path

from archive.model.record import Record
from ingest.describing.crosswalk import read_crosswalk
from ingest.describing.describe import describe
from ingest.item import Item
from tests.ingest.makings import CROSSWALKS, a_guide, a_jpeg, a_sheet, received

#: As the programs' own examples have them.
ATOM = """legacyId,parentId,qubitParentSlug,accessionNumber,identifier,title,levelOfDescription,extentAndMedium,repository,
archivalHistory,acquisition,scopeAndContent,appraisal,accruals,arrangement,accessConditions,reproductionConditions,language,
script,languageNote,physicalCharacteristics,findingAids,locationOfOriginals,locationOfCopies,relatedUnitsOfDescription,
publicationNote,digitalObjectPath,digitalObjectURI,generalNote,subjectAccessPoints,placeAccessPoints,nameAccessPoints,
genreAccessPoints,descriptionIdentifier,institutionIdentifier,rules,descriptionStatus,levelOfDetail,revisionHistory,
languageOfDescription,scriptOfDescription,sources,archivistNote,publicationStatus,physicalObjectName,physicalObjectLocation,
physicalObjectType,alternativeIdentifiers,alternativeIdentifierLabels,eventDates,eventTypes,eventStartDates,eventEndDates,
eventActors,eventActorHistories,culture""".replace("\n", "").split(",")
COLLECTION_BUILDER = [
    "objectid", "parentid", "title", "creator", "date", "description", "subject", "location", "latitude",
    "longitude", "source", "identifier", "type", "format", "language", "rights", "rightsstatement",
    "display_template", "object_location", "image_small", "image_thumb", "image_alt_text", "object_transcript",
]  # fmt: skip
EVENTS = ["eventDates", "eventTypes", "eventStartDates", "eventEndDates", "eventActors"]


def taken(path: Path, crosswalk: str) -> tuple[list[Item], list[Record]]:
    items = received(path, crosswalk=crosswalk)[1]
    records = [describe(item, a_guide(crosswalk=crosswalk)).record for item in items]
    return items, [record for record in records if record is not None]


def atom(path: Path, *rows: dict[str, str]) -> list[Record]:
    lines = ([row.get(header, "") for header in ATOM] for row in rows)
    return taken(a_sheet(path / "atom.csv", ATOM, *lines), "atom-isad")[1]


def test_every_header_of_atom_is_known() -> None:
    crosswalk = read_crosswalk(CROSSWALKS, "atom-isad")
    assert [header for header in ATOM if crosswalk.column(header) is None] == []


def test_atoms_levels_stand_below_one_another_and_keep_their_words(tmp_path: Path) -> None:
    fonds = {"legacyId": "1", "identifier": "F1", "title": "Fonds | Loirat", "levelOfDescription": "Fonds", "culture": "fr"}
    item = {"legacyId": "2", "parentId": "1", "title": "Photo", "levelOfDescription": "Item", "publicationStatus": "Published"}
    items, records = taken(
        a_sheet(tmp_path / "a.csv", ATOM, *([row.get(header, "") for header in ATOM] for row in (fonds, item))), "atom-isad"
    )
    assert [(each.source_identifier, each.parent) for each in items] == [("1", None), ("2", "1")]
    assert [(each.level, each.label) for each in records] == [("fonds", "closed"), ("item", "closed")]
    title = records[0].values("title")[0]
    assert (title.text, title.language, records[0].keys["cote"]) == ("Fonds | Loirat", "fr", "F1")


def test_a_row_of_another_culture_translates_the_one_before(tmp_path: Path) -> None:
    [record] = atom(
        tmp_path,
        {"legacyId": "1", "title": "Le port", "scopeAndContent": "Grues", "culture": "fr"},
        {"legacyId": "1", "title": "The port", "scopeAndContent": "Cranes", "culture": "en"},
    )
    assert [(value.text, value.language) for value in record.values("title")] == [("Le port", "fr"), ("The port", "en")]
    assert [value.language for value in record.values("description")] == ["fr", "en"]


def test_events_keep_their_words_their_days_and_their_kind(tmp_path: Path) -> None:
    dates, kinds = "Janvier 2015 à 2016|2016|", "Creation|Publication|Accumulation"
    days = ["2015-01-01|2016-00-00|1990", "2016-12-31|2016-00-00|"]
    row = dict(zip(EVENTS, [dates, kinds, *days, "Loirat, Yvette|Ville de Nantes|NULL"], strict=True))
    [record] = atom(tmp_path, {"legacyId": "1", "title": "Rue", **row})
    assert [(date.written, date.edtf) for date in record.dates["created"]] == [
        ("Janvier 2015 à 2016", "2015-01-01/2016-12-31"), ("1990/", "1990/"),
    ]  # fmt: skip
    assert [(date.written, date.edtf) for date in record.dates["issued"]] == [("2016", "2016")]
    assert [value.text for value in record.values("creator")] == ["Loirat, Yvette"]
    assert [value.text for value in record.values("publisher")] == ["Ville de Nantes"]


def test_days_without_words_are_kept(tmp_path: Path) -> None:
    [record] = atom(tmp_path, {"legacyId": "1", "title": "Rue", "eventStartDates": "1954", "eventEndDates": "1962"})
    assert record.dates["created"][0].edtf == "1954/1962"


def test_omeka_s_types_and_languages_stand_behind_its_headers() -> None:
    crosswalk = read_crosswalk(CROSSWALKS, "omeka-s")
    title, link = crosswalk.column("dcterms:title ^^literal @fra"), crosswalk.column("dcterms:relation ^^uri")
    assert title is not None
    assert (title.name, title.language, title.header) == ("title", "fr", "dcterms:title ^^literal @fra")
    assert link is not None
    assert link.name == "relation"


def test_what_omeka_s_keeps_private_is_not_taken() -> None:
    column = read_crosswalk(CROSSWALKS, "omeka-s").column("dcterms:provenance ^^literal §private")
    assert column is not None
    assert column.meaning == "ignored"


def test_omeka_classic_writes_some_lists_with_commas(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "a.jpg")
    header = ["Dublin Core:Title", "Dublin Core:Creator", "tags", "file", "itemType", "collection", "public", "featured"]
    files = "https://o.example/files/a.jpg,https://o.example/b.jpg"
    row = ["Rue", "Loirat, Yvette^^Benali, Ali", "port,grue", files, "", "", "1", "0"]
    [item], [record] = taken(a_sheet(tmp_path / "o.csv", header, row), "omeka-classic")
    assert [value.text for value in record.values("creator")] == ["Loirat, Yvette", "Benali, Ali"]
    assert [value.text for value in record.values("subject")] == ["port", "grue"]
    assert [file.name for file in item.files] == ["a.jpg"]
    assert [each.level for each in item.problems if "ailleurs" in each.text] == ["warning"]
    assert record.label == "closed"


def test_collection_builder_names_files_from_its_sites_root(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "objects" / "demo_001.jpg")
    said = {
        "objectid": "demo_001", "title": "Hall", "subject": "buildings; campuses", "type": "Image;StillImage", "language": "eng",
        "object_location": "/objects/demo_001.jpg", "image_alt_text": "a hall", "description": "One; two",
        "rightsstatement": "http://rightsstatements.org/vocab/NoC-US/1.0/",
    }  # fmt: skip
    sheet = a_sheet(tmp_path / "c.csv", COLLECTION_BUILDER, [said.get(header, "") for header in COLLECTION_BUILDER])
    [item], [record] = taken(sheet, "collectionbuilder")
    assert [(file.name, file.alternatives[0].text) for file in item.files] == [("objects/demo_001.jpg", "a hall")]
    assert [value.text for value in record.values("subject")] == ["buildings", "campuses"]
    assert [value.text for value in record.values("description")] == ["One; two"]
    assert (record.kind, record.values("language")[0].text) == ("photograph", "en")


def test_a_name_from_the_root_leads_nowhere_outside(tmp_path: Path) -> None:
    items = received(a_sheet(tmp_path / "in" / "a.csv", ["title", "files"], ["Rue", "/etc/passwd"]))[1]
    assert [each.level for each in items[0].problems if each.column == "files"] == ["error"]
