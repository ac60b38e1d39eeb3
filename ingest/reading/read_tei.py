"""TEI transcripts of speech: utterances (u) with who speaks, and times by a timeline.

Source: TEI P5 4.9, chapter 8 (transcriptions of speech) and 17.4.2 (placing events in time); ISO 24624:2016 for
annotationBlock, which carries who and when for the utterance inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lxml import etree

from ingest.identifying.refused import FileRefused
from ingest.reading.cues import Cue, Remark, Script, in_order, language_of, one_line
from ingest.reading.read_xml import read_xml
from ingest.telling import messages

_XML = "{http://www.w3.org/XML/1998/namespace}"
_MILLISECONDS = {
    "ms": 1, "millisecond": 1, "milliseconds": 1, "cs": 10, "centisecond": 10, "s": 1000, "sec": 1000, "second": 1000,
    "seconds": 1000, "min": 60_000, "minute": 60_000, "h": 3_600_000, "hour": 3_600_000,
}  # fmt: skip
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9]):([0-5][0-9](?:\.[0-9]{1,6})?)")
_LONGEST_MILLISECONDS = 1_000_000_000
#: What is no word: notes of the encoder, and what a corrected form replaces.
_NOT_SAID = frozenset({"note", "sic", "orig", "anchor", "spanGrp", "fs"})
#: What is heard and is no word, by its description: [rire].
_HEARD = frozenset({"vocal", "incident", "kinesic", "event"})


@dataclass(frozen=True)
class _Timeline:
    """Milliseconds of each point by its xml:id; a point that nobody placed is not there."""

    points: Mapping[str, int]

    def at(self, pointer: str | None) -> int | None:
        return self.points.get((pointer or "").strip().removeprefix("#"))


def read_tei(path: Path) -> Script:
    """Its utterances, in their order where they have no times. Raises FileRefused."""
    root = read_xml(path)
    timeline = _Timeline(_points(root))
    people = _people(root)
    cues = [cue for each in root.iter(etree.Element) if _name(each) == "u" for cue in _cue(each, timeline, people)]
    if not cues:
        raise FileRefused(
            "Ce fichier TEI ne contient aucune parole transcrite (<u>).",
            "Seules les transcriptions de parole sont lues.",
        )
    untimed = all(cue.start is None for cue in cues)
    text = next((each for each in root.iter(etree.Element) if _name(each) == "text"), root)
    language = language_of(text.get(f"{_XML}lang") or root.get(f"{_XML}lang"))
    return Script(in_order(cues), language, remarks=(Remark(messages.NO_TIMES),) if untimed else ())


def _cue(u: etree._Element, timeline: _Timeline, people: Mapping[str, str]) -> Iterator[Cue]:
    block = u.getparent()
    around = [u] if block is None or _name(block) != "annotationBlock" else [u, block]
    words = one_line("".join(_words(u)))
    if not words:
        return
    anchors = [timeline.at(each.get("synch")) for each in u.iter(etree.Element) if _name(each) == "anchor"]
    start = _first(*(timeline.at(each.get("start")) for each in around), *anchors[:1])
    end = _first(*(timeline.at(each.get("end")) for each in around), *anchors[1:][-1:])
    if start is not None and end is not None and end < start:
        raise FileRefused(
            f"Ligne {u.sourceline} : la parole finit avant de commencer : « {words[:60]} ».", "Corrigez-la."
        )
    who = next((each.get("who") for each in around if each.get("who")), None)
    language = next((each.get(f"{_XML}lang") for each in around if each.get(f"{_XML}lang")), None)
    yield Cue(start, end, words, _speaker(who, people), language_of(language))


def _first(*times: int | None) -> int | None:
    return next((each for each in times if each is not None), None)


def _speaker(who: str | None, people: Mapping[str, str]) -> str | None:
    names = [people.get(each.removeprefix("#"), each.removeprefix("#")) for each in (who or "").split()]
    return one_line(", ".join(names)) or None


def _words(element: etree._Element) -> Iterator[str]:
    """What is said inside an element; what is heard beside words stands in brackets."""
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        name = _name(child)
        if name in _HEARD:
            said = one_line("".join(map(str, child.itertext()))) or child.get("type") or ""
            yield f" [{said}] " if said else " "
        elif name == "gap":
            yield " […] "
        elif name == "pause":
            yield " "
        elif name not in _NOT_SAID:
            yield from _words(child)
            yield " " if name in ("w", "seg") else ""
        yield child.tail or ""


def _people(root: etree._Element) -> dict[str, str]:
    """The name of each speaker by xml:id: the person's own, else how the file calls them ("n")."""
    people: dict[str, str] = {}
    for person in root.iter(etree.Element):
        key = person.get(f"{_XML}id")
        if _name(person) not in ("person", "personGrp") or not key:
            continue
        named = next((each for each in person.iter(etree.Element) if _name(each) == "persName"), None)
        name = one_line(" ".join(map(str, named.itertext()))) if named is not None else ""
        people[key] = name or one_line(person.get("n") or "") or key
    return people


def _points(root: etree._Element) -> dict[str, int]:
    """Milliseconds from the beginning of each timeline; a point counts from `since`, else from the origin."""
    points: dict[str, int] = {}
    for timeline in root.iter(etree.Element):
        if _name(timeline) == "timeline":
            points |= _points_of(timeline)
    return points


def _points_of(timeline: etree._Element) -> dict[str, int]:
    points: dict[str, int] = {}
    origin = (timeline.get("origin") or "").removeprefix("#")
    began: int | None = None
    for when in timeline.iterchildren(etree.Element):
        key = when.get(f"{_XML}id") or ""
        since = (when.get("since") or origin).removeprefix("#")
        clock = _CLOCK.fullmatch((when.get("absolute") or "").rpartition("T")[2])
        if clock is not None:
            at = round((int(clock[1]) * 60 + int(clock[2])) * 60_000 + Decimal(clock[3]) * 1000)
            began = at if began is None else began
            points[key] = at - (began if key == origin or origin in points else 0)
        elif when.get("interval") not in (None, "unknown", "-1") and (since in points or since in ("", key)):
            points[key] = points.get(since, 0) + _interval(when, timeline)
        elif key == origin or (not points and when.get("interval") is None):
            points[key] = 0
        if points.get(key, 0) < 0:
            raise FileRefused(
                f"Ligne {when.sourceline} : un temps est avant le début du son.", "Corrigez la <timeline>."
            )
    return points


def _interval(when: etree._Element, timeline: etree._Element) -> int:
    written = when.get("interval") or ""
    each = _MILLISECONDS.get((when.get("unit") or timeline.get("unit") or "s").lower(), 1000)
    try:
        milliseconds = Decimal(written) * each
    except ArithmeticError:  # no number, or none that can be reckoned with
        milliseconds = Decimal("NaN")
    if not milliseconds.is_finite() or abs(milliseconds) > _LONGEST_MILLISECONDS:
        raise FileRefused(
            f"Ligne {when.sourceline} : cet intervalle ne se lit pas : « {written[:40]} ».", "Corrigez-le."
        )
    return round(milliseconds)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
