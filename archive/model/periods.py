"""Periods by name ("l’Occupation", "les Trente Glorieuses"): the days a vocabulary gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.model.date_names import WEEKDAYS, one_of
from archive.model.date_spelling import plain
from archive.model.edtf import Interval, read_edtf
from archive.model.vocabulary import Term, Vocabulary

#: Words that only lead to a date or join its parts: "au cours de l'été de 1962" is "été 1962".
_LEADS = re.compile(
    r"(?:^| )(?:(?:au courant|dans le courant|au cours|a la|le|la|les|the|en|in|on|au|aux|de|du|des|of|pendant|durant|during|"
    r"courant|dans|sous|annee|mois|year|في|خلال|اثناء|سنه|عام|سنتي|عامي|شهر|لعام|لسنه|يوم|الفتره|(?<=.)من) |[dl]')+"
)
_WEEKDAY = re.compile(rf"^(?:{one_of(WEEKDAYS.split('|'))}),? ")
_HYPHENS = re.compile(r"[\s-]+")


def without_leads(words: str) -> str:
    """Plain words without articles, prepositions, days of the week, wherever they stand before another word."""
    return _WEEKDAY.sub("", _LEADS.sub(" ", words).strip())


def period_key(words: str) -> str:
    """What a period is looked up by: hyphens, and what leads to it, do not matter; "après la guerre" is not "après-guerre"."""
    lead = _LEADS.match(words)
    return _HYPHENS.sub(" ", words[lead.end() :] if lead else words)


def periods_by_name(vocabulary: Vocabulary) -> dict[str, Interval]:
    """The interval of every name of a vocabulary whose lines have `days`, an EDTF expression.

    Names are those of each language and of `other_…`, parted by "|". Raises ValueError for days that are none.
    """
    return {period_key(plain(name)): _interval(term) for term in vocabulary for name in _names(term)}


def _interval(term: Term) -> Interval:
    found = read_edtf(term.facts["days"])
    if found is None:
        raise ValueError(f"{term.code}: {term.facts['days']}")
    return replace(found, expression=None)


def _names(term: Term) -> Iterator[str]:
    yield from term.names.values()
    for fact, names in term.facts.items():
        if fact.startswith("other_"):
            yield from names.split("|")
