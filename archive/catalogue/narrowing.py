"""Whether a change may hide something from somebody who could see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from archive.model.access import OPEN, narrows
from archive.model.record import File, Record
from archive.model.transcript import Passage

#: A label that nothing has: what is gone is less visible than under any label, "closed" included.
GONE = ""


def record_narrows(before: Record, after: Record) -> bool:
    """Its own label does, or a file's or a segment's, or one of them is gone or replaced by another."""
    if narrows(before.label, after.label):
        return True
    now = {(file.id, file.sha512): file for file in after.files}
    return any(_file_narrows(file, now.get((file.id, file.sha512))) for file in before.files)


def _file_narrows(before: File, after: File | None) -> bool:
    if narrows(before.label, after.label if after else GONE):
        return True
    now = {(each.start_seconds, str(each.titles)): each.label for each in after.segments} if after else {}
    return any(narrows(each.label, now.get((each.start_seconds, str(each.titles)), GONE)) for each in before.segments)


def passages_narrow(before: Iterable[Passage], after: Iterable[Passage]) -> bool:
    """Words that were there are gone, or under another label than "open".

    Passages are matched by what they say, not by their numbers, which move when one is put before them.
    """
    rest = Counter((passage.file, passage.language, passage.text, passage.label) for passage in after)
    for passage in before:
        said = (passage.file, passage.language, passage.text)
        for kept in ((*said, passage.label), (*said, OPEN)):
            if rest[kept] > 0:
                rest[kept] -= 1
                break
        else:
            return True
    return False
