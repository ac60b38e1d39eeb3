"""Dates as people and archives write them, in French, English and Arabic: "vers 1962", "entre 1960 et 1975", "[1958 ?]".

Each date is marks (uncertain, about), then a relation of one or two sides ("avant…", "entre… et…", "…-…"), each of them one
of the forms of `date_forms` or a period's name. A side that lacks words takes them from the other: "3-5 mai 1968",
"XIXe-XXe siècle".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from archive.model.date_forms import read_form
from archive.model.date_spelling import plain
from archive.model.edtf import Interval, as_edtf
from archive.model.periods import period_key, without_leads
from archive.model.reading_dates import Customs, Refusal, Unreadable

_LONGEST = 200
_MOST_MEMBERS = 20
_MOST_JOINTS = 8

#: Before accents go: "dès 1962" begins then, "des années 60" does not.
_SINCE = re.compile(r"\b[dD](?:[èÈ]|[eE]\u0300)[sS]\b")
_UNDATED = re.compile(
    r"s\.? ?d\.?|sans date|non datee?s?|n\.? ?d\.?|undated|no date|date (?:inconnue|unknown)|inconnue?|unknown|"
    r"بدون تاريخ|بلا تاريخ|دون تاريخ|د\.? ?ت\.?|غير مورخه?|تاريخ غير معروف"
)
#: Brackets and parentheses around the whole, and signs that end a sentence.
_FRAME = re.compile(r"^[\[( ]+(?=[^()\[\]]*[\])]*$)|(?<=[^()\[\]])[\]) ,;]+$|(?<=\d{4})\.$")
_DOUBT = re.compile(
    r"^(?:probablement|peut-etre|sans doute|vraisemblablement|probably|possibly|perhaps|presumably|ربما|علي الارجح|"
    r"من المحتمل|لعله) (?:en |in |في )?"
)
_ABOUT = re.compile(
    r"^(?:(?:vers|circa|ca|env|environ|autour|aux alentours|aux environs|around|about|approximately|approx|"
    r"حوالي|حوالى|نحو|قرابه|زهاء|في حدود|تقريبا)\b\.? ?(?:de |du |d'|des |l'|le |les |the |في )*|c\. ?|(?:ca?|v\.|~) ?(?=\d))"
)
_ABOUT_AFTER = re.compile(r" ?(?:\(?environ\)?|\(?circa\)?|\(?ca\.?\)?|\(?env\.?\)?|approx\.?|تقريبا|~)$")
_MADE = re.compile(r"^(?:cop\.?|copyright|©|\(c\)|dl|d\.l\.|depot legal|impr\.) ?(?=\d)")
_OUR_ERA = re.compile(r"(?<=\d) ?(?:ap(?:re?s?)?\.? j\.?-? ?c\.?|a\.?d\.?|c\.?e\.?|م|م\.|ميلادي|ميلاديه|للميلاد)$")
_OUTSIDE = re.compile(
    r"-?0000\b.*|-\d{4}\b.*|.*\d.* ?\b(?:av(?:ant)?\.? j\.?-? ?c\.?|b\.?c\.?(?:e\.?)?|ق\.? ?م\.?)$|\d{5}"
)

Meaning = Callable[[Interval], Interval]


def read_words(text: str, customs: Customs | None = None) -> Interval:
    """The interval some words mean; an undated mark is open on both sides. Raises Unreadable."""
    if len(text) > _LONGEST:
        raise Unreadable("words")
    return _Reader(customs or Customs()).read(plain(_SINCE.sub("depuis", text)))


class _Reader:
    """Reads the words of one date; `why` is the first reason met why a reading of them means no days."""

    def __init__(self, customs: Customs) -> None:
        self.customs = customs
        self.why: Refusal | None = None

    def read(self, words: str) -> Interval:
        found = self._side(words)  # most dates are one plain form
        if found is None and self.why is None:
            found = self._phrase(words)
        if found is None:
            raise Unreadable("outside" if _OUTSIDE.fullmatch(words) else self.why or "words")
        return found

    def _phrase(self, words: str) -> Interval | None:
        """Marks, then what is left, in whichever way it can be read."""
        uncertain = "?" in words
        bare = re.sub(r" *\(?\?\)?", "", words) if uncertain else words
        bare = _FRAME.sub("", bare)
        told = _DOUBT.sub("", bare)
        uncertain = uncertain or told != bare
        if _UNDATED.fullmatch(told):
            return Interval(None, None)
        about = _ABOUT_AFTER.sub("", _ABOUT.sub("", told))
        found = self._bare(_MADE.sub("", about))
        if found is None:
            return None
        return replace(found, approximate=found.approximate or about != told, uncertain=found.uncertain or uncertain)

    def _bare(self, words: str) -> Interval | None:
        found = self._side(words)
        if found is not None or self.why is not None:  # a form that fits and means no days is not read otherwise
            return found
        for way in (self._same, self._open, self._between, self._range, self._several):
            found = way(words)
            if found is not None:
                return found
        return None

    def _side(self, words: str) -> Interval | None:
        """One form or period, perhaps "vers" before it."""
        if words.isdecimal() or not words:
            return self._form(words, words)
        about = _ABOUT.sub("", words)
        found = self._form(without_leads(_OUR_ERA.sub("", about)), about)
        return replace(found, approximate=True) if found and about != words else found

    def _form(self, lead: str, words: str) -> Interval | None:
        """A form of the table; else a period, which may look like one nobody can date: "Mai 68"."""
        why: Refusal | None = None
        try:
            found = read_form(lead, self.customs)
        except Unreadable as problem:
            found, why = None, problem.why
        found = found or (self.customs.periods.get(period_key(words)) if self.customs.periods else None)
        if found is None:
            self.why = self.why or why
        return found

    def _same(self, words: str) -> Interval | None:
        """ "15 chaabane 1380 (2 février 1961)", "1950 (avril)", "s.d. [1962]": one date told twice, or in two parts."""
        match = _TWICE.fullmatch(words)
        if match is None:
            return None
        undated = _UNDATED.fullmatch(match["x"].strip())
        first = Interval(None, None) if undated else self._side(match["x"])
        second = (self._phrase(match["y"]) or self._phrase(f"{match['y']} {match['x']}")) if first else None
        return _both(first, second) if first and second else None

    def _open(self, words: str) -> Interval | None:
        for pattern, meaning in _OPEN:
            if match := pattern.fullmatch(words):
                side = self._side(match["x"])
                return meaning(side) if side else None
        return None

    def _between(self, words: str) -> Interval | None:
        for prefix, joint in _BETWEEN:
            if match := prefix.match(words):
                found = self._span(words[match.end() :], joint)
                if found is not None:
                    return found
        return None

    def _range(self, words: str) -> Interval | None:
        return self._span(words, _TO)

    def _span(self, words: str, joint: re.Pattern[str]) -> Interval | None:
        """From the first day of one side to the last of the other."""
        for match in islice(joint.finditer(words), _MOST_JOINTS):
            for left, right in _completed(words[: match.start()], words[match.end() :]):
                first, last = self._side(left), self._side(right)
                if first and last:
                    return self._joined(first, last)
        return None

    def _joined(self, first: Interval, last: Interval) -> Interval | None:
        if not first.earliest or not last.latest:
            return None
        if "hijri" in (first.calendar, last.calendar) and first.calendar != last.calendar and _touch(first, last):
            return first if last.calendar == "hijri" else last  # 1380 H / 1961
        if first.earliest > last.latest:
            self.why = self.why or "backwards"
            return None
        calendar = "hijri" if "hijri" in (first.calendar, last.calendar) else "gregorian"
        about = first.approximate or last.approximate
        return Interval(first.earliest, last.latest, about, calendar=calendar)

    def _several(self, words: str) -> Interval | None:
        """ "1962 et 1964" is both, "1994 ou 1995" one of them."""
        for joint, signs in ((_AND, "{}"), (_OR, "[]")):
            parts = joint.split(words)
            if not 1 < len(parts) <= _MOST_MEMBERS:
                continue
            members = [self._member(part, parts[-1]) for part in parts]
            known = [member for member in members if member]
            if len(known) == len(members):
                return _set(known, signs)
        return None

    def _member(self, part: str, last: str) -> Interval | None:
        for whole, _ in _completed(part, last):
            found = self._side(whole) or self._span(whole, _TO)
            if found is not None:
                return found
        return None


def _set(members: list[Interval], signs: str) -> Interval | None:
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


def _completed(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Two sides as they stand, then with what one may lack taken from the other."""
    left, right = left.strip(), right.strip()
    yield left, right
    begins, ends = left.split(" "), right.split(" ")
    for borrowed in (1, 2):
        if len(ends) > borrowed:
            yield f"{left} {' '.join(ends[-borrowed:])}", right
        if len(begins) > borrowed:
            yield left, f"{' '.join(begins[:borrowed])} {right}"
    if re.fullmatch(r".*\d{4}", left) and re.fullmatch(r"\d{2}", right):
        yield left, left[-4:-2] + right


