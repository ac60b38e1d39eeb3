"""What visitors would type finds what they mean: `questions.csv`, written before any of it was asked.

Over the records' own words and transcripts; what stands only on the pages of documents is not asked here.
"""

import re
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.actions.find import search
from archive.actions.question import Question
from archive.model.access import PUBLIC
from archive.wiring import Archive
from search.asking import clauses
from search.query import Query
from tests.samples.test_samples import SAMPLES, rows_of

QUESTIONS = rows_of(SAMPLES / "questions.csv")
FIRST = 10
RECALL = 0.95


def best(archive: Archive, text: str) -> list[str]:
    """The identifiers of the first records that a visitor sees."""
    found = search(archive, PUBLIC, Question(text, size=FIRST, facets=())).found
    return [each.record.keys["source_identifier"] for each in found]


def test_there_are_sixty_questions_of_many_kinds_about_records_that_are_there() -> None:
    records = {record["source_identifier"] for record in rows_of(SAMPLES / "records.csv")}
    assert len(QUESTIONS) >= 60
    assert len({question["about"] for question in QUESTIONS}) >= 8
    assert {each for question in QUESTIONS for each in question["records"].split("|")} <= records


def test_what_is_meant_is_among_the_first_ten(collection: Archive) -> None:
    recalls = []
    for question in QUESTIONS:
        meant, shown = question["records"].split("|"), best(collection, question["question"])
        missed = [each for each in meant if each not in shown]
        recalls.append(1 - len(missed) / len(meant))
        if missed:
            print(question["about"], "|", question["question"], "| missed", *missed, "| shown", *shown)
    recall = sum(recalls) / len(recalls)
    print(f"recall at {FIRST}: {recall:.3f} over {len(recalls)} questions")
    assert recall >= RECALL


ARABIC_SIGNS = re.compile("[\u064b-\u0652\u0640]")
PLAIN = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "ı": "i", "İ": "I", "ł": "l", "đ": "d", "Đ": "D", "’": "'"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"}
)


def without_accents(text: str) -> str:
    """As a keyboard in a hurry writes it. Not by the code that is tested."""
    apart = unicodedata.normalize("NFD", ARABIC_SIGNS.sub("", text.translate(PLAIN)))
    return unicodedata.normalize("NFC", "".join(c for c in apart if not "\u0300" <= c <= "\u036f"))


def accented_words() -> list[str]:
    texts = [text for record in rows_of(SAMPLES / "records.csv") for text in record.values()]
    texts += [path.read_text(encoding="utf-8") for path in sorted((SAMPLES / "voices").glob("*.vtt"))]
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)}
    return sorted(word for word in words if without_accents(word) != word)


def found_by(archive: Archive, text: str) -> frozenset[str]:
    question = Question(text, size=100, facets=())
    return frozenset(each.record.ark for each in search(archive, PUBLIC, question).found)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(word=st.sampled_from(accented_words()), other=st.sampled_from(["", "", *accented_words()]))
def test_a_question_without_accents_finds_what_the_accented_one_does(
    collection: Archive, word: str, other: str
) -> None:
    asked = f"{word} {other}".strip()
    assert found_by(collection, asked) == found_by(collection, without_accents(asked))


def test_no_word_of_the_samples_is_asked_otherwise_without_its_accents() -> None:
    words = accented_words()
    assert len(words) > 1500
    assert [word for word in words if clauses(Query(word)) != clauses(Query(without_accents(word)))] == []
