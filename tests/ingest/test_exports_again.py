"""What the archive lets out comes in again elsewhere as it was: ARKs, history and batch apart."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.actions import accession
from archive.actions.clock import SYSTEM
from archive.actions.export import archivist, export
from archive.catalogue import passages, records
from archive.catalogue.within import within
from archive.model.dates import ArchiveDate
from archive.model.record import File, Record, Value
from archive.wiring import Archive
from ingest import batch as batches
from ingest.batch import Asked, Ended
from ingest.item import Item
from ingest.telling.progress import Unwatched
from tests.builders import a_date, an_archive
from tests.ingest.makings import SHARED, a_jpeg, a_sheet, a_vtt, a_wav

pytestmark = pytest.mark.usefixtures("no_children")
AID = SHARED / "01-ead-fr" / "FRAN_IR_054352.xml"
SAMPLES = Path(__file__).parents[1] / "samples"


def the_fonds() -> list[str]:
    with (SAMPLES / "records.csv").open(encoding="utf-8", newline="") as file:
        return [row["source_identifier"] for row in csv.DictReader(file) if not row["parent"]]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Archive]:
    made = an_archive(tmp_path / "elsewhere")
    yield made
    made.close()


def take_in(archive: Archive, path: Path, crosswalk: str = "dublin-core") -> Ended:
    return batches.start(archive, Asked(str(path), crosswalk=crosswalk), "Anne", Unwatched())


def ark_of(archive: Archive, identifier: str) -> str:
    return accession.known(archive, [identifier])[identifier].ark


def all_in(archive: Archive, identifier: str) -> dict[str, dict[str, Any]]:
    """All of a collection, ARKs and batch apart: what stands in what is told by source identifiers."""
    with archive.catalogue.reading() as c:
        root = records.by_source_identifier(c, [identifier])[identifier]
        found = list(within(c, root, archive.vocabularies["labels"].terms))
        words = passages.of_many(c, [record.ark for record, _ in found])
    return {
        record.keys["source_identifier"]: {
            **record.to_json(), "ark": "", "batch": "", "parent": parent,
            "words": [each.to_json() for each in words.get(record.ark, ())],
        }
        for record, parent in found
    }  # fmt: skip


def there_and_back(here: Archive, elsewhere: Archive, identifier: str, folder: Path) -> Ended:
    export(here, archivist(here, SYSTEM), ark_of(here, identifier), folder)
    return take_in(elsewhere, folder / "notices.csv", "archive")


def saved(archive: Archive, record: Record) -> None:
    with archive.catalogue.writing() as c:
        records.save(c, record, who="Anne", action="correction", why="", at="2026-11-25T10:00:00Z")


def held(archive: Archive, identifier: str) -> Record:
    with archive.catalogue.reading() as c:
        ark = records.by_source_identifier(c, [identifier])[identifier]
        return records.load_many(c, [ark])[ark].record


def underived(item: Item, _limits: object) -> Item:
    return item


def test_every_fonds_of_the_samples_comes_in_elsewhere_as_it_was(
    archive: Archive, elsewhere: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.stages.derive", underived)  # served forms are made from the same originals: only time
    take_in(archive, SAMPLES / "records.csv")
    for fonds in the_fonds():
        ended = there_and_back(archive, elsewhere, fonds, tmp_path / fonds)
        assert set(ended.report.counts) == {"added"}
        assert all_in(elsewhere, fonds) == all_in(archive, fonds)


@pytest.mark.skipif(not AID.is_file(), reason="the shared samples are not here")
def test_a_finding_aid_comes_in_elsewhere_with_all_its_levels(archive: Archive, elsewhere: Archive, tmp_path: Path) -> None:
    take_in(archive, AID, "ead")
    with archive.catalogue.reading() as c:
        every = [records.load_many(c, [ark])[ark].record for ark in records.arks(c)]
    [root] = [record.keys["source_identifier"] for record in every if record.parent is None]
    there_and_back(archive, elsewhere, root, tmp_path / "out")
    assert len(all_in(elsewhere, root)) == len(every) > 20
    assert all_in(elsewhere, root) == all_in(archive, root)


def an_interview(folder: Path) -> Path:
    a_wav(folder / "nadia.wav")
    a_vtt(folder / "nadia.fr.vtt", "Je suis arrivée en avril.", "Il pleuvait sur le quai.")
    a_jpeg(folder / "portrait.jpg")
    header = ["source_identifier", "title@fr", "parent", "files", "alternative_text@fr"]
    interview = ["i1", "Nadia", "c1", "nadia.wav|portrait.jpg", "Une voix|Un portrait"]
    return a_sheet(folder / "records.csv", header, ["c1", "Fonds", "", "", ""], interview)


def test_words_of_a_recording_come_back_with_their_recording(
    archive: Archive, elsewhere: Archive, tmp_path: Path
) -> None:
    take_in(archive, an_interview(tmp_path / "in"))
    there_and_back(archive, elsewhere, "c1", tmp_path / "out")
    assert all_in(elsewhere, "c1") == all_in(archive, "c1")
    assert len(all_in(elsewhere, "c1")["i1"]["words"]) == 2


def test_texts_that_look_like_separators_formulas_and_escapes_come_back(
    archive: Archive, elsewhere: Archive, tmp_path: Path
) -> None:
    take_in(archive, an_interview(tmp_path / "in"))
    hard = tuple(Value(text, "fr") for text in ("a|b", "=1+1", "C:\\temp\\", "; =2;-3", "« \"l'été\" »\n- un\n- deux", "\\|"))
    record = held(archive, "i1")
    saved(archive, replace(record, terms={**record.terms, "description": hard, "title": (Value("=Nadia|"),)}))
    there_and_back(archive, elsewhere, "c1", tmp_path / "out")
    assert all_in(elsewhere, "c1") == all_in(archive, "c1")


def test_values_keep_their_order_across_languages_and_roles(
    archive: Archive, elsewhere: Archive, tmp_path: Path
) -> None:
    take_in(archive, an_interview(tmp_path / "in"))
    record = held(archive, "i1")
    terms = {
        "title": (Value("Un", "fr"), Value("One", "en"), Value("Deux", "fr"), Value("واحد", "ar")),
        "creator": (
            Value("Aïcha", authority="person-aicha", role="pht"), Value("Bob", authority="person-bob"),
            Value("Chloé", authority="person-aicha", role="ivr"), Value("Dina", "fr", authority="person-dina", role="pht"),
        ),
        "contributor": (Value("Nommé par personne", role="ive"),),
        "spatial": (Value("Bellevue", authority="nantes", role="born"), Value("Nantes"), Value("Rezé", "fr", role="lived")),
        "subject": (Value("migration"), Value("Yvette", authority="person-yvette-loirat"), Value("quai", "fr")),
    }  # fmt: skip
    saved(archive, replace(record, terms={**record.terms, **terms}))
    saved(archive, replace(held(archive, "c1"), terms={"title": (Value("Two", "en"), Value("Deux", "fr"))}))
    there_and_back(archive, elsewhere, "c1", tmp_path / "out")
    assert all_in(elsewhere, "c1") == all_in(archive, "c1")


def test_dates_come_back_with_what_a_finding_aid_said_beside_their_words(
    archive: Archive, elsewhere: Archive, tmp_path: Path
) -> None:
    take_in(archive, an_interview(tmp_path / "in"))
    told = replace(a_date("1962/1964"), written="le temps des cours du soir")
    month_first = replace(a_date("1968-03-04"), written="03/04/1968")
    dates = {
        "created": (a_date("vers 1962"), told, ArchiveDate("un jour"), ArchiveDate("03/04/1968"), ArchiveDate("1962")),
        "issued": (a_date("1962-05-12"), month_first, a_date("04/03/1968"), a_date("04/13/1968")),
    }
    saved(archive, replace(held(archive, "i1"), dates=dates))
    there_and_back(archive, elsewhere, "c1", tmp_path / "out")
    assert all_in(elsewhere, "c1") == all_in(archive, "c1")


def test_files_keep_their_ids_names_labels_and_what_is_said_of_them(
    archive: Archive, elsewhere: Archive, tmp_path: Path
) -> None:
    take_in(archive, an_interview(tmp_path / "in"))
    record = held(archive, "i1")
    renamed = [replace(each, id={"f1": "f4", "f2": "f2", "f3": "f9"}[each.id]) for each in record.files]
    sound, words, portrait = renamed
    files: tuple[File, ...] = (
        portrait_named(portrait, "bandes/A.wav"), replace(sound, name="bandes/a:b?.wav", page_label="Face A"),
        replace(words, of=sound.id, name="bandes/A.wav", language="fr", label="closed"),
    )  # fmt: skip
    saved(archive, replace(record, files=files, position=7))
    there_and_back(archive, elsewhere, "c1", tmp_path / "out")
    assert without_words(all_in(elsewhere, "c1")) == without_words(all_in(archive, "c1"))
    assert [each.id for each in held(elsewhere, "i1").files] == ["f9", "f4", "f2"]


def portrait_named(portrait: File, name: str) -> File:
    alternatives = Value("Un portrait", "fr"), Value("A portrait", "en"), Value("Un autre | portrait", "fr")
    return replace(portrait, name=name, page_label="=1", alternatives=alternatives)


def without_words(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {identifier: {**record, "words": None} for identifier, record in found.items()}


def test_what_was_closed_comes_back_closed(archive: Archive, elsewhere: Archive, tmp_path: Path) -> None:
    take_in(archive, an_interview(tmp_path / "in"))
    there_and_back(archive, elsewhere, "c1", tmp_path / "out")
    assert {record["label"] for record in all_in(elsewhere, "c1").values()} == {"closed"}


def test_an_export_comes_in_where_it_came_from_as_nothing_new(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, an_interview(tmp_path / "in"))
    ended = there_and_back(archive, archive, "c1", tmp_path / "out")
    assert dict(ended.report.counts) == {"skipped": 2}
