"""The archive's own words as a sheet may write them: kinds, levels, rights, roles, languages, places, subjects by name."""

from __future__ import annotations

import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from archive.failpoints import failpoint
from archive.model.authorities import Authority, AuthorityKind
from archive.model.edtf import Interval
from archive.model.vocabulary import Vocabulary
from ingest.describing.crosswalk import Crosswalk
from ingest.describing.words import folded

_WITHIN = re.compile(r"(?P<name>.+?)\s*(?:\((?P<wider>[^()]+)\)|,\s*(?P<after>[^,]+))")


@dataclass(frozen=True)
class Lexicon:
    """`codes` maps a vocabulary to its codes by every name, folded; `places` and `concepts` a folded name to ids."""

    vocabularies: Mapping[str, Vocabulary]
    codes: Mapping[str, Mapping[str, str]]
    rights: Mapping[str, str]
    languages: Mapping[str, str]
    places: Mapping[str, tuple[str, ...]]
    concepts: Mapping[str, tuple[str, ...]]
    authorities: Mapping[str, Authority]
    periods: Mapping[str, Interval] = field(default_factory=dict)

    def code(self, vocabulary: str, text: str) -> str | None:
        """The code of a vocabulary that a text means, by its code or by its name in any language."""
        return self.codes.get(vocabulary, {}).get(folded(text))

    def known(self, vocabulary: str) -> str:
        return ", ".join(self.vocabularies[vocabulary].terms) if vocabulary in self.vocabularies else ""

    def rights_statement(self, text: str) -> str | None:
        """The URI of a rights statement by its URI, in any usual spelling, or its code."""
        return self.rights.get(bare_address(text))

    def language(self, text: str) -> str:
        """The code of a language (BCP 47) by its code, two or three letters, or its French or English name."""
        return self.languages.get(text.strip().lower(), text)

    def place(self, text: str) -> tuple[str, ...]:
        """The ids of the places of a name; "Bellevue (Nantes)" and "Bellevue, Nantes" say which one is meant."""
        found = self.places.get(folded(text), ())
        match = _WITHIN.fullmatch(text)
        if found or match is None:
            return found
        wider = set(self.places.get(folded(match["wider"] or match["after"]), ()))
        named = self.places.get(folded(match["name"]), ())
        return tuple(each for each in named if wider & {each, *self.authorities[each].parents})

    def concept(self, text: str) -> str | None:
        found = self.concepts.get(folded(text), ())
        return found[0] if found else None

    def described(self, place: str) -> str:
        """A place with the one it lies in: "Bellevue (Nantes)"."""
        name = self.authorities[place].name_in("fr").text
        wider = next((self.authorities[each] for each in self.authorities[place].parents if each in self.authorities), None)
        return f"{name} ({wider.name_in('fr').text})" if wider else name


def write_lexicon(lexicon: Lexicon, path: Path) -> None:
    """Leave a lexicon for the child processes of a batch, so that each need not gather it again."""
    failpoint("lexicon: before write")
    path.write_bytes(pickle.dumps(lexicon))
    failpoint("lexicon: after write")


@lru_cache(maxsize=4)
def read_lexicon(path: Path) -> Lexicon:
    """The lexicon that `write_lexicon` left, in a folder of our own."""
    lexicon: Lexicon = pickle.loads(path.read_bytes())
    return lexicon


def bare_address(text: str) -> str:
    """An address without what people vary: http or https, www, a last slash, "deed.fr"; a code without case and spaces."""
    bare = re.sub(r"^https?://(www\.)?", "", text.strip().lower())
    return re.sub(r"[\s_-]+", "-", re.sub(r"/(deed(\.\w+)?)?$", "", bare))


def kind_of_name(text: str, crosswalk: Crosswalk) -> AuthorityKind:
    """Whether a name is one person's, a family's or an organisation's, as its words tell."""
    words = {folded(word) for word in re.split(r"[\s,'’-]+", text) if word}
    if words & _all_folded(crosswalk.families):
        return "family"
    return "organisation" if words & _all_folded(crosswalk.organisations) else "person"


@lru_cache(maxsize=32)
def _all_folded(words: frozenset[str]) -> frozenset[str]:
    """Folded once for each crosswalk, not for each name."""
    return frozenset(map(folded, words))
