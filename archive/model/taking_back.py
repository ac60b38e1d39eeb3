"""Taking a batch's changes of a record back, value by value, from what has become of the record since. Pure.

A merge of three: what stood before the change, what the change made of it, what stands now. What still is as the change
left it goes back; what somebody changed later stays.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from archive.model.history import Change, applied, in_parts

#: The action of a change that takes a batch's changes back.
UNDO = "undo"
#: The archive's own decisions, which no source changes.
_OURS = frozenset({"ark", "label", "opened", "batch"})
_WORDS = "passages."
Parts = Mapping[str, Any]


@dataclass(frozen=True)
class TakenBack:
    """`record` is its record.json; `words` the passages (as JSON) of each file whose passages change; `kept` the parts
    that are not as they stood before the batch, because they were changed again since."""

    record: Mapping[str, Any]
    words: Mapping[str, list[Parts]] = field(default_factory=dict)
    kept: tuple[str, ...] = ()


def without_batch(
    record: Parts, words: Mapping[str, Sequence[Parts]], changes: Sequence[Change], batch: str, undone: Set[str] = frozenset()
) -> TakenBack:
    """The record without what a batch changed of it. `undone` are batches taken back before: what they had brought does
    not come back either. Taking back twice changes nothing more."""
    parts, spoken = in_parts(record), {file: list(each) for file, each in words.items()}
    new: dict[str, Any] = {}
    new_words: dict[str, list[Parts]] = {}
    kept: dict[str, None] = {}
    for number, change in reversed(list(enumerate(changes))):
        if change.batch != batch or change.action != "update":
            continue
        for name in (name for name in change.after if name not in _OURS):
            before, after = _stood_before(changes[:number], name, change, undone), change.after[name]
            if name.startswith(_WORDS):
                file = name.removeprefix(_WORDS)
                if _touched(changes[number + 1 :], name, batch):
                    kept[name] = None
                else:
                    new_words[file] = spoken[file] = _words(spoken.get(file, []), before or [], after)
                continue
            value = _part(name, new.get(name, parts.get(name)), before, after)
            new[name] = value
            if value != before:
                kept[name] = None
    made = applied(record, new)
    here = {file["id"] for file in made["files"]}
    return TakenBack(made, {file: each for file, each in new_words.items() if file in here}, tuple(kept))


def _stood_before(earlier: Sequence[Change], name: str, change: Change, undone: Set[str]) -> Any:
    """What a part was before the change, those of batches taken back left out."""
    value = change.before.get(name)
    for each in reversed(earlier):
        if name in each.after:
            if each.action != "update" or each.batch not in undone:
                break
            value = each.before.get(name)
    return value


def _touched(later: Sequence[Change], name: str, batch: str) -> bool:
    return any(name in each.after and each.batch != batch for each in later)


def _part(name: str, now: Any, before: Any, after: Any) -> Any:
    if now in (before, after):
        return before
    if name == "files":
        return _files(now, before, after)
    if all(isinstance(each, list | None) for each in (now, before, after)):
        return _values(now or [], before or [], after or []) or None
    return now


def _values(now: Sequence[Any], before: Sequence[Any], after: Sequence[Any]) -> list[Any]:
    """Values without those the change brought, and with those it took away; a value that was changed again is left."""
    values, old_keys, new_keys = list(now), [_key(each) for each in before], [_key(each) for each in after]
    for what, i, i_end, j, j_end in reversed(SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes()):
        # What only stands elsewhere was neither brought nor taken away.
        old = [each for each in before[i:i_end] if each not in after]
        new = [each for each in after[j:j_end] if each not in before]
        if what == "equal" or (old and not all(each in values for each in new)):
            continue
        place = next((values.index(each) for each in new if each in values), None)
        if place is None:
            place = values.index(after[j - 1]) + 1 if j and after[j - 1] in values else 0
        values = [each for each in values if each not in new]
        values[place:place] = [each for each in old if each not in values]
    return values


def _files(now: Sequence[Parts], before: Sequence[Parts], after: Sequence[Parts]) -> list[Parts]:
    """Files, each known by its id: those added go, those dropped come back, those changed are as they were; of one that
    was changed again, what was changed again stays."""
    standing, old, new = ({each["id"]: each for each in files} for files in (now, before, after))
    made: dict[str, Parts] = {}
    for name in (*old, *(name for name in standing if name not in old)):
        if name in standing and name in old and name in new:
            made[name] = _facts(standing[name], old[name], new[name])
        elif name in old and name not in new:
            made[name] = standing.get(name, old[name])
        elif name in standing and standing[name] != new.get(name):
            made[name] = standing[name]
    return list(made.values())


def _facts(now: Parts, before: Parts, after: Parts) -> Parts:
    """One file, fact by fact."""
    facts = {**before, **now}
    facts |= {name: before.get(name) for name in {**before, **after} if now.get(name) == after.get(name)}
    return {name: value for name, value in facts.items() if value is not None}


def _words(now: Sequence[Parts], before: Sequence[Parts], after: Sequence[Parts] | int) -> list[Parts]:
    """The passages of a file: `before` and `after` are those that differ; a number: so many where there were none."""
    if isinstance(after, int):
        return []
    words = [each for each in now if each not in after]
    words += [each for each in before if each not in words]
    transcripts = list(dict.fromkeys(_transcript(each) for each in (*now, *before)))
    return sorted(words, key=lambda each: (transcripts.index(_transcript(each)), each["number"]))


def _transcript(passage: Parts) -> tuple[Any, Any]:
    return passage.get("transcript"), passage.get("language")


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
