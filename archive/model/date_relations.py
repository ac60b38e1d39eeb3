"""How the sides of a written date stand to each other: "avant…", "entre… et…", "…-…", "… ou …", "… (…)"; and what that means."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from archive.model.edtf import Interval, as_edtf
from archive.model.reading_dates import Unreadable

Meaning = Callable[[Interval], Interval]


def one_or_all(members: Sequence[Interval], signs: str) -> Interval | None:
    firsts = [member.earliest for member in members if member.earliest]
    lasts = [member.latest for member in members if member.latest]
    if len(firsts) < len(members) or len(lasts) < len(members):
        return None
    written = ",".join((as_edtf(replace(member, approximate=False)) or "").replace("/", "..") for member in members)
    return Interval(
        min(firsts), max(lasts), any(member.approximate for member in members), signs == "[]",
        expression=f"{signs[0]}{written}{signs[1]}",
        calendar="hijri" if any(member.calendar == "hijri" for member in members) else "gregorian",
    )  # fmt: skip


def both_hold(first: Interval, second: Interval) -> Interval:
    """What two datings of one thing leave together; our calendar holds before the Hijri. Raises Unreadable if nothing."""
    if not touch(first, second):
        raise Unreadable("disagree")
    if first.calendar != second.calendar:
        return first if second.calendar == "hijri" else second
    starts = [each.earliest for each in (first, second) if each.earliest]
    ends = [each.latest for each in (first, second) if each.latest]
    start, end = max(starts, default=None), min(ends, default=None)
    if (start, end) == (second.earliest, second.latest):
        return second
    return replace(first, earliest=start, latest=end, expression=None)


def touch(first: Interval, second: Interval) -> bool:
    """Whether two intervals share a day; one day apart is near enough for the moon."""
    apart = timedelta(1 if "hijri" in (first.calendar, second.calendar) else 0)
    starts = second.earliest is None or first.latest is None or first.latest >= second.earliest - apart
    return starts and (first.earliest is None or second.latest is None or first.earliest <= second.latest + apart)


def _before(side: Interval) -> Interval:
    """ "avant 1954": no first day; the last is the one before it begins."""
    if side.earliest in (None, date.min):
        raise Unreadable("outside")
    return Interval(None, _shifted(side.earliest, -1), side.approximate, calendar=side.calendar)


def _after(side: Interval) -> Interval:
    if side.latest in (None, date.max):
        raise Unreadable("outside")
    return Interval(_shifted(side.latest, 1), None, side.approximate, calendar=side.calendar)


def _shifted(day: date | None, days: int) -> date | None:
    return day + timedelta(days) if day else None


def _since(side: Interval) -> Interval:
    return Interval(side.earliest, None, side.approximate, calendar=side.calendar)


def _until(side: Interval) -> Interval:
    return Interval(None, side.latest, side.approximate, calendar=side.calendar)


TO = re.compile(r" ?(?:-|/) ?| (?:a|au|aux|to|until|till|jusqu'(?:en|a|au|aux)|الي|حتي|الي غايه) ")
TWICE = re.compile(
    r"(?P<x>.+?) ?(?:\(|\[|= ?|, soit |, i\.e\. | soit | الموافق ل ?| الموافق |, correspondant au )(?P<y>[^()\[\]]+)[)\]]?"
)
AND = re.compile(r" ?[,;&] ?(?:(?:et|and) )?| (?:et|and) | و ?(?=\d)| و ")
OR = re.compile(r" ?, ?| (?:ou|or|او) ")
BETWEEN = tuple(
    (re.compile(prefix), joint)
    for prefix, joint in (
        (r"(?:entre|between|ما بين|بين) ", re.compile(r" (?:et|and|&) | و ?")),
        (r"(?:from |since |depuis |من )", TO),
        (r"(?:entre|between) ", TO),
    )
)
#: What is open on one side: "avant 1954", "1962-", "depuis 1974". `{x}` is the side that is told.
OPEN: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(form.replace("{x}", "(?P<x>.+?)")), meaning)
    for form, meaning in (
        (r"(?:(?:avant|before|avt\.?|av\.|anterieure? a|ما قبل|قبل) ?|(?:pre|ante)[ -]?(?=\d)|< ?){x}", _before),
        (r"(?:(?:apres|after|ap\.|posterieure? a|ما بعد|بعد) ?|post[ -]?(?=\d)|> ?){x}", _after),
        (r"{x},? avant", _before),
        (r"{x},? apres", _after),
        (r"(?:depuis|a partir|a compter|since|from|au plus tot|not before|no earlier than|منذ|ابتداء من) {x}", _since),
        (r"(?:jusqu'|jusque |until |till |up to |au plus tard |no later than |not after |حتي |الي غايه )(?:a )?{x}", _until),
        (r"{x} ?(?:-|/| a| au| to) ?(?:nos jours|aujourd'hui|ce jour|present|the present|today|now|اليوم|الان|\.\.\.?)", _since),
        (r"{x} ?(?:et apres|ou apres|ou plus tard|et suivantes?|et au-dela|au plus tot|and later|or later|onwards?|\+)", _since),
        (r"{x} ?(?:et avant|ou avant|ou plus tot|au plus tard|and earlier|or earlier|or before)", _until),
        (r"{x} ?-", _since),
    )
)  # fmt: skip
