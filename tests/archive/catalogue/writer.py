"""Run as a process of its own: `writer.py URL STAMP ACTION ARK…` opens a catalogue and does one thing to each ARK.

`count` adds one to the record's position, reading and saving it in one transaction; `save` and `close` say themselves;
`take` takes and finishes jobs, and prints their numbers. A line "done" says that all was acknowledged.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from archive.catalogue import jobs, records
from archive.catalogue.connection import Catalogue, Writing
from archive.catalogue.stamp import Stamp
from archive.model.record import Record
from tests.archive.catalogue.builders import AT, LATER, a_file, a_record, saved, some_passages


def main(url: str, stamp: str, action: str, *arks: str) -> None:
    catalogue = Catalogue.open(url, Stamp(Path(stamp)))
    if action == "take":
        _take(catalogue)
    for ark in arks:
        with catalogue.writing() as c:
            if action == "save":
                saved(c, a_record(ark=ark, files=(a_file(),)), passages={"f1": some_passages("un", "deux")})
            elif action == "close":
                saved(c, _standing(c, ark).under("closed"), at=LATER, action="closing")
            else:
                record = _standing(c, ark)
                saved(c, replace(record, position=record.position + 1), action="correction")
    catalogue.close()
    print("done")


def _take(catalogue: Catalogue) -> None:
    while True:
        with catalogue.writing() as c:
            job = jobs.take(c, AT, ["derive"], "worker")
        if job is None:
            return
        print(job.id)


def _standing(c: Writing, ark: str) -> Record:
    stored = records.load(c, ark)
    assert stored is not None
    return stored.record


if __name__ == "__main__":
    main(*sys.argv[1:])
