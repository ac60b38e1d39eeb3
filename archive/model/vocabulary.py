"""Vocabularies: the archive's controlled lists, kept as tables in `config/vocabularies/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_LANGUAGE_LENGTH = 2


@dataclass(frozen=True)
class Term:
    """One line of a vocabulary: its code, its name in each language (BCP 47), and whatever else its columns say."""

    code: str
    names: Mapping[str, str]
    facts: Mapping[str, str] = field(default_factory=dict)

    def name_in(self, *languages: str) -> tuple[str, str]:
        """The name in the first of these languages it has, and that language; else the first name there is."""
        for language in languages:
            if self.names.get(language):
                return self.names[language], language
        return next(((name, language) for language, name in self.names.items() if name), (self.code, ""))


@dataclass(frozen=True)
class Vocabulary:
    name: str
    terms: Mapping[str, Term]

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    def __contains__(self, code: str) -> bool:
        return code in self.terms

    def get(self, code: str) -> Term:
        """The line of a code; one that says only the code where the vocabulary has none."""
        return self.terms.get(code) or Term(code, {})


def from_rows(name: str, rows: Iterable[Mapping[str, str]]) -> Vocabulary:
    """A vocabulary of table rows: `code`, a column for each language (two letters), and other facts."""
    return Vocabulary(name, {row["code"]: _term(row) for row in rows})


def _term(row: Mapping[str, str]) -> Term:
    names = {column: text for column, text in row.items() if len(column) == _LANGUAGE_LENGTH and text}
    facts = {column: text for column, text in row.items() if column not in names and column != "code" and text}
    return Term(row["code"], names, facts)
