"""The pure parts of pages: lines beside their translations, leaves, the map, the drawn sound, facets."""

from __future__ import annotations

from dataclasses import replace

from archive.actions.find import FacetValue
from archive.model.authorities import Authority, Name
from archive.model.derived import Derived
from archive.model.record import Record
from archive.model.transcript import Passage
from archive.web import city_map, wave
from archive.web.leaves import leaves, opened_at
from archive.web.talks import lines, talks
from archive.web.wording import facet_values
from tests.builders import a_file


def passage(number: int, start: float, end: float, language: str = "pt") -> Passage:
    return Passage("f1", number, f"{language}{number}", language, "open", start, end)


def test_a_translation_stands_with_the_passage_its_middle_falls_in() -> None:
    spoken = [passage(1, 0, 5), passage(2, 5, 10)]
    found = lines(spoken, [passage(1, 0.2, 4, "fr"), passage(2, 4.5, 7, "fr"), passage(3, 7, 10, "fr")])
    assert [[each.text for each in line.beside] for line in found] == [["fr1"], ["fr2", "fr3"]]


def test_a_translation_before_the_first_word_is_not_lost() -> None:
    assert [len(line.beside) for line in lines([passage(1, 10, 12)], [passage(1, 0, 2, "fr")])] == [1]


def test_the_language_spoken_comes_first_and_the_readers_beside_it() -> None:
    record = Record("ark:1/x", "interview", files=(a_file(role="sound", language="pt"),))
    said = [passage(1, 0, 5, "fr"), passage(1, 0, 5, "pt"), passage(1, 0, 5, "en")]
    (talk,) = talks(record, {"f1": Derived("sound", made=("audio.m4a",))}, said, ("en", "fr"))
    assert (talk.language, talk.beside, talk.others, talk.forms) == ("pt", "en", ("fr", "en"), ("audio.m4a",))


def test_a_persons_transcript_is_shown_before_a_machines_in_the_same_language() -> None:
    draft = a_file(b"draft", id="f2", role="transcript", of="f1", technical={"machine": "Whisper"})
    read_over = a_file(b"read over", id="f3", role="transcript", of="f1")
    record = Record("ark:1/x", "interview", files=(a_file(role="sound"), draft, read_over))
    said = [replace(passage(1, 0, 5), text=each, transcript=each) for each in ("f2", "f3")]
    (talk,) = talks(record, {}, said, ())
    assert [line.spoken.text for line in talk.lines] == ["f3"]


def test_words_nobody_timed_are_shown_in_their_order_beside_their_translation() -> None:
    spoken = [replace(passage(number, 0, 0), start_seconds=None, end_seconds=None) for number in (1, 2)]
    beside = [replace(each, text=f"fr{each.number}", language="fr") for each in spoken]
    assert [(line.spoken.text, *(each.text for each in line.beside)) for line in lines(spoken, beside)] == [
        ("pt1", "fr1"), ("pt2", "fr2"),
    ]  # fmt: skip


def test_images_and_pages_are_leafed_in_their_order() -> None:
    record = Record("ark:1/x", "document", files=(a_file(id="f1"), a_file(id="f2", role="pages"), a_file(id="f3")))
    made = {"f1": Derived("image", 10, 20), "f2": Derived("pages", pages=2, page_sizes=((5, 5), (6, 6)))}
    found = leaves(record, made)
    assert [leaf.id for leaf in found] == ["f1", "f2-1", "f2-2"]
    assert opened_at(found, None, "f2", "2") == found[2]
    assert opened_at(found, "2", None, None) == found[1]
    assert opened_at(found, "99", None, None) == found[0]
    assert opened_at((), None, None, None) is None


def a_place(name: str, latitude: float, longitude: float, *parents: str) -> Authority:
    return Authority(name, "place", (Name(name, "fr"),), parents, {}, latitude, longitude)


def test_the_map_keeps_north_up_and_east_right_and_draws_no_town_twice() -> None:
    quarters = [a_place("nord", 47.3, -1.6, "ville"), a_place("est", 47.2, -1.5, "ville")]
    drawing = city_map.drawn([quarters, [a_place("ville", 47.25, -1.55)]], {"nord": 9, "est": 1}, "fr")
    assert drawing is not None
    spots = {spot.authority.id: spot for spot in drawing.spots}
    assert spots.keys() == {"nord", "est"}
    assert spots["nord"].y < spots["est"].y
    assert spots["nord"].x < spots["est"].x
    assert spots["nord"].radius > spots["est"].radius


def test_names_that_would_run_into_each_other_are_left_to_the_list() -> None:
    close = [a_place("Un nom fort long", 47.2, -1.5), a_place("Un autre nom long", 47.2001, -1.5), a_place("Loin", 47.4, -1.9)]
    drawing = city_map.drawn([close], {"Un nom fort long": 5, "Un autre nom long": 5}, "fr")
    assert drawing is not None
    assert [spot.named for spot in drawing.spots] == [True, False, True]


def test_a_place_without_a_point_makes_no_map() -> None:
    assert city_map.drawn([], {}, "fr") is None


def test_sound_is_drawn_as_high_as_its_loudest_moment() -> None:
    assert wave.strokes([0, 100], width=20, height=44) == "M5.0 21.0v2.0M15.0 1.0v42.0"
    assert wave.strokes([]) == ""
    assert wave.strokes([1] * 5000).count("M") == 220


def value(*path: str, count: int, chosen: bool = False) -> FacetValue:
    return FacetValue(path[-1], path, {}, count, chosen)


def test_a_wider_place_that_says_no_more_than_the_narrow_one_is_left_out() -> None:
    shown = facet_values("place", [value("fr", count=3), value("fr", "44", count=3), value("fr", "44", "nantes", count=2)]).shown
    assert [each.code for each in shown] == ["44", "nantes"]


def test_a_chosen_value_is_always_shown() -> None:
    many = [value(str(number), count=50 - number) for number in range(20)]
    few = facet_values("name", [*many, value("x", count=1, chosen=True)])
    assert [each.code for each in few.shown][-1] == "x"
    assert len(few.shown) + len(few.more) == 21
