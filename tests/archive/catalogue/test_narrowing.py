"""What makes something less visible is known as such, and raises the stamp once it is committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from archive.catalogue import outbox, records
from archive.catalogue.connection import Catalogue
from archive.catalogue.narrowing import passages_narrow
from archive.catalogue.stamp import Stamp
from archive.model.record import Record
from archive.model.transcript import Passage
from tests.archive.catalogue.builders import a_file, a_record, saved, saved_in_vain, some_passages

FILE = a_file()
SAID = some_passages("Bonjour.", "Mon père…")
RECORD = a_record(files=(FILE,))
Words = Mapping[str, Sequence[Passage]] | None


def _narrows(catalogue: Catalogue, before: Record, after: Record, words: Words = None) -> bool:
    with catalogue.writing() as c:
        saved(c, before, passages={"f1": SAID})
        told = {row.id for row in outbox.pending(c)}
    with catalogue.writing() as c:
        saved(c, after, passages=words)
        (row,) = [row for row in outbox.pending(c) if row.id not in told]
        assert (row.ark in outbox.narrowing(c)) is row.narrows
    return row.narrows


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (replace(RECORD, label="closed"), None),
        (replace(RECORD, label="family"), None),
        (replace(RECORD, files=(replace(FILE, label="family"),)), None),
        (replace(RECORD, files=()), None),
        (replace(RECORD, files=(a_file(),)), None),
        (RECORD, {"f1": [SAID[0], SAID[1].under("family")]}),
        (RECORD, {"f1": [SAID[0]]}),
        (RECORD, {"f1": [SAID[0], replace(SAID[1], text="[…]")]}),
    ],
    ids=["closed", "under a label", "file under a label", "file gone", "file replaced", "words under a label",
         "words gone", "words replaced"],
)  # fmt: skip
def test_hiding_narrows(catalogue: Catalogue, after: Record, words: Words) -> None:
    assert _narrows(catalogue, RECORD, after, words)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (replace(RECORD, label="closed"), RECORD, None),
        (RECORD, replace(RECORD, kind="photograph"), None),
        (replace(RECORD, files=(replace(FILE, label="family"),)), RECORD, None),
        (RECORD, replace(RECORD, files=(FILE, a_file("f2"))), None),
        (RECORD, RECORD, {"f1": [Passage("f1", 1, "Avant.", "fr"), *(replace(each, number=each.number + 1) for each in SAID)]}),
    ],
    ids=["opened", "corrected", "file opened", "file added", "words added before"],
)  # fmt: skip
def test_showing_does_not_narrow(catalogue: Catalogue, before: Record, after: Record, words: Words) -> None:
    assert not _narrows(catalogue, before, after, words)


def test_the_same_words_said_twice_do_not_stand_for_each_other() -> None:
    twice = some_passages("Oui.") * 2
    assert passages_narrow(twice, [twice[0]])
    assert passages_narrow(twice, [twice[0], twice[0].under("family")])
    assert not passages_narrow([twice[0].under("family")], twice)


def test_a_first_saving_narrows_nothing(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        saved(c, a_record(label="closed"))
        assert outbox.narrowing(c) == frozenset()


def test_a_closing_raises_the_stamp_and_an_opening_does_not(catalogue: Catalogue, stamp: Stamp) -> None:
    record = a_record()
    before = stamp.read()
    with catalogue.writing() as c:
        saved(c, record)
    with catalogue.writing() as c:
        saved(c, replace(record, kind="photograph"))
    assert stamp.read() == before
    with catalogue.writing() as c:
        saved(c, record.under("closed"))
        assert stamp.read() == before, "raised before it was true"
    assert stamp.read() == before + 1


def test_a_closing_undone_raises_no_stamp(catalogue: Catalogue, stamp: Stamp) -> None:
    record = a_record()
    with catalogue.writing() as c:
        saved(c, record)
    before = stamp.read()
    with pytest.raises(RuntimeError), catalogue.writing() as c:
        saved_in_vain(c, record.under("closed"))
    assert stamp.read() == before


def test_a_purge_and_a_withdrawal_narrow(catalogue: Catalogue, stamp: Stamp) -> None:
    seen, unseen = a_record(), a_record(label="closed", opened=False)
    with catalogue.writing() as c:
        saved(c, seen)
        saved(c, unseen)
    before = stamp.read()
    with catalogue.writing() as c:
        records.withdraw(c, seen.ark, who="ana", reason="request", why="", at="2026-11-27T00:00:00Z")
        records.purge(c, unseen.ark, who="ana", why="", at="2026-11-27T00:00:00Z")
        assert outbox.narrowing(c) == {seen.ark, unseen.ark}
    assert stamp.read() > before


def test_opening_the_catalogue_raises_the_stamp(url: str, tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "stamp")
    before = stamp.read()
    Catalogue.open(url, stamp).close()
    assert stamp.read() > before
    stamp.close()


def test_the_stamp_is_one_for_every_process_that_maps_it(tmp_path: Path) -> None:
    ours, theirs = Stamp(tmp_path / "stamp"), Stamp(tmp_path / "stamp")
    assert ours.read() == theirs.read() == 0
    assert ours.raise_() == 1
    assert theirs.read() == 1
    assert theirs.raise_() == 2
    ours.close()
    theirs.close()
    assert Stamp(tmp_path / "stamp").read() == 2
