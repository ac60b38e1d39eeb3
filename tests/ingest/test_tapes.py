"""Several cassettes of one interview are one record in their order; what only looks like it stays apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.receiving.receive_folder import items_of
from ingest.receiving.tapes import interview, tape, together
from ingest.receiving.walk_folder import walk
from tests.ingest.makings import a_sheet, a_vtt, a_wav, received

IN_ORDER = [
    ["Le Goff - cassette 1 face A", "Le Goff - cassette 1 face B", "Le Goff - cassette 2 face A", "Le Goff - cassette 10 face A"],
    ["dupont_K7-1A", "dupont_K7-1B", "dupont_K7-2A"], ["Entretien K7 n°1", "Entretien K7 n°2"],
    ["1AV45 (cassette 01, face A)", "1AV45 (cassette 01, face B)"], ["Ben Aïssa face A", "Ben Aïssa face B"],
    ["ortiz tape 1 side B", "ortiz tape 2 side A"], ["Nguyen_part_1", "Nguyen_part_2"], ["bande I", "bande II", "bande IV"],
    ["x cassette 1 face A piste 1", "x cassette 1 face A piste 2", "x cassette 1 face B piste 1"],
    ["شهادة شريط 1", "شهادة شريط 2"], ["LE GOFF CASSETTE 1", "Le Goff Cassette 2"],
]  # fmt: skip


@pytest.mark.parametrize("names", IN_ORDER)
def test_tapes_stand_together_in_their_order(names: Sequence[str]) -> None:
    files = [f"dossier/{name}.wav" for name in names]
    mixed = Random(1).sample(files, len(files))
    assert len(set(together(mixed).values())) == 1
    assert set(together(mixed)) == set(files)
    places = {each: said.place for each in files if (said := tape(each))}
    assert sorted(mixed, key=lambda each: places[each]) == files


@pytest.mark.parametrize(
    "names",
    [
        ("Le Goff cassette 1", "Dupont cassette 2"), ("Le Goff", "Le Goff cassette 1"), ("bandeau 1", "bandeau 2"),
        ("facade a", "facade b"), ("Le Goff cassette 1 Nantes", "Le Goff cassette 2 Rezé"), ("surface 1", "surface 2"),
        ("IMG_0001", "IMG_0002"), ("depart 1", "depart 2"), ("Le Goff partie 1.5", "Le Goff partie 2.5"),
    ],
)  # fmt: skip
def test_what_only_looks_like_tapes_stays_apart(names: Sequence[str]) -> None:
    assert together(f"dossier/{name}.wav" for name in names) == {}


def test_tapes_that_bear_but_a_number_are_those_of_their_folder() -> None:
    assert set(together(["Le Goff/cassette 1.wav", "Le Goff/cassette 2.wav"]).values()) == {"le goff"}
    assert together(["cassette 1.wav", "cassette 2.wav"]) == {}


def test_the_same_tapes_in_another_format_are_apart() -> None:
    names = [f"x cassette {number}.{suffix}" for number in (1, 2) for suffix in ("wav", "mp3")]
    assert len(set(together(names).values())) == 2


@given(st.lists(st.text("cassete12 faABI_-.", min_size=1, max_size=24), max_size=8))
def test_no_name_breaks_it_and_no_tape_stands_with_one_alone(names: list[str]) -> None:
    found = together(f"d/{name}.wav" for name in names)
    for key in set(found.values()):
        assert list(found.values()).count(key) > 1


def test_a_folder_of_cassettes_becomes_one_interview_each_with_its_transcript(tmp_path: Path) -> None:
    for number in (10, 1, 2):
        a_wav(tmp_path / f"Le Goff - cassette {number} face A.wav")
        a_vtt(tmp_path / f"Le Goff - cassette {number} face A.fr.vtt", f"Cassette {number}")
    a_wav(tmp_path / "Dupont.wav")
    [files] = list(walk(tmp_path))
    assert isinstance(files, list)
    items = items_of(files, tmp_path.name)
    tapes = next(item for item in items if len(item.files) > 1)
    assert len(items) == 2
    sounds = [file for file in tapes.files if file.of is None]
    assert [file.page_label for file in sounds] == [f"cassette {number} face A" for number in (1, 2, 10)]
    words = {file.of: file.name for file in tapes.files if file.of}
    assert words == {file.id: file.name.replace(".wav", ".fr.vtt") for file in sounds}
    assert [each.text for each in tapes.problems if "3 enregistrements" in each.text]


def test_an_interview_of_several_tapes_is_called_without_their_numbers() -> None:
    sides = [
        "d/Le Goff M. - cassette 1 face A.wav",
        "d/Le Goff M. - cassette 1 face A.vtt",
        "d/Le Goff M. - cassette 1 face B.wav",
    ]
    assert interview(sides) == "d/Le Goff M.wav"
    assert interview(sides[:2]) == sides[0]
    assert interview(["a.jpg", "b.jpg"]) == "a.jpg"


def test_a_sheet_says_the_order_of_tapes_itself(tmp_path: Path) -> None:
    names = ["b.wav", "a.wav", "c.wav"]
    for name in names:
        a_wav(tmp_path / name)
        a_vtt(tmp_path / name.replace(".wav", ".vtt"), name)
    sheet = a_sheet(
        tmp_path / "s.csv", ("source_identifier", "dcterms:title", "files"), ("e1", "Entretien", "|".join(names))
    )
    _, [item] = received(sheet)
    assert [file.name for file in item.files if file.of is None] == names
    names_by_id = {file.id: file.name for file in item.files}
    assert {names_by_id[file.of]: file.name for file in item.files if file.of} == {
        name: name.replace(".wav", ".vtt") for name in names
    }
