"""What a batch did, item by item and problem by problem: counted as it goes, kept aside so that memory stays as it is."""

from __future__ import annotations

import pickle
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import Any, Literal

from archive.model.batch import Problem
from archive.model.record import Value
from ingest.item import Item, Proposal

What = Literal["added", "skipped", "proposed", "updated", "refused"]
#: A report longer than this stands in a nameless file of the system, no longer in memory.
_IN_MEMORY_BYTES = 2_000_000


@dataclass(frozen=True)
class Line:
    """What became of one item. `before` and `after` are the parts of its record that differ, where it came in again."""

    source_identifier: str
    what: What
    ark: str = ""
    problems: tuple[Problem, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(
        cls, item: Item, what: What, ark: str = "",
        before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None,
    ) -> Line:  # fmt: skip
        return cls(item.source_identifier, what, ark, item.problems, item.proposals, before or {}, after or {})

    @property
    def worth_telling(self) -> bool:
        return self.what != "skipped" or bool(self.problems)

    def to_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"source_identifier": self.source_identifier, "what": self.what, "ark": self.ark or None}
        if self.problems:
            told["problems"] = [problem.to_json() for problem in self.problems]
        if self.proposals:
            told["proposals"] = [
                {"term": each.term, "value": each.value.to_json(), "source": each.source} for each in self.proposals
            ]
        if self.before or self.after:
            told |= {"before": dict(self.before), "after": dict(self.after)}
        return told

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Line:
        proposed = (Proposal(each["term"], Value(**each["value"]), each["source"]) for each in told.get("proposals", ()))
        return cls(
            told["source_identifier"], told["what"], told["ark"] or "",
            tuple(Problem(**each) for each in told.get("problems", ())), tuple(proposed),
            told.get("before", {}), told.get("after", {}),
        )  # fmt: skip


class Report:
    """`counts` by what became of the items. `general` are problems of no single item: of the sheet, of what lies beside.
    Skipped items are only counted."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._kept = SpooledTemporaryFile(_IN_MEMORY_BYTES)  # noqa: SIM115 - closed with the report
        weakref.finalize(self, self._kept.close)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Note problems of no single item; a row or file that could not be read at all counts as refused."""
        for problem in problems:
            self._keep(problem)
            if problem.level == "error":
                self.counts["refused"] += 1

    def end(self, why: Problem) -> None:
        """Note why the batch ended before its end: no item was refused for it."""
        self._keep(why)

    def add(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.counts[line.what] += 1
            if line.worth_telling:
                self._keep(line)

    @property
    def general(self) -> Iterator[Problem]:
        return (each for each in self._all() if isinstance(each, Problem))

    @property
    def lines(self) -> Iterator[Line]:
        return (each for each in self._all() if isinstance(each, Line))

    def problems(self) -> Iterator[Problem]:
        """All of them, those of no single item first."""
        yield from self.general
        for line in self.lines:
            yield from line.problems

    def _keep(self, told: Problem | Line) -> None:
        self._kept.seek(0, 2)
        pickle.dump(told, self._kept)

    def _all(self) -> Iterator[Problem | Line]:
        """What was kept, in order; others may read it, or add to it, meanwhile."""
        place = 0
        while True:
            self._kept.seek(place)
            try:
                told: Problem | Line = pickle.load(self._kept)  # our own
            except EOFError:
                return
            place = self._kept.tell()
            yield told


def without_refused(before: Report) -> Report:
    """A report anew, of what was not refused: what is to be tried again, and what was said of the whole, is told anew."""
    report = Report()
    report.add(line for line in before.lines if line.what != "refused")
    report.counts.update({what: count - report.counts[what] for what, count in before.counts.items() if what != "refused"})
    return report
