from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from ingest.item import Item, ItemProblem
from tests.ingest.makings import SHARED, a_jpeg, a_sheet, a_vtt, a_wav, received


def problems(items: list[Item]) -> list[tuple[str, int | None, str | None]]:
    return [(each.level, each.row, each.column) for item in items for each in item.problems]


def test_a_row_is_an_item_with_its_words_and_files(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "a.jpg")
    told, items = received(a_sheet(tmp_path / "s.csv", ["source_identifier", "title@fr", "files"], ["r1", "Rue", "a.jpg"]))
    assert [(item.source_identifier, item.row) for item in items] == [("r1", 2)]
    assert [(cell.column, cell.text) for cell in items[0].cells] == [("source_identifier", "r1"), ("title@fr", "Rue")]
    assert [(file.id, file.name, file.row) for file in items[0].files] == [("f1", "a.jpg", 2)]
    assert (told.pieces, told.named, told.problems) == (1, frozenset({"a.jpg"}), ())


def test_rows_that_share_an_identifier_are_parts_of_one_object_in_order(tmp_path: Path) -> None:
    for name in "abc":
        a_jpeg(tmp_path / f"{name}.jpg")
    header = ["source_identifier", "title", "files", "order", "page_label"]
    rows = ["r1", "Cahier", "b.jpg", "2", "2 r"], ["r1", "", "c.jpg", "10", "3"], ["r1", "Cahier", "a.jpg", "1", "1 v"]
    [item] = received(a_sheet(tmp_path / "s.csv", header, *rows))[1]
    assert [(file.name, file.page_label) for file in item.files] == [("a.jpg", "1 v"), ("b.jpg", "2 r"), ("c.jpg", "3")]
    assert [cell.text for cell in item.cells if cell.column == "title"] == ["Cahier"]
    assert item.problems == ()


def test_several_files_and_their_words_stand_in_one_cell(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "a.jpg"), a_jpeg(tmp_path / "b.jpg")
    header = ["source_identifier", "files", "alternative_text@fr"]
    [item] = received(a_sheet(tmp_path / "s.csv", header, ["r1", "a.jpg | b.jpg", "Recto|Verso"]))[1]
    assert [file.alternatives[0].text for file in item.files] == ["Recto", "Verso"]
    assert item.files[0].alternatives[0].language == "fr"


def test_another_object_under_the_same_identifier_is_refused_alone(tmp_path: Path) -> None:
    rows = ["r1", "Rue"], ["r1", "Quai"], ["r2", "Port"]
    items = received(a_sheet(tmp_path / "s.csv", ["source_identifier", "title"], *rows))[1]
    assert [(item.row, item.stopped_at) for item in items] == [(2, None), (3, "receive"), (4, None)]
    assert problems(items) == [("error", 3, "source_identifier")]
    assert "ligne 2" in items[1].problems[0].text


def test_a_row_said_twice_is_taken_once(tmp_path: Path) -> None:
    items = received(a_sheet(tmp_path / "s.csv", ["source_identifier", "title"], ["r1", "Rue"], ["r1", "Rue"]))[1]
    assert len(items) == 1
    assert problems(items) == [("note", 3, None)]


def test_collections_come_before_what_they_hold(tmp_path: Path) -> None:
    rows = ["r1", "c2", "Photo"], ["c2", "c1", "Série"], ["c1", "", "Fonds"], ["r2", "c2", "Photo"]
    told, items = received(a_sheet(tmp_path / "s.csv", ["source_identifier", "parent", "title"], *rows))
    assert [item.source_identifier for item in items] == ["c1", "c2", "r1", "r2"]
    assert [item.position for item in items] == [1, 1, 1, 2]
    assert told.parents == {"c1", "c2"}


def test_collections_that_hold_each_other_are_refused(tmp_path: Path) -> None:
    rows = ["a", "b", "A"], ["b", "a", "B"], ["c", "", "C"]
    items = received(a_sheet(tmp_path / "s.csv", ["source_identifier", "parent", "title"], *rows))[1]
    assert {item.source_identifier: item.stopped_at for item in items} == {"a": "receive", "b": "receive", "c": None}


def test_a_missing_file_refuses_its_row_with_the_name_most_like_it(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "portrait.jpg")
    header = ["source_identifier", "title", "files"]
    items = received(a_sheet(tmp_path / "s.csv", header, ["r1", "Rue", "portait.jpg"], ["r2", "Quai", ""]))[1]
    assert [item.stopped_at for item in items] == ["receive", None]
    assert problems(items) == [("error", 2, "files")]
    assert "portrait.jpg" in items[0].problems[0].remedy


@pytest.mark.parametrize("written", ["../secret.jpg", "/etc/passwd", "C:\\secret.jpg", "out/secret.jpg", "a\\..\\..\\secret.jpg"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, written: str) -> None:
    a_jpeg(tmp_path / "secret.jpg")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "out").symlink_to(tmp_path)
    [item] = received(a_sheet(inside / "s.csv", ["source_identifier", "files"], ["r1", written]))[1]
    assert item.files == ()
    assert item.stopped_at == "receive"


