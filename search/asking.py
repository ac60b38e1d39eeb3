"""What a person typed → what it asks of an index, and where a text answers it. Any text is understood; none is refused.

Plain words must all occur, by their stem in any language, as they stand or as another spelling of the same name;
"quoted" ones as they stand, side by side; -word must not occur; word* by its beginning; title:word in that field.
Little words ("de", "the", "في") are only decisive where all are little.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise

from search.analysis import Word, exact_words, side_by_side, stem_term, terms, words
from search.little_words import BORN, DECADES, LITTLE, ORDINARY
from search.names import MAYBE, is_particle, name_key, other_script, pieces, sound_key
from search.patterns import Clause, Pattern
from search.query import Marks, Query, Spelling
from search.stems import ALGORITHMS

MOST_CHARACTERS = 1000  # of a query: a page of text pasted into the field is cut, not refused
MOST_CLAUSES = 32
SHORTEST_WITH_TYPOS = 4

_DECADE = re.compile("(?P<century>19)?(?P<tens>[1-9]0)")
_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟〝〞＂", '"'))
_THOUSANDS = re.compile(r'"[^"]*"?|(?P<number>(?<![\w.,])\d{1,3}(?:[ \u00a0\u2009\u202f.]\d{3})+(?![\w.,]))')
_ASKED = re.compile(r'(?P<minus>-?)(?:(?P<field>[A-Za-z_]+):(?=[^\s]))?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')


def clauses(query: Query) -> tuple[Clause, ...]:
    """What a query's text asks, at most `MOST_CLAUSES`; none for a text without words."""
    return _clauses(query.text, query.fields, query.exact, query.typos, query.spellings)


@lru_cache(maxsize=1000)
def _clauses(
    text: str, fields: frozenset[str], exact: bool, typos: bool, spellings: tuple[Spelling, ...]
) -> tuple[Clause, ...]:
    asked = list(dict.fromkeys(_read(_with_whole_numbers(text[:MOST_CHARACTERS].translate(_QUOTES)), fields)))
    if exact:
        asked = [replace(clause, ways=tuple(way for way in clause.ways if way.stream == "exact")) for clause in asked]
    else:
        asked = _with_spellings(_with_joined(_with_particles(_with_decades(_with_maiden_names(asked)))), spellings)
    if typos:
        asked = [_with_typos(clause) for clause in asked]
    asked = asked[:MOST_CLAUSES]
    if all(clause.little or clause.excluded for clause in asked):
        asked = [replace(clause, little=False) for clause in asked]
    return tuple(asked)


def _with_whole_numbers(text: str) -> str:
    """ "1 200" is one number, save in a quoted phrase, whose words stand as they are written."""
    return _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]) if match["number"] else match[0], text)


def _read(text: str, fields: frozenset[str]) -> Iterator[Clause]:
    for match in _ASKED.finditer(text):
        minus, field, quoted, plain = match.group("minus", "field", "quoted", "plain")
        if field and field not in fields:  # a colon like another
            yield from _signed(_plain(f"{field}:{plain or ''}"), minus)
            field, plain = None, ""
        found = _quoted(quoted) if quoted is not None else _plain(plain)
        yield from _signed((replace(clause, field=field) for clause in found), minus)


def _signed(found: Iterable[Clause], minus: str) -> Iterator[Clause]:
    return (replace(clause, excluded=bool(minus)) for clause in found)


def _quoted(text: str) -> Iterator[Clause]:
    if side_by_side := exact_words(text):
        yield Clause((Pattern("exact", side_by_side),))


def _plain(text: str) -> Iterator[Clause]:
    """The clauses of what stands between two spaces: usually one."""
    found = [word for word in words(text) if word.parts]
    for number, word in enumerate(found):
        if text.endswith("*") and number == len(found) - 1 and not word.unspaced:
            yield from _by_its_beginning(word)
        else:
            little = len(word.parts) == 1 and word.parts[0].exact in LITTLE
            yield Clause(tuple(_ways(word)), little=little)


def _by_its_beginning(word: Word) -> Iterator[Clause]:
    *whole, last = (part.exact for part in word.parts)
    yield from (Clause((Pattern("exact", (exact,)),)) for exact in whole)
    yield Clause((Pattern("exact", (last,), prefix=True),))


def _ways(word: Word) -> Iterator[Pattern]:
    parts = side_by_side(word)
    if word.unspaced and len(word.parts) == 1:
        yield Pattern("exact", parts, prefix=True)
        return
    for spelling in (parts, (word.joined.exact,)) if word.joined else (parts,):
        yield Pattern("exact", spelling)
        for code in ALGORITHMS:
            yield Pattern("stem", tuple(stem_term(exact, code) for exact in spelling))
        yield from _as_a_name(spelling)
        for apart in pieces(spelling[0]) if len(spelling) == 1 else ():
            yield Pattern("exact", apart)
            yield from _as_a_name(apart)


def _as_a_name(spelling: tuple[str, ...]) -> Iterator[Pattern]:
    for stream, keys in (("name", map(name_key, spelling)), ("sound", map(other_script, map(sound_key, spelling)))):
        if all(known := tuple(keys)):
            yield Pattern(stream, known)


def _words_of(clause: Clause) -> tuple[str, ...]:
    """The word a clause asks in every way there is, in its parts; () for what is quoted, excluded or asked by a beginning."""
    return clause.ways[0].terms if len(clause.ways) > 1 and not clause.excluded else ()


