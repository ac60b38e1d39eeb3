"""What codes and values are called on the pages: the tables between the archive's own words and the reader's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from archive.actions.read import is_document
from archive.model.record import Record, Value, best
from archive.web import citing
from archive.web.sentences import SOURCE_LANGUAGE, gettext, lazy_gettext
from archive.web.visitor import the_archive, the_language
from archive.web.words import in_its_language, language_name, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archive.actions.find import FacetValue
    from archive.model.authorities import Authority, Name
    from search.query import Marks, PassageHit

#: The word that joins a chosen value to the sentence before it: "37 archives · Bellevue · en portugais".
_JOINTS = {"language": lazy_gettext("en"), "decade": lazy_gettext("années")}
_HOLDS = {
    "sound": lazy_gettext("du son"), "video": lazy_gettext("un film"), "image": lazy_gettext("des images"),
    "pages": lazy_gettext("des pages"), "transcript": lazy_gettext("une transcription"),
}  # fmt: skip
_AUTHORITIES = {
    "person": lazy_gettext("Personne"), "family": lazy_gettext("Famille"), "organisation": lazy_gettext("Organisme"),
    "place": lazy_gettext("Lieu"), "concept": lazy_gettext("Sujet"),
}  # fmt: skip
_MANY_AUTHORITIES = {
    "person": lazy_gettext("Personnes"), "family": lazy_gettext("Familles"), "organisation": lazy_gettext("Organismes"),
}  # fmt: skip
_FORMS = {
    "variant": lazy_gettext("autre forme"), "married": lazy_gettext("nom marital"),
    "birth": lazy_gettext("nom de naissance"), "transliteration": lazy_gettext("translittération"),
    "historic": lazy_gettext("nom ancien"),
}  # fmt: skip
_CASES = {
    "signal": lazy_gettext("Signaler un problème"), "withdrawal": lazy_gettext("Demander le retrait"),
    "correction": lazy_gettext("Corriger ou compléter"),
}  # fmt: skip
_WITHDRAWALS = {
    "batch": lazy_gettext("Le lot dont elle faisait partie a été repris."),
    "undo": lazy_gettext("Le lot dont elle faisait partie a été repris."),
    "request": lazy_gettext("À la demande d’une personne concernée."),
    "rights": lazy_gettext("Pour une question de droits."),
}  # fmt: skip
_MEDIA_TYPES = {
    ".m4a": "audio/mp4", ".mp3": "audio/mpeg", ".opus": 'audio/ogg; codecs="opus"', ".ogg": "audio/ogg",
    ".mp4": "video/mp4", ".webm": "video/webm",
}  # fmt: skip
_SHOWN_OF_A_FACET = 7
_EXCERPT_LETTERS = 220
_MOST_PLACES = 3


@dataclass(frozen=True)
class Few:
    """A facet's values: those shown at once, and those behind a fold."""

    shown: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]


def facet_title(facet: str) -> str:
    term = the_archive().vocabularies["facets"].get(facet)
    return term.name_in(the_language(), SOURCE_LANGUAGE)[0]


def folded(facet: str) -> bool:
    """Whether a facet's values stay behind its title until the reader opens it."""
    return the_archive().vocabularies["facets"].get(facet).facts.get("folded") == "yes"


def joint(facet: str) -> str:
    return str(_JOINTS.get(facet, "·"))


def facet_name(facet: str, value: FacetValue) -> Markup:
    if facet == "holds":
        return escape(_HOLDS.get(value.code, value.code))
    if facet == "decade":
        return escape(f"{value.code}–{int(value.code) + 9}" if value.code.isdigit() else gettext("sans date"))
    if facet == "language":
        return in_its_language(language_name(value.code), the_language())
    return named(value.names) or in_its_language(value.code, None)


def facet_values(facet: str, values: Iterable[FacetValue]) -> Few:
    """The most frequent first, chosen ones always among those shown; decades in the order of time."""
    kept = _without_detours(list(values))
    if facet in ("decade", "year"):
        return Few(tuple(sorted(kept, key=lambda each: each.code)), ())
    first = [each for position, each in enumerate(kept) if position < _SHOWN_OF_A_FACET or each.chosen]
    return Few(tuple(first), tuple(each for each in kept if each not in first))


def _without_detours(values: list[FacetValue]) -> list[FacetValue]:
    """Without the wider values that say no more than one below them: all that is in the region is in this one town."""
    most_below: dict[tuple[str, ...], int] = {}
    for value in values:
        for depth in range(1, len(value.path)):
            above = value.path[:depth]
            most_below[above] = max(most_below.get(above, 0), value.count)
    return [value for value in values if value.chosen or most_below.get(value.path) != value.count]


