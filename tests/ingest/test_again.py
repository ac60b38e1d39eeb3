from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from archive.model.record import Record, Value
from ingest.again import described_again, recognised, says_nothing_new
from ingest.item import IncomingFile, Item
from tests.builders import a_file, a_record

HELD = replace(
    a_record("r1", files=(a_file(b"one", id="f1", name="a.jpg"), a_file(b"two", id="f3", name="b.jpg", label="closed"))),
    ark="ark:99999/x1", label="open", opened=True, batch="b1", parent="ark:99999/x2", position=7,
)  # fmt: skip


def coming(*files: tuple[str, str, bytes], **parts: Any) -> Item:
    """An item that comes in again with these files: provisional id, name, content."""
    incoming = tuple(_incoming(*each) for each in files)
    told = a_record("r1", **{"position": HELD.position, **parts})
    return described_again(Item("r1", "s.csv", files=incoming, record=told, known=HELD, parent="c1", within=HELD.parent))


def _incoming(id_: str, name: str, content: bytes) -> IncomingFile:
    same = a_file(content, name=name)
    return IncomingFile(
        id_, Path(name), name, size_bytes=same.size_bytes, sha512=same.sha512, media_type=same.media_type, role="image"
    )


def ids(item: Item) -> list[tuple[str, bool]]:
    return [(file.id, file.held) for file in item.files]


def test_the_same_files_and_words_say_nothing_new() -> None:
    item = recognised(coming(("f1", "a.jpg", b"one"), ("f2", "b.jpg", b"two")), HELD)
    assert ids(item) == [("f1", True), ("f3", True)]
    assert says_nothing_new(item, HELD)


def test_the_archives_own_decisions_are_nothing_new() -> None:
    item = recognised(coming(("f1", "a.jpg", b"one"), ("f2", "b.jpg", b"two"), label="closed"), HELD)
    assert says_nothing_new(item, HELD)


def test_another_place_in_the_collection_is_new() -> None:
    item = recognised(coming(("f1", "a.jpg", b"one"), ("f2", "b.jpg", b"two"), position=1), HELD)
    assert not says_nothing_new(item, HELD)


def test_another_collection_or_one_that_is_not_in_yet_is_new() -> None:
    item = coming(("f1", "a.jpg", b"one"), ("f2", "b.jpg", b"two"))
    assert not says_nothing_new(recognised(item.but(within="ark:99999/x3"), HELD), HELD)
    assert not says_nothing_new(recognised(item.but(within=None), HELD), HELD)
    assert not says_nothing_new(recognised(item.but(parent=None, within=None), HELD), HELD)


def test_the_id_of_a_file_gone_is_not_given_to_another() -> None:
    item = coming(("f1", "a.jpg", b"one"), ("f2", "c.jpg", b"three"))
    assert ids(recognised(item, HELD)) == [("f1", True), ("f4", False)]
    assert ids(recognised(item.but(highest_file=9), HELD)) == [("f1", True), ("f10", False)]


def test_another_title_is_new() -> None:
    item = recognised(coming(("f1", "a.jpg", b"one"), ("f2", "b.jpg", b"two"), title="Autre titre"), HELD)
    assert not says_nothing_new(item, HELD)


def test_a_file_renamed_keeps_its_id_and_what_was_made_of_it() -> None:
    item = recognised(coming(("f1", "renamed.jpg", b"one"), ("f2", "b.jpg", b"two")), HELD)
    assert ids(item) == [("f1", True), ("f3", True)]
    assert not says_nothing_new(item, HELD)


def test_a_file_made_anew_keeps_its_id_and_is_derived_again() -> None:
    item = recognised(coming(("f1", "a.jpg", b"other bytes"), ("f2", "b.jpg", b"two")), HELD)
    assert ids(item) == [("f1", False), ("f3", True)]


def test_a_file_added_gets_an_id_that_was_never_used() -> None:
    item = recognised(coming(("f1", "new.jpg", b"new"), ("f2", "a.jpg", b"one"), ("f3", "b.jpg", b"two")), HELD)
    assert ids(item) == [("f4", False), ("f1", True), ("f3", True)]
    assert item.record is not None
    assert [file.id for file in item.record.files] == ["f4", "f1", "f3"]


def test_a_transcript_follows_its_recording_to_its_id() -> None:
    held = replace(HELD, files=(a_file(b"new", id="f5", name="x.wav", role="sound"),))
    item = coming(("f1", "x.wav", b"new"), ("f2", "x.vtt", b"WEBVTT"))
    item = item.but(files=(item.files[0], replace(item.files[1], of="f1", role="transcript")))
    assert [(file.id, file.of, file.held) for file in recognised(item, held).files] == [("f5", None, True), ("f6", "f5", False)]


def test_what_was_found_in_the_same_bytes_stays_as_it_was_found() -> None:
    held = replace(HELD, files=(replace(HELD.files[0], technical={"width": 3}, format="fmt/43"),))
    item = recognised(coming(("f1", "a.jpg", b"one")), held)
    assert (item.files[0].technical, item.files[0].format) == ({"width": 3}, "fmt/43")
    assert says_nothing_new(item, held)


def test_another_alternative_text_is_new() -> None:
    item = coming(("f1", "a.jpg", b"one"), ("f2", "b.jpg", b"two"))
    item = item.but(files=(replace(item.files[0], alternatives=(Value("Une rue", "fr"),)), item.files[1]))
    assert not says_nothing_new(recognised(item, HELD), HELD)


def test_an_item_not_described_says_nothing() -> None:
    assert not says_nothing_new(Item("r1", "s.csv"), Record("", "photograph"))
