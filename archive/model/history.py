"""History: who changed what, when, why, with what stood before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

#: Parts of record.json that are compared value by value.
_GROUPS = ("terms", "keys", "dates")
#: What a source said, as against what people of the archive did.
FROM_THE_SOURCE = ("accession", "update")


@dataclass(frozen=True)
class Change:
    """One saved change of a record.

    `at` is an instant in UTC, ISO 8601 with a Z; `before` and `after` hold only the parts that differ, as record.json
    names them; `before` is empty for the first.
    """

    number: int  # 1 is the accession
    at: str
    who: str
    action: str  # accession, correction, opening, closing, update, undo (of a batch's update), withdrawal
    why: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    batch: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value is not None}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Change:
        return cls(**stored)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parts of two record.json that differ: a part only in one is None in the other.

    Terms, keys and dates are compared one by one, so that a history reads as "title changed", not "terms changed".
    """
    return _one_sided(before, after), _one_sided(after, before)


def applied(record: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """A record.json with some parts put in place, named as `difference` names them; None takes a part out."""
    made = {name: dict(value) if name in _GROUPS else value for name, value in record.items()}
    for name, value in parts.items():
        group, _, inner = name.partition(".")
        if group in _GROUPS and value is None:
            made[group].pop(inner, None)
        elif group in _GROUPS:
            made[group][inner] = value
        elif name in made:
            made[name] = value
    return made


def as_last_told(
    record: Mapping[str, Any], changes: Sequence[Change], undone: Set[str] = frozenset()
) -> dict[str, Any]:
    """A record.json as its source last told it: what people changed since then, part by part, taken back. What the
    source told in batches that were taken back (`undone`) it never told."""
    theirs: dict[str, Any] = {}
    told: set[str] = set()
    for change in reversed(changes):
        if change.action in FROM_THE_SOURCE and change.batch not in undone:
            told.update(change.after)
        else:
            theirs.update((name, value) for name, value in change.before.items() if name not in told)
    return applied(record, theirs)


def _one_sided(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    parts, others = in_parts(ours), in_parts(theirs)
    return {name: parts.get(name) for name in {**parts, **others} if parts.get(name) != others.get(name)}


def in_parts(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record.json by its parts, named as `difference` names them."""
    parts: dict[str, Any] = {}
    for name, value in record.items():
        if name in _GROUPS:
            parts.update({f"{name}.{inner}": each for inner, each in value.items()})
        else:
            parts[name] = value
    return parts
