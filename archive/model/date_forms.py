"""The forms of one written date, as a table: what it looks like, and what it means.

A form is words and names in braces; the names are regular expressions, listed above the table. What no form fits is not
guessed at: a year is never invented. Forms of ranges, "avant…", "ou" and the like stand in `date_relations`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from archive.model import date_meanings as meanings
from archive.model.date_meanings import Given
from archive.model.date_names import (
    CENTURY_WORDS,
    DECADE_NOUNS,
    DECADE_WORDS,
    HIJRI_MONTHS,
    LATE_CENTURIES,
    MONTHS,
    PARTS,
    REPUBLICAN_MONTHS,
    REPUBLICAN_YEARS,
    ROMAN_CENTURIES,
    ROMAN_MONTHS,
    SEASONS,
    one_of,
)
from archive.model.edtf import Interval
from archive.model.reading_dates import Customs, Unreadable

Meaning = Callable[[Given, Customs], Interval]

#: What follows the number of a century; abbreviated, it stands apart: "vies" and "vers" are words.
_CENTURY = r"(?:[ -]?(?:siecles?|century|centuries)| (?:s|c)\.?)"
_NAMES = {
    "year": r"(?P<year>\d{4})",
    "day": r"(?P<day>\d{1,2})(?:er|re|e|st|nd|rd|th)?",
    "month": rf"(?P<month>{one_of(MONTHS)})\.?",
    "roman_month": rf"(?P<roman_month>{one_of(ROMAN_MONTHS)})",
    "republican": rf"(?P<republican>{one_of(REPUBLICAN_MONTHS)})\.?",
    "hijri": rf"(?P<hijri>{one_of(HIJRI_MONTHS)})",
    "season": rf"(?P<season>{one_of(SEASONS)})",
    "part": rf"(?P<part>{one_of(PARTS)})",
    "decade": rf"(?:(?:annees?|decennie|decade|عقد|سنوات) (?P<decade>\d{{4}}|\d{{2}}|{one_of(DECADE_WORDS)})s?|"
    rf"'?(?P<figures>\d{{4}}|\d{{2}})'?s|(?P<word>{one_of(DECADE_NOUNS)})"
    r"(?: القرن (?:العشرين|الماضي))?)",
    # "vie" and "xe" alone are words, "xixe" is a century
    "century": rf"(?:(?P<late>{one_of(LATE_CENTURIES)})(?:e|eme|es|emes)|"
    rf"(?P<roman>{one_of(ROMAN_CENTURIES)})(?:er|e|eme|es|emes)?{_CENTURY}|"
    rf"(?P<ordinal>\d{{1,2}})(?:er|e|eme|es|emes|st|nd|rd|th){_CENTURY}|(?P<spelled>{one_of(CENTURY_WORDS)})|"
    r"(?:القرن|ق\.?) ?(?:ال)? ?(?P<counted>\d{1,2}))",
    "an": rf"ans? (?P<an>{one_of(REPUBLICAN_YEARS)})(?: (?:la )?republique(?: francaise)?)?",
    "ah": r"(?:an )?(?P<ah>\d{3,4})",
    "era": r"(?:h\.?|a\.?h\.?|hegire|hijri|ه|هجري|هجريه|للهجره)",
    "n": r"(?P<n>\d{1,2})",
    "m": r"(?P<m>\d{1,2})",
    "short": r"'?(?P<short>\d{2})",
    "last": r"(?P<last>\d{4}|\d{2})",
    "sep": r"(?: ?[/.-] ?| )",
}  # fmt: skip


#: What stands in figures alone.
IN_FIGURES: tuple[tuple[str, Meaning], ...] = (
    ("{year}", meanings.year),
    (r"{n}[/.-]{m}[/.-]{year}(?: \d\d?:\d\d(?::\d\d)?)?", meanings.figures),
    ("{n} {m} {year}", meanings.figures),
    (r"{year} ?[/-] ?(?P<last>\d{4})", meanings.year_to_year),
    (r"{year}[/.:-]{n}[/.:-]{m}(?: \d\d?:\d\d(?::\d\d)?)?", meanings.year_first),
    ("{n}[/.-]{year}", meanings.month_figures),
    ("{year} ?(?P<mark>[/.-]) ?{short}", meanings.year_and_two_figures),
    (r"{year} ?- ?(?P<digit>\d)", meanings.year_and_one_figure),
    # what a catalogue leaves unfinished
    (r"(?P<known>\d{2})(?:--|\.\.)", meanings.unfinished),
    (r"(?P<known>\d{3})[-.]", meanings.unfinished),
    # refused knowingly: which century?
    ("{n}[/.-]{m}[/.-]{short}", meanings.short_year),
    ("{short}", meanings.short_year),
)  # fmt: skip

#: What has words in it.
WITH_WORDS: tuple[tuple[str, Meaning], ...] = (
    # a month, a day
    ("{day}{sep}{month},?{sep}{year}", meanings.day),
    ("{month},?{sep}{year}", meanings.month),
    ("{month} {day},? {year}", meanings.day),
    ("{year},? {month}", meanings.month),
    ("{year},? {day} {month}", meanings.day),
    ("{year},?{sep}{month}{sep}{day}", meanings.day),
    (r"{year}-{n}-{m}t(?:[01]\d|2[0-4]):\d\d(?::\d\d(?:\.\d+)?)?z?", meanings.year_first),
    ("{day}{sep}{roman_month}{sep}{year}", meanings.day),
    # decades, centuries
    ("{decade}", meanings.decade),
    (r"annees (?P<first>\d{4}|\d{2}) ?(?:-|/|a|et|ou) ?(?:annees )?(?P<last>\d{4}|\d{2})", meanings.decades),
    ("{century}", meanings.century),
    # parts of them
    ("{part}[ -]{decade}", meanings.part_of_decade),
    ("{part}[ -]{century}", meanings.part_of_century),
    (r"{century},? \(?{part}\)?", meanings.part_of_century),
    ("{part}[ -]{year}", meanings.part_of_year),
    ("{year},?[ -]{part}", meanings.part_of_year),
    ("{part}[ -]{month} {year}", meanings.part_of_month),
    # seasons and the years of schools, sports and budgets
    ("{season},? {year}", meanings.season),
    ("{year},? {season}", meanings.season),
    ("{season} {year} ?[-/] ?{last}", meanings.winter),
    ("(?:annee scolaire|scolaire|saison|exercice|campagne) {year} ?[-/] ?{last}", meanings.year_to_year),
    ("(?:an|exercice|l'an) {year}", meanings.year),
    # other calendars
    ("{day} {republican},? {an}", meanings.republican),
    ("{republican},? {an}", meanings.republican),
    ("{an}", meanings.republican),
    ("{day} {hijri},? {ah}(?: ?{era})?", meanings.hijri),
    ("{hijri},? {ah}(?: ?{era})?", meanings.hijri),
    ("{ah} ?{era}", meanings.hijri),
    # refused knowingly: which century?
    ("(?:{day}{sep})?{month}{sep}{short}", meanings.short_year),
    (r"(?:{season}|{part}) {short}|'\d{2}", meanings.short_year),
)  # fmt: skip

_NAME = re.compile(r"\{([a-z_]+)\}")
_LETTER = re.compile(r"[^\W\d]|'")


def _compiled(forms: tuple[tuple[str, Meaning], ...]) -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    return tuple((re.compile(_NAME.sub(lambda name: _NAMES[name[1]], form)), meaning) for form, meaning in forms)


_IN_FIGURES, _WITH_WORDS = _compiled(IN_FIGURES), _compiled(WITH_WORDS)


def read_form(words: str, customs: Customs) -> Interval | None:
    """What plain words without leads mean; None where no form fits. Raises Unreadable where one fits that means no days."""
    for pattern, meaning in _WITH_WORDS if _LETTER.search(words) else _IN_FIGURES:
        if match := pattern.fullmatch(words):
            try:
                return meaning(match.groupdict(), customs)
            except ValueError:  # the 31st of June, month 13
                raise Unreadable("no such day") from None
    return None
