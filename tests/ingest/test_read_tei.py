"""TEI: utterances with who speaks, in which language, at which point of the time line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.identifying.refused import FileRefused
from tests.ingest.spoken import a_text, said, words_of

PEOPLE = (
    '<particDesc><person xml:id="M"><persName>Marthe <surname>Le Goff</surname></persName></person>'
    '<person xml:id="E" n="Enquêteur"/></particDesc>'
)
LINE = (
    '<timeline origin="#T0" unit="s"><when xml:id="T0" absolute="00:00:00"/><when xml:id="T1" interval="1.25" since="#T0"/>'
    '<when xml:id="T2" interval="2.5" since="#T1"/><when xml:id="T3" interval="9"/><when xml:id="T4"/></timeline>'
)


def a_tei(folder: Path, body: str, line: str = LINE) -> Path:
    return a_text(
        folder / "a.xml",
        f'<?xml version="1.0"?><!-- x --><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{PEOPLE}</teiHeader>'
        f'<text xml:lang="fra">{line}<body>{body}</body></text></TEI>',
    )


def test_an_utterance_has_its_speaker_its_times_and_its_language(tmp_path: Path) -> None:
    path = a_tei(
        tmp_path,
        '<u who="#M" start="#T1" end="#T2">Bonjour</u><u who="#E" start="#T2" end="#T3" xml:lang="ar">أهلا</u>',
    )
    words = words_of(path)
    assert said(words) == [(1.25, 3.75, "Marthe Le Goff", "Bonjour"), (3.75, 9.0, "Enquêteur", "أهلا")]
    assert [each.language for each in words.passages] == ["fr", "ar"]


def test_a_block_says_for_the_utterance_inside_it(tmp_path: Path) -> None:
    path = a_tei(
        tmp_path, '<annotationBlock who="#M" start="#T1" end="#T2"><u><w>Bon</w><w>jour</w></u></annotationBlock>'
    )
    assert said(words_of(path)) == [(1.25, 3.75, "Marthe Le Goff", "Bon jour")]


def test_anchors_inside_say_when_where_the_utterance_does_not(tmp_path: Path) -> None:
    path = a_tei(tmp_path, '<u who="#X"><anchor synch="#T0"/>Un <anchor synch="#T1"/>deux<anchor synch="#T2"/></u>')
    assert said(words_of(path)) == [(0.0, 3.75, "X", "Un deux")]


def test_what_is_heard_stands_in_brackets_and_notes_are_no_words(tmp_path: Path) -> None:
    inside = (
        'Alors <vocal><desc>rire</desc></vocal><pause/> <unclear>peut-être</unclear> <gap reason="inaudible"/>'
        "<note>voir plus loin</note><choice><sic>chais</sic><corr>je sais</corr></choice>"
    )
    path = a_tei(tmp_path, f'<u start="#T1">{inside}</u>')
    assert said(words_of(path))[0][3] == "Alors [rire] peut-être […] je sais"


def test_utterances_nobody_timed_keep_their_order_and_say_so(tmp_path: Path) -> None:
    words = words_of(a_tei(tmp_path, "<u>Un</u><u start='#T4'>Deux</u>", ""))
    assert said(words) == [(None, None, None, "Un"), (None, None, None, "Deux")]
    assert "ne dit pas ses temps" in words.remarks[0].sentence.text


def test_milliseconds_and_clock_times_are_read(tmp_path: Path) -> None:
    line = (
        '<timeline unit="ms" origin="#a"><when xml:id="a" absolute="2019-05-04T10:00:00"/><when xml:id="b" interval="1250"/>'
        '<when xml:id="c" absolute="2019-05-04T11:00:02.5"/></timeline>'
    )
    assert said(words_of(a_tei(tmp_path, '<u start="#b" end="#c">Oui</u>', line))) == [(1.25, 3602.5, None, "Oui")]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("<p>Une lettre</p>", ""),
        ('<u start="#T2" end="#T1">Oui</u>', LINE),
        (
            "<u>Oui</u>",
            '<timeline origin="#a"><when xml:id="a"/><when xml:id="b" interval="-3" since="#a"/></timeline>',
        ),
        ("<u>Oui</u>", '<timeline origin="#a"><when xml:id="a"/><when xml:id="b" interval="NaN"/></timeline>'),
        ("<u>Oui</u>", '<timeline origin="#a"><when xml:id="a"/><when xml:id="b" interval="1e999999"/></timeline>'),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(tmp_path: Path, body: str, line: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        words_of(a_tei(tmp_path, body, line))
    assert refusal.value.remedy