def plural_of(kind: str) -> str:
    term = the_archive().vocabularies["kinds"].get(kind)
    return term.facts.get(f"plural_{the_language()}") or term.facts.get(f"plural_{SOURCE_LANGUAGE}") or kind


def authority_kind(kind: str) -> str:
    return str(_AUTHORITIES[kind])


def authority_kinds(kind: str) -> str:
    return str(_MANY_AUTHORITIES.get(kind, kind))


def suggestion_kind(kind: str) -> str:
    return gettext("Notice") if kind == "record" else authority_kind(kind)


def name_of(authority: Authority) -> Markup:
    name = authority.name_in(the_language())
    return in_its_language(name.text, name.language)


def names_of(authority: Authority) -> list[tuple[Name, str]]:
    """Each of its names once, with the languages that use it, what form it is, and when."""
    together: dict[tuple[str, str, str | None], list[Name]] = {}
    for name in authority.names:
        together.setdefault((name.text, name.form, name.period), []).append(name)
    return [
        (names[0], listed([
            ", ".join(language_name(each.language) for each in names if each.language),
            "" if form == "preferred" else str(_FORMS.get(form, form)), period or "",
        ]))
        for (_, form, period), names in together.items()
    ]  # fmt: skip


def called(speaker: str) -> str:
    """A speaker as one would call them: "Rocha, Inês" of a list of names is Inês Rocha."""
    family, comma, given = speaker.partition(", ")
    return f"{given} {family}" if comma and "," not in given else speaker


def tie(facet: str, authority: Authority) -> Markup:
    """The title over records that share a place or a name with the one shown."""
    name = name_of(authority)
    return Markup(
        gettext("Autour de : %(place)s", place=name) if facet == "place" else gettext("Avec : %(name)s", name=name)
    )


def case_kind(kind: str) -> str:
    return str(_CASES.get(kind, kind))


def withdrawal(reason: str) -> str:
    return str(_WITHDRAWALS.get(reason, gettext("Par décision des archivistes.")))


def named(names: Mapping[str, str]) -> Markup:
    for language in (the_language(), SOURCE_LANGUAGE, *names):
        if names.get(language):
            return in_its_language(names[language], language)
    return Markup()


def told_best(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """Of values in several languages, those in the reader's own; where there are none, those of the first language found."""
    chosen = best(values, the_language(), SOURCE_LANGUAGE)
    return tuple(value for value in values if chosen and value.language == chosen.language)


def original_of(record: Record, title: Value) -> bool:
    """Whether a title is in a language the record itself speaks, and not only a translation for readers."""
    return title.language is not None and title.language in {
        value.text.split("-")[0] for value in record.values("language")
    }


def languages_of(record: Record) -> tuple[str, ...]:
    return tuple(value.text for value in record.values("language"))


def places_of(record: Record) -> tuple[Value, ...]:
    return tuple({value.text: value for value in record.values("spatial")}.values())[:_MOST_PLACES]


def documents(record: Record) -> bool:
    return any(is_document(file) for file in record.files)


def credit(record: Record) -> str:
    """The line to print beside a copy."""
    credited = citing.creditline(record)
    return ", ".join(part for part in (*credited.makers, credited.rights, credited.address) if part)


def media_type(name: str) -> str:
    return _MEDIA_TYPES.get(name[name.rfind(".") :], "application/octet-stream")


def excerpt(hit: PassageHit) -> Markup:
    """The words around what was found, with it marked; cut between words, never inside a mark."""
    text, marks = hit.passage.text, hit.marks
    start = 0
    if marks and marks[0][0] > _EXCERPT_LETTERS // 2:
        start = text.rfind(" ", 0, marks[0][0] - _EXCERPT_LETTERS // 3) + 1
    stop = len(text)
    if stop - start > _EXCERPT_LETTERS:
        last = max((end for _, end in marks if end - start <= _EXCERPT_LETTERS), default=start)
        stop = max(text.rfind(" ", start, start + _EXCERPT_LETTERS), last)
    parts, at = [Markup("… ")] if start else [], start
    for begin, end in marks:
        if begin >= at and end <= stop:
            parts += [escape(text[at:begin]), Markup("<mark>{}</mark>").format(text[begin:end])]
            at = end
    return Markup("").join([*parts, escape(text[at:stop]), Markup(" …") if stop < len(text) else Markup()])


def with_marks(text: str, marks: Marks) -> Markup:
    """A text with the words marked that were looked for."""
    parts, at = [], 0
    for start, end in marks:
        parts += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        at = end
    return Markup("").join([*parts, escape(text[at:])])


def beginning(text: str) -> str:
    """The first letters of the last word, to be searched by its beginning."""
    word = text.split()[-1].strip('"*')
    return f"{word[: max(3, len(word) - 2)]}*"
