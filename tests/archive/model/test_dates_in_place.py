"""Dates that other archives and museums wrote, in place: national finding aids and three museums' sheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from archive.model.dates import read_date

SHARED = Path(__file__).resolve().parents[4] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the samples of others are not beside the repository")


def finding_aid_dates() -> Iterator[tuple[str, str]]:
    """Every date of the finding aids: its words, and the days the archivist gave beside them."""
    for path in sorted((SHARED / "01-ead-fr").glob("*.xml")):
        for element in etree.parse(path).iter("{*}unitdate"):
            yield " ".join("".join(map(str, element.itertext())).split()), element.get("normal") or ""


def test_the_words_of_a_finding_aid_mean_the_days_its_archivist_gave() -> None:
    dates = list(finding_aid_dates())
    assert len(dates) > 100
    for words, normal in dates:
        read, given = read_date(words), read_date(normal.replace(",", " et "))
        if read is None:
            assert ": tome" in words  # "1988 : tome 1" is no date alone
            continue
        assert given is not None, normal
        assert (read.earliest, read.latest) == (given.earliest, given.latest), words


@pytest.mark.parametrize(("sheet", "share"), [("teenie_400.csv", 0.99), ("cmoa_200.csv", 0.95), ("tate_300.csv", 0.95)])
def test_nearly_every_date_of_a_museum_is_read(sheet: str, share: float) -> None:
    with (SHARED / "11-csv" / "musees-cc0" / sheet).open(encoding="utf-8", newline="") as file:
        dates = [row["date"] for row in csv.DictReader(file) if row["date"]]
    read = [written for written in dates if read_date(written)]
    assert len(read) / len(dates) >= share
