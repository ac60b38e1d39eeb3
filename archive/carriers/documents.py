"""A record as search sees it: its words under their labels, its facets, its days. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from archive.model.access import CLOSED, OPEN
from archive.model.authorities import Authority
from archive.model.dates import ArchiveDate
from archive.model.facets import Facet
from archive.model.record import File, Record, Value
from archive.model.transcript import Passage
from search import index as search

#: A date tells when the thing happened: what it speaks of before when it was made, made before published.
DATE_TERMS = ("temporal", "created", "date", "issued")
#: Terms and kinds of authority whose words are names of people, found by their other spellings too.
_NAME_TERMS = frozenset({"creator", "contributor", "rightsHolder"})
_NAMED = frozenset({"person", "family", "organisation"})
_MEDIA = {"sound": "sound", "video": "video", "image": "image", "pages": "pages", "transcript": "transcript"}
_LONGEST_SPAN_DECADES, _LONGEST_SPAN_YEARS = 15, 5
_SEARCHED_KEYS = ("cote", "accession", "source_identifier")


def document(
    record: Record,
    version: int,
    added: int,
    passages: Iterable[Passage],
    authorities: Mapping[str, Authority],
    ancestors: tuple[str, ...],
    facets: Sequence[Facet],
) -> search.Document:
    """The document of a record. `ancestors`: ARKs of the collections it stands in, widest first; `added`: seconds since 1970."""
    passages = tuple(passages)
    linked = ((term, value, authorities.get(value.authority or "")) for term, value in _values(record))
    named = [(term, value, authority) for term, value, authority in linked if authority is not None]
    dates = telling_dates(record)
    earliest, latest = hull(dates)
    files = {each.id: each for each in record.files}
    return search.Document(
        id=record.ark,
        version=version,
        label=record.label,
        words=(*_words(record, authorities), *_speakers(passages, files)),
        facets=_facets(record, dates, named, ancestors, facets),
        earliest=earliest.toordinal() if earliest else None,
        latest=latest.toordinal() if latest else None,
        points=tuple(
            dict.fromkeys(
                (place.latitude, place.longitude)
                for _, _, place in named
                if place.latitude is not None and place.longitude is not None
            )
        ),
        sort_title=record.title_in().text,
        added=added,
        passages=tuple(_passage(each, files) for each in passages),
    )


def telling_dates(record: Record) -> tuple[ArchiveDate, ...]:
    """The dates a record is found by: those of the first date term it has."""
    return next((record.dates[term] for term in DATE_TERMS if record.dates.get(term)), ())


def hull(dates: Iterable[ArchiveDate]) -> tuple[date | None, date | None]:
    """First and last day of several dates together; None where one of them is open on that side, or none is known."""
    known = [each for each in dates if not each.undated]
    firsts, lasts = [each.earliest for each in known], [each.latest for each in known]
    earliest = None if not known or None in firsts else min(day for day in firsts if day)
    latest = None if not known or None in lasts else max(day for day in lasts if day)
    return earliest, latest


def seconds_since_1970(instant: str) -> int:
    return int(datetime.fromisoformat(instant).timestamp())


def _values(record: Record) -> Iterable[tuple[str, Value]]:
    return ((term, value) for term, values in record.terms.items() for value in values)


def _words(record: Record, authorities: Mapping[str, Authority]) -> Iterable[search.Words]:
    for term, value in _values(record):
        known = authorities.get(value.authority or "")
        names = term in _NAME_TERMS or (known is not None and known.kind in _NAMED)
        yield search.Words(term, value.text, value.language, names=names)
    for key in _SEARCHED_KEYS:
        if record.keys.get(key):
            yield search.Words(key, record.keys[key])
    for dates in record.dates.values():
        for each in dates:
            yield search.Words("date", each.written)
    for file in record.files:
        for value in file.alternatives:
            yield search.Words("alternative", value.text, value.language, file.label)


def _speakers(passages: Iterable[Passage], files: Mapping[str, File]) -> Iterable[search.Words]:
    """Who speaks, under the labels of what they say."""
    said = dict.fromkeys((each.speaker, _label(each, files)) for each in passages if each.speaker)
    return (search.Words("speaker", speaker, None, label, names=True) for speaker, label in said)


def _passage(passage: Passage, files: Mapping[str, File]) -> search.Passage:
    return search.Passage(
        number=passage.number, text=passage.text, language=passage.language, label=_label(passage, files),
        file=passage.file, start_seconds=passage.start_seconds, end_seconds=passage.end_seconds,
        page=passage.page, speaker=passage.speaker,
    )  # fmt: skip


def _label(passage: Passage, files: Mapping[str, File]) -> str:
    """The one label that says what the passage's, its file's and its transcript's say together; two different ones: for
    archivists."""
    named = [passage.file] if passage.transcript is None else [passage.file, passage.transcript]
    labels = {passage.label, *(files[each].label if each in files else CLOSED for each in named)} - {OPEN}
    if not labels:
        return OPEN
    return labels.pop() if len(labels) == 1 else CLOSED


def _facets(
    record: Record,
    dates: tuple[ArchiveDate, ...],
    named: Sequence[tuple[str, Value, Authority]],
    ancestors: tuple[str, ...],
    facets: Sequence[Facet],
) -> dict[str, tuple[search.FacetPath, ...]]:
    open_files = [file for file in record.files if file.label == OPEN]
    counted: dict[str, Iterable[search.FacetPath]] = {
        "kind": [(record.kind,)],
        "collection": [ancestors] if ancestors else [],
        "language": ((_language(value.text),) for value in record.values("language")),
        "decade": ((code,) for code in decades(dates)),
        "year": ((code,) for code in years(dates)),
        "rights": [(record.rights,)] if record.rights else [],
        "holds": ((_MEDIA[file.role],) for file in open_files if file.role in _MEDIA),
    }  # fmt: skip
    found: dict[str, tuple[search.FacetPath, ...]] = {}
    for facet in facets:
        paths = [path for name in facet.counts for path in counted.get(name, ())] + [
            (*reversed(authority.parents), authority.id)
            for term, value, authority in named if facet.counts_authority(authority.kind, term, value.role)
        ]  # fmt: skip
        if paths:
            found[facet.code] = tuple(dict.fromkeys(paths))
    return found


def _language(text: str) -> str:
    return text.split("-")[0].strip().lower()


def decades(dates: Iterable[ArchiveDate]) -> list[str]:
    """The decades some dates touch ("1960"), at most 15 of each; "undated" where nothing is known.

    An open end counts only the decade that is known: "avant 1954" is no memory of the year 1.
    """
    found: set[int] = set()
    for each in dates:
        first, last = each.earliest or each.latest, each.latest or each.earliest
        if first and last:
            span = range(first.year // 10, last.year // 10 + 1)
            found.update(span if len(span) <= _LONGEST_SPAN_DECADES else (span[0], span[-1]))
    return [str(decade * 10) for decade in sorted(found)] or ["undated"]


def years(dates: Iterable[ArchiveDate]) -> list[str]:
    """The years of those dates that name few of them: what is only known by its decade stands in none of its years."""
    found: set[int] = set()
    for each in dates:
        if each.earliest and each.latest and each.latest.year - each.earliest.year < _LONGEST_SPAN_YEARS:
            found.update(range(each.earliest.year, each.latest.year + 1))
    return [str(year) for year in sorted(found)]
