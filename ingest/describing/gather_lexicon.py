"""Gathers the lexicon from the tables of `config/` and from CLDR, in the parent process."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from babel import Locale
from babel.core import get_global

from archive.model.authorities import Authority
from archive.model.periods import periods_by_name
from archive.model.vocabulary import Vocabulary
from archive.wiring import read_concepts, read_places, read_vocabularies
from ingest.describing.lexicon import Lexicon, bare_address
from ingest.describing.words import folded


def gather_lexicon(config: Path) -> Lexicon:
    """The lexicon of a `config/` folder."""
    vocabularies = read_vocabularies(config / "vocabularies")
    places = read_places(config / "places" / "places.csv")
    concepts = read_concepts(vocabularies["subjects"])
    return Lexicon(
        vocabularies=vocabularies,
        codes={name: _codes(vocabulary) for name, vocabulary in vocabularies.items()},
        rights=_rights(vocabularies["rights"]),
        languages=_languages(),
        places=_by_name(places),
        concepts=_by_name(concepts),
        authorities={each.id: each for each in (*places, *concepts)},
        periods=periods_by_name(vocabularies["periods"]) if "periods" in vocabularies else {},
    )


def _codes(vocabulary: Vocabulary) -> dict[str, str]:
    plurals = {
        folded(text): term.code
        for term in vocabulary
        for fact, text in term.facts.items()
        if fact.startswith("plural_")
    }
    names = {folded(text): term.code for term in vocabulary for text in term.names.values()}
    return {**plurals, **names, **{folded(term.code): term.code for term in vocabulary}}


def _rights(vocabulary: Vocabulary) -> dict[str, str]:
    by_code = {bare_address(term.code): term.facts["uri"] for term in vocabulary}
    return {**by_code, **{bare_address(uri): uri for uri in by_code.values()}}


def _languages() -> dict[str, str]:
    """Names and three-letter codes of languages. Source: CLDR, as Babel brings it."""
    names = {name.lower(): code for tag in ("en", "fr") for code, name in Locale.parse(tag).languages.items()}
    aliases = {old: new for old, new in get_global("language_aliases").items() if len(old) == 3 and len(new) == 2}
    return {**names, **aliases}


def _by_name(authorities: Iterable[Authority]) -> dict[str, tuple[str, ...]]:
    """Ids by folded name. A preferred name goes before a variant: "Nantes" is the town, whatever else was called so."""
    preferred: dict[str, dict[str, None]] = {}
    variants: dict[str, dict[str, None]] = {}
    for each in authorities:
        for name in each.names:
            held = preferred if name.form == "preferred" else variants
            held.setdefault(folded(name.text), {})[each.id] = None
    return {name: tuple(ids) for name, ids in {**variants, **preferred}.items()}