def _both(first: Interval, second: Interval) -> Interval:
    """What two datings of one thing leave together; our calendar holds before the Hijri. Raises Unreadable if nothing."""
    if not _touch(first, second):
        raise Unreadable("disagree")
    if first.calendar != second.calendar:
        return first if second.calendar == "hijri" else second
    starts = [each.earliest for each in (first, second) if each.earliest]
    ends = [each.latest for each in (first, second) if each.latest]
    start, end = max(starts, default=None), min(ends, default=None)
    if (start, end) == (second.earliest, second.latest):
        return second
    return replace(first, earliest=start, latest=end, expression=None)


def _touch(first: Interval, second: Interval) -> bool:
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


_TO = re.compile(r" ?(?:-|/) ?| (?:a|au|aux|to|until|till|الي|حتي|الي غايه) ")
_TWICE = re.compile(
    r"(?P<x>.+?) ?(?:\(|\[|= ?|, soit |, i\.e\. | soit | الموافق ل ?| الموافق |, correspondant au )(?P<y>[^()\[\]]+)[)\]]?"
)
_AND = re.compile(r" ?[,;&] ?(?:(?:et|and) )?| (?:et|and) | و ?(?=\d)| و ")
_OR = re.compile(r" ?, ?| (?:ou|or|او) ")
_BETWEEN = tuple(
    (re.compile(prefix), joint)
    for prefix, joint in (
        (r"(?:entre|between|ما بين|بين) ", re.compile(r" (?:et|and) | و ?")),
        (r"(?:from |من )", _TO),
        (r"(?:entre|between) ", _TO),
    )
)
#: What is open on one side: "avant 1954", "1962-", "depuis 1974". `{x}` is the side that is told.
_OPEN: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(form.replace("{x}", "(?P<x>.+?)")), meaning)
    for form, meaning in (
        (r"(?:avant|before|ante|avt\.?|av\.|pre-?|anterieure? a|قبل) ?{x}", _before),
        (r"(?:apres|after|post|ap\.|posterieure? a|بعد) ?{x}", _after),
        (r"(?:depuis|a partir|a compter|since|from|au plus tot|not before|no earlier than|منذ|ابتداء من) {x}", _since),
        (r"(?:jusqu'|jusque |until |till |up to |au plus tard |no later than |not after |حتي |الي غايه )(?:a )?{x}", _until),
        (r"{x} ?(?:-|/| a| au| to) ?(?:nos jours|aujourd'hui|ce jour|present|the present|today|now|اليوم|الان|\.\.\.?)", _since),
        (r"{x} ?(?:et apres|et suivantes?|et au-dela|and later|onwards?)", _since),
        (r"{x} ?-", _since),
    )
)  # fmt: skip
