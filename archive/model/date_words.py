"""Dates as people and archives write them, in French, English and Arabic: "vers 1962", "entre 1960 et 1975", "[1958 ?]".

Each date is marks (uncertain, about), then a relation of one or two sides ("avant…", "entre… et…", "…-…"), each of them one
of the forms of `date_forms` or a period's name. A side that lacks words takes them from the other: "3-5 mai 1968",
"XIXe-XXe siècle".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from archive.model.date_forms import read_form
from archive.model.date_names import MONTHS, one_of
from archive.model.date_relations import AND, BETWEEN, OPEN, OR, TO, TWICE, both_hold, one_or_all, touch
from archive.model.date_spelling import plain
from archive.model.edtf import Interval
from archive.model.periods import period_key, without_leads
from archive.model.reading_dates import Customs, Refusal, Unreadable

_LONGEST = 200
_MOST_MEMBERS = 20
_MOST_JOINTS = 8

#: Before accents go: "dès 1962" begins then, "des années 60" does not.
_SINCE = re.compile(r"\b[dD](?:[èÈ]|[eE]\u0300)[sS]\b")
_NAMES_APART = re.compile(r"[^\W\d] ?/")
_MONTH_TWICE = re.compile(rf"({one_of(MONTHS)}) ?/ ?({one_of(MONTHS)})\b")
_UNDATED = re.compile(
    r"s\.? ?d\.?|sans date|non datee?s?|n\.? ?d\.?|undated|no date|date (?:inconnue|unknown|not known|non connue)|"
    r"inconnue?|unknown(?: date)?|"
    r"بدون تاريخ|بلا تاريخ|دون تاريخ|د\.? ?ت\.?|غير مورخه?|غير محدده?|تاريخ غير معروف"
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
_ABOUT_AFTER = re.compile(r" ?(?:\(?environ\)?|\(?circa\)?|\(?ca\.?\)?|\(?env\.?\)?|\(?vers\)?|approx\.?|تقريبا|~)$")
_MADE = re.compile(r"^(?:cop\.?|copyright|©|\(c\)|dl|d\.l\.|depot legal|impr\.) ?(?=\d)")
_OUR_ERA = re.compile(r"(?<=\d) ?(?:ap(?:re?s?)?\.? j\.?-? ?c\.?|a\.?d\.?|c\.?e\.?|م|م\.|ميلادي|ميلاديه|للميلاد)$")
_OUTSIDE = re.compile(
    r"-?0000\b.*|-\d{4}\b.*|.*\d.* ?\b(?:av(?:ant)?\.? j\.?-? ?c\.?|b\.?c\.?(?:e\.?)?|ق\.? ?م\.?)$|y-?\d{5,}"
)


def read_words(text: str, customs: Customs | None = None) -> Interval:
    """The interval some words mean; an undated mark is open on both sides. Raises Unreadable."""
    if len(text) > _LONGEST:
        raise Unreadable("words")
    words = plain(_SINCE.sub("depuis", text))
    return _Reader(customs or Customs()).read(
        _MONTH_TWICE.sub(_one_name, words) if _NAMES_APART.search(words) else words
    )


def _one_name(match: re.Match[str]) -> str:
    """ "18 فبراير/شباط 1962": one month by two of its names."""
    return match[1] if MONTHS[match[1]] == MONTHS[match[2]] else match[0]


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
        about = _ABOUT.sub("", words.strip("[]"))
        found = self._form(without_leads(_OUR_ERA.sub("", about)), about)
        return replace(found, approximate=True) if found and about != words.strip("[]") else found

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
        match = TWICE.fullmatch(words)
        if match is None:
            return None
        undated = _UNDATED.fullmatch(match["x"].strip())
        first = Interval(None, None) if undated else self._side(match["x"])
        if first is None:
            return None
        second = self._phrase(match["y"])
        return both_hold(first, second) if second else self._phrase(f"{match['y']} {match['x']}")

    def _open(self, words: str) -> Interval | None:
        for pattern, meaning in OPEN:
            match = pattern.fullmatch(words)
            side = self._side(match["x"]) if match else None
            if side is not None:
                return meaning(side)
        return None

    def _between(self, words: str) -> Interval | None:
        for prefix, joint in BETWEEN:
            if match := prefix.match(words):
                found = self._span(words[match.end() :], joint)
                if found is not None:
                    return found
        return None

    def _range(self, words: str) -> Interval | None:
        return self._span(words, TO)

    def _span(self, words: str, joint: re.Pattern[str]) -> Interval | None:
        """From the first day of one side to the last of the other."""
        for match in islice(joint.finditer(words), _MOST_JOINTS):
            for left, right in _completed(words[: match.start()], words[match.end() :]):
                first, last = self._both_sides(left, right)
                if first and last and (found := self._joined(first, last)):
                    return found
        return None

    def _both_sides(self, left: str, right: str) -> tuple[Interval | None, Interval | None]:
        """Two sides; why one of them means no days matters only where the other is a date too."""
        before, self.why = self.why, None
        first, first_why = self._side(left), self.why
        self.why = None
        last, last_why = self._side(right), self.why
        both_look_like_dates = (first or first_why) and (last or last_why)
        self.why = before or ((first_why or last_why) if both_look_like_dates else None)
        return first, last

    def _joined(self, first: Interval, last: Interval) -> Interval | None:
        if not first.earliest or not last.latest:
            return None
        if (
            first.calendar != last.calendar
        ):  # 1380 H / 1961 is one year told twice, of 1380-1381 H one side lacks its calendar
            ours = first if last.calendar == "hijri" else last
            return ours if touch(first, last) else None
        if first.earliest > last.latest:
            self.why = self.why or "backwards"
            return None
        calendar = "hijri" if "hijri" in (first.calendar, last.calendar) else "gregorian"
        about = first.approximate or last.approximate
        return Interval(first.earliest, last.latest, about, calendar=calendar)

    def _several(self, words: str) -> Interval | None:
        """ "1962 et 1964" is both, "1994 ou 1995" one of them."""
        why = self.why
        for joint, signs in ((AND, "{}"), (OR, "[]")):
            parts = joint.split(words)
            if not 1 < len(parts) <= _MOST_MEMBERS:
                continue
            members = [self._member(part, parts[-1]) for part in parts]
            known = [member for member in members if member]
            if len(known) == len(members):
                return one_or_all(known, signs)
            if not known:
                self.why = why
        return None

    def _member(self, part: str, last: str) -> Interval | None:
        for whole, _ in _completed(part, last):
            found = self._side(whole) or self._span(whole, TO)
            if found is not None:
                return found
        return None


def _completed(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Two sides as they stand, then with what one may lack taken from the other."""
    left, right = left.strip(), right.strip()
    yield left, right
    begins, ends = left.split(" "), right.split(" ")
    for borrowed in (1, 2):
        if len(ends) > borrowed:
            yield f"{left.rstrip('-')} {' '.join(ends[-borrowed:])}", right
        if len(begins) > borrowed:
            yield left, f"{' '.join(begins[:borrowed])} {right}"
    if len(begins) > 1 and len(ends) > 1:
        yield f"{left} {ends[-1]}", f"{begins[0]} {right}"
    if re.fullmatch(r".*\d{4}", left) and re.fullmatch(r"\d{2}", right):
        yield left, left[-4:-2] + right
