"""Valid things to keep, of which each test states only what matters."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from archive.catalogue import records
from archive.catalogue.connection import Writing
from archive.catalogue.stored import Stored
from archive.model.ark import mint
from archive.model.authorities import Authority, Name
from archive.model.batch import Batch
from archive.model.record import File, Record, Value
from archive.model.transcript import Passage

AT = "2026-11-25T10:00:00Z"
LATER = "2026-11-26T10:00:00Z"
OPEN = frozenset({"open"})
_numbers = itertools.count(1)


def an_ark(number: int | None = None) -> str:
    """A valid ARK; always another, unless a number is given."""
    letters = iter(f"{next(_numbers) if number is None else 9_000_000 + number:07d}")
    return mint("99999", lambda _: next(letters))


def a_record(title: str = "Lettre", *, ark: str | None = None, **parts: Any) -> Record:
    terms = parts.pop("terms", {})
    parts = {"kind": "document", "label": "open", "opened": True, **parts}
    return Record(ark=ark or an_ark(), terms={"title": (Value(title, "fr"),), **terms}, **parts)


def a_file(file_id: str = "f1", **parts: Any) -> File:
    digits = f"{next(_numbers):0128x}"
    known = {"name": f"{file_id}.jpg", "media_type": "image/jpeg", "size_bytes": 10, "sha512": digits, "role": "image"}
    return File(id=file_id, **{**known, **parts})


def some_passages(*texts: str, file: str = "f1", **parts: Any) -> list[Passage]:
    return [Passage(file, number, text, "fr", **parts) for number, text in enumerate(texts, start=1)]


def an_authority(authority_id: str, *names: str, kind: Any = "place", **parts: Any) -> Authority:
    """Names are written "Istanbul@tr" or plain, or "Constantinople@fr/historic"."""
    made = []
    for written in names:
        text, _, rest = written.partition("@")
        language, _, form = rest.partition("/")
        made.append(Name(text, language or None, form or "preferred"))
    return Authority(authority_id, kind, tuple(made), **parts)


def a_batch(batch_id: str = "b1", **parts: Any) -> Batch:
    return Batch(**{"id": batch_id, "kind": "sheet", "source": "lettres.csv", "who": "ana", "began": AT, **parts})


def saved(
    c: Writing, record: Record, *, at: str = AT, passages: Mapping[str, Sequence[Passage]] | None = None, **how: Any
) -> Stored:
    how = {"who": "ana", "action": "accession", "why": "", **how}
    return records.save(c, record, at=at, passages=passages, **how)


def saved_in_vain(c: Writing, record: Record, **how: Any) -> None:
    """Save a record, then fail before the transaction ends."""
    saved(c, record, **how)
    raise RuntimeError("the lights went out")
