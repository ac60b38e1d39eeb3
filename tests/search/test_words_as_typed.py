"""Words as people type them are found however they are written, on every engine alike."""

import pytest

from search.document import Words
from search.index import SearchIndex
from search.query import Query
from tests.search.documents import EVERYBODY, a_document, a_passage, filled, found

# What is written, what finds it, what does not.
WRITTEN = [
    ("1 200 francs par mois", ["1200", "1 200", "1.200", "1\u00a0200 francs"], ["12 00", "1201"]),
    ("1200 francs par mois", ["1200", "1 200", "1\u202f200 francs"], ["1 201"]),
    ("la C.G.T. et l'U.R.S.S.", ["cgt", "CGT", "C.G.T.", "urss", "l’U.R.S.S."], ["cg"]),
    ("une maison à St-Herblain", ["Saint-Herblain", "st herblain", "saintherblain", '"saint herblain"'], ["Saint-Nazaire"]),
    ("un porte-manteau", ["portemanteau", "porte manteau"], ["porte-avions"]),
    ("il dit portemanteau", ["porte-manteau", "porte manteau"], ["porte"]),
    ("dans les années 1970", ["années 70", "annees 1970"], ["années 60"]),
    ("dans les années 70", ["années 1970"], ["années 1960"]),
    ("chez Guillou, instituteur", ["M. Guillou", "monsieur Guillou", "Mme Guillou"], ["M. Guilbaud"]),
    ("喝烏龍茶", ["烏龍", "烏龍茶", "茶", "龍茶", '"烏龍"'], ["龍烏", "紅茶"]),
    ("서울에서 왔다", ["서울", "서울에서"], ["부산"]),
    ("ວຽງຈັນ", ["ວຽງ"], ["ຈັນວຽງ"]),
    ("rue Guist’hau, œuvre de l’émigré", ["guist'hau oeuvre", "GUISTHAU", "emigre"], ["guist"]),
]  # fmt: skip


@pytest.mark.parametrize(("written", "asked", "not_asked"), WRITTEN, ids=[each[0] for each in WRITTEN])
def test_it_is_found_as_it_is_typed(index: SearchIndex, written: str, asked: list[str], not_asked: list[str]) -> None:
    filled(index, [a_document("yes", written), a_document("no", "tout autre chose")])
    assert {text: found(index, text) for text in asked} == {text: ["yes"] for text in asked}
    assert {text: found(index, text) for text in not_asked} == {text: [] for text in not_asked}


def test_what_is_found_by_pairs_of_letters_is_marked_whole(index: SearchIndex) -> None:
    filled(index, [a_document("tea", passages=(a_passage("他們喝烏龍茶。", language="zh"),))])
    [hit] = index.find(Query("烏龍茶", labels=EVERYBODY, passages_each=1)).hits
    [quoted] = hit.passages
    assert [quoted.passage.text[start:end] for start, end in quoted.marks] == ["烏龍茶"]


@pytest.mark.parametrize("ordinary", ["main", "mien", "année"])
def test_an_ordinary_word_finds_no_name_that_sounds_like_it(index: SearchIndex, ordinary: str) -> None:
    names = tuple(Words("creator", name, None, names=True) for name in ("Nguyễn Văn Minh", "Anna Nowak"))
    filled(index, [a_document("name", words=names), a_document("word", f"une {ordinary}")])
    assert found(index, ordinary) == ["word"]
