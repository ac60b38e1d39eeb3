"""A batch's report as files: JSON for machines and `ingest retry`, CSV for a spreadsheet, HTML to read without any network."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from archive.failpoints import failpoint
from archive.model.batch import Problem
from ingest.telling.report import Line, Report
from ingest.telling.report_words import COLUMNS, COUNTED, LEVELS, PAGE, counted, in_words

Row = tuple[str, ...]


def write_report(report: Report, folder: Path, name: str, batch: Mapping[str, Any]) -> Path:
    """Write `name`.json, .csv and .html; gives the CSV, which a spreadsheet opens. Nothing half-written is ever seen."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{name}.json", lambda file: write_json(report, batch, file))
    _write(folder / f"{name}.html", lambda file: write_page(report, batch, file))
    _write(folder / f"{name}.csv", lambda file: write_csv(report, file))
    return folder / f"{name}.csv"


def read_report(path: Path) -> Report:
    """A report as it was written. Raises OSError, and ValueError for what is none."""
    told, report = json.loads(path.read_text("utf-8")), Report()
    try:
        for problem in told["problems"]:
            report.end(Problem(**problem))
        report.add(Line.from_json(each) for each in told["items"])
    except (KeyError, TypeError) as problem:
        raise ValueError(str(path)) from problem
    report.counts.clear()
    report.counts.update(told["counts"])
    return report


def write_json(report: Report, batch: Mapping[str, Any], file: IO[str]) -> None:
    head = {"batch": dict(batch), "counts": dict(report.counts), "problems": [each.to_json() for each in report.general]}
    file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "items": [')
    between = "\n  "
    for line in report.lines:
        file.write(between + json.dumps(line.to_json(), ensure_ascii=False))
        between = ",\n  "
    file.write("\n ]\n}\n")


def write_csv(report: Report, file: IO[str]) -> None:
    """A row for each problem, proposal and change, and one for each item without any."""
    file.write("\ufeff")  # a byte order mark: by it, spreadsheets know that it is UTF-8
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows(map(_harmless, rows(report)))


def write_page(report: Report, batch: Mapping[str, Any], file: IO[str]) -> None:
    """One page with its own style: everything the CSV says, what belongs to one record together."""
    counts = "".join(f"<div><dt>{words}</dt><dd>{report.counts[what]}</dd></div>" for what, words in COUNTED.items())
    title = escape(f"{batch.get('id', '')} · {batch.get('source', '')}".strip(" ·"))
    first, last = PAGE.split("{rows}")
    file.write(first.format(title=title, counts=counts, summary=escape(counted(report.counts))))
    for head, told in groupby(rows(report), key=lambda row: row[:3]):
        file.writelines(_told_of(head, list(told)))
    file.write(last)


def _told_of(head: Row, told: Sequence[Row]) -> Iterator[str]:
    """The lines of one record, its name before the first alone."""
    what, identifier, ark = map(escape, head)
    name = f'<th scope="rowgroup" rowspan="{len(told)}"><b>{identifier}</b><br>{what}<br><small>{ark}</small></th>'
    yield "<tbody>"
    for row in told:
        level, file, line, field, text, remedy = map(escape, row[3:])
        where = "<br>".join(part for part in (file if file != identifier else "", f"ligne {line}" if line else "", field) if part)
        yield f"<tr>{name}<td>{level}</td><td>{where}</td><td>{text}<br><small>{remedy}</small></td></tr>\n"
        name = ""
    yield "</tbody>\n"


def rows(report: Report) -> Iterator[Row]:
    for problem in report.general:
        yield _row("", "", "", problem)
    for line in report.lines:
        yield from _rows_of(line)


def _rows_of(line: Line) -> Iterator[Row]:
    head = (COUNTED[line.what], line.source_identifier, line.ark)
    told: list[Row] = [_row(*head, problem) for problem in line.problems]
    for each in line.proposals:
        told.append((*head, LEVELS["proposal"], "", "", each.term, each.value.text, each.source))
    for part in {**line.before, **line.after}:
        change = f"{in_words(line.before.get(part))} → {in_words(line.after.get(part))}"
        told.append((*head, LEVELS["change"], "", "", part, change, ""))
    yield from told or [(*head, "", "", "", "", "", "")]


def _row(what: str, identifier: str, ark: str, problem: Problem) -> Row:
    row = "" if problem.row is None else str(problem.row)
    words = (problem.file, row, problem.column or "", problem.text, problem.remedy)
    return (what, identifier, ark, LEVELS[problem.level], *words)


def _harmless(row: Sequence[str]) -> list[str]:
    """Cells that no spreadsheet takes for formulas."""
    return [f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text for text in row]


def _write(path: Path, write: Callable[[IO[str]], None]) -> None:
    fresh = path.with_name(f".{path.name}.new")
    failpoint("report: before write")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        write(file)
        failpoint("report: after write")
        failpoint("report: before sync")
        file.flush()
        os.fsync(file.fileno())
        failpoint("report: after sync")
    failpoint("report: before rename")
    fresh.replace(path)
    failpoint("report: after rename")
