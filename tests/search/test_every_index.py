"""What every engine does alike. An engine is one when all of this passes on it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from search.document import Document, Words
from search.index import SearchIndex
from search.query import Box, DateRange, FacetCount, Filter, Query, Sort, Spelling
from tests.search.documents import EVERYBODY, FAMILY, a_document, a_passage, filled, found, ids

NANTES, QUARTIER = ("fr", "44109"), ("fr", "44109", "44109-q02")


def test_an_empty_index_finds_nothing(index: SearchIndex) -> None:
    results = index.find(Query("bateau", labels=EVERYBODY, facets=("kind",)))
    assert (results.total, results.hits, results.facets) == (0, (), {"kind": ()})


def test_all_words_asked_must_occur_wherever_they_stand_in_the_record(index: SearchIndex) -> None:
    both = a_document("both", "une traversée en bateau", title="Marseille", passages=(a_passage("le consulat"),))
    filled(index, [both, a_document("one", "un bateau")])
    assert found(index, "marseille bateau consulat") == ["both"]


@pytest.mark.parametrize("asked", ["immigree", "immigrés", "IMMIGRÉES", "immigration", "l’immigré", "d'immigrés"])
def test_a_word_is_found_by_its_stem_without_accents_or_case(index: SearchIndex, asked: str) -> None:
    filled(index, [a_document("yes", "des immigrées arrivent"), a_document("no", "des voisins arrivent")])
    assert found(index, asked) == ["yes"]


def test_a_value_is_stemmed_by_its_own_language(index: SearchIndex) -> None:
    english = a_document("en", "two letters", language="en")
    filled(
        index,
        [english, a_document("ar", "المدرسة القديمة", language="ar"), a_document("none", "letters", language=None)],
    )
    assert found(index, "letter") == ["en"]
    assert found(index, "letters") == ["en", "none"]
    assert found(index, "مدرسة") == ["ar"]


def test_little_words_decide_nothing_unless_all_are_little(index: SearchIndex) -> None:
    filled(index, [a_document("rue", "rue du Chapeau-Rouge"), a_document("la", "la mer")])
    assert found(index, "l'histoire de la rue") == []
    assert found(index, "la rue") == ["rue"]
    assert found(index, "la") == ["la"]


def test_a_quoted_phrase_is_found_as_it_stands_and_never_across_two_values(index: SearchIndex) -> None:
    across = a_document("across", "le quai", words=(Words("description", "de la Fosse", "fr"),))
    filled(index, [a_document("yes", "Le quai de la Fosse à Nantes"), a_document("no", "la fosse du quai"), across])
    assert found(index, '"quai de la fosse"') == ["yes"]
    assert found(index, "« Quai de la FOSSE »") == ["yes"]
    assert found(index, '"quais de la fosse"') == []


def test_a_compound_is_found_apart_together_and_in_the_plural(index: SearchIndex) -> None:
    filled(index, [a_document("a", "mes grands-parents, un week-end"), a_document("b", "des parents assez grands")])
    assert found(index, "grand-parent") == found(index, "grandsparents") == ["a"]
    assert found(index, "weekend") == found(index, "week-end") == found(index, '"week end"') == ["a"]


def test_the_joined_forms_of_two_compounds_are_no_phrase(index: SearchIndex) -> None:
    filled(index, [a_document("a", "le week-end, un grand Saint-Denis")])
    assert found(index, "weekend saintdenis") == ["a"]
    assert found(index, '"weekend saintdenis"') == []


def test_an_excluded_word_or_phrase_takes_records_away(index: SearchIndex) -> None:
    filled(index, [a_document("train", "en train"), a_document("boat", "en bateau ou en train")])
    assert found(index, "train -bateau") == ["train"]
    assert found(index, "-bateau") == ["train"]
    assert found(index, '-"en bateau"') == ["train"]


def test_a_star_finds_a_word_by_its_beginning(index: SearchIndex) -> None:
    filled(index, [a_document("a", "Alger"), a_document("b", "les Algériens"), a_document("c", "Gales")])
    assert found(index, "alg*") == ["a", "b"]
    assert found(index, "ALGÉ* -gales") == ["a", "b"]
    assert found(index, "saint-alg*") == []


@pytest.mark.parametrize(
    "asked",
    [
        '"',
        '""',
        "-",
        "--",
        "*",
        "***",
        "( OR )",
        "l'",
        "a:b",
        "\\",
        "[* TO *]",
        "\x00",
        "\ud800",
        "é" * 5000,
        "~2^3",
        "a" * 300 + "*",
    ],
)
def test_no_text_fails(index: SearchIndex, asked: str) -> None:
    filled(index, [a_document("r1", "bateau")])
    for text in (asked, f"bateau {asked}", f'"{asked}', f"{asked}*"):
        assert index.find(Query(text, labels=FAMILY, passages_each=1)).total in (0, 1)


def test_a_query_without_words_finds_all_newest_first(index: SearchIndex) -> None:
    filled(index, [a_document("old", added=1), a_document("new", added=2)])
    for text in ("", "  ", "…"):
        assert ids(index.find(Query(text, labels=EVERYBODY))) == ["new", "old"]


def test_a_title_weighs_more_than_other_words(index: SearchIndex) -> None:
    filled(index, [a_document("other", "un bateau"), a_document("title", title="un bateau")])
    assert ids(index.find(Query("bateau", labels=EVERYBODY))) == ["title", "other"]


def test_a_record_is_replaced_by_what_is_put_in_its_place(index: SearchIndex) -> None:
    filled(index, [a_document("r1", "bateau", passages=(a_passage("consulat"),), version=1)])
    filled(index, [a_document("r1", "train", version=2), a_document("r1", "avion", version=3)])
    assert found(index, "bateau") == found(index, "consulat") == found(index, "train") == []
    assert found(index, "avion") == ["r1"]
    assert (index.count(), index.versions(["r1", "r2"])) == (1, {"r1": 3})


def test_a_deleted_record_is_gone_with_its_passages(index: SearchIndex) -> None:
    filled(index, [a_document("r1", passages=(a_passage("consulat"),)), a_document("r2", "consulat")])
    index.delete(["r1", "never-there"])
    filled(index, [])
    assert found(index, "consulat") == ["r2"]
    assert index.count() == 1


def test_nothing_is_seen_before_its_commit_and_all_after_the_reload(index: SearchIndex) -> None:
    index.put([a_document("r1", "bateau")])
    index.reload()
    assert index.count() == 0
    index.commit()
    index.reload()
    assert found(index, "bateau") == ["r1"]


# Labels


def test_a_withheld_record_is_never_counted(index: SearchIndex) -> None:
    kinds = {"kind": (("letter",),)}
    filled(index, [a_document("r1", "letters", label="family", facets=kinds)])
    hidden = index.find(Query("letters", labels=EVERYBODY, facets=("kind",)))
    shown = index.find(Query("letters", labels=FAMILY, facets=("kind",)))
    assert (hidden.total, hidden.facets["kind"]) == (0, ())
    assert (shown.total, shown.facets["kind"]) == (1, (FacetCount(("letter",), 1),))


def test_no_label_finds_nothing_and_open_is_a_label_like_another(index: SearchIndex) -> None:
    filled(index, [a_document("r1", "bateau"), a_document("r2", "bateau", label="family")])
    assert index.find(Query("bateau")).total == 0
    assert found(index, "bateau", labels=frozenset({"family"})) == []
    assert found(index, "", labels=frozenset({"family"})) == ["r2"]


@pytest.mark.parametrize("asked", ["secret", '"un secret"', "secr*", "visible -public secret"])
def test_words_under_a_label_find_only_for_those_who_hold_it(index: SearchIndex, asked: str) -> None:
    filled(index, [a_document("r1", "visible", words=(Words("description", "un secret", "fr", "family"),))])
    assert found(index, asked) == []
    assert found(index, asked, labels=frozenset({"open", "famil", "family|un", "Family"})) == []
    assert found(index, asked, labels=FAMILY) == ["r1"]


def test_words_under_a_label_exclude_only_for_those_who_hold_it(index: SearchIndex) -> None:
    filled(index, [a_document("r1", "visible", words=(Words("description", "un secret", "fr", "family"),))])
    assert found(index, "visible -secret") == ["r1"]
    assert found(index, "visible -secret", labels=FAMILY) == []


def test_labels_with_odd_codes_are_kept_apart(index: SearchIndex) -> None:
    words = (Words("description", "secret", "fr", "a b"), Words("description", "caché", "fr", "a_b|c"))
    filled(index, [a_document("r1", words=words)])
    assert found(index, "secret", labels=EVERYBODY | {"a b"}) == ["r1"]
    assert found(index, "caché", labels=EVERYBODY | {"a_b|c"}) == ["r1"]
    assert found(index, "secret", labels=EVERYBODY | {"a", "b", "a_b", "a%20b"}) == []


def test_a_word_spoken_only_in_a_closed_passage_neither_finds_counts_nor_quotes(index: SearchIndex) -> None:
    passages = (a_passage("mon oncle parle", 1), a_passage("mon oncle se tait", 2, label="family"))
    filled(index, [a_document("r1", passages=passages, facets={"kind": (("interview",),)})])
    hidden = index.find(Query("tait", labels=EVERYBODY, facets=("kind",)))
    assert (hidden.total, hidden.facets["kind"]) == (0, ())
    (open_hit,) = index.find(Query("oncle", labels=EVERYBODY, passages_each=5)).hits
    (family_hit,) = index.find(Query("oncle", labels=FAMILY, passages_each=5)).hits
    assert [quoted.passage for quoted in open_hit.passages] == [passages[0]]
    assert [quoted.passage for quoted in family_hit.passages] == list(passages)


# Passages


def test_a_passage_is_quoted_whole_with_its_time_speaker_and_marks(index: SearchIndex) -> None:
    said = a_passage(
        "Nous avons quitté l’Algérie 🚢 en bateau.", 7, start_seconds=61.5, end_seconds=66.0, page=3, speaker="Mme B."
    )
    filled(index, [a_document("r1", passages=(a_passage("rien"), said))])
    (hit,) = index.find(Query("algerie bateaux", labels=EVERYBODY, passages_each=3)).hits
    (quoted,) = hit.passages
    assert quoted.passage == said
    assert [said.text[start:end] for start, end in quoted.marks] == ["Algérie", "bateau"]


def test_as_many_passages_are_quoted_as_asked_best_ones_in_their_order(index: SearchIndex) -> None:
    passages = (a_passage("le train", 1), a_passage("le bateau, le train", 2), a_passage("en bateau et en train", 3))
    filled(index, [a_document("r1", passages=passages)])
    (hit,) = index.find(Query("train bateau", labels=EVERYBODY, passages_each=2)).hits
    assert [quoted.passage.number for quoted in hit.passages] == [2, 3]
    assert index.find(Query("train", labels=EVERYBODY)).hits[0].passages == ()


def test_a_query_of_no_words_quotes_no_passage(index: SearchIndex) -> None:
    filled(index, [a_document("r1", passages=(a_passage("la mer"),))])
    (hit,) = index.find(Query("-train", labels=EVERYBODY, passages_each=2)).hits
    assert hit.passages == ()


# Facets, filters, dates


def test_a_count_equals_what_a_click_gives(index: SearchIndex) -> None:
    filled(
        index,
        [
            a_document("1", facets={"kind": (("photo",),), "place": (QUARTIER,)}),
            a_document("2", facets={"kind": (("photo",),), "place": (NANTES, ("dz",))}),
            a_document("3", facets={"kind": (("letter",),), "place": (("dz",),)}),
        ],
    )
    query = Query(labels=EVERYBODY, filters=(Filter("kind", frozenset({("photo",)})),), facets=("kind", "place"))
    results = index.find(query)
    assert results.total == 2
    assert results.facets["kind"] == (FacetCount(("photo",), 2, chosen=True), FacetCount(("letter",), 1))
    assert [(c.path, c.count) for c in results.facets["place"]] == [
        (("fr",), 2),
        (NANTES, 2),
        (("dz",), 1),
        (QUARTIER, 1),
    ]
    for count in results.facets["place"]:
        clicked = Query(labels=EVERYBODY, filters=(*query.filters, Filter("place", frozenset({count.path}))))
        assert index.find(clicked).total == count.count


def test_filters_are_or_within_and_between(index: SearchIndex) -> None:
    kinds = {"1": "photo", "2": "letter", "3": "object"}
    filled(index, [a_document(key, facets={"kind": ((kind,),), "lent": ((key,),)}) for key, kind in kinds.items()])
    either = Filter("kind", frozenset({("photo",), ("letter",)}))
    assert found(index, "", filters=(either,)) == ["1", "2"]
    assert found(index, "", filters=(either, Filter("lent", frozenset({("2",), ("3",)})))) == ["2"]
    assert found(index, "", filters=(Filter("kind", frozenset()),)) == []
    assert found(index, "", filters=(Filter("kind", frozenset({(), ("\ud800",), ("photo", "no-such")})),)) == []
    assert found(index, "", filters=(Filter("unheard.of", frozenset({("x",)})),)) == []


def test_codes_that_look_like_something_else_stay_codes(index: SearchIndex) -> None:
    codes = ("1954", "1954-01-01T00:00:00Z", "true", "1.5", "a/b", "é ü", "")
    filled(index, [a_document("r1", facets={"odd.name": tuple((code,) for code in codes)})])
    results = index.find(Query(labels=EVERYBODY, facets=("odd.name",)))
    assert {count.path[0] for count in results.facets["odd.name"]} == set(codes)
    for code in codes:
        assert found(index, "", filters=(Filter("odd.name", frozenset({(code,)})),)) == ["r1"]


def test_a_facet_gives_its_highest_counts_and_what_is_chosen(index: SearchIndex) -> None:
    filled(index, [a_document(f"{n}", facets={"subject": tuple((f"s{m}",) for m in range(n))}) for n in range(1, 6)])
    chosen = (Filter("subject", frozenset({("s4",), ("gone",)})),)
    results = index.find(Query(labels=EVERYBODY, filters=chosen, facets=("subject",), values_each=2))
    assert [(c.path[0], c.count, c.chosen) for c in results.facets["subject"]] == [
        ("s0", 5, False), ("s1", 4, False), ("s4", 1, True), ("gone", 0, True)
    ]  # fmt: skip


def test_a_facet_of_five_thousand_values_is_exact_over_many_segments(index: SearchIndex) -> None:
    for part in range(3):
        batch = [a_document(f"{part}-{n}", facets={"person": ((f"p{n}",), (f"q{n % 7}",))}) for n in range(1700)]
        filled(index, batch)
    results = index.find(Query(labels=EVERYBODY, facets=("person",), values_each=5000))
    counts = {count.path[0]: count.count for count in results.facets["person"]}
    assert len(counts) == 1707
    assert counts["p1699"] == 3
    assert sum(counts[f"q{n}"] for n in range(7)) == 5100


def test_records_withheld_since_the_index_last_heard_are_subtracted_everywhere(index: SearchIndex) -> None:
    filled(index, [a_document(key, "bateau", facets={"kind": (("photo",),)}) for key in ("1", "2", "3")])
    results = index.find(Query("bateau", labels=EVERYBODY, without=frozenset({"2", "unknown"}), facets=("kind",)))
    assert (results.total, sorted(ids(results)), results.facets["kind"][0].count) == (2, ["1", "3"], 2)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (DateRange(100, 200), ["before", "exact", "since"]),
        (DateRange(151, 300), ["exact", "since"]),
        (DateRange(None, 99), ["before"]),
        (DateRange(500, None), ["since"]),
        (DateRange(None, None), ["before", "exact", "since"]),
        (DateRange(500, None, undated=True), ["since", "undated"]),
        (DateRange(100, 150), ["before", "exact"]),
        (DateRange(10**30, None), ["since"]),
    ],
)
def test_a_range_keeps_what_may_have_happened_in_it(index: SearchIndex, dates: DateRange, expected: list[str]) -> None:
    spans = {"exact": (120, 160), "before": (None, 150), "since": (190, None), "undated": (None, None)}
    filled(index, [a_document(key, earliest=a, latest=b) for key, (a, b) in spans.items()])
    assert found(index, "", dates=dates) == expected


def test_results_sort_by_date_undated_last(index: SearchIndex) -> None:
    spans = {"late": (300, 310), "early": (-5, 400), "before": (None, 150), "undated": (None, None)}
    filled(index, [a_document(key, earliest=a, latest=b) for key, (a, b) in spans.items()])
    assert ids(index.find(Query(labels=EVERYBODY, sort=Sort.DATE))) == ["early", "before", "late", "undated"]


def test_results_sort_by_title_without_accents_and_by_novelty(index: SearchIndex) -> None:
    titles = {"1": "Étoile", "2": "Zoo", "3": "eau", "4": "", "5": "L'Œuvre"}
    filled(index, [a_document(key, title=title, added=int(key)) for key, title in titles.items()])
    assert ids(index.find(Query(labels=EVERYBODY, sort=Sort.TITLE))) == ["3", "1", "5", "2", "4"]
    assert ids(index.find(Query(labels=EVERYBODY, sort=Sort.NEWEST))) == ["5", "4", "3", "2", "1"]


def test_pages_follow_each_other_and_end(index: SearchIndex) -> None:
    filled(index, [a_document(f"{n}", "bateau", added=n) for n in range(25)])
    pages = [
        index.find(Query("bateau", labels=EVERYBODY, sort=Sort.NEWEST, start=start, size=10))
        for start in (0, 10, 20, 30)
    ]
    assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    in_order = [int(key) for page in pages for key in ids(page)]
    assert all(newer > older for newer, older in pairwise(in_order))
    assert index.find(Query("bateau", labels=EVERYBODY, start=10**15, size=10**15)).hits == ()
    assert index.find(Query("bateau", labels=EVERYBODY, start=-5, size=-1)).hits == ()


# Rebuilding


def test_a_rebuilt_index_takes_its_place_all_at_once(index: SearchIndex) -> None:
    filled(index, [a_document("old", "bateau")])
    with index.rebuild() as fresh:
        fresh.put([a_document("new", "bateau")])
        fresh.commit()
        index.reload()
        assert found(index, "bateau") == ["old"]
        fresh.put([a_document("newer", "bateau")])
    index.reload()
    assert found(index, "bateau") == ["new", "newer"]
    assert not index.needs_rebuild()
    filled(index, [a_document("later", "bateau")])
    assert found(index, "bateau") == ["later", "new", "newer"]


def test_a_rebuild_that_fails_changes_nothing(index: SearchIndex) -> None:
    filled(index, [a_document("old", "bateau")])

    def a_catalogue_that_breaks() -> Iterator[Document]:
        yield a_document("new", "bateau")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), index.rebuild() as fresh:
        fresh.put(a_catalogue_that_breaks())
    index.reload()
    assert found(index, "bateau") == ["old"]


# What a person may ask besides


def test_a_field_is_asked_alone(index: SearchIndex) -> None:
    creator = (Words("creator", "Marie Quai", "fr"), Words("creator", "Secret", "fr", "family"))
    filled(index, [a_document("by", words=creator), a_document("on", "Marie Quai, sur le quai")])
    fields = frozenset({"creator", "title"})
    assert found(index, "creator:marie", fields=fields) == ["by"]
    assert found(index, 'creator:"marie quai"', fields=fields) == ["by"]
    assert found(index, "quai -creator:marie", fields=fields) == ["on"]
    assert found(index, "creator:secret", fields=fields) == []
    assert found(index, "creator:secret", labels=FAMILY, fields=fields) == ["by"]
    assert found(index, "creator:marie") == []
    assert found(index, "quai:marie", fields=fields) == ["by", "on"]


@pytest.mark.parametrize("asked", ["usinne", "usne", "ussine", "suine", "usone", "wusine"])
def test_a_word_one_letter_off_is_found_where_typos_are_allowed(index: SearchIndex, asked: str) -> None:
    filled(index, [a_document("yes", "à l'usine"), a_document("no", "la cuisine")])
    assert found(index, asked) == []
    assert found(index, asked, typos=True) == ["yes"]


def test_a_typo_never_reaches_under_another_label(index: SearchIndex) -> None:
    filled(index, [a_document("r1", "visible", words=(Words("description", "usine", "fr", "family"),))])
    assert found(index, "usinne", labels=EVERYBODY | {"famil", "familly"}, typos=True) == []
    assert found(index, "usinne", labels=FAMILY, typos=True) == ["r1"]


def test_an_exact_query_finds_words_only_as_they_are_written(index: SearchIndex) -> None:
    filled(index, [a_document("one", "une Immigrée"), a_document("many", "des immigrées")])
    assert found(index, "immigree", exact=True) == ["one"]
    assert found(index, "immigree") == ["many", "one"]


def test_somebody_is_found_under_other_names(index: SearchIndex) -> None:
    filled(
        index, [a_document("born", "Ana Pereira"), a_document("wed", "Ana Lopes"), a_document("other", "Lopes, Rui")]
    )
    other_names = (Spelling("Ana Lopes", ("Ana Pereira",)),)
    assert found(index, "ana lopes", spellings=other_names) == ["born", "wed"]
    assert found(index, "ana lopes", spellings=other_names, exact=True) == ["wed"]
    assert found(index, "lopes", spellings=other_names) == ["other", "wed"]


def test_all_words_must_be_said_in_one_passage_where_that_is_asked(index: SearchIndex) -> None:
    said = a_document("said", passages=(a_passage("le bateau pour Marseille", 1), a_passage("un bateau", 2)))
    apart = a_document("apart", "Marseille", passages=(a_passage("le bateau"), a_passage("à Marseille", 2)))
    filled(index, [said, apart])
    assert found(index, "bateau marseille") == ["apart", "said"]
    (hit,) = index.find(Query("bateau marseille", labels=EVERYBODY, spoken=True, passages_each=5)).hits
    assert (hit.id, [quoted.passage.number for quoted in hit.passages]) == ("said", [1])
    assert found(index, "bateau -marseille", spoken=True) == ["apart", "said"]


def test_a_query_of_fields_alone_quotes_no_passage(index: SearchIndex) -> None:
    filled(index, [a_document("r1", title="le port", passages=(a_passage("un bateau"),))])
    asked = Query("title:port", labels=EVERYBODY, fields=frozenset({"title"}), passages_each=5)
    for spoken in (False, True):
        (hit,) = index.find(replace(asked, spoken=spoken)).hits
        assert hit.passages == ()


def test_a_passage_under_a_label_is_spoken_to_nobody_else(index: SearchIndex) -> None:
    filled(index, [a_document("r1", passages=(a_passage("le bateau", label="family"),))])
    assert found(index, "bateau", spoken=True) == []
    assert found(index, "bateau", spoken=True, labels=FAMILY) == ["r1"]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (DateRange(100, 200, certainly=True), ["exact"]),
        (DateRange(100, 150, certainly=True), []),
        (DateRange(None, 200, certainly=True), ["before", "exact"]),
        (DateRange(100, None, certainly=True), ["exact", "since"]),
        (DateRange(None, None, certainly=True), ["before", "exact", "since"]),
        (DateRange(100, 200, undated=True, certainly=True), ["exact", "undated"]),
    ],
)
def test_a_range_keeps_what_certainly_happened_in_it(index: SearchIndex, dates: DateRange, expected: list[str]) -> None:
    spans = {"exact": (120, 160), "before": (None, 150), "since": (190, None), "undated": (None, None)}
    filled(index, [a_document(key, earliest=a, latest=b) for key, (a, b) in spans.items()])
    assert found(index, "", dates=dates) == expected


def test_a_box_on_the_map_keeps_what_has_a_point_in_it(index: SearchIndex) -> None:
    nantes, alger, suva = (47.218, -1.554), (36.75, 3.06), (-18.14, 178.44)
    points = {"both": (nantes, alger), "nantes": (nantes,), "suva": (suva,), "none": ()}
    filled(index, [a_document(key, points=held) for key, held in points.items()])
    assert found(index, "", box=Box(47, -2, 48, -1)) == ["both", "nantes"]
    assert found(index, "", box=Box(30, 0, 40, 10)) == ["both"]
    assert found(index, "", box=Box(-20, 170, -10, -170)) == ["suva"]
    assert found(index, "", box=Box(40, 0, 48, 10)) == []


def test_what_is_alike_is_found_the_most_alike_first(index: SearchIndex) -> None:
    facets = {"1": {"subject": (("a",),)}, "2": {"subject": (("a",),), "place": (("x", "y"),)}, "3": {}}
    filled(index, [a_document(key, facets=held) for key, held in facets.items()])
    alike = (Filter("subject", frozenset({("a",), ("b",)})), Filter("place", frozenset({("x",)})))
    assert ids(index.find(Query(labels=EVERYBODY, alike=alike))) == ["2", "1"]


@pytest.mark.parametrize("sort", list(Sort))
def test_each_page_leads_to_the_next_until_the_last(index: SearchIndex, sort: Sort) -> None:
    filled(index, [a_document(f"{n}", "bateau", title=f"t{n}", added=n, earliest=n, latest=n) for n in range(25)])
    page = index.find(Query("bateau", labels=EVERYBODY, sort=sort, size=10))
    seen = [ids(page)]
    while page.following is not None:
        page = index.find(Query("bateau", labels=EVERYBODY, sort=sort, size=10, after=page.following))
        assert page.total == 25
        seen.append(ids(page))
    assert [len(each) for each in seen] == [10, 10, 5]
    assert len({key for each in seen for key in each}) == 25
