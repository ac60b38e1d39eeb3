"""The sample collection is complete, coherent and says that it is fiction."""

import csv
import importlib
import re
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.batch import Asked, attempt
from ingest.telling.progress import Unwatched
from tests.builders import an_archive

SAMPLES = Path(__file__).parent
CONFIG = SAMPLES.parents[1] / "config"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


RECORDS = rows_of(SAMPLES / "records.csv")
FILES = [path for folder in ("prints", "documents", "voices") for path in (SAMPLES / folder).iterdir()]


def test_the_sheet_is_what_the_texts_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SAMPLES / "making"))
    importlib.import_module("sheet").write_sheet(SAMPLES / "making/texts", tmp_path / "records.csv")
    assert (tmp_path / "records.csv").read_bytes() == (SAMPLES / "records.csv").read_bytes()


def test_every_file_of_the_sheet_is_there_and_no_other() -> None:
    named = {name for record in RECORDS for name in record["files"].split("|") if name}
    assert named == {str(path.relative_to(SAMPLES)) for path in FILES}


def test_the_collection_stays_light_enough_to_clone() -> None:
    assert sum(path.stat().st_size for path in FILES) <= 40_000_000


def test_parents_come_before_their_children() -> None:
    seen: set[str] = set()
    for record in RECORDS:
        assert not record["parent"] or record["parent"] in seen
        seen.add(record["source_identifier"])


@pytest.mark.parametrize(("column", "vocabulary"), [("kind", "kinds"), ("level", "levels"), ("label", "labels")])
def test_codes_are_those_of_the_vocabularies(column: str, vocabulary: str) -> None:
    codes = {row["code"] for row in rows_of(CONFIG / f"vocabularies/{vocabulary}.csv")}
    assert {record[column] for record in RECORDS if record[column]} <= codes


def test_subjects_are_words_of_the_vocabulary() -> None:
    known = {name for row in rows_of(CONFIG / "vocabularies/subjects.csv") for name in (row["fr"], *row["other_fr"].split("|"))}
    assert {word for record in RECORDS for word in record["dcterms:subject"].split("|")} <= known


def test_places_are_known_by_their_french_names() -> None:
    known = {row["name_fr"] for row in rows_of(CONFIG / "places/places.csv")}
    columns = [name for name in RECORDS[0] if name.startswith("place:")] + ["dcterms:spatial"]
    assert {name for record in RECORDS for column in columns for name in record[column].split("|") if name} <= known


def test_roles_and_rights_are_known() -> None:
    roles = {f"role:{row['code']}" for row in rows_of(CONFIG / "vocabularies/roles.csv")}
    rights = {row["uri"] for row in rows_of(CONFIG / "vocabularies/rights.csv")}
    assert {name for name in RECORDS[0] if name.startswith("role:")} <= roles
    assert {record["dcterms:rights"] for record in RECORDS} <= rights


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_record_says_in_each_language_that_it_is_fiction(language: str) -> None:
    word = {"fr": r"[Ff]icti", "en": r"[Ff]iction", "ar": "الخيال|خيالي"}[language]
    for record in RECORDS:
        assert re.search(word, record[f"dcterms:provenance@{language}"])
        assert record[f"dcterms:title@{language}"]
        assert record[f"dcterms:description@{language}"]


def test_every_picture_can_be_heard_in_three_languages() -> None:
    for record in RECORDS:
        if record["files"].endswith((".jpg", ".png")):
            assert all(len(record[f"alternative_text@{language}"]) > 120 for language in ("fr", "en", "ar"))


@pytest.mark.parametrize("path", sorted((SAMPLES / "voices").glob("*.vtt")), ids=lambda path: path.name)
def test_each_sentence_has_a_speaker_and_starts_within_three_seconds_of_the_last(path: Path) -> None:
    cues = re.findall(r"(\d\d):(\d\d):([\d.]+) --> (\d\d):(\d\d):([\d.]+)\n<v [^>]+>\S", path.read_text(encoding="utf-8"))
    times = [(int(a) * 3600 + int(b) * 60 + float(c), int(d) * 3600 + int(e) * 60 + float(f)) for a, b, c, d, e, f in cues]
    assert len(times) == path.read_text(encoding="utf-8").count("-->")
    assert all(start < end for start, end in times)
    assert all(0 <= following[0] - before[1] < 3 for before, following in pairwise(times))


def test_the_descriptions_come_in_with_one_warning_and_it_was_planted(tmp_path: Path) -> None:
    sheet = tmp_path / "records.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, list(RECORDS[0]))
        written.writeheader()
        of_files = {name: "" for name in RECORDS[0] if name == "files" or name.startswith("alternative_text@")}
        written.writerows(record | of_files for record in RECORDS)  # what the files are is tested beside
    archive = an_archive(tmp_path / "home")
    ended = attempt(archive, archive.settings, Asked(str(sheet)), Unwatched())
    archive.close()
    told = [(each.level, each.row, each.column) for each in ended.report.problems()]
    assert told == [("warning", 45, "dcterms:created")]