@pytest.mark.parametrize("written", ["ÉTÉ 1962.JPG", unicodedata.normalize("NFD", "été 1962.jpg"), "vacances\\été 1962.jpg"])
def test_a_file_is_found_however_its_name_was_written(tmp_path: Path, written: str) -> None:
    a_jpeg(tmp_path / "vacances" / unicodedata.normalize("NFD", "été 1962.jpg"))
    [item] = received(a_sheet(tmp_path / "s.csv", ["source_identifier", "files"], ["r1", written]))[1]
    assert [file.name for file in item.files] == ["vacances/été 1962.jpg"]
    assert {each.level for each in item.problems} <= {"note"}


def test_a_name_two_files_have_is_asked_about(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "x" / "a.jpg"), a_jpeg(tmp_path / "y" / "a.jpg")
    [item] = received(a_sheet(tmp_path / "s.csv", ["source_identifier", "files"], ["r1", "a.jpg"]))[1]
    assert item.stopped_at == "receive"
    assert "x/a.jpg, y/a.jpg" in item.problems[0].text


def test_transcripts_beside_a_recording_are_found_by_its_name(tmp_path: Path) -> None:
    a_wav(tmp_path / "nadia.wav")
    for tag in (".fr", ".pt-BR", ""):
        a_vtt(tmp_path / f"nadia{tag}.vtt", "Bonjour")
    a_vtt(tmp_path / "nadia2.vtt", "Autre")
    [item] = received(a_sheet(tmp_path / "s.csv", ["source_identifier", "files"], ["r1", "nadia.wav"]))[1]
    assert [(file.name, file.language, file.of) for file in item.files] == [
        ("nadia.wav", None, None), ("nadia.fr.vtt", "fr", "f1"), ("nadia.pt-BR.vtt", "pt-BR", "f1"), ("nadia.vtt", None, "f1"),
    ]  # fmt: skip


def test_an_unknown_column_is_told_once_and_left_out(tmp_path: Path) -> None:
    told, items = received(a_sheet(tmp_path / "s.csv", ["source_identifier", "tilte", "title"], ["r1", "x", "Rue"]))
    assert [(each.level, each.row, each.column) for each in told.problems] == [("warning", 1, "tilte")]
    assert "title" in told.problems[0].remedy
    assert "x" not in [cell.text for cell in items[0].cells]


def test_a_sheet_of_which_nothing_is_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ItemProblem) as refused:
        received(a_sheet(tmp_path / "s.csv", ["a", "b"], ["1", "2"]))
    assert "--crosswalk" in refused.value.problem.remedy
    with pytest.raises(ItemProblem):
        received(a_sheet(tmp_path / "t.csv", ["title"]))


def test_without_a_column_of_its_own_dcterms_identifier_says_which_object(tmp_path: Path) -> None:
    sheet = a_sheet(tmp_path / "s.csv", ["dcterms:identifier", "title"], ["DRA-1|autre", "Rue"])
    assert received(sheet)[1][0].source_identifier == "DRA-1"


def test_a_row_without_identifier_gets_one_that_is_the_same_next_time(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "a.jpg")
    sheet = a_sheet(tmp_path / "s.csv", ["title", "files"], ["Rue", "a.jpg"], ["Quai", ""])
    first, second = received(sheet)[1], received(sheet)[1]
    assert [item.source_identifier for item in first] == ["s/a.jpg", "s/Quai"]
    assert first == second
    assert [each[0] for each in problems(first)] == ["warning", "warning"]


def test_a_row_that_says_nothing_is_refused(tmp_path: Path) -> None:
    items = received(a_sheet(tmp_path / "s.csv", ["title", "description"], ["", "Sans rien"], ["Rue", ""]))[1]
    assert [item.stopped_at for item in items] == ["receive", None]


def test_an_order_that_is_no_number_leaves_the_rows_as_they_stand(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "a.jpg"), a_jpeg(tmp_path / "b.jpg")
    rows = ["r1", "a.jpg", "premier"], ["r1", "b.jpg", "2"]
    [item] = received(a_sheet(tmp_path / "s.csv", ["source_identifier", "files", "order"], *rows))[1]
    assert [file.name for file in item.files] == ["a.jpg", "b.jpg"]
    assert problems([item]) == [("warning", 2, "order")]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the museums' sheets stand in ../shared/samples only")
@pytest.mark.parametrize(("name", "rows"), [("cmoa_200", 200), ("tate_300", 300), ("teenie_400", 400)])
def test_the_records_of_three_museums_become_items(tmp_path: Path, name: str, rows: int) -> None:
    sheet = tmp_path / "museum.csv"
    sheet.write_bytes((SHARED / "11-csv" / "musees-cc0" / f"{name}.csv").read_bytes())
    told, items = received(sheet)
    assert (len(items), [item for item in items if item.stopped_at]) == (rows, [])
    assert {each.column for each in told.problems} == {"date_edtf", "image_url"}