def _with_particles(asked: list[Clause]) -> list[Clause]:
    """ "Ben Aissa" is found as "Benaissa" too: each of its words may be said by the whole."""
    said = [_words_of(clause) for clause in asked]
    for start in range(len(asked)):
        end = start
        while end + 1 < len(asked) and said[end] and all(map(is_particle, said[end])):
            end += 1
        if end > start and said[end]:
            whole = "".join(chain.from_iterable(said[start : end + 1]))
            for each in range(start, end + 1):
                ways = (*asked[each].ways, Pattern("exact", (whole,)), *_as_a_name((whole,)))
                asked[each] = replace(asked[each], ways=ways)
    return asked


def _with_joined(asked: list[Clause]) -> list[Clause]:
    """Two words may be written as one: "Gebre Medhin", "porte manteau"."""
    said = [_words_of(clause) if not clause.little else () for clause in asked]
    for at, (one, next_) in enumerate(pairwise(said)):
        if len(one) == len(next_) == 1 and "".join(one + next_).isalpha() and asked[at].field == asked[at + 1].field:
            whole = (one[0] + next_[0],)
            for each in (at, at + 1):
                ways = (*asked[each].ways, Pattern("exact", whole), *_as_a_name(whole))
                asked[each] = replace(asked[each], ways=tuple(dict.fromkeys(ways)))
    return asked


def _with_decades(asked: list[Clause]) -> list[Clause]:
    """ "Années 70" are the years 1970, and the other way round."""
    for at, (before, clause) in enumerate(pairwise(asked), start=1):
        if _words_of(before) in DECADES and (decade := _DECADE.fullmatch("".join(_words_of(clause)))):
            other = decade["tens"] if decade["century"] else f"19{decade['tens']}"
            asked[at] = replace(clause, ways=(*clause.ways, Pattern("exact", (other,))))
    return asked


def _with_maiden_names(asked: list[Clause]) -> list[Clause]:
    """ "Fatima Haddad née Saïdi" is Fatima, by one of two surnames."""
    said = [_words_of(clause) for clause in asked]
    at = next((number for number, words in enumerate(said) if words and words[0] in BORN), 0)
    if at < 2 or at + 1 == len(asked) or not said[at - 1]:
        return asked
    surname, maiden = asked[at - 1], asked[at + 1 :]
    either = replace(surname, ways=tuple(chain(surname.ways, *(clause.ways for clause in maiden))))
    return [*asked[: at - 1], either]


def _with_spellings(asked: list[Clause], spellings: tuple[Spelling, ...]) -> list[Clause]:
    """Words that name somebody are found under the other names too: each of them may be said by a whole other name.

    One word whose spellings are known is not guessed by its sound.
    """
    for spelling in spellings:
        wanted = exact_words(spelling.asked)
        others = tuple(_another(name) for other in spelling.others if (name := exact_words(other)))
        for run in _runs(asked, wanted):
            for each in run:
                kept = [way for way in asked[each].ways if len(run) > 1 or way.stream not in ("name", "sound")]
                asked[each] = replace(asked[each], ways=tuple(dict.fromkeys((*kept, *others))))
    return asked


def _another(name: tuple[str, ...]) -> Pattern:
    """Another name, as it stands anywhere; or among names alone, where it is an ordinary word too: علي is Ali, and "on"."""
    if name in ORDINARY:
        return Pattern("sound", tuple(map(sound_key, name)))
    return Pattern("exact", name)


def _runs(asked: list[Clause], wanted: tuple[str, ...]) -> Iterator[range]:
    """Where some words are asked one after the other, by the numbers of their clauses."""
    said = [_words_of(clause) for clause in asked]
    for start in range(len(said)):
        end = start
        found: tuple[str, ...] = ()
        while end < len(said) and said[end] and len(found) < len(wanted):
            found, end = (*found, *said[end]), end + 1
        if wanted and found == wanted:
            yield range(start, end)


def _with_typos(clause: Clause) -> Clause:
    """What differs by one letter; and words of a running text that sound like it, if they are names."""
    first = clause.ways[0]
    if len(first.terms) > 1 or first.prefix or clause.excluded or not _may_be_mistyped(first.terms[0]):
        return clause
    heard = {Pattern("name", tuple(MAYBE + key for key in way.terms)) for way in clause.ways if way.stream == "name"}
    return replace(clause, ways=(*clause.ways, Pattern("exact", first.terms, typo=True), *sorted(heard, key=str)))


def _may_be_mistyped(word: str) -> bool:
    return len(word) >= SHORTEST_WITH_TYPOS and not any(letter.isdigit() for letter in word)


def sought(query: Query) -> tuple[Clause, ...]:
    """What a query looks for: no excluded and no little words. Empty where it says nothing of that."""
    return tuple(clause for clause in clauses(query) if not clause.excluded and not clause.little)


def marks(text: str, language: str | None, query: Query) -> Marks:
    """Where `text` answers the query: (start, end) in characters, in order, touching ones joined.

    Excluded words, little ones and those asked of a field are not marked.
    """
    ways = {way for clause in sought(query) if not clause.field for way in clause.ways}
    alone = {(way.stream, way.terms[0]) for way in ways if len(way.terms) == 1 and not way.prefix and not way.typo}
    analysed = terms(text, language) if ways else []
    spans = {
        (term.start, term.end) for term in analysed
        if ("exact", term.exact) in alone or ("stem", term.stem) in alone or ("name", term.name) in alone
    }  # fmt: skip
    for way in ways:
        if way.prefix or way.typo or len(way.terms) > 1:
            spans.update(way.spans(analysed))
    return _merged(spans)


def _merged(spans: Collection[tuple[int, int]]) -> Marks:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
