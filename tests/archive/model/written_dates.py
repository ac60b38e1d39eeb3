"""The table of written dates: what each means, or why it is refused."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archive.model.edtf import Interval
from archive.model.periods import periods_by_name
from archive.model.reading_dates import Customs, Order
from archive.model.vocabulary import from_rows
from archive.settings import read_settings

_ORDERS: Mapping[str, Order | None] = {"": "dmy", "mdy": "mdy", "ask": None}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PERIODS: dict[str, Interval] = periods_by_name(
    from_rows("periods", rows_of(read_settings({}).config / "vocabularies" / "periods.csv"))
)


@dataclass(frozen=True)
class Written:
    """One line of the table. `hint` is what is known of its column: "" day first, "mdy" month first, "ask" nothing."""

    written: str
    hint: str
    earliest: date | None
    latest: date | None
    edtf: str | None
    approximate: bool
    uncertain: bool
    refused: str

    @property
    def customs(self) -> Customs:
        return Customs(_ORDERS[self.hint], PERIODS)

    def __str__(self) -> str:
        return f"{self.written} {self.hint}".strip()


def _line(row: dict[str, str]) -> Written:
    return Written(
        written=row["written"], hint=row["hint"], earliest=_day(row["earliest"]), latest=_day(row["latest"]),
        edtf=row["edtf"] or None, approximate=row["approximate"] == "yes", uncertain=row["uncertain"] == "yes",
        refused=row["refused"],
    )  # fmt: skip


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


TABLE = [_line(row) for row in rows_of(Path(__file__).with_name("dates.csv"))]
