"""How numbers, times, sizes and codes read in the reader's language."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, get_timezone
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from archive.model.record import Value, direction_of
from archive.web.sentences import SOURCE_LANGUAGE, french_spaces, gettext
from archive.web.visitor import the_archive, the_language

if TYPE_CHECKING:
    from collections.abc import Iterable

_MINUTE, _HOUR = 60, 3600
_SIZES = ((1_000_000_000, "Go"), (1_000_000, "Mo"), (1_000, "ko"))
#: Ratios (in tenths) for which archive.css has a class; CSP allows no style attribute.
_RATIOS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 25, 30, 40, 60)


def number(value: float) -> str:
    """12 345 in French, 12,345 in English."""
    return _number(value, the_language())


@lru_cache(maxsize=4096)
def _number(value: float, language: str) -> str:
    return format_decimal(value, locale=language)


def clock(seconds: float) -> str:
    """A place on a recording: 13:21, or 1:02:03 from an hour on."""
    whole = int(seconds)
    hours, rest = divmod(whole, _HOUR)
    minutes, last = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{last:02}" if hours else f"{minutes:02}:{last:02}"


def machine_duration(seconds: float) -> str:
    """The same for `<time datetime>`. Source: HTML, duration string (PT13M21S)."""
    hours, rest = divmod(int(seconds), _HOUR)
    minutes, last = divmod(rest, _MINUTE)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if hours or minutes else "") + f"{last}S"


def duration(seconds: float) -> str:
    """How long it lasts, in words short enough for a caption."""
    if seconds < _MINUTE:
        return gettext("%(seconds)s s", seconds=number(round(seconds)))
    minutes = round(seconds / _MINUTE)
    if minutes < _MINUTE:
        return gettext("%(minutes)s min", minutes=minutes)
    return gettext("%(hours)s h %(minutes)s", hours=minutes // _MINUTE, minutes=f"{minutes % _MINUTE:02}")


def size(size_bytes: int) -> str:
    """A file's size, in the thousands that readers' own machines count by."""
    units = {"Go": gettext("Go"), "Mo": gettext("Mo"), "ko": gettext("ko")}
    for limit, unit in _SIZES:
        if size_bytes >= limit:
            return f"{number(round(size_bytes / limit, 1 if limit > 1000 else 0))} {units[unit]}"
    return gettext("%(bytes)s octets", bytes=number(size_bytes))


def day(written: str | date) -> str:
    """An ISO 8601 day in words: 14 mars 2004."""
    known = written if isinstance(written, date) else date.fromisoformat(written[:10])
    return format_date(known, "long", locale=the_language())


def instant(written: str) -> str:
    """An ISO 8601 instant in UTC, as a day and a time of the archive's own zone."""
    zone = get_timezone(the_archive().settings.text("time_zone"))
    return format_datetime(datetime.fromisoformat(written), "medium", tzinfo=zone, locale=the_language())


def label(code: str | None, vocabulary: str, column: str | None = None) -> Markup:
    """A code's name in the reader's language, marked with its own where that is another."""
    if not code:
        return Markup()
    term = the_archive().vocabularies[vocabulary].get(code)
    if column:
        return Markup(
            escape(spaced(term.facts.get(f"{column}_{the_language()}", term.facts.get(f"{column}_fr", code))))
        )
    text, language = term.name_in(the_language(), SOURCE_LANGUAGE)
    return in_its_language(text, language)


def plain_label(vocabulary: str, code: str) -> str:
    """The same as plain text, for titles and addresses."""
    return the_archive().vocabularies[vocabulary].get(code).name_in(the_language(), SOURCE_LANGUAGE)[0]


def in_its_language(text: str, language: str | None, direction: str | None = None) -> Markup:
    """Text that says its language and direction where they are not the page's."""
    if not language or (language == the_language() and not direction):
        return Markup(escape(text))
    return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction or direction_of(language), text)


def told(value: Value) -> Markup:
    """A record's value, under its own language and direction."""
    if value.language is None and value.direction is None:
        return Markup('<span dir="auto">{}</span>').format(value.text)
    return in_its_language(value.text, value.language, value.written)


def language_name(code: str) -> str:
    """What the reader calls a language: portugais for "pt"; words that are no code stay as they are."""
    try:
        return Locale.parse(code, sep="-").get_display_name(the_language()) or code
    except (ValueError, UnknownLocaleError):
        known = Locale.parse(the_language()).languages.get(code.split("-")[0].lower())
        return known or code


def spaced(text: str) -> str:
    return french_spaces(text) if the_language() == SOURCE_LANGUAGE else text


def ratio_class(width: int, height: int) -> str:
    """The class that gives a figure its share of a justified row."""
    tenths = 10 * width / height if width and height else 13
    return f"r-{min(_RATIOS, key=lambda each: abs(each - tenths))}"


def listed(parts: Iterable[str]) -> str:
    """Facts side by side, as a caption gives them."""
    return " · ".join(part for part in parts if part)


def bare(text: str) -> str:
    """A text without case and accents, to look for some letters in it."""
    return "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
