"""Scripts that write no spaces between words: Chinese and Japanese, Thai, Lao, Khmer, Burmese; and Korean, whose words
carry their particles with them.

Without a dictionary, a run of their letters is indexed by pairs: 烏龍茶 gives 烏龍, 龍茶 and, as its end, 茶. So any piece of
it is found by its own pairs side by side, and a single letter by what begins with it.
"""

import re
import unicodedata
from collections.abc import Iterator

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\uac00-\ud7af\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
_ANY = re.compile(f"[{_UNSPACED}]")
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
# Letters to Unicode, marks to their readers: of half-width katakana, and what follows the first part of a Korean syllable
# written apart.
_MARKS = re.compile("[\uff9e\uff9f\u1160-\u11ff]")


def is_unspaced(word: str) -> bool:
    """Whether a word as written has letters of such a script."""
    return not word.isascii() and _ANY.search(word) is not None


def pairs_of(word: str) -> Iterator[tuple[int, int]]:
    """Where its pairs of letters stand, and the last letter alone; letters of other scripts stay together."""
    for run in _RUN.finditer(word):
        if _ANY.match(run[0]):
            edges = [*_letters(run[0], run.start()), run.end()]
            yield from zip(edges, [*edges[2:], run.end()], strict=False)
        else:
            yield run.span()


def _letters(run: str, start: int) -> Iterator[int]:
    """Where each letter begins; the marks above and below belong to it."""
    return (
        start + at for at, sign in enumerate(run)
        if at == 0 or (not _MARKS.match(sign) and unicodedata.category(sign) not in ("Mn", "Mc", "Cf"))
    )  # fmt: skip
