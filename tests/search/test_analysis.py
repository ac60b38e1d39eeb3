"""How words are read: a table of cases a linguist can read, and what holds for every text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import LONGEST, fold, sort_key, terms
from search.asking import clauses, marks
from search.query import Query
from search.stems import ALGORITHMS

# Text, and the words it is found by, in order. A word after "+" is the joined form beside the parts before it.
WORDS = [
    ("Les Immigrés arrivent.", "les immigres arrivent"),
    ("l’école d'hier, qu'on aime", "ecole hier on aime"),
    ("L'École d'Alger", "ecole + lecole alger + dalger"),
    ("aujourd'hui, presqu'île, entr’aide", "aujourdhui presquile entraide"),
    ("N'Diaye, M'Bow", "diaye + ndiaye bow + mbow"),
    ("O'Brien, d'Artagnan", "obrien artagnan + dartagnan"),
    ("Saint-Denis", "saint denis + saintdenis"),
    ("le Bas‑Chantenay", "le bas chantenay + baschantenay"),
    ("1954-1962", "1954 1962"),
    ("C.G.T. et U.S.A", "cgt et usa"),
    ("J. Dupont", "j dupont"),
    ("cœur, Œuvre, ex æquo, Straße", "coeur oeuvre ex aequo strasse"),
    ("e\u0301migre\u0301 (NFD)", "emigre nfd"),
    ("İstanbul IŞIK ışık", "istanbul isik isik"),
    ("Nguyễn Thị Đặng", "nguyen thi dang"),
    ("Łódź, Søren, Þór", "lodz soren thor"),
    ("Ahmed's letters", "ahmed + ahmeds letters"),
    ("don't", "dont"),
    ("dell'immigrazione all'estero", "immigrazione estero"),
    ("مُحَمَّــد", "محمد"),
    ("أحمد، إلى آسيا؟", "احمد الي اسيا"),
    ("مدرسة ٱلجزائر", "مدرسه الجزاير"),
    ("سنة ١٩٦٢ و ۱۹۷۰", "سنه 1962 و 1970"),
    ("co\u00adopération ﬁn", "cooperation fin"),
    ("FRAD044_1J-23/5", "frad044 1j 23 + 1j23 5"),
    ("हिन्दी 北京", "हिन्दी 北京 京"),
    ("… — ! 🚢", ""),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_a_text_is_read_as_these_words(text: str, expected: str) -> None:
    read = " ".join(f"+ {term.exact}" if term.joined else term.exact for term in terms(text, None))
    assert read == expected


def test_a_turkish_suffix_after_an_apostrophe_is_taken_off() -> None:
    assert [term.exact for term in terms("İstanbul'dan Ankara’ya", "tr") if not term.joined] == ["istanbul", "ankara"]
    assert [term.exact for term in terms("İstanbul'dan", None)] == ["istanbuldan"]


# Language, and words that are found by each other.
RELATED = [
    ("fr", "immigré immigrée immigrés immigrées immigration immigrees"),
    ("fr", "sénégalais sénégalaise sénégalaises senegalaise"),
    ("fr", "polonais polonaises"),
    ("fr", "ouvrier ouvriers"),
    ("fr-FR", "identité identités identite"),
    ("en", "letter letters"),
    ("en", "migration migrations"),
    ("ar", "مدرسة المدرسة والمدرسة مدرسته"),
    ("arq", "هجرة الهجرة"),
    ("pt", "imigração imigrações imigracoes imigracao"),
    ("pt-BR", "emigrante emigrantes"),
    ("tr", "mektup mektuplar mektuplardan MEKTUPLAR"),
    ("tr", "gün günler gunler"),
    ("es", "emigrante emigrantes"),
    ("es", "vivía vivían vivian"),
    ("it", "emigrante emigranti"),
    ("de", "Haus Häuser hauser"),
]
UNRELATED = [
    ("fr", "rue", "ruine"),
    ("fr", "marin", "mariage"),
    ("en", "university", "organ"),
    ("ar", "كتاب", "مدرسة"),
    ("tr", "kadın", "kardeş"),
    ("pt", "mão", "maior"),
]


def _stems(words: str, language: str) -> set[str]:
    return {term.stem for term in terms(words, language)}


@pytest.mark.parametrize(("language", "words"), RELATED)
def test_related_words_share_a_stem(language: str, words: str) -> None:
    assert len(_stems(words, language)) == 1


@pytest.mark.parametrize(("language", "one", "other"), UNRELATED)
def test_unrelated_words_do_not(language: str, one: str, other: str) -> None:
    assert _stems(one, language).isdisjoint(_stems(other, language))


@pytest.mark.parametrize("language", [None, "", "und", "xx", "vi", "zh-Hant"])
def test_words_of_a_language_without_stems_stand_as_they_are(language: str | None) -> None:
    assert [(term.exact, term.stem) for term in terms("Nguyễn", language)] == [("nguyen", "")]


def test_a_term_knows_where_it_stands_in_the_text_as_written() -> None:
    text = "🚢 L’École, co\u00adopération e\u0301tudiée (week-end)"
    standing = {term.exact: text[term.start : term.end] for term in terms(text, "fr")}
    assert standing["ecole"] == "École"
    assert standing["lecole"] == "L’École"
    assert standing["cooperation"] == "co\u00adopération"
    assert standing["etudiee"] == "e\u0301tudiée"
    assert standing["weekend"] == "week-end"


@given(st.text(max_size=60), st.sampled_from([None, *ALGORITHMS]))
def test_terms_hold_no_space_or_bar_and_lie_in_order_within_the_text(text: str, language: str | None) -> None:
    read = terms(text, language)
    for term in read:
        assert 0 <= term.start < term.end <= len(text)
        assert 0 < len(term.exact) <= LONGEST
        assert not any(sign.isspace() or sign in '|:"*' for sign in term.exact)
        assert not any(sign.isspace() or sign == "|" for sign in term.stem)
    starts = [term.start for term in read if not term.joined]
    assert starts == sorted(starts)


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_folding_twice_is_folding_once_however_the_text_is_composed(text: str) -> None:
    for word in (term.exact for term in terms(text, None)):
        assert fold(word) == word
    composed, apart = (fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert composed == apart


@given(st.text("éèêçàâîôûüñãõşğıİœABCdeilmnorstuy", min_size=1, max_size=12), st.sampled_from(sorted(ALGORITHMS)))
def test_a_word_and_its_accentless_form_always_share_their_stem(word: str, language: str) -> None:
    assert _stems(word, language) == _stems(fold(word), language)


# What is asked, and what is marked in: text, language, query, marked.
MARKED = [
    ("Les immigrées arrivent", "fr", "immigration", ["immigrées"]),
    ("Les immigrées arrivent", None, "immigration", []),
    ("Les immigrées arrivent", None, "immigrees", ["immigrées"]),
    ("L’école de la rue", "fr", "l'école de la rue", ["école", "rue"]),
    ("la mer, la mer", "fr", "la", ["la", "la"]),
    ("le quai de la Fosse", "fr", '"quai de la fosse"', ["quai", "de", "la", "Fosse"]),
    ("la fosse du quai", "fr", '"quai de la fosse"', []),
    ("Alger et les Algériens", "fr", "alg*", ["Alger", "Algériens"]),
    ("un train, un bateau", "fr", "train -bateau", ["train"]),
    ("un week-end", "fr", "weekend", ["week-end"]),
    ("deux week-ends", "fr", "week-end", ["week-ends"]),
    ("mes grands-parents", "fr", "grand-parent", ["grands", "parents"]),
    ("Moussa N'Diaye", "fr", "ndiaye", ["N'Diaye"]),
    ("🚢 ذهبنا إلى المدرسة", "ar", "مدرسة", ["المدرسة"]),
    ("cœur", "fr", "coeur", ["cœur"]),
    ("rien", "fr", "", []),
]


@pytest.mark.parametrize(("text", "language", "query", "expected"), MARKED)
def test_what_answers_is_marked(text: str, language: str | None, query: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, language, Query(query))] == expected


@given(st.text("ab é-'\"* «».", max_size=25), st.text("ab é-'.", max_size=40))
def test_marks_are_in_order_and_apart(query: str, text: str) -> None:
    edges = [edge for mark in marks(text, "fr", Query(query)) for edge in mark]
    assert edges == sorted(edges)
    assert len(set(edges)) == len(edges)


def test_a_pasted_page_is_cut_to_a_bearable_query() -> None:
    assert len(clauses(Query(" ".join(f"mot{n}" for n in range(10_000))))) == 32


def test_the_same_word_twice_is_asked_once() -> None:
    assert clauses(Query("bateau Bateau BATEAU")) == clauses(Query("bateau"))


def test_titles_sort_by_their_folded_words() -> None:
    titles = ["Zoo", "", "l'école", "Été", "1962", "eau"]
    assert sorted(titles, key=sort_key) == ["1962", "eau", "l'école", "Été", "Zoo", ""]
