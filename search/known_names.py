"""Names whose spellings are known: they are looked up, not guessed."""

from collections.abc import Iterable, Sequence

from search.analysis import exact_words
from search.query import Spelling


class KnownNames:
    """Groups of spellings that are one name, by any of them: "Fatima, Fatma, فاطمة"."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._others: dict[tuple[str, ...], tuple[str, ...]] = {}
        for group in groups:
            for name in group:
                self._others[exact_words(name)] = tuple(other for other in group if other != name)
        self._longest = max(map(len, self._others), default=0)

    def in_text(self, text: str) -> tuple[Spelling, ...]:
        """Which of these names a text has, each with its other spellings."""
        said = exact_words(text)
        runs = (said[at : at + many] for at in range(len(said)) for many in range(1, self._longest + 1))
        return tuple(Spelling(" ".join(run), self._others[run]) for run in dict.fromkeys(runs) if run in self._others)
