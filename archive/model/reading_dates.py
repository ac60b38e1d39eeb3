"""How written dates are to be read where they come from, and why one may be refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from archive.model.edtf import Interval
from archive.model.errors import ArchiveError

Order = Literal["dmy", "mdy"]
#: Why words are kept without days: no form fits; which century; a day that is none; an end before its beginning; day or
#: month first; two datings that contradict each other; several meanings; a year outside 1 to 9999.
Refusal = Literal["words", "short year", "no such day", "backwards", "order", "disagree", "several", "outside"]
REFUSALS: tuple[Refusal, ...] = (
    "words", "short year", "no such day", "backwards", "order", "disagree", "several", "outside",
)  # fmt: skip


@dataclass(frozen=True)
class Customs:
    """`order` of day and month in figures; None: unknown, so that 03/04/1968 is refused and 13/04/1968 is not.

    `periods` are intervals by name, as `periods.periods_by_name` gives them.
    """

    order: Order | None = "dmy"
    periods: Mapping[str, Interval] = field(default_factory=dict)


@dataclass(eq=False)
class Unreadable(ArchiveError):
    """A written date that means no days, and why."""

    why: Refusal
