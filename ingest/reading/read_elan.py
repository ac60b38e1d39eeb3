"""ELAN annotations (.eaf): each speaker's tier, and the translations that hang on it.

Source: EAF annotation format, schema 3.0 (https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ingest.identifying.refused import FileRefused
from ingest.reading.cues import Cue, Remark, Script, in_order, language_of, one_line
from ingest.reading.read_xml import read_xml
from ingest.telling import messages

_LONGEST_MILLISECONDS = 1_000_000_000
_OPEN_IN_ELAN = "Ouvrez-le dans ELAN, corrigez-le et enregistrez-le de nouveau."
#: As people call such tiers: "trad-fr", "Translation".
_TRANSLATION = re.compile("trad|transl", re.IGNORECASE)
Times = tuple[int | None, int | None]


@dataclass(frozen=True)
class _Tier:
    name: str
    speaker: str
    parent: str | None
    language: str | None
    translates: bool
    element: etree._Element


def read_elan(path: Path) -> Script:
    """What each speaker's tier says. A tier below it is taken where it translates: by its name, or its other language.

    Raises FileRefused.
    """
    root = read_xml(path)
    tiers = [_tier(each) for each in root.iterfind("TIER")]
    times = _times(root)
    spoken = {tier.name: tier for tier in tiers if tier.parent is None}
    cues = [cue for tier in spoken.values() for cue in _said(tier, times)]
    aside: list[str] = []
    for tier in tiers:
        above = spoken.get(tier.parent or "")
        if above is not None and (tier.translates or (tier.language or above.language) != above.language):
            cues += _translated(tier, above, times)
        elif tier.parent is not None:
            aside.append(tier.name)
    if not cues:
        raise FileRefused("Aucune piste de ce fichier ELAN ne contient de parole.", _OPEN_IN_ELAN)
    remarks = (Remark(messages.TIERS_LEFT_ASIDE, {"tiers": ", ".join(aside[:10])}),) if aside else ()
    return Script(in_order(cues), remarks=remarks)


def _tier(element: etree._Element) -> _Tier:
    """DEFAULT_LOCALE is no language of the words: it is that of the keyboard."""
    name = element.get("TIER_ID", "")
    translates = _TRANSLATION.search(f"{name} {element.get('LINGUISTIC_TYPE_REF', '')}") is not None
    return _Tier(
        name, one_line(element.get("PARTICIPANT") or name), element.get("PARENT_REF"),
        language_of(element.get("LANG_REF")), translates, element,
    )  # fmt: skip


def _times(root: etree._Element) -> dict[str, Times]:
    """Both times of each annotation that has its own, in milliseconds. Raises FileRefused."""
    slots = {each.get("TIME_SLOT_ID", ""): _slot(each) for each in root.iterfind("TIME_ORDER/TIME_SLOT")}
    times: dict[str, Times] = {}
    for each in root.iterfind("TIER/ANNOTATION/ALIGNABLE_ANNOTATION"):
        start, end = slots.get(each.get("TIME_SLOT_REF1", "")), slots.get(each.get("TIME_SLOT_REF2", ""))
        if start is not None and end is not None and end < start:
            name = each.get("ANNOTATION_ID", "")
            raise FileRefused(f"L’annotation « {name[:40]} » finit avant de commencer.", _OPEN_IN_ELAN)
        times[each.get("ANNOTATION_ID", "")] = start, end
    return times


def _slot(element: etree._Element) -> int | None:
    """Milliseconds; None for a point that ELAN has not placed."""
    written = element.get("TIME_VALUE")
    if written is None:
        return None
    if not written.isascii() or not written.isdigit() or len(written) > 10 or int(written) > _LONGEST_MILLISECONDS:
        raise FileRefused(f"Un temps de ce fichier ELAN ne se lit pas : « {written[:40]} ».", _OPEN_IN_ELAN)
    return int(written)


def _said(tier: _Tier, times: Mapping[str, Times]) -> Iterator[Cue]:
    for each in tier.element.iterfind("ANNOTATION/ALIGNABLE_ANNOTATION"):
        if words := _words(each):
            start, end = times[each.get("ANNOTATION_ID", "")]
            yield Cue(start, end, words, tier.speaker, tier.language)


def _translated(tier: _Tier, above: _Tier, times: Mapping[str, Times]) -> Iterator[Cue]:
    """Words that stand for an annotation of the tier above, at its times."""
    for each in tier.element.iterfind("ANNOTATION/*"):
        if words := _words(each):
            key = each.get("ANNOTATION_REF") or each.get("ANNOTATION_ID") or ""
            start, end = times.get(key, (None, None))
            yield Cue(start, end, words, above.speaker, tier.language, "translation")


def _words(annotation: etree._Element) -> str:
    return one_line(annotation.findtext("ANNOTATION_VALUE") or "")
