"""Whatever a change does not call narrowing leaves everybody all they could see."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue.narrowing import passages_narrow, record_narrows
from archive.model.record import File, Record
from archive.model.transcript import Passage
from tests.archive.catalogue.builders import a_file, a_record

LABELS = ("open", "closed", "family")
MASTERS = tuple(a_file(f"f{number}") for number in (1, 2))
VIEWERS = tuple(map(frozenset, chain.from_iterable(combinations(LABELS[1:], size) for size in range(3))))

labels = st.sampled_from(LABELS)
files = st.lists(st.builds(replace, st.sampled_from(MASTERS), label=labels), max_size=2, unique_by=lambda each: each.id)
records = st.builds(lambda label, some: a_record(ark="a", label=label, files=tuple(some)), labels, files)
words = st.builds(Passage, st.just("f1"), st.integers(1, 3), st.sampled_from(["oui", "non"]), st.just("fr"), labels)
transcripts = st.lists(words, max_size=4)


def _seen_files(record: Record, viewer: frozenset[str]) -> set[str]:
    held = viewer | {"open"}
    if record.label not in held:
        return set()
    seen: list[File] = [file for file in record.files if file.label in held]
    return {"the record", *(file.sha512 for file in seen)}


@given(records, records)
def test_of_a_record(before: Record, after: Record) -> None:
    if not record_narrows(before, after):
        for viewer in VIEWERS:
            assert _seen_files(before, viewer) <= _seen_files(after, viewer)


@given(transcripts, transcripts)
def test_of_its_words(before: list[Passage], after: list[Passage]) -> None:
    if not passages_narrow(before, after):
        for viewer in VIEWERS:
            heard = [[each.text for each in said if each.label in viewer | {"open"}] for said in (before, after)]
            assert all(heard[0].count(text) <= heard[1].count(text) for text in set(heard[0]))


@given(records)
def test_nothing_changed_narrows_nothing(record: Record) -> None:
    assert not record_narrows(record, record)


@given(transcripts)
def test_nothing_said_otherwise_narrows_nothing(said: list[Passage]) -> None:
    assert not passages_narrow(said, said)
