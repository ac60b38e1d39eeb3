"""What a batch did, item by item and problem by problem: counted as it goes, written as JSON and CSV at its end."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from archive.failpoints import failpoint
from archive.model.batch import Problem
from ingest.item import Item, Proposal

What = Literal["added", "skipped", "proposed", "updated", "refused"]
_COLUMNS = ("outcome", "source_identifier", "ark", "level", "file", "row", "column", "text", "remedy")


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


@dataclass
class Report:
    """`general` are problems of no single item: of the sheet, of what lies beside. Skipped items are only counted."""

    counts: Counter[str] = field(default_factory=Counter)
    general: list[Problem] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Note problems of no single item; a row or file that could not be read at all counts as refused."""
        for problem in problems:
            self.general.append(problem)
            if problem.level == "error":
                self.counts["refused"] += 1

    def end(self, why: Problem) -> None:
        """Note why the batch ended before its end: no item was refused for it."""
        self.general.append(why)

    def add(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.counts[line.what] += 1
            if line.worth_telling:
                self.lines.append(line)

    def problems(self) -> list[Problem]:
        return [*self.general, *(problem for line in self.lines for problem in line.problems)]

    def to_json(self, batch: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "batch": dict(batch), "counts": dict(self.counts),
            "problems": [problem.to_json() for problem in self.general],
            "items": [_line_to_json(line) for line in self.lines],
        }  # fmt: skip

    def to_csv(self) -> str:
        """A row for each problem, and one for each item without any."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(_COLUMNS)
        for problem in self.general:
            writer.writerow(_row("", "", "", problem))
        for line in self.lines:
            for each in line.problems or (None,):
                writer.writerow(_row(line.what, line.source_identifier, line.ark, each))
        return text.getvalue()


def write_report(report: Report, folder: Path, name: str, batch: Mapping[str, Any]) -> Path:
    """Write `name`.json and `name`.csv; gives the CSV, which a spreadsheet opens. Nothing half-written is ever seen."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{name}.json", json.dumps(report.to_json(batch), ensure_ascii=False, indent=1))
    # With a byte order mark, spreadsheets know that it is UTF-8.
    _write(folder / f"{name}.csv", "\ufeff" + report.to_csv())
    return folder / f"{name}.csv"


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.new")
    failpoint("report: before write")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        failpoint("report: after write")
        failpoint("report: before sync")
        file.flush()
        os.fsync(file.fileno())
        failpoint("report: after sync")
    failpoint("report: before rename")
    fresh.replace(path)
    failpoint("report: after rename")


def _row(what: str, identifier: str, ark: str, problem: Problem | None) -> list[str]:
    if problem is None:
        return [what, _harmless(identifier), ark, "", "", "", "", "", ""]
    row = "" if problem.row is None else str(problem.row)
    told = (problem.level, problem.file, row, problem.column or "", problem.text, problem.remedy)
    return [what, _harmless(identifier), ark, *(_harmless(each) for each in told)]


def _harmless(text: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _line_to_json(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {"source_identifier": line.source_identifier, "what": line.what, "ark": line.ark or None}
    if line.problems:
        told["problems"] = [problem.to_json() for problem in line.problems]
    if line.proposals:
        told["proposals"] = [
            {"term": each.term, "value": each.value.to_json(), "source": each.source} for each in line.proposals
        ]
    if line.before or line.after:
        told |= {"before": dict(line.before), "after": dict(line.after)}
    return told
